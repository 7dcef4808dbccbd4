"""Where the names of points on a map have room, so that no two stand on each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, radians, sin

PIXELS_PER_DEGREE = 76.0
"""About so many pixels high is a degree of latitude on a phone; what has room there has room everywhere."""
NARROW = cos(radians(63.5))
"""A degree of longitude in Midt-Norge, as a share of one of latitude."""
RIM = 4.0
"""Pixels that a spot is wider than its size, with its rim."""
EDGES = (4.7, 14.9)
"""Degrees east of the edges of the map on a phone."""
LARGE = 16.0
"""Pixels: a spot this wide has its name somewhere."""
BY_ITSELF = "middle center"
NEAREST_FAR, STEP, FARTHEST, TURNS = 16.0, 6.0, 20, 32
"""Pixels from a spot to the first place further off and from each to the next, how many, and how many directions."""
SIDES = {-1: "left", 0: "center", 1: "right"}
LEVELS = {-1: "bottom", 0: "middle", 1: "top"}
AROUND = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""Places around a spot in the order in which they are tried: level and side."""
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

    @property
    def is_far(self) -> bool:
        """Whether it stands by itself, with a line to its spot."""
        return self.side == BY_ITSELF

    def covers(self, x: float, y: float, width: float, height: float) -> bool:
        """Whether something of this size around a point would touch the name; sizes in degrees."""
        own = len(self.text) * LETTER
        return abs(self.x - x) < (own + width) / 2 and abs(self.y - y) < (LINE + height) / 2


@lru_cache(maxsize=16)
def placed_labels(spots: tuple[NamedPoint, ...], studied: str | None = None) -> tuple[Label, ...]:
    """Which spots get a name, and where: the studied one first, then from the largest on, around the spot, where the name has room.

    The studied one and the large ones have their name further off where there is no room at them. Another name that would stand on a
    name or on a spot, or would reach over the edge, is left out; the pointer shows it. Kept for the last few maps: who takes part
    does not move a name.
    """
    taken: list[Label] = []
    for spot in sorted(spots, key=lambda spot: spot.name != studied):
        places = (*_places(spot), *(_far_places(spot) if spot.name == studied or spot.size >= LARGE else ()))
        free = (place for place in places if _is_inside(place) and _off_names(place, taken) and _off_spots(place, spot, spots))
        taken += [place for place in [next(free, None)] if place is not None]
    return tuple(taken)


def _places(spot: NamedPoint) -> list[Label]:
    """To the right, to the left, above, below, then the corners; as far from the middle as plotly writes them."""
    off = (spot.size * 0.625 + 1) / PIXELS_PER_DEGREE
    across, up = off / NARROW + len(spot.name) * LETTER / 2, off + LINE / 2
    return [Label(spot.name, spot.x + side * across, spot.y + level * up, f"{LEVELS[level]} {SIDES[side]}", spot) for level, side in AROUND]


def _far_places(spot: NamedPoint) -> Iterator[Label]:
    """Further and further off, all around, as places of the map: what has room there has room on a larger screen too."""
    for step in range(FARTHEST):
        off = (NEAREST_FAR + STEP * step + spot.size / 2) / PIXELS_PER_DEGREE
        for turn in range(TURNS):
            angle = 2 * pi * (turn + 0.5) / TURNS
            yield Label(spot.name, spot.x + off * cos(angle) / NARROW, spot.y + off * sin(angle), BY_ITSELF, spot)


def _is_inside(place: Label) -> bool:
    """Whether the whole name is seen on a phone."""
    half = len(place.text) * LETTER / 2
    return EDGES[0] <= place.x - half and place.x + half <= EDGES[1]


def _off_spots(place: Label, own: NamedPoint, spots: Sequence[NamedPoint]) -> bool:
    return not any(place.covers(spot.x, spot.y, *_extent(spot)) for spot in spots if spot is not own)


def _off_names(place: Label, taken: Sequence[Label]) -> bool:
    return not any(place.covers(other.x, other.y, len(other.text) * LETTER, LINE) for other in taken)


def _extent(spot: NamedPoint) -> tuple[float, float]:
    """Width and height of a spot in degrees."""
    return (spot.size + RIM) / PIXELS_PER_DEGREE / NARROW, (spot.size + RIM) / PIXELS_PER_DEGREE
