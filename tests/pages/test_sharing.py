"""The scenario above every page, run without a browser: links, notices, choices, files and the way back."""

import shutil
from urllib.parse import parse_qs, urlencode

import pytest
from streamlit.testing.v1 import AppTest
from support import ROOT, many, shipped
from support.pages import opened as opened_page

from costmodel import appraise, base_case, decide, from_file, to_dict
from costmodel.output.scenario_files import scenario_file
from costmodel.scenarios.choices import Choices, chosen_scenario
from costmodel.scenarios.link_reading import decode
from costmodel.scenarios.links import encode
from costmodel.version import MODEL_VERSION
from pages.components.frame.qr import qr_code
from pages.components.frame.ready import AGAINST, FAVOURING, LEAVING
from pages.components.frame.scenario import BASE, NAMED, OWN, PANEL
from pages.session.folder import FOLDER_VARIABLE

HOSTILE = "platform_cost=9000&<script>alert(1)</script>=1&gp_uptake=0.6&[x](javascript:alert(1))=2"
READY = (*FAVOURING, *AGAINST, *LEAVING)
SHIPPED_KEYS = sorted(shipped().scenarios)


def opened(query: str = "") -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state[PANEL] = True
    for name, texts in parse_qs(query).items():
        app.query_params[name] = texts
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    assert not app.exception
    assert not [title for title in app.title if title.value == "Noe gikk galt"]
    return app


def kept(app: AppTest):
    """What the session holds: the same three things as a link."""
    state = app.session_state
    return state["municipality"], dict(state["changes"]), state.get("participant_set")


def record(municipality, changes, names=None):
    scenario = base_case(shipped(), municipality).with_values(dict(sorted(changes.items()))).with_participants(names)
    return to_dict(appraise(scenario))


def html(app: AppTest) -> str:
    return " ".join(item.proto.body for item in app.get("html"))


def panel(app: AppTest) -> str:
    return next(item.label for item in app.expander if item.label.startswith("Scenario"))


def share(app: AppTest) -> str:
    """The link in the dialog."""
    app.button(key="share").click().run()
    return sound(app).code[0].value


def test_a_link_opens_to_its_scenario_between_the_steps_too():
    link = encode("Averøy", Choices({"platform_cost": 90.123, "benefits.*.realisation": 0.377}), shipped())
    app = opened(link)
    assert kept(app) == ("Averøy", {"platform_cost": 90.123, "benefits.*.realisation": 0.377}, None)
    assert "2 endringer" in panel(app)
    assert "90,123" in " ".join(item.value for item in app.markdown)
    assert "Tatt bort" not in html(app)


def test_the_link_of_an_opened_link_is_the_same():
    link = encode(None, Choices({"platform_cost": 90.123, "exit_year": 2031.0}), shipped())
    assert share(opened(link)).partition("?")[2] == link


@pytest.mark.parametrize("key", SHIPPED_KEYS[:: many(4, 1)])
def test_each_shipped_scenario_can_be_chosen_and_shared(key):
    app = opened()
    app.selectbox(key="scenario").select(key).run()
    assert sound(app).selectbox(key="scenario").value == key
    expected = to_dict(appraise(from_file(shipped(), shipped().scenarios[key])))
    content = decode(share(app).partition("?")[2], shipped())
    assert to_dict(appraise(chosen_scenario(shipped(), content.municipality, content))) == expected
    state = app.session_state
    chosen = Choices(
        state["changes"], *(state.get(key) for key in ("participant_set", "alternative_chosen")), state.get("procured_together") or ()
    )
    assert to_dict(appraise(chosen_scenario(shipped(), state["municipality"], chosen))) == expected


def test_a_named_set_differs_from_the_base_case_on_the_page():
    names = shipped().scenarios["averoy-blir-med"].participant_set
    app = opened(encode("Trondheim", Choices({}, tuple(names)), shipped()))
    assert app.selectbox(key="scenario").value == OWN
    assert "1 endring" in panel(app)
    assert app.metric[0].delta != "som i utgangspunktet"
    assert "20 navngitte kommuner" in " ".join(item.value for item in app.markdown)


def test_a_changed_number_of_participants_replaces_the_named_set():
    app = opened()
    app.selectbox(key="scenario").select("averoy-blir-med").run()
    app.session_state["changes"] = {"participants": 30.0}
    app.run()
    assert "participant_set" not in share(app)
    assert app.selectbox(key="scenario").value == OWN


