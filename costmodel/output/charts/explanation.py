"""Charts of one number: the graph around it, and its value by year.

Colours tell kinds apart and shapes say the same: a square is an assumption, a diamond a table, a circle is computed.
"""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from costmodel.output.charts.colours import MAGENTA, NEUTRAL, TEAL, VIOLET
from costmodel.output.charts.room import broken, verbatim
from costmodel.output.charts.yearly import LAYOUT, unchecked
from costmodel.output.explanation.notation import plain
from costmodel.output.explanation.wording import ExplanationInWords, NamedItem, value_text
from costmodel.texts.catalog import text

COMPUTED = "computed"
MARKS = {"input": (VIOLET, "square"), "table": (MAGENTA, "diamond"), COMPUTED: (TEAL, "circle")}
"""Colour and marker of each kind."""
MADE_OF, ITSELF, LEADS_TO = 0.0, 1.0, 2.0
"""Where the three columns stand."""
LETTERS, ROW_HEIGHT, MOST = 17, 66, 14
"""Letters on a line, height of a row, and how many stand in a column; the table beside the picture has all."""


def graph_chart(found: ExplanationInWords) -> go.Figure:
    """What the number is made of to the left, the number in the middle, what is made of it to the right."""
    left, right = found.inputs[:MOST], found.used_by[:MOST]
    rows = max(len(left), len(right), 1)
    places = [*_places(left, MADE_OF, rows), (found.item, ITSELF, -(rows - 1) / 2), *_places(right, LEADS_TO, rows)]
    centre = places[len(left)]
    edges = {"type": "scatter", "mode": "lines", "line": {"color": NEUTRAL, "width": 1}, "hoverinfo": "skip", "showlegend": False}
    xs: list[float | None] = []
    ys: list[float | None] = []
    for _, x, y in places:
        xs += [x, centre[1], None]
        ys += [y, centre[2], None]
    hidden = {"visible": False, "fixedrange": True}
    height = max(200, 90 + ROW_HEIGHT * rows)
    layout = {**_plain_layout(), "height": height, "xaxis": {**hidden, "range": [-0.42, 2.42]}, "yaxis": {**hidden, "range": [-rows, 1]}}
    return unchecked([{**edges, "x": xs, "y": ys}, *_marks(places)], layout)


def _places(items: Sequence[NamedItem], column: float, rows: int) -> list[tuple[NamedItem, float, float]]:
    """The items of a column, the same distance apart, in the middle of the height."""
    start = -(rows - len(items)) / 2
    return [(item, column, start - place) for place, item in enumerate(items)]


def _marks(places: Sequence[tuple[NamedItem, float, float]]) -> list[dict[str, Any]]:
    """A series for each kind, so that the legend names them."""
    traces: list[dict[str, Any]] = []
    for key, (colour, symbol) in MARKS.items():
        chosen = [(item, x, y) for item, x, y in places if (item.kind if item.kind in MARKS else COMPUTED) == key]
        if chosen:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers+text",
                    "name": text(f"explanation.graph.{key}"),
                    "x": [x for _, x, _ in chosen],
                    "y": [y for _, _, y in chosen],
                    "text": [broken(wrap(item.label, LETTERS)[:3]) for item, _, _ in chosen],
                    "textposition": "bottom center",
                    "textfont": {"size": 11},
                    "cliponaxis": False,
                    "marker": {"color": colour, "symbol": symbol, "size": [16 if x == ITSELF else 10 for _, x, _ in chosen]},
                    "customdata": [verbatim(f"{item.label}: {value_text(item)}") for item, _, _ in chosen],
                    "hovertemplate": "%{customdata}<extra></extra>",
                }
            )
    return traces


def describe_graph(found: ExplanationInWords) -> str:
    """What the picture shows, for those who cannot see it."""
    made_of = ", ".join(item.label for item in found.inputs) or text("explanation.graph.made_of_nothing")
    leads_to = ", ".join(item.label for item in found.used_by) or text("explanation.graph.leads_to_nothing")
    return text("explanation.graph.alt", label=found.item.label, made_of=made_of, leads_to=leads_to)


def year_chart(found: ExplanationInWords) -> go.Figure:
    """The number by year, the chosen year marked."""
    years = list(found.by_year)
    values = list(found.by_year.values())
    opacity = [1.0 if year == found.item.year else 0.55 for year in years]
    texts = ["–" if value is None else plain(value, found.item.unit) for value in values]
    bars: dict[str, Any] = {"type": "bar", "x": years, "y": values, "marker": {"color": TEAL, "opacity": opacity}, "customdata": texts}
    bars |= {"hovertemplate": f"%{{x}}: %{{customdata}} {found.item.unit}<extra></extra>", "showlegend": False}
    axes = {name: {**_axis(name), **extra} for name, extra in (("xaxis", {}), ("yaxis", {"title": found.item.unit}))}
    return unchecked([bars], {**_plain_layout(), "height": 260, **axes})


def describe_years(found: ExplanationInWords) -> str:
    """What the chart of years shows, for those who cannot see it."""
    known = {year: value for year, value in found.by_year.items() if value is not None}
    if not known:
        return text("explanation.years.alt_without", label=found.item.label)
    low, high = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
    ends = {"low": plain(known[low], found.item.unit), "low_year": low, "high": plain(known[high], found.item.unit), "high_year": high}
    return text("explanation.years.alt", label=found.item.label, unit=found.item.unit, **ends)


def _axis(name: str) -> Mapping[str, Any]:
    axis: Any = LAYOUT[name]
    return axis


def _plain_layout() -> dict[str, Any]:
    return {key: value for key, value in LAYOUT.items() if key not in ("hovermode", "barmode")} | {"hovermode": "closest"}
