"""Running the appraisal on tracer nodes: inputs as nodes, the region's tables as named grids."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, cast

import numpy as np

from costmodel.assumptions.parameters import BENEFIT_UNITS, PARAMETER_UNITS
from costmodel.axes import Array, per_draw, per_municipality
from costmodel.explain.dimensions import PURE, Dimension, dimension_of, dimension_of_index
from costmodel.explain.labelling import TABLES
from costmodel.explain.naming import name_results
from costmodel.explain.nodes import Node, Tape
from costmodel.explain.operations import LEAVES, calculate
from costmodel.model.appraisal import Appraisal, appraise
from costmodel.model.decision import Decision, options_of
from costmodel.model.discounting import total_over_municipalities
from costmodel.model.region import Region, read_region
from costmodel.model.scenario import Scenario
from costmodel.units import CALENDAR_YEAR, INHABITANTS, MUNICIPALITIES, Unit


@dataclass(frozen=True)
class Trace:
    """A traced appraisal: every value, and how it came about."""

    scenario: Scenario
    """The scenario on plain arrays."""
    region: Region
    """The municipality table on plain arrays; its names are in the order of the grids' columns."""
    appraisal: Appraisal
    """The result, with nodes where :func:`costmodel.appraise` has arrays."""
    nodes: tuple[Node, ...]
    """All that the named results rest on; inputs stand before what is made of them."""
    named: Mapping[str, Node]
    """Inputs, drivers, line items, totals and indicators by name, in the order of the model."""
    faults: tuple[str, ...]
    """Units that do not go together; empty in a sound model."""


@dataclass(frozen=True)
class DecisionTrace:
    """Both options of a decision, traced on one tape: an input that they share is one node."""

    names: tuple[str, str]
    """As in :class:`costmodel.Decision`."""
    first: Trace
    """Stay, or join."""
    second: Trace
    """Leave, or stay out."""
    difference: Node
    """Net present value of the first option less that of the second."""


@dataclass(frozen=True)
class StudiedColumn:
    """The column of the municipality under study; read from a grid it is a pick by the input ``municipality``."""

    start: int
    stop: int
    selector: Node
    """Number of the column, 1 for the first."""

    def of(self, grid: Node) -> Node:
        """The column of a grid."""
        return grid.tape.record("pick", grid, self.selector)


