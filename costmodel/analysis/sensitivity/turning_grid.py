"""Two levers that are worth looking at together, and a grid of them that reaches to where the answer turns."""

from collections.abc import Collection, Sequence
from math import inf

import numpy as np

from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.flips import Flips
from costmodel.analysis.sensitivity.levers import Lever, Numbers
from costmodel.analysis.sensitivity.one_way import Bar
from costmodel.analysis.sensitivity.positions import positions_of
from costmodel.analysis.sensitivity.switching import Switching, switching_values
from costmodel.analysis.sensitivity.two_way import Grid, grid
from costmodel.model.scenario import Scenario

MARGIN = 0.15
"""So far beyond the turning point a grid goes, as a share of the way to it."""
BEYOND = 0.5
"""Positions beyond the plausible range, as a share of those within it."""


def turning_pair(flips: Flips, bars: Sequence[Bar], turns: Sequence[Switching], offered: Collection[str]) -> tuple[str, str]:
    """Two of the levers offered between which the answer turns, where it does for any two.

    The smallest set that turns it within the plausible ranges, where it has one or two levers; else the levers that turn it
    alone nearest to their ranges; after them those that move it most.
    """
    within = [lever.name for lever, _ in flips.sets[0].moves] if 0 < flips.size <= 2 else []
    alone = sorted((item for item in turns if item.crossings), key=lambda item: inf if item.distance is None else item.distance)
    names = [*within, *(item.lever.name for item in alone), *(bar.lever.name for bar in bars), *offered]
    first, second, *_ = dict.fromkeys(name for name in names if name in offered)
    return first, second


def turning_grid(scenario: Scenario, pair: tuple[Lever, Lever], question: Question, steps: int) -> Grid:
    """The grid of the plausible ranges; where the answer does not turn there, one lever goes on to where it turns it alone.

    The one that needs to go least beyond its range; where neither turns the answer, the plausible ranges are all there is.
    """
    across, up = pair
    columns, rows = positions_of(across, steps), positions_of(up, steps)
    found = grid(scenario, (across, columns), (up, rows), question)
    if found.turns:
        return found
    alone = [item for item in switching_values(scenario, question, pair) if item.distance is not None]
    if not alone:
        return found
    nearest = min(alone, key=lambda item: item.distance or 0.0)
    if nearest.lever.name == across.name:
        return grid(scenario, (across, reaching(nearest, columns)), (up, rows), question)
    return grid(scenario, (across, columns), (up, reaching(nearest, rows)), question)


def reaching(item: Switching, positions: Numbers) -> Numbers:
    """The positions, and more of them on to a little beyond where the answer turns; whole numbers where only these are meaningful."""
    lever, turn = item.lever, item.crossings[0].value
    edge = float(positions[0] if turn < positions[0] else positions[-1])
    end = float(np.clip(turn + MARGIN * (turn - edge), lever.minimum, lever.maximum))
    more = np.linspace(edge, end, max(3, round(BEYOND * positions.size)))
    return np.unique([*positions, *(np.round(more) if lever.is_whole else more)])
