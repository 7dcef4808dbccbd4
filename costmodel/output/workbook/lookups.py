"""Formulas of the cells that look something up: choices, tables, rank, options, and the two indicators that need a search.

Nothing of the model stands here: prices, people and dates are read off their tables, and the internal rate of return and the
payback year are found as their definitions say.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from costmodel.explain.nodes import Node
from costmodel.output.workbook.addresses import (
    BEFORE,
    FIRST_OPTION_COLUMN,
    FIRST_TOWN_ROW,
    MUNICIPALITIES,
    NONE,
    OPTION_NAME_ROW,
    OPTION_RANK_ROW,
    OPTIONS,
    PRICES,
    Where,
    letters,
)
from costmodel.output.workbook.choices import word
from costmodel.output.workbook.model.cells import Lookup

Write = Callable[[Node, Where], str]
"""A node as a formula that stands in a place."""
TABLE_COLUMN, TABLE_YEAR_ROW, PRICE_ROW = 5, 6, 6
"""First column and the row of the years of the table of inhabitants, and the first row of the price index."""
NAMES = "A"
"""Column of the names of the municipalities."""


def text(lookup: Lookup, where: Where, write: Write) -> str:
    """The formula, without its equals sign."""
    return LOOKUP_FORMULAS[lookup.kind](lookup, where, write)


def _here(lookup: Lookup, where: Where, write: Write) -> list[str]:
    return [write(node, where) for node in lookup.needs]


def _is_text(lookup: Lookup, where: Where, write: Write) -> str:
    return f'IF({_here(lookup, where, write)[0]}="{word(str(lookup.detail))}",1,0)'


def _given(lookup: Lookup, where: Where, write: Write) -> str:
    cell, never = _here(lookup, where, write)
    return f"IF(ISNUMBER({cell}),{cell},{never})"


def _row_of(lookup: Lookup, where: Where, write: Write) -> str:
    last = FIRST_TOWN_ROW + int(str(lookup.detail)) - 1
    return f"MATCH({_here(lookup, where, write)[0]},{MUNICIPALITIES}!${NAMES}${FIRST_TOWN_ROW}:${NAMES}${last},0)"


def _alternative(lookup: Lookup, where: Where, write: Write) -> str:
    """Number of the alternative with this name, 0 for the first; `detail` are the names."""
    names = ";".join(sheet_text(name) for name in cast("tuple[str, ...]", lookup.detail))
    return f"MATCH({_here(lookup, where, write)[0]},{{{names}}},0)-1"


def sheet_text(text: str) -> str:
    """A text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'


def _named_option(cell: str, default: str, count: int) -> str:
    """Number of the option that a cell names; the default where it is empty or names none, which a control points out."""
    return f'IF({cell}="",{default},IFERROR(MATCH({cell},{across(OPTION_NAME_ROW, 0, count)},0),{default}))'


def across(row: int, first: int, count: int) -> str:
    """Cells of the options in a row of their sheet, from the one with this number, 0 for the first."""
    start, end = (letters(FIRST_OPTION_COLUMN + number) for number in (first, count - 1))
    return f"{OPTIONS}!${start}${row}:${end}${row}"


def _pair_from(lookup: Lookup, where: Where, write: Write) -> str:
    return _named_option(_here(lookup, where, write)[0], "1", int(str(lookup.detail)))


def _pair_to(lookup: Lookup, where: Where, write: Write) -> str:
    """The best of the others where the cell is empty."""
    count = int(str(lookup.detail))
    ranks = across(OPTION_RANK_ROW, 1, count)
    return _named_option(_here(lookup, where, write)[0], f"MATCH(MIN({ranks}),{ranks},0)+1", count)


def _price_index(lookup: Lookup, where: Where, write: Write) -> str:
    """`detail` is how many years the index has, and the year where it is one of the assumption files."""
    count, _ = cast("tuple[int, int | None]", lookup.detail)
    wanted = _here(lookup, where, write)[0]
    years, values = (f"{PRICES}!${column}${PRICE_ROW}:${column}${PRICE_ROW + count - 1}" for column in "AB")
    return f"INDEX({values},MATCH({wanted},{years},0))"


