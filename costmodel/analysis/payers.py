"""Who pays and who gains by a choice, what the region pays, and an orderly wind-down of the whole platform."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from costmodel.analysis.pairs import Pair
from costmodel.analysis.sensitivity.levers import lever_named
from costmodel.analysis.sensitivity.one_way import ends_of
from costmodel.axes import Array
from costmodel.model import studied as studying
from costmodel.model.decision import alternative_begins
from costmodel.model.discounting import present_value
from costmodel.model.parties.distribution import ChoiceDistribution, Columns, distribution
from costmodel.model.parties.region import regional_charge, wind_down
from costmodel.model.results import years_of
from costmodel.model.scenario import Scenario
from costmodel.units import NOK_PER_MNOK

SHARE = "operating_fixed_share"
"""The split of the platform's operation, which decides how much a choice moves over to the others."""


@dataclass(frozen=True)
class Payers:
    """Option `b` in place of option `a`, by party: what each gains (negative: loses), MNOK."""

    pair: Pair
    """Names of the two options, `a` first."""
    starts: tuple[int | None, int | None]
    """The first year with the alternative that each leads to."""
    present: Mapping[str, float]
    """Present value in the decision year by party, then the cost of tax funding and the sum, society."""
    yearly: Mapping[str, tuple[float, ...]]
    """The same by year."""
    years: tuple[int, ...]
    people: Mapping[str, float]
    """Inhabitants in the reference year of the municipality and of the others that take part."""
    at_shares: Mapping[float, Mapping[str, float]]
    """The present values at the ends of the plausible range of the common share of operation, by that share."""

    def per_inhabitant(self, party: str) -> float | None:
        """Present value for each inhabitant, kr; None where that has no meaning."""
        people = self.people.get(party)
        return self.present[party] * NOK_PER_MNOK / people if people else None


@dataclass(frozen=True)
class RegionalCost:
    """What is paid for the platform in a year, MNOK; of the whole region while all the reference participants are in service."""

    years: tuple[int, ...]
    """Those years."""
    hospitals: tuple[float, ...]
    participants: tuple[float, ...]

    def total(self, year: int) -> float | None:
        """Both together; None in a year that is not shown."""
        at = self.years.index(year) if year in self.years else None
        return None if at is None else self.hospitals[at] + self.participants[at]


@dataclass(frozen=True)
class WoundDown:
    """An orderly wind-down, MNOK in present value in the decision year; positive is better."""

    parts: Mapping[str, float]
    """What it is made of; adds up to npv."""
    npv: float
    break_even_minutes: float | None
    """Minutes a full-time employee a day that must be gained for npv to be 0; None where no minute counts."""


def payers(scenario: Scenario, a: str, b: str) -> Payers:
    """Option `b` less option `a`; the scenario is a batch of one, of one municipality."""
    lever = lever_named(scenario, SHARE)
    found = distribution(ends_of(scenario, [lever]), a, b)
    return Payers(
        pair=(a, b),
        starts=(alternative_begins(a, found.first), alternative_begins(b, found.second)),
        present=_draw(found.present, 0),
        yearly={name: tuple(_row(array, 0, len(years_of(found.first)))) for name, array in found.yearly.named().items()},
        years=tuple(years_of(found.first)),
        people=_people(scenario, found),
        at_shares={lever.end(is_high)[SHARE]: _draw(found.present, 1 + is_high) for is_high in (False, True)},
    )


def _draw(columns: Columns, draw: int) -> dict[str, float]:
    return {name: _row(array, draw, 1)[0] for name, array in columns.named().items()}


def _row(array: Array, draw: int, years: int) -> list[float]:
    return np.broadcast_to(array[draw if len(array) > 1 else 0, :, 0], (years,)).tolist()


def _people(scenario: Scenario, found: ChoiceDistribution) -> dict[str, float]:
    """Inhabitants of the municipality, and of the others that have flows in either option."""
    i, region = scenario.inputs, scenario.region
    at_reference = region.population_in_table(i.reference_year)
    others = studying.others(found.first.scenario.rows(0, 1), i, 1.0)
    counted = np.where(others.exit_year > -np.inf, 1.0, 0.0)
    own = region.own(str(scenario.municipality))
    return {"municipality": float((at_reference * own).sum()), "others": float((at_reference * counted).sum())}


def regional_cost(scenario: Scenario) -> RegionalCost:
    """What the region pays, whichever municipality is under study."""
    found = regional_charge(scenario)
    years = years_of(found.appraisal)
    shown = [at for at, is_whole in enumerate(_row(found.in_service, 0, len(years))) if is_whole]
    hospitals, participants = (_row(array, 0, len(years)) for array in (found.hospitals, found.participants))
    return RegionalCost(tuple(years[at] for at in shown), tuple(hospitals[at] for at in shown), tuple(participants[at] for at in shown))


def wound_down(scenario: Scenario) -> WoundDown:
    """The wind-down of the scenario, whichever municipality is under study."""
    found = wind_down(scenario)
    factor, minutes = found.appraisal.drivers.discount_factor, found.break_even_minutes.item()
    parts = {
        "saved_operation": found.saved_operation,
        "saved_local_operation": found.saved_local_operation,
        "lost_benefits": -found.lost_benefits,
        "time": found.time,
        "replacement": -found.replacement,
    }
    amounts = {name: present_value(part, factor).item() for name, part in parts.items()}
    return WoundDown(amounts, found.npv.item(), minutes if np.isfinite(minutes) else None)