def test_what_is_changed_after_opening_a_link_stands():
    app = opened("platform_cost=90")
    app.session_state["changes"]["platform_cost"] = 70.0
    app.run()
    assert kept(sound(app))[1] == {"platform_cost": 70.0}
    app.query_params["platform_cost"] = "91"
    app.run()
    assert kept(sound(app))[1] == {"platform_cost": 91.0}


def test_an_address_without_a_query_is_that_of_the_base_case_and_can_be_undone():
    app = opened("platform_cost=90")
    app.query_params.clear()
    app.run()
    assert kept(sound(app))[1] == {}
    app.button(key="undo").click().run()
    assert kept(sound(app))[1] == {"platform_cost": 90.0}
    assert app.query_params["platform_cost"] == "90"
    app.button(key="redo").click().run()
    assert kept(sound(app))[1] == {}
    assert not app.query_params


def test_undo_leaves_what_is_looked_at_alone_and_steps_over_it():
    app = opened("platform_cost=90")
    app.session_state["changes"] = {"platform_cost": 70.0}
    app.run()
    app.segmented_control(key="view").set_value("now").run()
    app.selectbox(key="budget_year").select(2031).run()
    app.button(key="undo").click().run()
    assert kept(sound(app))[1] == {"platform_cost": 90.0}
    assert (app.segmented_control(key="view").value, app.selectbox(key="budget_year").value) == ("now", 2031)
    assert {"platform_cost": "90", "view": "now", "budget_year": "2031"}.items() <= app.query_params.items()
    app.button(key="redo").click().run()
    assert kept(sound(app))[1] == {"platform_cost": 70.0}
    assert app.segmented_control(key="view").value == "now"


def test_a_separator_in_the_name_of_a_scenario_parts_nothing_in_the_address():
    name = "Dyrt, og 50 % sent; 100%25"
    chosen = ["base", f"own:{name}", "file:exit-2029"]
    app = opened_page("sammenlign", own_scenarios={name: Choices({"platform_cost": 95.0})})
    app.multiselect(key="compared").set_value(chosen).run()
    other = AppTest.from_file(str(ROOT / "pages/sammenlign/page.py"), default_timeout=60)
    for part, told in dict(app.query_params.items()).items():
        other.query_params[part] = told
    assert sound(other.run()).multiselect(key="compared").value == chosen


def test_every_choice_stands_in_the_address_and_an_address_brings_it_back():
    app = opened()
    assert not app.query_params
    app.selectbox(key="municipality").select("Levanger").run()
    app.segmented_control(key="view").set_value("now").run()
    app.selectbox(key="budget_year").select(2031).run()
    app.toggle(key="uncertainty_kept").set_value(True).run()
    app.session_state["changes"] = {"platform_cost": 91.5}
    app.run()
    query = dict(app.query_params.items())
    assert query == {
        **{"municipality": "Levanger", "platform_cost": "91.5", "view": "now", "budget_year": "2031", "uncertainty_kept": "True"},
        **{"h": shipped().hash[:12], "v": MODEL_VERSION},
    }
    other = opened(urlencode(query))
    assert kept(other)[:2] == ("Levanger", {"platform_cost": 91.5})
    assert other.segmented_control(key="view").value == "now"
    assert other.selectbox(key="budget_year").value == 2031
    assert other.toggle(key="uncertainty_kept").value is True
    assert [item.value for item in other.metric] == [item.value for item in app.metric]


def test_a_view_that_is_not_offered_gives_way_to_the_usual_one():
    app = opened("view=%3Cscript%3E&budget_year=1066&uncertainty_shown=maybe&platform_cost=90")
    assert app.segmented_control(key="view").value == "life"
    assert app.selectbox(key="budget_year").value == 2027
    assert app.toggle(key="uncertainty_shown").value is True
    assert kept(sound(app))[1] == {"platform_cost": 90.0}


def test_a_title_is_shown_with_the_changes_in_words_and_as_plain_text():
    app = opened("title=%3Cimg%20src%3Dx%3E%20Budsjett%202027&platform_cost=90")
    assert "Delt med deg: &lt;img src=x&gt; Budsjett 2027" in html(app)
    assert "Plattformkostnad: 80 MNOK per år → 90 MNOK per år" in html(app).replace("\u00a0", " ")
    app.session_state["changes"] = {"platform_cost": 70.0}
    app.run()
    assert "Delt med deg" not in html(sound(app))


def test_a_state_too_long_for_an_address_is_said_and_kept():
    moved = {
        name: item.high
        for name, item in shipped().quantities.items()
        if item.role.value == "uncertain" and item.high not in (None, item.value)
    }
    app = opened()
    app.session_state["changes"] = dict(list(moved.items())[:70])
    app.run()
    assert not app.query_params
    assert "for mange for adressen" in html(sound(app))
    assert len(kept(app)[1]) > 40


