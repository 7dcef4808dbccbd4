"""What is learnt from a measurement, what the next one is worth, and whether to wait for it."""

from costmodel import Scenario
from costmodel.analysis.learning.studies import Study, StudyWorth, study_worth
from costmodel.analysis.learning.updating import Learned, learn
from costmodel.analysis.learning.waiting import WaitingWorth, waiting_worth
from costmodel.assumptions.records import Measurement
from pages.answers.keeping import kept
from pages.answers.uncertainty import give_way, one_at_a_time

ENTERED = "maling"
"""The key of a measurement that is entered on the page."""


def learned_of(scenario: Scenario, item: Measurement) -> Learned:
    """Every answer before and after a measurement. Raises AssumptionError where it cannot be weighed."""
    give_way()
    return _learned(scenario, item.model_dump_json())


@kept(16, "waiting.learning")
def _learned(scenario: Scenario, item: str) -> Learned:
    with one_at_a_time():
        return learn(scenario, {ENTERED: Measurement.model_validate_json(item)})


def study_of(scenario: Scenario, study: Study) -> StudyWorth:
    """What a measurement is worth by its size."""
    give_way()
    return _study(scenario, tuple(vars(study).items()))


@kept(16, "waiting.learning")
def _study(scenario: Scenario, study: tuple[tuple[str, str | float], ...]) -> StudyWorth:
    given = dict(study)
    with one_at_a_time():
        return study_worth(scenario, Study(str(given.pop("quantity")), **{name: float(value) for name, value in given.items()}))


@kept(16, "waiting.learning")
def waiting_for(scenario: Scenario, quantity: str, error: float) -> WaitingWorth:
    """What it is worth to wait a year for a measurement with this standard error."""
    with one_at_a_time():
        return waiting_worth(scenario, quantity, error)
