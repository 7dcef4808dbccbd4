"""What the cover says of a scenario: its name, what it changes, and the way back to it."""

from datetime import date

from costmodel.faults import number_text, shown
from costmodel.model.scenario import Scenario
from costmodel.output.labels import alternative_label, input_label
from costmodel.output.workbook.sheets.cover import About
from costmodel.scenarios.choices import choices_in
from costmodel.scenarios.links import encode
from costmodel.texts.catalog import text

HOME = "http://localhost:8501/"
"""Where the app listens when it is started as the README says."""


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
