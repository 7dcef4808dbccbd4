"""The price per inhabitant against the number of participants."""

from collections.abc import Mapping
from math import isnan
from typing import Any

import plotly.graph_objects as go

from costmodel.analysis.participation.price_curve import ByNumber
from costmodel.output.charts.budget import axis_of
from costmodel.output.charts.colours import NEUTRAL, TEAL, VIOLET
from costmodel.output.charts.yearly import LAYOUT, Trace, scatter, unchecked
from costmodel.texts.catalog import text
from costmodel.texts.numbers import percent

COMPARED_SHARES = (0.0, 0.5, 1.0)
"""Shares of the cost that are common, for which the bend is shown beside the scenario's own."""
OWN, MARGINAL = "own", "marginal"
Key = str | float
"""OWN, MARGINAL, or a share of the bend."""
LINE_LOOKS: dict[str, dict[str, Any]] = {
    OWN: {"line": {"width": 3, "color": TEAL}},
    MARGINAL: {"line": {"width": 2, "dash": "dot", "color": VIOLET}},
}
THIN: dict[str, Any] = {"line": {"width": 1.5, "dash": "dash", "color": NEUTRAL}}


def line_label(line: Key) -> str:
    """OWN, MARGINAL or a share of the bend."""
    return text(f"charts.price.{line}") if isinstance(line, str) else text("charts.price.share", share=line)


def _note(line: Key) -> str:
    """The same at the end of its line, where there is little room."""
    return line_label(line) if isinstance(line, str) else percent(line)


def price_columns(curve: ByNumber, bent: Mapping[float, tuple[float, ...]]) -> dict[str, tuple[float, ...]]:
    """The numbers behind the chart: a column a line, a row a number of participants, NOK per inhabitant."""
    return {line_label(line): prices for line, prices in _lines(curve, bent).items()}


def _lines(curve: ByNumber, bent: Mapping[float, tuple[float, ...]]) -> dict[Key, tuple[float, ...]]:
    return {OWN: curve.price, MARGINAL: curve.marginal, **bent}


def price_chart(curve: ByNumber, bent: Mapping[float, tuple[float, ...]], now: tuple[int, float]) -> go.Figure:
    """Lines by number of participants, each named at its end, and the point of the scenario: participants and price."""
    columns = _lines(curve, bent)
    lines = [_line(curve, line, values) for line, values in columns.items()]
    xaxis = {
        **axis_of("xaxis"),
        "title": {"text": text("charts.price.people_axis")},
        "range": [0, len(curve.last_in) * 1.3],
        "tickvals": [1, 10, 19, 34, 50, 66],
    }
    yaxis = {**axis_of("yaxis"), "title": {"text": text("charts.price.price_axis", year=curve.year)}, "zeroline": False}
    layout = {**LAYOUT, "height": 400, "hovermode": "x unified", "xaxis": xaxis, "yaxis": yaxis, "showlegend": False}
    notes = [_name_of(_note(line), end) for line, end in names_apart(columns).items()]
    return unchecked([*lines, _point(now)], {**layout, "annotations": notes})


def names_apart(columns: Mapping[Key, tuple[float, ...]]) -> dict[Key, tuple[float, float]]:
    """Where each line ends, as x and y, and the y of its name moved so far that no two names stand on each other."""
    ends = {label: (len(values), values[-1]) for label, values in columns.items() if not isnan(values[-1])}
    room = max((y for _, y in ends.values()), default=1.0) * 0.055
    placed: dict[Key, tuple[float, float]] = {}
    highest = float("-inf")
    for label, (x, y) in sorted(ends.items(), key=lambda item: item[1][1]):
        highest = max(y, highest + room)
        placed[label] = (x, highest)
    return placed


def _name_of(label: str, end: tuple[float, float]) -> dict[str, Any]:
    return {"x": end[0], "y": end[1], "text": label, "showarrow": False, "xanchor": "left", "xshift": 6}


def _line(curve: ByNumber, line: Key, values: tuple[float, ...]) -> Trace:
    label = line_label(line)
    texts = [text("charts.price.amount", price=value) for value in values]
    who = [text("charts.price.joins", municipality=name) if line == MARGINAL else "" for name in curve.last_in]
    hover = {
        "customdata": [list(pair) for pair in zip(texts, who, strict=True)],
        "hovertemplate": f"{label}: %{{customdata[0]}}%{{customdata[1]}}<extra></extra>",
    }
    known = [None if isnan(value) else value for value in values]
    return scatter(x=list(curve.numbers), y=known, name=label, mode="lines", **LINE_LOOKS.get(str(line), THIN), **hover)


def _point(now: tuple[int, float]) -> Trace:
    """Where the scenario stands."""
    participants, price = now
    return scatter(
        x=[participants],
        y=[None if isnan(price) else price],
        mode="markers+text",
        text=[text("charts.price.chosen", participants=participants, price=price)],
        textposition="top right",
        cliponaxis=False,
        marker={"size": 12, "color": TEAL, "line": {"width": 2, "color": NEUTRAL}},
        hoverinfo="skip",
    )


def describe_prices(curve: ByNumber, now: tuple[int, float]) -> str:
    """What the chart shows, for those who cannot see it."""
    what = {"municipality": curve.name, "year": curve.year, "most": len(curve.last_in)}
    prices = {"alone": curve.price[0], "together": curve.price[-1], "participants": now[0], "price": now[1]}
    return text("charts.price.description", **what, **prices)
