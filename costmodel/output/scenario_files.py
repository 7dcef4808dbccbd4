"""A scenario file with the words that it begins with, for the person who opens it."""

from costmodel.scenarios.choices import Choices
from costmodel.scenarios.files import one_line, scenario_text
from costmodel.texts.catalog import text


def scenario_file(name: str, description: str, municipality: str | None, choices: Choices) -> str:
    """The content of a scenario file: what it is for, in the reader's language, and the scenario; a text left empty gets a stand-in."""
    unnamed = text("notices.scenario_file.unnamed")
    named = (one_line(name) or unnamed, one_line(description) or unnamed)
    return text("notices.scenario_file.header") + scenario_text(*named, municipality, choices)
