"""Writing files: aside first, then renamed into place, so that an interrupted run leaves no half file."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

REASONS = {
    FileNotFoundError: "mappen finnes ikke",
    IsADirectoryError: "det er en mappe",
    NotADirectoryError: "en del av stien er en fil, ikke en mappe",
    PermissionError: "det er ikke lov å skrive der",
}
FULL_DISK = {28: "disken er full", 122: "diskkvoten er brukt opp", 30: "disken kan bare leses", 36: "navnet er for langt"}


ASSUMPTION_FOLDERS = ("parameters.yaml", "../base/parameters.yaml")
"""What stands in a folder of assumptions, and beside its scenarios: results are never written there."""


class OutputError(Exception):
    """A result could not be written; the text is one sentence in bokmål that says where and why."""


def write_file(path: Path, content: str | bytes | Iterable[str]) -> None:
    """Write text (UTF-8), bytes or pieces of text to `path`; what stood there stays until the new file is whole.

    A link is followed. Raises OutputError where the folder is missing, the disk is full or the place is protected, and
    for devices, pipes and folders of assumptions.
    """
    target = Path(os.path.realpath(path))
    refused = _refusal(target)
    if refused:
        raise OutputError(f"Kunne ikke skrive {path}: {refused}. Velg et annet sted med --output.")
    try:
        _write_aside(target, content)
    except OSError as error:
        raise OutputError(f"Kunne ikke skrive {path}: {reason(error)}. Velg et annet sted med --output.") from error


def _refusal(target: Path) -> str | None:
    if target.is_dir():
        return REASONS[IsADirectoryError]
    if target.exists() and not target.is_file():
        return "det er ikke en vanlig fil"
    if target.exists() and not os.access(target, os.W_OK):
        return REASONS[PermissionError]
    is_assumptions = any((target.parent / marker).exists() for marker in ASSUMPTION_FOLDERS)
    return "det er en mappe med forutsetninger" if is_assumptions else None


def _write_aside(path: Path, content: str | bytes | Iterable[str]) -> None:
    handle, aside = tempfile.mkstemp(prefix=f".{path.name[:60]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(_pieces(content))
            file.flush()
            os.fsync(file.fileno())
        Path(aside).chmod(0o666 & ~_umask())
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _pieces(content: str | bytes | Iterable[str]) -> Iterable[bytes]:
    if isinstance(content, bytes):
        return [content]
    return (piece.encode() for piece in ([content] if isinstance(content, str) else content))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def reason(error: OSError) -> str:
    """Why something could not be written, in bokmål."""
    known = next((text for kind, text in REASONS.items() if isinstance(error, kind)), None)
    return known or FULL_DISK.get(error.errno or 0) or f"{type(error).__name__} ({error.strerror})"
