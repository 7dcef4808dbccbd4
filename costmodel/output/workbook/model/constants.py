"""The fixed numbers of the model as cells with a name, so that no formula holds a number without saying what it is."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from costmodel import units
from costmodel.explain.nodes import Node
from costmodel.output.identity.saying import norwegian
from costmodel.output.workbook.model.searches import HIGHEST, LOWEST
from costmodel.output.workbook.naming import CONSTANTS, Title
from costmodel.texts.catalog import text
from costmodel.units import CALENDAR_YEAR, SHARE_A_YEAR, Conversion

FIRST_YEAR = 1900.0
"""A whole number from here on is a calendar year."""
KNOWN: Mapping[float, tuple[str, str]] = {
    np.inf: ("never", CALENDAR_YEAR.symbol),
    -np.inf: ("before_all_years", CALENDAR_YEAR.symbol),
    LOWEST: ("lowest_rate", SHARE_A_YEAR.symbol),
    HIGHEST: ("highest_rate", SHARE_A_YEAR.symbol),
}
"""Name and unit of numbers that mean one thing wherever they stand."""


def single_numbers(nodes: Iterable[Node]) -> dict[tuple[float, str], list[Node]]:
    """The fixed numbers that get a cell, by number and unit: all but 0 and 1, which say that something is not so or is so."""
    found: dict[tuple[float, str], list[Node]] = {}
    for node in sorted(nodes, key=lambda node: node.number):
        if node.op == "constant" and node.size == 1 and not _is_plain(node.value.item()):
            found.setdefault((node.value.item(), node.symbol), []).append(node)
    return found


def _is_plain(value: float) -> bool:
    return value in (0.0, 1.0) or bool(np.isnan(value))


def titles_of_constants(found: Mapping[tuple[float, str], list[Node]]) -> Iterator[tuple[Node, Title]]:
    """What the first of the nodes of each number is called."""
    for (value, symbol), (node, *_) in found.items():
        yield node, _title(value, symbol)


def _title(value: float, symbol: str) -> Title:
    if symbol:
        name = next(key for key, item in vars(units).items() if isinstance(item, Conversion) and (item, item.symbol) == (value, symbol))
        return Title(name.lower(), symbol[:1].upper() + symbol[1:], symbol, CONSTANTS)
    if value in KNOWN:
        name, unit = KNOWN[value]
        return Title(name, text(f"workbook.constants.{name}"), unit, CONSTANTS)
    kind, unit = ("year", CALENDAR_YEAR.symbol) if value >= FIRST_YEAR and value.is_integer() else ("number", text("workbook.units.number"))
    return Title("", text(f"workbook.constants.{kind}", number=norwegian(value)), unit, CONSTANTS)
