"""The files of a folder of assumptions as bytes, from a disk or from memory. Reads what it is pointed to; decides nothing about content."""

import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from costmodel.assumptions.reading.decoding import LARGEST_FILE, too_large
from costmodel.faults import AssumptionError, Fault, shown

BASE, SCENARIOS = "base/", "scenarios/"
BASE_FILES = (
    "parameters.yaml",
    "benefits.yaml",
    "legacy_systems.yaml",
    "alternatives.yaml",
    "municipalities.csv",
    "price_index.csv",
    "sources.yaml",
    "published.yaml",
    "effects.yaml",
    "correlations.yaml",
)
"""What a base folder holds; all of them must be there."""
OPTIONAL_FILES = ("actuals.csv", "price_paths.csv", "kostra.csv", "measurements.yaml")
"""What a base folder may hold besides."""
CHANGES = "CHANGELOG.md"
"""What has been changed, in words; edits of the files are written into it, and nothing reads it."""
ABOUT_FILES = ("approval.yaml", "edits.csv", CHANGES)
"""What stands beside the base folder, or in it where it is alone, and changes no number: who answers for the folder."""
KNOWN_FILES = (*BASE_FILES, *OPTIONAL_FILES)
YAML_ENDINGS = (".yaml", ".yml")
"""Of file names, in small letters or capitals."""
_EXPLAINS = re.compile(r"README.*|CHANGELOG.*|Thumbs\.db|desktop\.ini", re.IGNORECASE)
STANDARD_INPUT = Path("-")
Content = bytes | Fault
"""What a file holds, or why it cannot be had."""


@dataclass(frozen=True)
class Folder:
    """The files of a folder by their place in it, as messages name them: ``base/parameters.yaml``."""

    prefix: str
    """``base/``, or nothing where the folder is a base folder itself."""
    contents: Mapping[str, Content]
    """Base files, and scenario files in the order of their names."""
    faults: tuple[Fault, ...] = field(default=())
    """What is wrong with the folder as such."""
    beside: tuple[str, ...] = ()
    """Places of files that are not read; of a folder on a disk."""

    def base_file(self, name: str) -> tuple[str, Content]:
        """A base file by its place and its content."""
        place = self.prefix + name
        return place, self.contents.get(place, missing(place))

    def optional_file(self, name: str) -> tuple[str, Content] | None:
        """The same of a file that may be left out; None where it is."""
        return self.base_file(name) if self.prefix + name in self.contents else None

    def about_file(self, name: str) -> Content | None:
        """A file about the folder; None where it is left out."""
        return self.contents.get(name)

    def scenarios(self) -> Iterator[tuple[str, Content]]:
        """The scenario files; a base folder by itself has none."""
        for place, content in self.contents.items():
            name = place.removeprefix(SCENARIOS)
            if place.startswith(SCENARIOS) and is_yaml(name) and not name.startswith("."):
                yield place, content


def opened(folder: "str | Path | Mapping[str, bytes] | Folder") -> Folder:
    """The folder at a path, or from the content of each file by its place. Raises AssumptionError where it is none."""
    if isinstance(folder, Folder):
        return folder
    return folder_in_memory(folder) if isinstance(folder, Mapping) else folder_on_disk(folder)


def folder_on_disk(path: str | Path) -> Folder:
    """A folder that holds ``base/`` and perhaps ``scenarios/``, or that is a base folder. Raises AssumptionError for others."""
    root = Path(path)
    if not root.is_dir():
        raise AssumptionError([Fault(str(root), "", "file_for_folder" if root.exists() else "no_such_folder")])
    prefix = BASE if (root / "base").is_dir() else ""
    if not prefix and "parameters.yaml" not in _names(root):
        raise AssumptionError([Fault(str(root), "", "no_base_folder")])
    present = [*BASE_FILES, *(name for name in OPTIONAL_FILES if name in _names(root / prefix))]
    names = _names(root / prefix)
    about = {name: read_bytes(root / name, name) for name in ABOUT_FILES if (root / name).exists()}
    contents = {prefix + name: read_bytes(root / prefix / names.get(name, name), prefix + name) for name in present}
    read_here = {*(names.get(name, name) for name in present), *(ABOUT_FILES if not prefix else ())}
    beside = tuple(sorted(prefix + name for name in _files(root / prefix) - read_here))
    try:
        scenarios = sorted((root / "scenarios").iterdir()) if prefix and (root / "scenarios").exists() else []
    except OSError:
        return Folder(prefix, {**about, **contents}, (Fault("scenarios", "", "unreadable_folder"),))
    files = {SCENARIOS + file.name: file for file in scenarios if is_yaml(file.name) and not file.name.startswith(".")}
    read = {place: read_bytes(file, place) for place, file in files.items()}
    # What has vanished since, and a link that leads nowhere, is no scenario.
    found = {place: content for place, content in read.items() if content != missing(place)}
    left = sorted(SCENARIOS + name for name in _files(root / "scenarios") if not is_yaml(name)) if scenarios else []
    return Folder(prefix, {**about, **contents, **found}, beside=(*beside, *left))


