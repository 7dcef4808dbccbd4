"""Pairs of options: which two of a municipality's choices a question holds against each other, the first less the second."""

from collections.abc import Sequence

from costmodel.faults import AssumptionError, Facts, Fault, nearest, shown
from costmodel.model.decision import decide, options_of
from costmodel.model.scenario import Scenario

Pair = tuple[str, str]
"""Names of two options, as ``decide`` has them."""


def usual_pair(scenario: Scenario) -> Pair:
    """The option of being on the platform (stay, or join), and the best of the others in the first draw."""
    return decide(scenario.rows(0, 1)).leading_pair


def known_pair(scenario: Scenario, names: Sequence[str]) -> Pair:
    """The two options, benchmarks among them, where the municipality under study has both.

    Raises AssumptionError for a name that is none of its options, with the nearest that is, and unless they are two.
    """
    known = tuple(options_of(scenario))
    unknown = [name for name in dict.fromkeys(names) if name not in known]
    if unknown:
        facts: list[Facts] = [{"written": shown(name), "known": known, "nearest": nearest(name, known)} for name in unknown]
        raise AssumptionError([Fault("", "options", "unknown_option", item) for item in facts])
    if len(names) != 2 or names[0] == names[1]:
        raise AssumptionError([Fault("", "options", "not_two_options", {"written": shown(",".join(names)), "known": known})])
    return names[0], names[1]
