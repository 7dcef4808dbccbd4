"""The benefit line items: one small function each, MNOK a year in the run's prices, ``(draw, year, municipality)``.

Names and formulas are those of the model description; `i` are the inputs, `d` the drivers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from costmodel.assumptions.parameters import BenefitInputs, Inputs, LegacyInputs
from costmodel.axes import Array, part_of, per_year
from costmodel.model.discounting import add
from costmodel.model.drivers import BenefitPath, Drivers, Frame, Growth, Null, Served
from costmodel.model.participation import clip01, elapsed_share, phased_in
from costmodel.units import MINUTES_PER_HOUR, NOK_PER_MNOK


def avoided_legacy_operation(i: Inputs, d: Drivers) -> Array:
    """Operation of the former record systems that is no longer paid, after a time of overlap."""
    cost = add([row.replaced * row.yearly_cost for row in i.legacy_systems.values()])
    retired = elapsed_share(d.year, d.go_live + i.legacy_overlap_years) * d.remaining
    at_once = np.where(d.has_begun == 1.0, 1.0, elapsed_share(d.year, d.alternative_start + i.legacy_overlap_years))
    return cost * (d.scale * d.cost_growth * (retired + d.on * at_once))


def avoided_legacy_renewal(i: Inputs, d: Drivers) -> Array:
    """Renewal of the former systems that is no longer needed, each in its year, for the years of its life that the appraisal has."""
    return renewals(i, d, lambda row: clip01((d.service_end - d.year) / row.life_years))


def whole_renewal(i: Inputs, d: Drivers) -> Array:
    """The same as it would be paid: the whole of it in its year, whatever part of its life the appraisal has."""
    return renewals(i, d, lambda row: np.where(d.service_end > d.year, 1.0, 0.0))


def renewals(i: Inputs, d: Drivers, share: Callable[[LegacyInputs], Array]) -> Array:
    """A share, by former system, of what their renewals cost in their years where something else is in use."""
    replaced = np.minimum(d.started * d.has_begun + d.on, 1.0)
    falls_due = [
        row.replaced * row.renewal_cost * (np.where(d.year == due, 1.0, 0.0) * (replaced * share(row)))
        for row, due in zip(i.legacy_systems.values(), d.renewal_years, strict=True)
    ]
    return add(falls_due) * (d.ref_scale * d.small)


def potential(b: BenefitInputs, i: Inputs) -> Array:
    """The full effect a year in the reference municipality, ``(draw, 1, 1)``: an amount, or so many events of so many minutes."""
    if b.quantity is None or b.minutes is None:
        assert b.potential is not None, "a row has an amount, or events and minutes"
        return b.potential
    return b.quantity * b.minutes / MINUTES_PER_HOUR * i.hourly_cost / NOK_PER_MNOK


def network_effect(b: "BenefitInputs | FullBenefit", s: Served) -> Array:
    """Share of the benefit that is reached, given how many GP offices and inhabitants are on the platform."""
    own = 1.0 - b.gp_dependence - b.coverage_dependence
    return own + part_of(lambda: s.coverage, b.coverage_dependence) + part_of(lambda: s.gp_network, b.gp_dependence)


def platform_effect(b: "BenefitInputs | FullBenefit", go_live: Array, g: Growth, s: Served) -> Array:
    """How much of the full effect the platform gives in the year, for each hour in its service."""
    return phased_in(g.year + 1.0 - go_live, b.lag_years, b.ramp_years) * network_effect(b, s)


def platform_benefit(b: BenefitInputs, i: Inputs, d: Drivers) -> Array:
    """What the platform itself gives of a benefit, whatever new systems would have given."""
    return potential(b, i) * b.realisation * (platform_effect(b, d.go_live, d, d) * d.time_in_service)


def null_effect(b: "BenefitInputs | FullBenefit", g: Growth, n: Null) -> Array:
    """How far new systems of the null alternative would have given the benefit: each in its weight, from its renewal on."""
    effects = effects_since([due for due, _ in n.null_renewals], b, g)
    return add([weight * effect for (_, weight), effect in zip(n.null_renewals, effects, strict=True)])


def effects_since(dues: Sequence[Array], b: "BenefitInputs | FullBenefit", g: Growth) -> list[Array]:
    """How far the effect of new systems has come that are renewed in each of these years, in their order.

    Where the years are the same in all draws and whole years apart, the effect of a later one is that of the first moved on: it is
    worked out once, over some years more. (The first exit year, before which nobody renews, need not be whole.)
    """

    def effect(years_since: Array) -> Array:
        return phased_in(years_since, b.lag_years, b.ramp_years)

    are_settled = all(type(due) is np.ndarray and due.size == 1 for due in dues)
    if not are_settled or any((due.item() - dues[0].item()) % 1.0 for due in dues):
        return [effect(g.year + 1.0 - due) for due in dues]
    first, year = dues[0].item(), g.year.ravel()
    later = [int(due.item() - first) for due in dues]
    longer = per_year(np.arange(float(year[0]) - later[-1], float(year[-1]) + 1.0))
    of_first = effect(longer + 1.0 - first)
    return [of_first[..., later[-1] - years : longer.size - years, :] for years in later]


@dataclass(frozen=True)
class FullBenefit:
    """What of a row of the register the formula needs, ``(draw, 1, 1)``; of all rows at once ``(row, draw, 1, 1)``."""

    level: Array
    """The full effect that is realised, MNOK a year in the reference municipality."""
    lag_years: Array
    ramp_years: Array
    gp_dependence: Array
    coverage_dependence: Array
    also_in_null: Array
    reach: Array
    """Share of the full effect that the alternative reaches."""


def full_benefit(key: str, i: Inputs) -> FullBenefit:
    """One row of the register with the alternative's reach of it."""
    b = i.benefits[key]
    dependences, time = (b.gp_dependence, b.coverage_dependence), (b.lag_years, b.ramp_years)
    return FullBenefit(potential(b, i) * b.realisation, *time, *dependences, b.also_in_null, i.alternative.reach_of[key])


def benefit_path(b: FullBenefit, frame: Frame) -> BenefitPath:
    """How far a benefit has come, on the platform and with new systems of the null alternative."""
    return BenefitPath(
        platform=platform_effect(b, frame.go_live, frame.growth, frame.served),
        null=null_effect(b, frame.growth, frame.null) * b.also_in_null,
    )


def benefit(b: FullBenefit, path: BenefitPath, d: Drivers) -> Array:
    """One benefit of the register: what the platform or the alternative gives, less what new systems would have given anyway."""
    alternative = part_of(lambda: b.reach, d.alternative_phase)
    return b.level * (path.platform * d.time_in_service + alternative - path.null * d.time_in_use)
