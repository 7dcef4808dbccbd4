"""Who is in, and when: go-live, exit, who takes part, how the common cost is shared, coverage and GP uptake."""

from collections.abc import Callable, Sequence

import numpy as np

from costmodel.assumptions.parameters import Inputs
from costmodel.axes import MUNICIPALITY, Array, narrow
from costmodel.model.protocols import AnyRegion
from costmodel.units import MONTHS_PER_YEAR


def clip01(x: Array) -> Array:
    """Hold x between 0 and 1."""
    return np.clip(x, 0.0, 1.0)


def elapsed_share(year: Array, moment: Array) -> Array:
    """Share of the year that lies after `moment` (a decimal year): 0 before its year, 1 after it."""
    return clip01(year + 1.0 - moment)


def phased_in(years_since: Array, lag_years: Array, ramp_years: Array) -> Array:
    """How far an effect has come so many years after its start: nothing during the lag, then evenly more until it is whole."""
    return clip01((years_since - lag_years) / ramp_years)


def go_live(i: Inputs, region: AnyRegion) -> Array:
    """Decimal year of go-live: the fact where live; where planned the plan, but not before an introduction that starts
    at the decision year, and delayed by the scenario. ``(draw, 1, municipality)``.
    """
    if region.all_live:
        return region.go_live
    earliest = i.decision_year + i.introduction_months / MONTHS_PER_YEAR
    return narrow(np.where(region.live == 1.0, region.go_live, np.maximum(region.go_live, earliest) + i.rollout_delay))


def chosen(i: Inputs, region: AnyRegion, participant_set: frozenset[str] | None) -> Array:
    """1 for those who take part from the decision year on: the named set, else the first ranks. ``(draw, 1, municipality)``."""
    return region.chosen(first_ranks(region, i.participants), participant_set)


def first_ranks(region: AnyRegion, number: Array) -> Array:
    """1 for the `number` first municipalities of the rollout, else 0. ``(draw, 1, municipality)``."""
    return np.where(region.rank <= number, 1.0, 0.0)


def first_exit_year(i: Inputs) -> Array:
    """The first year in which a municipality can be without the platform: procuring and introducing a replacement takes time."""
    return i.decision_year + i.exit_lead_years


def exit_outside(i: Inputs) -> Array:
    """Exit year of live ones outside the set, which leave to the run's alternative, ``(draw, 1, 1)``."""
    return np.maximum(first_exit_year(i), i.alternative_outside.earliest_year)


def renewal_year(region: AnyRegion, first_exit_year: Array, planned: Array) -> Array:
    """When a former system would be renewed: as planned where live; who is not on the platform has not renewed yet."""
    return narrow(np.where(region.live == 1.0, planned, np.maximum(planned, first_exit_year)))


def within_service(i: Inputs, go_live: Array, exit_year: Array) -> Array:
    """Exit years as they count: one at or after the end of the service life is none (inf). ``(draw, 1, municipality)``."""
    return narrow(np.where(exit_year < go_live + i.service_years, exit_year, np.inf))


def begun(go_live: Array, exit_year: Array, people: Array) -> Array:
    """The people of those whose go-live comes before the year of their exit, else 0, ``(draw, 1, municipality)``."""
    return narrow(np.where(np.floor(go_live) < exit_year, people, 0.0))


def takes_part(region: AnyRegion, year: Array, members: Array, exit_year: Array) -> Array:
    """1 for a member, and for one that is live in the years before its exit. ``(draw, year, municipality)``."""
    return np.maximum(members, region.live * np.where(year < exit_year, 1.0, 0.0))


def over_cohorts(region: AnyRegion, go_live: Array, people: Sequence[Array], shares: Callable[[Array], Sequence[Array]]) -> list[Array]:
    """Several sums over the municipalities at once: Σ people × share, each ``(draw, year, 1)``.

    `people` holds whom to count in each sum, ``(draw, year, municipality)``; `shares` gives the share in each sum of one with this
    `go_live`, ``(draw, 1, municipality)``. A cohort starts on one day, so its people are added first; the cohorts are added one
    after the other.
    """
    totals = [np.zeros((1, 1, 1)) for _ in people]
    for rows in region.cohorts:
        first = go_live[:, :, rows.start : rows.start + 1]
        parts = zip(people, shares(first), strict=True)
        counted = [grid[:, :, rows].sum(axis=MUNICIPALITY, keepdims=True) * share for grid, share in parts]
        totals = [total + part for total, part in zip(totals, counted, strict=True)]
    return totals


def owed(i: Inputs, year: Array, go_live: Array) -> Array:
    """Share of the year in which the capital of one that starts at `go_live` is being written off."""
    return elapsed_share(year, go_live) - elapsed_share(year, go_live + i.depreciation_years)


def sharing(hospital_share: Array, served: Array, served_ref: Array) -> Array:
    """Cost per inhabitant relative to the reference participants, ``(draw, year, 1)``; 1 where they serve nobody.

    The hospitals carry most of the common cost, so one more municipality moves it little.
    """
    exists = served_ref > 0
    relative = np.where(exists, served / np.where(exists, served_ref, 1.0), 1.0)
    return 1.0 / (hospital_share + (1.0 - hospital_share) * relative)


def steady(people_at_reference: Array, people_now: Array) -> Array:
    """Inhabitants of the reference participants in the reference year for each of them now, ``(draw, year, 1)``; 1 where there are none."""
    exists = people_now > 0
    return np.where(exists, people_at_reference / np.where(exists, people_now, 1.0), 1.0)


def hospital_weight(i: Inputs) -> Array:
    """What the hospitals carry for each krone of the reference participants: h/(1 − h), ``(draw, 1, 1)``."""
    return i.hospital_share / (1.0 - i.hospital_share)


def sharing_capital(i: Inputs, owing: Array, owing_and_in: Array, owing_ref: Array) -> Array:
    """What the capital costs those who carry it, relative to what it costs where nobody has left, ``(draw, year, 1)``; 1 where nobody owes.

    What a leaver does not carry falls on all others and on the hospitals.
    """
    hospitals = hospital_weight(i) * owing_ref
    paid = owing_and_in + i.stranded_share * (owing - owing_and_in) + hospitals
    exists = paid != 0
    return np.where(exists, (owing + hospitals) / np.where(exists, paid, 1.0), 1.0)


def gp_share(i: Inputs, year: Array) -> Array:
    """Share of the municipality's GP offices on the platform, ``(draw, year, 1)``."""
    start = np.maximum(i.gp_start_year, i.decision_year)
    return i.gp_uptake * clip01((year + 1.0 - start) / i.gp_ramp_years)
