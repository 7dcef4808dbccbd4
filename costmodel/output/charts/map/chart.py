"""The municipalities as bubbles on a coastline of plain lines. No map tiles: nothing is fetched.

Filled: takes part. A ring: does not. So the choice is seen whatever the colour shows, and without colour. A bubble that would lie
under another is moved a little, with a line to its place.
"""

from collections.abc import Callable, Mapping, Sequence
from math import copysign, hypot
from typing import Any

import plotly.graph_objects as go

from costmodel.assumptions.rollout import WAVES
from costmodel.output.charts.budget import axis_of
from costmodel.output.charts.colours import MAGENTA, NEUTRAL, TEAL, VIOLET
from costmodel.output.charts.map.bubbles import (
    BY_CHOICE,
    BY_STATUS,
    BY_WAVE,
    DECLINED,
    LIVE,
    PLANNED,
    STUDIED_RING,
    Bubble,
    choice_label,
    colour_label,
    size_of,
    spot_of,
    status_label,
    status_of,
)
from costmodel.output.charts.map.labels import EDGES, LINE, NARROW, PIXELS_PER_DEGREE, Label, placed_labels
from costmodel.output.charts.map.places import BORDER, COAST, coastline
from costmodel.output.charts.yearly import LAYOUT, Trace, scatter, unchecked
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number

TEALS = ["#0B3B37", "#1B6660", TEAL, "#63B5AE", "#A5D8D3"]
VIOLETS = ["#3A1F57", "#6B3F97", VIOLET, "#BC97DC", "#DCC8EE"]
STATUS_COLOURS = {LIVE: TEAL, PLANNED: VIOLET, DECLINED: NEUTRAL}
WAVE_COLOURS = dict(zip(WAVES, [*TEALS, *VIOLETS], strict=True))
"""One hue for the waves carried out and one for the planned ones, lighter the later; told apart by readers with colour-blindness."""
SCALE = [[0.0, "#0B3B37"], [0.5, "#3E9A92"], [1.0, "#D5F0EC"]]
"""From dark to light, so that every reader sees the same order."""
MOVED = 0.4
"""From this share of its width on, a bubble that has been moved has a thin line to its place."""
HEIGHT = 540


def map_chart(made: Sequence[Bubble], colour: str, press: int = 0, studied: str | None = None, *, by_mouse: bool = True) -> go.Figure:
    """The map. `press` counts what has been chosen: a figure that was shown before would bring its old mark back.

    `by_mouse`: whether a part can be drawn up to be seen larger; a finger scrolls past the map.
    """
    by_kind: Mapping[str, Callable[[], list[Trace]]] = {
        BY_WAVE: lambda: _kinds(made, {wave: (wave, colour) for wave, colour in WAVE_COLOURS.items()}, lambda bubble: bubble.row.wave),
        BY_STATUS: lambda: _kinds(
            made, {key: (status_label(key), colour) for key, colour in STATUS_COLOURS.items()}, lambda bubble: status_of(bubble.row)
        ),
        BY_CHOICE: lambda: _kinds(made, {"": ("", TEAL)}, lambda _: ""),
    }
    traces = by_kind[colour]() if colour in by_kind else _numbers(made, colour)
    names = placed_labels(tuple(spot_of(bubble, studied) for bubble in made), studied)
    under, over = [*_ground(), _tethers(made, names), _rims(made)], [*_keys(), *_studied(made, studied), _names(names, studied)]
    return unchecked([*under, *traces, *over], {**_layout(by_mouse), "meta": {"press": press}})


def _ground() -> list[Trace]:
    """The coast, and the border as a dotted line."""
    looks = {COAST: {"width": 1, "color": NEUTRAL}, BORDER: {"width": 1, "color": NEUTRAL, "dash": "dot"}}
    lines = coastline()
    return [
        scatter(x=lines[kind][0], y=lines[kind][1], mode="lines", line=line, opacity=0.7, hoverinfo="skip", showlegend=False)
        for kind, line in looks.items()
    ]


def _tethers(made: Sequence[Bubble], names: Sequence[Label]) -> Trace:
    """A thin line from each bubble that has been moved to its place, and from each name that stands by itself to its bubble."""
    moved = [bubble for bubble in made if _pixels_moved(bubble) > MOVED * size_of(bubble)]
    far = [label for label in names if label.is_far]
    x = [end for bubble in moved for end in (bubble.row.longitude, bubble.x, None)]
    y = [end for bubble in moved for end in (bubble.row.latitude, bubble.y, None)]
    x += [end for label in far for end in (label.spot.x, label.x, None)]
    y += [end for label in far for end in (label.spot.y, label.y - copysign(LINE / 2, label.y - label.spot.y), None)]
    return scatter(x=x, y=y, mode="lines", line={"width": 1, "color": NEUTRAL}, hoverinfo="skip", showlegend=False)


def _pixels_moved(bubble: Bubble) -> float:
    """How far a bubble stands from its place on a phone."""
    return PIXELS_PER_DEGREE * hypot(NARROW * (bubble.x - bubble.row.longitude), bubble.y - bubble.row.latitude)


def _studied(made: Sequence[Bubble], studied: str | None) -> list[Trace]:
    """A ring around the municipality under study, where there is one."""
    rings: list[Trace] = []
    for bubble in (one for one in made if one.row.name == studied):
        marker = {"symbol": "circle-open", "size": size_of(bubble) + STUDIED_RING, "line": {"width": 2.5}, "color": MAGENTA}
        rings.append(scatter(x=[bubble.x], y=[bubble.y], mode="markers", name=bubble.row.name, marker=marker, hoverinfo="skip"))
    return rings