def test_a_hostile_link_is_answered_with_a_notice_in_plain_text():
    app = opened(HOSTILE)
    assert kept(app)[1] == {"gp_uptake": 0.6}
    assert "fant 9000" in html(app)
    assert "&lt;script&gt;" in html(app)
    assert "<script>" not in html(app)
    assert not [item for item in app.markdown if "javascript" in item.value]
    app.button(key="dismiss").click().run()
    assert "Tatt bort" not in html(sound(app))
    assert kept(app)[1] == {"gp_uptake": 0.6}


def test_a_link_from_other_assumptions_says_so():
    app = opened(f"h=000000000000&v={MODEL_VERSION}&platform_cost=90")
    assert "andre forutsetninger" in html(app)
    assert kept(app)[1] == {"platform_cost": 90.0}


def test_a_link_of_the_first_version_says_so_and_keeps_what_still_exists():
    app = opened("h=000000000000&platform_cost=90&legacy_operating_cost=20")
    assert "<li>Lenken er laget med versjon 1 av modellen." in html(app)
    assert kept(app)[1]["platform_cost"] == 90.0


def test_the_alternative_and_who_procures_it_go_through_page_link_and_back():
    link = encode("Stjørdal", Choices({"alternative_year": 2030.0}, None, "renewed_old_systems", ("Malvik", "Orkland")), shipped())
    app = opened(link)
    assert "3 endringer" in panel(app)
    assert "Anskaffer sammen med: ingen → Malvik og Orkland" in " ".join(item.value for item in app.markdown)
    assert share(app).partition("?")[2] == link
    app.button(key="reset_scenario").click().run()
    assert "ingen endringer" in panel(sound(app))


def test_back_to_the_base_case_keeps_the_municipality():
    app = opened("platform_cost=90&municipality=Molde")
    app.button(key="reset_scenario").click().run()
    assert kept(sound(app)) == ("Molde", {}, None)
    assert app.selectbox(key="scenario").value == BASE
    assert app.button(key="reset_scenario").disabled


def test_a_good_file_opens():
    app = opened()
    text = scenario_file("Min *plan*", "Forsøk", "Molde", Choices({"platform_cost": 90.5, "benefits.*.realisation": 0.3}))
    app.file_uploader(key="scenario_file").upload("plan.yaml", text.encode(), "application/yaml").run()
    assert kept(sound(app)) == ("Molde", {"platform_cost": 90.5, "benefits.*.realisation": 0.3}, None)
    assert "Min \\*plan\\*" in panel(app)
    app.session_state["changes"]["platform_cost"] = 70.0
    app.run()
    assert "Egne endringer" in panel(sound(app))


def test_a_file_without_a_municipality_leaves_the_choice_alone():
    app = opened("municipality=Molde")
    app.file_uploader(key="scenario_file").upload("plan.yaml", scenario_file("A", "B", None, Choices({"users": 8000.0})).encode(), "").run()
    assert kept(sound(app)) == ("Molde", {"users": 8000.0}, None)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"name: A\ndescription: B\nvalues:\n  platform_cost: 9000\n", "plan.yaml:4:18"),
        (b"name: A\ndescription: B\nvalues: [\n", "plan.yaml:"),
        (b"name: A\ndescription: B\nvalues: {<b>x</b>: 1}\n", "plan.yaml:3:10"),
        (b"\xff\xfe\x00", "plan.yaml:1:1"),
        (b"", "plan.yaml"),
    ],
)
def test_a_broken_file_shows_its_faults_and_changes_nothing(content, place):
    app = opened("platform_cost=90&municipality=Molde")
    app.file_uploader(key="scenario_file").upload("plan.yaml", content, "application/yaml").run()
    assert place in html(sound(app))
    assert "<b>" not in html(app)
    assert kept(app) == ("Molde", {"platform_cost": 90.0}, None)
    app.file_uploader(key="scenario_file").upload("plan.yaml", scenario_file("A", "B", None, Choices()).encode(), "application/yaml").run()
    assert "Filen har feil" not in html(sound(app))


def test_an_edit_of_the_files_drops_what_is_no_longer_allowed(tmp_path, monkeypatch):
    copy = tmp_path / "assumptions"
    shutil.copytree(ROOT / "assumptions", copy)
    monkeypatch.setenv(FOLDER_VARIABLE, str(copy))
    app = opened("platform_cost=290&gp_uptake=0.6")
    path = copy / "base" / "parameters.yaml"
    path.write_text(path.read_text("utf-8").replace("maximum: 300\n", "maximum: 200\n"), "utf-8")
    app.run()
    assert kept(sound(app))[1] == {"gp_uptake": 0.6}
    assert "fant 290" in html(app)


