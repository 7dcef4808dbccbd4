"""Charts of what would change the answer, and what they show in words.

Blue is over zero or the high end, brown under zero or the low end; neither is better. Brightness says the same.
"""

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.levers import Lever
from costmodel.analysis.sensitivity.one_way import Bar, Line, Tornado
from costmodel.analysis.sensitivity.two_way import Grid
from costmodel.output.charts.budget import axis_of
from costmodel.output.charts.comparison import DOWN, MARK, PLAIN, ROW_HEIGHT, STYLES, UP, wrapped
from costmodel.output.charts.yearly import EVEN, LAYOUT, Trace, unchecked
from costmodel.output.input_labels import lever_label
from costmodel.output.labels import answer_unit
from costmodel.output.sensitivity_sentences import PERCENTAGES, answer_text, lever_name, unit_text, values_text
from costmodel.texts.catalog import text

MOST_BARS = 10
"""So many bars are drawn; the others stand in the table."""
MOST_LINES = len(STYLES)
LEVER_WIDTH, TITLE_WIDTH = 24, 44
"""Letters on a line of a label beside a bar, and of the title of an axis."""
DIVERGING = [[0.0, "#6B430B"], [0.25, "#C8862F"], [0.5, "#EDEDEE"], [0.75, "#4C91CF"], [1.0, "#003D75"]]
INK = "#292C30"


def longest_first(found: Tornado) -> tuple[Bar, ...]:
    """The bars of the chart, the longest first."""
    return found.shown[:MOST_BARS]


def tornado_chart(found: Tornado) -> go.Figure:
    """A row a lever: from today's answer to that at the low and at the high end of its range, with the ends beside the bars."""
    bars = longest_first(found)
    ends = [_ends(found, bars, is_high=is_high) for is_high in (False, True)]
    xaxis = {**axis_of("yaxis"), "title": _title(found.question), "nticks": 6, "range": _room(found, bars), "showgrid": True}
    yaxis = {"fixedrange": True, "autorange": "reversed", "showgrid": False, "automargin": True, "ticks": "", "type": "category"}
    today = {"type": "line", "x0": found.today, "x1": found.today, "yref": "paper", "y0": 0, "y1": 1, "line": {"width": 1.5, "color": MARK}}
    layout = {**PLAIN, "barmode": "overlay", "hovermode": "closest", "height": 120 + ROW_HEIGHT * len(bars), "shapes": [today]}
    return unchecked(ends, {**layout, "xaxis": xaxis, "yaxis": yaxis})


def _ends(found: Tornado, bars: Sequence[Bar], *, is_high: bool) -> Trace:
    answers = [bar.at_high if is_high else bar.at_low for bar in bars]
    values = [values_text(bar.lever, range_positions(bar.lever))[is_high] for bar in bars]
    told = [f"{value}{unit_text(bar.lever)}: {answer_text(found.question, x)}" for value, bar, x in zip(values, bars, answers, strict=True)]
    return {
        "type": "bar",
        "orientation": "h",
        "y": [wrapped(lever_label(bar.lever), LEVER_WIDTH) for bar in bars],
        "x": [x - found.today if math.isfinite(x) else None for x in answers],
        "base": [found.today] * len(bars),
        "name": text(f"sensitivity.charts.{'high_end' if is_high else 'low_end'}"),
        "marker": {"color": UP if is_high else DOWN},
        "text": [f"{value}{_suffix(bar.lever)}" for value, bar in zip(values, bars, strict=True)],
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": told,
        "hovertemplate": f"%{{y}}<br>%{{customdata}} {answer_unit(found.question.indicator)}<extra></extra>",
        **EVEN,
    }


def range_positions(lever: Lever) -> list[float]:
    """The ends of the plausible range as positions."""
    return [end if end is not None else lever.today for end in (lever.low, lever.high)]


def _room(found: Tornado, bars: Sequence[Bar]) -> list[float]:
    """Ends of the axis, with room for the texts beside the bars."""
    known = [found.today, *(end for bar in bars for end in (bar.at_low, bar.at_high) if math.isfinite(end))]
    bottom, top = min(known), max(known)
    spare = 0.16 * (top - bottom) or 1.0
    return [bottom - spare, top + spare]


def describe_tornado(found: Tornado) -> str:
    """What the tornado shows, for those who cannot see it."""
    ends = [(answer_text(found.question, bar.at_low), answer_text(found.question, bar.at_high)) for bar in longest_first(found)]
    pairs = zip(longest_first(found), ends, strict=True)
    bars = [text("sensitivity.charts.tornado_bar", lever=lever_name(bar.lever), low=low, high=high) for bar, (low, high) in pairs]
    today, unit = answer_text(found.question, found.today), answer_unit(found.question.indicator)
    return text("sensitivity.charts.tornado", today=today, unit=unit, bars="; ".join(bars) or text("sensitivity.charts.tornado_empty"))


