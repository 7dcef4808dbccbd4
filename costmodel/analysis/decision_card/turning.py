"""What turns the answer: the one number whose switching value lies nearest, on the way through its likely span."""

from collections.abc import Iterator, Sequence

import numpy as np

from costmodel.analysis.decision_card.facts import TurningPoint
from costmodel.analysis.decision_card.outcomes import Check
from costmodel.analysis.pairs import Pair
from costmodel.analysis.sensitivity.answers import Question, answers
from costmodel.analysis.sensitivity.doubt import not_settled
from costmodel.analysis.sensitivity.levers import Lever, Numbers, levers_of
from costmodel.analysis.sensitivity.positions import batch_of
from costmodel.analysis.sensitivity.switching import ROLES, Switching, switching_values
from costmodel.model.scenario import Scenario

POSITIONS = 9
"""So many positions of each span are tried."""
TRIED = 5
"""So many of the nearest are tried."""
HARDLY = 1e-4
"""A part of a span that no reader sees."""
LEVERS_AT_A_TIME = 10
"""Where every municipality is appraised; between them a reader may have moved on."""


def turning_point(scenario: Scenario, pair: Pair, keep: bool, check: Check) -> TurningPoint | None:
    """Where the difference between the two options turns, all else as in the scenario, a batch of one; None where nothing does it alone.

    Numbers that the scenario has set are not doubted, unless `keep` keeps their uncertainty.
    """
    question, levers = Question("npv", pair), _open_levers(scenario, keep)
    size = len(levers) if scenario.municipality is not None else LEVERS_AT_A_TIME
    found: list[TurningPoint] = []
    for some in _some_at_a_time(levers, max(size, 1)):
        check()
        found += _points(switching_values(scenario, question, some, positions_in_span))
    return _first_that_turns(scenario, question, sorted(found, key=lambda point: (is_unlikely(point), point.distance))[:TRIED])


def is_unlikely(point: TurningPoint) -> bool:
    """Whether it lies outside the likely span, on the way to it from where somebody has set the number; likely ones come first."""
    low, high = (np.nan if end is None else end for end in (point.lever.low, point.lever.high))
    return not low <= point.value <= high


def _points(found: Sequence[Switching]) -> Iterator[TurningPoint]:
    for item in found:
        if item.distance is not None and item.nearest is not None:
            yield TurningPoint(item.lever, item.nearest.value, item.nearest.before, item.distance)


def _first_that_turns(scenario: Scenario, question: Question, points: Sequence[TurningPoint]) -> TurningPoint | None:
    """The first beyond which the answer has another sign than as the scenario stands: it may come to 0 and turn back."""
    if not points:
        return None
    beyond = [(1, point.lever.at(position_beyond(point))) for point in points]
    today, *there = answers(batch_of(scenario, [(1, {}), *beyond]), question).tolist()
    return next((point for point, answer in zip(points, there, strict=True) if answer * today < 0), None)


def position_beyond(point: TurningPoint) -> float:
    """A position just beyond the turning point, from the scenario's own; the point itself where the answer jumps there."""
    lever = point.lever
    if not point.is_exact:
        return point.value
    step = 1.0 if lever.is_whole else HARDLY * ((lever.high or 0.0) - (lever.low or 0.0))
    return min(max(point.value + (step if point.value > lever.today else -step), lever.minimum), lever.maximum)


def positions_in_span(lever: Lever) -> Numbers:
    """Positions from end to end of the likely span, and the scenario's own, which may lie outside: then the way from there, too."""
    low, high = (np.nan if end is None else end for end in (lever.low, lever.high))
    points = np.linspace(low, high, POSITIONS)
    points = np.clip(np.round(points), low, high) if lever.is_whole else points
    return np.unique([*points, lever.today])


def _open_levers(scenario: Scenario, keep: bool) -> list[Lever]:
    """The levers with a likely span whose number is not settled."""
    levers = [lever for role in ROLES for lever in levers_of(scenario, role, is_decision=True)]
    return not_settled(scenario, filter(_has_span, levers), keep=keep)


def _has_span(lever: Lever) -> bool:
    low, high = lever.low, lever.high
    return low is not None and high is not None and bool(np.isfinite([low, high, lever.today]).all()) and low < high


def _some_at_a_time(levers: Sequence[Lever], size: int) -> Iterator[Sequence[Lever]]:
    for start in range(0, len(levers), size):
        yield levers[start : start + size]
