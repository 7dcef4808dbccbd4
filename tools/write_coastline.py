"""Writes the coastline that the map of municipalities is drawn on: ``python tools/write_coastline.py countries-10m.json``.

The argument is Natural Earth's map of countries, scale 1 : 10 million (public domain), as the npm package ``world-atlas`` 2.0.2 has
it: ``npm pack world-atlas@2.0.2`` gives an archive with the file in it. What comes of it is checked in, so nobody needs to run this.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "costmodel" / "output" / "charts" / "map" / "coastline.json"
WEST, EAST, SOUTH, NORTH = 1.5, 18.5, 59.6, 67.6
"""What the file holds, in degrees: what the map shows on any screen."""
COUNTRIES = ("Norway", "Sweden")
PER_DEGREE = 1000
"""Coordinates are whole thousandths of a degree: 50 to 110 metres."""
TOLERANCE = 0.003
"""Degrees of latitude that a line may be moved by leaving out points: half a pixel on the whole map."""
SMALLEST = 0.02
"""Degrees of latitude: islands that are smaller are left out."""
NARROW = cos(radians(63.5))
COAST, BORDER = "coast", "border"

Point = tuple[float, float]
Line = list[Point]


def main() -> None:
    """Read the map of countries, keep what is near, and write it."""
    lines = lines_of(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    rounded = {kind: [flat(simplified(line)) for line in found] for kind, found in lines.items()}
    TARGET.write_text(json.dumps(rounded, separators=(",", ":")) + "\n", "utf-8")


def lines_of(atlas: dict[str, Any]) -> dict[str, list[Line]]:
    """The parts of the coast and of the border between the countries that lie within the window."""
    shapes = [shape for shape in atlas["objects"]["countries"]["geometries"] if shape["properties"]["name"] in COUNTRIES]
    used = Counter(arc if arc >= 0 else ~arc for shape in shapes for arc in arcs_of(shape["arcs"]))
    of_others = {
        arc if arc >= 0 else ~arc
        for shape in atlas["objects"]["countries"]["geometries"]
        for arc in arcs_of(shape["arcs"])
        if shape not in shapes
    }
    found: dict[str, list[Line]] = {COAST: [], BORDER: []}
    for arc, times in sorted(used.items()):
        if arc not in of_others:
            found[COAST if times == 1 else BORDER] += within_window(decoded(atlas, arc))
    return {kind: [line for line in lines if extent(line) >= SMALLEST] for kind, lines in found.items()}


def arcs_of(nested: Iterable[Any]) -> Iterator[int]:
    """The numbers in lists of lists."""
    for item in nested:
        if isinstance(item, int):
            yield item
        else:
            yield from arcs_of(item)


def decoded(atlas: dict[str, Any], arc: int) -> Line:
    """An arc in degrees: TopoJSON holds differences between whole numbers."""
    (scale_x, scale_y), (left, bottom) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    line: Line = []
    x = y = 0
    for dx, dy in atlas["arcs"][arc]:
        x, y = x + dx, y + dy
        line.append((left + scale_x * x, bottom + scale_y * y))
    return line


def within_window(line: Line) -> Iterator[Line]:
    """The stretches of a line that lie within the window, each with the points beside it."""
    part: Line = []
    for here, after in pairwise(line):
        if is_within(here) or is_within(after):
            part = [*(part or [here]), after]
        elif part:
            yield part
            part = []
    if part:
        yield part


def is_within(point: Point) -> bool:
    """Whether a point lies within the window."""
    return WEST <= point[0] <= EAST and SOUTH <= point[1] <= NORTH


def extent(line: Line) -> float:
    """The longer side of the rectangle around a line, in degrees of latitude."""
    xs, ys = zip(*line, strict=True)
    return max(NARROW * (max(xs) - min(xs)), max(ys) - min(ys))


def simplified(line: Line) -> Line:
    """Fewer points (Douglas and Peucker 1973); a closed line is divided first, so that its ends are not one point."""
    if len(line) < 3:
        return line
    if line[0] == line[-1]:
        middle = len(line) // 2
        return [*simplified(line[: middle + 1])[:-1], *simplified(line[middle:])]
    distances = [off_chord(point, line[0], line[-1]) for point in line[1:-1]]
    furthest = max(distances)
    if furthest <= TOLERANCE:
        return [line[0], line[-1]]
    at = distances.index(furthest) + 1
    return [*simplified(line[: at + 1])[:-1], *simplified(line[at:])]


def off_chord(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from the straight line between two others, in degrees of latitude."""
    across, up = NARROW * (end[0] - start[0]), end[1] - start[1]
    x, y = NARROW * (point[0] - start[0]), point[1] - start[1]
    length = hypot(across, up)
    return hypot(x, y) if length == 0 else abs(across * y - up * x) / length


def flat(line: Line) -> list[int]:
    """Longitude and latitude in turn, in thousandths of a degree."""
    return [round(PER_DEGREE * value) for point in line for value in point]


main()
