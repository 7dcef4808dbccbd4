"""The scenario and the region whose values are nodes: appraised, they give the model as a graph.

There is one symbolic model. What differs between an explanation and a workbook is where its nodes come from: inputs that hold
the assumption files' numbers and tables here (:func:`symbolic`), cells that look things up in :mod:`costmodel.output.workbook.model`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar, cast

import numpy as np

from costmodel.assumptions.parameters import Inputs, unit_of
from costmodel.assumptions.records import AssumptionSet
from costmodel.axes import Array, per_draw, per_municipality
from costmodel.explain.dimensions import PURE, dimension_of, dimension_of_index
from costmodel.explain.nodes import Node, Tape
from costmodel.explain.paid import paid_nodes
from costmodel.model.actuals.paid import Paid
from costmodel.model.inputs import inputs_of
from costmodel.model.region import Region, read_region
from costmodel.model.scenario import Scenario
from costmodel.units import CALENDAR_YEAR, INHABITANTS, MUNICIPALITIES, Unit

T = TypeVar("T")


@dataclass(frozen=True)
class StudiedColumn:
    """The column of the municipality under study, in the place of a slice: which one it is is a value of the graph."""

    number: Node
    """Number of the column, 1 for the first."""

    def of(self, grid: Node) -> Node:
        """The column of a grid."""
        return grid.tape.record("pick", grid, self.number)


@dataclass(frozen=True)
class SymbolicRegion:
    """The municipality table as grids of nodes; an :class:`costmodel.model.protocols.AnyRegion`."""

    names: tuple[str, ...]
    """The municipalities in the order of the grids' columns."""
    rank: Any
    live: Any
    go_live: Any
    known_years: Any
    cohorts: tuple[slice, ...]
    reference: slice
    """The column of the municipality for which all amounts are stated; it never changes."""
    inhabitants: Callable[[Node], Node]
    """Inhabitants of every municipality in each of some years."""
    by_name: Node
    """1 where the ticked ones take part, 0 where the first ranks do."""
    ticked: Node
    """1 for those that are ticked."""
    partners: Node | None = None
    """1 for those that procure the alternative with the studied one; asked for only where one municipality is studied."""
    studied: StudiedColumn | None = None
    """None where all participants are studied together."""
    column_number: Node | None = None
    """1, 2, 3 … along the municipalities; asked for only where one of them is studied."""

    @property
    def all_live(self) -> bool:
        """Never known: who is live is a value of the graph."""
        return False

    @property
    def counted(self) -> slice:
        """All columns: who takes part is a value of the graph."""
        return slice(None)

    def population_in_table(self, years: Array) -> Array:
        """Inhabitants ``(1, year, municipality)``."""
        return cast(Any, self.inhabitants(cast(Any, years)))

    def row(self, name: str) -> slice:
        """The column of the municipality under study, whatever its name: another one can be chosen in the graph."""
        del name
        return cast(Any, self.studied)

    def only(self, rows: slice) -> "SymbolicRegion":
        """The go-live of some of the columns."""
        picked: dict[str, Any] = {name: getattr(self, name)[..., rows] for name in ("live", "go_live")}
        return replace(self, cohorts=(), **picked)

    def chosen(self, by_number: Array, names: frozenset[str] | None) -> Array:
        """1 for those who take part, by tick or by number: which of the two is a value of the graph."""
        del names
        return np.where(self.by_name == 1.0, cast(Any, self.ticked), by_number)

    def among(self, names: frozenset[str]) -> Array:
        """1 for the partners in a procurement, which are the only ones that the model asks for by name."""
        del names
        return cast(Any, self.partners)

    def own(self, name: str) -> Array:
        """1 for the municipality under study, whatever its name."""
        del name
        studied = cast(StudiedColumn, self.studied)
        return np.where(self.column_number == studied.number, 1.0, 0.0)

    def gathered(self, years: Sequence[Array], weights: Sequence[Array]) -> tuple[tuple[Array, Array], ...]:
        """Each year with its weight: which of them are the same year is a value of the graph, so none are put together."""
        return tuple(zip(years, weights, strict=True))

    def put_together(self, rows: Sequence[T], draws: int) -> Sequence[T]:
        """The rows of a register one by one: each is a node of its own."""
        del draws
        return rows

    def each_row(self, found: Sequence[Array]) -> Sequence[Array]:
        """What a formula gave of each row."""
        return found


