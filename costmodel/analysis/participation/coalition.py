"""Given sets of participants: appraised many at a time, what each municipality gains by being in, and where that leads.

As for all participants together, one that is in use and left out leaves in the first year in which that can be done, to the
run's alternative, and one that is planned and left out never comes in.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from costmodel.axes import Array, per_draw
from costmodel.model import studied as studying
from costmodel.model.appraisal import appraise_studied
from costmodel.model.decision import from_decision
from costmodel.model.derivation import frame_of
from costmodel.model.discounting import present_value
from costmodel.model.participation import chosen, exit_outside
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


def with_everybody(scenario: Scenario) -> Scenario:
    """The scenario with all municipalities in: its region has every cohort, whoever takes part."""
    return scenario.with_participants([item.name for item in scenario.assumptions.municipalities])


def region_of(scenario: Scenario) -> Region:
    """The whole region with every cohort counted, whoever takes part."""
    return with_everybody(scenario).region


def members_of(scenario: Scenario) -> Array:
    """1 for those who take part in the scenario, ``(draw, 1, municipality)``."""
    return chosen(scenario.inputs, scenario.region, scenario.participant_set)


def names_of(region: Region, members: Array) -> frozenset[str]:
    """Names of those who take part in the first draw."""
    return frozenset(name for name, member in zip(region.names, members[0, 0], strict=True) if member)


def without_exits(scenario: Scenario) -> Scenario:
    """The same where nobody who takes part leaves, and nobody who begins with nothing takes an alternative."""
    return scenario.with_values({"exit_year": None, "alternative_year": None})


def appraise_sets(scenario: Scenario, members: Array) -> Appraisal:
    """Appraise sets of participants together, one a draw: `members` is 1 for those in, ``(draw, 1, municipality)``.

    A set answers as all participants of the scenario with those participants do, every municipality in its row.
    """
    whole = with_everybody(scenario)
    i = whole.inputs
    studied = studying.everyone(whole, i, members)
    return appraise_studied(whole, i, studied, frame_of(i, studied))


def appraise_among(scenario: Scenario, members: Array) -> Appraisal:
    """Appraise the scenario's municipality among sets of participants, one a draw, ``(draw, 1, municipality)``."""
    whole = with_everybody(scenario)
    i = whole.inputs
    studied = studying.one(whole, i, members)
    return appraise_studied(whole, i, studied, frame_of(i, studied))


def gains_of_being_in(scenario: Scenario, members: Array) -> Array:
    """What each municipality gains by being in, all others as in `members`: ``(1, 1, municipality)``, MNOK.

    To stay less to leave to the run's alternative for one that is live, to join less to stay out for the others; the same as
    the decision of each gives. `members` is one set, ``(1, 1, municipality)``: each draw is the decision of one municipality.
    """
    now = with_everybody(from_decision(scenario))
    i, region = now.inputs, now.region
    earliest = np.maximum(exit_outside(i), np.where(i.exit_year < np.inf, i.exit_year, 0.0))
    in_and_out = per_draw(np.inf), np.where(region.live == 1.0, earliest, i.decision_year)
    inside, outside = (_own_npv(now, members, exit_year) for exit_year in in_and_out)
    return inside - outside


def _own_npv(now: Scenario, members: Array, exit_year: Array) -> Array:
    """Net present value of each municipality that exits in its `exit_year`, each among participants of its own."""
    i, region = now.inputs, now.region
    each = np.eye(len(region.names))[:, np.newaxis, :]
    with_it = np.maximum(members, each)
    exits = np.where(each == 1.0, exit_year, np.where(with_it == 1.0, np.inf, exit_outside(i)))
    partners = region.among(now.together) * (1.0 - each)
    studied = Studied(region, WHOLE_REGION, with_it, exits, exits, per_draw(np.inf), partners)
    result = appraise_studied(now, i, studied, frame_of(i, studied))
    npv = present_value(result.totals.net_benefit, result.drivers.discount_factor)
    return np.broadcast_to(npv, with_it.shape)[:, 0].diagonal().reshape(1, 1, -1)


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