def _files(folder: Path) -> set[str]:
    """Names of what stands in a folder, apart from what systems hide and what explains the rest; none where it cannot be read."""
    try:
        return {path.name for path in folder.iterdir() if not path.name.startswith(".") and not _EXPLAINS.fullmatch(path.name)}
    except OSError:
        return set()


def _names(folder: Path) -> dict[str, str]:
    """The names that stand for known files: ``price_index.CSV`` for ``price_index.csv`` where there is none such."""
    found = {f"{Path(name).stem}{Path(name).suffix.lower()}": name for name in _files(folder)}
    return {name: name if (folder / name).exists() else found[name] for name in KNOWN_FILES if name in found}


def folder_in_memory(files: Mapping[str, bytes]) -> Folder:
    """The same from contents by place, such as ``base/parameters.yaml``, or ``parameters.yaml`` for a base folder by itself."""
    prefix = BASE if any(place.startswith(BASE) for place in files) else ""
    if not prefix and "parameters.yaml" not in files:
        raise AssumptionError([Fault("", "", "no_base_folder")])
    return Folder(prefix, dict(sorted(files.items())))


def missing(place: str) -> Fault:
    """The fault of a file that is not there."""
    return Fault(place, "", "missing_file")


def is_yaml(name: str) -> bool:
    """Whether a file is YAML, by the end of its name.

    >>> is_yaml("b.YAML"), is_yaml("b.csv")
    (True, False)
    """
    return Path(name).suffix.lower() in YAML_ENDINGS


def named_content(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """The content of a file that somebody named: also of ``-``, standard input, and of a pipe. Raises AssumptionError."""
    if not (path == STANDARD_INPUT or os.path.exists(path)):  # noqa: PTH110  False too for a name that no file can have
        raise AssumptionError([Fault("", shown(str(path)), "no_such_file")])
    try:
        data = _streamed(path, largest) if path == STANDARD_INPUT or _is_stream(path) else read_bytes(path, path.name, largest)
    except OSError as error:
        data = Fault(path.name, "", "unreadable_file", {"error": type(error).__name__})
    if isinstance(data, Fault):
        raise AssumptionError([data])
    return data


def _is_stream(path: Path) -> bool:
    mode = path.stat().st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def _streamed(path: Path, largest: int) -> Content:
    """At most so many bytes of what comes through a stream."""
    if path == STANDARD_INPUT:
        data = sys.stdin.buffer.read(largest + 1) if sys.stdin else b""  # pyright: ignore[reportUnnecessaryComparison]  may be closed
    else:
        with path.open("rb") as stream:
            data = stream.read(largest + 1)
    return too_large(len(data), path.name, largest) if len(data) > largest else data


def read_bytes(path: Path, file: str, largest: int = LARGEST_FILE) -> Content:
    """The content of a file of at most `largest` bytes, or why it cannot be had; `file` is what messages call it."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Fault(file, "", "folder_for_file")
        if not stat.S_ISREG(status.st_mode):
            return Fault(file, "", "device_for_file")
        return too_large(status.st_size, file, largest) if status.st_size > largest else path.read_bytes()
    except FileNotFoundError:
        return missing(file)
    except OSError as error:
        if isinstance(error, PermissionError):
            return Fault(file, "", "access_denied")
        return Fault(file, "", "unreadable_file", {"error": type(error).__name__})
