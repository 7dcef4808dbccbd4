"""Who is in, and when: go-live, exit, who takes part, how the common cost is shared, coverage and GP uptake."""

import numpy as np

from costmodel.assumptions.parameters import Inputs
from costmodel.axes import MUNICIPALITY, YEAR, Array, narrow
from costmodel.model.protocols import AnyRegion
from costmodel.units import MONTHS_PER_YEAR


def clip01(x: Array) -> Array:
    """Hold x between 0 and 1."""
    return np.clip(x, 0.0, 1.0)


def elapsed_share(year: Array, moment: Array) -> Array:
    """Share of the year that lies after `moment` (a decimal year): 0 before its year, 1 after it."""
    return clip01(year + 1.0 - moment)


def go_live(i: Inputs, region: AnyRegion) -> Array:
    """Decimal year of go-live: the fact where live; where planned the plan, but not before an introduction that starts
    at the decision year, and delayed by the scenario. ``(draw, 1, municipality)``.
    """
    earliest = i.decision_year + i.introduction_months / MONTHS_PER_YEAR
    return narrow(np.where(region.live == 1.0, region.go_live, np.maximum(region.go_live, earliest) + i.rollout_delay))


def chosen(i: Inputs, region: AnyRegion, participant_set: frozenset[str] | None) -> Array:
    """1 for those who take part from the decision year on: the named set, else the first ranks. ``(draw, 1, municipality)``."""
    return region.chosen(first_ranks(region, i.participants), participant_set)


def first_ranks(region: AnyRegion, number: Array) -> Array:
    """1 for the `number` first municipalities of the rollout, else 0. ``(draw, 1, municipality)``."""
    return np.where(region.rank <= number, 1.0, 0.0)


def takes_part(i: Inputs, region: AnyRegion, year: Array, members: Array) -> Array:
    """1 for a member, and for one that is live in the years before the decision: history stands. ``(draw, year, municipality)``."""
    history = region.live * np.where(year < i.decision_year, 1.0, 0.0)
    return np.maximum(members, history)


def inhabitants_served(i: Inputs, region: AnyRegion, year: Array, population: Array) -> Array:
    """Inhabitants of the municipalities that have started: Σ population × started, ``(draw, year, 1)``.

    `population` holds the inhabitants to count, ``(draw, year, municipality)``. A cohort starts on one day, so its
    inhabitants are added first; the cohorts are added one after the other.
    """
    served = np.zeros((1, 1, 1))
    for rows in region.cohorts:
        first = slice(rows.start, rows.start + 1)
        started = elapsed_share(year, go_live(i, region.only(first)))
        served = served + population[:, :, rows].sum(axis=MUNICIPALITY, keepdims=True) * started
    return served


def in_own_columns(served: Array, region: AnyRegion) -> Array:
    """``(draw × municipality, year, 1)`` → ``(draw, year, municipality)``: each column is what its municipality sees."""
    rows = served[:, :, 0].reshape(-1, len(region.names), served.shape[YEAR])
    return np.ascontiguousarray(rows.swapaxes(YEAR, MUNICIPALITY))


def sharing(hospital_share: Array, served: Array, served_ref: Array) -> Array:
    """Cost per inhabitant relative to the reference participants, ``(draw, year, 1)``; 1 where they serve nobody.

    The hospitals carry most of the common cost, so one more municipality moves it little.
    """
    exists = served_ref > 0
    relative = np.where(exists, served / np.where(exists, served_ref, 1.0), 1.0)
    return 1.0 / (hospital_share + (1.0 - hospital_share) * relative)


def gp_share(i: Inputs, year: Array) -> Array:
    """Share of the municipality's GP offices on the platform, ``(draw, year, 1)``."""
    start = np.maximum(i.gp_start_year, i.decision_year)
    return i.gp_uptake * clip01((year + 1.0 - start) / i.gp_ramp_years)


def exit_years(i: Inputs, region: AnyRegion, members: Array) -> Array:
    """Exit year of every municipality when all participants are appraised together, ``(draw, 1, municipality)``.

    A member leaves when the scenario says; a live one outside the set at the decision year. A planned one outside it, or
    one that would leave by the decision year, never comes in (−inf) and has no flows.
    """
    planned_inside = np.where(i.exit_year > i.decision_year, i.exit_year, -np.inf)
    inside = np.where(region.live == 1.0, i.exit_year, planned_inside)
    outside = np.where(region.live == 1.0, np.minimum(i.exit_year, i.decision_year), -np.inf)
    return np.where(members == 1.0, inside, outside)
