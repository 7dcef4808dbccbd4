"""The first page, run without a browser: what it shows is what the engine answers."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest
from support import ROOT, shipped
from support.first_page import (
    FRAME,
    NO_BREAK,
    PAGE,
    REALISATION,
    SLIDERS,
    answer,
    choice,
    figures_of,
    opened,
    page_text,
    shown,
    slider,
    sound,
    texts,
)

from costmodel import appraise, base_case, decide
from costmodel.texts.numbers import signed
from pages.components.levers.controls import CHOICES, OTHER
from pages.components.levers.lever import lever
from pages.session.folder import FOLDER_VARIABLE
from pages.session.state import EVERYBODY


@pytest.mark.parametrize("script", [FRAME, PAGE])
def test_opens_with_the_engines_base_case(script):
    app = opened(script)
    assert shown(app) == texts(answer())
    assert {tile.delta for tile in app.metric} == {"som i utgangspunktet"}
    assert "Ingen endringer" in page_text(app)


@pytest.mark.parametrize("name", [*SLIDERS, *CHOICES])
@pytest.mark.parametrize("end", [0, -1], ids=["lowest", "highest"])
def test_every_main_lever_moves_to_its_ends(name, end):
    value = lever(name, shipped()).options[end]
    app = opened()
    if name in CHOICES:
        choice(app, name).set_value(OTHER).run()
    slider(app, name).set_value(value).run()
    assert shown(sound(app)) == texts(figures_of(appraise(base_case(shipped()).with_values({name: value}))), answer())


def test_a_change_is_shown_counted_and_undone():
    app = opened()
    slider(app, "platform_cost").set_value(95.0).run()
    choice(app, "gp_uptake").set_value(OTHER).run()
    slider(app, "gp_uptake").set_value(0.5).run()
    change = answer(platform_cost=95.0, gp_uptake=0.5)[0] - answer()[0]
    assert sound(app).metric[0].delta == f"{signed(change)}{NO_BREAK}MNOK fra utgangspunktet"
    assert "**2 endringer**" in page_text(app)
    assert f"Plattformkostnad: 80{NO_BREAK}MNOK per år → 95{NO_BREAK}MNOK per år" in page_text(app)
    app.button(key="reset").click().run()
    assert shown(sound(app)) == texts(answer())
    assert slider(app, "platform_cost").value == 80.0


def test_back_at_the_base_value_nothing_is_changed():
    app = opened()
    choice(app, "participants").set_value(66.0).run()
    assert "**1 endring**" in page_text(app)
    choice(app, "participants").set_value(19.0).run()
    assert "Ingen endringer" in page_text(app)


@pytest.mark.parametrize(
    ("chosen", "municipality", "words"),
    [
        ("Averøy", "Averøy", "takket nei i 2023"),
        ("Heim", "Heim", "står som planlagt: oppstart"),
        ("Os", "Os", "siden november 2022"),
        (EVERYBODY, None, "19 av 66 kommuner"),
    ],
)
def test_another_municipality(chosen, municipality, words):
    app = opened()
    app.selectbox(key="municipality").select(chosen).run()
    planned = municipality in ("Averøy", "Heim")  # all that the platform costs and gives them lies after the decision
    joined = figures_of(decide(base_case(shipped(), municipality)).all["join"]) if planned else answer(municipality)
    assert shown(sound(app)) == texts(joined)
    assert ("Fra 2020" in page_text(app)) == (not planned)
    assert words in page_text(app)
    assert "gjelder Trondheim" in page_text(app)


def test_changes_stay_when_the_municipality_changes():
    app = opened()
    choice(app, "participants").set_value(66.0).run()
    app.selectbox(key="municipality").select("Molde").run()
    assert shown(sound(app))[1] == texts(answer("Molde", participants=66))[1]


def test_every_municipality_can_be_chosen_in_norwegian_order():
    options = opened().selectbox(key="municipality").options
    assert options[0] == "Alle deltakere samlet"
    assert set(options[1:]) == {row.name for row in shipped().municipalities}
    assert options[-2:] == ["Åfjord", "Ålesund"]
    assert options.index("Ørland") < options.index("Åfjord")


def test_another_budget_year():
    app = opened()
    app.selectbox(key="budget_year").select(2031).run()
    assert shown(sound(app))[2] == texts(answer(year=2031))[2]
    assert "2031" in app.metric[2].label


def test_a_budget_year_that_the_next_municipality_lacks_falls_back_to_the_decision_year():
    app = opened()
    app.selectbox(key="municipality").select("Averøy").run()
    app.selectbox(key="budget_year").select(2043).run()
    app.selectbox(key="municipality").select("Trondheim").run()
    assert sound(app).selectbox(key="budget_year").value == 2027


@pytest.fixture
def folder(tmp_path, monkeypatch):
    copy = tmp_path / "assumptions"
    shutil.copytree(ROOT / "assumptions", copy)
    monkeypatch.setenv(FOLDER_VARIABLE, str(copy))
    return copy


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_an_edited_assumption_changes_the_answer_on_the_next_run(folder):
    app = opened()
    edit(folder / "base" / "parameters.yaml", "value: 80\n", "value: 90\n")
    app.run()
    assert slider(sound(app), "platform_cost").value == 90.0
    assert shown(app)[0] != texts(answer())[0]
    assert "Ingen endringer" in page_text(app)


def test_benefits_that_differ_keep_their_own_values_until_the_lever_moves(folder):
    app = opened()
    row = "realisation: {value: 0.5, low: 0, high: 1}"
    edit(folder / "base" / "benefits.yaml", row, row.replace("0.5", "0.3"))
    text = (folder / "base" / "benefits.yaml").read_text("utf-8")
    (folder / "base" / "benefits.yaml").write_text(text.replace(row.replace("0.5", "0.3"), row.replace("0.5", "0.7"), 1), "utf-8")
    app.run()
    assert f"Utgangspunkt 30{NO_BREAK}%–70{NO_BREAK}%" in page_text(sound(app))
    choice(app, REALISATION).set_value(1.0).run()
    assert shown(app)[0] == texts(answer(realisation=1.0))[0]


@pytest.mark.parametrize("script", [FRAME, PAGE])
def test_faults_in_the_files_are_listed_in_place_of_numbers(folder, script):
    edit(folder / "base" / "parameters.yaml", "value: 80\n", "value: 8000\n")
    app = AppTest.from_file(str(ROOT / script), default_timeout=60).run()
    assert not app.exception
    assert not app.metric
    assert app.title[0].value == "Forutsetningene kan ikke brukes"
    assert "base/parameters.yaml" in page_text(app)
    assert "fant 8000" in page_text(app)


def test_a_folder_that_is_not_there_is_a_fault_too(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "missing"))
    app = AppTest.from_file(str(ROOT / FRAME), default_timeout=60).run()
    assert not app.exception
    assert app.title[0].value == "Forutsetningene kan ikke brukes"


def test_a_breakdown_shows_no_traceback(monkeypatch):
    def broken(*_):
        raise RuntimeError("secret")

    monkeypatch.setattr("pages.utforsk.chosen.answers_of", broken)
    app = AppTest.from_file(str(ROOT / FRAME), default_timeout=60).run()
    assert not app.exception
    assert app.title[-1].value == "Noe gikk galt"
    assert "secret" not in page_text(app)
