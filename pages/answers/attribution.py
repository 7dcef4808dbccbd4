"""Why a number moved from one scenario to another."""

from costmodel import Scenario
from costmodel.analysis.attribution.splitting import Split, split_change
from pages.answers.keeping import kept
from pages.answers.uncertainty import give_way, one_at_a_time


def split_of(first: Scenario, second: Scenario, indicator: str) -> Split:
    """The change of an indicator split over what differs. Raises AssumptionError where the indicator does not exist on the way."""
    give_way()
    return _split(first, second, indicator)


@kept(64, "waiting.split")
def _split(first: Scenario, second: Scenario, indicator: str) -> Split:
    with one_at_a_time():
        return split_change(first, second, indicator, check=give_way)
