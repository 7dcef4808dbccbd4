"""The price against the number of participants: per inhabitant, at the margin, and how many it takes to break even.

The chosen municipality is always the first to be in; the others join in the order of the rollout plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from costmodel.analysis.participation.bills import bills_of, in_year, total
from costmodel.analysis.participation.coalition import appraise_among, appraise_sets, region_of, without_exits
from costmodel.analysis.participation.game import average_price, choice_options
from costmodel.axes import DRAW, Array, per_draw
from costmodel.model.decision import from_decision, options_of
from costmodel.model.discounting import ratio
from costmodel.model.region import Region
from costmodel.model.results import Appraisal, sum_of_charges, years_of
from costmodel.model.scenario import Scenario
from costmodel.units import NOK_PER_MNOK

COMMON_SHARE = "operating_fixed_share"
"""Which share of operation is common to all; capital is not shared anew by those who join."""


@dataclass(frozen=True)
class ByNumber:
    """One municipality with 1 participant, with 2, and so on to all; nan where a number does not exist."""

    name: str
    """The municipality, which is in from 1 on."""
    last_in: tuple[str, ...]
    """The last to join at each number; the first is the municipality itself."""
    year: int
    """The year of the prices."""
    price: tuple[float, ...]
    """Its payment to the platform per inhabitant, NOK."""
    average: tuple[float, ...]
    """The same of all participants in use."""
    marginal: tuple[float, ...]
    """What all municipalities together pay more when the last one joins, per inhabitant of that one, NOK; nan where it is in use
    all the same, since leaving takes time."""
    npv: tuple[float, ...]
    """Its net present value over the service life, MNOK."""
    gain: tuple[float, ...]
    """What it gains by being in rather than out, from the decision year, given the others: MNOK in net present value."""

    @property
    def numbers(self) -> range:
        """1, 2, … all."""
        return range(1, len(self.last_in) + 1)


def whoever_takes_part(scenario: Scenario) -> Scenario:
    """The scenario with the participants of the files: what is asked by number is the same whoever it has in."""
    return scenario.with_values({"participants": scenario.assumptions.parameters["participants"].value})


def by_number(scenario: Scenario, name: str, year: int) -> ByNumber:
    """Prices and net present value of one municipality by number of participants (a batch of one); who is in stays."""
    one, region = scenario.for_municipality(name), region_of(scenario)
    sets, (other, own) = nested_sets(region, name), choice_options(one)
    options = options_of(one)
    inside, outside = (appraise_among(options[option], sets[1:]) for option in (own, other))
    result = appraise_sets(without_exits(from_decision(scenario)), sets)
    everybody = bills_of(result, region.names, sets)
    charge, people = everybody.charge_in(year), everybody.in_use_in(year)
    return ByNumber(
        name=name,
        last_in=tuple(region.names[at] for at in order_of(region, name)),
        year=year,
        price=_numbers(own_price(inside, year)),
        average=_numbers(average_price(charge, people)[1:]),
        marginal=_numbers(ratio(np.diff(total(charge), axis=DRAW) * NOK_PER_MNOK, np.diff(total(people), axis=DRAW))),
        npv=_numbers(appraise_among(one, sets[1:]).indicators.npv),
        gain=_numbers(inside.indicators.npv - outside.indicators.npv),
    )


def own_price(inside: Appraisal, year: int) -> Array:
    """The municipality's payment to the platform per inhabitant in a year, NOK, ``(draw, 1, 1)``; nan where it is not in use."""
    years, d = tuple(years_of(inside)), inside.drivers
    charge, people = (in_year(item, years, year) for item in (sum_of_charges(inside), d.population * d.live))
    return ratio(charge * NOK_PER_MNOK, people)


def price_by_share(scenario: Scenario, name: str, year: int, shares: Sequence[float]) -> dict[float, tuple[float, ...]]:
    """The municipality's payment per inhabitant, NOK, by number of participants, had this share of operation been common."""
    one = scenario.for_municipality(name)
    sets = nested_sets(region_of(scenario), name)[1:]
    values = np.repeat(np.array(shares, dtype=np.float64), len(sets))
    bent = options_of(one.with_values({COMMON_SHARE: values}))[choice_options(one)[1]]
    price = own_price(appraise_among(bent, np.tile(sets, (len(shares), 1, 1))), year) * per_draw(np.ones(values.size))
    return dict(zip(shares, map(tuple, price.reshape(len(shares), -1).tolist()), strict=True))


def smallest_number(amounts: Sequence[float]) -> int | None:
    """The smallest number of participants at which an amount is not negative; None where it is at no number."""
    return next((number for number, amount in enumerate(amounts, start=1) if amount >= 0), None)


def order_of(region: Region, name: str) -> list[int]:
    """Positions of the municipalities in the order in which they join: the chosen one, then by rank."""
    at = region.names.index(name)
    by_rank = np.argsort(region.rank.ravel()).tolist()
    return [at, *(other for other in by_rank if other != at)]


def nested_sets(region: Region, name: str) -> Array:
    """Nobody, the chosen one alone, then one more at a time to all: ``(1 + municipalities, 1, municipality)``."""
    place = np.empty(len(region.names))
    place[order_of(region, name)] = np.arange(1.0, len(region.names) + 1.0)
    return np.where(place <= per_draw(np.arange(len(region.names) + 1.0)), 1.0, 0.0)


def _numbers(amounts: Array) -> tuple[float, ...]:
    return tuple(amounts[:, 0, 0].tolist())
