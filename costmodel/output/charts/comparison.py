"""Charts of scenarios side by side, and what they show in words.

Colours tell scenarios apart, and dashes and markers say the same for those who do not see the colours.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from costmodel.analysis.side_by_side import Named, grouped
from costmodel.analysis.waterfall import Waterfall
from costmodel.model.line_items import BENEFIT, COST, groups
from costmodel.output.charts.budget import axis_of, hover
from costmodel.output.charts.colours import GAIN, LOSS, MAGENTA, NEUTRAL, OLIVE, TEAL, VIOLET
from costmodel.output.charts.room import Beside, room_for, verbatim, wrapped
from costmodel.output.charts.yearly import EVEN, LAYOUT
from costmodel.output.labels import answer_label, answer_unit, item_group_label
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number, signed

STYLES = (
    (TEAL, "solid", "circle"),
    (VIOLET, "dash", "square"),
    (MAGENTA, "dot", "diamond"),
    (OLIVE, "dashdot", "triangle-up"),
    (NEUTRAL, "longdash", "x"),
)
"""Colour, dash and marker of each scenario; none of them is better than another."""
ROW_HEIGHT = 50
PLAIN = {key: value for key, value in LAYOUT.items() if key not in ("hovermode", "barmode")}


def net_chart(years: Sequence[int], columns: Mapping[str, list[float]], notes: Sequence[Any] = ()) -> go.Figure:
    """Yearly net benefit of each scenario on one axis; `notes` say what makes the years that stand out."""
    lines = [
        go.Scatter(
            x=list(years),
            y=values,
            name=verbatim(label),
            mode="lines+markers",
            line={"color": colour, "dash": dash, "width": 2},
            marker={"symbol": symbol, "size": 6},
            **EVEN,
            **hover(values),
        )
        for (label, values), (colour, dash, symbol) in zip(columns.items(), STYLES, strict=False)
    ]
    axis = {**axis_of("yaxis"), "title": text("charts.comparison.net_axis")}
    return go.Figure(data=lines, layout={**LAYOUT, "height": 400, "yaxis": axis, "annotations": list(notes)})


def describe_net(years: Sequence[int], columns: Mapping[str, list[float]]) -> str:
    """What the chart of net benefit shows, for those who cannot see it."""
    ends = [text("charts.comparison.net_range", scenario=label, low=min(row), high=max(row)) for label, row in columns.items()]
    return text("charts.comparison.net_description", first=years[0], last=years[-1], ranges="; ".join(ends))


def group_columns(appraisals: Named) -> dict[str, list[float]]:
    """Present value of each group of line items, MNOK, a number for each scenario; costs negative."""
    benefits = {item_group_label(group): grouped(appraisals, group) for group in groups(BENEFIT)}
    costs = {item_group_label(group): [-value for value in grouped(appraisals, group)] for group in groups(COST)}
    return {**benefits, **costs}


def groups_chart(appraisals: Named) -> go.Figure:
    """Present value of benefits to the right and costs to the left of zero, a row a scenario, the net as a marker."""
    labels = [wrapped(label) for label in appraisals]
    bars = [_group_bars(labels, label, values) for label, values in group_columns(appraisals).items()]
    npv = [float(item.indicators.npv.flat[0]) for item in appraisals.values()]
    net = go.Scatter(
        x=npv, y=labels, name=text("charts.comparison.npv"), mode="markers", marker={"symbol": "diamond", "size": 11}, **hover(npv)
    )
    return go.Figure(data=[*bars, net], layout=_sideways(len(labels), text("charts.comparison.groups_axis")))


def describe_groups(appraisals: Named) -> str:
    """What the chart of present values shows, for those who cannot see it."""
    npv = {label: item.indicators.npv.item() for label, item in appraisals.items()}
    amounts = [text("charts.comparison.groups_npv", scenario=label, npv=value) for label, value in npv.items()]
    return text("charts.comparison.groups_description", amounts="; ".join(amounts))


def waterfall_chart(fall: Waterfall, labels: Mapping[str, str], ends: tuple[str, str], indicator: str = "npv") -> go.Figure:
    """Each part of the difference as a floating bar between the two values of the indicator."""
    rows = [wrapped(labels[name]) for name in fall.steps]
    amounts, levels = list(fall.steps.values()), fall.levels
    figure, unit = answer_label(indicator), answer_unit(indicator)
    bars = go.Bar(
        y=rows,
        x=amounts,
        base=levels[:-1],
        orientation="h",
        marker_color=[GAIN if amount > 0 else LOSS for amount in amounts],
        text=[signed(amount, decimals(fall)) for amount in amounts],
        textposition="outside",
        cliponaxis=False,
        hovertemplate=f"%{{y}}: %{{text}} {unit}<extra></extra>",
        showlegend=False,
    )
    first, last = (wrapped(text("charts.comparison.fall_end", scenario=label, figure=figure)) for label in ends)
    layout = _sideways(len(rows) + 2, text("charts.comparison.fall_axis", figure=figure, unit=unit))
    layout["yaxis"] |= {"categoryorder": "array", "categoryarray": list(dict.fromkeys([first, *rows, last]))}
    layout["xaxis"] |= {"range": _room(fall), "zeroline": False, "showgrid": True}
    marks = [_end(label, value, decimals(fall), unit) for label, value in ((first, fall.start), (last, fall.end))]
    return go.Figure(data=[marks[0], bars, marks[1]], layout=layout)


def describe_waterfall(fall: Waterfall, labels: Mapping[str, str], ends: tuple[str, str], indicator: str = "npv") -> str:
    """What the waterfall shows, for those who cannot see it."""
    parts = "; ".join(f"{labels[name]} {signed(amount, decimals(fall))}" for name, amount in fall.steps.items())
    start, end = (number(value, decimals(fall)) for value in (fall.start, fall.end))
    told = {"start": start, "end": end, "first": ends[0], "last": ends[1], "unit": answer_unit(indicator)}
    return text(
        "charts.comparison.fall_description", figure=answer_label(indicator), steps=parts or text("charts.comparison.fall_empty"), **told
    )


def decimals(fall: Waterfall) -> int:
    """Decimals that suit the size of the steps: two where all are small."""
    return 2 if max(map(abs, fall.steps.values()), default=0.0) < 5 else 1


def _group_bars(labels: list[str], label: str, values: list[float]) -> go.Bar:
    """One group; an empty one keeps its place, so that the others keep their colours."""
    used = any(values)
    shown: dict[str, Any] = hover(values) if used else {"hoverinfo": "skip"}
    return go.Bar(y=labels, x=values, name=label, orientation="h", showlegend=used, **shown)


def _sideways(rows: int, title: str) -> dict[str, Any]:
    """Layout with a row a bar, the first on top."""
    xaxis = {**axis_of("yaxis"), "title": title, "nticks": 6}
    yaxis = {"fixedrange": True, "autorange": "reversed", "showgrid": False, "automargin": True, "ticks": ""}
    height = 170 + ROW_HEIGHT * rows
    return {**PLAIN, "barmode": "relative", "hovermode": "closest", "height": height, "xaxis": xaxis, "yaxis": yaxis}


def _end(label: str, value: float, places: int, unit: str) -> go.Scatter:
    """One of the two values that the waterfall is between."""
    return go.Scatter(
        x=[value],
        y=[label],
        mode="markers+text",
        marker={"symbol": "diamond", "size": 12, "color": NEUTRAL},
        text=[number(value, places)],
        textposition="middle right",
        cliponaxis=False,
        hovertemplate=f"%{{text}} {unit}<extra></extra>",
        showlegend=False,
    )


def _room(fall: Waterfall) -> list[float]:
    """Ends of the axis, with room for the texts beside the bars: a step's stands where it ends, those of the ends to the right."""
    steps = list(zip(fall.steps.values(), fall.levels[1:], strict=True))
    texts = [Beside(level, signed(amount, decimals(fall)), is_left=amount < 0) for amount, level in steps]
    ends = [Beside(value, number(value, decimals(fall)), is_left=False) for value in (fall.start, fall.end)]
    return room_for(fall.levels, [*texts, *ends])
