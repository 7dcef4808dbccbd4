"""A workbook that somebody has changed → a scenario file: the input cells that differ, each fault named by its cell."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from costmodel.assumptions.parameters import empty_as
from costmodel.assumptions.plausibility.magnitudes import is_same_number
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY, AssumptionSet, ScenarioFile
from costmodel.assumptions.scenario_rules import check_scenario
from costmodel.faults import AssumptionError, Facts, Fault, Part, bounded_faults, distinct, nearest, shown
from costmodel.model.scenario import known_municipality
from costmodel.output.faults import notice_lines
from costmodel.output.labels import alternative_label
from costmodel.output.workbook.addresses import COVER, FIRST_TOWN_ROW, INPUTS, MEMBERS
from costmodel.output.workbook.assembly import FIRST_CHOICE_ROW, SCENARIO_CHOICES, TICKS
from costmodel.output.workbook.choices import BY_LIST, BY_NUMBER, TICK, code_of, word
from costmodel.output.workbook.marks.carrying import Cell, lost_notices, named_twice
from costmodel.output.workbook.opening import open_workbook, sheet_rows
from costmodel.output.workbook.sheets.inputs import BASE, NAME, VALUE
from costmodel.output.workbook.versions import CHOICES_OF_FIRST, is_of_first, kept_values, version_notices, version_of
from costmodel.texts.catalog import text
from costmodel.texts.language import LANGUAGES, in_language

Numbers = dict[str, float | None]


@dataclass(frozen=True)
class Imported:
    """What the input cells of a workbook say."""

    record: ScenarioFile
    """The scenario: only what differs from the assumption files."""
    notices: tuple[str, ...]
    """What somebody should know of it."""


def read_workbook_in(language: str, data: bytes, file: str, assumptions: AssumptionSet) -> Imported:
    """The same as :func:`read_workbook` with the notices in this language, for a process that serves nobody in particular."""
    with in_language(language):
        return read_workbook(data, file, assumptions)


@bounded_faults
def read_workbook(data: bytes, file: str, assumptions: AssumptionSet) -> Imported:
    """The scenario in the bytes of a workbook. Raises AssumptionError with every fault and its cell.

    A workbook of another version of the model opens with what still exists, and the notices say what became of the rest.
    """
    opened = open_workbook(data, file)
    sheets = opened.sheets
    cover, cells = [row for _, row in sheet_rows(sheets[COVER], 1)], list(_named_cells(sheets[INPUTS]))
    version, reader = version_of(cover), _Reader(file, assumptions, dict(cells), opened.without_value)
    reader.faults += named_twice(cells, file)
    changed, notes = kept_values(reader.changes_of_first(), assumptions) if is_of_first(version) else (reader.changes(), [])
    record = reader.record(changed, sheets[MEMBERS])
    reader.judge(record)
    if reader.faults:
        raise AssumptionError(distinct(reader.faults))
    spelled = known_municipality(assumptions, record.municipality or REFERENCE_MUNICIPALITY)
    told = [*version_notices(version), *notice_lines(notes, assumptions)]
    if not is_of_first(version) and not any(assumptions.hash in row for row in cover):
        told.append(text("workbook.imported.other_assumptions"))
    told += lost_notices(opened.changed, reader.cells)
    return Imported(record.model_copy(update={"municipality": spelled}), tuple(told))


def _named_cells(sheet: Any) -> Iterator[tuple[str, Cell]]:
    """The value cells by the name that stands at the end of their row, each as often as it stands."""
    for number, row in sheet_rows(sheet, FIRST_CHOICE_ROW):
        if isinstance(row[NAME], str):
            yield str(row[NAME]), Cell(f"{INPUTS}!C{number}", row[VALUE], row[BASE])


_FAULTY = object()
"""Stands for a cell that holds no number."""


@dataclass
class _Reader:
    """Reads the input cells of one workbook, and gathers what is wrong with them."""

    file: str
    assumptions: AssumptionSet
    cells: Mapping[str, Cell]
    without_value: frozenset[str]
    faults: list[Fault] = field(default_factory=list[Fault])

    def changes(self) -> Numbers:
        """The numbers that differ from the assumption files."""
        quantities = self.assumptions.quantities
        missing = (name for name in (*SCENARIO_CHOICES, *quantities) if name not in self.cells)
        self.faults += (Fault(f"{self.file}:{INPUTS}", name, "missing_workbook_row") for name in missing)
        return self._differing({name: item.value for name, item in quantities.items() if name in self.cells})

    def changes_of_first(self) -> Numbers:
        """The numbers of a workbook of the first version that differ from its own base case."""
        return self._differing({name: cell.base for name, cell in self.cells.items() if name not in CHOICES_OF_FIRST})

    def _differing(self, base: Mapping[str, object]) -> Numbers:
        found = {name: self._number(name) for name in base}
        return {
            name: cast("float | None", value)
            for name, value in found.items()
            if value is not _FAULTY and not is_same_number(value, base[name])
        }

    def record(self, changed: Numbers, members: Any) -> ScenarioFile:
        """What the cells have chosen, as a scenario file."""
        names = tuple(self._ticked(members, "ticks")) if self._is_by_list() else None
        return ScenarioFile.model_construct(
            name=shown(self.file.rpartition("/")[2].removesuffix(".xlsx")) or text("workbook.imported.name"),
            description=text("workbook.imported.description", file=shown(self.file)),
            municipality=self._word("municipality") or None,
            participant_set=names,
            alternative=self._alternative(),
            together=tuple(self._ticked(members, "partner_ticks")),
            values=changed if names is None else {name: value for name, value in changed.items() if name != "participants"},
        )

    def judge(self, record: ScenarioFile) -> None:
        """What the rules for scenario files say, with the cell in the place of the line."""
        for way, fault in check_scenario(record, self.assumptions):
            kind = next((kind for kind, part in (("ticks", "participant_set"), ("partner_ticks", "together")) if part in way), None)
            name = str(way[0] if kind else way[-1])
            place = f"{MEMBERS}!{TICKS[kind]}" if kind else self.cells[name].place if name in self.cells else INPUTS
            self.faults.append(replace(fault, place=f"{self.file}:{place}", name=name))

    def _number(self, name: str) -> object:
        """The number of a cell, None for an empty one that may be empty."""
        value = self.cells[name].value
        is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if is_number:
            return float(cast(float, value)) + 0.0
        if value in (None, "") and empty_as(name) is not None and self.cells[name].place not in self.without_value:
            return None
        self._fault(name, self.cells[name], "workbook_number")
        return _FAULTY

    def _word(self, name: str) -> str:
        """The word of a cell; nothing where the workbook has no such cell."""
        cell = self.cells.get(name)
        if cell is None:
            return ""
        if isinstance(cell.value, str) and cell.value.strip():
            return cell.value.strip()
        self._fault(name, cell, "workbook_choice")
        return ""

    def _is_by_list(self) -> bool:
        """Whether those who take part are ticked."""
        mode = self._word("participation")
        way = code_of(mode, (BY_NUMBER, BY_LIST))
        if mode and way is None:
            self._fault(
                "participation",
                self.cells["participation"],
                "workbook_participation",
                {"by_number": word(BY_NUMBER), "by_list": word(BY_LIST)},
            )
        return way == BY_LIST

    def _alternative(self) -> str | None:
        """Key of the alternative whose name stands in its cell, in any language; None for the first."""
        written, keys = self._word("alternative"), list(self.assumptions.alternatives)
        for language in LANGUAGES:
            with in_language(language):
                names = [alternative_label(key, self.assumptions).casefold() for key in keys]
            if written.casefold() in names:
                return keys[names.index(written.casefold())] if names.index(written.casefold()) else None
        if written:
            known = [alternative_label(key, self.assumptions) for key in keys]
            facts: Facts = {"name": shown(written), "known": tuple(known), "nearest": nearest(written, known)}
            self.faults.append(Fault(f"{self.file}:{self.cells['alternative'].place}", "alternative", "unknown_alternative", facts))
        return None

    def _ticked(self, sheet: Any, kind: str) -> Iterator[str]:
        """The municipalities with a tick in one of the columns."""
        for number, row in sheet_rows(sheet, FIRST_TOWN_ROW):
            tick = row[ord(TICKS[kind]) - ord("A")]
            place = f"{MEMBERS}!{TICKS[kind]}{number}"
            if isinstance(tick, str) and code_of(tick.strip().casefold(), (TICK,)):
                yield str(row[0])
            elif tick not in (None, "") or place in self.without_value:
                self._fault(str(row[0]), Cell(place, tick), "workbook_tick", {"tick": word(TICK)})

    def _fault(self, name: str, cell: Cell, code: str, facts: Facts | None = None) -> None:
        if cell.place in self.without_value:
            self.faults.append(Fault(f"{self.file}:{cell.place}", name, "workbook_formula_without_value"))
            return
        found = Part("found_empty_cell") if cell.value in (None, "") else Part("found_cell", {"written": shown(str(cell.value))})
        self.faults.append(Fault(f"{self.file}:{cell.place}", name, code, {"found": found, **(facts or {})}))
