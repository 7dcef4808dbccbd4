"""Charts of uncertainty, and what they show in words."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from costmodel.analysis.uncertainty.choice import Choice
from costmodel.analysis.uncertainty.live import Live, Range
from costmodel.analysis.uncertainty.measures import PRESENT_COST
from costmodel.analysis.uncertainty.simulation import Simulation
from costmodel.output.charts.budget import axis_of
from costmodel.output.charts.colours import BAND, BASE, DRAWN, NEUTRAL, PALE, PALE_DRAWN
from costmodel.output.charts.room import Beside, room_for, verbatim, wrapped
from costmodel.output.charts.yearly import LAYOUT, Trace, unchecked
from costmodel.output.labels import yearly_label
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number, percent

NET = "net_benefit"
POINTS = 81
"""Points of a curve of cumulative probability."""
BARS = 40
WHOLE = 290.0
"""Pixels of a plot without labels beside its rows, on a phone."""
OPTION_WIDTH = 26
"""Letters on a line of an option's name beside its bars."""


def band(years: Sequence[int], ranges: Sequence[Range], name: str = NET) -> list[Trace]:
    """The field from P10 to P90 around a line, behind nothing: its two edges, the field between them."""
    low, high = [item.low for item in ranges], [item.high for item in ranges]
    edge = {"type": "scatter", "mode": "lines", "x": list(years), "line": {"width": 0}, "hoverinfo": "skip"}
    texts = [text("charts.range", low=one, high=other) for one, other in zip(low, high, strict=True)]
    label = text("charts.uncertainty.field", figure=yearly_label(name))
    field = {"fill": "tonexty", "fillcolor": BAND, "name": label, "customdata": texts}
    shown = {"hoverinfo": "all", "hovertemplate": "%{fullData.name}: %{customdata} MNOK<extra></extra>"}
    clickable = {"mode": "lines+markers", "marker": {"size": 1, "color": "rgba(0, 0, 0, 0)"}}  # the browser takes a click on points only
    return [{**edge, "y": low, "showlegend": False}, {**edge, "y": high, **field, **shown, **clickable}]


def band_columns(live: Live, years: Sequence[int]) -> dict[str, list[float]]:
    """The numbers behind the field, a column each, for these years."""
    of = dict(zip(live.years, live.net_benefit, strict=True))
    low, high = (text(f"charts.uncertainty.{end}", figure=yearly_label(NET)) for end in ("low", "high"))
    return {low: [of[year].low for year in years], high: [of[year].high for year in years]}


def describe_band(live: Live) -> str:
    """What the field shows, for those who cannot see it."""
    at = len(live.years) // 2
    middle = live.net_benefit[at]
    return text("charts.uncertainty.field_description", year=live.years[at], low=middle.low, high=middle.high)


def curve_columns(result: Simulation, name: str) -> tuple[list[float], list[float]]:
    """Values of a figure and the probability of staying below each."""
    tally = result.scalars[name]
    low, high = result.quantile(name, 0.002), result.quantile(name, 0.998)
    values = [low + (high - low) * at / (POINTS - 1) for at in range(POINTS)]
    return values, tally.share_below(values)


def curve_chart(result: Simulation, name: str, marks: Mapping[str, float], axis: str) -> go.Figure:
    """The S-curve: how likely it is that a figure stays below each value, with named quantiles marked."""
    values, shares = curve_columns(result, name)
    line: Trace = {
        **{"type": "scatter", "mode": "lines", "x": values, "y": shares, "line": {"width": 3, "color": DRAWN}},
        **{"showlegend": False, "hoverinfo": "skip"},
    }
    points: Trace = {
        **{"type": "scatter", "mode": "markers+text", "cliponaxis": False, "showlegend": False},
        **{"x": [result.quantile(name, share) for share in marks.values()], "y": list(marks.values())},
        **{"text": [f"  {label}" for label in marks], "textposition": "bottom right"},
        **{"marker": {"size": 11, "color": BASE, "symbol": "diamond"}, "hoverinfo": "skip"},
    }
    xaxis = {**axis_of("yaxis"), "title": axis, "zeroline": False, "showgrid": True, "nticks": 6, "range": _room(result, name, marks)}
    yaxis = {"fixedrange": True, "title": text("charts.uncertainty.probability"), "tickformat": ".0%", "range": [0, 1.04]}
    return unchecked([line, points], {**_plain(), "height": 380, "xaxis": xaxis, "yaxis": yaxis})


def _room(result: Simulation, name: str, marks: Mapping[str, float]) -> list[float]:
    """Ends of the axis, with room for the texts at the right of the points."""
    values, _ = curve_columns(result, name)
    texts = [Beside(result.quantile(name, share), f"  {label}", is_left=False) for label, share in marks.items()]
    return room_for([values[0], values[-1]], texts, WHOLE)


