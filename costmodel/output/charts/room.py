"""Texts of charts as plotly takes them, and room for those beside bars and points, inside the plot, also on a phone."""

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import NamedTuple

NARROWEST = 186.0
"""Pixels between the labels of the rows and the edge of a chart on a screen of 390 pixels."""
LETTER, GAP = 6.9, 9.0
"""Pixels of a letter, and between a text and what it stands beside."""
MOST = 0.8
"""The share of the width that texts may take."""
TURNS = 60
LABEL_WIDTH = 20
"""Letters on a line of a label beside a bar."""


class Beside(NamedTuple):
    """A text beside a point of an axis."""

    value: float
    """The point."""
    text: str
    """The text."""
    is_left: bool
    """Whether it stands to the left of the point, else to the right."""


def room_for(points: Sequence[float], texts: Sequence[Beside], width: float = NARROWEST) -> list[float]:
    """The ends of an axis, so close that the points and all texts beside them just have room in `width` pixels.

    >>> room_for([0.0, 10.0], [])
    [0.0, 10.0]
    >>> low, high = room_for([0.0, 10.0], [Beside(10.0, "text", is_left=False)], 100.0)
    >>> low, round((high - 10.0) / (high - low) * 100.0, 1) == round(4 * LETTER + GAP, 1)
    (0.0, True)
    """
    bottom, top = min(points), max(points)
    if top <= bottom:
        bottom, top = bottom - 1.0, top + 1.0
    shares = [(item, pixels_of(item.text) / width) for item in texts]
    widest = {side: max((share for item, share in shares if item.is_left == side), default=0.0) for side in (True, False)}
    shrunk = min(1.0, MOST / max(sum(widest.values()), 1e-9))
    low, high = float(bottom), float(top)
    for _ in range(TURNS):  # each turn comes nearer: a wider axis gives each text a wider share of it
        length = high - low
        ends = [item.value + (-1.0 if item.is_left else 1.0) * shrunk * share * length for item, share in shares]
        low, high = min([bottom, *ends]), max([top, *ends])
    return [low, high]


def pixels_of(text: str) -> float:
    """About how wide a text is, and what is left free beside it."""
    return LETTER * len(text) + GAP


def wrapped(label: str, width: int = LABEL_WIDTH) -> str:
    """A label on several short lines of at most `width` letters, as plotly breaks them, each shown as it is."""
    return broken(wrap(label, width))


def broken(lines: Sequence[str]) -> str:
    """Lines of a text under each other, each shown as it is."""
    return "<br>".join(map(verbatim, lines))


def verbatim(text: str) -> str:
    """A text that a chart shows as it is: plotly obeys some HTML, and fills in what stands in %{}.

    >>> verbatim("R&D <b>%{x}</b>")
    'R&amp;D &lt;b&gt;%&#123;x}&lt;/b&gt;'
    """
    return escape(text, quote=False).replace("%{", "%&#123;")
