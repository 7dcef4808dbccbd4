"""Names and texts from files and links are plain text where a page shows them, whatever marks of Markdown they hold."""

import pytest
from support import shipped
from support.hostile import shipped_files
from support.marked import MARKS, marked, obeyed
from support.pages import opened, sound

from costmodel.scenarios.choices import Choices
from pages.session.own_scenarios import KEPT
from pages.session.state import UPLOADED, Uploaded


def uploaded(*parts: str) -> Uploaded:
    return Uploaded(marked(*parts), shipped_files(), ("base/parameters.yaml",), ())


@pytest.mark.parametrize("page", ["utforsk", "sammenlign", "last_ned"])
def test_names_and_descriptions_of_scenarios_are_plain(page):
    own = {f"Min{MARKS}": Choices({"platform_cost": 95.0})}
    changed = dict(shipped().scenarios["kostnadssprekk"].values)
    app = opened(page, **{UPLOADED: uploaded("scenarios"), KEPT: own, "changes": changed, "scenario_panel": True})
    assert obeyed(app) == set()


def test_names_and_texts_of_numbers_are_plain_in_their_levers():
    app = opened("utforsk", **{UPLOADED: uploaded("groups", "benefits", "alternatives", "sources")})
    levers = {line for line in obeyed(sound(app)) if line.split(":")[0] in {"slider", "select_slider", "button_group", "expander"}}
    assert levers == set()
