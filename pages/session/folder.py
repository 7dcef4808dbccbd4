"""The folder of assumptions that everybody uses, as it is while the server runs: the last sound files stay in force."""

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from costmodel import AssumptionError, AssumptionSet, Fault, load_assumptions
from costmodel.assumptions.folders import KNOWN_FILES, folder_on_disk, is_yaml
from costmodel.assumptions.uploads import files_of

FOLDER_VARIABLE = "HELSEPLATTFORMEN_ASSUMPTIONS"
"""Environment variable that points the app to another folder of assumptions."""
SHIPPED = Path(__file__).parents[2] / "assumptions"
LOG = logging.getLogger("helseplattformen.assumptions")

Stamp = Sequence[tuple[str, int, int]]
"""Name, time and size of every file that is read: differs as soon as somebody saves one."""


@dataclass(frozen=True)
class Shared:
    """What everybody works on who has not uploaded other assumptions."""

    assumptions: AssumptionSet
    files: Mapping[str, bytes]
    """The content that the assumptions were read from, by place."""
    faults: tuple[Fault, ...] = ()
    """What is wrong with the files as they are now; these are then older ones."""


class Watch:
    """Reads a folder anew when its files change. Safe among threads: one reads, the others wait."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read before it is asked for."""
        self.folder = folder
        self._lock = Lock()
        self._stamp: Stamp | None = None
        self._sound: Shared | None = None
        self._faults: tuple[Fault, ...] = ()

    def now(self) -> Shared:
        """The files as they are now, or the last that were sound. Raises AssumptionError where none has been sound."""
        with self._lock:
            stamp = stamp_of(self.folder)
            if stamp != self._stamp:
                self._read()
                self._stamp = stamp
            if self._sound is None:
                raise AssumptionError(self._faults)
            return replace(self._sound, faults=self._faults)

    def _read(self) -> None:
        try:
            place = folder_on_disk(self.folder)
            self._sound, self._faults = Shared(load_assumptions(place), files_of(place)), ()
        except AssumptionError as error:
            self._faults = tuple(_without_path(fault, self.folder) for fault in error.faults)
            LOG.warning("the assumption files have %d faults%s", len(self._faults), "; the last sound ones hold" if self._sound else "")


def shared() -> Shared:
    """What everybody works on now. Raises AssumptionError where the files never have been sound."""
    folder = assumption_folder()
    return _WATCHES.setdefault(folder, Watch(folder)).now()


_WATCHES: dict[Path, Watch] = {}


def assumption_folder() -> Path:
    """The folder of assumptions that everybody uses who has not uploaded others."""
    return Path(os.environ.get(FOLDER_VARIABLE) or SHIPPED)


def stamp_of(folder: Path) -> Stamp:
    """The stamp of a folder; a file that is not there, or leads nowhere, has one too."""
    try:
        scenarios = [path for path in (folder / "scenarios").iterdir() if is_yaml(path.name) and not path.name.startswith(".")]
    except OSError:
        scenarios = []
    return [_stamp(path) for path in [*(folder / base / name for base in ("base", ".") for name in KNOWN_FILES), *sorted(scenarios)]]


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:
        return str(path), -1, -1
    return str(path), found.st_mtime_ns, found.st_size


def _without_path(fault: Fault, folder: Path) -> Fault:
    """A fault as a reader may see it: where on the server the folder is, is none of his business."""
    return replace(fault, place="") if fault.place.startswith(str(folder)) else fault
