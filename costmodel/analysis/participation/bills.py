"""Everybody's bill in one scenario: a row for each municipality, from one appraisal of all participants together.

The rows are the columns of the engine's arrays, in the engine's order, so that their sum is the answer for all participants
to the last bit: :func:`total` adds them as :func:`costmodel.model.appraisal.value_today` does.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from costmodel.axes import MUNICIPALITY, Array, per_municipality
from costmodel.model.costs import minute_cost
from costmodel.model.discounting import present_value, ratio, total_over_years
from costmodel.model.line_items import cost_items, sum_of
from costmodel.model.participation import chosen
from costmodel.model.results import Appraisal, sum_of_charges
from costmodel.units import NOK_PER_MNOK


@dataclass(frozen=True)
class Bills:
    """What the platform comes to for each municipality, in the run's prices; ``(draw, 1, municipality)`` unless said otherwise."""

    names: tuple[str, ...]
    """Names of the municipalities, in the order of the rows."""
    takes_part: Array
    """1 for those who take part from the decision year on, else 0."""
    years: tuple[int, ...]
    """Calendar years of the appraisal."""
    charges: Array
    """Paid to the platform, MNOK a year, ``(draw, year, municipality)``."""
    in_use: Array
    """Inhabitants who are served, ``(draw, year, municipality)``."""
    one_off_cost: Array
    """Introduction and transition, of the platform and of an alternative: sum over the years, not discounted, MNOK."""
    cost: Array
    """Present value of all costs, MNOK."""
    benefit: Array
    """Present value of all benefits, avoided cost included, MNOK."""
    npv: Array
    """Net present value, MNOK."""
    inhabitants: Array
    """In the reference year; 0 for those without any flow."""
    population: Array
    """In the reference year, whether with flows or not."""
    years_of_use: Array
    """Inhabitants × years on the platform or on an alternative, discounted."""
    working_time: Array
    """Present value of the working time on the platform or on an alternative, a year of the reference municipality's being 1."""
    cost_of_a_minute: Array
    """One minute per full-time employee and working day in the reference municipality, MNOK a year, ``(draw, 1, 1)``."""

    @property
    def npv_per_inhabitant(self) -> Array:
        """NOK per inhabitant of the reference year; nan for those without any flow."""
        return ratio(self.npv * NOK_PER_MNOK, self.inhabitants)

    @property
    def annual_per_inhabitant(self) -> Array:
        """Level amount per inhabitant and year of use with the same present value, NOK; nan where nothing is used."""
        return ratio(self.npv * NOK_PER_MNOK, self.years_of_use)

    @property
    def break_even_minutes(self) -> Array:
        """Minutes saved per full-time employee and working day at which the net present value is 0; nan where nothing is used."""
        return ratio(-self.npv, self.cost_of_a_minute * self.working_time)

    @property
    def share_inside(self) -> Array:
        """Share of the region's inhabitants who live in municipalities that take part, ``(draw, 1, 1)``."""
        return ratio(total(self.population * self.takes_part), total(self.population))

    @property
    def inside(self) -> list[str]:
        """Names of those who take part in the first draw."""
        return [name for name, member in zip(self.names, self.takes_part[0, 0], strict=True) if member]

    def charge_in(self, year: int) -> Array:
        """Paid to the platform in a year, MNOK; 0 in a year outside the appraisal."""
        return in_year(self.charges, self.years, year)

    def in_use_in(self, year: int) -> Array:
        """Inhabitants served in a year; 0 in a year outside the appraisal."""
        return in_year(self.in_use, self.years, year)

    def group(self, names: Iterable[str]) -> "GroupBill":
        """The sums over some of the municipalities."""
        wanted = frozenset(names)
        return GroupBill(self, per_municipality([name in wanted for name in self.names]))

    @property
    def everybody(self) -> "GroupBill":
        """The sums over all of them: the engine's answer for all participants."""
        return self.group(self.names)


@dataclass(frozen=True)
class GroupBill:
    """Sums over a group of municipalities, ``(draw, 1, 1)``; indicators come from the sums."""

    bills: Bills
    """The rows."""
    weight: Array
    """1 for those in the group, else 0, ``(1, 1, municipality)``."""

    def total(self, amounts: Array) -> Array:
        """Sum of a column over the group, added in the engine's order."""
        return total(amounts * self.weight)

    @property
    def npv_per_inhabitant(self) -> Array:
        """NOK per inhabitant of those with flows."""
        return ratio(self.total(self.bills.npv) * NOK_PER_MNOK, self.total(self.bills.inhabitants))

    @property
    def annual_per_inhabitant(self) -> Array:
        """Level amount per inhabitant and year of use with the same present value, NOK."""
        return ratio(self.total(self.bills.npv) * NOK_PER_MNOK, self.total(self.bills.years_of_use))

    @property
    def break_even_minutes(self) -> Array:
        """Minutes saved per full-time employee and working day at which the sum is 0."""
        return ratio(-self.total(self.bills.npv), self.bills.cost_of_a_minute * self.total(self.bills.working_time))


def total(amounts: Array) -> Array:
    """Sum along the municipalities, added as the engine adds them."""
    return amounts.sum(axis=MUNICIPALITY, keepdims=True)


def in_year(amounts: Array, years: tuple[int, ...], year: int) -> Array:
    """The amounts of one year; 0 in a year outside the appraisal."""
    return amounts[:, [years.index(year)]] if year in years else np.zeros_like(amounts[:, :1])


def bills(appraisal: Appraisal) -> Bills:
    """Everybody's bill, from an appraisal of all participants together."""
    scenario = appraisal.scenario
    i, region = scenario.inputs, scenario.region
    return bills_of(appraisal, region.names, chosen(i, region, scenario.participant_set))


def bills_of(appraisal: Appraisal, names: tuple[str, ...], takes_part: Array) -> Bills:
    """The same for an appraisal whose participants are given."""
    d, costs, totals, i = appraisal.drivers, appraisal.costs, appraisal.totals, appraisal.scenario.inputs
    one_off = [item for item in cost_items() if item.is_one_off]
    return Bills(
        names=names,
        takes_part=takes_part,
        years=tuple(int(year) for year in d.year.ravel()),
        charges=sum_of_charges(appraisal),
        in_use=d.population * d.live,
        one_off_cost=total_over_years(sum_of(one_off, vars(costs))),
        cost=present_value(totals.total_cost, d.discount_factor),
        benefit=present_value(totals.total_benefit, d.discount_factor),
        npv=present_value(totals.net_benefit, d.discount_factor),
        inhabitants=d.population_in_reference_year * np.where(d.exit_year > -np.inf, 1.0, 0.0),
        population=d.population_in_reference_year,
        years_of_use=present_value(d.population * d.using, d.discount_factor),
        working_time=present_value(d.time_in_use, d.discount_factor),
        cost_of_a_minute=minute_cost(i),
    )
