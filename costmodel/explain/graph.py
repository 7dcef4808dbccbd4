"""The model as a graph: an appraisal run on the symbolic scenario, or every option of a decision."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

import numpy as np

from costmodel.axes import Array
from costmodel.explain.naming import DIFFERENCE, Found, found_in, name_results
from costmodel.explain.nodes import Node, Tape, reachable
from costmodel.explain.operations import LEAVES, calculate
from costmodel.explain.symbolic import SymbolicRegion, symbolic
from costmodel.model.appraisal import appraise
from costmodel.model.decision import Decision, decide, options_of
from costmodel.model.discounting import total_over_municipalities
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario
from costmodel.units import MNOK


@dataclass(frozen=True, eq=False)
class Graph:
    """Named numbers as a graph: every value, and how it came about. Two are alike only where they are one."""

    scenario: Scenario
    """The scenario on plain arrays."""
    municipalities: tuple[str, ...]
    """Their names in the order of the grids' columns."""
    nodes: tuple[Node, ...]
    """All that the named results rest on; inputs stand before what is made of them."""
    named: Mapping[str, Node]
    """Inputs, drivers, line items, totals and indicators by name, in the order of the model."""
    faults: tuple[str, ...]
    """Units that do not go together; empty in a sound model."""
    measure: str = "npv"
    """Name of the number that the parts of the graph are held against."""
    options: tuple[str, ...] = ()
    """The options of a decision that it is of: one, or two, whose numbers then have the option's name before them where they differ."""


@dataclass(frozen=True, eq=False)
class ModelGraph(Graph):
    """An appraisal as a graph."""

    appraisal: Appraisal = field(kw_only=True)
    """The result, with nodes where :func:`costmodel.appraise` has arrays."""


@dataclass(frozen=True)
class DecisionGraphs:
    """Every option of a decision as a graph, on one tape: what they share is one node."""

    options: Mapping[str, ModelGraph]
    """By name, as in :attr:`costmodel.Decision.all`: what can be chosen, then the benchmarks."""
    pair: tuple[str, str]
    """The two whose difference stands here."""
    difference: Node
    """Net present value of the second option of the pair less that of the first."""

    @property
    def first(self) -> ModelGraph:
        """The first option of the pair."""
        return self.options[self.pair[0]]

    @property
    def second(self) -> ModelGraph:
        """The second option of the pair."""
        return self.options[self.pair[1]]


def model_graph(scenario: Scenario, horizon: int | None = None) -> ModelGraph:
    """The graph of one scenario's appraisal.

    With `horizon` the appraisal has that many years, however few this scenario needs: years after the last flow add
    nothing. Needed where the graph is to hold for other values of the inputs too.
    """
    tape = Tape(horizon)
    with np.errstate(all="ignore"):
        return graph_of(scenario, appraise(symbolic(scenario, tape)), tape)


def decision_graphs(scenario: Scenario, horizon: int | None = None, pair: tuple[str, str] | None = None) -> DecisionGraphs:
    """The graphs of every option of :func:`costmodel.decide` on one tape, and the difference of two of them.

    `pair` names the two, the leading pair of the decision where None. Raises KeyError for a name that is no option.
    """
    tape, chosen = Tape(horizon), options_of(scenario)
    decision = symbolic_decision(scenario, tape)
    graphs = {name: graph_of(chosen[name], appraisal, tape) for name, appraisal in decision.all.items()}
    options = {name: replace(graph, options=(name,)) for name, graph in graphs.items()}
    a, b = pair or decide(scenario).leading_pair
    difference = cast(Node, decision.difference(a, b))
    difference.name, difference.symbol = DIFFERENCE, MNOK.symbol
    return DecisionGraphs(options, (a, b), difference)


def symbolic_decision(scenario: Scenario, tape: Tape, only: Collection[str] | None = None) -> Decision:
    """The decision on nodes: the years in which the options begin and end follow the scenario's values."""
    with np.errstate(all="ignore"):
        return decide(cast(Scenario, symbolic(scenario, tape)), only)


def graph_of(scenario: Scenario, appraisal: Appraisal, tape: Tape, more: Iterable[Found] = (), measure: str = "npv") -> ModelGraph:
    """The graph of an appraisal on nodes, with some numbers `more`; `scenario` has the same on plain arrays."""
    add_lazy_indicators(appraisal, tape)
    with np.errstate(all="ignore"):
        named, faults = name_results((*found_in(appraisal), *more), tape, int(scenario.setting("price_year")))
    names = cast(SymbolicRegion, appraisal.scenario.region).names
    return ModelGraph(scenario, names, reachable(named.values()), named, (*tape.faults, *faults), measure, appraisal=appraisal)


def add_lazy_indicators(appraisal: Appraisal, tape: Tape) -> None:
    """The indicators that an appraisal works out when asked, as one operation each."""
    net = total_over_municipalities(appraisal.totals.net_benefit)
    vars(appraisal)["irr"] = tape.record("irr", net)
    vars(appraisal)["payback_year"] = tape.record("payback_year", net, appraisal.drivers.discount_factor, appraisal.drivers.year)


def recalculate(graph: Graph, changes: Mapping[str, Array | float]) -> dict[str, Array]:
    """Every named value of the graph with other values of some inputs: what a face with live formulas must give.

    Raises KeyError for a name that is no input of the graph.
    """
    inputs = {node.name for node in graph.nodes if node.op == "input"}
    if unknown := set(changes) - inputs:
        raise KeyError(f"no input of the graph: {', '.join(sorted(unknown))}")
    values: dict[int, Array] = {}
    with np.errstate(all="ignore"):
        for node in graph.nodes:
            if node.op in LEAVES:
                given = changes.get(node.name, node.value)
                values[node.number] = np.broadcast_to(np.asarray(given, dtype=np.float64), node.value.shape)
            else:
                values[node.number] = calculate(node.op, node.params, tuple(values[item.number] for item in node.inputs))
    return {name: values[node.number] for name, node in graph.named.items()}
