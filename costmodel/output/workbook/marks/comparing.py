"""Which locked cells of a workbook hold something else than when it was written."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.marks.gathering import HEAD, marks_in
from costmodel.output.workbook.marks.relative import mark_of

FORMULA, NUMBER = "formulas", "numbers"
"""Kinds of what a changed cell holds."""
DAY_0, SECONDS_OF_DAY = datetime(1899, 12, 30), 86_400
"""From which a spreadsheet counts days."""
MOST_ROWS_OF_IDENTITY = 60
"""Rows that are read of the sheet that says what the workbook is."""


@dataclass(frozen=True)
class ChangedCell:
    """A locked cell that has been changed."""

    place: str
    """Sheet and cell."""
    kind: str
    """FORMULA where it holds one now; NUMBER for a number, a text or nothing."""


def changed_cells(book: Any) -> Iterator[ChangedCell]:
    """The changed cells of a workbook that openpyxl has read with its formulas; none where it has no marks."""
    place, told = _marks_of(book)
    try:
        marks = list(marks_in(told)) if told else []
    except (ValueError, TypeError, AttributeError, zlib.error):
        yield ChangedCell(place, NUMBER)
        return
    for name, found in groupby(marks, key=lambda mark: mark[0]):
        if name in book.sheetnames:
            yield from _changed_on(book[name], name, {(row, column): mark for _, row, column, mark in found})


def _marks_of(book: Any) -> tuple[str, str]:
    """The cell with the marks, on the last sheet, which says what the workbook is; and what it holds."""
    for sheet in book.worksheets[-1:]:
        for cells in sheet.iter_rows(max_row=MOST_ROWS_OF_IDENTITY):
            for cell in cells:
                if isinstance(cell.value, str) and cell.value.startswith(HEAD):
                    return f"{sheet.title}!{cell.coordinate}", cell.value
    return "", ""


def _changed_on(sheet: Any, name: str, wanted: dict[tuple[int, int], str]) -> Iterator[ChangedCell]:
    for cells in sheet.iter_rows(max_row=max(row for row, _ in wanted), max_col=max(column for _, column in wanted)):
        for cell in cells:
            mark = wanted.pop((cell.row, cell.column), None) if cell.value is not None else None
            if mark is not None and mark != mark_of(_content(cell.value), cell.row, cell.column):
                yield ChangedCell(f"{name}!{cell.coordinate}", FORMULA if str(cell.value).startswith("=") else NUMBER)
    yield from (ChangedCell(f"{name}!{letters(column - 1)}{row}", NUMBER) for row, column in wanted)


def _content(value: object) -> object:
    """What a cell holds, as it was marked: a date is a number of days, and what is neither formula nor number is itself."""
    if isinstance(value, datetime):
        return (value - DAY_0).total_seconds() / SECONDS_OF_DAY
    return value if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
