"""What the other municipalities pay and gain of what one of them decides, MNOK a year in the run's prices, ``(draw, year, 1)``.

Their line items follow the studied one's choice through three numbers that are common to all: the shares of the common cost and
of the capital, and the coverage. So it is enough to know how much all of them use together; what they do not share cancels in any
difference between two options and is left out here.
"""

from dataclasses import dataclass

import numpy as np

from costmodel.assumptions.parameters import BenefitInputs, Inputs
from costmodel.axes import Array
from costmodel.model import costs, participation
from costmodel.model.benefits import potential
from costmodel.model.derivation import per_inhabitant
from costmodel.model.discounting import add
from costmodel.model.drivers import Census, Growth, Platform
from costmodel.model.participation import elapsed_share, over_cohorts, phased_in
from costmodel.model.studied import Studied


@dataclass(frozen=True)
class Shared:
    """What the others feel of an option, ``(draw, year, 1)``; only differences between options have a meaning."""

    net_benefit: Array
    """Benefits that depend on coverage less the charges."""
    net_budget_effect: Array
    """What their operating budgets feel of it."""


@dataclass(frozen=True)
class Together:
    """How much the others use together, as a multiple of the reference municipality, ``(draw, year, 1)``."""

    census: Census
    """The region in which they live."""
    in_use: Array
    """Σ scale × live."""
    owed: Array
    """Σ ref_scale × owed × has_begun × carried."""
    covered: tuple[tuple[BenefitInputs, Array], ...]
    """Each benefit with Σ scale × remaining × how far its effect has come."""


def use_of_others(i: Inputs, studied: Studied, census: Census, year: Array) -> Together:
    """The use of all that `studied` holds flows of."""
    rows = studied.region.counted
    reference = census.at_reference[:, :, studied.region.reference]
    exit_year = participation.within_service(i, census.go_live, studied.every_exit_year[:, :, rows])
    counted = np.where(studied.exit_year[:, :, rows] > -np.inf, 1.0, 0.0)
    before_exit = np.where(year < exit_year, 1.0, 0.0)
    people = census.in_table[:, :, rows] * (counted * before_exit)
    in_debt = participation.begun(census.go_live, exit_year, census.at_reference[:, :, rows] * counted)
    scale = per_inhabitant(census, studied.region)

    def shares(moment: Array) -> list[Array]:
        in_service = 1.0 - elapsed_share(year, moment + i.service_years)
        owed = participation.owed(i, year, moment)
        phases = [in_service * phased_in(year + 1.0 - moment, b.lag_years, b.ramp_years) for b in i.benefits.values()]
        return [elapsed_share(year, moment) * in_service, owed, owed, *phases]

    counts = [people, in_debt, in_debt * before_exit, *(people for _ in i.benefits)]
    in_use, owed, owed_inside, *phased = over_cohorts(studied.region, census.go_live, counts, shares)
    return Together(
        census=census,
        in_use=in_use * scale,
        owed=(owed_inside + i.stranded_share * (owed - owed_inside)) / reference,
        covered=tuple((b, amount * scale) for b, amount in zip(i.benefits.values(), phased, strict=True)),
    )


def shared(i: Inputs, g: Growth, p: Platform, all_of_them: Together) -> Shared:
    """What they pay and gain where the platform stands so."""
    prices = costs.operating_price(i, g, p) + costs.new_capital_price(i, g, p)
    charges = prices * all_of_them.in_use + costs.capital_price(i, p) * all_of_them.owed
    gains = [(b, covered_benefit(b, i, g, p) * amount) for b, amount in all_of_them.covered]
    released = add([b.budget_releasing * gain for b, gain in gains])
    return Shared(add([gain for _, gain in gains]) - charges, released - charges)


def covered_benefit(b: BenefitInputs, i: Inputs, g: Growth, p: Platform) -> Array:
    """What a benefit gives through the coverage, for a municipality like the reference at full effect."""
    return potential(b, i) * b.realisation * (b.coverage_dependence * p.coverage * g.wage_growth)
