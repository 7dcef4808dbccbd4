"""The municipalities as bubbles: where each stands, how large, and what its colour and the pointer tell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan

from costmodel.analysis.participation.bills import Bills
from costmodel.assumptions.records import Municipality
from costmodel.axes import Array
from costmodel.output.charts.map.labels import NamedPoint
from costmodel.output.charts.map.places import apart
from costmodel.texts.catalog import text

BY_WAVE, BY_STATUS, BY_CHOICE = "wave", "status", "choice"
BY_YEARLY, BY_NPV = "annual_per_inhabitant", "npv_per_inhabitant"
COLOURS = (BY_CHOICE, BY_WAVE, BY_STATUS, BY_YEARLY, BY_NPV)
"""What the colour can show."""
LIVE, PLANNED, DECLINED = "live", "planned", "declined"
LARGEST, SMALLEST = 36.0, 11.0
"""Width in pixels of the largest bubble; the smallest is as wide as can still be hit with a mouse."""
STUDIED_RING = 8.0
"""Pixels that the ring around the studied municipality is wider than its bubble."""


@dataclass(frozen=True)
class Bubble:
    """One municipality on the map."""

    row: Municipality
    """Where it is, and what the table says of it."""
    inhabitants: float
    """In the latest year of the table."""
    is_in: bool
    """Whether it takes part."""
    value: float | None
    """What the colour shows where it is a number."""
    hover: str
    """What is shown beside the pointer."""
    x: float
    """Degrees east where it is drawn."""
    y: float
    """Degrees north where it is drawn."""


def colour_label(colour: str) -> str:
    """What the colour shows: one of :data:`COLOURS`."""
    return text(f"charts.map.colours.{colour}")


def status_of(item: Municipality) -> str:
    """``live``, ``planned``, or ``declined`` where it has said no to what is planned."""
    return DECLINED if item.status == PLANNED and item.declined is not None else item.status


def status_label(status: str) -> str:
    """``live``, ``planned`` or ``declined``."""
    return text(f"charts.map.status.{status}")


def choice_label(is_in: bool) -> str:
    """Whether a municipality takes part."""
    return text(f"charts.map.choice.{'in' if is_in else 'out'}")


def bubbles(rows: Sequence[Municipality], bills: Bills, colour: str, studied: str | None = None) -> list[Bubble]:
    """The bubbles, largest first; the ring around the studied one keeps others off too."""
    at = {name: index for index, name in enumerate(bills.names)}
    amounts = colour_values(bills, colour)
    made = sorted((_bubble(item, bills, amounts, at[item.name]) for item in rows), key=lambda bubble: -bubble.inhabitants)
    spots = apart(tuple(spot_of(bubble, studied) for bubble in made))
    return [replace(bubble, x=spot.x, y=spot.y) for bubble, spot in zip(made, spots, strict=True)]


def colour_values(bills: Bills, colour: str) -> Array | None:
    """The numbers behind the colour, ``(1, 1, municipality)``; None where it shows a kind."""
    return getattr(bills, colour) if colour in (BY_YEARLY, BY_NPV) else None


def _bubble(item: Municipality, bills: Bills, amounts: Array | None, at: int) -> Bubble:
    people = float(item.population[max(item.population)])
    is_in = bool(bills.takes_part[0, 0, at])
    value = None if amounts is None or not is_in else float(amounts[0, 0, at])
    npv = float(bills.npv[0, 0, at])
    told = {"choice": choice_label(is_in), "wave": item.wave, "status": status_label(status_of(item)), "people": people, "npv": npv}
    hover = text("charts.map.hover", name=item.name, **told)
    return Bubble(item, people, is_in, None if value is None or isnan(value) else value, hover, item.longitude, item.latitude)


def size_of(bubble: Bubble) -> float:
    """Width in pixels: the area follows the population, down to what can be hit."""
    return max(SMALLEST, LARGEST * (bubble.inhabitants / 220_000) ** 0.5)


def spot_of(bubble: Bubble, studied: str | None) -> NamedPoint:
    """What a bubble takes of the map, with the ring around the studied one."""
    return NamedPoint(bubble.row.name, bubble.x, bubble.y, size_of(bubble) + STUDIED_RING * (bubble.row.name == studied))
