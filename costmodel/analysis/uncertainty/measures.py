"""What is measured of every draw: indicators, and money by year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import cast

import numpy as np
import numpy.typing as npt

from costmodel.axes import YEAR, Array
from costmodel.model import results
from costmodel.model.appraisal import appraise
from costmodel.model.decision import decide, is_live
from costmodel.model.discounting import present_value, total_over_municipalities
from costmodel.model.drivers import studied_of, year_axis
from costmodel.model.results import Appraisal, Indicators
from costmodel.model.scenario import Scenario

Values = npt.NDArray[np.float64]

INDICATORS = tuple(field.name for field in fields(Indicators))
PRESENT_COST, PRESENT_BENEFIT, DIFFERENCE = "present_cost", "present_benefit", "difference"
YEARLY = ("net_benefit", "net_budget_effect", "total_cost", "total_benefit", "cumulated_net_benefit")
LEVELS = ("cumulated_net_benefit",)
"""Yearly figures that stay where they are after the last flow; the others are 0 there."""
FIGURES = (*INDICATORS, PRESENT_COST, PRESENT_BENEFIT, DIFFERENCE)
"""One number for each draw."""
EVERYTHING = (*FIGURES, *YEARLY)


class Period(StrEnum):
    """What is appraised of every draw."""

    LIFETIME = "lifetime"
    """From the start year, over the service life."""
    DECISION = "decision"
    """The first option from the decision year, and how much better it is than the second."""
    BOTH = "both"
    """Over the service life, with the difference between the options from the decision year."""


@dataclass(frozen=True)
class Measured:
    """What came of some draws."""

    scalars: Mapping[str, Values]
    """By name, ``(draw,)``; nan where a figure does not exist."""
    by_year: Mapping[str, Values]
    """By name, ``(draw, year)``, MNOK."""


def measure(scenario: Scenario, question: Period, years: int, figures: Sequence[str] = ()) -> Measured:
    """What is measured of each draw, on an axis of `years` years: `figures`, or everything where none are named."""
    wanted = frozenset(figures or EVERYTHING)
    if question is Period.LIFETIME:
        return _measured(appraise(scenario), years, wanted, {})
    decision = decide(scenario)
    difference = {DIFFERENCE: _flat(decision.difference, scenario.draws)} if DIFFERENCE in wanted else {}
    result = decision.first if question is Period.DECISION else appraise(scenario)
    return _measured(result, years, wanted, difference)


def _measured(result: Appraisal, years: int, wanted: frozenset[str], more: Mapping[str, Values]) -> Measured:
    draws, factor = result.scenario.draws, result.drivers.discount_factor
    found = {name: cast(Array, getattr(result.indicators, name)) for name in INDICATORS if name in wanted}
    for name, total in ((PRESENT_COST, result.totals.total_cost), (PRESENT_BENEFIT, result.totals.total_benefit)):
        if name in wanted:
            found[name] = total_over_municipalities(present_value(total, factor))
    scalars = {name: _flat(array, draws) for name, array in found.items()}
    by_year = {name: _on_axis(_in_years(result, name), draws, years, name in LEVELS) for name in YEARLY if name in wanted}
    return Measured({**scalars, **more}, by_year)


def _in_years(result: Appraisal, name: str) -> Array:
    """Money by year, ``(draw, year, 1)``."""
    if name in LEVELS:
        return results.cumulated_net_benefit(result)
    return total_over_municipalities(cast(Array, getattr(result.totals, name)))


def _flat(array: Array, draws: int) -> Values:
    return np.broadcast_to(array, (draws, 1, 1)).reshape(draws)


def _on_axis(array: Array, draws: int, years: int, is_level: bool) -> Values:
    """The same on a longer axis: 0 after the last flow, or the last level."""
    missing = years - array.shape[YEAR]
    grown = np.pad(array, ((0, 0), (0, missing), (0, 0)), mode="edge" if is_level else "constant") if missing > 0 else array
    return np.broadcast_to(grown[:, :years, 0], (draws, years))


def years_reached(highest: Scenario, question: Period) -> list[int]:
    """Calendar years that any draw can have a flow in, when `highest` has every drawn number at its highest."""
    start = highest.setting("decision_year") if question is Period.DECISION else highest.setting("start_year")
    scenario = highest.with_values({"start_year": start})
    if question is Period.DECISION and is_live(highest):
        scenario = scenario.with_values({"exit_year": None})
    inputs = scenario.inputs
    studied = studied_of(inputs, scenario.region, scenario.municipality, scenario.participant_set)
    return year_axis(inputs, studied).ravel().astype(int).tolist()
