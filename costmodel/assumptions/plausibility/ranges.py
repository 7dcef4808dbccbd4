"""The numbers of one assumption beside each other: value, low and high are of one size, or one of them is probably another number."""

from costmodel.assumptions.plausibility.magnitudes import meant
from costmodel.assumptions.records import Assumption
from costmodel.faults import Part
from costmodel.units import Unit

FAR = 300.0
"""An end of a range that is so many times the value, or so small a part of it, is looked at: the shipped ones are within 20 times."""
NEAR = FAR / 10
"""An end that is probably meant is within so many times the value."""


def probably_meant(item: Assumption, unit: Unit | None, field: str) -> Part | None:
    """What a number probably is that is far from the others of its range; None where it is not far, or nobody can tell."""
    number: float | None = getattr(item, field)
    if number is None or item.value is None or item.low is None or item.high is None:
        return None
    if field == "value":
        return meant(number, unit, item.low, item.high)
    apart = abs(item.value) > FAR * abs(number) if field == "low" else abs(number) > FAR * abs(item.value)
    return meant(number, unit, item.value / NEAR, item.value * NEAR) if apart and item.value > 0 else None


def meant_beyond(item: Assumption, unit: Unit | None, field: str) -> Part | None:
    """What a number beyond its bounds probably is: one within the range, of a number without a range one within the bounds."""
    number: float = getattr(item, field)
    has_range = item.low is not None and field == "value"
    return probably_meant(item, unit, field) or (None if has_range else meant(number, unit, item.minimum, item.maximum))