@dataclass(frozen=True, kw_only=True)
class TracedRegion(Region):
    """The municipality table as grids of nodes."""

    plain: Region
    tape: Tape

    def _grid(self, name: str, value: Array, dimension: Dimension) -> Node:
        return self.tape.input(name, value, dimension)

    def population_in_table(self, years: Array) -> Array:
        """Inhabitants ``(1, year, municipality)`` as one operation on the table."""
        return cast(Array, self.tape.record("interpolate", years, self.known_years, self.known_population))

    @property
    def reference(self) -> slice:
        """The column of the municipality for which all amounts are stated; it never changes."""
        return self.plain.reference

    def row(self, name: str) -> slice:
        """The column of the municipality under study."""
        column = self.plain.row(name)
        number = self._grid("municipality", per_draw(column.start + 1.0), PURE)
        return cast(slice, StudiedColumn(column.start, column.stop, number))

    def only(self, rows: slice) -> Region:
        """The go-live of some of the columns."""
        picked: dict[str, Any] = {field: getattr(self, field)[..., rows] for field in ("live", "go_live")}
        return replace(self, cohorts=(), **picked)

    def chosen(self, by_number: Array, names: frozenset[str] | None) -> Array:
        """1 for those who take part: by the grid of ticks where ``participants_by_name`` is 1, else by number."""
        ticked = self._grid("participant_set", self.plain.among(names or frozenset()), PURE)
        counts = self._grid("participants_by_name", per_draw(float(names is not None)), PURE)
        return np.where(counts == 1.0, cast(Array, ticked), by_number)

    def among(self, names: frozenset[str]) -> Array:
        """1 for the municipality under study, which is the only one that the model asks for so."""
        (name,) = names
        number = cast(StudiedColumn, self.row(name)).selector
        rows = self._grid("municipality_row", per_municipality(np.arange(1.0, len(self.names) + 1.0)), PURE)
        return np.where(rows == number, 1.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class TracedScenario(Scenario):
    """A scenario whose values are nodes."""

    plain: Scenario
    tape: Tape

    def setting(self, name: str) -> float:
        """A setting of the whole run as a plain number."""
        return self.plain.setting(name)

    @property
    def region(self) -> Region:
        """The whole table: which municipalities count is part of the graph."""
        return traced_region(self.plain, self.tape)

    def _price_factors(self) -> dict[str, float]:
        """Index of the run's price year ÷ index of the amount's own, where the two are not the same year."""
        run = int(self.setting("price_year"))
        years = {name: item.price_year or run for name, item in self.assumptions.quantities.items()}
        return {name: cast(float, self._index(run) / self._index(year)) for name, year in years.items() if year != run}

    def _index(self, year: int) -> Node:
        level = per_draw(self.assumptions.price_index[year].cpi)
        return self.tape.input(f"price_index_{year}", level, dimension_of_index(year), "2015 = 100")


def traced_region(scenario: Scenario, tape: Tape) -> TracedRegion:
    """The scenario's whole municipality table as grids of input nodes."""
    plain = read_region(scenario.assumptions, scenario.setting("reference_year"), scenario.setting("decision_year"))

    def grid(name: str, value: Array, unit: Unit | None = None) -> Any:
        return tape.input(name, value, dimension_of(unit, 0) if unit else PURE, unit.symbol if unit else "")

    arrays: dict[str, Any] = {
        "rank": grid("municipality_rank", plain.rank, MUNICIPALITIES),
        "live": grid("municipality_live", plain.live),
        "go_live": grid("municipality_go_live", plain.go_live, CALENDAR_YEAR),
        "known_years": grid("municipality_population_years", plain.known_years, CALENDAR_YEAR),
        "known_population": grid("municipality_population", plain.known_population, INHABITANTS),
    }
    return TracedRegion(**arrays, names=plain.names, cohorts=plain.cohorts, plain=plain, tape=tape)


def _input(tape: Tape, name: str, value: Array, unit: Unit, price_year: int | None) -> Any:
    return tape.input(name, value, dimension_of(unit, price_year or 0), unit.symbol)


def traced_scenario(scenario: Scenario, tape: Tape) -> TracedScenario:
    """The scenario with a node for every value. Raises ValueError for a batch: a trace is of one draw."""
    if scenario.draws != 1:
        raise ValueError(f"a trace is of one draw, not of {scenario.draws}")
    quantities = scenario.assumptions.quantities
    units = {**PARAMETER_UNITS, **{name: BENEFIT_UNITS[name.split(".")[-1]] for name in quantities if name not in PARAMETER_UNITS}}
    values = {name: _input(tape, name, scenario.values[name], units[name], item.price_year) for name, item in quantities.items()}
    frame = (scenario.assumptions, scenario.municipality, MappingProxyType(values), scenario.participant_set)
    return TracedScenario(*frame, plain=scenario, tape=tape)


def trace(scenario: Scenario, horizon: int | None = None) -> Trace:
    """Appraise one scenario on tracer nodes.

    With `horizon` the appraisal has that many years, however few this scenario needs: years after the last flow add
    nothing. Needed where the graph is to hold for other values of the inputs too.
    """
    return _trace(scenario, Tape(horizon))


def trace_decision(scenario: Scenario, horizon: int | None = None) -> DecisionTrace:
    """Trace both options of :func:`costmodel.decide` and their difference on one tape."""
    tape = Tape(horizon)
    names, options = options_of(scenario)
    first, second = (_trace(option, tape) for option in options)
    difference = cast(Node, Decision(names, first.appraisal, second.appraisal).difference)
    difference.name, difference.symbol, difference.label = "difference_npv", "MNOK", TABLES["difference_npv"]
    return DecisionTrace(names, first, second, difference)


def _trace(scenario: Scenario, tape: Tape) -> Trace:
    traced = traced_scenario(scenario, tape)
    with np.errstate(all="ignore"):
        appraisal = appraise(traced)
        _add_lazy_indicators(appraisal, tape)
    named, faults = name_results(appraisal, tape)
    region = cast(TracedRegion, traced.region).plain
    return Trace(scenario, region, appraisal, reachable(tuple(named.values())), named, (*tape.faults, *faults))


def _add_lazy_indicators(appraisal: Appraisal, tape: Tape) -> None:
    """The indicators that an appraisal works out when asked, as one operation each."""
    net = total_over_municipalities(appraisal.totals.net_benefit)
    vars(appraisal)["irr"] = tape.record("irr", net)
    vars(appraisal)["payback_year"] = tape.record("payback_year", net, appraisal.drivers.discount_factor, appraisal.drivers.year)


def reachable(ends: tuple[Node, ...]) -> tuple[Node, ...]:
    """The nodes that these rest on, and they themselves; inputs before what is made of them."""
    found: dict[int, Node] = {}
    waiting = list(ends)
    while waiting:
        node = waiting.pop()
        if node.number not in found:
            found[node.number] = node
            waiting.extend(node.inputs)
    return tuple(found[number] for number in sorted(found))


def recalculate(result: Trace, changes: Mapping[str, Array | float]) -> dict[str, Array]:
    """Every named value of the graph with other values of some inputs: what a face with live formulas must give.

    Raises KeyError for a name that is no input of the graph.
    """
    inputs = {node.name for node in result.nodes if node.op == "input"}
    if unknown := set(changes) - inputs:
        raise KeyError(f"no input of the graph: {', '.join(sorted(unknown))}")
    values: dict[int, Array] = {}
    with np.errstate(all="ignore"):
        for node in result.nodes:
            if node.op in LEAVES:
                given = changes.get(node.name, node.value)
                values[node.number] = np.broadcast_to(np.asarray(given, dtype=np.float64), node.value.shape)
            else:
                values[node.number] = calculate(node.op, node.params, tuple(values[item.number] for item in node.inputs))
    return {name: values[node.number] for name, node in result.named.items()}
