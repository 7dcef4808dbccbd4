"""The chart of a budget plan and the sentences about it."""

from collections.abc import Mapping
from typing import Any, cast

import plotly.graph_objects as go

from costmodel.analysis.budget import BudgetPlan, plan_lines
from costmodel.analysis.spikes import spikes
from costmodel.model.discounting import add
from costmodel.model.line_items import BENEFIT, COST, groups
from costmodel.output.charts.spikes import spike_notes
from costmodel.output.charts.yearly import EVEN, LAYOUT
from costmodel.output.labels import budget_group_label, budget_label
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number


def bar_labels() -> dict[str, str]:
    """What the chart calls each group of lines; the same groups in the same order, and so colours, as in the yearly chart."""
    return {group: budget_group_label(group) for group in (*groups(BENEFIT), *groups(COST))}


def budget_columns(plan: BudgetPlan) -> dict[str, list[float]]:
    """The numbers behind the chart: each group by year, then the net, MNOK."""
    lines = {group: [plan.lines[line.name] for line in plan_lines() if line.group == group] for group in bar_labels()}
    bars = {label: add(lines[group])[0, :, 0].tolist() for group, label in bar_labels().items()}
    finance = {} if plan.finance is None else {text("finance.lines.finance"): plan.finance[0, :, 0].tolist()}
    return {**bars, **finance, net_label(plan): net_by_year(plan)}


def net_label(plan: BudgetPlan) -> str:
    """What the sum is: of a plan by municipal rules the net operating result."""
    return budget_label("total") if plan.finance is None else text("finance.lines.net_result")


def net_by_year(plan: BudgetPlan) -> list[float]:
    """The effect on the operating budget, MNOK; negative is a net expense."""
    return plan.total[0, :, 0].tolist()


def budget_chart(plan: BudgetPlan) -> go.Figure:
    """Savings above and expenses below zero by year, the net as a line."""
    years = [str(year) for year in plan.years]
    columns = budget_columns(plan)
    bars = [_bars(years, label, column) for label, column in columns.items() if label != net_label(plan)]
    values, line = net_by_year(plan), {"mode": "lines+markers", "line_width": 2, "marker_size": 7}
    net = go.Scatter(x=years, y=values, name=net_label(plan), **line, **EVEN, **hover(values))
    axis = {**axis_of("yaxis"), "title": text("charts.budget.axis")}
    xaxis = {**axis_of("xaxis"), "type": "category"}
    layout = {**LAYOUT, "height": 430, "yaxis": axis, "xaxis": xaxis, "annotations": _spike_notes(plan, columns)}
    return go.Figure(data=[*bars, net], layout=layout)


def _spike_notes(plan: BudgetPlan, columns: Mapping[str, list[float]]) -> list[Any]:
    """What makes the years that stand out, at the ends of their bars; the axis counts the years from 0."""
    lines = {line.name: plan.lines[line.name][0, :, 0].tolist() for line in plan_lines()}
    bars = list(zip(*(column for label, column in columns.items() if label != net_label(plan)), strict=True))
    ends = [(sum(max(value, 0.0) for value in year), sum(min(value, 0.0) for value in year)) for year in bars]
    notes = spike_notes(spikes(lines, plan.years), dict(zip(plan.years, ends, strict=True)), label=budget_label)
    return [{**note, "x": note["x"] - plan.years[0]} for note in notes]


def describe_budget(plan: BudgetPlan) -> str:
    """What the chart shows, for those who cannot see it."""
    pairs = zip(plan.years, net_by_year(plan), strict=True)
    net = ", ".join(text("charts.budget.net", year=year, amount=value) for year, value in pairs)
    return text("charts.budget.description", first=plan.years[0], last=plan.years[-1], net=net)


def axis_of(name: str) -> dict[str, Any]:
    """An axis as every chart has it."""
    return cast("dict[str, Any]", LAYOUT[name])


def _bars(years: list[str], label: str, values: list[float]) -> go.Bar:
    """One group as bars; an empty one keeps its place, so that the others keep their colours."""
    used = any(values)
    return go.Bar(x=years, y=values, name=label, showlegend=used, **EVEN, **(hover(values) if used else {"hoverinfo": "skip"}))


def hover(values: list[float]) -> dict[str, Any]:
    """Hover text with the numbers as readers expect them."""
    return {"customdata": [number(value, 1) for value in values], "hovertemplate": "%{fullData.name}: %{customdata} MNOK<extra></extra>"}
