"""Cells and rows of a table as text: what is not edited keeps its bytes."""

import codecs
import io
import re
import unicodedata
from collections.abc import Mapping

from costmodel.assumptions.tables.table_text import COMMA, TableRow, cell_spans, habits_of, rows_of_text
from costmodel.faults import AssumptionError, Fault

_FORMULAS = ("=", "+", "-", "@")
_ENDS = ("\n", "\r")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")


class TableText:
    """A table and its text; the columns are those of its first row."""

    def __init__(self, content: bytes, file: str) -> None:
        """The file must have been read without faults."""
        self._file = file
        self._mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
        self.text = content.removeprefix(codecs.BOM_UTF8).decode()
        self.habits = habits_of(self.text)
        names, *self._rows = rows_of_text(self.text, self.habits)
        self._columns = [_plain(cell) for cell in names.cells]
        self._lines = list(io.StringIO(self.text, newline=""))

    def with_cells(self, key: Mapping[str, str], cells: Mapping[str, str], decimals: frozenset[str] = frozenset()) -> bytes:
        """The file with other cells in the row that has the cells of the key; `decimals`: columns of numbers with a decimal mark."""
        before, record, after = self._parts(key)
        return self._whole(before + self._edited(record, cells, decimals) + after)

    def with_copy(self, key: Mapping[str, str], cells: Mapping[str, str], decimals: frozenset[str] = frozenset()) -> bytes:
        """The file with a copy of a row after it, which has other cells."""
        before, record, after = self._parts(key)
        parted = "" if record.endswith(_ENDS) else self._end
        return self._whole(before + record + parted + self._edited(record, cells, decimals) + after)

    def without_row(self, key: Mapping[str, str]) -> bytes:
        """The file without a row; one whose last line has no end still has none."""
        before, record, after = self._parts(key)
        return self._whole((before if record.endswith(_ENDS) else before.removesuffix("\n").removesuffix("\r")) + after)

    def _parts(self, key: Mapping[str, str]) -> tuple[str, str, str]:
        """What is before the row that has the cells of the key, the row, and what is after it."""
        row = next(row for row in self._rows if all(self._has(row, column, cell) for column, cell in key.items()))
        first, last = row.first - 1, row.last
        return "".join(self._lines[:first]), "".join(self._lines[first:last]), "".join(self._lines[last:])

    def _edited(self, record: str, cells: Mapping[str, str], decimals: frozenset[str]) -> str:
        spans = list(cell_spans(record, self.habits.delimiter))
        for column in sorted(cells, key=self._at, reverse=True):
            first, last = spans[self._at(column)]
            written = self._written(column, cells[column], decimals, is_quoted=record[first:last].startswith('"'))
            record = record[:first] + written + record[last:]
        return record

    def with_row(self, cells: Mapping[str, str], decimals: frozenset[str] = frozenset()) -> bytes:
        """The file with one more row, which stands last."""
        written = [self._written(column, cells.get(column, ""), decimals) for column in self._columns]
        parted = "" if self.text.endswith(_ENDS) else self._end
        return self._whole(self.text + parted + self.habits.delimiter.join(written) + self._end)

    @property
    def _end(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _whole(self, text: str) -> bytes:
        return self._mark + text.encode()

    def _at(self, column: str) -> int:
        if column not in self._columns:
            raise AssumptionError([Fault(f"{self._file}:1:1", column, "missing_column", {"name": column, "known": tuple(self._columns)})])
        return self._columns.index(column)

    def _has(self, row: TableRow, column: str, cell: str) -> bool:
        return _plain(row.cells[self._at(column)]) == cell

    def _written(self, column: str, cell: str, decimals: frozenset[str], *, is_quoted: bool = False) -> str:
        """A cell as the file writes it."""
        if column in decimals and self.habits.has_decimal_comma:
            cell = cell.replace(".", COMMA)
        return _quoted(_harmless(" ".join(cell.split())), self.habits.delimiter, is_quoted=is_quoted)


def _quoted(cell: str, delimiter: str, *, is_quoted: bool) -> str:
    """A cell in quotation marks, where it had or needs them."""
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if is_quoted or delimiter in cell or doubled != cell else cell


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula: such a text gets an apostrophe first."""
    return f"'{cell}" if cell.startswith(_FORMULAS) and not _NUMBER.fullmatch(cell) else cell


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.strip())