def describe_curve(result: Simulation, label: str, name: str, marks: Mapping[str, float]) -> str:
    """What the S-curve shows, for those who cannot see it."""
    parts = [text("charts.uncertainty.mark", mark=mark, value=result.quantile(name, share)) for mark, share in marks.items()]
    return text("charts.uncertainty.curve_description", figure=label, marks="; ".join(parts))


def histogram_columns(result: Simulation, name: str) -> tuple[list[float], list[float]]:
    """Middles of even intervals of a figure, and the share of the draws in each."""
    tally = result.scalars[name]
    low, high = result.quantile(name, 0.002), result.quantile(name, 0.998)
    width = (high - low) / BARS or 1.0
    shares = tally.share_below([low + width * at for at in range(BARS + 1)])
    return [low + width * (at + 0.5) for at in range(BARS)], [after - before for before, after in pairwise(shares)]


def histogram_chart(result: Simulation, name: str, axis: str) -> go.Figure:
    """How the draws spread, with the base case and the expected value marked."""
    middles, shares = histogram_columns(result, name)
    bars: Trace = {"type": "bar", "x": middles, "y": shares, "marker": {"color": PALE_DRAWN}, "showlegend": False, "hoverinfo": "skip"}
    marks = {"base_mark": result.base[name], "mean_mark": result.mean(name)}
    looks = zip(marks.values(), ("solid", "dot"), (BASE, DRAWN), strict=True)
    lines = [_upright(value, dash, colour) for value, dash, colour in looks]
    texts = [_flag(value, text(f"charts.uncertainty.{mark}"), at) for at, (mark, value) in enumerate(marks.items())]
    xaxis = {**axis_of("yaxis"), "title": axis, "zeroline": False, "nticks": 6}
    yaxis = {"fixedrange": True, "title": text("charts.uncertainty.share_of_draws"), "tickformat": ".0%"}
    layout = {**_plain(), "height": 380, "bargap": 0.05, "shapes": lines, "annotations": texts, "xaxis": xaxis, "yaxis": yaxis}
    return unchecked([bars], {**layout, "margin": {"l": 4, "r": 4, "t": 44, "b": 4}})


