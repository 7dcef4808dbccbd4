"""Charts of one number: the graph around it, and its value by year. Texts in bokmål.

Colours tell kinds apart and shapes say the same: a square is an assumption, a diamond a table, a circle is computed.
"""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from costmodel.explain.explaining import Explanation, Item
from costmodel.explain.notation import plain
from costmodel.output.answer_records.explanation import value_text
from costmodel.output.charts.yearly import LAYOUT, unchecked

KINDS = {"input": ("Forutsetning", "#C8701A", "square"), "table": ("Tabell", "#9A63C7", "diamond"), "": ("Beregnet", "#2F86D6", "circle")}
"""Name, colour and marker of each kind."""
MADE_OF, ITSELF, LEADS_TO = 0.0, 1.0, 2.0
"""Where the three columns stand."""
LETTERS, ROW_HEIGHT, MOST = 17, 66, 14
"""Letters on a line, height of a row, and how many stand in a column; the table beside the picture has all."""


def graph_chart(found: Explanation) -> go.Figure:
    """What the number is made of to the left, the number in the middle, what is made of it to the right."""
    left, right = found.inputs[:MOST], found.used_by[:MOST]
    rows = max(len(left), len(right), 1)
    places = [*_places(left, MADE_OF, rows), (found.item, ITSELF, -(rows - 1) / 2), *_places(right, LEADS_TO, rows)]
    centre = places[len(left)]
    edges = {"type": "scatter", "mode": "lines", "line": {"color": "#7C8896", "width": 1}, "hoverinfo": "skip", "showlegend": False}
    xs: list[float | None] = []
    ys: list[float | None] = []
    for _, x, y in places:
        xs += [x, centre[1], None]
        ys += [y, centre[2], None]
    hidden = {"visible": False, "fixedrange": True}
    height = max(200, 90 + ROW_HEIGHT * rows)
    layout = {**_plain_layout(), "height": height, "xaxis": {**hidden, "range": [-0.42, 2.42]}, "yaxis": {**hidden, "range": [-rows, 1]}}
    return unchecked([{**edges, "x": xs, "y": ys}, *_marks(places)], layout)


def _places(items: Sequence[Item], column: float, rows: int) -> list[tuple[Item, float, float]]:
    """The items of a column, the same distance apart, in the middle of the height."""
    start = -(rows - len(items)) / 2
    return [(item, column, start - place) for place, item in enumerate(items)]


def _marks(places: Sequence[tuple[Item, float, float]]) -> list[dict[str, Any]]:
    """A trace for each kind, so that the legend names them."""
    traces: list[dict[str, Any]] = []
    for key, (name, colour, symbol) in KINDS.items():
        chosen = [(item, x, y) for item, x, y in places if (item.kind if item.kind in KINDS else "") == key]
        if chosen:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers+text",
                    "name": name,
                    "x": [x for _, x, _ in chosen],
                    "y": [y for _, _, y in chosen],
                    "text": ["<br>".join(wrap(item.label, LETTERS)[:3]) for item, _, _ in chosen],
                    "textposition": "bottom center",
                    "textfont": {"size": 11},
                    "cliponaxis": False,
                    "marker": {"color": colour, "symbol": symbol, "size": [16 if x == ITSELF else 10 for _, x, _ in chosen]},
                    "customdata": [f"{item.label}: {value_text(item)}" for item, _, _ in chosen],
                    "hovertemplate": "%{customdata}<extra></extra>",
                }
            )
    return traces


def describe_graph(found: Explanation) -> str:
    """What the picture shows, for those who cannot see it."""
    made_of = ", ".join(item.label for item in found.inputs) or "ingenting; tallet er en forutsetning"
    leads_to = ", ".join(item.label for item in found.used_by) or "ingenting"
    return f"Nettverk rundt {found.item.label}. Til venstre det som inngår: {made_of}. Til høyre det som bygger på tallet: {leads_to}."


def year_chart(found: Explanation) -> go.Figure:
    """The number by year, the chosen year marked."""
    years = list(found.by_year)
    values = list(found.by_year.values())
    opacity = [1.0 if year == found.item.year else 0.55 for year in years]
    texts = ["–" if value is None else plain(value, found.item.unit) for value in values]
    bars: dict[str, Any] = {"type": "bar", "x": years, "y": values, "marker": {"color": "#2F86D6", "opacity": opacity}, "customdata": texts}
    bars |= {"hovertemplate": f"%{{x}}: %{{customdata}} {found.item.unit}<extra></extra>", "showlegend": False}
    axes = {name: {**_axis(name), **extra} for name, extra in (("xaxis", {}), ("yaxis", {"title": found.item.unit}))}
    return unchecked([bars], {**_plain_layout(), "height": 260, **axes})


def describe_years(found: Explanation) -> str:
    """What the chart of years shows, for those who cannot see it."""
    known = {year: value for year, value in found.by_year.items() if value is not None}
    if not known:
        return f"Søylediagram over {found.item.label} per år, uten tall."
    low, high = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
    texts = [f"{plain(known[year], found.item.unit)} i {year}" for year in (low, high)]
    ends = f"lavest {texts[0]}, høyest {texts[1]}"
    return f"Søylediagram over {found.item.label} per år, {found.item.unit}: {ends}. Alle tallene står i tabellen."


def _axis(name: str) -> Mapping[str, Any]:
    axis: Any = LAYOUT[name]
    return axis


def _plain_layout() -> dict[str, Any]:
    return {key: value for key, value in LAYOUT.items() if key not in ("hovermode", "barmode")} | {"hovermode": "closest"}
