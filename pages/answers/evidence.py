"""What the numbers rest on, what is not known, and what is published."""

from costmodel import Scenario
from costmodel.analysis.evidence.back_test import Residual, back_test
from costmodel.analysis.open_questions import Unknowns, unknowns
from costmodel.analysis.provenance import ValueProvenance, provenances
from costmodel.analysis.published import Comparison, published_figures
from pages.answers.keeping import kept


@kept(64)
def provenances_of(scenario: Scenario) -> dict[str, ValueProvenance]:
    """What the present values of cost and of benefit rest on."""
    return provenances(scenario)


@kept(64, "waiting.answers")
def unknowns_of(scenario: Scenario) -> Unknowns:
    """The open questions at both ends of their ranges."""
    return unknowns(scenario)


@kept(8, "waiting.answers")
def published_of(scenario: Scenario) -> tuple[Comparison, ...]:
    """Published figures beside those of a scenario, which should be the base case."""
    return tuple(published_figures(scenario))


@kept(16)
def back_test_of(scenario: Scenario) -> tuple[Residual, ...]:
    """What has been paid beside what the model says, of the municipality under study or of all."""
    return tuple(back_test(scenario, scenario.municipality))
