"""The chart of what the present values rest on, and what it says."""

from collections.abc import Mapping
from typing import cast

import plotly.graph_objects as go

from costmodel.analysis.provenance import ORIGINS, ValueProvenance, whole_percentages
from costmodel.assumptions.records import AssumptionSet
from costmodel.output.charts.colours import MAGENTA, NEUTRAL, OLIVE, PAPER, TEAL, VIOLET
from costmodel.output.charts.yearly import LAYOUT, Columns, Trace, unchecked
from costmodel.texts.catalog import text

TOTALS = ("total_cost", "total_benefit")
COLOURS = dict(zip(ORIGINS, (TEAL, OLIVE, NEUTRAL, VIOLET, MAGENTA), strict=True))
"""A colour an origin."""
SMALLEST_LABEL = 6
"""Per cent under which a part is too narrow for its label; it stands in the table."""
Parts = Mapping[str, Mapping[str, int]]
"""Per cent by total and origin: each total's add up to 100, or are all 0."""


def origin_label(origin: str) -> str:
    """One of :data:`costmodel.analysis.provenance.ORIGINS`."""
    return text(f"charts.provenance.origins.{origin}")


def total_label(total: str) -> str:
    """``total_cost`` or ``total_benefit``."""
    return text(f"charts.provenance.totals.{total}")


def parts_of(found: Mapping[str, ValueProvenance], assumptions: AssumptionSet, changed: frozenset[str]) -> Parts:
    """What each present value rests on, in whole per cents that add up to 100."""
    return {total: whole_percentages(provenance.by_origin(assumptions, changed)) for total, provenance in found.items()}


def provenance_columns(parts: Parts) -> Columns:
    """The numbers behind the chart: a column an origin that is used, a row a total."""
    used = [origin for origin in ORIGINS if any(row[origin] for row in parts.values())]
    return {origin_label(origin): [float(row[origin]) for row in parts.values()] for origin in used}


def provenance_chart(parts: Parts) -> go.Figure:
    """A bar for cost and one for benefit, each divided by where the numbers behind it come from."""
    rows = [total_label(total) for total in parts]
    colours = [colour for origin, colour in COLOURS.items() if any(row[origin] for row in parts.values())]
    columns = zip(provenance_columns(parts).items(), colours, strict=True)
    bars: list[Trace] = [_bar(rows, label, [int(value) for value in values], colour) for (label, values), colour in columns]
    axis = {"fixedrange": True, "showgrid": False}
    layout = {
        **LAYOUT,
        "barmode": "stack",
        "height": 190,
        "margin": {"l": 4, "r": 24, "t": 4, "b": 4},
        "hovermode": "closest",
        "legend": {**cast("Trace", LAYOUT["legend"]), "traceorder": "normal"},
        "xaxis": {**axis, "range": [0, 100], "tickvals": [0, 25, 50, 75, 100], "ticksuffix": " %"},
        "yaxis": {**axis, "autorange": "reversed", "automargin": True},
    }
    return unchecked(bars, layout)


def _bar(rows: list[str], label: str, values: list[int], colour: str) -> Trace:
    texts = [f"{value} %" if value >= SMALLEST_LABEL else "" for value in values]
    hover = text("charts.provenance.hover")
    looks = {"type": "bar", "orientation": "h", "textposition": "inside", "insidetextanchor": "middle", "textangle": 0}
    looks |= {"marker": {"color": colour}, "insidetextfont": {"color": PAPER}}
    return {**looks, "x": values, "y": rows, "name": label, "text": texts, "hovertemplate": hover}


def describe_provenance(parts: Parts) -> str:
    """What the chart shows, for those who cannot see it."""
    rows = [text("charts.provenance.row", total=total_label(total), parts=told(row)) for total, row in parts.items()]
    return text("charts.provenance.description", rows=" ".join(rows))


def told(row: Mapping[str, int]) -> str:
    """One total's parts in words, those that are 0 left out."""
    used = {origin: value for origin, value in row.items() if value}
    parts = [text("charts.provenance.part", share=value, origin=origin_label(origin)) for origin, value in used.items()]
    return ", ".join(parts) or text("charts.provenance.empty")


def provenance_takeaway(found: Mapping[str, ValueProvenance], parts: Parts) -> str:
    """The chart in one sentence."""
    cost, benefit = (parts[total]["assumption"] for total in ("total_cost", "total_benefit"))
    amounts = {"cost_amount": found["total_cost"].amount, "benefit_amount": found["total_benefit"].amount}
    return text("charts.provenance.takeaway", cost=cost, benefit=benefit, **amounts)
