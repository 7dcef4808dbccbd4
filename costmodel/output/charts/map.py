"""The municipalities as bubbles at their coordinates on plain axes. No map tiles: nothing is fetched.

Filled: takes part. A ring: does not. So the choice is seen whatever the colour shows, and without colour.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

import plotly.graph_objects as go

from costmodel.analysis.participation.bills import Bills
from costmodel.assumptions.records import Municipality
from costmodel.assumptions.rollout import WAVES
from costmodel.axes import Array
from costmodel.output.charts.budget import axis_of
from costmodel.output.charts.map_labels import NARROW, NamedPoint, placed_labels
from costmodel.output.charts.yearly import LAYOUT, Trace, scatter, unchecked
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number

BY_WAVE, BY_STATUS, BY_CHOICE = "wave", "status", "choice"
BY_YEARLY, BY_NPV = "annual_per_inhabitant", "npv_per_inhabitant"
COLOURS = (BY_CHOICE, BY_WAVE, BY_STATUS, BY_YEARLY, BY_NPV)
"""What the colour can show."""
EDGE = "#7C8896"
"""Outline: stands out 3 : 1 from the light and from the dark background."""
BLUE, BROWN = "#2A7CC5", "#B27614"
BLUES = ["#00264D", "#1F4E8C", "#2A7CC5", "#6FA8DC", "#A9CDEE"]
BROWNS = ["#5C3A00", "#80540F", "#B27614", "#D39E5B", "#EBCB98"]
LIVE, PLANNED, DECLINED = "live", "planned", "declined"
STATUS_COLOURS = {LIVE: BLUE, PLANNED: BROWN, DECLINED: EDGE}
WAVE_COLOURS = dict(zip(WAVES, [*BLUES, *BROWNS], strict=True))
"""Blue for the waves carried out, brown for the planned ones, lighter the later; told apart by readers with colour-blindness."""
CIVIDIS = ["#00204D", "#0E3370", "#3A4A6B", "#575D6D", "#6E6F73", "#878479", "#A09877", "#BCAF6F", "#DAC85F", "#FFE945"]
SCALE = [[step / 9, colour] for step, colour in enumerate(CIVIDIS)]
"""A scale that readers with colour-blindness see in the same order."""
LARGEST, SMALLEST = 54.0, 12.0
"""Width in pixels of the largest bubble; the smallest is as wide as a finger's tip can still hit with a mouse."""
HEIGHT = 540


@dataclass(frozen=True)
class Bubble:
    """One municipality on the map."""

    row: Municipality
    """Where it is, and what the table says of it."""
    inhabitants: float
    """In the latest year of the table."""
    is_in: bool
    """Whether it takes part."""
    value: float | None
    """What the colour shows where it is a number."""
    hover: str
    """What is shown beside the pointer."""


def colour_label(colour: str) -> str:
    """What the colour shows: one of :data:`COLOURS`."""
    return text(f"charts.map.colours.{colour}")


def status_of(item: Municipality) -> str:
    """``live``, ``planned``, or ``declined`` where it has said no to what is planned."""
    return DECLINED if item.status == PLANNED and item.declined is not None else item.status


def status_label(status: str) -> str:
    """``live``, ``planned`` or ``declined``."""
    return text(f"charts.map.status.{status}")


def choice_label(is_in: bool) -> str:
    """Whether a municipality takes part."""
    return text(f"charts.map.choice.{'in' if is_in else 'out'}")


def bubbles(rows: Sequence[Municipality], bills: Bills, colour: str) -> list[Bubble]:
    """The bubbles, largest first, so that the small ones lie on top."""
    at = {name: index for index, name in enumerate(bills.names)}
    amounts = colour_values(bills, colour)
    made = [_bubble(item, bills, amounts, at[item.name]) for item in rows]
    return sorted(made, key=lambda bubble: -bubble.inhabitants)


def colour_values(bills: Bills, colour: str) -> Array | None:
    """The numbers behind the colour, ``(1, 1, municipality)``; None where it shows a kind."""
    return getattr(bills, colour) if colour in (BY_YEARLY, BY_NPV) else None


def _bubble(item: Municipality, bills: Bills, amounts: Array | None, at: int) -> Bubble:
    people = float(item.population[max(item.population)])
    is_in = bool(bills.takes_part[0, 0, at])
    value = None if amounts is None or not is_in else float(amounts[0, 0, at])
    npv = float(bills.npv[0, 0, at])
    told = {"choice": choice_label(is_in), "wave": item.wave, "status": status_label(status_of(item)), "people": people, "npv": npv}
    hover = text("charts.map.hover", name=item.name, **told)
    return Bubble(item, people, is_in, None if value is None or isnan(value) else value, hover)


