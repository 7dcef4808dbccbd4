"""Assumptions in a zip archive: bytes → the files of a folder, and back. Nothing is written, and nothing in an archive is trusted.

What an archive may hold is decided before anything is unpacked, and no more is unpacked than a folder of assumptions can be.
"""

import io
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from costmodel.assumptions.folders import ABOUT_FILES, BASE, CHANGES, KNOWN_FILES, SCENARIOS, is_yaml
from costmodel.assumptions.reading.decoding import LARGEST_FILE, decoded_text, too_large
from costmodel.faults import AssumptionError, Facts, Fault, shown

LARGEST_ARCHIVE, LARGEST_CONTENT = 5_000_000, 10_000_000
"""Bytes, packed and unpacked. The shipped folder is 30 000 and 200 000."""
MOST_ENTRIES = 200
"""Files and folders. The shipped folder has 30."""
LONGEST_NAME = 200
SIGNATURE = b"PK\x03\x04"
_DIRECTORY = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED, _UTF8 = 0x1, 0x800
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".jar", ".docx", ".xlsx", ".ods")
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.[^/]|Thumbs\.db$|desktop\.ini$|README\.md$|schemas/[a-z_]+\.schema\.json$)")
"""What systems leave in folders, and what stands beside the files that the model reads: neither used nor reported."""
_UNREADABLE = (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, OSError, EOFError, OverflowError)


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a zip archive, or pretend to be one."""
    return data.startswith((SIGNATURE, b"PK\x05\x06", b"PK\x07\x08"))


def unpack(data: bytes, name: str) -> tuple[dict[str, bytes], list[str]]:
    """The files of the folder in an archive by place (``base/parameters.yaml``), and the names of those that are not used.

    Raises AssumptionError, with nothing unpacked, where the archive is damaged, too large, encrypted or made to do harm.
    """
    if len(data) > LARGEST_ARCHIVE:
        raise AssumptionError([too_large(len(data), name, LARGEST_ARCHIVE)])
    # Counted before the list is read: a list of a hundred thousand names takes a second.
    if data.count(_DIRECTORY) > 2 * MOST_ENTRIES:
        raise AssumptionError([_crowd(name)])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _content(archive, name)
    except AssumptionError:
        raise
    except _UNREADABLE as error:
        raise AssumptionError([Fault(name, "", "damaged_archive")]) from error


def _content(archive: zipfile.ZipFile, name: str) -> tuple[dict[str, bytes], list[str]]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise AssumptionError([_crowd(name)])
    faults = [fault for entry in entries for fault in _entry_faults(entry, name)]
    faults += [*_repeated(entries, name), *_too_much(entries, name)]
    if faults:
        raise AssumptionError(faults)
    files = {_path(entry): entry for entry in entries if not entry.is_dir() and not _LITTER.search(_path(entry))}
    root, depth = _root(list(files), name)
    places = {place: entry for path, entry in files.items() if (place := _place(path, root, depth))}
    misnamed = [_misnamed(entry, name) for entry in places.values() if not entry.flag_bits & _UTF8 and not entry.filename.isascii()]
    if misnamed:
        raise AssumptionError(misnamed)
    read = {place: _read(archive, entry) for place, entry in sorted(places.items())}
    if CHANGES in read and isinstance(decoded_text(read[CHANGES], CHANGES), Fault):
        del read[CHANGES], places[CHANGES]  # nothing reads it, so it is no reason to refuse the others
    unused = files.keys() - {_path(entry) for entry in places.values()}
    return read, sorted(path for path in unused if PurePosixPath(path).name != CHANGES or path == f"{root}{CHANGES}")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The content of one file: no more of it than its header says, whatever the packed data would become."""
    with archive.open(entry) as file:
        return file.read(LARGEST_FILE + 1)


def _path(entry: zipfile.ZipInfo) -> str:
    """Systems write å as one letter or as a and a ring: the same name must be the same text."""
    return unicodedata.normalize("NFC", entry.filename)


def _entry_faults(entry: zipfile.ZipInfo, name: str) -> Iterator[Fault]:
    """What is wrong with one entry, whether or not it would be used."""
    path: Facts = {"path": shown(entry.orig_filename)}
    if _is_trick(entry.orig_filename):
        yield Fault(name, "", "unsafe_path", path)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        yield Fault(name, "", "link_in_archive", path)
    elif kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        yield Fault(name, "", "device_in_archive", path)
    if entry.flag_bits & _ENCRYPTED:
        yield Fault(name, "", "encrypted_file", path)
    elif entry.compress_type not in _METHODS:
        yield Fault(name, "", "unusual_compression", path)
    if entry.filename.casefold().endswith(_ARCHIVES):
        yield Fault(name, "", "archive_in_archive", path)
    if entry.file_size > LARGEST_FILE:
        yield too_large(entry.file_size, f"{name}: {shown(entry.filename)}")


def _is_trick(path: str) -> bool:
    """Whether a path could lead out of the archive, or be one thing to one reader and another to the next."""
    parts = path.removesuffix("/").split("/")
    strange = len(path) > LONGEST_NAME or not path.isprintable() or "\\" in path or ":" in parts[0]
    return strange or any(part in ("", ".", "..") for part in parts)


def _repeated(entries: list[zipfile.ZipInfo], name: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for path in (_path(entry).casefold() for entry in entries):
        if path in seen:
            yield Fault(name, "", "file_twice_in_archive", {"path": shown(path)})
        seen.add(path)


def _too_much(entries: list[zipfile.ZipInfo], name: str) -> Iterator[Fault]:
    size = sum(entry.file_size for entry in entries)
    if size > LARGEST_CONTENT:
        yield Fault(name, "", "archive_content_too_large", {"size": size, "megabytes": LARGEST_CONTENT // 1_000_000})


def _crowd(name: str) -> Fault:
    return Fault(name, "", "too_many_files_in_archive", {"most": MOST_ENTRIES})


def _misnamed(entry: zipfile.ZipInfo, name: str) -> Fault:
    return Fault(name, "", "file_name_not_utf8", {"name": shown(entry.filename)})


def _root(paths: list[str], name: str) -> tuple[str, str]:
    """Where in the archive the folder begins, and ``base/`` where it has that folder within it."""
    known = [path for path in paths if PurePosixPath(path).name in KNOWN_FILES]
    roots = {_root_of(path) for path in known}
    if len(roots) == 1:
        return roots.pop()
    raise AssumptionError([Fault(name, "", "several_folders_in_archive" if roots else "no_folder_in_archive")])


def _root_of(path: str) -> tuple[str, str]:
    folder = path.removesuffix(PurePosixPath(path).name)
    return (folder.removesuffix(BASE), BASE) if f"/{folder}".endswith(f"/{BASE}") else (folder, "")


def _place(path: str, root: str, depth: str) -> str:
    """The place of a file in the folder; empty where it is not one of those that are read."""
    if not path.startswith(root):
        return ""
    rest = path.removeprefix(root)
    if rest in ABOUT_FILES:
        return rest
    if rest.removeprefix(depth) in KNOWN_FILES and rest.startswith(depth):
        return BASE + rest.removeprefix(depth)
    is_scenario = depth and rest.startswith(SCENARIOS) and rest.count("/") == 1 and is_yaml(rest)
    return rest if is_scenario else ""


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of the files by place; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"forutsetninger/{place}", (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
