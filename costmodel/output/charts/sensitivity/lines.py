"""The answer along one number: the number itself is the axis, its likely span a field, and the value of the scenario is marked."""

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.one_way import Line
from costmodel.output.charts.budget import axis_of
from costmodel.output.charts.colours import BASE, DRAWN, PALE
from costmodel.output.charts.comparison import PLAIN
from costmodel.output.charts.room import verbatim
from costmodel.output.charts.sensitivity.axes import answer_title, factor, name_with_unit, number_axis, suffix
from costmodel.output.charts.yearly import Trace, unchecked
from costmodel.output.labels import answer_unit
from costmodel.output.sensitivity_sentences import answer_text, lever_name, range_text, unit_text, values_text
from costmodel.texts.catalog import text

MOST_LINES = 6
"""So many numbers have a chart; the table of the tornado has all."""
AROUND, SPARE = 0.05, 0.08
"""Room beside a line and over the highest answer, as shares of the whole."""


def line_chart(line: Line, question: Question, ends: tuple[float, float]) -> go.Figure:
    """One number. `ends` are the lowest and the highest answer of all that stand side by side, so that their slopes can be compared."""
    lever, times = line.lever, factor(line.lever)
    low, _, high, today = (times * place for place in line.places)
    x, y = [times * place for place in line.positions], [value if math.isfinite(value) else None for value in line.answers]
    told = [answer_text(question, value) for value in line.answers]
    hover = f"{verbatim(name_with_unit(lever))}: %{{x}}<br>%{{customdata}} {answer_unit(question.indicator)}<extra></extra>"
    way: Trace = {
        **{"type": "scatter", "mode": "lines", "x": x, "y": y, "line": {"color": BASE, "width": 3}, "showlegend": False},
        **{"customdata": told, "hovertemplate": hover},
    }
    spare, above = AROUND * (x[-1] - x[0]), SPARE * (ends[1] - ends[0])
    xaxis = {**number_axis(lever), "range": [x[0] - spare, x[-1] + spare]}
    yaxis = {**axis_of("yaxis"), "title": answer_title(question), "range": [ends[0] - above, ends[1] + 2 * above], "nticks": 6}
    layout = {**PLAIN, "hovermode": "closest", "height": 270, "shapes": [_span(low, high)], "xaxis": xaxis, "yaxis": yaxis}
    return unchecked([way, _today(line, today)], {**layout, "margin": {"l": 4, "r": 8, "t": 8, "b": 4}})


def _span(low: float, high: float) -> dict[str, Any]:
    """The likely span as a field behind the line."""
    return {
        "type": "rect",
        "x0": low,
        "x1": high,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "fillcolor": PALE,
        "line": {"width": 0},
    }


def _today(line: Line, x: float) -> Trace:
    """The scenario's own value, with its text on the side where there is room."""
    (value,) = values_text(line.lever, [line.lever.today])
    answer = line.at(line.lever.today)
    is_left = line.lever.today > (line.positions[0] + line.positions[-1]) / 2
    marker = {"size": 12, "symbol": "diamond", "color": DRAWN}
    return {
        **{"type": "scatter", "mode": "markers+text", "x": [x], "y": [answer if math.isfinite(answer) else None], "marker": marker},
        **{"text": [text("sensitivity.charts.today_at", value=f"{value}{suffix(line.lever)}")], "cliponaxis": False, "showlegend": False},
        **{"textposition": "top left" if is_left else "top right", "hoverinfo": "skip"},
    }


def lowest_and_highest(lines: Sequence[Line]) -> tuple[float, float]:
    """The lowest and the highest answer of all lines."""
    known = [value for line in lines for value in line.answers if math.isfinite(value)]
    low, high = min(known, default=0.0), max(known, default=0.0)
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def describe_line(line: Line, question: Question) -> str:
    """What the chart of one number shows, for those who cannot see it."""
    low, _, high, today = (answer_text(question, line.at(place)) for place in line.places)
    (value,) = values_text(line.lever, [line.lever.today])
    told = {"lever": lever_name(line.lever), "span": range_text(line.lever), "value": f"{value}{unit_text(line.lever)}"}
    return text("sensitivity.charts.line", low=low, high=high, today=today, unit=answer_unit(question.indicator), **told)
