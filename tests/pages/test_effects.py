"""Effects without a price: from the file to the page, and never into the money."""

import pytest
from support import shipped
from support.breaking import cases, edit, faults, folder
from support.first_page import opened, page_text, shown, sound

from pages.utforsk.effects import step_text

__all__ = ["folder"]
FILE = "base/effects.yaml"
SAFETY, DRUGS = "  patient_safety:\n", "  medication:\n"
MUST_BE_THERE = ("legemidler", "pasientsikkerhet", "brukervennlighet", "meldinger", "belastning", "én journal", "leverandør")


def test_the_shipped_effects_are_those_that_the_sources_name():
    names = " ".join(item.name for item in shipped().effects.values()).casefold()
    assert all(word in names for word in MUST_BE_THERE)
    for item in shipped().effects.values():
        assert set(item.sources) <= set(shipped().sources)
        assert "MNOK" not in item.what_sources_report
    assert shipped().effects["medication"].direction_reported == "mixed"  # more deviations in one municipality, fewer in another
    assert shipped().effects["lost_messages"].direction_reported == "worse"


@cases(
    FILE,
    ("unknown source", DRUGS, "[S3, S1, S2]", "[S3, ¦S9]", "sources", "fant «S9»", "en kilde i sources.yaml"),
    ("no source", DRUGS, "[S3, S1, S2]", "¦[]", "sources"),
    ("direction", DRUGS, "direction_reported: mixed", "direction_reported: ¦bad", "worse, better, mixed, unknown"),
    ("unknown key", DRUGS, "    page: ", "    ¦kroner: 5\n    page: ", "kroner"),
    ("missing", SAFETY, "    direction_reported: unknown\n", "", "direction_reported: fant ingenting"),
)
def test_a_broken_effect_is_reported_where_it_stands(folder, case):
    place = edit(folder / FILE, case.part, case.old, case.new)
    found = [str(fault) for fault in faults(folder)]
    assert any(text.startswith(FILE + place) and all(word in text for word in case.words) for text in found), found


def test_a_missing_file_is_a_fault(folder):
    (folder / FILE).unlink()
    assert [str(fault).split(":")[0] for fault in faults(folder)] == [FILE]


def test_the_page_shows_every_effect_and_a_judgement_moves_no_figure():
    app = opened()
    text, before = page_text(app), shown(app)
    assert all(item.name in text and item.what_sources_report in text for item in shipped().effects.values())
    app.session_state["effects_fold"] = True
    app.run().selectbox(key="effect:medication").select(-4).run()
    assert shown(sound(app)) == before
    assert "Du har vurdert 1" in page_text(app) and f"din vurdering: {step_text(-4)}" in page_text(app)


def test_judgements_stay_when_the_municipality_changes():
    app = opened()
    app.session_state["effects_fold"] = True
    app.run().selectbox(key="effect:one_record").select(3).run()
    app.selectbox(key="municipality").select("Molde").run()
    assert app.selectbox(key="effect:one_record").value == 3


@pytest.mark.parametrize("step", range(-4, 5))
def test_the_scale_is_written_with_as_many_signs_as_steps(step):
    text = step_text(step)
    assert (text.count("+"), text.count("\N{MINUS SIGN}")) == (max(step, 0), max(-step, 0))
