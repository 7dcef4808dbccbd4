"""Who pays and who gains by a choice, what the region pays, and an orderly wind-down of the whole platform."""

from costmodel import Scenario
from costmodel.analysis.payers import Payers, RegionalCost, WoundDown, payers, regional_cost, wound_down
from pages.answers.keeping import kept

KEPT = 128


@kept(KEPT)
def payers_of(scenario: Scenario, a: str, b: str) -> Payers:
    """Option `b` less option `a`, by party."""
    return payers(scenario, a, b)


@kept(KEPT)
def region_of(scenario: Scenario) -> RegionalCost:
    """What the region pays, whichever municipality is under study."""
    return regional_cost(scenario)


@kept(KEPT)
def wind_down_of(scenario: Scenario) -> WoundDown:
    """The wind-down of the whole platform, whichever municipality is under study."""
    return wound_down(scenario)
