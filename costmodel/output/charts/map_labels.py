"""Where the names of points on a map have room, so that no two stand on each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

PIXELS_PER_DEGREE = 85.0
"""About so many pixels high is a degree of latitude on a phone; names that have room there have room everywhere."""
NARROW = cos(radians(63.5))
"""A degree of longitude in Midt-Norge, as a share of one of latitude."""
NAMED = 16.0
"""Pixels: a spot this wide gets its name even where the name stands on another spot."""
LETTER, LINE = 6.5 / PIXELS_PER_DEGREE / NARROW, 13 / PIXELS_PER_DEGREE
"""Width of a letter and height of a line in degrees."""


@dataclass(frozen=True)
class NamedPoint:
    """A point with a name."""

    name: str
    """Its name."""
    x: float
    """Degrees east."""
    y: float
    """Degrees north."""
    size: float
    """Width in pixels."""


@dataclass(frozen=True)
class Label:
    """A name on the map."""

    text: str
    """The name."""
    x: float
    """Degrees east of its middle."""
    y: float
    """Degrees north of its middle."""
    side: str
    """Where it stands beside its spot, as plotly calls it."""
    spot: NamedPoint
    """The point that it names."""

    def covers(self, x: float, y: float, width: float, height: float) -> bool:
        """Whether something of this size around a point would touch the name; sizes in degrees."""
        own = len(self.text) * LETTER
        return abs(self.x - x) < (own + width) / 2 and abs(self.y - y) < (LINE + height) / 2


@lru_cache(maxsize=8)
def placed_labels(spots: tuple[NamedPoint, ...]) -> tuple[Label, ...]:
    """Which spots get a name, and where: from the largest on, above, below or beside it, where the name has room;
    the large ones also where it stands on another spot.

    Kept for the last few maps: who takes part does not move a name.
    """
    taken: list[Label] = []
    for spot in spots:
        places = [place for place in _places(spot) if _off_names(place, taken)]
        free = [place for place in places if _off_spots(place, spot, spots)]
        wanted = free or (places if spot.size >= NAMED else [])
        taken.extend(wanted[:1])
    return tuple(taken)


def _places(spot: NamedPoint) -> list[Label]:
    """Above, below, to the right, to the left."""
    name, x, y = spot.name, spot.x, spot.y
    width, height = _extent(spot)
    up, aside = (height + LINE) / 2, (width + len(name) * LETTER) / 2
    return [
        Label(name, x, y + up, "top center", spot),
        Label(name, x, y - up, "bottom center", spot),
        Label(name, x + aside, y, "middle right", spot),
        Label(name, x - aside, y, "middle left", spot),
    ]


def _off_spots(place: Label, own: NamedPoint, spots: Sequence[NamedPoint]) -> bool:
    return not any(place.covers(spot.x, spot.y, *_extent(spot)) for spot in spots if spot is not own)


def _off_names(place: Label, taken: Sequence[Label]) -> bool:
    return not any(place.covers(other.x, other.y, len(other.text) * LETTER, LINE) for other in taken)


def _extent(spot: NamedPoint) -> tuple[float, float]:
    """Width and height of a spot in degrees."""
    return spot.size / PIXELS_PER_DEGREE / NARROW, spot.size / PIXELS_PER_DEGREE
