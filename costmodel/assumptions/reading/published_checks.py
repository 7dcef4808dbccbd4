"""Rules for a published figure, beyond the types of its fields: can the model's answer be held beside it at all?"""

from collections.abc import Iterator
from dataclasses import dataclass

from costmodel import units as u
from costmodel.assumptions.records import Measure, PublishedFigure
from costmodel.assumptions.rules import year_faults
from costmodel.assumptions.scenario_rules import unknown_municipality
from costmodel.assumptions.tables.naming import Gazetteer
from costmodel.faults import Fault, nearest, shown
from costmodel.units import Unit


@dataclass(frozen=True)
class Known:
    """What published figures are checked against; empty or None where it could not be read."""

    municipalities: Gazetteer
    years: frozenset[int]
    """Years of the price index."""
    sources: frozenset[str] | None


@dataclass(frozen=True)
class _Units:
    """The units of a measure; None where the measure does not exist so."""

    in_a_year: Unit | None
    in_all: Unit | None


_FLOW = _Units(u.MNOK_A_YEAR, u.MNOK)
_UNITS: dict[Measure, _Units] = {
    Measure.PLATFORM_CHARGE: _FLOW,
    Measure.PLATFORM_CHARGE_PER_INHABITANT: _Units(u.NOK_PER_INHABITANT_YEAR, None),
    Measure.INTRODUCTION_COST: _FLOW,
    Measure.CLINIC_TRANSITION_LOSS: _FLOW,
    Measure.REGISTER_BENEFIT: _FLOW,
    Measure.FULL_POTENTIAL: _Units(u.MNOK_A_YEAR, u.MNOK_A_YEAR),
    Measure.IMPLIED_INVESTMENT: _Units(u.MNOK, u.MNOK),
    Measure.INTRODUCTION_YEAR_COST: _Units(u.MNOK_A_YEAR, None),
    Measure.REGIONAL_CHARGE: _Units(u.MNOK_A_YEAR, None),
    Measure.CHARGE_ABOVE_OLD_SYSTEMS: _Units(u.MNOK_A_YEAR, None),
    Measure.ENTRY_AND_FIRST_YEAR: _Units(u.MNOK_A_YEAR, None),
    Measure.ENTRY_INVESTMENT_RANGE: _Units(u.MNOK, u.MNOK),
    Measure.HOSPITAL_INVESTMENT: _Units(u.MNOK, u.MNOK),
    Measure.LIVE_MUNICIPALITIES: _Units(u.MUNICIPALITIES, u.MUNICIPALITIES),
    Measure.SHARE_OF_PEOPLE_LIVE: _Units(u.SHARE, None),
}


def figure_faults(figure: PublishedFigure, known: Known) -> Iterator[Fault]:
    """What is wrong with the figure; the name of a fault is the field, and it has no place."""
    if known.sources is not None and figure.source not in known.sources:
        yield Fault("", "source", "unlisted_source", {"source": shown(figure.source), "nearest": nearest(figure.source, known.sources)})
    if figure.low > figure.high:
        yield Fault("", "low", "figure_low_above_high", {"low": figure.low, "high": figure.high})
    if known.municipalities.names and known.municipalities.find(figure.municipality) is None:
        yield unknown_municipality("municipality", figure.municipality, sorted(known.municipalities.names))
    yield from _unit_faults(figure)
    yield from _price_year_faults(figure, known)


def _unit_faults(figure: PublishedFigure) -> Iterator[Fault]:
    measure = Measure(figure.measure)
    units = _UNITS[measure]
    unit = units.in_all if figure.year is None else units.in_a_year
    yearly_in_all = unit == u.MNOK and units.in_a_year == u.MNOK_A_YEAR and figure.unit == u.MNOK_A_YEAR.symbol
    if unit is None or yearly_in_all:
        code = "yearly_figure_without_year" if yearly_in_all else "figure_without_year"
        yield Fault("", "year", code, {"measure": measure})
        unit = units.in_a_year
    if unit is not None and figure.unit != unit.symbol:
        is_of_all = unit == units.in_all and figure.year is None
        code = "wrong_unit_without_year" if is_of_all else "wrong_unit_with_year"
        yield Fault("", "unit", code, {"unit": shown(figure.unit), "expected": unit.symbol, "measure": measure})


def _price_year_faults(figure: PublishedFigure, known: Known) -> Iterator[Fault]:
    unit, year = u.BY_SYMBOL.get(figure.unit), figure.price_year
    if unit is None:
        return  # the unit is already reported, and whether it is money is unknown
    if unit.money and year is None:
        yield Fault("", "price_year", "missing_price_year", {"unit": unit.symbol})
    elif not unit.money and year is not None:
        yield Fault("", "price_year", "price_year_without_money", {"year": year, "unit": unit.symbol})
    elif year is not None:
        yield from year_faults("price_year", year, known.years)
