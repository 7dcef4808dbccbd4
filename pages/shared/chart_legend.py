"""The legend of a chart as a line of text over it: plotly's own takes a fifth of the time that the browser needs for a chart.

It also wraps on a phone, where plotly gives each name a row.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

import streamlit as st

Trace = dict[str, Any]
ROOM, MARK = 36, 22
"""Pixels that plotly's legend takes of the height, and that a text at the top of the chart needs."""


def taken_out(figure: Any) -> str:
    """The legend over the chart as HTML, taken out of the figure; empty where the chart has none, or one elsewhere."""
    chart = figure.to_plotly_json()
    legend = chart["layout"].get("legend", {})
    if chart["layout"].get("showlegend") is False or legend.get("orientation") != "h" or legend.get("y", 0) < 1:
        return ""
    named = list(_named(chart["data"]))
    if legend.get("traceorder") == "reversed":
        named.reverse()
    if not named:
        return ""
    layout = figure.layout
    layout["showlegend"], layout["height"], layout["margin"]["t"] = False, layout["height"] - ROOM, MARK
    return '<p class="legend" aria-hidden="true">' + "".join(_entry(trace, colour) for trace, colour in named) + "</p>"


def _named(traces: list[Trace]) -> Iterator[tuple[Trace, str]]:
    """The traces that a legend names, each with its colour as CSS: its own, or that of the theme at its place."""
    themes = [st.get_option(f"theme.{word}.chartCategoricalColors") for word in ("light", "dark")]
    for at, trace in enumerate(traces):
        if trace.get("name") and trace.get("showlegend", True):
            light, dark = (colours[at % len(colours)] for colours in themes)
            yield trace, _own_colour(trace) or f"light-dark({light},{dark})"


def _own_colour(trace: Trace) -> str | None:
    places = [trace.get("fillcolor"), (trace.get("marker") or {}).get("color"), (trace.get("line") or {}).get("color")]
    return next((colour for colour in places if isinstance(colour, str)), None)


def _entry(trace: Trace, colour: str) -> str:
    """A mark like the trace's own, and its name."""
    is_line = trace["type"] == "scatter" and not trace.get("fill")
    dash = (trace.get("line") or {}).get("dash", "solid")
    mark = f"border-top:3px {'solid' if dash == 'solid' else 'dotted'} {colour}" if is_line else f"background:{colour};height:0.75em"
    return f'<span><i style="{mark}"></i>{escape(trace["name"])}</span>'
