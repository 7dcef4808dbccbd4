"""What is measured of every draw: indicators, and money by year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import cast

import numpy as np
import numpy.typing as npt

from costmodel.analysis.pairs import Pair, usual_pair
from costmodel.analysis.saved_time import TOLD_APART, cost_and_benefit
from costmodel.axes import YEAR, Array
from costmodel.model import results
from costmodel.model.appraisal import appraise
from costmodel.model.decision import decide, options_of
from costmodel.model.derivation import year_axis
from costmodel.model.discounting import present_value, total_over_municipalities
from costmodel.model.results import Appraisal, Indicators
from costmodel.model.scenario import Scenario
from costmodel.model.studied import studied_of

Values = npt.NDArray[np.float64]

INDICATORS = tuple(field.name for field in fields(Indicators))
PRESENT_COST, PRESENT_BENEFIT, DIFFERENCE = "present_cost", "present_benefit", "difference"
YEARLY = ("net_benefit", "net_budget_effect", "total_cost", "total_benefit", "cumulated_net_benefit")
LEVELS = ("cumulated_net_benefit",)
"""Yearly figures that stay where they are after the last flow; the others are 0 there."""
FIGURES = (*INDICATORS, PRESENT_COST, PRESENT_BENEFIT, DIFFERENCE)
"""One number for each draw; beside them an indicator of any option, as ``npv.stay``, where that is asked for."""
EVERYTHING = (*FIGURES, *YEARLY)


class Period(StrEnum):
    """What is appraised of every draw."""

    LIFETIME = "lifetime"
    """From the start year, over the service life."""
    DECISION = "decision"
    """The first option of a pair from the decision year, and how much better it is than the second."""
    BOTH = "both"
    """Over the service life, with the difference between the pair from the decision year."""


@dataclass(frozen=True)
class Measured:
    """What came of some draws."""

    scalars: Mapping[str, Values]
    """By name, ``(draw,)``; nan where a figure does not exist."""
    by_year: Mapping[str, Values]
    """By name, ``(draw, year)``, MNOK."""


def of_option(indicator: str, option: str) -> str:
    """The name of an indicator of one option among the figures.

    >>> of_option("npv", "leave_market_system")
    'npv.leave_market_system'
    """
    return f"{indicator}.{option}"


def measure(scenario: Scenario, question: Period, years: int, figures: Sequence[str] = (), pair: Pair | None = None) -> Measured:
    """What is measured of each draw, on an axis of `years` years: `figures`, or everything where none are named.

    `pair` are the options of the decision: the usual pair of the first draw where None.
    """
    wanted = frozenset(figures or EVERYTHING)
    if question is Period.LIFETIME:
        return _measured(appraise(scenario), years, wanted, {})
    first, second = pair or usual_pair(scenario)
    of_options = {name: name.split(".", 1) for name in wanted if "." in name}
    compared = {first, *([second] if DIFFERENCE in wanted else [])}
    appraised = decide(scenario, only=sorted(compared | {option for _, option in of_options.values()})).all
    more = {name: cast(Array, getattr(appraised[option].indicators, indicator)) for name, (indicator, option) in of_options.items()}
    if DIFFERENCE in wanted:
        more[DIFFERENCE] = appraised[first].indicators.npv - appraised[second].indicators.npv
    result = appraised[first] if question is Period.DECISION else appraise(scenario)
    return _measured(result, years, wanted, {name: _flat(array, scenario.draws) for name, array in more.items()})


def _measured(result: Appraisal, years: int, wanted: frozenset[str], more: Mapping[str, Values]) -> Measured:
    draws, factor = result.scenario.draws, result.drivers.discount_factor
    found = {name: cast(Array, getattr(result.indicators, name)) for name in INDICATORS if name in wanted}
    if wanted & {PRESENT_COST, PRESENT_BENEFIT}:
        amounts = {**vars(result.totals), **vars(result.costs)}
        today = {name: total_over_municipalities(present_value(amounts[name], factor)) for name in TOLD_APART}
        found |= zip((PRESENT_COST, PRESENT_BENEFIT), cost_and_benefit(today), strict=False)
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
    """Calendar years that any draw can have a flow in, when `highest` has every drawn number at its highest.

    The options of a decision have them in common.
    """
    scenario = next(iter(options_of(highest).values())) if question is Period.DECISION else highest
    inputs = scenario.inputs
    return year_axis(inputs, studied_of(scenario, inputs)).ravel().astype(int).tolist()
