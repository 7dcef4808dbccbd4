"""Who bears what: the platform charge of one municipality beside that of the others that take part.

The model has amounts for municipalities only. What the hospitals pay in kroner is not in it; it knows the hospitals'
share of the cost that is common to all, and how that share falls when more municipalities join.
"""

from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from costmodel.analysis.budget import in_years, nominal
from costmodel.axes import DRAW, Array, per_draw
from costmodel.model.appraisal import appraise
from costmodel.model.discounting import ratio, total_over_municipalities
from costmodel.model.drivers import studied_of
from costmodel.model.results import Appraisal, sum_of_charges
from costmodel.model.scenario import Scenario


@dataclass(frozen=True)
class Bearers:
    """Platform charges (operation, capital, new capital), MNOK in the run's fixed prices, ``(draw, year, 1)``."""

    years: tuple[int, ...]
    """The calendar years."""
    own: Array
    """The studied municipality; everybody where all participants are studied."""
    others: Array
    """The other municipalities with a charge in the same scenario; they stay, also where the studied one leaves."""
    own_share: Array
    """Own ÷ all municipalities together; nan where nobody pays."""
    hospital_share: Array
    """The hospitals' share of the common cost as the model's sharing rule has it; nan before anybody is on the platform."""

    @property
    def municipalities(self) -> Array:
        """All municipalities together."""
        return self.own + self.others


def bearers(own: Appraisal, years: tuple[int, ...]) -> Bearers:
    """What the studied municipality and the others pay to the platform in the given years."""
    charge = in_years(total_over_municipalities(sum_of_charges(own)), own, years)
    others = np.zeros_like(charge) if own.scenario.municipality is None else charges_of_others(cast(Scenario, own.scenario), years)
    on_platform = in_years(own.drivers.coverage, own, years) > 0
    weight = own.scenario.inputs.hospital_share * in_years(own.drivers.sharing, own, years)
    return Bearers(
        years=years,
        own=charge,
        others=others,
        own_share=ratio(charge, charge + others),
        hospital_share=np.where(on_platform, weight, np.nan),
    )


def bearers_in_current_prices(fixed: Bearers, growth: float, price_year: int) -> Bearers:
    """The same in the prices of each year."""
    own, others = (nominal(item, fixed.years, growth, price_year) for item in (fixed.own, fixed.others))
    return replace(fixed, own=own, others=others)


def charges_of_others(scenario: Scenario, years: tuple[int, ...]) -> Array:
    """Platform charges of every municipality but the studied one, ``(draw, year, 1)``.

    The participants are the same as where the municipality is studied by itself, so that the common cost is shared
    among the same inhabitants. Each draw has its own participants, so draws are appraised one by one.
    """
    rows = [_others_in_one_draw(scenario.rows(draw, draw + 1), years) for draw in range(scenario.draws)]
    return np.concatenate(rows, axis=DRAW)


def _others_in_one_draw(scenario: Scenario, years: tuple[int, ...]) -> Array:
    region = scenario.region
    members = studied_of(scenario.inputs, region, scenario.municipality, scenario.participant_set).members
    names = [name for name, member in zip(region.names, members.ravel(), strict=True) if member]
    together = appraise(scenario.with_values({"exit_year": None}).with_participants(names).for_municipality(None))
    other = np.array([name != scenario.municipality for name in region.names]).reshape(1, 1, -1)
    return in_years(total_over_municipalities(sum_of_charges(together) * other), together, years) * per_draw(1.0)
