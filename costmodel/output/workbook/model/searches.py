"""Internal rate of return and payback year as rows of cells: what the engine finds by search, found in the open."""

from dataclasses import dataclass

import numpy as np

from costmodel.axes import YEAR, Array
from costmodel.explain.dimensions import POINT
from costmodel.explain.nodes import Node
from costmodel.output.workbook.model.cells import Cells, choose, one_cell

LOWEST, HIGHEST = -0.9, 10.0
"""Between which the internal rate of return is looked for, as in :func:`costmodel.model.discounting.internal_rate_of_return`."""
ROUNDS = 4
"""Each round narrows the rate to one of as many intervals as there are years; the last step is along a straight line."""


@dataclass(frozen=True)
class Search:
    """The rows of a search, in the order in which they are calculated, and what it finds."""

    rows: tuple[Node, ...]
    found: Node


def payback(cells: Cells, cumulated: Node, year: Node) -> Search:
    """First year from which the cumulated value stays at least 0 to the end, after having been negative."""
    negative = choose(cumulated < 0.0, 1.0, 0.0)
    so_far, times = cells.tape.record("running_sum", negative), cells.tape.record("sum_years", negative)
    recovered = choose((negative == 0.0) & ((so_far == times) & (times > 0.0)), 1.0, 0.0)
    flags = recovered.value
    value = year.value[:, np.argmax(flags, axis=YEAR).ravel()[:1], :] if flags.any() else np.full((1, 1, 1), np.nan)
    return Search((negative, so_far, times, recovered), cells.counted(cells.lookup("first_year", (recovered, year), value), POINT))


def internal_rate(cells: Cells, flow: Node, year: Node) -> Search:
    """The rate at which the present value of the flow is 0, where the flow turns exactly once, from negative to positive."""
    sign = cells.lookup("last_sign", (flow,), _last_sign(flow.value))
    before = np.concatenate([np.zeros((1, 1, 1)), sign.value[:, :-1]], axis=YEAR)
    turned = cells.lookup("turned", (sign,), ((before != 0) & (before != sign.value)).astype(float))
    turns, gains = cells.tape.record("sum_years", turned), cells.tape.record("sum_years", turned * sign)
    share = cells.tape.constant(np.linspace(0.0, 1.0, flow.shape[1]).reshape(1, -1, 1))
    low, high = cells.tape.constant(np.full((1, 1, 1), LOWEST)), cells.tape.constant(np.full((1, 1, 1), HIGHEST))
    second = cells.tape.constant(one_cell(2.0))
    rows, at_low, at_high = [sign, turned, turns, gains], turns, turns
    for _ in range(ROUNDS):
        rates = low + (high - low) * share
        cells.rates.add(rates)
        values = cells.counted(cells.lookup("value_at", (flow, rates, year), _values_at(flow.value, rates.value)), flow.dimension)
        crossed = choose(values * _at(cells, values, 1) <= 0.0, 1.0, 0.0)
        number = cells.lookup("crossing", (crossed, second), _crossing(crossed.value))
        low, high = _at(cells, rates, number, 1), _at(cells, rates, number)
        at_low, at_high = _at(cells, values, number, 1), _at(cells, values, number)
        rows += [rates, values, crossed, number]
    exists = (turns == 1.0) & ((gains == 1.0) & (at_low * at_high <= 0.0))
    width = choose(at_low == at_high, 1.0, at_low - at_high)
    return Search(tuple(rows), choose(exists, low + (high - low) * at_low / width, np.nan))


def _at(cells: Cells, row: Node, number: Node | float, before: int = 0) -> Node:
    node = number if isinstance(number, Node) else cells.tape.constant(np.full((1, 1, 1), number))
    index = int(node.value.item()) - 1 - before
    return cells.counted(cells.lookup("at", (row, node), row.value[:, index : index + 1, :], before), row.dimension)


def _last_sign(flow: Array) -> Array:
    signs, last = np.sign(flow), 0.0
    for at in range(flow.shape[YEAR]):
        last = signs[0, at, 0] = signs[0, at, 0] or last
    return signs


def _values_at(flow: Array, rates: Array) -> Array:
    elapsed = np.arange(float(flow.shape[YEAR]))
    return (flow.reshape(1, -1) * (1.0 + rates.reshape(-1, 1)) ** -elapsed).sum(axis=1).reshape(1, -1, 1)


def _crossing(crossed: Array) -> Array:
    row = crossed.ravel()
    return np.full((1, 1, 1), max(float(np.argmax(row)) + 1.0, 2.0))
