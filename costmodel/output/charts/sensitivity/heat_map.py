"""The heat map of two numbers: blue with plus signs over zero, brown with minus signs under zero, a line between them."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import plotly.graph_objects as go

from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.levers import Lever, Numbers
from costmodel.analysis.sensitivity.two_way import Grid
from costmodel.output.charts.colours import INK, PAPER
from costmodel.output.charts.comparison import PLAIN
from costmodel.output.charts.room import wrapped
from costmodel.output.charts.sensitivity.axes import answer_title, factor, number_axis
from costmodel.output.charts.yearly import Trace, unchecked
from costmodel.output.input_labels import lever_label
from costmodel.output.labels import answer_unit
from costmodel.output.sensitivity_sentences import answer_text, lever_name
from costmodel.texts.catalog import text

LEVER_WIDTH = 24
"""Letters on a line of a name beside the pointer."""
DIVERGING = [[0.0, "#6B430B"], [0.25, "#C8862F"], [0.5, "#EDEDEE"], [0.75, "#4C91CF"], [1.0, "#003D75"]]
STEPS_OF_SIGNS = (7, 5)
"""Signs across and up."""
DARK = 0.45
"""From this share of the largest answer on, a field is so dark that its sign is light."""


def grid_chart(found: Grid, today: tuple[float, float] | None) -> go.Figure:
    """The answers as a heat map with the break-even line, and today's place on it."""
    across, up = found.columns * factor(found.across), found.rows * factor(found.up)
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
    at = (today[0] * factor(found.across), today[1] * factor(found.up)) if today else None
    axes = {"xaxis": number_axis(found.across), "yaxis": {**number_axis(found.up), "automargin": True}}
    layout = {**PLAIN, "hovermode": "closest", "height": 460, "showlegend": False, "shapes": list(_likely(found)), **axes}
    marks = [heat, line, *_signs(found)]
    if at is None:
        return unchecked(marks, layout)
    return unchecked([*marks, _today(*at)], {**layout, "annotations": [_today_label(*at)]})


def _likely(found: Grid) -> Iterator[dict[str, Any]]:
    """A frame around what is likely, where the map goes further."""
    (left, right), (bottom, top) = (_likely_ends(lever) for lever in (found.across, found.up))
    edges = (float(found.columns[0]), float(found.columns[-1]), float(found.rows[0]), float(found.rows[-1]))
    if (left, right, bottom, top) == edges or math.inf in (right, top):
        return
    x, y = factor(found.across), factor(found.up)
    line = {"color": INK, "width": 1.5, "dash": "dot"}
    yield {"type": "rect", "x0": x * left, "x1": x * right, "y0": y * bottom, "y1": y * top, "line": line}


def _likely_ends(lever: Lever) -> tuple[float, float]:
    """The ends of the plausible range, of what may be entered where there is none."""
    low, high = (end if end is not None else bound for end, bound in ((lever.low, lever.minimum), (lever.high, lever.maximum)))
    return low, high


def _signs(found: Grid) -> list[Trace]:
    """The sign of the answer here and there, for those who do not tell the colours apart."""
    known = [abs(value) for row in found.answers.tolist() for value in row if math.isfinite(value)]
    largest, marks = max(known, default=0.0) or 1.0, list(_places_of_signs(found))
    colours = [PAPER if abs(value) > DARK * largest else INK for _, _, value in marks]
    signs = ["+" if value > 0 else "\u2212" for _, _, value in marks]
    x, y = [across for across, _, _ in marks], [up for _, up, _ in marks]
    looks = {"type": "scatter", "mode": "text", "textfont": {"size": 17, "color": colours}, "hoverinfo": "skip"}
    return [{**looks, "x": x, "y": y, "text": signs}]


def _places_of_signs(found: Grid) -> Iterator[tuple[float, float, float]]:
    """Places spread evenly over the map, as they are shown, with the answer there; none where it is 0 or does not exist."""
    across, up = (_spread(positions, count) for positions, count in zip((found.columns, found.rows), STEPS_OF_SIGNS, strict=True))
    for column in across:
        for row in up:
            value = float(found.answers[row, column])
            if math.isfinite(value) and value:
                yield float(found.columns[column]) * factor(found.across), float(found.rows[row]) * factor(found.up), value


def _spread(positions: Numbers, count: int) -> list[int]:
    """Which positions lie nearest to the middle of each of `count` parts of the same width."""
    start, width = float(positions[0]), float(positions[-1] - positions[0]) / count
    return sorted({int(np.abs(positions - (start + (at + 0.5) * width)).argmin()) for at in range(count)})


def _colour_bar(question: Question) -> dict[str, Any]:
    title = {**answer_title(question), "side": "top"}
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
    mark = {"symbol": "circle", "size": 13, "color": PAPER, "line": {"width": 3, "color": INK}}
    return {"type": "scatter", "mode": "markers", "x": [x], "y": [y], "marker": mark, "hoverinfo": "skip", "cliponaxis": False}


def _today_label(x: float, y: float) -> dict[str, Any]:
    return {
        "x": x,
        "y": y,
        "text": text("sensitivity.charts.today"),
        "showarrow": False,
        "yshift": 20,
        "bgcolor": PAPER,
        "font": {"color": INK, "size": 13},
    }


def describe_grid(found: Grid) -> str:
    """What the heat map shows, for those who cannot see it."""
    known = [value for row in found.answers.tolist() for value in row if math.isfinite(value)]
    low, high = (answer_text(found.question, end) for end in (min(known, default=math.nan), max(known, default=math.nan)))
    axes = {"across": lever_name(found.across), "up": lever_name(found.up)}
    key = "grid" if found.break_even else "grid_without_line"
    return text(f"sensitivity.charts.{key}", low=low, high=high, unit=answer_unit(found.question.indicator), **axes)
