"""The symbolic model of a workbook: the scenario over its life, every option of a decision, and who pays and gains between two of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

import numpy as np

from costmodel.assumptions.records import AssumptionSet
from costmodel.assumptions.rules import YEARS_OF_CHOICE
from costmodel.explain.dimensions import dimension_of
from costmodel.explain.nodes import Node, Tape
from costmodel.explain.symbolic import StudiedColumn, SymbolicRegion, SymbolicScenario, price_factors
from costmodel.model.appraisal import appraise
from costmodel.model.decision import options_where
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario
from costmodel.output.labels import alternative_label
from costmodel.output.workbook.model.cells import Cells
from costmodel.output.workbook.model.options import OptionCell, scenarios_of_slots, slots
from costmodel.output.workbook.model.paid import paid_on_sheet
from costmodel.output.workbook.model.pairs import Pair, pair_on_sheet
from costmodel.output.workbook.model.region import region_on_sheet
from costmodel.units import BY_SYMBOL


@dataclass(frozen=True)
class SheetModel:
    """The whole model on nodes."""

    cells: Cells
    scenario: Scenario
    """The scenario whose numbers the nodes carry."""
    names: tuple[str, ...]
    """The municipalities in the order of the sheets' rows."""
    life: Appraisal
    """The scenario from its ``start_year``."""
    choices: tuple[OptionCell, ...]
    """Every option from ``decision_year``."""
    pair: Pair
    """Who pays and who gains between two of them."""
    live: Node
    """1 where the municipality of the cell is in use today."""

    def order(self, *, live: bool) -> tuple[str, ...]:
        """The options and benchmarks of one that is live, or is not, in the order of :func:`costmodel.decide`."""
        return tuple(options_where(self.scenario, live=live))


def build(scenario: Scenario) -> SheetModel:
    """The model of a batch of one, for one municipality."""
    cells = Cells(Tape(columns_needed(scenario.assumptions, "start_year")))
    given = {name: _given(cells, name, scenario) for name in scenario.values}
    table = region_on_sheet(cells, scenario, given)
    live = cast(StudiedColumn, table.studied).of(table.live)
    symbols = _sheet(scenario, given, table, cells)
    with np.errstate(all="ignore"):
        life = appraise(symbols)
        cells.tape.horizon = columns_needed(scenario.assumptions, "decision_year")
        appraisals = [appraise(item) for item in scenarios_of_slots(symbols, live)]
        choices = tuple(OptionCell(slot, item) for slot, item in zip(slots(scenario.assumptions), appraisals, strict=True))
        pair = pair_on_sheet(cells, choices, live)
    return SheetModel(cells, scenario, table.names, life, choices, pair, live)


def _given(cells: Cells, name: str, scenario: Scenario) -> Node:
    """An input cell."""
    value, item = scenario.values[name], scenario.assumptions.quantities[name]
    if name in YEARS_OF_CHOICE:
        return cells.given_year(name, value)
    return cells.input(name, value, dimension_of(BY_SYMBOL[item.unit], item.price_year or 0))


def _sheet(scenario: Scenario, values: Mapping[str, Node], table: SymbolicRegion, cells: Cells) -> SymbolicScenario:
    """The scenario of the cells; prices follow the cell of the price year, and which municipality is studied has no name here."""
    assumptions, price_year = scenario.assumptions, values["price_year"]
    index, names = assumptions.price_index, tuple(alternative_label(key, assumptions) for key in assumptions.alternatives)
    of_run = cells.price_index(price_year, index[int(price_year.value.item())].cpi, len(index))
    factors = price_factors(assumptions, of_run, lambda year: cells.price_index(year, index[year].cpi, len(index)))
    number = cells.lookup("alternative", (cells.input("alternative", scenario.alternative),), scenario.alternative, names)
    return SymbolicScenario(
        assumptions,
        "",
        None,
        values=MappingProxyType(dict(values)),
        factors=factors,
        region=table,
        alternative=number,
        paid=paid_on_sheet(cells, scenario, table, of_run),
    )


def columns_needed(assumptions: AssumptionSet, start: str) -> int:
    """How many years the longest appraisal can have that the assumption files allow, from this setting on."""
    p = assumptions.parameters
    planned = max(item.go_live.year + 1 for item in assumptions.municipalities)
    months, decision = p["introduction_months"].maximum / 12.0, p["decision_year"]
    life = p["rollout_delay"].maximum + max(p["service_years"].maximum, p["depreciation_years"].maximum)
    latest = np.ceil(max(planned, decision.maximum + months) + life) - p["start_year"].minimum
    from_decision = np.ceil(max(planned - decision.minimum, months) + life) + 1
    return int(from_decision if start == "decision_year" else max(latest, from_decision)) + 1
