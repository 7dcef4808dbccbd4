"""The chart of the back-test: what has been paid beyond what the model says, by year."""

from collections.abc import Sequence

import plotly.graph_objects as go

from costmodel.analysis.evidence.back_test import Residual
from costmodel.model.line_items import as_read, cost_items
from costmodel.output.charts.colours import GAIN, LOSS
from costmodel.output.charts.yearly import LAYOUT, Trace, unchecked
from costmodel.texts.catalog import text


def as_paid(item: Residual, amount: float) -> float:
    """An amount as a reader sees it: what is paid is negative."""
    names = {line.name for line in cost_items()}
    return as_read(item.row.line if item.row.line in names else "total_cost", amount)


def residual_by_year(found: Sequence[Residual]) -> dict[int, float]:
    """What the rows of each year come to beyond the model, as a reader sees it: negative where more was paid."""
    sums: dict[int, float] = {}
    for item in sorted(found, key=lambda item: item.row.year):
        if item.residual is not None:
            sums[item.row.year] = sums.get(item.row.year, 0.0) + as_paid(item, item.residual)
    return sums


def back_test_chart(found: Sequence[Residual]) -> go.Figure:
    """A bar a year: down where more was paid than the model says."""
    sums = residual_by_year(found)
    colours = [GAIN if amount > 0 else LOSS for amount in sums.values()]
    bar: Trace = {
        "type": "bar",
        "x": [str(year) for year in sums],
        "y": list(sums.values()),
        "marker": {"color": colours},
        "hovertemplate": "%{x}: %{y:.1f} MNOK<extra></extra>",
    }
    layout = {
        **LAYOUT,
        "height": 260,
        "showlegend": False,
        "xaxis": {"type": "category", "fixedrange": True},
        "yaxis": {"title": {"text": text("charts.back_test.axis")}, "fixedrange": True, "zeroline": True},
    }
    return unchecked([bar], layout)


def describe_back_test(found: Sequence[Residual]) -> str:
    """The chart in words."""
    sums = residual_by_year(found)
    listed = ", ".join(text("charts.back_test.year", year=year, amount=amount) for year, amount in sums.items())
    return text("charts.back_test.description", years=listed)
