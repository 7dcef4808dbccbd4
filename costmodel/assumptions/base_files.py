"""The files of a base folder: read one after the other, as far as they can be, and put together."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from costmodel.assumptions.evidence.actual_reading import Actuals, read_actuals
from costmodel.assumptions.finance.account_reading import read_accounts
from costmodel.assumptions.finance.path_reading import Paths, read_paths
from costmodel.assumptions.folders import Folder
from costmodel.assumptions.located import REFUSED, Keys, Located
from costmodel.assumptions.measuring.measurement_reading import FILE, Measurements, read_measurements
from costmodel.assumptions.plausibility.names import names_twice
from costmodel.assumptions.reading.correlation_reading import Correlations, read_correlations
from costmodel.assumptions.reading.decoding import decoded_text
from costmodel.assumptions.reading.drafts import Draft, Surroundings, disagreement
from costmodel.assumptions.reading.published_checks import Known
from costmodel.assumptions.reading.register_reading import Parameters, read_effects, read_parameters, read_published, read_sources
from costmodel.assumptions.reading.row_reading import Register, read_alternatives, read_benefits, read_legacy_systems
from costmodel.assumptions.reading.table_reading import Rows, gazetteer_of, read_municipalities, read_price_index
from costmodel.assumptions.reading.yaml_reading import read_yaml
from costmodel.assumptions.records import (
    AssumptionSet,
    BudgetAccount,
    Effect,
    Municipality,
    PriceIndexYear,
    PublishedFigure,
    Record,
    Source,
)
from costmodel.assumptions.rollout import rank_order
from costmodel.assumptions.rules import joint_faults
from costmodel.faults import AssumptionError, Fault

MOST_NODES_IN_ALL = 60_000
"""Values in all YAML files of a folder together: the shipped ones have 6 000, and a file may have 50 000."""
R = TypeVar("R", bound=Record)
T = TypeVar("T", bound=Rows[Any])
_YEAR = re.compile("(?:19|20|21)[0-9]{2}")


@dataclass
class FolderReading:
    """Reads the files of a folder one after the other, and stops where they hold too much together."""

    folder: Folder
    nodes: int = 0

    def yaml(self, name: str) -> Located:
        """A base file."""
        file, text = self.text(name)
        return Located(file, REFUSED, faults=[text]) if isinstance(text, Fault) else self.located(text, file)

    def located(self, text: str, file: str) -> Located:
        """Any YAML file of the folder. Raises AssumptionError where they hold too much together."""
        if self.nodes > MOST_NODES_IN_ALL:
            raise AssumptionError([Fault(file, "", "too_many_nodes_in_all", {"most": MOST_NODES_IN_ALL})])
        read = read_yaml(text, file)
        self.nodes += read.nodes
        return read

    def rows(self, name: str, read: Callable[[str, str], Rows[R]]) -> Rows[R]:
        """A base file that is a table, by what reads its text."""
        file, text = self.text(name)
        return Rows(faults=[text]) if isinstance(text, Fault) else read(text, file)

    def optional_rows(self, name: str, kind: type[T], read: Callable[[str, str], T]) -> T:
        """The same of a table that the folder may lack; no rows where it does."""
        if self.folder.optional_file(name) is None:
            return kind()
        file, text = self.text(name)
        return kind(faults=[text]) if isinstance(text, Fault) else read(text, file)

    def text(self, name: str) -> tuple[str, str | Fault]:
        """The place of a base file and its text, or why it cannot be had."""
        file, content = self.folder.base_file(name)
        return file, content if isinstance(content, Fault) else decoded_text(content, file)


@dataclass(frozen=True)
class BaseFiles:
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
    figures: Located
    """The published figures with their positions."""
    effects: dict[str, Effect]
    correlations: Correlations
    actuals: Actuals
    paths: Paths
    kostra: Rows[BudgetAccount]
    measurements: Measurements

    @classmethod
    def read(cls, folder: FolderReading, today: date) -> "BaseFiles":
        """All of them, with their faults."""
        sources, source_ids, faults = read_sources(folder.yaml("sources.yaml"))
        places = folder.rows("municipalities.csv", lambda text, file: read_municipalities(text, file, source_ids, today))
        index = folder.rows("price_index.csv", read_price_index)
        years = _years(index)
        known = Known(gazetteer_of(places), years, source_ids)
        figures = folder.yaml("published.yaml")
        published, published_faults = read_published(figures, known)
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
            figures=figures,
            effects=effects,
            correlations=read_correlations(folder.yaml("correlations.yaml")),
            measurements=read_measurements(folder.yaml(FILE)) if folder.folder.optional_file(FILE) else Measurements.none(),
            municipalities=places,
            index=index,
            actuals=folder.optional_rows("actuals.csv", Actuals, lambda text, file: read_actuals(text, file, places, years, today)),
            paths=folder.optional_rows("price_paths.csv", Paths, lambda text, file: read_paths(text, file, years, source_ids, today)),
            kostra=folder.optional_rows("kostra.csv", Rows[BudgetAccount], read_accounts),
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
        yield from self.paths.faults
        yield from self.kostra.faults

    def warnings(self, around: Surroundings, known: AssumptionSet) -> Iterable[Fault]:
        """What is allowed but worth a look, of files without faults."""
        yield from self.index.warnings
        yield from self.municipalities.warnings
        yield from names_twice(draft.shown_name for draft in self.parameters.drafts)
        for register in self.registers:
            yield from names_twice(register.shown_names())
        for draft in self.drafts:
            yield from draft.warnings(around)
        yield from self.correlations.warnings(known, around.today)
        yield from self.actuals.warnings
        yield from self.paths.warnings
        yield from self.parameters.warnings

    def places(self) -> dict[str, tuple[str, str]]:
        """Place and name in messages of each number that may be published."""
        drafts = {draft.name: (draft.source.place(draft.way("value")), draft.source.title(draft.way("value"))) for draft in self.drafts}
        years = {f"price_index.{row.at(('year',))}": (row.place(("cpi",)), row.title(("cpi",))) for row in self.index.places}
        ways: dict[str, Keys] = {key: ("figures", key, "low") for key in self.published}
        figures = {f"published.{key}": (self.figures.place(way), self.figures.title(way)) for key, way in ways.items()}
        return {**drafts, **years, **figures}

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
            price_paths=tuple(sorted(self.paths.records, key=lambda row: (row.path, row.year))),
            kostra=tuple(sorted(self.kostra.records, key=lambda row: row.line)),
            measurements=dict(self.measurements.records),
        )


def _years(index: Rows[PriceIndexYear]) -> frozenset[int]:
    """Years of the index, those of broken rows too; none where one could not be read: what refers to it is no fault of its own."""
    if index.faults and not index.mentioned:
        return frozenset()
    return frozenset(row.year for row in index.records) | {int(label) for label in index.mentioned if _YEAR.fullmatch(label)}
