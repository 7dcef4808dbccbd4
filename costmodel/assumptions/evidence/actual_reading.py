"""actuals.csv: rows → what has been paid, with all that is wrong in them and what is worth a look."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from costmodel.assumptions.located import Keys, Located, as_mapping
from costmodel.assumptions.reading.csv_reading import Kind, Layout, read_table
from costmodel.assumptions.reading.table_reading import Rows, gazetteer_of, record_columns, record_rows, repeated
from costmodel.assumptions.records import MONTHS, Actual, Municipality
from costmodel.assumptions.rules import year_faults
from costmodel.assumptions.tables.naming import Gazetteer
from costmodel.faults import Facts, Fault, nearest, shown

_ADDED: dict[str, Kind] = {"months": int, "vat": str}
"""Columns that may be left out altogether."""
_WITH_VAT = re.compile(r"(?:inkl(?:\.|usiv|udert)?|med)\s*(?:mva|moms|merverdiavgift)", re.IGNORECASE)
_LAST_YEAR = 2200
"""A later one is refused by its record."""
_BEFORE_GO_LIVE = "introduction_cost"
"""The line that is paid before the start."""


@dataclass
class Actuals(Rows[Actual]):
    """What has been paid as far as it could be read, and what is worth a look."""


def read_actuals(text: str, file: str, places: Rows[Municipality], years: frozenset[int], today: date) -> Actuals:
    """The rows in the order of the file: known municipalities, each line of a year once, no year to come, prices that can be converted.

    `places` and the `years` of the price index are empty where they could not be read.
    """
    columns = record_columns(Actual, *_ADDED)
    layout = Layout(columns, optional=frozenset({"note", *_ADDED}), family=_added_column, may_be_empty=True)
    table = read_table(text, file, layout)
    known = gazetteer_of(places)
    for row in table.rows:
        _spell(row, known)
    rows = record_rows(Actual, table, "municipality")
    by_name = {item.name: item for item in places.records}
    found = Actuals(rows.records, rows.mentioned, rows.faults)
    for row in table.rows:
        found.faults.extend(_faults(row, known.names, years, today))
    found.faults.extend(_twice(table.rows))
    if not found.faults:
        placed = list(zip(found.records, table.rows, strict=True))
        found.warnings = [note for item, row in placed for note in _notes(item, row, by_name.get(item.municipality), today)]
        found.warnings += _gaps(placed)
    return found


def _added_column(name: str) -> tuple[Keys, Kind] | None:
    return ((name,), _ADDED[name]) if name in _ADDED else None


def _spell(row: Located, known: Gazetteer) -> None:
    """The municipality as its table spells it, whatever it is called here; what the table has not stays as it is."""
    name = row.at(("municipality",))
    found = known.find(name) if isinstance(name, str) else None
    if found is not None:
        as_mapping(row.data)["municipality"] = found


def _faults(row: Located, names: list[str], years: frozenset[int], today: date) -> Iterator[Fault]:
    """What is wrong with a row beyond the kinds of its cells."""
    name, year, price_year = (row.at((column,)) for column in ("municipality", "year", "price_year"))
    if isinstance(name, str) and names and name not in names:
        facts: Facts = {"name": shown(name), "nearest": nearest(name, names)}
        yield Fault(row.place(("municipality",)), row.title(("municipality",)), "unknown_municipality", facts)
    if isinstance(year, int) and today.year < year <= _LAST_YEAR:
        yield Fault(row.place(("year",)), row.title(("year",)), "actual_in_future", {"year": year, "last": today.year})
    if isinstance(price_year, int) and years and price_year <= _LAST_YEAR:
        for fault in year_faults("price_year", price_year, years):
            yield replace(fault, place=row.place(("price_year",)), name=row.title(("price_year",)))
    if row.at(("vat",)) == "included":
        yield Fault(row.place(("vat",)), row.title(("vat",)), "actual_with_vat")


def _twice(rows: list[Located]) -> Iterator[Fault]:
    """A line of a year and municipality that stands twice."""
    for (name, year, _), row, first in repeated(rows, "municipality", "year", "line"):
        facts: Facts = {"name": shown(str(name)), "year": int(str(year)), "line": first.values[()].line}
        yield Fault(row.place(("line",)), row.title(("line",)), "actual_twice", facts)


def _notes(item: Actual, row: Located, place: Municipality | None, today: date) -> Iterator[Fault]:
    """What is allowed of a row but worth a look."""
    if not item.is_whole:
        facts: Facts = {"months": item.months, "year": item.year, "whole": MONTHS}
        yield Fault(row.place(("months",)), row.title(("months",)), "actual_of_part", facts)
    elif item.year == today.year:
        yield Fault(row.place(("year",)), row.title(("year",)), "actual_of_this_year", {"year": item.year})
    if place is not None and item.year < place.go_live.year and item.line != _BEFORE_GO_LIVE:
        begun: Facts = {"year": item.year, "start": place.go_live.year}
        yield Fault(row.place(("year",)), row.title(("year",)), "actual_before_start", begun)
    column = next((column for column in ("source", "note") if _WITH_VAT.search(getattr(item, column))), None)
    if column is not None:
        yield Fault(row.place((column,)), row.title((column,)), "actual_mentions_vat", {"text": shown(getattr(item, column))})


def _gaps(placed: list[tuple[Actual, Located]]) -> Iterator[Fault]:
    """Years that are missing between the first and the last of a line."""
    lines: dict[tuple[str, str], dict[int, Located]] = {}
    for item, row in placed:
        lines.setdefault((item.municipality, item.line), {})[item.year] = row
    for found in lines.values():
        years = sorted(found)
        for before, after in pairwise(years):
            if after > before + 1:
                row = found[after]
                facts: Facts = {"missing": tuple(str(year) for year in range(before + 1, after))}
                yield Fault(row.place(("year",)), row.title(("year",)), "actual_gap", facts)
