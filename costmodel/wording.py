"""Numbers as Norwegian readers expect them: 1 234 567,5 and −600,2."""

import math
from functools import lru_cache

from babel import Locale
from babel.numbers import NumberPattern, parse_pattern

LOCALE = Locale("nb")


@lru_cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0." + "0" * decimals if decimals else "#,##0")


def number(value: float | None, decimals: int = 0) -> str:
    r"""A number with thousands parted by a no-break space and a decimal comma; «–» where there is none.

    >>> number(-1234.56, 1)
    '−1\xa0234,6'
    """
    if value is None or not math.isfinite(value):
        return "–"
    rounded = round(value, decimals) + 0.0  # + 0.0: no minus sign before a rounded zero
    return _pattern(decimals).apply(rounded, LOCALE).replace("-", "\N{MINUS SIGN}")


def signed(value: float | None, decimals: int = 0) -> str:
    """The same with a plus sign before positive numbers, for changes."""
    text = number(value, decimals)
    return f"+{text}" if value is not None and round(value, decimals) > 0 else text


def percent(value: float | None, decimals: int = 0) -> str:
    """A share as a percentage with a no-break space: 36 %."""
    return "–" if value is None or not math.isfinite(value) else f"{number(100 * value, decimals)}\u00a0%"


def year(value: float | None) -> str:
    """A calendar year without a thousands separator; «–» where there is none."""
    return "–" if value is None or not math.isfinite(value) else f"{value:.0f}"
