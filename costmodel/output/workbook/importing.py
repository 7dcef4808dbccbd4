"""A workbook that somebody has changed → a scenario file: the input cells that differ, each fault named by its cell."""

import io
import math
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from costmodel.assumptions.parameters import empty_as
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY, AssumptionSet, ScenarioFile
from costmodel.assumptions.scenario_rules import check_scenario
from costmodel.faults import AssumptionError, Facts, Fault, Part, distinct, shown
from costmodel.model.scenario import known_municipality
from costmodel.output.workbook.addresses import COVER, FIRST_TOWN_ROW, INPUTS, MEMBERS
from costmodel.output.workbook.assembly import CHOICES, FIRST_CHOICE_ROW
from costmodel.output.workbook.choices import BY_LIST, BY_NUMBER, TICK, code_of, word
from costmodel.output.workbook.sheets.inputs import NAME, VALUE
from costmodel.texts.catalog import text

LARGEST_WORKBOOK = 5_000_000
"""Bytes of an uploaded workbook."""
LARGEST_CONTENT = 150_000_000
"""Bytes of what it holds when it is unpacked: ours are some 10 million."""
MOST_ROWS_READ = 2000
"""Rows that are read of a sheet."""
TICK_COLUMN = 4
Cell = tuple[str, object]
"""Where a cell stands, and what is in it."""


@dataclass(frozen=True)
class Imported:
    """What the input cells of a workbook say."""

    record: ScenarioFile
    """The scenario: only what differs from the assumption files."""
    notices: tuple[str, ...]
    """What somebody should know of it."""


def read_workbook(data: bytes, file: str, assumptions: AssumptionSet) -> Imported:
    """The scenario in the bytes of a workbook. Raises AssumptionError with every fault and its cell."""
    sheets = _sheets(data, file)
    cells = _named_cells(sheets[INPUTS])
    faults = list(_missing(cells, assumptions, file))
    values = {name: cells[name] for name in assumptions.quantities if name in cells}
    numbers = {name: _number(cell, name, file, faults) for name, cell in values.items()}
    town = _word(cells.get("municipality"), "municipality", file, faults)
    mode = _word(cells.get("participation"), "participation", file, faults)
    way = code_of(mode, (BY_NUMBER, BY_LIST))
    if mode and way is None:
        choices: Facts = {"by_number": word(BY_NUMBER), "by_list": word(BY_LIST)}
        faults.append(_fault(cells["participation"], "participation", file, "workbook_participation", choices))
    names = tuple(_ticked(sheets[MEMBERS], file, faults)) if way == BY_LIST else None
    changed = {name: value for name, value in numbers.items() if value is not _FAULTY and value != assumptions.quantities[name].value}
    if names is not None:
        changed.pop("participants", None)
    record = _record(file, town, names, cast("dict[str, float | None]", changed))
    faults += _judged(record, cells, file, assumptions)
    if faults:
        raise AssumptionError(distinct(faults))
    spelled = known_municipality(assumptions, record.municipality or REFERENCE_MUNICIPALITY)
    return Imported(record.model_copy(update={"municipality": spelled}), tuple(_notices(sheets[COVER], assumptions)))


_FAULTY = object()
"""Stands for a cell that holds no number."""


