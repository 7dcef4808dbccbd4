"""Numbers as Norwegian readers expect them: 1 234 567,5 and −600,2."""

import math

NORWEGIAN = str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ",", "-": "\N{MINUS SIGN}"})
"""From Python's signs to ours. A chart holds hundreds of numbers, and a library for all languages takes milliseconds over them."""


def number(value: float | None, decimals: int = 0) -> str:
    r"""A number with thousands parted by a no-break space and a decimal comma; «–» where there is none.

    >>> number(-1234.56, 1)
    '−1\xa0234,6'
    """
    if value is None or not math.isfinite(value):
        return "–"
    rounded = round(value, decimals) + 0.0  # + 0.0: no minus sign before a rounded zero
    return f"{rounded:,.{decimals}f}".translate(NORWEGIAN)


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


def two_figures(value: float) -> float:
    """A number with two figures, as exact as an answer can be said; nothing under a tenth.

    >>> two_figures(-1274.0), two_figures(12.34), two_figures(0.04)
    (-1300.0, 12.0, 0.0)
    """
    return round(float(f"{value:.2g}"), 1) + 0.0