def _upright(value: float, dash: str, colour: str) -> dict[str, Any]:
    line = {"width": 2, "dash": dash, "color": colour}
    return {"type": "line", "x0": value, "x1": value, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def _flag(value: float, label: str, level: int) -> dict[str, Any]:
    return {"x": value, "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 18 * level, "text": label, "showarrow": False}


def describe_histogram(result: Simulation, label: str, name: str) -> str:
    """What the histogram shows, for those who cannot see it."""
    low, high = (result.quantile(name, share) for share in (0.1, 0.9))
    middle = {"base": result.base[name], "mean": result.mean(name)}
    return text("charts.uncertainty.histogram_description", figure=label, low=low, high=high, **middle)


def fan_chart(result: Simulation, name: str, label: str, notes: Sequence[Any] = ()) -> go.Figure:
    """Money by year: the field from P10 to P90, the median, and the base case; `notes` say what makes the years that stand out."""
    quantiles = result.yearly_quantiles(name)
    years = list(result.years)
    ranges = [Range(*row, 0.0) for row in zip(quantiles["p10"], quantiles["p50"], quantiles["p90"], strict=True)]
    median = _line(years, quantiles["p50"], "P50", {"width": 3, "color": DRAWN})
    base = _line(years, result.base_by_year[name], text("charts.uncertainty.base"), {"width": 2, "dash": "dash", "color": BASE})
    yaxis = {**axis_of("yaxis"), "title": text("charts.uncertainty.yearly_axis", figure=label)}
    return unchecked([*band(years, ranges, name), median, base], {**LAYOUT, "height": 400, "yaxis": yaxis, "annotations": list(notes)})


def _line(years: list[int], values: list[float], label: str, line: dict[str, Any]) -> Trace:
    texts = [number(value, 1) for value in values]
    hover = {"customdata": texts, "hovertemplate": "%{fullData.name}: %{customdata} MNOK<extra></extra>"}
    return {"type": "scatter", "mode": "lines", "x": years, "y": values, "name": label, "line": line, **hover}


def describe_fan(result: Simulation, name: str, label: str) -> str:
    """What the fan shows, for those who cannot see it."""
    quantiles, at = result.yearly_quantiles(name), len(result.years) // 2
    low, middle, high = (quantiles[key][at] for key in ("p10", "p50", "p90"))
    years = {"first": result.years[0], "last": result.years[-1], "year": result.years[at]}
    return text("charts.uncertainty.fan_description", figure=label, low=low, middle=middle, high=high, **years)


def index_chart(labels: Sequence[str], first: Sequence[float], total: Sequence[float]) -> go.Figure:
    """Sobol indices as bars, total behind first order."""
    rows = [verbatim(label) for label in labels]
    wide: Trace = {
        **{
            "type": "bar",
            "orientation": "h",
            "y": rows,
            "x": list(total),
            "name": text("charts.uncertainty.total"),
            "marker": {"color": PALE, "line": {"width": 1.5, "color": NEUTRAL}},
        },
        "width": 0.7,
        **{"customdata": [percent(value) for value in total], "hovertemplate": text("charts.uncertainty.total_hover")},
    }
    narrow: Trace = {
        **{
            "type": "bar",
            "orientation": "h",
            "y": rows,
            "x": [max(value, 0.0) for value in first],
            "name": text("charts.uncertainty.alone"),
            "width": 0.35,
        },
        **{"marker": {"color": DRAWN}, "customdata": [percent(value) for value in first]},
        **{"hovertemplate": text("charts.uncertainty.alone_hover")},
    }
    yaxis = {"fixedrange": True, "autorange": "reversed", "automargin": True, "showgrid": False, "ticks": ""}
    xaxis = {"fixedrange": True, "tickformat": ".0%", "title": text("charts.uncertainty.share_of_uncertainty"), "rangemode": "tozero"}
    return unchecked([wide, narrow], {**_plain(), "barmode": "overlay", "height": 140 + 44 * len(rows), "xaxis": xaxis, "yaxis": yaxis})


def describe_indices(labels: Sequence[str], total: Sequence[float]) -> str:
    """What the bars of indices show, for those who cannot see it."""
    parts = [text("charts.uncertainty.index", theme=label, share=value) for label, value in zip(labels, total, strict=True)]
    return text("charts.uncertainty.index_description", themes="; ".join(parts))


def choice_chart(labels: Sequence[str], found: Choice) -> go.Figure:
    """In what share of the draws each option is the best: for the municipality, and for its operating budget."""
    rows = [wrapped(label, OPTION_WIDTH) for label in labels]
    looks = zip((found.by_npv, found.by_budget), ("best_by_npv", "best_by_budget"), (DRAWN, NEUTRAL), strict=True)
    bars: list[Trace] = [_best(rows, list(standing.best.values()), key, colour) for standing, key, colour in looks]
    yaxis = {"fixedrange": True, "autorange": "reversed", "automargin": True, "showgrid": False, "ticks": ""}
    xaxis = {
        "fixedrange": True,
        "tickformat": ".0%",
        "title": text("charts.uncertainty.share_of_draws"),
        "tickvals": [0, 0.25, 0.5, 0.75, 1],
        "range": _shares(found),
    }
    return unchecked(bars, {**_plain(), "barmode": "group", "height": 120 + 60 * len(rows), "xaxis": xaxis, "yaxis": yaxis})


def _shares(found: Choice) -> list[float]:
    """Ends of the axis of shares, with room for the texts."""
    shares = [*found.by_npv.best.values(), *found.by_budget.best.values()]
    return room_for([0.0, 1.0], [Beside(share, percent(share), is_left=False) for share in shares])


def _best(rows: list[str], shares: list[float], key: str, colour: str) -> Trace:
    told = [percent(share) for share in shares]
    looks = {"type": "bar", "orientation": "h", "marker": {"color": colour}, "text": told, "textposition": "outside", "cliponaxis": False}
    return {**looks, "y": rows, "x": shares, "name": text(f"charts.uncertainty.{key}"), "hovertemplate": "%{y}: %{text}<extra></extra>"}


def describe_choice(labels: Sequence[str], found: Choice) -> str:
    """What the bars of the choice show, for those who cannot see it."""
    shares = zip(labels, found.by_npv.best.values(), found.by_budget.best.values(), strict=True)
    told = [text("charts.uncertainty.best", option=label, npv=npv, budget=budget) for label, npv, budget in shares]
    return text("charts.uncertainty.choice_description", options="; ".join(told))


def _plain() -> dict[str, Any]:
    """The common layout without what belongs to years."""
    return {key: value for key, value in LAYOUT.items() if key not in ("hovermode", "barmode", "xaxis", "yaxis")} | {"hovermode": "closest"}


COST_MARKS = {"cost_p50": 0.5, "cost_p85": 0.85}
VALUE_MARKS = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


def marks_of(name: str) -> dict[str, float]:
    """Quantiles to mark on the S-curve of a figure: the frames of state projects for a cost, else the plain ones."""
    marks = COST_MARKS if name == PRESENT_COST else VALUE_MARKS
    return {text(f"charts.uncertainty.marks.{mark}"): share for mark, share in marks.items()}
