"""Units that follow from units: kroner ÷ people is kroner per person, and kroner + people is a fault.

A year is the model's step, so an amount a year and an amount are of one kind; a calendar year is a point in time, of which
two make a number of years and which nothing else can be done with. Kroner carry their price year: amounts of two price
years add only after conversion by the index.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from costmodel import units as u
from costmodel.explain.operations import COMPARISONS
from costmodel.units import Unit

Powers = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Dimension:
    """What a number counts: powers of base units; a point in time; or nothing in particular (a bare number)."""

    powers: Powers = ()
    """Base units with their powers, by name."""
    point: bool = False
    """A calendar year."""
    bare: bool = False
    """A number written in a formula, which takes the unit that its place asks for."""

    def __str__(self) -> str:
        """For a message: «kroner2024 M / inhabitant»."""
        if self.point or self.bare or not self.powers:
            return "calendar year" if self.point else "bare number" if self.bare else "pure number"
        return " ".join(name if power == 1 else f"{name}^{power}" for name, power in self.powers)


PURE, POINT, BARE = Dimension(), Dimension(point=True), Dimension(bare=True)


class UnitError(ValueError):
    """Two numbers that cannot be put together so."""


_POWERS: dict[Unit, dict[str, int]] = {
    u.MONTHS: {"month": 1},
    u.WORKDAYS: {"day": 1},
    u.MUNICIPALITIES: {"municipality": 1},
    u.OFFICES: {"office": 1},
    u.PEOPLE: {"employee": 1},
    u.FTE_PER_PERSON: {"fte": 1, "employee": -1},
    u.GPS_PER_OFFICE: {"gp": 1, "office": -1},
    u.INHABITANTS: {"inhabitant": 1},
    u.EVENTS: {"event": 1},
    u.MINUTES: {"minute": 1, "fte": -1, "day": -1},
    u.MINUTES_PER_GP: {"minute": 1, "gp": -1, "day": -1},
    u.MINUTES_PER_EVENT: {"minute": 1, "event": -1},
    u.MNOK: {"kroner": 1, "million": 1},
    u.MNOK_A_YEAR: {"kroner": 1, "million": 1},
    u.NOK_PER_HOUR: {"kroner": 1, "hour": -1},
    u.NOK_PER_OFFICE: {"kroner": 1, "office": -1},
    u.NOK_PER_OFFICE_YEAR: {"kroner": 1, "office": -1},
    u.NOK_PER_INHABITANT: {"kroner": 1, "inhabitant": -1},
    u.NOK_PER_INHABITANT_YEAR: {"kroner": 1, "inhabitant": -1},
}
"""Base units of each unit; those that are left out are pure numbers."""
_CONVERSIONS = {
    u.NOK_PER_MNOK: {"million": -1},
    u.MONTHS_PER_YEAR: {"month": 1},
    u.MINUTES_PER_HOUR: {"minute": 1, "hour": -1},
    u.HOURS_PER_DAY: {"hour": 1, "fte": -1, "day": -1},
}


def dimension_of(unit: Unit, price_year: int) -> Dimension:
    """Dimension of a unit; its kroner are those of the price year."""
    return POINT if unit == u.CALENDAR_YEAR else _dimension(_POWERS.get(unit, {}), price_year)


def dimension_of_index(year: int) -> Dimension:
    """Dimension of a price index: kroner of the year, so that a quotient of two converts between them."""
    return _dimension({"kroner": 1}, year)


def dimension_of_conversion(number: u.Conversion) -> Dimension:
    """Dimension of a fixed number that leads from one unit to another."""
    return _dimension(_CONVERSIONS[number], 0)


def _dimension(powers: dict[str, int], price_year: int) -> Dimension:
    named = {f"kroner{price_year}" if name == "kroner" else name: power for name, power in powers.items()}
    return Dimension(tuple(sorted((name, power) for name, power in named.items() if power)))


def combine(op: str, given: Sequence[Dimension]) -> Dimension:
    """Dimension of an operation on numbers of these dimensions. Raises UnitError where they do not go together."""
    if op in ("multiply", "divide"):
        return _product(op, *given)
    if op in ("add", "subtract"):
        return _sum(op, *given)
    if op in COMPARISONS or op in ("maximum", "minimum", "clip", "where"):
        common = _common(op, given[1:] if op == "where" else given)
        return PURE if op in COMPARISONS else common
    if op in ("power", "log1p", "expm1", "running_ratio", "bitwise_and", "irr"):
        return _pure(op, given if op != "irr" else ())
    if op in ("years", "payback_year"):
        return POINT
    if op in ("sum_years", "sum_municipalities", "running_sum", "negative") and given[0].point:
        raise UnitError(f"{op} of calendar years")
    return given[-1] if op == "interpolate" else given[0]


def _product(op: str, left: Dimension, right: Dimension) -> Dimension:
    if left.point or right.point:
        raise UnitError(f"{op}: {left} with {right}")
    sign = 1 if op == "multiply" else -1
    powers = dict(left.powers)
    for name, power in right.powers:
        powers[name] = powers.get(name, 0) + sign * power
    return Dimension(tuple(sorted((name, power) for name, power in powers.items() if power)))


def _sum(op: str, left: Dimension, right: Dimension) -> Dimension:
    if left.point and right.point and op == "subtract":
        return PURE
    step = PURE if right.bare else right
    if left.point and not right.point and step == PURE:
        return POINT
    if op == "add" and right.point and (left.bare or left == PURE):
        return POINT
    if left.point and right.point:
        raise UnitError(f"{op}: two calendar years")
    return _common(op, (left, right))


def _common(op: str, given: Sequence[Dimension]) -> Dimension:
    kinds = {item for item in given if not item.bare}
    if len(kinds) > 1:
        raise UnitError(f"{op}: {' with '.join(sorted(str(item) for item in kinds))}")
    return kinds.pop() if kinds else PURE


def _pure(op: str, given: Sequence[Dimension]) -> Dimension:
    if any(item.powers or item.point for item in given):
        raise UnitError(f"{op} of {', '.join(str(item) for item in given)}")
    return PURE
