"""Batches made of levers' positions, and the positions at which a lever is tried."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from costmodel.analysis.sensitivity.levers import NEVER, Lever, Numbers
from costmodel.assumptions.parameters import unit_of
from costmodel.assumptions.rules import YEARS_OF_CHOICE, allowed_number
from costmodel.faults import AssumptionError, Fault
from costmodel.model.scenario import Scenario

REGIONAL = ("participants", "rollout_delay", "introduction_months", "exit_lead_years")
"""Levers that change how many people the platform serves, which takes longest to work out where it differs from draw to draw."""

Block = tuple[int, Mapping[str, float | Numbers]]
"""Draws of a batch: how many, and the values that differ from today's, by full name."""


def batch_of(scenario: Scenario, blocks: Sequence[Block]) -> Scenario:
    """One batch of all blocks in their order; what a block does not name stands as it is today."""
    draws = sum(size for size, _ in blocks)
    columns: dict[str, Numbers] = {}
    at = 0
    for size, values in blocks:
        for name, value in values.items():
            if name not in columns:
                columns[name] = np.full(draws, scenario.values[name].flat[0])
            columns[name][at : at + size] = value
        at += size
    return scenario.with_values(columns)


def goes_together(values: Mapping[str, float | Numbers]) -> npt.NDArray[np.bool_]:
    """Which draws the model takes: the two dependences of a benefit may not sum to more than 1."""
    sums = [values[name] + values[other] for name, other in _dependences(values)]
    shape = np.shape(next(iter(values.values()), 0.0))
    return np.all([np.asarray(total) <= 1.0 for total in sums], axis=0) if sums else np.ones(shape, dtype=np.bool_)


def _dependences(values: Mapping[str, float | Numbers]) -> Iterator[tuple[str, str]]:
    for name in values:
        start, _, field = name.rpartition(".")
        other = f"{start}.coverage_dependence"
        if field == "gp_dependence" and other in values:
            yield name, other


def positions_of(lever: Lever, steps: int) -> Numbers:
    """Positions from end to end of the plausible range, of what may be entered where there is none; on to today's where it lies outside."""
    low, high = (lever.low, lever.high) if lever.low is not None and lever.high is not None else (lever.minimum, lever.maximum)
    known = [end for end in (low, high, lever.today) if np.isfinite(end)]
    top = lever.maximum if not np.isfinite(high) else max(known)
    ends = [end for end in (low, high) if min(known) < end < top]  # today's lies beyond them
    return np.unique([*even_steps(lever, min(known), top, steps), *ends])


def even_steps(lever: Lever, start: float, end: float, steps: int) -> Numbers:
    """Even steps from start to end; whole numbers where only these are meaningful. Raises AssumptionError outside the bounds."""
    if not lever.minimum <= start < end <= lever.maximum:
        allowed = allowed_number(None if lever.is_factor else unit_of(lever.name), lever.minimum, lever.maximum)
        raise AssumptionError([Fault("", lever.name, "wrong_range", {"start": start, "end": end, "allowed": allowed})])
    points = np.linspace(start, end, steps)
    return np.unique(np.round(points)) if lever.is_whole else points


def sampled_positions(lever: Lever, count: int) -> Numbers:
    """About `count` positions from bound to bound, half of them within the plausible range, today's among them."""
    if lever.name in YEARS_OF_CHOICE:
        return np.array([*np.arange(lever.minimum, lever.maximum + 1.0), *([NEVER] if lever.high == NEVER else [])])
    parts = list(_parts(lever))
    points = np.concatenate([np.linspace(start, end, max(2, round(share * count))) for start, end, share in parts])
    points = np.round(points) if lever.is_whole else points
    return np.unique(np.clip([*points, lever.today], lever.minimum, lever.maximum))


def _parts(lever: Lever) -> Iterator[tuple[float, float, float]]:
    """Start, end and share of the samples: under, within and over the plausible range."""
    if lever.low is None or lever.high is None:
        yield lever.minimum, lever.maximum, 1.0
        return
    yield lever.low, lever.high, 0.5
    outside = lever.low - lever.minimum + lever.maximum - lever.high
    for start, end in ((lever.minimum, lever.low), (lever.high, lever.maximum)):
        if end > start:
            yield start, end, 0.5 * (end - start) / outside
