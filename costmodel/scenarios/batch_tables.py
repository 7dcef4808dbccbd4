"""A CSV file of scenarios → its rows and its columns of numbers; what is wrong in one row hides nothing of another."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from costmodel.assumptions.reading.csv_reading import MOST_LINES, point_fault
from costmodel.assumptions.reading.written_values import number_advice, number_of_text
from costmodel.assumptions.rules import known_names
from costmodel.assumptions.tables.table_text import (
    Habits,
    TableRow,
    UnreadableError,
    habits_of,
    number_with_point,
    quotes_fault,
    rows_of_text,
)
from costmodel.faults import Facts, Fault, nearest, shown
from costmodel.model.scenario import Scenario

MOST_FAULTS = 50
"""A file with as many kinds of faults gets a message that can be read; the rest is told as a number."""
TEXT_COLUMNS = {"name": "names", "municipality": "municipalities", "alternative": "alternatives"}
"""Columns of text, and where a batch has them."""
WORDS_FOR_NEVER = {"none", "null"}
_NUMBERS = re.compile(r"(?:[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?\n)*")
Column = np.ndarray[tuple[int], np.dtype[np.float64]]
Texts = Sequence[str]


@dataclass
class BatchTable:
    """The rows of a table that have a cell for each column."""

    file: str
    habits: Habits
    header: list[str] = field(default_factory=list[str])
    """Names of the columns."""
    rows: list[TableRow] = field(default_factory=list[TableRow])
    faults: list[Fault] = field(default_factory=list[Fault])

    def place(self, row: int) -> str:
        """``file:line`` of a scenario."""
        return f"{self.file}:{self.rows[row].first}"


def batch_table(text: str, file: str, start: Scenario) -> BatchTable:
    """The rows that are not blank, with what is wrong with the table as such."""
    table = BatchTable(file, habits_of(text))
    rows = rows_of_text(text, table.habits)
    try:
        names = next(rows, None)
        if names is None:
            return table
        table.header = [cell.strip() for cell in names.cells]
        table.faults.extend(_header_faults(table.header, names.first, file, start))
        for row in rows:
            if len(row.cells) == len(table.header):
                table.rows.append(row)
            else:
                facts: Facts = {"count": len(row.cells), "expected": len(table.header)}
                table.faults.append(Fault(f"{file}:{row.first}", "", "wrong_number_of_fields", facts))
    except UnreadableError as error:
        table.faults.append(quotes_fault(error, file))
    return table


def _header_faults(names: Texts, line: int, file: str, start: Scenario) -> Iterator[Fault]:
    known = [*TEXT_COLUMNS, *known_names(start.assumptions)]
    for number, name in enumerate(names):
        if name not in known:
            yield Fault(f"{file}:{line}", shown(name), "unknown_batch_column", {"nearest": nearest(name, known)})
        elif name in names[:number]:
            yield Fault(f"{file}:{line}", name, "column_twice")


def batch_numbers(cells: Texts, name: str, table: BatchTable) -> tuple[Column, list[Fault]]:
    """The numbers of a column: nan where the cell is empty or wrong, inf for never; and what is wrong."""
    texts = [number_with_point(cell, table.habits) for cell in cells] if table.habits.has_decimal_comma else list(cells)
    if None not in texts and _NUMBERS.fullmatch("\n".join(map(str, texts)) + "\n"):
        return np.array(texts, dtype=np.float64), []
    faults: list[Fault] = []
    numbers = np.full(len(texts), np.nan)
    for row, text in enumerate(texts):
        number = None if text is None else np.inf if text.casefold() in WORDS_FOR_NEVER else number_of_text(text)
        if number is not None:
            numbers[row] = number
        elif text is None:
            faults.append(point_fault(table.place(row), name, cells[row]))
        elif text:
            faults.append(_no_number(table.place(row), name, cells[row], table.habits))
    return numbers, faults


def _no_number(place: str, name: str, written: str, habits: Habits) -> Fault:
    advice = number_advice(written, decimal_comma=habits.has_decimal_comma)
    return Fault(place, name, "cell_is_no_number", {"written": shown(written), "advice": advice})


def once_each(faults: Iterable[Fault]) -> list[Fault]:
    """Like faults of several rows as one, at the first of them, with the lines of the others."""
    alike: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in faults:
        alike.setdefault((fault.name, fault.code, str(replace(fault, place=""))), []).append(fault)
    told = [replace(found[0], place=_lines_of(list(dict.fromkeys(fault.place for fault in found)))) for found in alike.values()]
    rest = len(told) - MOST_FAULTS
    return [*told[:MOST_FAULTS], *([Fault("", "", "more_faults", {"count": rest})] if rest > 0 else [])]


def _lines_of(places: list[str]) -> str:
    """``file:3``, or ``file:3,5,8`` for several lines, ``+40`` for the number of those that are not named."""
    first, *others = places
    lines = [other.split(":")[1] for other in others if ":" in other]
    named = "".join(f",{line}" for line in lines[: MOST_LINES - 1])
    return f"{first}{named}" + (f",+{len(lines) - MOST_LINES + 1}" if len(lines) >= MOST_LINES else "")
