"""The budget by municipal rules, and its frames."""

from costmodel import Scenario
from costmodel.analysis.municipal.frames import Frames, frames
from costmodel.analysis.municipal.plan import MunicipalPlan, Rules, municipal_plan
from costmodel.analysis.municipal.prices import PriceBasis
from pages.answers.appraisals import appraisal_of
from pages.answers.keeping import kept


@kept(64)
def municipal_plan_of(scenario: Scenario, first_year: int, basis: str, rules: Rules) -> MunicipalPlan:
    """The plan from a year on, in these prices, by these rules."""
    return municipal_plan(appraisal_of(scenario), first_year, basis=PriceBasis(basis), rules=rules)


@kept(16, "waiting.frames")
def frames_of(scenario: Scenario, first_year: int, basis: str, rules: Rules) -> Frames:
    """P50 and P85 of the plan's net expense."""
    return frames(scenario, municipal_plan_of(scenario, first_year, basis, rules), rules)
