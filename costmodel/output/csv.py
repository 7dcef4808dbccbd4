"""Tables as CSV that Norwegian Excel opens in columns: semicolons, decimal comma, byte order mark, full precision."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

Cell = str | float | int | None
STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[-+][0-9]+(?:[.,][0-9]+)?")
"""A text that begins as a formula does and is none, as the heads of a table of positions."""


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> bytes:
    """The rows under the columns; cells that a row lacks are empty.

    >>> csv_bytes(["name", "npv"], [{"name": "Molde", "npv": -1.5}]).decode("utf-8-sig").split()
    ['name;npv', 'Molde;-1,5']
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(cell_text, columns))
    writer.writerows([cell_text(row.get(column)) for column in columns] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def quoted(text: str) -> str:
    """A text as a cell of a line that is put together by hand."""
    safe = cell_text(text)
    return '"' + safe.replace('"', '""') + '"' if any(mark in safe for mark in ';"\r\n') else safe


def cell_text(cell: Cell) -> str:
    """A cell as text; a text that a spreadsheet would run as a formula gets an apostrophe first.

    >>> cell_text("-1+1"), cell_text("-12,5"), cell_text(-12.5)
    ("'-1+1", '-12,5', '-12,5')
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(STARTS_OF_FORMULAS) and not NUMBER.fullmatch(cell) else cell
    return repr(cell).replace(".", ",")
