"""edits.csv: who has changed what in the folder, when and why; the file may be missing, and changes no number."""

from collections.abc import Iterator
from datetime import date

from costmodel.assumptions.located import Located
from costmodel.assumptions.reading.csv_reading import Layout, read_table
from costmodel.assumptions.reading.table_reading import Rows, record_columns, record_rows
from costmodel.assumptions.records import Edit
from costmodel.faults import Fault, nearest, shown

FILE = "edits.csv"
REMOVED = "removed "
"""Begins what is said of a row that has been taken away; what was said of it before stays in the log."""


def read_edits(text: str, file: str, today: date) -> Rows[Edit]:
    """The rows in the order of the file; none of a day to come."""
    table = read_table(text, file, Layout(record_columns(Edit), may_be_empty=True))
    rows = record_rows(Edit, table, "what")
    rows.faults.extend(_ahead(table.rows, today))
    rows.places.extend(table.rows)
    return rows


def _ahead(rows: list[Located], today: date) -> Iterator[Fault]:
    for row in rows:
        day = row.at(("date",))
        if isinstance(day, date) and day > today:
            yield Fault(row.place(("date",)), row.title(("date",)), "edited_in_future", {"date": day, "today": today})


def unknown_edits(rows: Rows[Edit], known: frozenset[str]) -> Iterator[Fault]:
    """What the folder has not, and has not had: neither a number, nor a file, nor a row of one."""
    told = [what for row in rows.places if isinstance(what := row.at(("what",)), str)]
    gone = {what.removeprefix(REMOVED) for what in told if what.startswith(REMOVED)}
    for row in rows.places:
        what = row.at(("what",))
        if isinstance(what, str) and what not in known and not any(_is_of(what.removeprefix(REMOVED), name) for name in gone):
            yield Fault(row.place(("what",)), "", "unknown_edit", {"what": shown(what), "nearest": nearest(what, known)})


def _is_of(what: str, row: str) -> bool:
    """Whether something is a row, or a number of it."""
    return what == row or what.startswith(f"{row}.")
