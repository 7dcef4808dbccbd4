"""What the cover says of a scenario: its name, what it changes, and the way back to it."""

from datetime import date

from costmodel.assumptions.parameters import empty_as
from costmodel.assumptions.rules import Values
from costmodel.faults import number_text, shown
from costmodel.model.scenario import Scenario
from costmodel.output.labels import alternative_label, input_label
from costmodel.output.workbook.sheets.cover import About
from costmodel.scenarios.choices import Choices
from costmodel.scenarios.links import encode
from costmodel.texts.catalog import text

HOME = "http://localhost:8501/"
"""Where the app listens when it is started as the README says."""


def changes_of(scenario: Scenario) -> Values:
    """The values of a batch of one that differ from the assumption files, by name."""
    base = {name: item.value for name, item in scenario.assumptions.quantities.items()}
    now = {name: float(array.flat[0]) for name, array in scenario.values.items()}
    plain = {name: None if value == empty_as(name) else value for name, value in now.items()}
    changed = {name: value for name, value in plain.items() if value != base[name]}
    return changed if scenario.participant_set is None else {name: value for name, value in changed.items() if name != "participants"}


def choices_in(scenario: Scenario) -> Choices:
    """What a batch of one has chosen beside its municipality."""
    named = None if scenario.participant_set is None else tuple(sorted(scenario.participant_set))
    alternative = scenario.alternatives[int(scenario.alternative.flat[0])]
    return Choices(changes_of(scenario), named, alternative, tuple(sorted(scenario.together)))


def about(scenario: Scenario, name: str, written: date, address: str = HOME) -> About:
    """The cover of a batch of one; `address` is where the app is."""
    chosen, assumptions = choices_in(scenario), scenario.assumptions
    lines = [_change(input_label(key, assumptions), value) for key, value in chosen.changes.items()]
    if chosen.participant_set is not None:
        lines.append(text("workbook.cover.named", count=len(chosen.participant_set)))
    if chosen.alternative != scenario.alternatives[0]:
        lines.append(text("workbook.cover.alternative", name=alternative_label(str(chosen.alternative), assumptions)))
    if chosen.together:
        lines.append(text("workbook.cover.together", names=", ".join(chosen.together)))
    link = f"{address}?{encode(scenario.municipality, chosen, assumptions)}" if address else ""
    description = text("workbook.cover.changes", changes="; ".join(lines)) if lines else text("workbook.cover.as_base")
    return About(shown(name), description, written, link)


def _change(label: str, value: float | None) -> str:
    shown_value = text("workbook.cover.never") if value is None else number_text(value)
    return text("workbook.cover.change", label=label, value=shown_value)
