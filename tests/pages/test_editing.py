"""Editing on Forutsetninger without a browser: typed, refused, in force, undone, taken home, offered again, calibrated."""

import io
import zipfile
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from support import many, shipped
from support.hostile import shipped_files
from support.pages import headings, html, opened, sound, table

from costmodel import appraise, base_case
from costmodel.assumptions.archives import pack, unpack
from costmodel.assumptions.editing.edits import FileEdit
from costmodel.assumptions.editing.places import words_of_field
from costmodel.assumptions.editing.row_edits import row_names
from costmodel.assumptions.uploads import read_upload
from costmodel.texts.numbers import signed
from pages.forutsetninger.fields import is_shown, label_of_field, name_of_word
from pages.session import tab
from pages.session.edits import DRAFTS, as_kept, draft_name, fields_of_draft, from_kept, of_draft
from pages.session.state import UPLOADED
from pages.session.tab import KEPT, Kept

PAGE, WHAT = "forutsetninger", "extra_minutes"
FILES = shipped_files()
PARAMETERS, LOGS = "base/parameters.yaml", ("edits.csv", "CHANGELOG.md")


def editor(what: str = WHAT, *, frame: bool = False, **values) -> AppTest:
    """The page with the fields of one number or row."""
    return opened(PAGE, frame=frame, **{"editing": True, "edit_what": what, "municipality": "Trondheim", **values})


def typed(app: AppTest, kind: str, field: str, content: object, what: str = WHAT) -> AppTest:
    getattr(app, kind)(key=f"edit:{what}:{field}").set_value(content)
    return sound(app.run())


def made(app: AppTest, what: str = WHAT) -> AppTest:
    typed(app, "text_input", "by", "Kari", what)
    typed(app, "text_input", "reason", "Ny tidsmåling", what)
    return sound(app.button(key="make_edit").click().run())


def changed_places(app: AppTest) -> set[str]:
    files = app.session_state[UPLOADED].files
    return {place for place in files if files[place] != FILES.get(place)}


def changed_lines(app: AppTest, place: str) -> list[tuple[bytes, bytes]]:
    old, new = (files[place].splitlines(True) for files in (FILES, app.session_state[UPLOADED].files))
    return [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]


def test_an_edit_is_tried_in_force_and_undone_byte_for_byte():
    app = typed(editor(), "number_input", "value", 1.0)
    assert UPLOADED not in app.session_state and app.session_state[DRAFTS][WHAT] == {"value": "1"}
    before, after = base_case(shipped(), "Trondheim"), base_case(shipped(), "Trondheim").with_values({WHAT: 1.0})
    moved = signed(appraise(after).indicators.npv.item() - appraise(before).indicators.npv.item(), 1)
    assert f"Tas dette i bruk: Netto nåverdi {moved} MNOK" in headings(app)
    app = made(app)
    assert changed_places(app) == {PARAMETERS, *LOGS} and app.session_state[DRAFTS] == {}
    assert changed_lines(app, PARAMETERS) == [(b"        value: 0.5\n", b"        value: 1\n")]
    rows = table(app, "Endringer i bruk")
    assert rows[1][0] == "1. Daglig bruk: Ekstra tid per dagNy tidsmåling (value: 0.5 → 1)" and rows[1][1] == rows[2][1] == moved
    assert "Alle sider regner med 1 endring som du har gjort" in html(app)
    app = made(typed(app, "number_input", "high", 5.0))
    assert app.session_state[UPLOADED].assumptions.parameters[WHAT].high == 5
    sound(app.button(key="undo_edit:0").click().run())
    item = app.session_state[UPLOADED].assumptions.parameters[WHAT]
    assert (item.value, item.high) == (0.5, 5) and app.number_input(key=f"edit:{WHAT}:value").value == 0.5
    sound(app.button(key="undo_edit:0").click().run())
    assert app.session_state[UPLOADED] is None and "Endrede forutsetninger er i bruk" not in html(app)


def test_a_fault_is_told_at_its_field_and_nothing_typed_is_lost():
    app = typed(editor(frame=True), "number_input", "value", 1000.0)
    assert ":red[base/parameters.yaml" in headings(app) and "Ingenting er endret." in html(app)
    sound(app.button(key="make_edit").click().run())
    assert UPLOADED not in app.session_state and app.number_input(key=f"edit:{WHAT}:value").value == 1000
    app = typed(app, "number_input", "value", 2.0)
    sound(app.button(key="make_edit").click().run())
    assert headings(app).count("Begrunnelsen står i endringsloggen") == 1 and UPLOADED not in app.session_state
    app.switch_page("pages/om_modellen/page.py").run()
    app.switch_page("pages/forutsetninger/page.py").run()
    assert sound(app).number_input(key=f"edit:{WHAT}:value").value == 2
    assert changed_places(made(app)) == {PARAMETERS, *LOGS}


