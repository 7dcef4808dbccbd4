"""Who takes part: everybody's bill, what one choice does to the others, and who gains."""

from collections.abc import Sequence

from costmodel import Scenario, appraise
from costmodel.analysis.participation.bills import Bills, bills
from costmodel.analysis.participation.coalition import Path, best_response, members_of
from costmodel.analysis.participation.game import EffectOfChoice, earliest_start, effect_of, first_year_with_everybody, gains_of_everybody
from costmodel.analysis.participation.price_curve import ByNumber, by_number, price_by_share, whoever_takes_part
from costmodel.model.decision import from_decision
from pages.answers.keeping import kept

STARTS = ("chosen", "nobody", "everybody")
"""From where the coalition game may start."""
KEPT = 128


@kept(KEPT)
def bills_of(scenario: Scenario, *, is_now: bool) -> Bills:
    """Everybody's bill over the service life, or from the decision year."""
    return bills(appraise(from_decision(scenario) if is_now else scenario))


@kept(KEPT)
def gains_of(scenario: Scenario) -> dict[str, dict[str, float]]:
    """What each party gains by each municipality being in, given the others, from the decision year: MNOK by municipality and party."""
    return gains_of_everybody(scenario)


@kept(KEPT)
def first_year_of(scenario: Scenario) -> int:
    """The first year that everybody could use from beginning to end."""
    return first_year_with_everybody(scenario)


@kept(KEPT)
def earliest_start_of(scenario: Scenario) -> int | None:
    """The year in which the first of the planned ones can start."""
    return earliest_start(scenario)


@kept(KEPT)
def effect(scenario: Scenario, name: str, year: int) -> EffectOfChoice:
    """What it changes that one municipality is in."""
    return effect_of(scenario, name, year)


def curve_of(scenario: Scenario, name: str, year: int) -> ByNumber:
    """Prices and net present value by number of participants; the same whoever the scenario has in."""
    return _curve(whoever_takes_part(scenario), name, year)


def bend_of(scenario: Scenario, name: str, year: int, shares: Sequence[float]) -> dict[float, tuple[float, ...]]:
    """The price by number for other common shares; the same whoever the scenario has in."""
    return _bend(whoever_takes_part(scenario), name, year, tuple(shares))


@kept(KEPT)
def path_of(scenario: Scenario, start: str, *, together: bool) -> Path:
    """Best responses from the choice, from nobody, or from everybody."""
    members = members_of(scenario)
    first = {"chosen": members, "nobody": members * 0.0, "everybody": members * 0.0 + 1.0}[start]
    return best_response(scenario, first, together=together)


@kept(KEPT)
def _curve(scenario: Scenario, name: str, year: int) -> ByNumber:
    return by_number(scenario, name, year)


@kept(KEPT)
def _bend(scenario: Scenario, name: str, year: int, shares: tuple[float, ...]) -> dict[float, tuple[float, ...]]:
    return price_by_share(scenario, name, year, shares)
