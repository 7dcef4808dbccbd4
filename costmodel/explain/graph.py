"""The model as a graph: an appraisal run on the symbolic scenario, or both options of a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np

from costmodel.axes import Array
from costmodel.explain.naming import name_results
from costmodel.explain.nodes import Node, Tape
from costmodel.explain.operations import LEAVES, calculate
from costmodel.explain.symbolic import symbolic
from costmodel.model.appraisal import appraise
from costmodel.model.decision import Decision, options_of
from costmodel.model.discounting import total_over_municipalities
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario
from costmodel.units import MNOK


@dataclass(frozen=True)
class ModelGraph:
    """An appraisal as a graph: every value, and how it came about."""

    scenario: Scenario
    """The scenario on plain arrays."""
    municipalities: tuple[str, ...]
    """Their names in the order of the grids' columns."""
    appraisal: Appraisal
    """The result, with nodes where :func:`costmodel.appraise` has arrays."""
    nodes: tuple[Node, ...]
    """All that the named results rest on; inputs stand before what is made of them."""
    named: Mapping[str, Node]
    """Inputs, drivers, line items, totals and indicators by name, in the order of the model."""
    faults: tuple[str, ...]
    """Units that do not go together; empty in a sound model."""


@dataclass(frozen=True)
class DecisionGraphs:
    """Both options of a decision as graphs on one tape: an input that they share is one node."""

    names: tuple[str, str]
    """As in :class:`costmodel.Decision`."""
    first: ModelGraph
    """Stay, or join."""
    second: ModelGraph
    """Leave, or stay out."""
    difference: Node
    """Net present value of the first option less that of the second."""


def model_graph(scenario: Scenario, horizon: int | None = None) -> ModelGraph:
    """The graph of one scenario's appraisal.

    With `horizon` the appraisal has that many years, however few this scenario needs: years after the last flow add
    nothing. Needed where the graph is to hold for other values of the inputs too.
    """
    return _graph(scenario, Tape(horizon))


def decision_graphs(scenario: Scenario, horizon: int | None = None) -> DecisionGraphs:
    """The graphs of both options of :func:`costmodel.decide` and of their difference, on one tape."""
    tape = Tape(horizon)
    names, options = options_of(scenario)
    first, second = (_graph(option, tape) for option in options)
    difference = cast(Node, Decision(names, first.appraisal, second.appraisal).difference)
    difference.name, difference.symbol = "difference_npv", MNOK.symbol
    return DecisionGraphs(names, first, second, difference)


def _graph(scenario: Scenario, tape: Tape) -> ModelGraph:
    model = symbolic(scenario, tape)
    with np.errstate(all="ignore"):
        appraisal = appraise(model)
        _add_lazy_indicators(appraisal, tape)
    named, faults = name_results(appraisal, tape)
    return ModelGraph(scenario, model.region.names, appraisal, reachable(tuple(named.values())), named, (*tape.faults, *faults))


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


def recalculate(graph: ModelGraph, changes: Mapping[str, Array | float]) -> dict[str, Array]:
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