def test_a_link_too_long_for_a_qr_code_has_none():
    assert qr_code("x" * 3000) is None
    assert qr_code("https://example.no/?h=1").startswith("<svg")


def worth_of_being_on(scenario) -> float:
    """Staying, or joining, less the best of the others."""
    options = {name: found.indicators.npv.item() for name, found in decide(scenario).options.items()}
    own = options.pop("stay" if "stay" in options else "join")
    return own - max(options.values())


@pytest.mark.parametrize("municipality", ["Trondheim", "Levanger", "Averøy"])
def test_as_many_of_the_ready_scenarios_favour_the_platform_as_do_not(municipality):
    base = worth_of_being_on(base_case(shipped(), municipality))
    gains = {
        name: worth_of_being_on(from_file(shipped(), shipped().scenarios[name]).for_municipality(municipality)) - base for name in READY
    }
    assert all(gains[name] > 0 for name in FAVOURING)
    assert all(gains[name] < 0 for name in AGAINST)
    assert len(FAVOURING) == len(AGAINST)
    assert all(gains[name] == 0 for name in LEAVING), "they show what leaving gives, and weigh on neither side"


def test_a_ready_scenario_is_one_press_away_and_back():
    app = opened()
    app.button_group(key="ready_scenario").set_value("kostnadssprekk").run()
    assert kept(sound(app))[1] == {"unplanned_investment": 740.1}
    assert "Kostnadssprekk" in panel(app)
    app.button_group(key="ready_scenario").set_value(None).run()
    assert kept(sound(app))[1] == {}


def test_own_scenarios_are_kept_under_names_chosen_compared_and_carried_by_the_address():
    app = opened()
    for name, cost in (("Dyrt", 90.0), ("Billig; 50 %: sant?", 60.0)):
        app.session_state["changes"] = {"platform_cost": cost}
        app.run()
        app.text_input(key="own_scenario_name").set_value(name)
        next(button for button in app.button if button.label == "Behold endringene under navnet").click().run()
        assert name in panel(sound(app)).replace("\\", "")
    app.selectbox(key="scenario").select(f"{NAMED}Dyrt").run()
    assert kept(app)[1] == {"platform_cost": 90.0}
    app.button_group(key="ready_scenario").set_value(f"{NAMED}Billig; 50 %: sant?").run()
    assert kept(app)[1] == {"platform_cost": 60.0}
    other = opened(urlencode(dict(app.query_params.items())))
    assert kept(other)[1] == {"platform_cost": 60.0}
    assert {name: dict(chosen.changes) for name, chosen in other.session_state["own_scenarios"].items()} == {
        "Dyrt": {"platform_cost": 90.0},
        "Billig; 50 %: sant?": {"platform_cost": 60.0},
    }
    other.button(key="forget_scenario").click().run()
    assert list(other.session_state["own_scenarios"]) == ["Dyrt"]
    assert "own" in other.query_params


def test_what_cannot_be_used_of_own_scenarios_in_an_address_is_named():
    app = opened("own=Galt:platform_cost%3D9000;:x;Bra:gp_uptake%3D0.6")
    assert {name: dict(chosen.changes) for name, chosen in app.session_state["own_scenarios"].items()} == {
        "Galt": {},
        "Bra": {"gp_uptake": 0.6},
    }
    assert "fant 9000" in html(app)


@pytest.mark.parametrize(
    ("municipality", "state", "told"),
    [
        ("Levanger", {"changes": {"participants": 3.0}}, "Levanger er ikke blant de 3 kommunene"),
        ("Molde", {"participant_set": ("Trondheim", "Levanger")}, "Molde er ikke blant de 2 kommunene"),
        ("Averøy", {"participant_set": ("Trondheim", "Levanger")}, "Averøy er ikke blant de 2 kommunene"),
        ("Averøy", {}, None),
        ("Trondheim", {"changes": {"participants": 3.0}}, None),
        ("alle", {"changes": {"participants": 3.0}}, None),
    ],
)
def test_a_municipality_that_the_scenario_leaves_out_is_told_so_wherever_it_is_chosen(municipality, state, told):
    pages = ("utforsk", "budsjett", "usikkerhet", "kommuner", "hvem_betaler")
    for page in pages[len(state) % 2 :: many(2, 1)]:
        app = opened_page(page, municipality=municipality, simulation_draws=1_000, **state)
        said = " ".join(item.value for item in [*app.markdown, *app.caption])
        assert told in said if told else "er ikke blant de" not in said, page
