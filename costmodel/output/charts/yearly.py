"""Charts of a result, drawn with plotly, and the same numbers as columns.

A *record* is what :func:`costmodel.output.tables.to_dict` makes of one draw.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, cast

import plotly.graph_objects as go
from plotly.io import templates

from costmodel.analysis.saved_time import cost_and_benefit
from costmodel.model.line_items import BENEFIT, COST, LineItem, groups, items_to_read
from costmodel.output.charts.spikes import spike_notes, spikes_of
from costmodel.output.labels import item_group_label, yearly_label
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number

Record = Mapping[str, Any]
Columns = dict[str, list[float]]
Trace = dict[str, Any]
"""A trace of a figure as plotly's reference describes it."""

NET, CUMULATED = "net_benefit", "cumulated_net_benefit"
X_AXIS: dict[str, Any] = {"fixedrange": True, "tickformat": "d", "showgrid": False}
Y_AXIS: dict[str, Any] = {
    "fixedrange": True,
    "tickformat": ",",
    "title": {"text": ""},
    "zeroline": True,
    "zerolinewidth": 1.5,
}
LAYOUT: dict[str, Any] = {
    "barmode": "relative",
    "bargap": 0.25,
    "height": 366,
    "separators": ",\u00a0",
    "hovermode": "x unified",
    "dragmode": False,
    "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
    "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1.09, "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False},
    "xaxis": X_AXIS,
    "yaxis": Y_AXIS,
}
"""Each chart gives its axes their titles. Colours are left to the page's theme.

Zooming by touch is off, so that a finger can scroll past the chart.
"""

EVEN: dict[str, Any] = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}
"""A point or a bar that has been clicked leaves the others as they are."""

UNMEASURED = {"automargin": False}
"""Plotly need not draw the axis twice to find its room, which is nearly half of the time for a chart: the margins give it."""
DIGIT, BESIDE, BELOW, STANDOFF = 7.5, 28, 26, 4
"""Pixels: a figure on an axis, what else stands at the left of it, what stands below, and between figures and title."""

YEARLY_LAYOUT: dict[str, Any] = {
    **LAYOUT,
    "height": 470,
    "hoversubplots": "axis",
    "yaxis": {**Y_AXIS, **UNMEASURED, "title": {"text": "", "standoff": STANDOFF}, "domain": [0.34, 1]},
    "yaxis2": {**Y_AXIS, **UNMEASURED, "title": {"text": "", "standoff": STANDOFF}, "domain": [0, 0.27]},
    "xaxis": {**X_AXIS, **UNMEASURED, "anchor": "y2"},
}
"""The yearly chart has a second panel under the first, with the same years: the running sum is of another size than a year."""


def groups_by_year(record: Record, kind: str) -> Columns:
    """Each group of the costs, which are negative, or of the benefits by year, MNOK: few enough to tell apart."""
    items = items_to_read(record["benefits"])
    return {item_group_label(group): _sum(record, [item for item in items if item.group == group]) for group in groups(kind)}


def chart_columns(record: Record) -> Columns:
    """The numbers behind the yearly chart, one column a group and total, MNOK a year."""
    totals = {label: _total(record, name) for name, label in text.part("labels.totals").items()}
    costs, benefits = groups_by_year(record, COST), groups_by_year(record, BENEFIT)
    used = {label: values for label, values in {**costs, **benefits}.items() if any(values)}
    return {**used, **totals, yearly_label(CUMULATED): record["line_items"][CUMULATED]}


def yearly_chart(record: Record, around_net: Sequence[Trace] = ()) -> go.Figure:
    """Benefit above and cost below zero by year, the net as a line, the running sum under it, the past set apart.

    `around_net`: the field that shows how sure the net is, where there is one.
    """
    benefits, costs = groups_by_year(record, BENEFIT), groups_by_year(record, COST)
    bars = [_bars(record, label, values) for label, values in (*benefits.items(), *costs.items())]
    net = _line(record, yearly_label(NET), record["line_items"][NET])
    running = _line(record, yearly_label(CUMULATED), record["line_items"][CUMULATED], dash="dot") | {"yaxis": "y2"}
    room = {"margin": {**LAYOUT["margin"], "l": _left_margin(record), "b": BELOW}}
    marks = _decision_mark(record)
    marks["annotations"] = [*marks.get("annotations", ()), *_spike_notes(record)]
    return unchecked([*bars, net, running, *around_net], {**YEARLY_LAYOUT, **_titled_axes(), **marks, **room})


def _spike_notes(record: Record) -> list[Trace]:
    """What makes the years that stand out, at the ends of their bars."""
    items = record["line_items"]
    ends = zip(items["total_benefit"], (-value for value in items["total_cost"]), strict=True)
    return spike_notes(spikes_of(record), dict(zip(record["years"], ends, strict=True)), int(record["parameters"]["decision_year"]))


def _titled_axes() -> dict[str, Any]:
    titles = {"yaxis": text("charts.yearly.axis"), "yaxis2": text("charts.yearly.sum_axis")}
    return {name: {**YEARLY_LAYOUT[name], "title": {**YEARLY_LAYOUT[name]["title"], "text": title}} for name, title in titles.items()}


