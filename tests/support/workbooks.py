"""A written workbook as openpyxl opens it, changed and saved again."""

import io

import openpyxl


def opened(data: bytes, values: bool = False):
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def saved(sheets) -> bytes:
    buffer = io.BytesIO()
    sheets.save(buffer)
    return buffer.getvalue()
