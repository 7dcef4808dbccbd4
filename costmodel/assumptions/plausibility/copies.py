"""Files beside those that are read: copies that an editor, a browser or a spreadsheet has left behind."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from costmodel.faults import Fault, Note, nearest, shown

_COPY = re.compile(
    r"^~\$|[ _-](?:copy|kopi|copia|kopie)\b|\(\d+\)|\b(?:copy|kopi) of |\.(?:bak|old|orig|tmp|swp|rej|save)$|~$|^\.~lock|conflict|konflikt|"
    r"[ _-]backup\b",
    re.IGNORECASE,
)


def is_copy(place: str) -> bool:
    """Whether a file is called as copies are: ``parameters (1).yaml``, ``~$x.xlsx``, ``x.bak``."""
    return bool(_COPY.search(PurePosixPath(place).name))


def stray_files(places: Iterable[str], scenarios: Iterable[str], known: tuple[str, ...]) -> Iterator[Fault]:
    """Files that are not read, and scenario files that are read and called as copies are.

    `places` are the files that are not read, `scenarios` the scenario files, `known` the names that the base folder has.
    """
    for place in places:
        name = PurePosixPath(place).name
        yield Note(shown(place), "", "stray_copy" if is_copy(place) else "stray_file", {"nearest": nearest(name, known)})
    for place in scenarios:
        if is_copy(place):
            yield Note(shown(place), "", "copied_scenario", {"name": shown(PurePosixPath(place).stem)})
