"""What the other municipalities pay and gain of what one of them decides, MNOK a year in the run's prices, ``(draw, year, 1)``.

Their line items follow the studied one's choice through three numbers that are common to all: the shares of the common cost and
of the capital, and the coverage. So it is enough to know how much all of them use together; what they do not share cancels in any
difference between two options and is left out here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from costmodel.assumptions.parameters import BenefitInputs, Inputs
from costmodel.axes import Array
from costmodel.model import costs, participation
from costmodel.model.actuals.levels import level_ratio
from costmodel.model.actuals.paid import PLATFORM_CHARGE, Paid, known_of, of_line
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
    """Σ scale × live, but for years in which it is known what they have paid, whatever the studied one chooses."""
    raised: Array | None
    """Σ scale × live × (level_ratio − 1); None where nothing is known of what they have paid."""
    owed: Array
    """Σ ref_scale × owed × has_begun × carried."""
    covered: tuple[tuple[BenefitInputs, Array], ...]
    """Each benefit with Σ scale × remaining × how far its effect has come."""


def use_of_others(i: Inputs, studied: Studied, census: Census, year: Array, all_paid: Sequence[Paid] = ()) -> Together:
    """The use of all that `studied` holds flows of, and what is known of what they have paid."""
    rows = studied.region.counted
    reference = census.at_reference[:, :, studied.region.reference]
    exit_year = participation.within_service(i, census.go_live, studied.every_exit_year[:, :, rows])
    counted = np.where(studied.exit_year[:, :, rows] > -np.inf, 1.0, 0.0)
    before_exit = np.where(year < exit_year, 1.0, 0.0)
    people = census.in_table[:, :, rows] * (counted * before_exit)
    in_debt = participation.begun(census.go_live, exit_year, census.at_reference[:, :, rows] * counted)
    scale = per_inhabitant(census, studied.region)
    charged, level = _modelled_years(all_paid, rows, year, before_exit), level_ratio(all_paid, i, _as_it_was(studied), year)
    raised = [] if level is None else [people * charged * (level[:, :, rows] - 1.0)]

    def shares(moment: Array) -> list[Array]:
        in_service = 1.0 - elapsed_share(year, moment + i.service_years)
        owed = participation.owed(i, year, moment)
        phases = [in_service * phased_in(year + 1.0 - moment, b.lag_years, b.ramp_years) for b in i.benefits.values()]
        live = elapsed_share(year, moment) * in_service
        return [live, owed, owed, *phases, *(live for _ in raised)]

    counts = [people * charged, in_debt * charged, in_debt * before_exit * charged, *(people for _ in i.benefits), *raised]
    in_use, owed, owed_inside, *rest = over_cohorts(studied.region, census.go_live, counts, shares)
    phased, above = rest[: len(i.benefits)], rest[len(i.benefits) :]
    return Together(
        census=census,
        in_use=in_use * scale,
        raised=above[0] * scale if above else None,
        owed=(owed_inside + i.stranded_share * (owed - owed_inside)) / reference,
        covered=tuple((b, amount * scale) for b, amount in zip(i.benefits.values(), phased, strict=True)),
    )


def _as_it_was(studied: Studied) -> Studied:
    """The same while nobody else leaves: what has been paid is not of one option more than of another."""
    return replace(studied, every_exit_year=np.where(studied.exit_year > -np.inf, studied.every_exit_year, np.inf))


def _modelled_years(all_paid: Sequence[Paid], rows: slice, year: Array, before_exit: Array) -> Array | float:
    """0 where it is known what one has paid for the platform, which then does not follow what another one chooses; else 1."""
    known = known_of(of_line(all_paid, PLATFORM_CHARGE), rows, year)
    return 1.0 if known is None else 1.0 - known[0] * before_exit


def shared(i: Inputs, g: Growth, p: Platform, all_of_them: Together) -> Shared:
    """What they pay and gain where the platform stands so."""
    prices = costs.operating_price(i, g, p) + costs.new_capital_price(i, g, p)
    charges = prices * all_of_them.in_use + costs.capital_price(i, p) * all_of_them.owed
    if all_of_them.raised is not None:
        charges = charges + costs.price_of_level(i, g, p) * all_of_them.raised
    gains = [(b, covered_benefit(b, i, g, p) * amount) for b, amount in all_of_them.covered]
    released = add([b.budget_releasing * gain for b, gain in gains])
    return Shared(add([gain for _, gain in gains]) - charges, released - charges)


def covered_benefit(b: BenefitInputs, i: Inputs, g: Growth, p: Platform) -> Array:
    """What a benefit gives through the coverage, for a municipality like the reference at full effect."""
    return potential(b, i) * b.realisation * (b.coverage_dependence * p.coverage * g.wage_growth)
