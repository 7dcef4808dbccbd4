"""Where the numbers of the workbook stand: the order of the sheets' columns, and how a formula refers to a node's cells."""

from dataclasses import dataclass
from functools import cache

COVER, CARD, RESULTS, CHARTS = "Forside", "Kort", "Resultater", "Figurer"
BUDGET, WHY = "Budsjett", "Endring"
LEARNING = "Kunnskap"
"""Only where something has been measured."""
OPTIONS, OPTIONS_BY_YEAR, PARTIES = "Valg", "Valg per år", "Fordeling"
INPUTS, MEMBERS, MUNICIPALITIES, PRICES = "Inndata", "Deltakere", "Kommuner", "Prisindeks"
CALCULATION, PARTIES_CALCULATION = "Beregning", "Parter"
"""Calculations of the scenario over its life, and of the distribution; those of the options stand between them."""
ACTUALS = "Fakturaer"
"""What has been paid, where something has."""
CHECKS, DIFFERENCES, SOURCES = "Kontroller", "Avvik", "Kilder"
GRIDS = ("Folketall", "Folketall_2")
FIRST_YEAR_COLUMN = 5
"""The years begin in column F of every sheet; the column before them is empty, so that a running sum starts from nothing."""
YEAR_ROW = 5
"""Row of the calendar years on every sheet that has years."""
FIRST_TOWN_ROW = 7
"""Row of the first municipality on every sheet that has them."""
OPTION_NAME_ROW, OPTION_KIND_ROW, OPTION_ORDER_ROW, OPTION_RANK_ROW, FIRST_OPTION_INDICATOR_ROW = 5, 6, 7, 8, 9
FIRST_OPTION_COLUMN = 2
"""Each option has a column on their sheet, from C on: name, whether it can be chosen, order in the list, rank, indicators."""
NONE = "ingen"
"""What a cell shows where an indicator does not exist."""
COLUMN, BEFORE, ROW = "\x01", "\x02", "\x03"
"""Stand in a formula for the letters of its own column and of the one before it, and for its own row."""


def option_sheet(number: int | str) -> str:
    """The calculations of an option, 1 for the first.

    >>> option_sheet(1)
    'Valg_1'
    """
    return f"{OPTIONS}_{number}"


@cache
def letters(column: int) -> str:
    """Letters of a column, 0 for the first.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


@dataclass(frozen=True)
class Address:
    """The cells of a node: one cell, a row of years, a column of municipalities, or a grid of both."""

    sheet: str
    kind: str
    """cell, row, column or grid."""
    row: int
    """Row of a cell or of years; 0 for columns and grids, which begin at the first municipality."""
    column: str = ""
    """Column of a cell or of municipalities."""
    name: str = ""
    """Name of a cell, by which formulas call it."""


@dataclass(frozen=True)
class Where:
    """Where a formula stands, and what it takes of the nodes that it refers to."""

    sheet: str
    all_years: int = 0
    """Number of the years, where it takes a whole row of them; else the year of its own column."""
    towns: tuple[int, int] | None = None
    """First and one after the last municipality, where it takes several; else the one of its own row."""


def refer(address: Address, where: Where) -> str:
    """The node's cells as a formula that stands there writes them."""
    if address.name:
        return address.name
    start = "" if address.sheet == where.sheet else f"'{address.sheet}'!" if " " in address.sheet else f"{address.sheet}!"
    if address.kind == "cell":
        return f"{start}${address.column}${address.row}"
    if address.kind == "row":
        return start + _row(address.row, where)
    column = address.column and f"${address.column}"
    return start + _towns(column or COLUMN, where)


def _row(row: int, where: Where) -> str:
    if not where.all_years:
        return f"{COLUMN}{row}"
    return f"${letters(FIRST_YEAR_COLUMN)}{row}:${letters(FIRST_YEAR_COLUMN + where.all_years - 1)}{row}"


def _towns(column: str, where: Where) -> str:
    if where.towns is None:
        return f"{column}{ROW}"
    first, last = where.towns[0] + FIRST_TOWN_ROW, where.towns[1] + FIRST_TOWN_ROW - 1
    return f"{column}${first}" if first == last else f"{column}${first}:{column}${last}"
