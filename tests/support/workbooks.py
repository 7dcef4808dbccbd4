"""A written workbook as openpyxl opens it, changed and saved again."""

import io
from collections import Counter

import openpyxl

from costmodel.output.workbook.styles import HEAD


def opened(data: bytes, values: bool = False):
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def saved(sheets) -> bytes:
    buffer = io.BytesIO()
    sheets.save(buffer)
    return buffer.getvalue()


def is_heading(cell) -> bool:
    return cell.fill.fgColor.rgb == f"FF{HEAD.removeprefix('#')}"


def alike_rows(sheet) -> list[str]:
    """What more than one row of a sheet is called that has something beside its label, headings apart."""
    told = [row[0].value for row in sheet.iter_rows() if row[0].value is not None and any(cell.value is not None for cell in row[1:])]
    heads = [cell.value for (cell,) in sheet.iter_rows(max_col=1) if is_heading(cell)]
    count = Counter(told) - Counter(heads)
    return [label for label, times in count.items() if times > 1]


def rows_without_label(sheet) -> list[int]:
    return [
        row[0].row
        for row in sheet.iter_rows()
        if row[0].value is None and any(cell.data_type in "nf" and cell.value is not None for cell in row[1:])
    ]
