"""price_paths.csv: rows → how prices and wages grow by year, with all that is wrong in them and what is worth a look."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from costmodel.assumptions.located import Located
from costmodel.assumptions.reading.csv_reading import Layout, read_table
from costmodel.assumptions.reading.table_reading import Rows, record_columns, record_rows, repeated, unknown_sources
from costmodel.assumptions.records import PricePathYear
from costmodel.faults import Facts, Fault, shown

OF_INDEX = "consumer_prices"
"""The path that the price index is the beginning of."""


@dataclass
class Paths(Rows[PricePathYear]):
    """The growth of prices as far as it could be read, and what is worth a look."""


def read_paths(text: str, file: str, index: frozenset[int], sources: frozenset[str] | None, today: date) -> Paths:
    """The rows in the order of the file: each year of a path once, none that the price index has, sources known.

    `index` are the years of the price index, `sources` the ids of the bibliography (None where it could not be read).
    """
    table = read_table(text, file, Layout(record_columns(PricePathYear), optional=frozenset({"note"}), may_be_empty=True))
    rows = record_rows(PricePathYear, table, "path")
    found = Paths(rows.records, rows.mentioned, rows.faults)
    for row in table.rows:
        found.faults.extend(_faults(row, index, sources))
    found.faults.extend(_twice(table.rows))
    if not found.faults:
        found.warnings = [*_overdue(found.records, table.rows, today), *_gaps(found.records, table.rows)]
    return found


def _faults(row: Located, index: frozenset[int], sources: frozenset[str] | None) -> Iterator[Fault]:
    path, year = (row.at((column,)) for column in ("path", "year"))
    if path == OF_INDEX and isinstance(year, int) and year in index:
        yield Fault(row.place(("year",)), row.title(("year",)), "path_in_index", {"year": year})
    if sources is not None:
        yield from unknown_sources([row], "source", sources)


def _twice(rows: list[Located]) -> Iterator[Fault]:
    """A year of a path that stands twice."""
    for (path, year), row, first in repeated(rows, "path", "year"):
        facts: Facts = {"path": shown(str(path)), "year": int(str(year)), "line": first.values[()].line}
        yield Fault(row.place(("year",)), row.title(("year",)), "path_year_twice", facts)


def _overdue(records: list[PricePathYear], rows: list[Located], today: date) -> Iterator[Fault]:
    """Rows that nobody has looked at in time."""
    for item, row in zip(records, rows, strict=True):
        if item.review_by < today:
            facts: Facts = {"path": item.path, "year": item.year, "review_by": item.review_by}
            yield Fault(row.place(("review_by",)), row.title(("review_by",)), "path_overdue", facts)


def _gaps(records: list[PricePathYear], rows: list[Located]) -> Iterator[Fault]:
    """Years that are missing between the first and the last of a path."""
    paths: dict[str, dict[int, Located]] = {}
    for item, row in zip(records, rows, strict=True):
        paths.setdefault(item.path, {})[item.year] = row
    for path, found in paths.items():
        for before, after in pairwise(sorted(found)):
            if after > before + 1:
                facts: Facts = {"path": path, "missing": tuple(str(year) for year in range(before + 1, after))}
                yield Fault(found[after].place(("year",)), found[after].title(("year",)), "path_gap", facts)