def _left_margin(record: Record) -> float:
    """Pixels for the title of the axis and the longest figure on it."""
    items = record["line_items"]
    largest = max(abs(value) for name in ("total_cost", "total_benefit", "cumulated_net_benefit") for value in items[name])
    return BESIDE + DIGIT * max(len(number(-largest, 0)), 5)


class Unchecked(go.Figure):
    """A figure whose fields plotly neither checks one by one nor copies four times on the way to a page; a test checks each chart."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = dict(fields)

    def to_dict(self) -> dict[str, Any]:
        """The fields themselves, for reading."""
        return self._fields

    @cached_property
    def _checked(self) -> Any:
        return go.Figure(self._fields)

    def __getattr__(self, name: str) -> Any:
        """All else, such as traces and layout as plotly's own objects, from a figure that plotly has checked."""
        return getattr(self._checked, name)


def unchecked(traces: list[Trace], layout: Mapping[str, Any]) -> go.Figure:
    """A figure of fields as plotly's reference describes them, with the template that plotly gives every figure.

    The title of an axis may be a text alone; plotly's script takes it as a field of the title only, and shows nothing else.
    """
    titled = {name: {**axis, "title": {"text": axis["title"]}} for name, axis in layout.items() if _has_bare_title(axis)}
    return Unchecked({"data": traces, "layout": {"template": _template(cast(Any, templates).default), **layout, **titled}})


def _has_bare_title(field: Any) -> bool:
    return isinstance(field, dict) and isinstance(cast(Trace, field).get("title"), str)


@lru_cache(maxsize=4)
def _template(name: str) -> dict[str, Any]:
    return cast(Any, templates)[name].to_plotly_json()


def scatter(**fields: Any) -> Trace:
    """Points or a line, for :func:`unchecked`: every field under its full name, as plotly's script reads it."""
    return {"type": "scatter", **fields}


def describe_yearly(record: Record) -> str:
    """What the yearly chart shows, for those who cannot see it."""
    items, years = record["line_items"], record["years"]
    at = _decision_position(record)
    cost, benefit, _ = (amount.item() for amount in cost_and_benefit({name: values[at] for name, values in items.items()}))
    amounts = {"cost": cost, "benefit": benefit, "net": items[NET][at], "end": items[CUMULATED][-1]}
    return text("charts.yearly.description", first=years[0], last=years[-1], year=years[at], **amounts)


def _sum(record: Record, items: Sequence[LineItem]) -> list[float]:
    """The line items added year by year, what goes out as negative."""
    lines: Mapping[str, list[float]] = record["line_items"]
    plus, minus = ([lines[item.name] for item in items if item.is_cash_out == out] for out in (False, True))
    return [sum(row[i] for row in plus) - sum(row[i] for row in minus) for i in range(len(record["years"]))]


def _total(record: Record, name: str) -> list[float]:
    values: list[float] = record["line_items"][name]
    return [0.0 - value for value in values] if name == "total_cost" else values


def _bars(record: Record, label: str, values: list[float]) -> Trace:
    """One group as bars."""
    bars = {"type": "bar", "x": record["years"], "y": values, "name": label, **EVEN}
    if not any(values):  # keeps its place, so that the other groups keep their colours
        return {**bars, "showlegend": False, "hoverinfo": "skip"}
    return {**bars, **_hover(values)}


def _line(record: Record, label: str, values: list[float], dash: str = "solid") -> Trace:
    looks = {"type": "scatter", "mode": "lines+markers", "line": {"width": 2, "dash": dash}, "marker": {"size": 6}, **EVEN}
    return {**looks, "x": record["years"], "y": values, "name": label, **_hover(values)}


def _hover(values: list[float]) -> dict[str, Any]:
    """Hover text with the numbers as readers expect them, which plotly's own formats are not."""
    texts = [number(value, 1) for value in values]
    return {"customdata": texts, "hovertemplate": "%{fullData.name}: %{customdata} MNOK<extra></extra>"}


def _decision_position(record: Record) -> int:
    """Position of the decision year among the years, or of the first year where the decision lies before it."""
    years: list[int] = record["years"]
    decision = int(record["parameters"]["decision_year"])
    return years.index(decision) if decision in years else 0


def _decision_mark(record: Record) -> dict[str, Any]:
    """A labelled line where the future begins; what lies before it is shaded, since no choice can change it."""
    decision, years = int(record["parameters"]["decision_year"]), record["years"]
    if not years[0] < decision <= years[-1]:
        return {}
    start, edge = years[0] - 0.5, decision - 0.5
    across = {"yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    past = {"type": "rect", "x0": start, "x1": edge, "fillcolor": "rgba(128,136,148,0.13)", "line": {"width": 0}}
    line = {"type": "line", "x0": edge, "x1": edge, "line": {"width": 1.5, "dash": "dot", "color": "#7C8896"}}
    label = {
        "x": edge,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "text": text("charts.yearly.decision", year=decision),
        "showarrow": False,
    }
    return {"shapes": [{**past, **across}, {**line, **across, "layer": "above"}], "annotations": [label]}
