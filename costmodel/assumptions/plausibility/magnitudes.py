"""A number that is another one written in another unit: thousands lost or added, kroner for millions, percent for a share."""

import math
from collections.abc import Iterator

from costmodel import units as u
from costmodel.faults import Part
from costmodel.units import Unit

_SHARES = (u.SHARE, u.SHARE_A_YEAR)
_MILLIONS = (u.MNOK, u.MNOK_A_YEAR)
LAST_DIGIT = 1e-12
"""Of a number, relative: a difference that nobody has written."""
SMALLEST = 0.01
"""A number below this share of its range's end is no likelier than the one that was written: a range from 0 holds every small one."""
THOUSAND, MILLION, PERCENT = 1_000.0, 1_000_000.0, 100.0


def meant(value: float, unit: Unit | None, low: float | None, high: float | None) -> Part | None:
    """What a number outside its range probably is: the one within the range that it becomes by a usual slip; None where none does."""
    if low is None or high is None or low <= value <= high or value == 0:
        return None
    least = SMALLEST * max(abs(low), abs(high))
    return next((part for number, part in _readings(value, unit) if low <= number <= high and abs(number) >= least), None)


def _readings(value: float, unit: Unit | None) -> Iterator[tuple[float, Part]]:
    """Numbers that may have been meant, the likeliest first."""
    if unit in _SHARES:
        yield _reading(value / PERCENT, "meant_share")
    if unit in _MILLIONS:
        yield _reading(value / MILLION, "meant_millions")
    yield _reading(value * THOUSAND, "meant_thousands")
    yield _reading(value / THOUSAND, "meant_thousandth")


def _reading(number: float, code: str) -> tuple[float, Part]:
    return number, Part(code, {"number": float(f"{number:.12g}")})


def is_same_number(first: object, second: object) -> bool:
    """Whether two values are one: equal, or numbers that differ in their last digit, as a spreadsheet may store them.

    >>> is_same_number(0.04, 0.04000000000000001), is_same_number(0.04, 0.0400001), is_same_number(None, 0.0)
    (True, False, False)
    """
    if isinstance(first, int | float) and isinstance(second, int | float):
        return math.isclose(first, second, rel_tol=LAST_DIGIT, abs_tol=0.0)
    return first == second
