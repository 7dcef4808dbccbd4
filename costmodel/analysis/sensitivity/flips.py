"""The smallest set of levers that, moved within their plausible ranges, flips the sign of the answer, and by how little."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from costmodel.analysis.sensitivity.answers import Question, answers
from costmodel.analysis.sensitivity.levers import Lever, Numbers, levers_of
from costmodel.analysis.sensitivity.positions import Block, batch_of, goes_together
from costmodel.analysis.sensitivity.roots import Brackets, Which, refine
from costmodel.assumptions.records import Role
from costmodel.model.scenario import Scenario

STRONGEST = {2: 12, 3: 8}
"""Sets of two and of three are sought among so many levers: those that move the answer most by themselves."""
SHOWN = 5
"""So many sets of the smallest size are kept."""

Move = tuple[Lever, bool]
"""A lever and the end that it moves to: True the high one."""
Moves = tuple[Move, ...]


@dataclass(frozen=True)
class Flip:
    """Levers that together turn the answer, each moved the same share of the way to an end of its plausible range."""

    moves: Moves
    share: float
    """Share of the way, 0–1, at which the answer is 0 or has just turned."""
    values: dict[str, float]
    """The values there, by full name."""


@dataclass(frozen=True)
class Flips:
    """The smallest sets that turn the answer."""

    today: float
    """The answer as it is."""
    sets: tuple[Flip, ...]
    """The smallest sets, the one that needs the shortest way first; empty where none was found."""
    is_searched: bool
    """Whether every smaller set of the strongest levers was tried; else a smaller one may exist."""

    @property
    def size(self) -> int:
        """How many levers it takes; 0 where no set was found."""
        return len(self.sets[0].moves) if self.sets else 0


def smallest_flips(scenario: Scenario, question: Question, levers: Sequence[Lever] | None = None) -> Flips:
    """The fewest levers that turn the answer with each at an end of its plausible range, and how little of the way is enough.

    The uncertain levers unless others are given: what is chosen is not mixed with what nobody knows. An answer that turns
    only inside the ranges and back again at the ends is not found.
    """
    moved = [item for item in (levers if levers is not None else levers_of(scenario, Role.UNCERTAIN)) if _can_move(item)]
    single = [((lever, is_high),) for lever in moved for is_high in (False, True)]
    today, *ends = _answers_at_ends(scenario, question, [(), *single]).tolist()
    if not np.isfinite(today) or today == 0:
        return Flips(today, (), True)
    turning = _turning(single, ends, today)
    for size, among in STRONGEST.items():
        if not turning:
            sets = list(_sets(_strongest(moved, np.array(ends) - today, among), size))
            turning = _turning(sets, _answers_at_ends(scenario, question, [(), *sets])[1:].tolist(), today)
    searched = bool(turning)
    turning = turning or _one_at_a_time(scenario, question, _strongest(moved, np.array(ends) - today, len(moved)), today)
    found = sorted(_shortest(scenario, question, turning, today), key=lambda flip: flip.share)
    return Flips(today, tuple(found[:SHOWN]), searched or not found or len(found[0].moves) == max(STRONGEST) + 1)


def _can_move(lever: Lever) -> bool:
    ends = [item.end(is_high) for item in lever.members.values() for is_high in (False, True)]
    return lever.has_range and bool(np.isfinite([*ends, lever.today]).all())


def _strongest(levers: Sequence[Lever], changes: Numbers, count: int) -> list[Lever]:
    """The levers that move the answer most by themselves, in their own order."""
    sizes = np.nan_to_num(np.abs(changes)).reshape(-1, 2).max(axis=1) if len(levers) else np.zeros(0)
    kept = sorted(np.argsort(-sizes, kind="stable")[:count].tolist())
    return [levers[number] for number in kept if sizes[number] > 0]


def _sets(levers: Sequence[Lever], size: int) -> Iterator[Moves]:
    """Every set of the size with every combination of ends."""
    for chosen in combinations(levers, size):
        for ends in product((False, True), repeat=size):
            yield tuple(zip(chosen, ends, strict=True))


def _answers_at_ends(scenario: Scenario, question: Question, sets: Sequence[Moves]) -> Numbers:
    """The answer with the levers of each set at their ends; nan where these do not go together."""
    ends = [{name: value for lever, is_high in moves for name, value in lever.end(is_high).items()} for moves in sets]
    possible = np.array([bool(goes_together(values)) for values in ends])
    found = np.full(len(sets), np.nan)
    found[possible] = answers(batch_of(scenario, [(1, values) for values, taken in zip(ends, possible, strict=True) if taken]), question)
    return found


def _turning(sets: Sequence[Moves], found: Sequence[float], today: float) -> list[Moves]:
    return [moves for moves, answer in zip(sets, found, strict=True) if answer * today < 0]


def _one_at_a_time(scenario: Scenario, question: Question, levers: Sequence[Lever], today: float) -> list[Moves]:
    """A set built by adding the lever that takes the answer farthest towards the other side; none where that is not enough."""
    moves: Moves = ()
    reached = abs(today)
    rest = list(levers)
    while rest:
        tried = [(*moves, (lever, is_high)) for lever in rest for is_high in (False, True)]
        sides = np.nan_to_num(_answers_at_ends(scenario, question, [(), *tried])[1:] * np.sign(today), nan=np.inf)
        best = int(sides.argmin())
        if sides[best] >= reached:
            return []
        moves, reached = tried[best], float(sides[best])
        if reached < 0:
            return [moves]
        rest.remove(moves[-1][0])
    return []


def _shortest(scenario: Scenario, question: Question, sets: Sequence[Moves], today: float) -> list[Flip]:
    """How far along the way to the ends each set turns the answer."""
    if not sets:
        return []

    def answer_at(open_ones: Which, shares: Numbers) -> Numbers:
        blocks: list[Block] = [(1, _values(sets[int(number)], float(to))) for number, to in zip(open_ones, shares, strict=True)]
        return answers(batch_of(scenario, [(1, {}), *blocks]), question)[1:]

    count = len(sets)
    ends = answer_at(np.arange(count), np.ones(count))
    whole_way = Brackets(np.zeros(count), np.ones(count), np.full(count, today), ends)
    narrowed = refine(answer_at, whole_way, np.zeros(count, dtype=np.bool_))
    shares = np.maximum(narrowed.start, narrowed.end).tolist()
    return [Flip(moves, share, {k: float(v) for k, v in _values(moves, share).items()}) for moves, share in zip(sets, shares, strict=True)]


def _values(moves: Moves, share: float) -> dict[str, float]:
    """The values of all levers of a set a share of the way."""
    way = np.array([share])
    return {name: value.item() for lever, is_high in moves for name, value in lever.toward(is_high, way).items()}
