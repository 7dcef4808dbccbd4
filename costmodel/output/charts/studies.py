"""What a measurement is worth by how many are measured, beside what it costs."""

from typing import Any

import plotly.graph_objects as go

from costmodel.analysis.learning.studies import StudyWorth
from costmodel.output.charts.budget import axis_of
from costmodel.output.charts.colours import NEUTRAL, TEAL
from costmodel.output.charts.yearly import LAYOUT, Trace, scatter, unchecked
from costmodel.texts.catalog import text


def study_columns(found: StudyWorth) -> dict[str, list[float]]:
    """The lines of the chart by name, MNOK, in the order of the sizes."""
    lines = {"value": [size.value for size in found.sizes], "cost": [size.cost for size in found.sizes]}
    return {text(f"charts.studies.{name}"): values for name, values in lines.items()}


def study_chart(found: StudyWorth) -> go.Figure:
    """Two lines over the number of people measured, which grows by shares along the axis."""
    looks: tuple[dict[str, Any], ...] = ({"width": 3, "color": TEAL}, {"width": 2, "color": NEUTRAL, "dash": "dash"})
    columns = zip(study_columns(found).items(), looks, strict=True)
    lines = [_line([size.n for size in found.sizes], label, values, look) for (label, values), look in columns]
    sizes = [size.n for size in found.sizes]
    xaxis = {**axis_of("xaxis"), "title": {"text": text("charts.studies.people")}, "type": "log", "tickvals": sizes, "ticktext": sizes}
    yaxis = {**axis_of("yaxis"), "title": {"text": text("charts.studies.amount")}, "rangemode": "tozero"}
    return unchecked(lines, {**LAYOUT, "height": 320, "hovermode": "closest", "xaxis": xaxis, "yaxis": yaxis})


def _line(sizes: list[int], label: str, values: list[float], look: dict[str, Any]) -> Trace:
    told = [text("charts.studies.hover", n=n, label=label, value=value) for n, value in zip(sizes, values, strict=True)]
    hover = {"customdata": told, "hovertemplate": "%{customdata}<extra></extra>"}
    return scatter(x=sizes, y=values, name=label, mode="lines+markers", line=look, **hover)


def describe_study(found: StudyWorth) -> str:
    """What the chart shows, for those who cannot see it."""
    first, last = found.sizes[0], found.sizes[-1]
    ends = {"low": first.value, "high": last.value, "cheap": first.cost, "dear": last.cost}
    return text("charts.studies.description", first=first.n, last=last.n, **ends)
