"""The legend of a chart as a line of text over it: plotly's own takes a fifth of the time that the browser needs for a chart.

It also wraps on a phone, where plotly gives each name a row.
"""

from collections.abc import Iterator
from html import escape, unescape
from typing import Any

import streamlit as st

from costmodel.output.charts.yearly import Trace

ROOM, MARK = 36, 22
"""Pixels that plotly's legend takes of the height, and that a text at the top of the chart needs."""

BORDERS = {"solid": "solid", "dot": "dotted"}
"""Plotly's lines as CSS has them; all others are dashed."""
ROUND, TURNED = "border-radius:50%", "transform:rotate(45deg)"
"""A circle, and a diamond."""


def taken_out(chart: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The legend over the chart as HTML, and the fields of the layout without it; empty where there is none, or one elsewhere."""
    layout = chart["layout"]
    legend = layout.get("legend", {})
    if layout.get("showlegend") is False or legend.get("orientation") != "h" or legend.get("y", 0) < 1:
        return "", {}
    entries = "".join(_entry(trace, colour) for trace, colour in _named(chart["data"]))
    if not entries:
        return "", {}
    changed = {"showlegend": False, "height": layout["height"] - ROOM, "margin": {**layout["margin"], "t": MARK}}
    return f'<p class="legend" aria-hidden="true">{entries}</p>', changed


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
    return f'<span><i style="{_mark(trace, colour)}"></i>{escape(unescape(trace["name"]))}</span>'


def _mark(trace: Trace, colour: str) -> str:
    """A field, a line, or a point."""
    if trace["type"] != "scatter" or trace.get("fill"):
        return f"background:{colour};height:0.75em"
    if str(trace.get("mode")).startswith("markers"):
        symbol = (trace.get("marker") or {}).get("symbol")
        return f"background:{colour};width:0.6em;height:0.6em;{ROUND if symbol == 'circle' else TURNED}"
    dash = (trace.get("line") or {}).get("dash", "solid")
    return f"border-top:3px {BORDERS.get(dash, 'dashed')} {colour}"
