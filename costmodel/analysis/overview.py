"""Every municipality at a glance: in use or planned, what it pays, and what the platform comes to for it."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from costmodel.assumptions.records import Municipality, Record
from costmodel.axes import Array
from costmodel.model import results
from costmodel.model.appraisal import appraise
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario


class MunicipalityRow(Record):
    """One municipality appraised by itself; money in MNOK or kroner of the run's prices, None where a thing does not exist."""

    number: int
    """Official municipality number."""
    name: str
    """Name of the municipality."""
    county: str
    """County."""
    wave: str
    """Wave of the rollout."""
    status: str
    """live, or planned as of the source's date."""
    go_live: date
    """A fact where live, else the plan in the table."""
    source: str
    """Id of the source behind status and date."""
    declined: int | None
    """The year in which it said no to the platform; None where nothing is known of that."""
    declined_source: str | None
    """Id of the source that says so."""
    population: float
    """In the reference year."""
    first_whole_year: int | None
    """First whole year in use, not before the decision year; the yearly cost is that year's."""
    yearly_charge: float | None
    """Paid to the platform in that year, MNOK."""
    yearly_cost: float | None
    """All costs of that year, MNOK."""
    npv: float
    """MNOK."""
    npv_per_inhabitant: float
    """NOK."""
    annual_per_inhabitant: float | None
    """NOK per inhabitant and year in use."""
    break_even_minutes: float | None
    """Minutes saved per full-time employee and working day at which the net present value is 0."""


def overview(scenario: Scenario) -> Iterator[MunicipalityRow]:
    """A row for each municipality of the table, each under study by itself in the same scenario, by rank."""
    for item in scenario.assumptions.municipalities:
        yield _row(item, appraise(scenario.for_municipality(item.name)))


def _row(item: Municipality, result: Appraisal) -> MunicipalityRow:
    indicators = result.indicators
    year = first_whole_year(result)
    index = None if year is None else int(year - result.drivers.year.flat[0])
    charge = results.sum_of_charges(result)[0, :, 0]
    cost = result.totals.total_cost[0, :, 0]
    return MunicipalityRow(
        number=item.number,
        name=item.name,
        county=item.county,
        wave=item.wave,
        status=item.status,
        go_live=item.go_live,
        source=item.source,
        declined=item.declined,
        declined_source=item.declined_source,
        population=float(result.drivers.population_in_reference_year.flat[0]),
        first_whole_year=year,
        yearly_charge=None if index is None else float(charge[index]),
        yearly_cost=None if index is None else float(cost[index]),
        npv=float(indicators.npv.flat[0]),
        npv_per_inhabitant=float(indicators.npv_per_inhabitant.flat[0]),
        annual_per_inhabitant=_existing(indicators.annual_per_inhabitant),
        break_even_minutes=_existing(indicators.break_even_minutes),
    )


def first_whole_year(result: Appraisal) -> int | None:
    """The first year in use from beginning to end, not before the decision year; None where there is none."""
    whole = result.drivers.live[0, :, 0] == 1.0
    years = result.drivers.year.ravel()
    later = years[whole & (years >= result.scenario.setting("decision_year"))]
    return int(later[0]) if later.size else None


def _existing(indicator: Array) -> float | None:
    value = float(indicator.flat[0])
    return value if np.isfinite(value) else None
