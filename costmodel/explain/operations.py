"""The operations that a graph of the model is made of: what each computes, on plain arrays.

This is the whole set. A face that writes the model in another language (a workbook, a formula in words) needs one
translation for each, and :func:`costmodel.explain.recalculate` shows what the translation must give.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from costmodel.axes import MUNICIPALITY, YEAR, Array
from costmodel.model.discounting import internal_rate_of_return, payback_year, total_over_municipalities, total_over_years
from costmodel.model.region import between_years

LEAVES = ("input", "constant")
"""Nodes without inputs: what somebody can change, and what is fixed (a number of the formulas, a unit conversion)."""
COMPARISONS = {"less": "<", "less_equal": "≤", "greater": ">", "greater_equal": "≥", "equal": "=", "not_equal": "≠"}
"""Give 1/0 (true/false); `bitwise_and` joins two of them."""
ELEMENTWISE = (
    *("add", "subtract", "multiply", "divide", "negative", "power", "maximum", "minimum", "floor", "ceil", "log1p", "expm1"),
    *COMPARISONS,
    "bitwise_and",
)
"""NumPy functions of one or two arrays, cell by cell; a size of 1 along an axis counts for every cell of it."""
_UFUNCS: dict[str, np.ufunc] = {name: getattr(np, name) for name in ELEMENTWISE}


def _power(base: Array, exponent: Array) -> Array:
    """Like :func:`costmodel.model.discounting.power`, which hands over both operands at their full common shape."""
    full_base, full_exponent = np.broadcast_arrays(base, exponent)
    return np.power(full_base.copy(), full_exponent.copy())


def _rows(grid: Array, selector: Array | None = None, *, start: int = 0, stop: int = 0) -> Array:
    """Columns of a grid: from `start` up to `stop`, or the one whose number (1 for the first) is in `selector`."""
    at = slice(start, stop) if selector is None else slice(int(selector.item()) - 1, int(selector.item()))
    return grid[..., at]


def _years(first: Array, *after_last: Array, count: int | None = None) -> Array:
    values = np.arange(first.item(), after_last[0].item()) if count is None else first.item() + np.arange(float(count))
    return values.reshape(1, -1, 1)


def _item(array: Array, *, index: int) -> Array:
    return np.asarray(array[index])


def _running_sum(flow: Array) -> Array:
    return np.add.accumulate(flow, axis=YEAR)


def _running_ratio(divisor: Array) -> Array:
    return np.divide.accumulate(divisor, axis=YEAR)


def _highest(array: Array) -> Array:
    return np.asarray(array.max())


def _lowest(array: Array) -> Array:
    return array.min(axis=MUNICIPALITY, keepdims=True)


STRUCTURAL: dict[str, Callable[..., Any]] = {
    "where": np.where,
    "clip": np.clip,
    "running_sum": _running_sum,
    "running_ratio": _running_ratio,
    "sum_years": total_over_years,
    "sum_municipalities": total_over_municipalities,
    "highest": _highest,
    "lowest": _lowest,
    "years": _years,
    "pick": _rows,
    "item": _item,
    "interpolate": between_years,
    "irr": internal_rate_of_return,
    "payback_year": payback_year,
}
"""Operations that are not one NumPy function of cells.

- ``where(condition, then, otherwise)``, ``clip(x, low, high)``.
- ``running_sum(x)``, ``running_ratio(x)``: along the years, x₀, x₀ + x₁, …; x₀, x₀ ÷ x₁, x₀ ÷ x₁ ÷ x₂, ….
- ``sum_years(x)`` and ``sum_municipalities(x)`` keep the axis with size 1. ``highest(x)``: the largest of all cells;
  ``lowest(x)``: the smallest along the municipalities.
- ``years(first, after_last)``: first, first + 1, … before `after_last`; ``years(first)`` with `count`: that many.
- ``pick(grid)`` with `start`, `stop`: those columns of the municipality axis; ``pick(grid, selector)``: the column whose
  number, 1 for the first, is in `selector`.
- ``item(x)`` with `index`: one element of a list.
- ``interpolate(years, known_years, table)``: the table's rows in other years, linear between, constant outside.
- ``irr(flow)``, ``payback_year(net, factor, years)``: whole algorithms, not to be taken apart.
"""


def calculate(op: str, params: Mapping[str, Any], values: tuple[Array, ...]) -> Array:
    """What the operation gives for these arrays; warnings of dividing by 0 are the caller's."""
    if op == "power":
        return _power(*values)
    return _UFUNCS[op](*values) if op in _UFUNCS else STRUCTURAL[op](*values, **params)
