"""The files of a folder of assumptions as bytes, from a disk or from memory. Reads what it is pointed to; decides nothing about content."""

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from costmodel.assumptions.reading.decoding import LARGEST_FILE, too_large
from costmodel.faults import AssumptionError, Fault

BASE, SCENARIOS = "base/", "scenarios/"
BASE_FILES = (
    "parameters.yaml",
    "benefits.yaml",
    "municipalities.csv",
    "price_index.csv",
    "sources.yaml",
    "published.yaml",
    "effects.yaml",
    "correlations.yaml",
)
"""What a base folder holds; all of them must be there."""
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

    def base_file(self, name: str) -> tuple[str, Content]:
        """A base file by its place and its content."""
        place = self.prefix + name
        return place, self.contents.get(place, missing(place))

    def scenarios(self) -> Iterator[tuple[str, Content]]:
        """The scenario files; a base folder by itself has none."""
        for place, content in self.contents.items():
            name = place.removeprefix(SCENARIOS)
            if place.startswith(SCENARIOS) and name.endswith((".yaml", ".yml")) and not name.startswith("."):
                yield place, content


def folder_on_disk(path: str | Path) -> Folder:
    """A folder that holds ``base/`` and perhaps ``scenarios/``, or that is a base folder. Raises AssumptionError for others."""
    root = Path(path)
    if not root.is_dir():
        found = "en fil, ikke en mappe" if root.exists() else "ingen mappe"
        message = (found, "en mappe med forutsetninger", "Oppgi en mappe som inneholder base/.")
        raise AssumptionError([Fault(str(root), "", *message)])
    prefix = BASE if (root / "base").is_dir() else ""
    if not prefix and not (root / "parameters.yaml").exists():
        raise AssumptionError([_no_base(str(root))])
    contents = {prefix + name: read_bytes(root / prefix / name, prefix + name) for name in BASE_FILES}
    try:
        scenarios = sorted((root / "scenarios").iterdir()) if prefix and (root / "scenarios").exists() else []
    except OSError:
        message = ("noe som ikke kan leses som en mappe", "en mappe med scenariofiler", "Rett eller slett den.")
        return Folder(prefix, contents, (Fault("scenarios", "", *message),))
    files = {SCENARIOS + file.name: file for file in scenarios if file.suffix in (".yaml", ".yml") and not file.name.startswith(".")}
    return Folder(prefix, {**contents, **{place: read_bytes(file, place) for place, file in files.items()}})


def folder_in_memory(files: Mapping[str, bytes]) -> Folder:
    """The same from contents by place, such as ``base/parameters.yaml``, or ``parameters.yaml`` for a base folder by itself."""
    prefix = BASE if any(place.startswith(BASE) for place in files) else ""
    if not prefix and "parameters.yaml" not in files:
        raise AssumptionError([_no_base("")])
    return Folder(prefix, dict(sorted(files.items())))


def _no_base(place: str) -> Fault:
    allowed = "en mappe som inneholder base/, eller som har parameters.yaml i seg"
    return Fault(place, "", "ingen undermappe base/", allowed, "Oppgi en slik mappe.")


def missing(place: str) -> Fault:
    """The fault of a file that is not there."""
    return Fault(place, "", "ingen fil", "filen må være med", "Hent filen tilbake fra forrige versjon.")


def refuse_missing(path: Path) -> None:
    """Raise AssumptionError where a file that somebody named is not there."""
    if not path.exists():
        raise AssumptionError([Fault("", str(path), "ingen fil", "en fil som finnes", "Rett filnavnet.")])


def read_bytes(path: Path, file: str, largest: int = LARGEST_FILE) -> Content:
    """The content of a file of at most `largest` bytes, or why it cannot be had; `file` is what messages call it."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Fault(file, "", "en mappe", "en fil", "Flytt mappen, og legg filen der.")
        if not stat.S_ISREG(status.st_mode):
            return Fault(file, "", "noe som ikke er en vanlig fil", "en fil", "Erstatt den med en vanlig fil.")
        if status.st_size > largest:
            return too_large(status.st_size, file, largest)
        return path.read_bytes()
    except FileNotFoundError:
        return missing(file)
    except OSError as error:
        reason = "tilgang nektet" if isinstance(error, PermissionError) else type(error).__name__
        return Fault(file, "", f"en fil som ikke kan leses ({reason})", "en lesbar fil", "Gi programmet lesetilgang til filen.")
