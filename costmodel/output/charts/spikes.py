"""Labels of the years that stand out in a chart by year: which number makes them do so."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from costmodel.analysis.spikes import Spike, spikes
from costmodel.model.line_items import REGISTER, SERVICES, items_to_read
from costmodel.output.charts.room import wrapped
from costmodel.output.labels import item_group_label, yearly_label
from costmodel.texts.catalog import text

WIDTH = 15
"""Letters on a line of a label: little, since years are narrow on a phone."""
BESIDE = 0.45
"""Years from the middle of a bar to its edge."""


def spikes_of(record: Mapping[str, Any]) -> list[Spike]:
    """The spikes of an appraisal; a record is what :func:`costmodel.output.tables.to_dict` makes of one draw."""
    flows, items = record["line_items"], items_to_read(record["benefits"])
    return spikes({item.name: [-x if item.is_cash_out else x for x in flows[item.name]] for item in items}, record["years"])


def item_label(name: str) -> str:
    """A line item; one of the register by its group, since a record does not name it."""
    return item_group_label(SERVICES) if name.startswith(REGISTER) else yearly_label(name)


def spike_notes(
    found: Sequence[Spike],
    ends: Mapping[int, tuple[float, float]],
    decision: int | None = None,
    label: Callable[[str], str] = item_label,
) -> list[Any]:
    """Annotations: a label at each year, over what is gained and under what is paid.

    `ends`: how far up and down the bars, or the line, of each year go. A label keeps off the line of the decision year.
    """
    return [_note(spike, label(spike.name), ends[spike.year], decision) for spike in found if spike.year in ends]


def _note(spike: Spike, label: str, ends: tuple[float, float], decision: int | None) -> dict[str, Any]:
    is_up, is_before = spike.amount > 0, decision is not None and spike.year < decision
    side, edge = ("right", BESIDE) if is_before else ("left", -BESIDE)
    told = wrapped(text("charts.spike", item=label, year=spike.year), WIDTH)
    place = {"x": spike.year + edge, "y": ends[0 if is_up else 1], "xanchor": side, "align": side, "yanchor": "bottom" if is_up else "top"}
    return {**place, "text": told, "font": {"size": 12}, "showarrow": False, "name": spike.name}


def net_notes(record: Mapping[str, Any], years: Sequence[int], lines: Iterable[Sequence[float]]) -> list[Any]:
    """The same where a chart shows the net by year as one or more lines: over the highest and under the lowest of them."""
    return spike_notes(spikes_of(record), {year: (max(values), min(values)) for year, *values in zip(years, *lines, strict=True)})