def _sheets(data: bytes, file: str) -> Mapping[str, Any]:
    """The sheets that are read. Raises AssumptionError where the file is none of ours."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            content = sum(item.file_size for item in parts.infolist())
        if len(data) > LARGEST_WORKBOOK or content > LARGEST_CONTENT:
            raise AssumptionError([Fault(file, "", "workbook_too_large")])
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = {name: book[name] for name in (COVER, INPUTS, MEMBERS)}
    except AssumptionError:
        raise
    except Exception:  # a damaged file can make the reader fail in any way
        raise AssumptionError([Fault(file, "", "not_our_workbook")]) from None
    return sheets


def _rows(sheet: Any, first: int) -> Iterator[tuple[int, tuple[object, ...]]]:
    try:
        for number, row in enumerate(
            sheet.iter_rows(min_row=first, max_row=MOST_ROWS_READ, max_col=NAME + 1, values_only=True), start=first
        ):
            yield number, (*row, *(None,) * (NAME + 1 - len(row)))
    except Exception:  # the sheet is read only now, and may be damaged
        raise AssumptionError([Fault(str(sheet.title), "", "unreadable_sheet")]) from None


def _named_cells(sheet: Any) -> dict[str, Cell]:
    """The value cells by the name that stands at the end of their row."""
    found: dict[str, Cell] = {}
    for number, row in _rows(sheet, FIRST_CHOICE_ROW):
        if isinstance(row[NAME], str):
            found[str(row[NAME])] = (f"{INPUTS}!C{number}", row[VALUE])
    return found


def _missing(cells: Mapping[str, Cell], assumptions: AssumptionSet, file: str) -> Iterator[Fault]:
    for name in (*CHOICES, *assumptions.quantities):
        if name not in cells:
            yield Fault(f"{file}:{INPUTS}", name, "missing_workbook_row")


def _number(cell: Cell, name: str, file: str, faults: list[Fault]) -> object:
    """The number of a cell, None for an empty one that may be empty."""
    value = cell[1]
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if is_number:
        return float(cast(float, value)) + 0.0
    if value in (None, "") and empty_as(name) is not None:
        return None
    faults.append(_fault(cell, name, file, "workbook_number"))
    return _FAULTY


def _word(cell: Cell | None, name: str, file: str, faults: list[Fault]) -> str:
    if cell is None:
        return ""
    if isinstance(cell[1], str) and cell[1].strip():
        return cell[1].strip()
    faults.append(_fault(cell, name, file, "workbook_choice"))
    return ""


def _fault(cell: Cell, name: str, file: str, code: str, facts: Facts | None = None) -> Fault:
    value = cell[1]
    found = Part("found_empty_cell") if value in (None, "") else Part("found_cell", {"written": shown(str(value))})
    return Fault(f"{file}:{cell[0]}", name, code, {"found": found, **(facts or {})})


def _ticked(sheet: Any, file: str, faults: list[Fault]) -> Iterator[str]:
    for number, row in _rows(sheet, FIRST_TOWN_ROW):
        tick = row[TICK_COLUMN - 1]
        if isinstance(tick, str) and code_of(tick.strip().casefold(), (TICK,)):
            yield str(row[0])
        elif tick not in (None, ""):
            faults.append(_fault((f"{MEMBERS}!D{number}", tick), str(row[0]), file, "workbook_tick", {"tick": word(TICK)}))


def _record(file: str, town: str, names: tuple[str, ...] | None, values: dict[str, float | None]) -> ScenarioFile:
    name = shown(file.rpartition("/")[2].removesuffix(".xlsx")) or text("workbook.imported.name")
    description = text("workbook.imported.description", file=shown(file))
    return ScenarioFile.model_construct(name=name, description=description, municipality=town or None, participant_set=names, values=values)


def _judged(record: ScenarioFile, cells: Mapping[str, Cell], file: str, assumptions: AssumptionSet) -> Iterator[Fault]:
    """What the rules for scenario files say, with the cell in the place of the line."""
    for way, fault in check_scenario(record, assumptions):
        key = "participant_set" if "participant_set" in way else str(way[-1])
        place = cells[key][0] if key in cells else f"{MEMBERS}!D" if key == "participant_set" else INPUTS
        yield replace(fault, place=f"{file}:{place}", name=key)


def _notices(cover: Any, assumptions: AssumptionSet) -> Iterator[str]:
    """Whether the workbook was written from other assumptions."""
    texts = [str(cell) for _, row in _rows(cover, 1) for cell in row if isinstance(cell, str)]
    if assumptions.hash not in texts:
        yield text("workbook.imported.other_assumptions")
