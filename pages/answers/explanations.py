"""The model as a graph, for Regnestykket and for the list of formulas."""

from dataclasses import dataclass

from costmodel import Scenario
from costmodel.explain import Trace, explain, trace, trace_decision
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
def trace_of(scenario: Scenario, question: str) -> Trace:
    """The graph of the appraisal over the whole life, or of an option of the decision."""
    if question == LIFE:
        return trace(scenario)
    both = trace_decision(scenario)
    return both.first if question == FIRST else both.second


@kept(8, "waiting.formulas")
def formulas_of(scenario: Scenario) -> tuple[Formula, ...]:
    """The formulas in readable notation, in the order of the model."""
    result = trace(scenario)
    found = [explain(result, name) for name, node in result.named.items() if node.op != "input"]
    return tuple(Formula(item.item.kind, item.item.label, item.item.name, item.item.unit, item.formula) for item in found)
