"""The price per inhabitant against the number of participants, in bokmål."""

from collections.abc import Mapping
from math import isnan
from typing import Any

import plotly.graph_objects as go

from costmodel.analysis.participation.price_curve import ByNumber
from costmodel.output.charts.budget import axis_of
from costmodel.output.charts.yearly import LAYOUT, Trace, scatter, unchecked
from costmodel.texts.numbers import number, percent

SHARES = (0.0, 0.5, 1.0)
"""Shares of the cost that are common, for which the bend is shown beside the scenario's own."""
FELLES = " felles"
OWN, MARGINAL = "Scenarioet", "Grensepris"
LOOKS: dict[str, dict[str, Any]] = {
    OWN: {"line": {"width": 3, "color": "#2A7CC5"}},
    MARGINAL: {"line": {"width": 2, "dash": "dot", "color": "#B27614"}},
}
THIN: dict[str, Any] = {"line": {"width": 1.5, "dash": "dash", "color": "#7C8896"}}


def share_label(share: float) -> str:
    """A line of the bend."""
    return f"{percent(share)}{FELLES}"


def price_columns(curve: ByNumber, bent: Mapping[float, tuple[float, ...]]) -> dict[str, tuple[float, ...]]:
    """The numbers behind the chart: a column a line, a row a number of participants, NOK per inhabitant."""
    return {OWN: curve.price, MARGINAL: curve.marginal, **{share_label(share): prices for share, prices in bent.items()}}


def price_chart(curve: ByNumber, bent: Mapping[float, tuple[float, ...]], now: tuple[int, float]) -> go.Figure:
    """Lines by number of participants, each named at its end, and the point of the scenario: participants and price."""
    columns = price_columns(curve, bent)
    lines = [_line(curve, label, values) for label, values in columns.items()]
    xaxis = {
        **axis_of("xaxis"),
        "title": {"text": "antall deltakere"},
        "range": [0, len(curve.last_in) * 1.3],
        "tickvals": [1, 10, 19, 34, 50, 66],
    }
    yaxis = {**axis_of("yaxis"), "title": {"text": f"kr per innbygger i {curve.year}"}, "zeroline": False}
    layout = {**LAYOUT, "height": 400, "hovermode": "x unified", "xaxis": xaxis, "yaxis": yaxis, "showlegend": False}
    notes = [_name_of(label.removesuffix(FELLES), end) for label, end in spread(columns).items()]
    return unchecked([*lines, _point(now)], {**layout, "annotations": notes})


def spread(columns: Mapping[str, tuple[float, ...]]) -> dict[str, tuple[float, float]]:
    """Where each line ends, as x and y, and the y of its name moved so far that no two names stand on each other."""
    ends = {label: (len(values), values[-1]) for label, values in columns.items() if not isnan(values[-1])}
    room = max((y for _, y in ends.values()), default=1.0) * 0.055
    placed: dict[str, tuple[float, float]] = {}
    highest = float("-inf")
    for label, (x, y) in sorted(ends.items(), key=lambda item: item[1][1]):
        highest = max(y, highest + room)
        placed[label] = (x, highest)
    return placed


def _name_of(label: str, end: tuple[float, float]) -> dict[str, Any]:
    return {"x": end[0], "y": end[1], "text": label, "showarrow": False, "xanchor": "left", "xshift": 6}


def _line(curve: ByNumber, label: str, values: tuple[float, ...]) -> Trace:
    texts = [f"{number(value)} kr" for value in values]
    who = [f" ({name} kommer til)" if label == MARGINAL else "" for name in curve.last_in]
    hover = {
        "customdata": [list(pair) for pair in zip(texts, who, strict=True)],
        "hovertemplate": f"{label}: %{{customdata[0]}}%{{customdata[1]}}<extra></extra>",
    }
    known = [None if isnan(value) else value for value in values]
    return scatter(x=list(curve.numbers), y=known, name=label, mode="lines", **LOOKS.get(label, THIN), **hover)


def _point(now: tuple[int, float]) -> Trace:
    """Where the scenario stands."""
    participants, price = now
    return scatter(
        x=[participants],
        y=[None if isnan(price) else price],
        mode="markers+text",
        text=[f"Valgt: {participants} med, {number(price)} kr"],
        textposition="top right",
        cliponaxis=False,
        marker={"size": 12, "color": "#2A7CC5", "line": {"width": 2, "color": "#7C8896"}},
        hoverinfo="skip",
    )


def describe_prices(curve: ByNumber, now: tuple[int, float]) -> str:
    """What the chart shows, for those who cannot see it."""
    return (
        f"Linjer for betaling til plattformen per innbygger i {curve.name} i {curve.year}, fra 1 til {len(curve.last_in)} deltakere: "
        f"{number(curve.price[0])} kroner med 1, {number(curve.price[-1])} med alle. Med {now[0]} deltakere, som valgt, er den "
        f"{number(now[1])} kroner. Andre linjer viser grenseprisen, og prisen om ingenting, halvparten eller alt var felles. "
        "Alle tallene står i tabellen under figuren."
    )
