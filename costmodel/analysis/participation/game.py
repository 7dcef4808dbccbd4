"""What one municipality's choice means: for itself, for the other municipalities, the hospitals, the GPs and society.

Being in is to stay for one that is live and to join for one that is planned. It is held against what the municipality does
otherwise in the same scenario: a live one leaves to the run's alternative, a planned one stays out. The numbers are those of
its decision and of the distribution of that choice.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from costmodel.analysis.bearers import appraisal_of_others, charge_of_hospitals
from costmodel.analysis.budget import in_years
from costmodel.analysis.participation.bills import total
from costmodel.analysis.participation.coalition import members_of, names_of, region_of
from costmodel.axes import MUNICIPALITY, Array
from costmodel.model.decision import JOIN, STAY, STAY_OUT, decide, is_live, option_of_run
from costmodel.model.discounting import ratio
from costmodel.model.participation import go_live
from costmodel.model.parties.distribution import ChoiceDistribution, distribution_of
from costmodel.model.results import Appraisal, sum_of_charges, years_of
from costmodel.model.scenario import Scenario
from costmodel.units import NOK_PER_MNOK

OWN, OTHERS = (slice(None), slice(None), slice(1)), (slice(None), slice(None), slice(1, None))
"""Where the municipality and the others stand along the axes."""
BUDGET = "budget"
"""Beside the parties: what the municipality's own operating budget gains."""


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

    @property
    def as_cost(self) -> "Sides":
        """A payment as a reader sees a cost: negative, so that a change below zero is worse."""
        return Sides(0.0 - self.inside, 0.0 - self.outside)


@dataclass(frozen=True)
class EffectOfChoice:
    """What one municipality's choice changes; charges and prices in one year, in the run's prices."""

    name: str
    """The municipality that is in or out."""
    is_in: bool
    """Whether it takes part in the scenario."""
    own: str
    """The option of being in: ``stay`` or ``join``."""
    other: str
    """The option that it is held against: ``leave_KEY`` or ``stay_out``."""
    out_from: int | None
    """The first year without the platform where it leaves; None where it would have stayed out."""
    year: int
    """The year of charges and prices."""
    gains: Mapping[str, float]
    """What each party and society gain by its being in, and ``budget``; MNOK in present value from the decision year."""
    own_npv: Sides
    """Its own net present value from the decision year, MNOK."""
    own_budget: Sides
    """What its operating budget feels, present value from the decision year, MNOK."""
    own_charge: Sides
    """Its own payment to the platform, MNOK."""
    others_charge: Sides
    """That of all other municipalities together, MNOK."""
    hospitals_charge: Sides
    """That of the hospitals, MNOK; nan where not all the reference participants are in service."""
    average_price: Sides
    """What the municipalities in use pay per inhabitant served, NOK."""
    own_price: float
    """Its own payment per inhabitant with it in, NOK; nan where it is not in use."""
    marginal_price: float
    """What all municipalities together pay more with it in, per inhabitant of its own, NOK; nan where its choice decides nothing yet."""


def choice_options(scenario: Scenario) -> tuple[str, str]:
    """The two options of the scenario's municipality: what it does otherwise, and being in."""
    if not is_live(scenario):
        return STAY_OUT, JOIN
    return option_of_run(scenario), STAY


def choice_of(scenario: Scenario) -> ChoiceDistribution:
    """What each party gains by the scenario's municipality being in, from the decision year."""
    options = choice_options(scenario)
    return distribution_of(decide(scenario, only=options), *options)


def gains_of(choice: ChoiceDistribution) -> dict[str, float]:
    """The present value of what each party and society gain by it, and the municipality's budget, MNOK."""
    budget = choice.second.indicators.budget_npv - choice.first.indicators.budget_npv
    return {name: item.item() for name, item in choice.present.named().items()} | {BUDGET: budget.item()}


def gains_of_everybody(scenario: Scenario) -> dict[str, dict[str, float]]:
    """The same for the choice of each municipality of the table, all others as in the scenario (a batch of one)."""
    names = (item.name for item in scenario.assumptions.municipalities)
    return {name: gains_of(choice_of(scenario.for_municipality(name))) for name in names}


def effect_of(scenario: Scenario, name: str, year: int) -> EffectOfChoice:
    """What it changes that the municipality is in, all others as in the scenario (a batch of one). Seen from the decision year."""
    choice = choice_of(scenario.for_municipality(name))
    first, second = choice.first.indicators, choice.second.indicators
    outside, inside = _in_year(choice.first, year), _in_year(choice.second, year)
    return EffectOfChoice(
        name=name,
        is_in=name in names_of(scenario.region, members_of(scenario)),
        own=choice.b,
        other=choice.a,
        out_from=None if choice.a == STAY_OUT else int(choice.first.scenario.setting("exit_year")),
        year=year,
        gains=gains_of(choice),
        own_npv=Sides(second.npv.item(), first.npv.item()),
        own_budget=Sides(second.budget_npv.item(), first.budget_npv.item()),
        own_charge=Sides(inside.charge[OWN].item(), outside.charge[OWN].item()),
        others_charge=Sides(inside.charge[OTHERS].sum(), outside.charge[OTHERS].sum()),
        hospitals_charge=Sides(inside.hospitals, outside.hospitals),
        average_price=Sides(average_price(inside.charge, inside.people).item(), average_price(outside.charge, outside.people).item()),
        own_price=average_price(inside.charge[OWN], inside.people[OWN]).item(),
        marginal_price=ratio(
            (total(inside.charge) - total(outside.charge)) * NOK_PER_MNOK, inside.people[OWN] - outside.people[OWN]
        ).item(),
    )


@dataclass(frozen=True)
class _Year:
    """What everybody pays in a year where the municipality does one thing; the municipality itself stands first."""

    charge: Array
    """MNOK, ``(1, 1, municipality)``."""
    people: Array
    """Inhabitants served, ``(1, 1, municipality)``."""
    hospitals: float
    """MNOK."""


def _in_year(option: Appraisal, year: int) -> _Year:
    rest = appraisal_of_others(option)
    charge, people = (np.concatenate(pair, axis=MUNICIPALITY) for pair in zip(*(_paid(item, year) for item in (option, rest)), strict=True))
    return _Year(charge, people, in_years(charge_of_hospitals(rest), rest, (year,)).item() if year in years_of(rest) else float("nan"))


def _paid(result: Appraisal, year: int) -> tuple[Array, Array]:
    """Payment to the platform, MNOK, and inhabitants served in a year, both ``(1, 1, municipality)``."""
    served = result.drivers.population * result.drivers.live
    return in_years(sum_of_charges(result), result, (year,)), in_years(served, result, (year,))


def average_price(charge: Array, people: Array) -> Array:
    """Payment of those in use per inhabitant served, NOK, ``(draw, 1, 1)``; nan where nobody is served."""
    return ratio(total(np.where(people > 0, charge, 0.0)) * NOK_PER_MNOK, total(people))


def first_year_with_everybody(scenario: Scenario) -> int:
    """The first year from the decision on that all municipalities, chosen or not, could use from beginning to end."""
    latest = float(np.ceil(go_live(scenario.inputs, region_of(scenario))).max())
    return int(max(latest, scenario.setting("decision_year")))


def earliest_start(scenario: Scenario) -> int | None:
    """The calendar year in which the first of the planned ones can start; None where nobody is planned."""
    region = region_of(scenario)
    planned = go_live(scenario.inputs, region)[region.live * np.ones((1, 1, 1)) == 0.0]
    return int(np.floor(planned.min())) if planned.size else None
