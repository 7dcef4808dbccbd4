"""Writing files: aside first, then renamed into place, so that an interrupted run leaves no half file."""

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

from costmodel.texts.catalog import text

REASONS = {
    FileNotFoundError: "missing_folder",
    IsADirectoryError: "is_folder",
    NotADirectoryError: "file_in_path",
    PermissionError: "forbidden",
}
FULL_DISK = {28: "full", 122: "quota", 30: "read_only", 36: "long_name", errno.EBADF: "closed", errno.EPIPE: "no_reader"}
"""By number of the error; the words of all reasons stand in ``files.yaml``."""
ASSUMPTION_FOLDERS = ("parameters.yaml", "../base/parameters.yaml")
"""What stands in a folder of assumptions, and beside its scenarios: results are never written there."""
STANDARD = Path("-")
"""Standard input or output, where a file is named."""
OPEN_FILES = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/self/fd/")
"""How the names of files begin that the process was started with."""
_WRITTEN: list[Path] = []


class OutputError(Exception):
    """A result could not be written; the text is one sentence that says where and why."""


def write_file(path: Path, content: str | bytes | Iterable[str]) -> None:
    """Write text (UTF-8), bytes or pieces of text to `path`; what stood there stays until the new file is whole.

    A link is followed; a pipe, a terminal, and what the process was started with are written to as they are. Raises OutputError
    where the folder is missing, the disk is full or the place is protected, and for disks and folders of assumptions.
    """
    if is_stream(path):
        _write_through(path, content)
        return
    target = Path(os.path.realpath(path))
    refused = _refusal(target)
    if refused:
        raise OutputError(text("files.not_written", path=path, reason=text(f"files.reasons.{refused}")))
    try:
        replace_file(target, content, called=path)
    except OSError as error:
        raise OutputError(text("files.not_written", path=path, reason=reason(error))) from error


def is_stream(path: Path) -> bool:
    """Whether what is written to a path goes on to somebody else, so that nothing can be put in its place."""
    if path == STANDARD or str(path.absolute()).startswith(OPEN_FILES):
        return True
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def _write_through(path: Path, content: str | bytes | Iterable[str]) -> None:
    try:
        with path.open("ab") as stream:
            stream.writelines(_pieces(content))
    except OSError as error:
        raise OutputError(text("files.not_written", path=path, reason=reason(error))) from error


def _refusal(target: Path) -> str | None:
    """Code of the reason for which nothing is written to a place; None where it may be."""
    if target.is_dir():
        return REASONS[IsADirectoryError]
    if target.exists() and not target.is_file():
        return "not_a_file"
    if target.exists() and not os.access(target, os.W_OK):
        return REASONS[PermissionError]
    is_assumptions = any((target.parent / marker).exists() for marker in ASSUMPTION_FOLDERS)
    return "assumptions" if is_assumptions else None


def replace_file(path: Path, content: str | bytes | Iterable[str], called: Path | None = None) -> None:
    """Write a file whole or not at all, wherever it is, and note that it is there; `called` is what its user calls it.

    Raises OSError. Whatever ends the writing, an interrupt too, the note is right: what is whole has left its place aside.
    """
    aside = path.with_name(f".{path.name[:60]}.{secrets.token_hex(6)}")
    is_whole = False
    try:
        with aside.open("xb") as file:
            file.writelines(_pieces(content))
            file.flush()
            os.fsync(file.fileno())
        is_whole = True
        aside.replace(path)
    finally:
        if is_whole and not aside.exists():
            _WRITTEN.append(called or path)
        aside.unlink(missing_ok=True)


def written() -> Sequence[Path]:
    """The files that are whole since :func:`forget_written`, in the order of writing: what to tell whoever stops the program."""
    return tuple(dict.fromkeys(_WRITTEN))


def forget_written() -> None:
    """Begin anew, as a command does."""
    _WRITTEN.clear()


def _pieces(content: str | bytes | Iterable[str]) -> Iterable[bytes]:
    if isinstance(content, bytes):
        return [content]
    return (piece.encode() for piece in ([content] if isinstance(content, str) else content))


def reason(error: OSError) -> str:
    """Why something could not be written."""
    known = next((code for kind, code in REASONS.items() if isinstance(error, kind)), None) or FULL_DISK.get(error.errno or 0)
    return text(f"files.reasons.{known or 'other'}", kind=type(error).__name__, message=error.strerror)
