"""A folder of assumptions → an AssumptionSet, or everything that is wrong with it. Files are read in ``folders``."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TypeVar

from costmodel.assumptions.evidence.actual_reading import Actuals, actuals_in
from costmodel.assumptions.folders import Folder, named_content, opened
from costmodel.assumptions.located import REFUSED, Located
from costmodel.assumptions.measuring.measurement_reading import FILE, Measurements, read_measurements
from costmodel.assumptions.reading.correlation_reading import Correlations, read_correlations
from costmodel.assumptions.reading.decoding import decoded_text
from costmodel.assumptions.reading.drafts import Draft, Surroundings, disagreement
from costmodel.assumptions.reading.published_checks import Known
from costmodel.assumptions.reading.register_reading import Parameters, read_effects, read_parameters, read_published, read_sources
from costmodel.assumptions.reading.row_reading import Register, read_alternatives, read_benefits, read_legacy_systems
from costmodel.assumptions.reading.scenario_reading import scenario_record
from costmodel.assumptions.reading.table_reading import Rows, read_municipalities, read_price_index
from costmodel.assumptions.reading.yaml_reading import read_yaml
from costmodel.assumptions.records import (
    AssumptionSet,
    Effect,
    Municipality,
    PriceIndexYear,
    PublishedFigure,
    Record,
    ScenarioFile,
    Source,
)
from costmodel.assumptions.rollout import rank_order
from costmodel.assumptions.rules import joint_faults
from costmodel.assumptions.versions import is_version_1, version_1_fault
from costmodel.faults import AssumptionError, Fault, bounded_faults, distinct, shown

MOST_NODES_IN_ALL = 60_000
"""Values in all YAML files of a folder together: the shipped ones have 6 000, and a file may have 50 000."""
R = TypeVar("R", bound=Record)


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
    read = _Reading(place)
    files = _BaseFiles.read(read, today)
    around = Surroundings(files.years, files.source_ids, today)
    known = files.assembled()
    faults = [*files.faults(around)]
    scenarios, of_scenarios = ({}, []) if base_first and faults else _scenarios(read, known)
    if faults := [*faults, *of_scenarios]:
        raise AssumptionError(distinct(faults))
    notes = [*(note for draft in files.drafts for note in draft.warnings(around)), *files.correlations.warnings(known, today)]
    notes += files.actuals.warnings
    return AssumptionSet(
        groups=known.groups,
        budget=known.budget,
        benefits=known.benefits,
        legacy_systems=known.legacy_systems,
        alternatives=known.alternatives,
        municipalities=known.municipalities,
        price_index=known.price_index,
        sources=known.sources,
        published=known.published,
        effects=known.effects,
        correlations=known.correlations,
        actuals=known.actuals,
        measurements=known.measurements,
        scenarios=scenarios,
        hash=fingerprint(known),
        warnings=tuple(distinct(notes)),
    )


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
    nothing = {name for name in ("actuals", "measurements") if not getattr(assumptions, name)}
    content = assumptions.model_dump(mode="json", exclude={"scenarios", "warnings", "hash", *nothing})
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass
class _Reading:
    """Reads the files of a folder one after the other, and stops where they hold too much together."""

    folder: Folder
    nodes: int = 0

    def yaml(self, name: str) -> Located:
        """A base file."""
        file, text = self.text(name)
        return Located(file, REFUSED, faults=[text]) if isinstance(text, Fault) else self.located(text, file)

    def located(self, text: str, file: str) -> Located:
        if self.nodes > MOST_NODES_IN_ALL:
            raise AssumptionError([Fault(file, "", "too_many_nodes_in_all", {"most": MOST_NODES_IN_ALL})])
        read = read_yaml(text, file)
        self.nodes += read.nodes
        return read

    def rows(self, name: str, read: Callable[[str, str], Rows[R]]) -> Rows[R]:
        file, text = self.text(name)
        return Rows(faults=[text]) if isinstance(text, Fault) else read(text, file)

    def text(self, name: str) -> tuple[str, str | Fault]:
        file, content = self.folder.base_file(name)
        return file, content if isinstance(content, Fault) else decoded_text(content, file)


@dataclass(frozen=True)
class _BaseFiles:
    """The files of a base folder as far as they could be read."""

    parameters: Parameters
    registers: tuple[Register, Register, Register]
    """Benefits, legacy systems, alternatives."""
    sources: dict[str, Source]
    source_ids: frozenset[str] | None
    other_faults: list[Fault]
    municipalities: Rows[Municipality]
    index: Rows[PriceIndexYear]
    published: dict[str, PublishedFigure]
    effects: dict[str, Effect]
    correlations: Correlations
    actuals: Actuals
    measurements: Measurements

    @classmethod
    def read(cls, folder: _Reading, today: date) -> "_BaseFiles":
        sources, source_ids, faults = read_sources(folder.yaml("sources.yaml"))
        places = folder.rows("municipalities.csv", lambda text, file: read_municipalities(text, file, source_ids, today))
        index = folder.rows("price_index.csv", read_price_index)
        known = Known(frozenset(places.mentioned), _years(index), source_ids)
        published, published_faults = read_published(folder.yaml("published.yaml"), known)
        benefits = read_benefits(folder.yaml("benefits.yaml"))
        systems = read_legacy_systems(folder.yaml("legacy_systems.yaml"))
        alternatives = read_alternatives(folder.yaml("alternatives.yaml"), benefits.rows)
        effects, effect_faults = read_effects(folder.yaml("effects.yaml"), source_ids)
        return cls(
            parameters=read_parameters(folder.yaml("parameters.yaml")),
            registers=(benefits, systems, alternatives),
            sources=sources,
            source_ids=source_ids,
            other_faults=[*faults, *published_faults, *effect_faults],
            published=published,
            effects=effects,
            correlations=read_correlations(folder.yaml("correlations.yaml")),
            measurements=read_measurements(folder.yaml(FILE)) if folder.folder.optional_file(FILE) else Measurements.none(),
            municipalities=places,
            index=index,
            actuals=actuals_in(folder.folder, places, _years(index), today),
        )

    @property
    def years(self) -> frozenset[int]:
        """Years of the price index, as far as they could be read."""
        return _years(self.index)

    @property
    def drafts(self) -> list[Draft]:
        """Every number: the parameters, then the registers."""
        return [*self.parameters.drafts, *(draft for register in self.registers for draft in register.drafts)]

    def faults(self, around: Surroundings) -> Iterable[Fault]:
        """All that is wrong, file by file."""
        for register in (self.parameters, *self.registers):
            yield from register.faults
            for draft in register.drafts:
                yield from draft.faults(around)
        yield from self._joint_faults()
        yield from disagreement(self.parameters.drafts, around)
        yield from self.correlations.faults(self.assembled(), around)
        yield from self.measurements.faults(self.assembled(), around)
        yield from self.other_faults
        yield from self.municipalities.faults
        yield from self.index.faults
        yield from self.actuals.faults

    def _joint_faults(self) -> Iterable[Fault]:
        by_name = {draft.name: draft for draft in self.drafts}
        values = {name: draft.item.value for name, draft in by_name.items()}
        for fault in joint_faults(values, {name: name for name in values}, self.assembled()):
            draft = by_name[fault.name]
            way = draft.way("value")
            yield replace(fault, place=draft.source.place(way), name=draft.source.title(way))

    def assembled(self) -> AssumptionSet:
        """What could be read, without scenarios. Not validated: complete only where there are no faults."""
        settings = {draft.name: draft.item.value for draft in self.parameters.drafts}
        rows = rank_order(self.municipalities.records, settings.get("reference_year") or 0) if self.municipalities.mentioned else []
        benefits, systems, alternatives = self.registers
        broken = self.municipalities.mentioned - {row.name for row in rows}
        return AssumptionSet.model_construct(
            groups=self.parameters.groups,
            budget=self.parameters.budget,
            benefits=benefits.rows,
            legacy_systems=systems.rows,
            alternatives=alternatives.rows,
            municipalities=(*rows, *(Municipality.model_construct(name=name) for name in sorted(broken))),
            price_index={row.year: row for row in self.index.records},
            sources=self.sources,
            published=self.published,
            effects=self.effects,
            correlations=dict(self.correlations.records),
            actuals=tuple(self.actuals.records),
            measurements=dict(self.measurements.records),
        )


def _scenarios(read: _Reading, known: AssumptionSet) -> tuple[dict[str, ScenarioFile], list[Fault]]:
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


def _scenario(
    data: bytes, file: str, known: AssumptionSet, located: Callable[[str, str], Located]
) -> tuple[ScenarioFile | None, list[Fault]]:
    text = decoded_text(data, file)
    if isinstance(text, Fault):
        return None, [text]
    return scenario_record(located(text, file), known)


def _years(index: Rows[PriceIndexYear]) -> frozenset[int]:
    return frozenset(row.year for row in index.records)
