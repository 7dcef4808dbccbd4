"""The symbolic model of a workbook: what a cell decides is said here; the model itself is the engine's.

What the engine settles before it calculates is settled by cells in a workbook: which municipality is studied, who takes part, the
view, and how the tables of municipalities and prices are read. Each of these is a node of its own, with the formula of its
cells (:class:`Lookup`); everything else is what the engine's own lines leave when they run on the nodes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

import numpy as np

from costmodel.assumptions.records import AssumptionSet
from costmodel.assumptions.rollout import WAVES
from costmodel.axes import Array, per_draw, per_municipality
from costmodel.explain.dimensions import BARE
from costmodel.explain.nodes import Node, Tape
from costmodel.explain.symbolic import StudiedColumn, SymbolicRegion, SymbolicScenario, price_factors
from costmodel.model.appraisal import appraise
from costmodel.model.inputs import inputs_of
from costmodel.model.region import Region, between_years, read_region
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario
from costmodel.output.workbook.choices import BY_LIST, DECISION, LIFETIME, TICK

LONG_AGO = 1900.0
"""A decision year before any plan: each date of the table is a cohort of its own, whatever the decision year of the cell."""
NEVER_IN_CELL = 9999.0
"""The exit year of one that never leaves, as a cell can hold it."""


@dataclass(frozen=True)
class Lookup:
    """A node whose cells look something up: it is an input to the model, and its formula is the workbook's own."""

    kind: str
    """Which formula: see :mod:`costmodel.output.workbook.lookups`."""
    needs: tuple[Node, ...]
    """What the formula refers to."""
    detail: object = None
    """What else the formula says."""


@dataclass(eq=False)
class Cells:
    """The tape, the input cells and the lookups of one workbook."""

    tape: Tape
    inputs: dict[str, Node] = field(default_factory=dict[str, Node])
    """Input cells and columns of tables by name."""
    lookups: dict[Node, Lookup] = field(default_factory=dict[Node, Lookup])
    _known: dict[object, Node] = field(default_factory=dict[object, Node])

    def input(self, name: str, value: Array) -> Node:
        """A cell, or the column of a table, that holds numbers or words."""
        self.inputs[name] = self.tape.input(name, value, BARE)
        return self.inputs[name]

    def lookup(self, kind: str, needs: tuple[Node, ...], value: Array, detail: object = None) -> Node:
        """A node whose cells look something up, made once."""
        key = (kind, needs, detail)
        if key not in self._known:
            node = self._known[key] = self.tape.input(f"{kind}.{len(self._known)}", value, BARE)
            self.lookups[node] = Lookup(kind, needs, detail)
        return self._known[key]


def choose(condition: Node, yes: Node | float, no: Node | float) -> Node:
    """One where the condition holds, else the other."""
    return condition.tape.record("where", condition, yes, no)


@dataclass(frozen=True)
class SheetModel:
    """The whole model on nodes, for both options of a decision; in the lifetime view the first is the scenario itself."""

    cells: Cells
    scenario: Scenario
    """The scenario whose numbers the nodes carry."""
    view: str
    """LIFETIME or DECISION: the view whose numbers the nodes carry."""
    names: tuple[str, ...]
    """The municipalities in the order of the sheets' rows."""
    first: Appraisal
    """The scenario; in a decision stay or join."""
    second: Appraisal
    """In a decision leave or stay out."""


def build(scenario: Scenario, view: str = LIFETIME) -> SheetModel:
    """The model of a batch of one, for one municipality."""
    cells = Cells(Tape(columns_needed(scenario.assumptions)))
    given = {name: cells.input(name, array) for name, array in scenario.values.items()}
    in_decision = cells.lookup("is_text", (cells.input("view", per_draw(view == DECISION)),), per_draw(view == DECISION), DECISION) == 1.0
    start = choose(in_decision, given["decision_year"], given["start_year"])
    exit_year = cells.lookup("given", (given["exit_year"],), np.minimum(scenario.values["exit_year"], NEVER_IN_CELL))
    table = region_on_sheet(cells, scenario, given)
    live = cast(StudiedColumn, table.studied).of(table.live)
    first, second = exits(exit_year, given["decision_year"], live)
    values = {**given, "start_year": start}
    options = [
        {**values, "exit_year": choose(in_decision, first, exit_year)},
        {**values, "exit_year": second},
    ]
    return SheetModel(cells, scenario, view, table.names, *(appraise(_sheet(scenario, item, table, cells)) for item in options))


