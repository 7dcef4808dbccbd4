"""A joint procurement: several municipalities take the same alternative together. What does it give each of them, and who pays?"""

from collections.abc import Mapping
from dataclasses import dataclass

from costmodel.model.decision import STAY, STAY_OUT, Decision, decide, is_live, option_of_run
from costmodel.model.parties.distribution import ChoiceDistribution, distribution_of
from costmodel.model.scenario import Scenario


@dataclass(frozen=True)
class Partner:
    """One of those that procure together."""

    decision: Decision
    """Its options, the others being its partners in each alternative."""
    distribution: ChoiceDistribution | None
    """Who gains and who pays where it takes the run's alternative and does not do nothing: stay, or stay out.

    None where that alternative is not among its options.
    """


def joint_procurement(scenario: Scenario) -> Mapping[str, Partner]:
    """Each of those that the scenario lets procure together by name, the one under study first; empty where it does it alone.

    Each is judged by itself: what the others choose to do with the platform is the scenario's.
    """
    if not scenario.together or scenario.municipality is None:
        return {}
    everyone = list(dict.fromkeys([scenario.municipality, *sorted(scenario.together)]))
    return {name: _partner(scenario.for_municipality(name).with_partners(set(everyone) - {name})) for name in everyone}


def _partner(scenario: Scenario) -> Partner:
    decision = decide(scenario)
    nothing, alternative = doing_nothing(scenario), option_of_run(scenario)
    among = alternative in decision.all
    return Partner(decision, distribution_of(decision, nothing, alternative) if among else None)


def doing_nothing(scenario: Scenario) -> str:
    """The option of going on as today: ``stay``, or ``stay_out`` where the municipality is not on the platform."""
    return STAY if is_live(scenario) else STAY_OUT
