"""Where things stand on the map: the coast, and bubbles moved so far apart that none lies under another."""

import json
from dataclasses import replace
from functools import cache, lru_cache
from itertools import combinations
from math import hypot
from pathlib import Path

from costmodel.output.charts.map.labels import NARROW, PIXELS_PER_DEGREE, NamedPoint

COASTLINE = Path(__file__).with_name("coastline.json")
"""Lines of the coast and of the border, longitude and latitude in turn, in thousandths of a degree: ``tools/write_coastline.py``."""
COAST, BORDER = "coast", "border"
PER_DEGREE = 1000
GAP = 3.5
"""Pixels between two bubbles on a phone, their rims among them; on a larger screen it is more."""
TURNS = 500

Line = tuple[list[float | None], list[float | None]]
"""Degrees east and north, None between two lines."""


@cache
def coastline() -> dict[str, Line]:
    """The coast and the border, each as one line with gaps."""
    kept: dict[str, list[list[int]]] = json.loads(COASTLINE.read_text("utf-8"))
    return {kind: _joined(lines) for kind, lines in kept.items()}


def _joined(lines: list[list[int]]) -> Line:
    x: list[float | None] = []
    y: list[float | None] = []
    for line in lines:
        x += [*(value / PER_DEGREE for value in line[::2]), None]
        y += [*(value / PER_DEGREE for value in line[1::2]), None]
    return x, y


@lru_cache(maxsize=16)
def apart(spots: tuple[NamedPoint, ...]) -> tuple[NamedPoint, ...]:
    """The points moved just so far that no two touch on a phone, in their order; of two the smaller one gives way.

    Each turn moves every pair that touches, along the line between them; it ends when none does. What moves most comes about a
    centimetre away on a phone. Kept for the last few maps: who takes part moves nothing.
    """
    at = [(spot.x * NARROW * PIXELS_PER_DEGREE, spot.y * PIXELS_PER_DEGREE) for spot in spots]
    for _ in range(TURNS):
        if not _push(at, spots):
            break
    return tuple(replace(spot, x=x / NARROW / PIXELS_PER_DEGREE, y=y / PIXELS_PER_DEGREE) for spot, (x, y) in zip(spots, at, strict=True))


def _push(at: list[tuple[float, float]], spots: tuple[NamedPoint, ...]) -> bool:
    """Move each pair that touches apart; whether any did."""
    moved = False
    for one, other in combinations(range(len(spots)), 2):
        across, up = at[one][0] - at[other][0], at[one][1] - at[other][1]
        distance, wanted = hypot(across, up) or 1e-9, (spots[one].size + spots[other].size) / 2 + GAP
        if distance < wanted - 1e-6:
            moved = True
            share, way = _share_of_first(spots[one], spots[other]), (wanted - distance) / distance
            at[one] = (at[one][0] + share * way * across, at[one][1] + share * way * up)
            at[other] = (at[other][0] - (1 - share) * way * across, at[other][1] - (1 - share) * way * up)
    return moved


def _share_of_first(one: NamedPoint, other: NamedPoint) -> float:
    """How much of the way the first one moves: by how large the other is."""
    return other.size**2 / (one.size**2 + other.size**2)
