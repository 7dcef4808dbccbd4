"""Given sets of participants: appraised many at a time, what each municipality gains by being in, and where that leads.

Everything looks from the decision year on: what is spent before is spent. As for all participants together, one that is in
use and left out leaves in the decision year, and one that is planned and left out never comes in.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from costmodel.axes import DRAW, Array
from costmodel.model.appraisal import appraise_studied
from costmodel.model.discounting import present_value
from costmodel.model.participation import chosen, exit_years
from costmodel.model.region import Region
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario
from costmodel.model.studied import Studied

INDIFFERENT = 1e-9
"""MNOK: a gain that is no larger moves nobody; differences of rounding are smaller."""
WHOLE_REGION = slice(None)


@dataclass(frozen=True)
class Step:
    """One move of the coalition game: some change their mind, given who else is in."""

    names: tuple[str, ...]
    """Who moves."""
    joins: tuple[bool, ...]
    """True where the one joins, False where it leaves."""
    gains: tuple[float, ...]
    """What each expects to gain by moving, MNOK in net present value from the decision year."""
    participants: int
    """How many are in after the move."""


@dataclass(frozen=True)
class Path:
    """Best responses from a set of participants, step by step."""

    steps: tuple[Step, ...]
    """The moves; none where nobody wants to move at first."""
    members: frozenset[str]
    """Who is in at the end, or when the first set comes back."""
    returns_to: int | None
    """The number of steps after which the last set had stood before: the game goes round. None: nobody wants to move."""


def region_of(scenario: Scenario) -> Region:
    """The whole region with every cohort counted, whoever takes part."""
    everybody = [item.name for item in scenario.assumptions.municipalities]
    return scenario.with_participants(everybody).region


def members_of(scenario: Scenario) -> Array:
    """1 for those who take part in the scenario, ``(draw, 1, municipality)``."""
    return chosen(scenario.inputs, scenario.region, scenario.participant_set)


def names_of(region: Region, members: Array) -> frozenset[str]:
    """Names of those who take part in the first draw."""
    return frozenset(name for name, member in zip(region.names, members[0, 0], strict=True) if member)


def from_decision(scenario: Scenario) -> Scenario:
    """The same with the appraisal starting in the decision year."""
    return scenario.with_values({"start_year": scenario.setting("decision_year")})


def appraise_sets(scenario: Scenario, members: Array, rows: slice = WHOLE_REGION) -> Appraisal:
    """Appraise sets of participants together, one a draw: `members` is 1 for those in, ``(draw, 1, municipality)``.

    `rows` are the municipalities whose flows are wanted. A set answers as the scenario with those participants does.
    """
    i, region = scenario.inputs, region_of(scenario)
    return appraise_studied(scenario, Studied(region, rows, exit_years(i, region, members)[:, :, rows], members))


def with_and_without(members: Array) -> tuple[Array, Array]:
    """For each municipality in turn, the set with it and the set without it: both ``(municipality, 1, municipality)``."""
    each = np.eye(members.shape[-1])[:, np.newaxis, :]
    return np.maximum(members, each), members * (1.0 - each)


def gains_of_being_in(scenario: Scenario, members: Array) -> Array:
    """What each municipality gains by being in, all others as in `members`: ``(1, 1, municipality)``, MNOK.

    Net present value from the decision year with it less without it. `members` is one set, ``(1, 1, municipality)``.
    All municipalities are appraised in one pass, each among participants of its own.
    """
    now, region = from_decision(scenario), region_of(scenario)
    i = now.inputs
    exits = np.concatenate([exit_years(i, region, np.ones_like(members)), exit_years(i, region, np.zeros_like(members))], axis=DRAW)
    sets = np.concatenate(with_and_without(members), axis=DRAW)
    result = appraise_studied(now, Studied(region, WHOLE_REGION, exits, sets, each_among_own=True))
    npv = present_value(result.totals.net_benefit, result.drivers.discount_factor)
    return npv[:1] - npv[1:]


def best_response(scenario: Scenario, members: Array, *, together: bool) -> Path:
    """Let municipalities move as long as somebody gains by it, given who else is in.

    One at a time: the one with most to gain per inhabitant moves. `together`: all who gain move at once, which may go
    round in a circle. Ends where nobody wants to move, or where a set comes back.
    """
    region, people = region_of(scenario), inhabitants(scenario)
    seen = {members.tobytes(): 0}
    steps: list[Step] = []
    while True:
        gains = gains_of_being_in(scenario, members)
        movers = _movers(gains * (1.0 - 2.0 * members), people, together=together)
        if not movers.any():
            return Path(tuple(steps), names_of(region, members), None)
        after = np.where(movers, 1.0 - members, members)
        steps.append(_step(region, movers, gains, after))
        members = after
        if members.tobytes() in seen:
            return Path(tuple(steps), names_of(region, members), seen[members.tobytes()])
        seen[members.tobytes()] = len(steps)


def inhabitants(scenario: Scenario) -> Array:
    """Inhabitants in the table for the reference year, ``(1, 1, municipality)``."""
    return region_of(scenario).population_in_table(scenario.inputs.reference_year[:1])


def _movers(gain_of_moving: Array, people: Array, *, together: bool) -> npt.NDArray[np.bool_]:
    """Who moves: all who gain, or the one who gains most per inhabitant, the first of them where several do."""
    wants = gain_of_moving > INDIFFERENT
    if together or not wants.any():
        return wants
    first = np.argmax(np.where(wants, gain_of_moving / people, -np.inf))
    return wants & (np.arange(wants.size) == first)


def _step(region: Region, movers: npt.NDArray[np.bool_], gains: Array, after: Array) -> Step:
    rows = np.flatnonzero(movers)
    joins = after.ravel()[rows] == 1.0
    return Step(
        names=tuple(region.names[row] for row in rows),
        joins=tuple(joins.tolist()),
        gains=tuple(np.where(joins, gains.ravel()[rows], -gains.ravel()[rows]).tolist()),
        participants=int(after.sum()),
    )
