"""What somebody uploads → the files of a folder of assumptions: an archive with the whole folder, or single files laid over another."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from costmodel.assumptions import archives
from costmodel.assumptions.folders import ABOUT_FILES, BASE, CHANGES, KNOWN_FILES, SCENARIOS, Folder
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.reading.decoding import LARGEST_FILE, decoded_text, too_large
from costmodel.assumptions.records import AssumptionSet
from costmodel.faults import AssumptionError, Fault, nearest, shown

MOST_UPLOADS = 50


@dataclass(frozen=True)
class Upload:
    """The files of a folder, and which of them were uploaded."""

    files: Mapping[str, bytes]
    """Content by place, such as ``base/parameters.yaml``."""
    given: tuple[str, ...]
    """Places of the files that were uploaded; the others are as they were."""
    unused: tuple[str, ...]
    """Names in an archive that no folder of assumptions has."""
    is_whole: bool
    """Whether nothing is left of the files before."""


def files_of(folder: Folder) -> dict[str, bytes]:
    """The files of a folder that could be read, by place under ``base/`` and ``scenarios/``."""
    placed = {place if "/" in place or place in ABOUT_FILES else BASE + place: content for place, content in folder.contents.items()}
    return {place: content for place, content in placed.items() if isinstance(content, bytes)}


def read_upload(uploads: Sequence[tuple[str, bytes]], present: Mapping[str, bytes]) -> tuple[Upload, AssumptionSet]:
    """What :func:`take` gives, and the assumptions in it. Raises AssumptionError with all that is wrong."""
    upload = take(uploads, present)
    return upload, load_assumptions(upload.files, base_first=True)


def take(uploads: Sequence[tuple[str, bytes]], present: Mapping[str, bytes]) -> Upload:
    """The files after an upload of (name, content): an archive replaces them all, a single file the one of its name.

    `present` are the files that single files are laid over. Raises AssumptionError with all that cannot be taken.
    """
    if len(uploads) > MOST_UPLOADS:
        raise AssumptionError([Fault("", "", "too_many_uploads", {"count": len(uploads), "most": MOST_UPLOADS})])
    packed = [(name, data) for name, data in uploads if archives.is_archive(data) or name.casefold().endswith(".zip")]
    if len(packed) > 1:
        raise AssumptionError([Fault("", "", "several_archives", {"count": len(packed)})])
    whole, unused = archives.unpack(packed[0][1], shown(packed[0][0])) if packed else (dict(present), [])
    single, faults = _singles([item for item in uploads if item not in packed])
    if faults:
        raise AssumptionError(faults)
    given = sorted({*(whole if packed else ()), *single})
    return Upload({**whole, **single}, tuple(given), tuple(unused), bool(packed))


def _singles(uploads: Sequence[tuple[str, bytes]]) -> tuple[dict[str, bytes], list[Fault]]:
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    for name, data in uploads:
        place = place_in_folder(name)
        if isinstance(place, Fault):
            faults.append(place)
        elif len(data) > LARGEST_FILE:
            faults.append(too_large(len(data), place))
        elif place == CHANGES and isinstance(read := decoded_text(data, place), Fault):
            faults.append(read)
        elif place in files:
            faults.append(Fault(shown(name), "", "uploaded_twice"))
        else:
            files[place] = data
    return files, faults


def place_in_folder(name: str) -> str | Fault:
    """Where in the folder a file of this name belongs, or why it belongs nowhere: a YAML file of another name is a scenario."""
    plain = unicodedata.normalize("NFC", name)
    stem, dot, ending = plain.rpartition(".")
    ending = ending.lower()
    plain = f"{stem}{dot}{ending}"
    if plain in ABOUT_FILES:
        return plain
    if plain in KNOWN_FILES:
        return BASE + plain
    if dot and ending == "yaml" and stem.replace("-", "").replace("_", "").isalnum() and stem == stem.casefold() and len(stem) <= 100:
        return SCENARIOS + plain
    return Fault("", "", "unknown_file_name", {"name": shown(name), "known": KNOWN_FILES, "nearest": nearest(name, KNOWN_FILES)})
