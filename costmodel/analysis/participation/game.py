"""What one municipality's choice does to its own bill, to the others' and to the hospitals' share of what is common.

Joining adds inhabitants who share the common cost: everybody else pays a little less per inhabitant.
"""

from dataclasses import dataclass

import numpy as np

from costmodel.analysis.participation.bills import Bills, bills_of, in_year, total
from costmodel.analysis.participation.coalition import appraise_sets, from_decision, members_of, region_of
from costmodel.axes import DRAW, Array
from costmodel.model.costs import NOK_PER_MNOK
from costmodel.model.discounting import ratio
from costmodel.model.participation import go_live
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario


@dataclass(frozen=True)
class Sides:
    """A number with the municipality in and with it out, all else equal; nan where it does not exist."""

    inside: float
    """With it in."""
    outside: float
    """With it out."""

    @property
    def change(self) -> float:
        """What being in adds; leaving takes it away."""
        return self.inside - self.outside


@dataclass(frozen=True)
class EffectOfChoice:
    """What one municipality's choice changes; charges, prices and shares in one year, in the run's prices."""

    name: str
    """The municipality that is in or out."""
    is_in: bool
    """Whether it takes part in the scenario."""
    year: int
    """The year of charges, prices and the hospitals' share."""
    own_npv: Sides
    """Its own net present value from the decision year, MNOK."""
    others_npv: Sides
    """That of all other municipalities together, MNOK."""
    own_charge: Sides
    """Its own payment to the platform, MNOK."""
    others_charge: Sides
    """That of all other municipalities together, MNOK."""
    hospital_share: Sides
    """The hospitals' share of the common cost, as the model's sharing rule has it."""
    average_price: Sides
    """What the municipalities in use pay per inhabitant served, NOK."""
    own_price: float
    """Its own payment per inhabitant with it in, NOK; nan where it is not in use."""
    marginal_price: float
    """What all municipalities together pay more with it in, per inhabitant of its own, NOK; nan where it is not in use."""


def effect_of(scenario: Scenario, name: str, year: int) -> EffectOfChoice:
    """What it changes that the municipality is in, all others as in the scenario (a batch of one). Seen from the decision year."""
    now, region, at = from_decision(scenario), region_of(scenario), region_of(scenario).names.index(name)
    members = members_of(scenario)
    own = np.arange(len(region.names)) == at
    sets = np.concatenate([np.where(own, 1.0, members), np.where(own, 0.0, members)], axis=DRAW)
    result = appraise_sets(now, sets)
    both = bills_of(result, region.names, sets)
    charge, people = both.charge_in(year), both.in_use_in(year)
    return EffectOfChoice(
        name=name,
        is_in=bool(members[0, 0, at]),
        year=year,
        own_npv=_sides(total(both.npv * own)),
        others_npv=_sides(total(both.npv * ~own)),
        own_charge=_sides(total(charge * own)),
        others_charge=_sides(total(charge * ~own)),
        hospital_share=_sides(hospital_shares(result, both, year)),
        average_price=_sides(average_price(charge, people)),
        own_price=ratio(total(charge * own)[:1] * NOK_PER_MNOK, total(people * own)[:1]).item(),
        marginal_price=ratio((total(charge)[:1] - total(charge)[1:]) * NOK_PER_MNOK, total(people * own)[:1]).item(),
    )


def average_price(charge: Array, people: Array) -> Array:
    """Payment of those in use per inhabitant served, NOK, ``(draw, 1, 1)``; nan where nobody is served."""
    return ratio(total(np.where(people > 0, charge, 0.0)) * NOK_PER_MNOK, total(people))


def hospital_shares(result: Appraisal, both: Bills, year: int) -> Array:
    """The hospitals' share of the common cost in a year, ``(draw, 1, 1)``; nan before anybody is on the platform."""
    weight = np.where(result.drivers.coverage > 0, result.scenario.inputs.hospital_share * result.drivers.sharing, np.nan)
    return in_year(weight, both.years, year) if year in both.years else np.full_like(weight[:, :1], np.nan)


def first_year_with_everybody(scenario: Scenario) -> int:
    """The first year from the decision on that all municipalities, chosen or not, could use from beginning to end."""
    latest = float(np.ceil(go_live(scenario.inputs, region_of(scenario))).max())
    return int(max(latest, scenario.setting("decision_year")))


def earliest_start(scenario: Scenario) -> int | None:
    """The calendar year in which the first of the planned ones can start; None where nobody is planned."""
    region = region_of(scenario)
    planned = go_live(scenario.inputs, region)[region.live * np.ones((1, 1, 1)) == 0.0]
    return int(np.floor(planned.min())) if planned.size else None


def _sides(amounts: Array) -> Sides:
    inside, outside = np.broadcast_to(amounts, (2, 1, 1)).ravel().tolist()
    return Sides(inside, outside)
