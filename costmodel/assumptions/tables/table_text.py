"""CSV text → rows of cells, with one set of habits for every table: files of a folder, batch files, uploads.

Both marks are read: comma between cells with a decimal point, and semicolon or tabulator with a decimal comma, as Norwegian Excel
writes it. What spreadsheets leave behind is no content: a ``sep=;`` line, blank rows first, last and between, empty columns at the
end, line ends of any kind.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from costmodel.faults import Fault

COMMA, SEMICOLON, TAB = ",", ";", "\t"
_DELIMITERS = (SEMICOLON, TAB, COMMA)
"""The first of those that stand as often in the first row."""
_SEPARATOR_LINE = re.compile(r'"?sep=([;,\t|])"?[;,\t]*', re.IGNORECASE)
"""Tells Excel what stands between the cells."""
THREE_AFTER_POINT = re.compile(r"[-+]?[0-9]*\.[0-9]{3}")
"""Between semicolons: a number with three decimals to one program, of thousands to another."""


class UnreadableError(Exception):
    """Raised where the text is no CSV."""

    def __init__(self, line: int) -> None:
        """Keep the line where the row that cannot be read begins."""
        super().__init__(str(line))
        self.line = line


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row that is not blank."""

    first: int
    """Its first line in the file, from 1."""
    last: int
    """Its last one, where a cell holds line ends."""
    cells: list[str]
    """As they are written; none beyond the last column that has a name, unless something stands there."""


@dataclass(frozen=True)
class Habits:
    """How a table is written."""

    delimiter: str
    """What stands between the cells."""
    passed: int = 0
    """Lines before the row of names: a ``sep=`` line and blank ones."""

    @property
    def has_decimal_comma(self) -> bool:
        """Whether a number is written with a comma: where no comma stands between the cells."""
        return self.delimiter != COMMA


def habits_of(text: str) -> Habits:
    """How the table is written, by its ``sep=`` line or by its row of names."""
    passed, said = 0, ""
    for line in io.StringIO(text, newline=""):
        match = _SEPARATOR_LINE.fullmatch(line.strip()) if not said else None
        if match:
            said = match[1]
        elif line.strip(" \r\n\t;,\N{NO-BREAK SPACE}"):
            return Habits(said or _delimiter(line, text), passed)
        passed += 1
    return Habits(said or COMMA, passed)


def _delimiter(names: str, text: str) -> str:
    """What stands most often between the names; in a table of one column commas alone are decimal marks."""
    most = max(_DELIMITERS, key=names.count)
    if names.count(most):
        return most
    return SEMICOLON if COMMA in text and "." not in text else COMMA


def rows_of_text(text: str, habits: Habits) -> Iterator[TableRow]:
    """The rows that are not blank, the names first. Raises UnreadableError where quotation marks do not match."""
    lines = io.StringIO(text, newline="")
    for _ in range(habits.passed):
        lines.readline()
    reader = csv.reader(lines, delimiter=habits.delimiter, strict=True)
    width, last = 0, habits.passed
    try:
        for cells in reader:
            first, last = last + 1, habits.passed + reader.line_num
            if any(cells) and any(map(str.strip, cells)):
                width = width or _width(cells)
                if len(cells) > width and not any(map(str.strip, cells[width:])):
                    del cells[width:]
                yield TableRow(first, last, cells)
    except csv.Error:
        raise UnreadableError(last + 1) from None


def _width(names: list[str]) -> int:
    """Columns up to the last that has a name."""
    return max(index for index, name in enumerate(names, start=1) if name.strip())


def number_with_point(cell: str, habits: Habits) -> str | None:
    """A number with a point as its decimal mark; None where what stands there could be two numbers.

    >>> number_with_point("0,04", Habits(";")), number_with_point("150.000", Habits(";")), number_with_point("63.432", Habits(","))
    ('0.04', None, '63.432')
    """
    if habits.has_decimal_comma:
        return None if THREE_AFTER_POINT.fullmatch(cell) else cell.replace(COMMA, ".")
    return cell


def quotes_fault(error: UnreadableError, file: str) -> Fault:
    """The fault of quotation marks that do not match."""
    return Fault(f"{file}:{error.line}:1", "", "quotes_do_not_match")


def cell_spans(record: str, delimiter: str) -> Iterator[tuple[int, int]]:
    """Where each cell of a record begins and ends, quotation marks included and the end of the line not.

    >>> list(cell_spans('a;"b;c";', ";"))
    [(0, 1), (2, 7), (8, 8)]
    """
    start, inside = 0, False
    for at, letter in enumerate(record):
        if letter == '"' and (inside or record.startswith('"', start)):
            inside = not inside
        elif letter == delimiter and not inside:
            yield start, at
            start = at + 1
    yield start, len(record.rstrip("\r\n"))
