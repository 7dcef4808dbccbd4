"""The marks of the locked cells of a workbook that is being written, small enough for a cell."""

import base64
import json
import zlib
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.marks.relative import mark_of
from costmodel.output.workbook.styles import Sheet

HEAD = "costmodel-cells-1:"
"""Begins the cell that holds the marks: JSON, deflated, in base 64."""
LONGEST = 32_767
"""Characters that a cell takes."""
MOST_LETTERS, MOST_CELLS_MARKED = 1_000_000, 300_000
"""Of marks that are read: those of our largest workbook are a third."""
WITH_NUMBERS = (at.INPUTS, at.MUNICIPALITIES, at.PRICES, at.ACTUALS, at.CALCULATION, at.OPTIONS)
"""Sheets whose fixed numbers are part of the model."""
YELLOW = {at.INPUTS: (2, 11)}
"""Columns whose numbers somebody changes, and what was in them."""
Run = tuple[int, int, str]
"""First column, how many cells, and the mark that they share."""


def marks_text(sheets: Mapping[str, Sheet]) -> str:
    """The marks of all sheets; nothing where they are too long for a cell."""
    found = {name: _rows_of(name, sheet) for name, sheet in sheets.items()}
    packed = zlib.compress(json.dumps({name: rows for name, rows in found.items() if rows}, separators=(",", ":")).encode(), 9)
    told = HEAD + base64.b64encode(packed).decode()
    return told if len(told) <= LONGEST else ""


def marks_in(told: str) -> Iterator[tuple[str, int, int, str]]:
    """Sheet, row, column and mark of each cell, counted from 1. Raises ValueError or zlib.error where the text is none of ours."""
    packed = zlib.decompressobj().decompress(base64.b64decode(told.removeprefix(HEAD)), MOST_LETTERS)
    seen = 0
    for name, blocks in json.loads(packed).items():
        for first, count, runs in blocks:
            seen += count * sum(size for _, size, _ in runs)
            if seen > MOST_CELLS_MARKED:
                raise ValueError("more cells than a workbook has")
            for row in range(first, first + count):
                yield from ((name, row, column, mark) for start, size, mark in runs for column in range(start, start + size))


def _rows_of(name: str, sheet: Sheet) -> list[tuple[int, int, list[Run]]]:
    """Blocks of rows that are marked alike: the first, how many, and the runs of each."""
    texts: list[str] = list(sheet.str_table.string_table) if name == at.MUNICIPALITIES else []
    rows = [(row + 1, list(_runs(name, row + 1, sheet, texts))) for row in sorted(sheet.table)]
    blocks: list[tuple[int, int, list[Run]]] = []
    for row, runs in rows:
        if blocks and blocks[-1][2] == runs and blocks[-1][0] + blocks[-1][1] == row:
            blocks[-1] = (blocks[-1][0], blocks[-1][1] + 1, runs)
        elif runs:
            blocks.append((row, 1, runs))
    return blocks


def _runs(name: str, row: int, sheet: Sheet, texts: list[str]) -> Iterator[Run]:
    """The cells of a row that are marked, those beside each other with one mark together."""
    marked = list(_marked(name, row, (sheet.table[row - 1], sheet.copied.get(row, (0, 0))), texts))
    for _, group in groupby(enumerate(marked), key=lambda item: (item[1][0] - item[0], item[1][1])):
        found = [cell for _, cell in group]
        yield found[0][0], len(found), found[0][1]


def _marked(name: str, row: int, line: tuple[Mapping[int, Any], tuple[int, int]], texts: list[str]) -> Iterator[tuple[int, str]]:
    """Column and mark of each cell of a line: its cells, and between which columns they are copies of one formula."""
    cells, (first, last) = line
    mark = ""
    for column in sorted(cells):
        content = _content(name, column, cells[column], texts)
        if content is not None:
            mark = mark if mark and first < column + 1 <= last else mark_of(content, row, column + 1)
            yield column + 1, mark


def _content(name: str, column: int, cell: Any, texts: list[str]) -> object:
    """What is marked of a cell: a formula; a fixed number of the model; the name of a municipality."""
    kind = type(cell).__name__
    if kind == "Formula":
        return "=" + cell.formula.removeprefix("=")
    if kind in ("Number", "Datetime") and name in WITH_NUMBERS and column not in YELLOW.get(name, ()):
        return float(cell.number)
    return texts[int(cell.string)] if kind == "String" and texts and column == 0 else None
