"""Where functions of one number change their sign: many bracketed roots refined at once."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Which = npt.NDArray[np.intp]
Function = Callable[[Which, Numbers], Numbers]
"""Values of some of the functions, given which ones and each at its own position."""
NEAR_ZERO = 1e-9
"""A value as near to 0 as this is 0."""
EXACT = 1e-6
"""What is within this of 0 where a bracket can be halved no more is a root; what is farther off is a jump."""
MOST_STEPS = 100
"""More than enough: every second step at least halves the bracket."""


@dataclass(frozen=True)
class Brackets:
    """Positions between which functions change their sign, one entry a function; start and end may be in either order."""

    start: Numbers
    end: Numbers
    at_start: Numbers
    at_end: Numbers


def refine(function: Function, brackets: Brackets, is_whole: npt.NDArray[np.bool_]) -> Brackets:
    """Narrow every bracket to the root, then start and end are alike, or to the jump between them.

    Chandrupatla's method (Advances in Engineering Software 28, 1997): inverse quadratic interpolation where it is safe,
    else halving. Brackets of whole numbers are halved until they are neighbours.
    """
    a, b, fa, fb = (array.copy() for array in (brackets.start, brackets.end, brackets.at_start, brackets.at_end))
    share = np.full(a.size, 0.5)
    open_ones = np.flatnonzero(_is_open(a, b, fa, fb, is_whole))
    for _ in range(MOST_STEPS):
        if open_ones.size == 0:
            break
        o = open_ones
        x = np.where(is_whole[o], np.floor((a[o] + b[o]) / 2.0), a[o] + share[o] * (b[o] - a[o]))
        fx = function(o, x)
        same = np.sign(fx) == np.sign(fa[o])
        c, fc = np.where(same, a[o], b[o]), np.where(same, fa[o], fb[o])
        b[o], fb[o] = np.where(same, b[o], a[o]), np.where(same, fb[o], fa[o])
        a[o], fa[o] = x, fx
        share[o] = _next_share((a[o], b[o], c), (fa[o], fb[o], fc))
        open_ones = o[_is_open(a[o], b[o], fa[o], fb[o], is_whole[o])]
    return _closed(Brackets(a, b, fa, fb), is_whole)


def _is_open(a: Numbers, b: Numbers, fa: Numbers, fb: Numbers, is_whole: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Whether there is anything left to halve."""
    smallest = np.where(is_whole, 1.0, 4.0 * np.spacing(np.maximum(np.abs(a), np.abs(b))))
    return (np.abs(b - a) > smallest) & (np.minimum(np.abs(fa), np.abs(fb)) > NEAR_ZERO) & np.isfinite(fa)


def _next_share(x: tuple[Numbers, Numbers, Numbers], f: tuple[Numbers, Numbers, Numbers]) -> Numbers:
    """How far from the newest end towards the other the next position lies."""
    (a, b, c), (fa, fb, fc) = x, f
    with np.errstate(divide="ignore", invalid="ignore"):
        xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
        safe = (phi**2 < xi) & ((1.0 - phi) ** 2 < 1.0 - xi)
        guess = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
        least = 2.0 * np.spacing(np.maximum(np.abs(a), np.abs(b))) / np.abs(b - a)
    guess = np.where(safe & np.isfinite(guess), guess, 0.5)
    return np.clip(guess, np.minimum(least, 0.5), 1.0 - np.minimum(least, 0.5))


def _closed(found: Brackets, is_whole: npt.NDArray[np.bool_]) -> Brackets:
    """Start and end alike where either is a root."""
    first = np.abs(found.at_start) <= np.abs(found.at_end)
    best, at_best = np.where(first, found.start, found.end), np.where(first, found.at_start, found.at_end)
    is_root = np.abs(at_best) <= np.where(is_whole, NEAR_ZERO, EXACT)
    return Brackets(
        np.where(is_root, best, found.start),
        np.where(is_root, best, found.end),
        np.where(is_root, at_best, found.at_start),
        np.where(is_root, at_best, found.at_end),
    )
