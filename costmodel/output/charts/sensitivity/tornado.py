"""The tornado: how much each number alone moves the answer.

Each row goes from the answer at the low end of the number's span, a circle, to that at the high end, a diamond, and passes today's answer.
Where it does not, because the number has been set outside its span or turns the answer back, a thin line leads from today's answer to the
row. The texts stand on either side of the row, so that neither can be taken for the other.
"""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from costmodel.analysis.sensitivity.levers import Lever
from costmodel.analysis.sensitivity.one_way import Bar, Tornado
from costmodel.output.charts.budget import axis_of
from costmodel.output.charts.colours import HIGH_END, HIGH_SYMBOL, LOW_END, LOW_SYMBOL, NEUTRAL
from costmodel.output.charts.comparison import PLAIN
from costmodel.output.charts.room import Beside, room_for, wrapped
from costmodel.output.charts.sensitivity.axes import answer_title, name_with_unit, suffix
from costmodel.output.charts.yearly import EVEN, Trace, unchecked
from costmodel.output.labels import answer_unit
from costmodel.output.sensitivity_sentences import answer_text, lever_name, unit_text, values_text
from costmodel.texts.catalog import text

MOST_BARS = 10
"""So many bars are drawn; the others stand in the table."""
LABEL_WIDTH = 24
"""Letters on a line of a label beside a bar."""
SHORTEST_ROW, LINE, AROUND = 44, 16, 120
"""Pixels: a row at least, a line of its label, and what stands around the rows."""


def longest_first(found: Tornado) -> tuple[Bar, ...]:
    """The bars of the chart, the longest first."""
    return found.shown[:MOST_BARS]


def tornado_chart(found: Tornado) -> go.Figure:
    """A row a lever, from the answer at the low end of its range to that at the high end, with the ends beside it."""
    bars = longest_first(found)
    labels = [wrapped(name_with_unit(bar.lever), LABEL_WIDTH) for bar in bars]
    halves = [_half(found, bars, labels, is_high=is_high) for is_high in (False, True)]
    ends = [_end(found, bars, labels, is_high=is_high) for is_high in (False, True)]
    texts = [end_text(bar, is_high=is_high) for bar in bars for is_high in (False, True)]
    room = room_for([found.today, *(item.value for item in texts)], texts)
    xaxis = {**axis_of("yaxis"), "title": answer_title(found.question), "nticks": 6, "range": room, "showgrid": True}
    yaxis = {"fixedrange": True, "autorange": "reversed", "showgrid": False, "automargin": True, "ticks": "", "type": "category"}
    today = {
        "type": "line",
        "x0": found.today,
        "x1": found.today,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"width": 1.5, "color": NEUTRAL},
    }
    row = max([SHORTEST_ROW, *(LINE * (label.count("<br>") + 1) + 4 for label in labels)])
    layout = {**PLAIN, "barmode": "overlay", "hovermode": "closest", "height": AROUND + row * len(bars), "shapes": [today]}
    return unchecked([_leads(found, bars, labels), *halves, *ends], {**layout, "xaxis": xaxis, "yaxis": yaxis})


def end_text(bar: Bar, *, is_high: bool) -> Beside:
    """The text of an end, and on which side of it it stands: away from the other end."""
    value, other = (bar.at_high, bar.at_low) if is_high else (bar.at_low, bar.at_high)
    shown = values_text(bar.lever, range_positions(bar.lever))[is_high]
    return Beside(value, f"{shown}{suffix(bar.lever)}", is_left=value < other)


def pivot(found: Tornado, bar: Bar) -> float:
    """Where the two halves of a row meet: at today's answer, or at the end nearest to it where it lies beside the row."""
    return min(max(found.today, min(bar.at_low, bar.at_high)), max(bar.at_low, bar.at_high))


def _half(found: Tornado, bars: Sequence[Bar], labels: list[str], *, is_high: bool) -> Trace:
    """From where the halves meet to one end."""
    start = [pivot(found, bar) for bar in bars]
    ends = [bar.at_high if is_high else bar.at_low for bar in bars]
    lengths = [end - base if math.isfinite(end) else None for end, base in zip(ends, start, strict=True)]
    bar = {"type": "bar", "orientation": "h", "y": labels, "x": lengths, "base": start, "width": 0.62, "showlegend": False, **EVEN}
    return {**bar, "marker": {"color": HIGH_END if is_high else LOW_END}, **_told(found, bars, is_high=is_high)}


def _end(found: Tornado, bars: Sequence[Bar], labels: list[str], *, is_high: bool) -> Trace:
    """The mark at one end, and the number's value there."""
    texts = [end_text(bar, is_high=is_high) for bar in bars]
    marker = {"size": 11, "color": HIGH_END if is_high else LOW_END, "symbol": HIGH_SYMBOL if is_high else LOW_SYMBOL}
    return {
        **{"type": "scatter", "mode": "markers+text", "y": labels, "x": [item.value for item in texts], "marker": marker},
        **{"name": text(f"sensitivity.charts.{'high_end' if is_high else 'low_end'}"), "text": [item.text for item in texts]},
        **{"textposition": ["middle left" if item.is_left else "middle right" for item in texts], "cliponaxis": False, **EVEN},
        **_told(found, bars, is_high=is_high),
    }


def _told(found: Tornado, bars: Sequence[Bar], *, is_high: bool) -> Trace:
    """What is shown beside the pointer."""
    values = [values_text(bar.lever, range_positions(bar.lever))[is_high] for bar in bars]
    answers = [answer_text(found.question, bar.at_high if is_high else bar.at_low) for bar in bars]
    told = [f"{value}{unit_text(bar.lever)}: {answer}" for value, bar, answer in zip(values, bars, answers, strict=True)]
    return {"customdata": told, "hovertemplate": f"%{{y}}<br>%{{customdata}} {answer_unit(found.question.indicator)}<extra></extra>"}


def _leads(found: Tornado, bars: Sequence[Bar], labels: list[str]) -> Trace:
    """A thin line from today's answer to each row that lies beside it."""
    x: list[float | None] = []
    y: list[str | None] = []
    for bar, label in zip(bars, labels, strict=True):
        if pivot(found, bar) != found.today:
            x += [found.today, pivot(found, bar), None]
            y += [label, label, None]
    line = {"color": NEUTRAL, "width": 1.5, "dash": "dot"}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip", "showlegend": False}


def range_positions(lever: Lever) -> list[float]:
    """The ends of the plausible range as positions."""
    return [end if end is not None else lever.today for end in (lever.low, lever.high)]


def describe_tornado(found: Tornado) -> str:
    """What the tornado shows, for those who cannot see it."""
    ends = [(answer_text(found.question, bar.at_low), answer_text(found.question, bar.at_high)) for bar in longest_first(found)]
    pairs = zip(longest_first(found), ends, strict=True)
    bars = [text("sensitivity.charts.tornado_bar", lever=lever_name(bar.lever), low=low, high=high) for bar, (low, high) in pairs]
    today, unit = answer_text(found.question, found.today), answer_unit(found.question.indicator)
    return text("sensitivity.charts.tornado", today=today, unit=unit, bars="; ".join(bars) or text("sensitivity.charts.tornado_empty"))
