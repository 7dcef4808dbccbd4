"""The chart of the open questions: how far the answer to each could move the result."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from costmodel.analysis.open_questions import Ends
from costmodel.output.charts.colours import BAND, HIGH_END, HIGH_SYMBOL, LOW_END, LOW_SYMBOL, NEUTRAL
from costmodel.output.charts.room import verbatim
from costmodel.output.charts.yearly import LAYOUT, Trace, unchecked
from costmodel.texts.catalog import text

ROW = 46
"""Pixels a question."""


@dataclass(frozen=True)
class QuestionBar:
    """One question as the chart shows it."""

    label: str
    ends: Ends
    low: str
    """The low end of the number behind it, with unit."""
    high: str


def unknowns_chart(bars: Sequence[QuestionBar], base: float) -> go.Figure:
    """A bar a question from the result at the low end to that at the high end, and a line where the scenario stands."""
    traces = [_ranges(bars), _points(bars, low=True), _points(bars, low=False)]
    line = {
        "type": "line",
        "x0": base,
        "x1": base,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"width": 1.5, "dash": "dot", "color": NEUTRAL},
    }
    labels = [_label(bar.label, at) for at, bar in enumerate(bars)]
    base_label = {
        "x": base,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "text": text("charts.questions.now", result=base),
        "showarrow": False,
    }
    rows: dict[str, Any] = {"visible": False, "fixedrange": True, "range": [len(bars) - 0.4, -0.9]}
    axis: dict[str, Any] = {"fixedrange": True, "tickformat": ",", "title": "MNOK", "zeroline": True, "zerolinewidth": 1.5}
    layout = {
        **LAYOUT,
        "height": 90 + ROW * len(bars),
        "hovermode": "closest",
        "margin": {"l": 4, "r": 16, "t": 30, "b": 4},
        "xaxis": axis,
        "yaxis": rows,
        "shapes": [line],
        "annotations": [base_label, *labels],
        "legend": {"orientation": "h", "x": 0, "y": -0.12, "yanchor": "top", "itemclick": False, "itemdoubleclick": False},
    }
    return unchecked(traces, layout)


def _ranges(bars: Sequence[QuestionBar]) -> Trace:
    starts = [min(bar.ends.low, bar.ends.high) for bar in bars]
    looks = {"type": "bar", "orientation": "h", "width": 0.28, "showlegend": False, "hoverinfo": "skip", "marker": {"color": BAND}}
    return {**looks, "base": starts, "x": [bar.ends.swing for bar in bars], "y": list(range(len(bars)))}


def _points(bars: Sequence[QuestionBar], *, low: bool) -> Trace:
    values = [bar.ends.low if low else bar.ends.high for bar in bars]
    ends = zip(bars, (bar.low if low else bar.high for bar in bars), values, strict=True)
    texts = [verbatim(text("charts.questions.point", question=bar.label, answer=end, result=value)) for bar, end, value in ends]
    name = text(f"charts.questions.{'low' if low else 'high'}")
    marker = {"size": 11, "symbol": LOW_SYMBOL if low else HIGH_SYMBOL, "color": LOW_END if low else HIGH_END}
    looks = {"type": "scatter", "mode": "markers", "marker": marker, "hovertemplate": "%{customdata}<extra></extra>"}
    return {**looks, "x": values, "y": list(range(len(bars))), "name": name, "customdata": texts}


def _label(name: str, at: int) -> dict[str, Any]:
    """The name over its bar, so that a narrow screen has room for both."""
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": at - 0.2,
        "yanchor": "bottom",
        "text": verbatim(name),
        "showarrow": False,
        "font": {"size": 12},
    }


def describe_unknowns(bars: Sequence[QuestionBar], base: float) -> str:
    """What the chart shows, for those who cannot see it."""
    rows = [_described(bar) for bar in bars]
    return text("charts.questions.description", now=base, rows=" ".join(rows)).rstrip()


def _described(bar: QuestionBar) -> str:
    ends = {"low": bar.low, "high": bar.high, "low_result": bar.ends.low, "high_result": bar.ends.high}
    return text("charts.questions.row", question=bar.label, **ends)
