"""Calibration: at which value of a number, all else as today, the model says what was published."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from costmodel.analysis.published import RANGES, model_figures
from costmodel.analysis.sensitivity.roots import Brackets, Numbers, Which, refine
from costmodel.assumptions.records import Assumption, AssumptionSet, Basis, PublishedFigure
from costmodel.faults import AssumptionError, number_text
from costmodel.model.scenario import Scenario
from costmodel.units import BY_SYMBOL

TRIED, DIGITS = 24, 6
"""Steps from bound to bound that are tried first, and significant digits of what is found."""
FLAT = 1e-9


@dataclass(frozen=True)
class Calibration:
    """What was looked for, and what was found."""

    figure: str
    """Key of the published figure."""
    name: str
    """Full name of the number."""
    target: float
    """What was published, in its unit and prices; the middle where it is a range."""
    today: float | None
    """What the model says as it is; None where it has no such year."""
    ends: tuple[float, float] | None
    """The least and the most that the model says while the number goes from bound to bound; None where it says nothing."""
    value: float | None
    """The value nearest to today's at which the two agree, within the number's bounds; None where there is none."""

    @property
    def moves(self) -> bool:
        """Whether the model's figure depends on the number at all."""
        return self.ends is not None and self.ends[1] - self.ends[0] > FLAT


def calibration_figures(known: AssumptionSet) -> list[str]:
    """Keys of the published figures that the model answers with one number."""
    return [key for key, figure in known.published.items() if figure.measure not in RANGES]


def calibration_numbers(known: AssumptionSet) -> list[str]:
    """Full names of the numbers that can be solved for: those that are measured on a scale, and not counted."""
    return [name for name, item in known.quantities.items() if item.value is not None and not BY_SYMBOL[item.unit].whole]


def calibrate(base: Scenario, figure: str, name: str) -> Calibration:
    """Solve for a number, all others as in the base case."""
    known = base.assumptions
    published, item = known.published[figure], known.quantities[name]
    target = (published.low + published.high) / 2.0
    tried = _positions(item)
    found = [(x, said) for x in tried if (said := _said(base, published, name, x)) is not None]
    ends = (min(said for _, said in found), max(said for _, said in found)) if found else None
    roots = [_root(base, published, name, target, pair) for pair in pairwise(found) if _is_between(target, pair)]
    value = min(roots, key=lambda root: abs(root - _today(item)), default=None)
    return Calibration(figure, name, target, _said(base, published, name, _today(item)), ends, value)


def _today(item: Assumption) -> float:
    return float(item.value or 0.0)


def _positions(item: Assumption) -> list[float]:
    """From bound to bound, with today's value and the ends of the plausible range."""
    others = (item.value, item.low, item.high)
    return sorted({*np.linspace(item.minimum, item.maximum, TRIED + 1).tolist(), *(float(end) for end in others if end is not None)})


def _said(base: Scenario, figure: PublishedFigure, name: str, value: float) -> float | None:
    """What the model says with the number at a value; None where the other numbers do not allow it."""
    try:
        said = model_figures(figure, base.with_values({name: value}))[0]
    except AssumptionError:
        return None
    return said if said is not None and np.isfinite(said) else None


Found = tuple[tuple[float, float], tuple[float, float]]
"""Two neighbouring positions, each with what the model says there."""


def _is_between(target: float, pair: Found) -> bool:
    (_, first), (_, second) = pair
    return first != second and min(first, second) <= target <= max(first, second)


def _root(base: Scenario, figure: PublishedFigure, name: str, target: float, pair: Found) -> float:
    """Where the model says the target, between two positions."""

    def gap(which: Which, x: Numbers) -> Numbers:
        del which  # there is one
        said = [_said(base, figure, name, float(value)) for value in x]
        return np.array([np.nan if value is None else value - target for value in said])

    (start, at_start), (end, at_end) = pair
    ends = Brackets(*(np.array([number]) for number in (start, end, at_start - target, at_end - target)))
    return float(f"{refine(gap, ends, np.array([False])).start[0]:.{DIGITS}g}")


def calibrated_fields(found: Calibration, known: AssumptionSet, how: str) -> dict[str, str]:
    """The fields of the number once it is calibrated: derived, with its range widened where the value lies outside; `how` in words.

    Only for a calibration that has found a value.
    """
    item, figure, value = known.quantities[found.name], known.published[found.figure], found.value or 0.0
    ends = {"low": (item.low, min), "high": (item.high, max)}
    widened = {field: number_text(further(end, value)) for field, (end, further) in ends.items() if end is not None}
    origin = {"basis": Basis.DERIVED.value, "how": how, "source": figure.source, "page": figure.page, "why": ""}
    return {"value": number_text(value), **widened, **origin}
