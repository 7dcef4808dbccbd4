"""The sheets of a workbook that somebody has brought, opened only where they are no larger than ours can be.

A reader builds hundreds of bytes of each few that it reads, before it looks at how many rows are wanted: so everything is counted first.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from costmodel.faults import AssumptionError, Fault
from costmodel.output.workbook.addresses import COVER, INPUTS, MEMBERS
from costmodel.output.workbook.marks.comparing import ChangedCell, changed_cells
from costmodel.output.workbook.sheets.inputs import NAME

LARGEST_WORKBOOK = 5_000_000
"""Bytes of an uploaded workbook."""
LARGEST_CONTENT = 150_000_000
"""Bytes of what it holds when it is unpacked: ours are some 20 million."""
MOST_PARTS = 500
"""Files within the workbook: ours has 40."""
MOST_MARKS = 250_000
"""Tags and attributes in each of the sheets, and in all else together: the largest sheet of ours has 110 000, all else 20 000."""
LARGEST_PART = 20_000_000
"""Bytes of each of these, unpacked."""
MOST_ROWS_READ = 2000
"""Rows that are read of a sheet."""
_YELLOW = re.compile(rf"{INPUTS}!C[0-9]+|{MEMBERS}![DE][0-9]+")
T = TypeVar("T")
SHEETS, CHUNK = "xl/worksheets/", 1_000_000
"""Where the sheets are, of which three are read; and how much is unpacked at a time."""


@dataclass(frozen=True)
class Opened:
    """A workbook that somebody has brought."""

    sheets: Mapping[str, Any]
    """The sheets that are read, with what was last worked out in their cells."""
    without_value: frozenset[str]
    """Yellow cells with a formula that has not been worked out, by sheet and cell."""
    changed: tuple[ChangedCell, ...]
    """Locked cells that hold something else than when the workbook was written."""


def open_workbook(data: bytes, file: str) -> Opened:
    """The sheets that are read, and what is changed beside them. Raises AssumptionError where the file is none of ours."""
    sheets = _read(data, file, lambda book: {name: book[name] for name in (COVER, INPUTS, MEMBERS)})
    return _read(data, file, lambda book: Opened(sheets, *_changes(book, sheets)), data_only=False)


def _changes(book: Any, sheets: Mapping[str, Any]) -> tuple[frozenset[str], tuple[ChangedCell, ...]]:
    """Yellow cells with a formula that has not been worked out, and locked cells that are changed; `book` has the formulas."""
    formulas = {place for name in (INPUTS, MEMBERS) for place, value in _cells(book[name]) if str(value).startswith("=")}
    known = {place for name in (INPUTS, MEMBERS) for place, _ in _cells(sheets[name])}
    yellow = {place for place in formulas - known if _YELLOW.fullmatch(place)}
    return frozenset(yellow), tuple(changed_cells(book))


def cells_of_workbook(data: bytes, file: str) -> dict[str, Any]:
    """Every cell that holds something, by sheet and cell, as it was last worked out; none of the cover, which has the date.

    Raises AssumptionError where the file is none of ours.
    """
    return _read(
        data, file, lambda book: {place: value for sheet in book.worksheets if sheet.title != COVER for place, value in _cells(sheet)}
    )


def _read(data: bytes, file: str, take: Callable[[Any], T], *, data_only: bool = True) -> T:
    """What `take` finds in a workbook that is no larger than ours can be; with formulas, or with what they last came to."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _refuse_bulk(data, parts, file)
        return take(openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False))
    except (AssumptionError, MemoryError):
        raise
    except Exception:  # a damaged file can make the reader fail in any way
        raise AssumptionError([Fault(file, "", "not_our_workbook")]) from None


def _cells(sheet: Any) -> Iterator[tuple[str, Any]]:
    for row in sheet.iter_rows():
        yield from ((f"{sheet.title}!{cell.coordinate}", cell.value) for cell in row if cell.value is not None)


def _refuse_bulk(data: bytes, parts: zipfile.ZipFile, file: str) -> None:
    """Refuse a workbook that is large, or becomes so: what the reader builds of it is many times what it reads."""
    items = parts.infolist()
    if max(len(data) / LARGEST_WORKBOOK, sum(item.file_size for item in items) / LARGEST_CONTENT, len(items) / MOST_PARTS) > 1:
        raise AssumptionError([Fault(file, "", "workbook_too_large")])
    names = {item.filename for item in items}
    sheets = {name for name in names if name.startswith(SHEETS)}
    for together in (*([name] for name in sheets), names - sheets):
        _refuse_crowd(parts, together, file)


def _refuse_crowd(parts: zipfile.ZipFile, names: Iterable[str], file: str) -> None:
    """Refuse parts with too many of these together, counted as they are unpacked and before anything is made of them."""
    size = marks = 0
    for name in names:
        with parts.open(name) as part:
            while chunk := part.read(CHUNK):
                size, marks = size + len(chunk), marks + chunk.count(b"<") + chunk.count(b"=")
                if size > LARGEST_PART or marks > MOST_MARKS:
                    raise AssumptionError([Fault(file, "", "workbook_too_large")])


def sheet_rows(sheet: Any, first: int) -> Iterator[tuple[int, tuple[object, ...]]]:
    """Number and cells of each row from the first on. Raises AssumptionError where the sheet turns out to be damaged."""
    try:
        for number, row in enumerate(
            sheet.iter_rows(min_row=first, max_row=MOST_ROWS_READ, max_col=NAME + 1, values_only=True), start=first
        ):
            yield number, (*row, *(None,) * (NAME + 1 - len(row)))
    except MemoryError:
        raise
    except Exception:  # the sheet is read only now, and may be damaged
        raise AssumptionError([Fault(str(sheet.title), "", "unreadable_sheet")]) from None
