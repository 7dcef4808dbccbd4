"""What somebody has chosen of a scenario: the same in a link, in a scenario file and in a session of the app."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from costmodel.assumptions.batch_rules import as_written
from costmodel.assumptions.records import AssumptionSet, ScenarioFile
from costmodel.assumptions.rules import Values
from costmodel.model.scenario import Scenario, base_case


def _nothing() -> Mapping[str, float | None]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Choices:
    """What differs from the base case, whichever municipality is under study."""

    changes: Values = field(default_factory=_nothing)
    """Values by name, in the order in which they apply; None: never."""
    participant_set: tuple[str, ...] | None = None
    """Names of those who take part, where they are named."""
    alternative: str | None = None
    """Key of the alternative in the register; None: the first."""
    together: tuple[str, ...] = ()
    """Names of those that procure the alternative with the municipality under study."""


def choices_of(record: ScenarioFile) -> Choices:
    """What a scenario file has chosen, names in alphabetical order."""
    names = None if record.participant_set is None else tuple(sorted(record.participant_set))
    return Choices(record.values, names, record.alternative, tuple(sorted(record.together)))


def chosen_scenario(assumptions: AssumptionSet, municipality: str | None, choices: Choices) -> Scenario:
    """The scenario of these choices; AssumptionError where they are not allowed."""
    scenario = base_case(assumptions, municipality)
    scenario = scenario if choices.alternative is None else scenario.with_alternative(choices.alternative)
    return scenario.with_values(choices.changes).with_participants(choices.participant_set).with_partners(choices.together)


def changes_of(scenario: Scenario) -> Values:
    """The values of a batch of one that differ from the assumption files, by name."""
    base = {name: item.value for name, item in scenario.assumptions.quantities.items()}
    now = {name: as_written(name, array.flat[0]) for name, array in scenario.values.items()}
    changed = {name: value for name, value in now.items() if value != base[name]}
    return changed if scenario.participant_set is None else {name: value for name, value in changed.items() if name != "participants"}


def choices_in(scenario: Scenario) -> Choices:
    """What a batch of one has chosen beside its municipality."""
    named = None if scenario.participant_set is None else tuple(sorted(scenario.participant_set))
    alternative = scenario.alternatives[int(scenario.alternative.flat[0])]
    return Choices(changes_of(scenario), named, alternative, tuple(sorted(scenario.together)))
