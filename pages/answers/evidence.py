"""What the numbers rest on, what is not known, and what is published."""

from costmodel import Scenario
from costmodel.analysis.editing.calibration import Calibration, calibrate
from costmodel.analysis.editing.effects import EditEffect, effect_of_edit
from costmodel.analysis.evidence.back_test import Residual, back_test
from costmodel.analysis.open_questions import Unknowns, unknowns
from costmodel.analysis.provenance import ValueProvenance, provenances
from costmodel.analysis.published import Comparison, published_figures
from pages.answers.appraisals import appraisal_of
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


@kept(32, "waiting.answers")
def calibration_of(scenario: Scenario, figure: str, name: str) -> Calibration:
    """The value of a number at which a base case says what was published."""
    return calibrate(scenario, figure, name)


def effect_between(before: Scenario, after: Scenario) -> EditEffect:
    """What an edit of the files between two scenarios does to the answer."""
    return effect_of_edit(appraisal_of(before), appraisal_of(after))
