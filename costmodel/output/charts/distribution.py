"""The chart of who gains and who pays where one option is chosen in place of another, and what it shows in words."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from costmodel.output.charts.budget import axis_of
from costmodel.output.charts.colours import GAIN, LOSS, NEUTRAL
from costmodel.output.charts.comparison import PLAIN
from costmodel.output.charts.room import Beside, room_for, wrapped
from costmodel.output.labels import party_label
from costmodel.texts.catalog import text
from costmodel.texts.numbers import signed

ROW_HEIGHT, AROUND = 44, 90
"""Pixels of a row and of what stands around them."""
SUM = "society"
"""The column that the others add up to."""


def distribution_chart(columns: Mapping[str, float]) -> go.Figure:
    """A bar a party, to the right where it gains and to the left where it loses, and the sum at the bottom; MNOK by name of party."""
    labels = [wrapped(party_label(name)) for name in columns]
    amounts = list(columns.values())
    bars = go.Bar(
        y=labels,
        x=amounts,
        orientation="h",
        marker_color=[NEUTRAL if name == SUM else GAIN if amount >= 0 else LOSS for name, amount in columns.items()],
        text=[amount_text(amount) for amount in amounts],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{text} MNOK<extra></extra>",
        showlegend=False,
    )
    xaxis = {**axis_of("yaxis"), "title": text("charts.distribution.axis"), "nticks": 5, "range": _room(amounts), "showgrid": True}
    yaxis: dict[str, Any] = {"fixedrange": True, "autorange": "reversed", "showgrid": False, "automargin": True, "ticks": ""}
    height = AROUND + ROW_HEIGHT * len(labels)
    return go.Figure(data=[bars], layout={**PLAIN, "hovermode": "closest", "height": height, "xaxis": xaxis, "yaxis": yaxis})


def describe_distribution(columns: Mapping[str, float]) -> str:
    """What the chart shows, for those who cannot see it."""
    told = [text("charts.distribution.amount", party=party_label(name), amount=amount_text(amount)) for name, amount in columns.items()]
    return text("charts.distribution.description", amounts="; ".join(told))


def amount_text(amount: float) -> str:
    """An amount with its sign, with a decimal."""
    return signed(amount, 1)


def _room(amounts: Sequence[float]) -> list[float]:
    """Ends of the axis, zero among them, with room for the texts beside the bars."""
    return room_for([0.0, *amounts], [Beside(amount, amount_text(amount), is_left=amount < 0) for amount in amounts])