ROWS = {
    "municipalities.Molde": ("municipalities", "number_input", "pop_2024", 33000.0, "base/municipalities.csv", b";33000;"),
    "price_paths.municipal_deflator.2025": ("price_paths", "number_input", "growth", 0.041, "base/price_paths.csv", b";0,041;"),
    "benefits.interaction": ("rows", "selectbox", "area", "medication", "base/benefits.yaml", b"    area: medication\n"),
}


@pytest.mark.parametrize("what", ROWS)
def test_rows_of_tables_and_registers_are_edited_alike(what):
    kind, widget, field, content, place, line = ROWS[what]
    app = made(typed(editor(what, edit_kind=kind), widget, field, content, what), what)
    assert changed_places(app) == {place, *LOGS}
    ((_, other),) = changed_lines(app, place)
    assert line in other


def test_the_folder_taken_home_and_uploaded_gives_the_same():
    app = made(typed(editor(), "number_input", "value", 1.0))
    replaced = app.session_state[UPLOADED]
    upload, known = read_upload([("forutsetninger.zip", pack(replaced.files))], {})
    assert known == replaced.assumptions and upload.files == replaced.files
    with zipfile.ZipFile(io.BytesIO(pack(replaced.files))) as archive:
        assert len(archive.namelist()) == len(FILES)
    assert unpack(pack(replaced.files), "x.zip")[0] == replaced.files


def test_what_a_tab_has_kept_is_in_force_again_and_can_still_be_undone():
    kept = {"what": WHAT, "fields": {"value": "1"}, "who": "Kari", "why": "Ny", "on": "2026-11-30"}
    numbers = {name: item.value for name, item in shipped().quantities.items()}
    app = opened(PAGE, **{KEPT: Kept((PARAMETERS, "edits.csv"), {}, {}, numbers, (from_kept(kept),)), "editing": True})
    assert "Endringen som du hadde gjort i forutsetningene" in html(app)
    sound(app.button(key="use_kept").click().run())
    assert app.session_state[UPLOADED].assumptions.parameters[WHAT].value == 1 and changed_places(app) == {PARAMETERS, *LOGS}
    sound(app.button(key="undo_edit:0").click().run())
    assert app.session_state[UPLOADED] is None


@pytest.mark.parametrize("kept", [None, {}, {"what": 1}, {"what": "a", "fields": {"b": 1}, "who": "", "why": "", "on": "x"}])
def test_what_is_no_edit_is_left(kept):
    assert from_kept(kept) is None
    assert tab.from_kept({"what": "a", "fields": {}, "who": "", "why": "", "on": "i går"}) is None


def test_calibrate_is_shown_before_it_is_taken():
    app = opened(PAGE, editing=True, calibrate_figure="stjordal_above_old_systems", calibrate_number="local_operating_cost")
    sound(app.button(key="calibrate").click().run())
    assert "De to stemmer når" in headings(app) and UPLOADED not in app.session_state
    sound(app.button(key="use_calibrated").click().run())
    assert app.selectbox(key="edit:local_operating_cost:basis").value == "derived" and UPLOADED not in app.session_state
    app = made(typed(app, "text_input", "by", "Kari", "local_operating_cost"), "local_operating_cost")
    item = app.session_state[UPLOADED].assumptions.parameters["local_operating_cost"]
    assert item.basis == "derived" and "Stjørdal skulle betale minst 11 MNOK" in item.how
    app.selectbox(key="calibrate_number").set_value("discount_rate")
    sound(app.run())
    sound(app.button(key="calibrate").click().run())
    assert "Tallet avhenger ikke av" in headings(app)