@dataclass(frozen=True)
class SymbolicScenario:
    """A scenario of one draw whose values are nodes; an :class:`costmodel.model.protocols.AnyScenario`.

    :func:`costmodel.model.decision.options_of` makes the options of a decision of it as of any other scenario.
    """

    assumptions: AssumptionSet
    municipality: str | None
    participant_set: frozenset[str] | None
    values: Mapping[str, Any]
    factors: Mapping[str, Any]
    """What each amount of money is multiplied by to be in the run's prices; amounts of that year have none."""
    region: SymbolicRegion
    alternative: Any
    """Number of the chosen alternative in the register, 0 for the first: a node, or a plain array where it is settled."""
    alternative_outside: Any = None
    """That of live municipalities outside the set, where it is another."""
    together: frozenset[str] = frozenset()
    paid: tuple[Paid, ...] = ()
    """What has been paid, on nodes."""
    draws: int = 1

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Keys of the alternatives in the order of the register."""
        return tuple(self.assumptions.alternatives)

    @property
    def inputs(self) -> Inputs:
        """What the engine reads, as nodes."""
        return inputs_of(self.assumptions, self.values, self.factors, (self.alternative, self.alternative_outside))

    def setting(self, name: str) -> float:
        """A setting of the whole run as a plain number."""
        return float(self.values[name].value.flat[0])

    def rows(self, start: int, stop: int) -> "SymbolicScenario":
        """The only draw."""
        del start, stop
        return self


def symbolic(scenario: Scenario, tape: Tape) -> SymbolicScenario:
    """A scenario with a node for every value and grid of its assumptions. Raises ValueError for a batch: a graph is of one draw."""
    if scenario.draws != 1:
        raise ValueError(f"a graph is of one draw, not of {scenario.draws}")
    assumptions, outside = scenario.assumptions, scenario.alternative_outside

    def index(year: int) -> Node:
        return tape.input(f"price_index_{year}", per_draw(assumptions.price_index[year].cpi), dimension_of_index(year), "2015 = 100")

    values: dict[str, Any] = {
        name: tape.input(name, scenario.values[name], dimension_of(_unit(name), item.price_year or 0), _unit(name).symbol)
        for name, item in assumptions.quantities.items()
    }
    of_run, region = index(int(scenario.setting("price_year"))), _region(scenario, tape)
    return SymbolicScenario(
        assumptions,
        scenario.municipality,
        scenario.participant_set,
        values=MappingProxyType(values),
        factors=price_factors(assumptions, of_run, index),
        region=region,
        alternative=tape.input("alternative", scenario.alternative, PURE),
        alternative_outside=None if outside is None else tape.input("alternative_outside", outside, PURE),
        together=scenario.together,
        paid=paid_nodes(scenario, tape, region.names, (index, of_run)),
    )


def _unit(name: str) -> Unit:
    unit = unit_of(name)
    assert unit is not None, name
    return unit


def price_factors(assumptions: AssumptionSet, of_run: Node, index: Callable[[int], Node]) -> dict[str, Any]:
    """For each amount of money: price index of the run's price year ÷ index of the amount's own, where the two are not one node."""
    own = {name: item.price_year for name, item in assumptions.quantities.items() if item.price_year is not None}
    levels = {year: index(year) for year in dict.fromkeys(own.values())}
    factors = {year: of_run / level for year, level in levels.items() if level is not of_run}
    return {name: factors[year] for name, year in own.items() if year in factors}


def _region(scenario: Scenario, tape: Tape) -> SymbolicRegion:
    """The whole municipality table as grids of input nodes: which of them count is part of the graph."""
    table = read_region(scenario.assumptions, scenario.setting("reference_year"), scenario.setting("decision_year"))

    def grid(name: str, value: Array, unit: Unit | None = None) -> Node:
        return tape.input(name, value, dimension_of(unit, 0) if unit else PURE, unit.symbol if unit else "")

    rank = grid("municipality_rank", table.rank, MUNICIPALITIES)
    live = grid("municipality_live", table.live)
    go_live = grid("municipality_go_live", table.go_live, CALENDAR_YEAR)
    known_years = grid("municipality_population_years", table.known_years, CALENDAR_YEAR)
    population = grid("municipality_population", table.known_population, INHABITANTS)
    ticked = grid("participant_set", table.among(scenario.participant_set or frozenset()))
    by_name = grid("participants_by_name", per_draw(float(scenario.participant_set is not None)))
    region = SymbolicRegion(
        table.names,
        rank,
        live,
        go_live,
        known_years,
        table.cohorts,
        table.reference,
        inhabitants=lambda years: tape.record("interpolate", years, known_years, population),
        by_name=by_name,
        ticked=ticked,
    )
    return region if scenario.municipality is None else _studying(region, table, scenario, grid)


def _studying(region: SymbolicRegion, table: Region, scenario: Scenario, grid: Callable[[str, Array], Node]) -> SymbolicRegion:
    """The same table with one municipality under study, and those that procure with it."""
    number = grid("municipality", per_draw(table.row(str(scenario.municipality)).start + 1.0))
    numbers = grid("municipality_row", per_municipality(np.arange(1.0, len(table.names) + 1.0)))
    partners = grid("partner_set", table.among(scenario.together))
    return replace(region, studied=StudiedColumn(number), column_number=numbers, partners=partners)
