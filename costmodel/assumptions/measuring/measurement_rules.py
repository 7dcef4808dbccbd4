"""What can be measured, and the rules of one measurement, whether it stands in a file or was entered."""

from collections.abc import Iterator
from datetime import date
from math import sqrt

from costmodel import units as u
from costmodel.assumptions.correlation import is_drawn
from costmodel.assumptions.records import AssumptionSet, Measurement
from costmodel.assumptions.rules import year_faults
from costmodel.assumptions.scenario_rules import unknown_municipality
from costmodel.faults import Fault, nearest, shown
from costmodel.units import Unit

REGISTER_BENEFITS = "register_benefits"
"""A result that can be measured: the sum of the register's benefits in a year, named ``register_benefits.2026``."""
FIRST_YEAR, LAST_YEAR = 2000, 2100


def result_year(quantity: str) -> int | None:
    """The year of a result; None for a number of the files.

    >>> result_year("register_benefits.2026"), result_year("extra_minutes")
    (2026, None)
    """
    name, _, year = quantity.partition(".")
    is_year = name == REGISTER_BENEFITS and year.isascii() and year.isdigit() and FIRST_YEAR <= int(year[:5]) <= LAST_YEAR
    return int(year) if is_year else None


def measurable(known: AssumptionSet) -> list[str]:
    """Full names of the numbers that can be measured: those that are drawn, in the order of the files."""
    return [name for name, item in known.quantities.items() if is_drawn(item)]


def unit_of_quantity(quantity: str, known: AssumptionSet) -> Unit:
    """The unit that a quantity is measured in."""
    return u.MNOK_A_YEAR if result_year(quantity) is not None else u.BY_SYMBOL[known.quantities[quantity].unit]


def standard_error_of_mean(item: Measurement) -> float:
    """How far the measured mean may lie from that of the whole municipality, in the unit of the quantity."""
    return error_of_mean(item.sd, item.n, item.representativeness)


def error_of_mean(sd: float, n: int, representativeness: float) -> float:
    """The same of a measurement of this size: √(sd²/n + τ²)."""
    return sqrt(sd**2 / n + representativeness**2)


def measurement_faults(item: Measurement, known: AssumptionSet, today: date) -> Iterator[Fault]:
    """What is wrong with one measurement; the name of a fault is the field, and it has no place."""
    if result_year(item.quantity) is None and item.quantity not in measurable(known):
        yield unknown_quantity(item.quantity, known)
    else:
        yield from _price_faults(item, known)
    yield from _municipality_faults(item, known)
    if item.sd == 0 and item.representativeness == 0:
        yield Fault("", "sd", "measured_without_error")
    if item.date > today:
        yield Fault("", "date", "measured_in_future", {"date": item.date, "today": today})


def unknown_quantity(name: str, known: AssumptionSet) -> Fault:
    """The fault of something that cannot be measured."""
    return Fault("", "quantity", "unknown_quantity", {"name": shown(name), "nearest": nearest(name, measurable(known))})


def _price_faults(item: Measurement, known: AssumptionSet) -> Iterator[Fault]:
    unit = unit_of_quantity(item.quantity, known)
    if unit.money and item.price_year is None:
        yield Fault("", "price_year", "missing_price_year", {"unit": unit.symbol})
    elif not unit.money and item.price_year is not None:
        yield Fault("", "price_year", "price_year_without_money", {"year": item.price_year, "unit": unit.symbol})
    elif item.price_year is not None:
        yield from year_faults("price_year", item.price_year, known.price_index)


def _municipality_faults(item: Measurement, known: AssumptionSet) -> Iterator[Fault]:
    names = [row.name for row in known.municipalities]
    if item.municipality is None:
        return
    if item.quantity in known.quantities:
        yield Fault("", "municipality", "municipality_of_number", {"name": shown(item.municipality)})
    elif names and item.municipality not in names:
        yield unknown_municipality("municipality", item.municipality, names)
