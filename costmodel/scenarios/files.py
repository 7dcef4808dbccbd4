"""A scenario as the text of a scenario file, which :func:`costmodel.assumptions.loading.read_scenario` reads back to the same values."""

import io
from typing import Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from costmodel.faults import shown
from costmodel.scenarios.choices import Choices

UNNAMED = "scenario"
"""Stands where a name or a description is empty, which no scenario file may have."""
LONGEST = 2000
"""Characters of a name or a description, as the record of a scenario file has it."""


def scenario_text(name: str, description: str, municipality: str | None, choices: Choices) -> str:
    """The YAML of a scenario file. Without a municipality it holds for whichever the user studies."""
    content: dict[str, object] = {"name": _quoted(name), "description": _quoted(description)}
    if municipality is not None:
        content["municipality"] = municipality
    if choices.participant_set is not None:
        content["participant_set"] = sorted(choices.participant_set)
    if choices.alternative is not None:
        content["alternative"] = choices.alternative
    if choices.together:
        content["together"] = sorted(choices.together)
    content["values"] = {key: _plain(value) for key, value in sorted(choices.changes.items())}
    buffer = io.StringIO()
    writer = cast("Any", YAML(typ="rt", pure=True))
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.width = 110
    writer.dump(content, buffer)
    return buffer.getvalue()


def _quoted(text: str) -> DoubleQuotedScalarString:
    """Text that a reader of the file accepts whatever it says."""
    return DoubleQuotedScalarString(one_line(text) or UNNAMED)


def one_line(text: str) -> str:
    """Text without line breaks and control characters, and not too long; empty where nothing is left."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text[:LONGEST]).split())


def _plain(value: float | None) -> float | int | None:
    """Whole numbers without an idle decimal."""
    if value is None:
        return None
    return int(value) if float(value).is_integer() and abs(value) < 1e15 else float(value)


def file_stem(name: str) -> str:
    """A file name made from the name of a scenario.

    >>> file_stem("Averøy blir med!")
    'averoy-blir-med'
    """
    plain = shown(name).casefold().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "-"}))
    return "".join(letter for letter in plain if (letter.isascii() and letter.isalnum()) or letter == "-").strip("-") or UNNAMED
