"""The model as a graph, for Regnestykket and for the list of formulas."""

from collections.abc import Mapping
from dataclasses import dataclass

from costmodel import Scenario
from costmodel.explain import decision_graphs, model_graph
from costmodel.explain.graph import Graph
from costmodel.explain.parties import pair_graph, regional_charge_graph, wind_down_graph
from costmodel.output.explanation.wording import explained
from pages.answers.keeping import kept
from pages.session.shown_number import LIFE, PAIR, REGION, WIND_DOWN


@dataclass(frozen=True)
class Formula:
    """One number of the model that is computed."""

    kind: str
    """cost, benefit, total, indicator or driver."""
    label: str
    name: str
    unit: str
    formula: str


def graph_of(scenario: Scenario, question: str) -> Graph:
    """The graph of the whole life, of an option by its name, of a pair of options, of the region's charge, or of the wind-down."""
    if PAIR in question or question in (LIFE, REGION, WIND_DOWN):
        return _graph(scenario, question)
    return _of_options(scenario)[question]


@kept(48)
def _graph(scenario: Scenario, question: str) -> Graph:
    if PAIR in question:
        a, b = question.split(PAIR)
        return pair_graph(scenario, a, b)
    return {LIFE: model_graph, REGION: regional_charge_graph, WIND_DOWN: wind_down_graph}[question](scenario)


@kept(16)
def _of_options(scenario: Scenario) -> Mapping[str, Graph]:
    return decision_graphs(scenario).options


@kept(8, "waiting.formulas")
def formulas_of(scenario: Scenario) -> tuple[Formula, ...]:
    """The formulas in readable notation, in the order of the model."""
    graph = model_graph(scenario)
    found = [explained(graph, name) for name, node in graph.named.items() if node.op != "input"]
    return tuple(Formula(item.item.kind, item.item.label, item.item.name, item.item.unit, item.formula) for item in found)
