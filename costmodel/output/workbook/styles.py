"""Looks of the cells, and the small moves that every sheet is written with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from costmodel.output.csv import Cell
from costmodel.output.explanation.notation import MINUS
from costmodel.texts.catalog import text
from costmodel.units import BY_SYMBOL, SHARE, SHARE_A_YEAR

Sheet = Any
"""A worksheet of xlsxwriter, which has no type hints."""
MONEY, DECIMALS, WHOLE, YEAR, FREE, DATE = "money", "decimals", "whole", "year", "free", "date"
PERCENT, FREE_PERCENT, SMALL, WIDE, DECIMAL_YEAR = "percent", "free_percent", "small", "wide", "decimal_year"
NUMBER_FORMATS = {
    MONEY: f'#,##0.0;"{MINUS}"#,##0.0;0.0',
    DECIMALS: f'#,##0.0000;"{MINUS}"#,##0.0000;0',
    WHOLE: f'#,##0;"{MINUS}"#,##0;0',
    YEAR: "0",
    DECIMAL_YEAR: "0.0000",
    DATE: "d.m.yyyy",
    FREE: f'#,##0.0###;"{MINUS}"#,##0.0###;0',
    PERCENT: f'0.0\u00a0%;"{MINUS}"0.0\u00a0%;0\u00a0%',
    FREE_PERCENT: f'0.0##\u00a0%;"{MINUS}"0.0##\u00a0%;0\u00a0%',
    WIDE: f'[>=1000000]0.0E+00;[<=-1000000]"{MINUS}"0.0E+00;#,##0.0',
    SMALL: f'0.0E+00;"{MINUS}"0.0E+00;0',
}
"""A format without digits after the point would show the point alone: at least one digit stands there, or none can."""
HEAD, INPUT, CHANGED, RULE = "#DDE6EE", "#FFF6D6", "#F6C78B", "#9AA7B4"
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "plain": {"valign": "top"},
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "bg_color": HEAD},
    "wide": {"text_wrap": True, "valign": "top"},
    "wide_heading": {"bold": True, "bg_color": HEAD, "text_wrap": True, "valign": "top"},
    "right_wide_heading": {"bold": True, "bg_color": HEAD, "text_wrap": True, "valign": "top", "align": "right"},
    "beside": {"valign": "top", "align": "left", "indent": 1},
    "note_beside": {"font_color": "#44505C", "valign": "top", "align": "left", "indent": 1},
    "label": {"valign": "top", "shrink": True},
    "note_label": {"font_color": "#44505C", "valign": "top", "shrink": True},
    "left": {"align": "left"},
    "right": {"align": "right"},
    "right_heading": {"bold": True, "bg_color": HEAD, "align": "right"},
    "section": {"bold": True, "font_color": "#1E2B3C"},
    "note": {"font_color": "#44505C", "valign": "top"},
    "wide_note": {"font_color": "#44505C", "text_wrap": True, "valign": "top"},
    "sum": {"bold": True, "top": 1, "top_color": RULE},
    "input": {"bg_color": INPUT, "font_color": "#0B3D91", "border": 1, "border_color": RULE, "locked": False, "valign": "top"},
    "input_choice": {"bg_color": INPUT, "font_color": "#0B3D91", "border": 1, "border_color": RULE, "locked": False, "shrink": True},
    "changed": {"bg_color": CHANGED, "bold": True},
    "constant": {"font_color": "#0B3D91", "valign": "top"},
    "link": {"font_color": "#0B3D91", "underline": 1},
}
LINE_HEIGHT = 15
"""Points of a line of text."""
SHARES = (SHARE.symbol, SHARE_A_YEAR.symbol)
"""Units that are shown as percent."""
COUNTED = ("nummer", "fortegn")
"""Units of whole numbers that the assumption files do not have."""


@dataclass(eq=False)
class Styles:
    """The formats of one workbook, made when they are first asked for."""

    book: Any
    known: dict[tuple[str, str], Any] = field(default_factory=dict[tuple[str, str], Any])

    def get(self, look: str = "plain", number: str = "") -> Any:
        """A format by its look and its kind of number."""
        key = (look, number)
        if key not in self.known:
            numbers = {"num_format": NUMBER_FORMATS[number]} if number else {}
            self.known[key] = self.book.add_format({**({"align": "right"} if number else {}), **LOOKS[look], **numbers})
        return self.known[key]


def number_of(unit: str) -> str:
    """Which kind of number a unit is shown as."""
    if unit.startswith("årstall"):
        return YEAR
    if unit.startswith("MNOK"):
        return MONEY
    if unit in SHARES:
        return PERCENT
    known = BY_SYMBOL.get(unit)
    is_whole = unit.startswith(("kr ", "NOK", "innbyggere")) or unit in COUNTED or (known is not None and known.whole)
    return WHOLE if is_whole else DECIMALS


def shown_unit(unit: str) -> str:
    """A unit as a sheet shows it: what is shown as percent says so."""
    return text.find(f"workbook.units.shown.{unit}") or unit


def write_unit(sheet: Sheet, styles: Styles, row: int, unit: str) -> None:
    """The unit of a row, counted from 1, beside its label."""
    sheet.write_string(row - 1, 1, shown_unit(unit), styles.get("note"))


def number_of_input(unit: str) -> str:
    """The same for a cell that holds what somebody has written, with as many decimals as are written."""
    kind = number_of(unit)
    return {MONEY: FREE, DECIMALS: FREE, PERCENT: FREE_PERCENT}.get(kind, kind)


def begin(sheet: Sheet, styles: Styles, title: str, note: str) -> None:
    """Title and note of a sheet, and how it prints."""
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, title, styles.get("title"))
    sheet.write_string(1, 0, note, styles.get("note"))
    dress_page(sheet)


def dress_page(sheet: Sheet) -> None:
    """Landscape A4, one page wide, with file, sheet and page number below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.6, 0.6)
    sheet.set_footer(text("workbook.footer"))
    sheet.fit_to_pages(1, 0)


def height_of(*texts: tuple[str, float]) -> float:
    """Height in points of a row with wrapped texts, each with the letters that a line of its column holds."""
    return LINE_HEIGHT * max(1, *(ceil(len(told) / width) for told, width in texts))


def heads_of(key: str) -> tuple[str, ...]:
    """Heads of a table's columns in their order."""
    return tuple(text.part(f"workbook.{key}").values())


def write_heads_of_numbers(sheet: Sheet, styles: Styles, row: int, heads: Sequence[str]) -> None:
    """A row of column heads, counted from 1, above a label, a unit and numbers."""
    write_heads(sheet, styles, row, heads[:2])
    for column, head in enumerate(heads[2:], start=2):
        sheet.write_string(row - 1, column, head, styles.get("right_heading"))


def write_heads(sheet: Sheet, styles: Styles, row: int, heads: Sequence[str], look: str = "heading") -> None:
    """A row of column heads, counted from 1."""
    for column, head in enumerate(heads):
        sheet.write_string(row - 1, column, head, styles.get(look))


def write_rows(sheet: Sheet, rows: Iterable[Sequence[Cell]], look_of: Callable[[float], Any] = lambda number: None) -> None:
    """Rows of texts, numbers and nothing from the second on, below the heads; `look_of` gives the format of a number."""
    for at, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell)
            elif cell is not None:
                sheet.write_number(at, column, cell, look_of(cell))
