"""From a number to its source: value, formula, inputs and origin of anything that the graph names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

import numpy as np

from costmodel.axes import MUNICIPALITY, YEAR, Array
from costmodel.explain.formula import FormulaPart, FormulaReader
from costmodel.explain.graph import Graph
from costmodel.explain.naming import BY_YEAR, DIFFERENCE, DISTRIBUTION, REGIONAL_CHARGE, WIND_DOWN, option_and_name
from costmodel.explain.nodes import Node
from costmodel.explain.origins import InputOrigin, origin_of
from costmodel.faults import AssumptionError, Fault, nearest, shown
from costmodel.model import results
from costmodel.model.line_items import items_to_read
from costmodel.units import INHABITANTS, MNOK, MNOK_A_YEAR

KINDS = ("input", "table", "driver", "cost", "benefit", "total", "indicator")
EXPLAINED_INDICATORS = frozenset({*(field.name for field in fields(results.Indicators)), "irr", "payback_year"})
ADDS_UP = {MNOK.symbol, MNOK_A_YEAR.symbol, INHABITANTS.symbol}
"""Units of amounts that may be added over municipalities."""
_SIGNS_OF_WIND_DOWN = {
    **{f"{WIND_DOWN}{name}": 1.0 for name in ("saved_operation", "saved_local_operation", "time")},
    **{f"{WIND_DOWN}{name}": -1.0 for name in ("lost_benefits", f"replacement{BY_YEAR}")},
}


@dataclass(frozen=True)
class Item:
    """A named number in one year."""

    name: str
    """Name in the model."""
    unit: str
    """Symbol of the unit."""
    kind: str
    """input (an assumption), table (municipalities and price index), driver, cost, benefit, total or indicator."""
    value: float | None
    """In the year asked for, added over the municipalities where it adds up; of one for each municipality that of the one under
    study. None where there is none, or not one."""
    year: int | None
    """The year of the value; None where it does not vary by year."""


@dataclass(frozen=True)
class Explanation:
    """A number, how it came about, and where it leads."""

    item: Item
    formula: FormulaPart | None
    """Its formula by names; None for an input."""
    formula_with_numbers: FormulaPart | None
    """The same with the numbers of the year."""
    inputs: tuple[Item, ...]
    """What the formula is made of, in its order."""
    used_by: tuple[Item, ...]
    """What is made of it."""
    by_year: Mapping[int, float | None]
    """The value in each year; empty where it does not vary."""
    by_municipality: Mapping[str, float]
    """The value of each municipality in the year; empty where there is only one."""
    npv: float
    """Net present value of the scenario, MNOK: the difference where two options are compared, that of the wind-down where it is that."""
    npv_part: float | None
    """What the line item adds to the net present value over all years, MNOK; None for what adds nothing by itself."""
    npv_part_of_year: float | None
    """What its value of the year adds."""
    origin: InputOrigin | None
    """Where an input comes from; None for what is computed."""

    @property
    def npv_share(self) -> float | None:
        """Its part of the net present value; 1 is all of it, negative pulls the other way."""
        return None if self.npv_part is None or self.npv == 0 else self.npv_part / self.npv


def explain(graph: Graph, name: str, year: int | None = None) -> Explanation:
    """Explain a named number, in a year where it varies by year: the decision year where none is given.

    Raises AssumptionError for a name that the graph does not have and for a year outside the appraisal.
    """
    node = find(graph, name)
    at = place_of_year(graph, node, year)
    years = graph_years(graph)
    part = contribution(graph, node)
    return Explanation(
        item=item_of(graph, node, at),
        formula=None if node.op == "input" else FormulaReader().formula(node),
        formula_with_numbers=None if node.op == "input" else FormulaReader(at).formula(node),
        inputs=tuple(item_of(graph, leaf, at) for leaf in leaves(node)),
        used_by=tuple(item_of(graph, user, at) for user in users(graph, node)),
        by_year={value: amount(node, place) for place, value in enumerate(years)} if "year" in _axes(node) else {},
        by_municipality=by_municipality(graph, node, at),
        npv=graph.named[graph.measure].value.item(),
        npv_part=None if part is None else float(part.sum()),
        npv_part_of_year=None if part is None else float(part[at]),
        origin=origin_of(graph, node),
    )


def find(graph: Graph, name: str) -> Node:
    """The node of a name. Raises AssumptionError with the nearest known one."""
    if name in graph.named:
        return graph.named[name]
    raise AssumptionError([Fault("", "explain", "unknown_result", {"name": shown(name), "nearest": nearest(name, graph.named)})])


def graph_years(graph: Graph) -> list[int]:
    """The calendar years of the appraisal."""
    return [int(value) for value in graph.named["year"].value.ravel()]


def place_of_year(graph: Graph, node: Node, year: int | None) -> int:
    """Place of the year on the axis. Raises AssumptionError for a year that the appraisal does not have."""
    years = graph_years(graph)
    if year is None:
        decision = int(graph.scenario.setting("decision_year"))
        return years.index(decision) if decision in years else 0
    if year not in years:
        raise AssumptionError([Fault("", "year", "year_outside_appraisal", {"year": year, "first": years[0], "last": years[-1]})])
    return years.index(year)


def item_of(graph: Graph, node: Node, at: int) -> Item:
    """A named node in one year."""
    year = graph_years(graph)[at] if "year" in _axes(node) else None
    value = amount(node, at)
    if value is None and graph.scenario.municipality is not None:
        own = by_municipality(graph, node, at).get(graph.scenario.municipality, np.nan)
        value = own if np.isfinite(own) else None
    return Item(node.name, node.symbol, kind_of(graph, node), value, year)


def kind_of(graph: Graph, node: Node) -> str:
    """What sort of number a name stands for, by the record that has it as a field."""
    if node.op == "input":
        return "input" if node.name in graph.scenario.values else "table"
    _, name = option_and_name(node.name, graph.options)
    if name.startswith((DISTRIBUTION, REGIONAL_CHARGE, WIND_DOWN)) or name == DIFFERENCE:
        return "total" if "year" in _axes(node) else "indicator"
    return "indicator" if name in EXPLAINED_INDICATORS else results.kind(name)


def amount(node: Node, at: int) -> float | None:
    """The node's number in a year, added over the municipalities where it adds up; None where there is not one number."""
    value = node.value
    if value.ndim != 3:
        return value.item() if value.size == 1 else None
    row = value[0, at if value.shape[YEAR] > 1 else 0]
    if row.size > 1 and (node.symbol not in ADDS_UP or node.op == "input"):
        return None
    total = float(row.sum()) if row.size > 1 else row.item()
    return total if np.isfinite(total) else None


