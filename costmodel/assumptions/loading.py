"""A folder of assumptions → an AssumptionSet, or everything that is wrong with it. Files are read in ``folders``."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from costmodel.assumptions.approval.about_files import AboutFiles
from costmodel.assumptions.base_files import BaseFiles, FolderReading
from costmodel.assumptions.folders import KNOWN_FILES, SCENARIOS, Folder, named_content, opened
from costmodel.assumptions.located import Located
from costmodel.assumptions.plausibility.copies import stray_files
from costmodel.assumptions.plausibility.folding import rooted
from costmodel.assumptions.plausibility.names import names_twice
from costmodel.assumptions.reading.decoding import decoded_text
from costmodel.assumptions.reading.drafts import Surroundings
from costmodel.assumptions.reading.scenario_reading import scenario_record
from costmodel.assumptions.reading.yaml_reading import read_yaml
from costmodel.assumptions.records import (
    AssumptionSet,
    ScenarioFile,
)
from costmodel.assumptions.rules import scale_notes
from costmodel.assumptions.versions import is_version_1, version_1_fault
from costmodel.faults import AssumptionError, Fault, bounded_faults, distinct, shown

SLIPS = ("index_step", "other_scale")
"""Codes of warnings that a number is another one: that it differs from what was published follows from them."""


@bounded_faults
def load_assumptions(
    folder: str | Path | Mapping[str, bytes] | Folder, *, today: date | None = None, base_first: bool = False
) -> AssumptionSet:
    """The assumptions in a folder that holds ``base/`` and perhaps ``scenarios/``, or that is a base folder itself.

    `folder` is a path, or the content of each file by its place in the folder (``base/parameters.yaml``), or one that has been
    opened; then nothing is read from disk. Raises AssumptionError with every fault of every file at once. `today` decides what is past
    its review or still to come. `base_first`: scenarios are read only where the base files are sound, as for what strangers bring.
    """
    place = opened(folder)
    if is_version_1(place):
        raise AssumptionError([version_1_fault(place)])
    today = today or date.today()
    read = FolderReading(place)
    files = BaseFiles.read(read, today)
    around = Surroundings(files.years, files.source_ids, today)
    known = files.assembled()
    faults = [*files.faults(around)]
    scenarios, of_scenarios = ({}, []) if base_first and faults else _scenarios(read, known)
    about = AboutFiles.read(read, today)
    if faults := [*faults, *of_scenarios, *about.faults(known, (file for file, _ in place.scenarios()))]:
        raise AssumptionError(rooted(faults, place.prefix))
    mark = fingerprint(known)
    notes = [*_strays(place), *files.warnings(around, known), *_of_scenarios(scenarios, known)]
    slips = {note.place for note in notes if note.code in SLIPS}
    notes += (note for note in about.approval.warnings(known, mark, files.places()) if note.place not in slips)
    read_apart = {"approval": about.approval.record, "edits": tuple(about.edits.records), "scenarios": scenarios}
    return _validated(known, {**read_apart, "hash": mark, "warnings": tuple(distinct(notes))})


def _validated(known: AssumptionSet, others: Mapping[str, object]) -> AssumptionSet:
    """The set with the fields that are known last."""
    fields = AssumptionSet.model_fields.keys() - others.keys()
    return AssumptionSet.model_validate({**{name: getattr(known, name) for name in fields}, **others})


def load_scenario_file(path: str | Path, assumptions: AssumptionSet) -> ScenarioFile:
    """The scenario in a file of its own. Raises AssumptionError with all that is wrong with it."""
    path = Path(path)
    return read_scenario(named_content(path), path.name, assumptions)


@bounded_faults
def read_scenario(text: bytes, place: str, assumptions: AssumptionSet) -> ScenarioFile:
    """The scenario in the bytes of a file or an upload; `place` is what messages call it."""
    scenario, faults = _scenario(text, place, assumptions, read_yaml)
    if scenario is None or faults:
        raise AssumptionError(faults)
    return scenario


def fingerprint(assumptions: AssumptionSet) -> str:
    """SHA-256 of every number and text of the base folder: comments, layout, line endings and a file without rows do not count."""
    nothing = {name for name in ("actuals", "price_paths", "kostra", "measurements") if not getattr(assumptions, name)}
    content = assumptions.model_dump(mode="json", exclude={"scenarios", "warnings", "hash", "approval", "edits", *nothing})
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _scenarios(read: FolderReading, known: AssumptionSet) -> tuple[dict[str, ScenarioFile], list[Fault]]:
    found: dict[str, ScenarioFile] = {}
    faults = list(read.folder.faults)
    for file, content in read.folder.scenarios():
        if file.lower().endswith(".yml"):
            faults.append(Fault(file, "", "file_name_ends_in_yml"))
            continue
        scenario, wrong = (None, [content]) if isinstance(content, Fault) else _scenario(content, file, known, read.located)
        faults.extend(wrong)
        key = PurePosixPath(file).stem
        if key in found:
            faults.append(Fault(file, "", "scenario_file_twice", {"name": shown(key)}))
        elif scenario is not None:
            found[key] = scenario
    return found, faults


def _strays(place: Folder) -> Iterator[Fault]:
    """Files that nobody reads, and copies that are read as scenarios."""
    yield from stray_files(place.beside, (file for file, _ in place.scenarios()), KNOWN_FILES)


def _of_scenarios(scenarios: Mapping[str, ScenarioFile], known: AssumptionSet) -> Iterator[Fault]:
    """Names that two scenarios have, and values that were probably meant to be others."""
    yield from names_twice((f"{SCENARIOS}{key}.yaml", "name", record.name) for key, record in scenarios.items())
    for key, record in scenarios.items():
        for note in scale_notes(record.values, known):
            yield replace(note, place=f"{SCENARIOS}{key}.yaml")


def _scenario(
    data: bytes, file: str, known: AssumptionSet, located: Callable[[str, str], Located]
) -> tuple[ScenarioFile | None, list[Fault]]:
    text = decoded_text(data, file)
    if isinstance(text, Fault):
        return None, [text]
    return scenario_record(located(text, file), known)
