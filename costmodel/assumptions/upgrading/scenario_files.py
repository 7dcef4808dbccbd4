"""A scenario file of version 1 → one of version 2: its values under the new names, comments and order kept."""

from collections.abc import Mapping
from typing import cast

from costmodel.assumptions.located import as_mapping
from costmodel.assumptions.records import AssumptionSet
from costmodel.assumptions.rules import Values
from costmodel.assumptions.upgrading.editing import YamlText
from costmodel.assumptions.upgrading.phrases import Phrases
from costmodel.assumptions.upgrading.values import new_places, upgraded_values
from costmodel.faults import Note, number_text

VALUES = "values"


def carried_scenario(old: YamlText, assumptions: AssumptionSet, phrases: Phrases) -> tuple[bytes, list[Note]]:
    """The file with its values under the names of version 2; a value without a place there is kept as a comment."""
    written = as_mapping(old.at(VALUES))
    values = {name: _number(value) for name, value in written.items() if value is None or _is_number(value)}
    found = upgraded_values(values, assumptions)
    changed = {name: _places(name, found.values, assumptions) for name in values}
    changed = {name: places for name, places in changed.items() if places != {name: values[name]}}
    if changed and not all(old.is_block((VALUES, name)) for name in values):
        kept = {name: value for name, value in values.items() if name not in changed}
        old.replace((VALUES,), [f"{VALUES}:", *_lines({**kept, **found.values}, "  ")])
    else:
        for name, places in changed.items():
            if places:
                old.replace((VALUES, name), _lines(places))
            else:
                old.comment_out((VALUES, name), phrases.kept)
        if written and all(not changed.get(name, {name: None}) for name in written):
            old.make_empty((VALUES,))
    file = old.located.file
    return old.edited(), [Note(file, note.name, note.code, note.facts) for note in found.notes]


def _places(name: str, upgraded: Values, assumptions: AssumptionSet) -> dict[str, float | None]:
    return {new: upgraded[new] for new in new_places(name, assumptions) if new in upgraded}


def _lines(values: Mapping[str, float | None], indent: str = "") -> list[str]:
    return [f"{indent}{name}: {'null' if value is None else number_text(value)}" for name, value in values.items()]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: object) -> float | None:
    return None if value is None else float(cast("float", value))