def by_municipality(graph: Graph, node: Node, at: int) -> dict[str, float]:
    """The number of each municipality in a year; empty where the node has not one for each."""
    value = node.value
    if value.ndim != 3 or value.shape[MUNICIPALITY] != len(graph.municipalities):
        return {}
    row = value[0, at if value.shape[YEAR] > 1 else 0]
    return dict(zip(graph.municipalities, (float(number) for number in row), strict=True))


def _axes(node: Node) -> tuple[str, ...]:
    return node.axes if node.value.ndim == 3 else ()


def leaves(node: Node) -> tuple[Node, ...]:
    """The named nodes that the formula is made of, in the order in which they stand there."""
    found: dict[int, Node] = {}

    def walk(parts: tuple[Node, ...]) -> None:
        for part in parts:
            if part.name:
                found.setdefault(part.number, part)
            else:
                walk(part.inputs)

    walk(node.inputs)
    return tuple(found.values())


def users(graph: Graph, node: Node) -> Iterator[Node]:
    """The named nodes in whose formulas this one stands."""
    wanted = {node.number}
    for later in graph.nodes:
        if later.number > node.number and any(item.number in wanted for item in later.inputs):
            if later.name:
                yield later
            else:
                wanted.add(later.number)


def contribution(graph: Graph, node: Node) -> Array | None:
    """What a line item or the net benefit adds to the graph's measure in each year, MNOK; None for other numbers."""
    sign = _sign(graph, node)
    return None if sign is None else sign * (node.value * graph.named["discount_factor"].value).sum(axis=MUNICIPALITY)[0]


def _sign(graph: Graph, node: Node) -> float | None:
    """1 where the number raises the graph's measure, -1 where it lowers it, None where it adds nothing by itself."""
    option, name = option_and_name(node.name, graph.options)
    if graph.measure == WIND_DOWN + "npv":
        return _SIGNS_OF_WIND_DOWN.get(name)
    signs = {**dict.fromkeys(("total_benefit", "net_benefit"), 1.0), "total_cost": -1.0}
    signs |= {item.name: -1.0 if item.is_cash_out else 1.0 for item in items_to_read(graph.scenario.assumptions.benefits)}
    if len(graph.options) < 2:
        return signs.get(name)
    of_option = dict(zip(graph.options, (-1.0, 1.0), strict=True)).get(option)
    return None if of_option is None or name not in signs else signs[name] * of_option