def grid_chart(found: Grid, today: tuple[float, float] | None) -> go.Figure:
    """The answers as a heat map with the break-even line, and today's place on it."""
    across, up = found.columns * _factor(found.across), found.rows * _factor(found.up)
    cells = [[value if math.isfinite(value) else None for value in row] for row in found.answers.tolist()]
    place = {"x": across.tolist(), "y": up.tolist(), "z": cells}
    colours = {"colorscale": DIVERGING, "zmid": 0, "colorbar": _colour_bar(found.question), "hoverongaps": False}
    names, unit = [wrapped(lever_label(lever), LEVER_WIDTH) for lever in (found.across, found.up)], answer_unit(found.question.indicator)
    told = f"{names[0]}: %{{x}}<br>{names[1]}: %{{y}}<br>%{{z:,.1f}} {unit}<extra></extra>"
    heat: Trace = {"type": "heatmap", **place, **colours, "hovertemplate": told}
    zero = {"start": 0, "end": 0, "size": 1, "coloring": "none", "showlabels": True, "labelfont": {"size": 13, "color": INK}}
    line: Trace = {
        "type": "contour",
        **place,
        "contours": zero,
        "line": {"width": 3, "color": INK},
        "showscale": False,
        "hoverinfo": "skip",
    }
    at = (today[0] * _factor(found.across), today[1] * _factor(found.up)) if today else None
    axes = {"xaxis": _axis(found.across), "yaxis": {**_axis(found.up), "automargin": True}}
    layout = {**PLAIN, "hovermode": "closest", "height": 460, "showlegend": False, **axes}
    if at is None:
        return unchecked([heat, line], layout)
    return unchecked([heat, line, _today(*at)], {**layout, "annotations": [_today_label(*at)]})


def _colour_bar(question: Question) -> dict[str, Any]:
    title = {**_title(question), "side": "top"}
    return {
        "orientation": "h",
        "y": 1.01,
        "yanchor": "bottom",
        "thickness": 12,
        "title": title,
        "tickformat": ",",
        "nticks": 5,
        "outlinewidth": 0,
    }


def _today(x: float, y: float) -> Trace:
    mark = {"symbol": "circle", "size": 13, "color": "#FFFFFF", "line": {"width": 3, "color": INK}}
    return {"type": "scatter", "mode": "markers", "x": [x], "y": [y], "marker": mark, "hoverinfo": "skip", "cliponaxis": False}


def _today_label(x: float, y: float) -> dict[str, Any]:
    return {
        "x": x,
        "y": y,
        "text": text("sensitivity.charts.today"),
        "showarrow": False,
        "yshift": 20,
        "bgcolor": "#FFFFFF",
        "font": {"color": INK, "size": 13},
    }


def _axis(lever: Lever) -> dict[str, Any]:
    suffix = _suffix(lever)
    unit = "" if suffix else unit_text(lever)
    whole = {"tickformat": "d"} if lever.is_whole else {}
    label = lever_label(lever)
    told = text("sensitivity.charts.lever_axis", lever=label, unit=unit.strip()) if unit else label
    title = {"text": wrapped(told, TITLE_WIDTH)}
    return {"fixedrange": True, "showgrid": False, "zeroline": False, "ticksuffix": suffix, "title": title, "nticks": 7, **whole}


def _suffix(lever: Lever) -> str:
    return "\u00a0%" if lever.unit in PERCENTAGES else ""


def _title(question: Question) -> dict[str, str]:
    return {"text": text("sensitivity.charts.axis", unit=answer_unit(question.indicator))}


def _factor(lever: Lever) -> float:
    return 100.0 if lever.unit in PERCENTAGES else 1.0


def describe_grid(found: Grid) -> str:
    """What the heat map shows, for those who cannot see it."""
    known = [value for row in found.answers.tolist() for value in row if math.isfinite(value)]
    low, high = (answer_text(found.question, end) for end in (min(known, default=math.nan), max(known, default=math.nan)))
    axes = {"across": lever_name(found.across), "up": lever_name(found.up)}
    key = "grid" if found.break_even else "grid_without_line"
    return text(f"sensitivity.charts.{key}", low=low, high=high, unit=answer_unit(found.question.indicator), **axes)


def spider_chart(lines: Sequence[Line], question: Question) -> go.Figure:
    """The answer along the plausible range of each lever; all lines meet at today's."""
    traces = [_line(line, question, style) for line, style in zip(lines, STYLES, strict=False)]
    ticks = {
        "tickmode": "array",
        "tickvals": [-1, 0, 1],
        "ticktext": [text(f"sensitivity.charts.{name}") for name in ("low", "today", "high")],
    }
    xaxis = {"fixedrange": True, "showgrid": False, "zeroline": True, "range": [-1.06, 1.06], **ticks}
    yaxis = {**axis_of("yaxis"), "title": _title(question)}
    return unchecked(traces, {**LAYOUT, "hovermode": "closest", "height": 430, "xaxis": xaxis, "yaxis": yaxis})


def _line(line: Line, question: Question, style: tuple[str, str, str]) -> Trace:
    colour, dash, symbol = style
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(line.shares),
        "y": [value if math.isfinite(value) else None for value in line.answers],
        "name": lever_label(line.lever),
        "line": {"color": colour, "dash": dash, "width": 2},
        "marker": {"symbol": symbol, "size": 6},
        "customdata": [answer_text(question, value) for value in line.answers],
        "hovertemplate": f"%{{fullData.name}}: %{{customdata}} {answer_unit(question.indicator)}<extra></extra>",
    }


def describe_spider(lines: Sequence[Line], question: Question) -> str:
    """What the spider shows, for those who cannot see it."""
    ends = [(answer_text(question, line.answers[0]), answer_text(question, line.answers[-1])) for line in lines]
    pairs = zip(lines, ends, strict=True)
    told = [text("sensitivity.charts.spider_line", lever=lever_name(line.lever), low=low, high=high) for line, (low, high) in pairs]
    return text("sensitivity.charts.spider", lines="; ".join(told))