def _kinds(made: Sequence[Bubble], kinds: Mapping[str, tuple[str, str]], kind_of: Callable[[Bubble], str]) -> list[Trace]:
    """A trace for each kind, named in the legend."""
    groups = {kind: [bubble for bubble in made if kind_of(bubble) == kind] for kind in kinds}
    return [
        _points(group, kinds[kind][0], color=[kinds[kind][1]] * len(group), showlegend=bool(kinds[kind][0]))
        for kind, group in groups.items()
    ]


def _numbers(made: Sequence[Bubble], colour: str) -> list[Trace]:
    """A scale of colour for those with a number, and grey for those without."""
    known = [bubble for bubble in made if bubble.value is not None]
    rest = [bubble for bubble in made if bubble.value is None]
    values = [bubble.value or 0.0 for bubble in known]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    ends = [low, (low + high) / 2, high]
    texts = [number(value) for value in ends]
    bar = {
        "title": {"text": text("charts.map.scale", colour=colour_label(colour)), "side": "top"},
        "orientation": "h",
        "y": 1,
        "yanchor": "bottom",
        "thickness": 10,
        "len": 0.9,
        "tickvals": ends,
        "ticktext": texts,
    }
    scale = {"colorscale": SCALE, "cmin": low, "cmax": high, "showscale": bool(known), "colorbar": bar}
    return [_points(known, "", color=values, showlegend=False, **scale), _points(rest, "", color=[NEUTRAL] * len(rest), showlegend=False)]


def _points(group: Sequence[Bubble], label: str, *, showlegend: bool, **marker: Any) -> Trace:
    symbols = ["circle" if bubble.is_in else "circle-open" for bubble in group]
    widths = [1.0 if bubble.is_in else 2.0 for bubble in group]
    edges = (
        NEUTRAL
        if "colorscale" in marker
        else [NEUTRAL if bubble.is_in else colour for bubble, colour in zip(group, marker["color"], strict=True)]
    )
    return scatter(
        x=[bubble.x for bubble in group],
        y=[bubble.y for bubble in group],
        mode="markers",
        name=label,
        showlegend=showlegend,
        customdata=[[bubble.row.name, bubble.hover] for bubble in group],
        hovertemplate="%{customdata[1]}<extra></extra>",
        marker={
            "symbol": symbols,
            "size": [size_of(bubble) for bubble in group],
            "line": {"width": widths, "color": edges},
            "opacity": 1,
            **marker,
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _rims(made: Sequence[Bubble]) -> Trace:
    """A grey rim under the rings, so that a light or a dark ring is seen on every background."""
    out = [bubble for bubble in made if not bubble.is_in]
    marker = {"symbol": "circle-open", "size": [size_of(bubble) for bubble in out], "line": {"width": 4}, "color": NEUTRAL}
    return scatter(
        x=[bubble.x for bubble in out], y=[bubble.y for bubble in out], mode="markers", marker=marker, hoverinfo="skip", showlegend=False
    )


def _keys() -> list[Trace]:
    """What filled and hollow mean, in the legend."""
    looks = {choice_label(True): "circle", choice_label(False): "circle-open"}
    marker = {"color": NEUTRAL, "size": 11, "line": {"width": 2, "color": NEUTRAL}}
    return [
        scatter(x=[None], y=[None], mode="markers", name=name, marker={**marker, "symbol": symbol}, hoverinfo="skip")
        for name, symbol in looks.items()
    ]


def _names(names: Sequence[Label], studied: str | None) -> Trace:
    """The names, that of the studied municipality in bold."""
    return scatter(
        x=[label.x if label.is_far else label.spot.x for label in names],
        y=[label.y if label.is_far else label.spot.y for label in names],
        mode="markers+text",
        text=[f"<b>{label.text}</b>" if label.text == studied else label.text for label in names],
        textposition=[label.side for label in names],
        textfont={"size": 12},
        marker={"size": [1.0 if label.is_far else label.spot.size for label in names], "opacity": 0},
        hoverinfo="skip",
        showlegend=False,
    )


def _layout(by_mouse: bool) -> dict[str, Any]:
    """Degrees north are drawn longer than degrees east, as they are in Midt-Norge; a wide or a high screen shows more of the coast."""
    bare = {"visible": False, "fixedrange": not by_mouse, "showgrid": False, "zeroline": False}
    return {
        **LAYOUT,
        "height": HEIGHT,
        "hovermode": "closest",
        "clickmode": "event+select",
        "dragmode": "zoom" if by_mouse else False,
        "xaxis": {**bare, "range": list(EDGES)},
        "yaxis": {**bare, "range": [61.85, 65.4], "scaleanchor": "x", "scaleratio": 1 / NARROW},
        "legend": {**axis_of("legend"), "y": -0.01, "yanchor": "top"},
    }


def describe_map(made: Sequence[Bubble], colour: str) -> str:
    """What the map shows, for those who cannot see it."""
    inside = [bubble for bubble in made if bubble.is_in]
    largest = ", ".join(bubble.row.name for bubble in inside[:3])
    told = {"count": len(made), "inside": len(inside), "largest": largest}
    return text("charts.map.description", colour=colour_label(colour), **told)
