"""The model as a graph, for Regnestykket and for the list of formulas."""

from dataclasses import dataclass

from costmodel import Scenario
from costmodel.explain import ModelGraph, decision_graphs, model_graph
from costmodel.output.explanation.wording import explained
from pages.answers.keeping import kept
from pages.session.shown_number import FIRST, LIFE


@dataclass(frozen=True)
class Formula:
    """One number of the model that is computed."""

    kind: str
    """cost, benefit, total, indicator or driver."""
    label: str
    name: str
    unit: str
    formula: str


@kept(48)
def graph_of(scenario: Scenario, question: str) -> ModelGraph:
    """The graph of the appraisal over the whole life, or of an option of the decision."""
    if question == LIFE:
        return model_graph(scenario)
    both = decision_graphs(scenario)
    return both.first if question == FIRST else both.second


@kept(8, "waiting.formulas")
def formulas_of(scenario: Scenario) -> tuple[Formula, ...]:
    """The formulas in readable notation, in the order of the model."""
    graph = model_graph(scenario)
    found = [explained(graph, name) for name, node in graph.named.items() if node.op != "input"]
    return tuple(Formula(item.item.kind, item.item.label, item.item.name, item.item.unit, item.formula) for item in found)