def _rank(lookup: Lookup, where: Where, write: Write) -> str:
    """Wave first, then inhabitants with the largest first, then the order of the names."""
    size = lookup.needs[0].shape[-1]
    whole = replace(where, towns=(0, size))
    people, wave, order = _here(lookup, where, write)
    all_people, all_waves, all_orders = _here(lookup, whole, write)
    alike = f"({all_people}>{people})+({all_people}={people})*({all_orders}<{order})"
    return f"1+SUMPRODUCT(({all_waves}<{wave})+({all_waves}={wave})*({alike}))"


def _known_years(count: int) -> str:
    return f"{MUNICIPALITIES}!${letters(TABLE_COLUMN)}${TABLE_YEAR_ROW}:${letters(TABLE_COLUMN + count - 1)}${TABLE_YEAR_ROW}"


def _table_column(lookup: Lookup, where: Where, write: Write) -> str:
    years, year = _known_years(int(str(lookup.detail))), _here(lookup, where, write)[0]
    return f"MATCH(MIN(MAX({year},INDEX({years},1)),INDEX({years},COLUMNS({years}))),{years},1)"


def _table_share(lookup: Lookup, where: Where, write: Write) -> str:
    years, (year, column) = _known_years(int(str(lookup.detail))), _here(lookup, where, write)
    width = f"(INDEX({years},{column}+1)-INDEX({years},{column}))"
    return f"IF({column}=COLUMNS({years}),0,MAX({year}-INDEX({years},{column}),0)/{width})"


def _inhabitants(lookup: Lookup, where: Where, write: Write) -> str:
    count = int(str(lookup.detail))
    column, share = _here(lookup, where, write)
    row = f"${letters(TABLE_COLUMN)}\x03:${letters(TABLE_COLUMN + count - 1)}\x03"
    cells = row if where.sheet == MUNICIPALITIES else f"{MUNICIPALITIES}!{row}"
    start = f"INDEX({cells},{column})"
    return f"{start}+(INDEX({cells},MIN({column}+1,COLUMNS({cells})))-{start})*{share}"


def _last_sign(lookup: Lookup, where: Where, write: Write) -> str:
    """Sign of the flow; of the last one before it that was not 0 where it is 0."""
    flow = _here(lookup, where, write)[0]
    return f"IF({flow}=0,N({BEFORE}\x03),SIGN({flow}))"


def _turned(lookup: Lookup, where: Where, write: Write) -> str:
    sign = _here(lookup, where, write)[0]
    before = sign.replace("\x01", BEFORE)
    return f"IF(AND(N({before})<>0,{before}<>{sign}),1,0)"


def _value_at(lookup: Lookup, where: Where, write: Write) -> str:
    """Present value of the flow at the rate of the column."""
    flow, rate, year = lookup.needs
    whole = replace(where, all_years=flow.shape[1])
    first = f"INDEX({write(year, whole)},1)"
    return f"SUMPRODUCT({write(flow, whole)}*(1+{write(rate, where)})^({first}-{write(year, whole)}))"


def _crossing(lookup: Lookup, where: Where, write: Write) -> str:
    """Number of the first rate at which the value has another sign than at the first; 2 where there is none."""
    whole = replace(where, all_years=lookup.needs[0].shape[1])
    flags, second = write(lookup.needs[0], whole), write(lookup.needs[1], where)
    return f"IF(SUM({flags})>0,MAX(MATCH(1,{flags},0),{second}),{second})"


def _at(lookup: Lookup, where: Where, write: Write) -> str:
    """An element of a row; `detail` is how far before the number it stands."""
    row, number = lookup.needs
    index = write(number, where) + (f"-{lookup.detail}" if lookup.detail else "")
    return f"INDEX({write(row, replace(where, all_years=row.shape[1]))},{index})"


def _first_year(lookup: Lookup, where: Where, write: Write) -> str:
    flags, years = (write(node, replace(where, all_years=node.shape[1])) for node in lookup.needs)
    return f'IF(SUM({flags})>0,INDEX({years},MATCH(1,{flags},0)),"{NONE}")'


LOOKUP_FORMULAS: dict[str, Callable[[Lookup, Where, Write], str]] = {
    "is_text": _is_text,
    "given": _given,
    "row_of": _row_of,
    "alternative": _alternative,
    "pair_from": _pair_from,
    "pair_to": _pair_to,
    "price_index": _price_index,
    "rank": _rank,
    "table_column": _table_column,
    "table_share": _table_share,
    "inhabitants": _inhabitants,
    "last_sign": _last_sign,
    "turned": _turned,
    "value_at": _value_at,
    "crossing": _crossing,
    "at": _at,
    "first_year": _first_year,
}