def _sheet(scenario: Scenario, values: Mapping[str, Node], table: SymbolicRegion, cells: Cells) -> SymbolicScenario:
    """One of the options; prices follow the cell of the price year, and which municipality is studied has no name here."""
    assumptions, price_year = scenario.assumptions, values["price_year"]
    index = assumptions.price_index
    of_run = cells.lookup("price_index", (price_year,), per_draw(index[int(price_year.value.item())].cpi), (len(index), None))
    factors = price_factors(
        assumptions, of_run, lambda year: cells.lookup("price_index", (), per_draw(index[year].cpi), (len(index), year))
    )
    inputs = inputs_of(assumptions, cast(Any, values), factors)
    return SymbolicScenario(assumptions, "", None, MappingProxyType(dict(values)), inputs, table)


def exits(exit_year: Node, decision_year: Node, live: Node) -> tuple[Node, Node]:
    """Exit year of the two options, as :func:`costmodel.model.decision.options_of` has them."""
    leaving = choose(exit_year < NEVER_IN_CELL, exit_year, decision_year + 1.0)
    return choose(live == 1.0, NEVER_IN_CELL, exit_year), choose(live == 1.0, leaving, decision_year)


def columns_needed(assumptions: AssumptionSet) -> int:
    """How many years the longest appraisal can have that the assumption files allow."""
    p = assumptions.parameters
    start = p["decision_year"].maximum + p["introduction_months"].maximum / 12.0
    last_date = max(item.go_live.year + 1 for item in assumptions.municipalities)
    go_live = max(start, last_date) + p["rollout_delay"].maximum
    end = np.ceil(go_live + max(p["service_years"].maximum, p["depreciation_years"].maximum))
    return int(end - min(p["start_year"].minimum, p["decision_year"].minimum)) + 1


def region_on_sheet(cells: Cells, scenario: Scenario, given: Mapping[str, Node]) -> SymbolicRegion:
    """The municipality table as columns of a sheet, each date a cohort."""
    table = read_region(scenario.assumptions, scenario.setting("reference_year"), LONG_AGO)
    columns = {name: cells.input(name, value) for name, value in table_columns(table, scenario).items()}
    number = per_draw(table.names.index(scenario.municipality or "") + 1.0)
    by_list = per_draw(scenario.participant_set is not None)
    people = interpolated_inhabitants(cells, given["reference_year"], table)
    return SymbolicRegion(
        names=table.names,
        rank=cells.lookup("rank", (people, columns["wave"], columns["name_order"]), table.rank),
        live=columns["live"],
        go_live=columns["go_live"],
        known_years=table.known_years,
        cohorts=table.cohorts,
        reference=table.reference,
        inhabitants=lambda years: interpolated_inhabitants(cells, years, table),
        studied=StudiedColumn(cells.lookup("row_of", (cells.input("municipality", number),), number, len(table.names))),
        column_number=columns["row_number"],
        by_name=cells.lookup("is_text", (cells.input("participation", by_list),), by_list, BY_LIST),
        ticked=cells.lookup("is_text", (columns["ticks"],), columns["ticks"].value, TICK),
    )


def interpolated_inhabitants(cells: Cells, years: Node, table: Region) -> Node:
    """Inhabitants of every municipality in each year: linear between the table's years, constant outside them."""
    last = table.known_years.size
    position = np.interp(years.value, table.known_years, np.arange(float(last)))
    column = cells.lookup("table_column", (years,), np.floor(position) + 1.0, last)
    onward = cells.lookup("table_share", (years, column), position - np.floor(position), last)
    return cells.lookup("inhabitants", (column, onward), between_years(years.value, table.known_years, table.known_population), last)


def table_columns(table: Region, scenario: Scenario) -> dict[str, Array]:
    """The columns of the municipality table, ``(1, 1, municipality)``."""
    waves = {item.name: WAVES.index(item.wave) + 1.0 for item in scenario.assumptions.municipalities}
    order = {name: number for number, name in enumerate(sorted(table.names), start=1)}
    return {
        "row_number": per_municipality(range(1, len(table.names) + 1)),
        "wave": per_municipality([waves[name] for name in table.names]),
        "name_order": per_municipality([order[name] for name in table.names]),
        "live": table.live,
        "go_live": table.go_live,
        "ticks": table.among(scenario.participant_set or frozenset()),
    }
