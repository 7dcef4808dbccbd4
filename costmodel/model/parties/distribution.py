"""The distribution of a choice: who pays and who gains where a municipality chooses option `b` and not option `a`."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from costmodel import units as u
from costmodel.axes import Array
from costmodel.model import studied as studying
from costmodel.model.decision import JOIN, STAY, Decision, decide
from costmodel.model.derivation import census_of, platform_of
from costmodel.model.discounting import present_value
from costmodel.model.participation import hospital_weight
from costmodel.model.parties import gps, hospitals
from costmodel.model.parties.others import Together, shared, use_of_others
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario

PARTIES = ("municipality", "others", "hospitals", "gps")
"""Those whose columns add up to society's, with the cost of tax funding."""


@dataclass(frozen=True)
class Columns:
    """An amount for each party; by year ``(draw, year, 1)`` or as present value ``(draw, 1, 1)``."""

    municipality: Annotated[Array, u.MNOK]
    """The municipality itself."""
    others: Annotated[Array, u.MNOK]
    """The other municipalities."""
    hospitals: Annotated[Array, u.MNOK]
    """The hospitals, for what they pay of the platform; their own benefits and transition are in no column."""
    gps: Annotated[Array, u.MNOK]
    """The GPs of the municipality, who pay themselves."""
    tax_cost: Annotated[Array, u.MNOK]
    """What it costs society to raise the taxes for the public budgets (R-109/21); negative is a cost."""

    @property
    def society(self) -> Array:
        """The sum of the columns."""
        return self.municipality + self.others + self.hospitals + self.gps + self.tax_cost

    def named(self) -> dict[str, Array]:
        """The columns by name, society last."""
        return {**vars(self), "society": self.society}


@dataclass(frozen=True)
class ChoiceDistribution:
    """What each party gains (negative: loses) where the municipality chooses `b` and not `a`, from the decision year."""

    a: str
    b: str
    first: Appraisal
    """The municipality's appraisal of option `a`."""
    second: Appraisal
    """Of option `b`."""
    yearly: Columns
    """MNOK a year, ``(draw, year, 1)``."""
    present: Columns
    """Present value in the decision year, MNOK, ``(draw, 1, 1)``."""


@dataclass(frozen=True)
class View:
    """An option as all parties feel it, ``(draw, year, 1)``; only differences between options have a meaning."""

    columns: Columns
    """Without the cost of tax funding."""
    public_budget: Array


def distribution(scenario: Scenario, a: str, b: str) -> ChoiceDistribution:
    """Option `b` less option `a`, by party. Raises KeyError for an option that the municipality has not."""
    return distribution_of(decide(scenario), a, b)


def distribution_of(decision: Decision, a: str, b: str) -> ChoiceDistribution:
    """The same of a decision that is made already."""
    first, second = decision.all[a], decision.all[b]
    rest = others_together(first)
    before, after = (view_of(item, rest, float(name in (STAY, JOIN)), float(name == JOIN)) for name, item in ((a, first), (b, second)))
    yearly = difference(before, after, first.scenario.inputs.tax_funding_rate)
    return ChoiceDistribution(a, b, first, second, yearly, present(yearly, first.drivers.discount_factor))


def difference(before: View, after: View, tax_funding_rate: Array) -> Columns:
    """What each party gains a year where the second option is chosen and not the first."""
    parts = {name: getattr(after.columns, name) - getattr(before.columns, name) for name in PARTIES}
    return Columns(**parts, tax_cost=tax_funding_rate * (after.public_budget - before.public_budget))


def present(yearly: Columns, factor: Array) -> Columns:
    """The present value of each column."""
    return Columns(**{name: present_value(item, factor) for name, item in vars(yearly).items()})


def others_together(appraisal: Appraisal) -> Together:
    """How much the other municipalities use, the same in every option."""
    i = appraisal.scenario.inputs
    around = studying.others(appraisal.scenario, i, stays=1.0)
    return use_of_others(i, around, census_of(i, around.region, appraisal.drivers.year), appraisal.drivers.year, appraisal.scenario.paid)


def view_of(appraisal: Appraisal, rest: Together, stays: Array | float, joins: Array | float) -> View:
    """What all parties feel of an option; `stays` 1 where it is to stay or to join, `joins` 1 where it is to join, else 0."""
    scenario, d, i = appraisal.scenario, appraisal.drivers, appraisal.scenario.inputs
    around = studying.others(scenario, i, stays)
    platform = platform_of(i, around, rest.census, d.year)
    shares = shared(i, d, platform, rest)
    transfer = entry_transfer(appraisal, joins)
    to_others = shares.net_benefit * d.within_life + (1.0 - i.hospital_share) * transfer
    to_hospitals = (
        appraisal.costs.gp_contribution * hospital_weight(i)
        + i.hospital_share * transfer
        - hospitals.charge(i, rest.census, around.region, platform, d) * d.within_life
    )
    gp_net = gps.own_net(i, studying.studied_of(scenario, i), d)
    columns = Columns(appraisal.totals.net_benefit, to_others, to_hospitals, gp_net, np.zeros((1, 1, 1)))
    budget_of_others = shares.net_budget_effect * d.within_life + (1.0 - i.hospital_share) * transfer
    return View(columns, appraisal.totals.net_budget_effect + budget_of_others + to_hospitals)


def entry_transfer(appraisal: Appraisal, joins: Array | float) -> Array:
    """What one that joins pays of capital that repays what others have paid, ``(draw, year, 1)``; 0 in all other options."""
    return joins * (appraisal.scenario.inputs.entry_transfer_share * appraisal.costs.capital_charge)