def test_a_row_is_added_as_a_copy_and_taken_away_again():
    like, new = "benefits.interaction", "+benefits.interaction"
    app = typed(editor(like, edit_kind="rows", edit_action="add"), "text_input", "name.nb", "Ny gevinst", new)
    assert "Skriv det." in headings(app) and app.session_state[DRAFTS][new] == {"name.nb": "Ny gevinst"}
    app = typed(app, "text_input", "key", "medication", new)
    assert "som står der fra før" in headings(app)
    app = typed(typed(app, "text_input", "key", "new_one", new), "number_input", "potential.value", 15.0, new)
    assert app.number_input(key=f"edit:{new}:potential.value").label == "Potensial: Verdi (MNOK per år)"
    told = headings(app)
    app = made(app, new)
    known = app.session_state[UPLOADED].assumptions
    assert known.benefits["new_one"].name.nb == "Ny gevinst" and known.quantities["benefits.new_one.potential"].value == 15
    assert changed_places(app) == {"base/benefits.yaml", *LOGS}
    first = table(app, "Endringer i bruk")[1]
    assert first[0].startswith("1. ny rad, Gevinst: Ny gevinst") and f"Tas dette i bruk: Netto nåverdi {first[1]} MNOK" in told
    app.radio(key="edit_action").set_value("remove")
    sound(app.run())
    app.selectbox(key="edit_what").set_value("benefits.new_one")
    sound(app.run())
    assert f"Tas dette i bruk: Netto nåverdi {first[1].replace('+', '−')} MNOK" in headings(app)
    app = made(app, "-benefits.new_one")
    assert app.session_state[UPLOADED].files["base/benefits.yaml"] == FILES["base/benefits.yaml"]
    assert table(app, "Endringer i bruk")[2][0].startswith("2. benefits.new_one er tatt bort")
    sound(app.button(key="undo_edit:0").click().run())
    assert "Endringen kan ikke angres mens de andre står." in html(app)
    sound(app.button(key="undo_edit:1").click().run())
    assert "new_one" in app.session_state[UPLOADED].assumptions.benefits


def test_a_municipality_that_is_looked_at_can_go_and_one_that_is_needed_says_where():
    app = editor("municipalities.Skaun", edit_kind="municipalities", edit_action="remove", municipality="Skaun")
    app = typed(app, "text_input", "reason", "Slått sammen", "-municipalities.Skaun")
    assert "Virkningen kan ikke vises, for det du har valgt, gjelder en rad" in headings(app)
    app = made(app, "-municipalities.Skaun")
    assert "Skaun" not in {place.name for place in app.session_state[UPLOADED].assumptions.municipalities}
    assert app.selectbox(key="municipality").value == "Trondheim" and len(table(app, "Endringer i bruk")) == 3
    app.selectbox(key="edit_what").set_value("municipalities.Molde")
    sound(app.run())
    assert "scenarios/averoy-blir-med.yaml" in headings(app) and "Ingenting er endret." in html(app)
    assert headings(app).count("som andre steder bygger på") == 1


def test_every_field_of_every_draft_has_a_label_and_its_words_a_name():
    known = shipped()
    first_rows = {what.partition(".")[0]: what for what in row_names(known)}
    assert len(first_rows) == 8
    changed = [*known.numbers, *first_rows.values()]
    for name in [*changed, *(draft_name(kind, what) for what in first_rows.values() for kind in ("add", "remove"))]:
        fields = [field for field in fields_of_draft(name, known) if is_shown(name, field, known)]
        assert all(label_of_field(name, field, known) for field in fields)
        for field in fields:
            assert all(map(name_of_word(field, known), ("", *words_of_field(of_draft(name), field, known))))


@pytest.mark.parametrize(
    "what", ["price_paths.municipal_deflator.2025", "sources.S0", *many([], ["published.averoy_charge", "price_index.2025"])]
)
def test_rows_of_every_file_can_be_added(what):
    file, new = what.partition(".")[0], f"+{what}"
    app = editor(what, edit_kind=file, edit_action="add")
    year = file.startswith("price")
    app = typed(app, *(("number_input", "year", 2030.0) if year else ("text_input", "key", "other")), new)
    app = made(app, new)
    place = f"base/{file}.{'csv' if year else 'yaml'}"
    assert changed_places(app) == {place, *LOGS}
    known = app.session_state[UPLOADED].assumptions
    assert known.edits[-1].what in {f"{file}.other", "price_index.2030", "price_paths.municipal_deflator.2030"}


def test_a_municipality_is_added():
    new = "+municipalities.Molde"
    app = typed(editor(new[1:], edit_kind="municipalities", edit_action="add"), "text_input", "name", "Nyby", new)
    assert "1506" in headings(app) and UPLOADED not in app.session_state
    app = made(typed(app, "number_input", "number", 1599.0, new), new)
    assert changed_places(app) == {"base/municipalities.csv", *LOGS}
    assert b"\n1599;Nyby;" in app.session_state[UPLOADED].files["base/municipalities.csv"]


def test_a_row_that_was_being_added_is_offered_again():
    kept = {"+sources.S0": {"key": "S9", "title": "Ny"}, "-sources.S1": {"by": "Kari", "reason": "Ute"}}
    app = opened(PAGE, municipality="Trondheim", **{DRAFTS: kept})
    assert app.radio(key="edit_action").value == "remove" and app.selectbox(key="edit_what").value == "sources.S1"
    assert "ny rad, kopi av S0: " in headings(app)
    edit = from_kept(as_kept(FileEdit("sources.S9", (("title", "Ny"),), "Kari", "Ny", date(2026, 11, 30), "add", "sources.S0")))
    assert edit is not None and (edit.kind, edit.like) == ("add", "sources.S0")