def map_chart(made: Sequence[Bubble], colour: str, press: int = 0) -> go.Figure:
    """The map. `press` counts what has been chosen: a figure that was shown before would bring its old mark back."""
    by_kind: Mapping[str, Callable[[], list[Trace]]] = {
        BY_WAVE: lambda: _kinds(made, {wave: (wave, colour) for wave, colour in WAVE_COLOURS.items()}, lambda bubble: bubble.row.wave),
        BY_STATUS: lambda: _kinds(
            made, {key: (status_label(key), colour) for key, colour in STATUS_COLOURS.items()}, lambda bubble: status_of(bubble.row)
        ),
        BY_CHOICE: lambda: _kinds(made, {"": ("", BLUE)}, lambda _: ""),
    }
    traces = by_kind[colour]() if colour in by_kind else _numbers(made, colour)
    return unchecked([_rims(made), *traces, *_keys(), _labels(made)], {**_layout(), "meta": {"press": press}})


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
        "title": {"text": text("charts.map.scale", colour=colour_label(colour)), "side": "right"},
        "thickness": 10,
        "len": 0.8,
        "tickvals": ends,
        "ticktext": texts,
    }
    scale = {"colorscale": SCALE, "cmin": low, "cmax": high, "showscale": bool(known), "colorbar": bar}
    return [_points(known, "", color=values, showlegend=False, **scale), _points(rest, "", color=[EDGE] * len(rest), showlegend=False)]


def _points(group: Sequence[Bubble], label: str, *, showlegend: bool, **marker: Any) -> Trace:
    symbols = ["circle" if bubble.is_in else "circle-open" for bubble in group]
    widths = [1.0 if bubble.is_in else 2.0 for bubble in group]
    edges = (
        EDGE
        if "colorscale" in marker
        else [EDGE if bubble.is_in else colour for bubble, colour in zip(group, marker["color"], strict=True)]
    )
    return scatter(
        x=[bubble.row.longitude for bubble in group],
        y=[bubble.row.latitude for bubble in group],
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
    marker = {"symbol": "circle-open", "size": [size_of(bubble) for bubble in out], "line": {"width": 4}, "color": EDGE}
    x, y = [bubble.row.longitude for bubble in out], [bubble.row.latitude for bubble in out]
    return scatter(x=x, y=y, mode="markers", marker=marker, hoverinfo="skip", showlegend=False)


def size_of(bubble: Bubble) -> float:
    """Width in pixels: the area follows the population, down to what can be hit."""
    return max(SMALLEST, LARGEST * (bubble.inhabitants / 220_000) ** 0.5)


def _keys() -> list[Trace]:
    """What filled and hollow mean, in the legend."""
    looks = {choice_label(True): "circle", choice_label(False): "circle-open"}
    marker = {"color": EDGE, "size": 11, "line": {"width": 2, "color": EDGE}}
    return [
        scatter(x=[None], y=[None], mode="markers", name=name, marker={**marker, "symbol": symbol}, hoverinfo="skip")
        for name, symbol in looks.items()
    ]


def _labels(made: Sequence[Bubble]) -> Trace:
    """The names of the larger ones, as far as they do not stand on each other."""
    named = placed_labels(tuple(NamedPoint(bubble.row.name, bubble.row.longitude, bubble.row.latitude, size_of(bubble)) for bubble in made))
    return scatter(
        x=[label.spot.x for label in named],
        y=[label.spot.y for label in named],
        mode="markers+text",
        text=[label.text for label in named],
        textposition=[label.side for label in named],
        textfont={"size": 12},
        marker={"size": [label.spot.size for label in named], "opacity": 0},
        hoverinfo="skip",
        showlegend=False,
    )


def _layout() -> dict[str, Any]:
    """Degrees north are drawn longer than degrees east, as they are in Midt-Norge."""
    bare = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    return {
        **LAYOUT,
        "height": HEIGHT,
        "hovermode": "closest",
        "clickmode": "event+select",
        "xaxis": {**bare, "range": [4.6, 15.2], "constrain": "domain"},
        "yaxis": {**bare, "range": [61.9, 65.4], "scaleanchor": "x", "scaleratio": 1 / NARROW, "constrain": "domain"},
        "legend": {**axis_of("legend"), "y": 0, "yanchor": "bottom", "x": 1, "xanchor": "right", "orientation": "v"},
    }


def describe_map(made: Sequence[Bubble], colour: str) -> str:
    """What the map shows, for those who cannot see it."""
    inside = [bubble for bubble in made if bubble.is_in]
    largest = ", ".join(bubble.row.name for bubble in inside[:3])
    told = {"count": len(made), "inside": len(inside), "largest": largest}
    return text("charts.map.description", colour=colour_label(colour), **told)
