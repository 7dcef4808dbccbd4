"""The first page's answers, buttons, folded levers and effects, run without a browser."""

import pytest
from support import shipped
from support.first_page import answer, choice, figures_of, opened, page_text, scenario_of, shown, slider, sound, texts

from costmodel import appraise, base_case, decide, to_dict, to_table
from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.one_way import Span, tornado
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY
from costmodel.texts.forms import write
from costmodel.texts.numbers import number
from pages.components.levers.controls import CHOICES, NEVER, OTHER
from pages.components.levers.lever import lever
from pages.components.levers.rest import named_levers
from pages.session.state import EVERYBODY
from pages.utforsk import facts

NO_BREAK = "\N{NO-BREAK SPACE}"
VIEWS = ("life", "now")
MOLDE = {"years": [2022, 2038], "municipality": "Molde"}


def span(value, low, high):
    return Span(value, low, high)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (-603.0, f"koster Helseplattformen Molde **600{NO_BREAK}MNOK mer enn den gir**."),
        (41.0, f"gir Helseplattformen Molde **41{NO_BREAK}MNOK mer enn den koster**."),
        (0.0, "**like store**"),
    ],
)
def test_the_first_answer_says_which_way(value, words):
    text = facts.whole_life(MOLDE, span(value, value - 1, value + 1))
    assert text.startswith("Fra 2022 til 2038 ")
    assert words in text


@pytest.mark.parametrize(
    ("names", "value", "words"),
    [
        (("stay", "leave"), 12.3, "bedre ut av å fortsette** enn av å slutte i 2028."),
        (("stay", "leave"), -12.3, "bedre ut av å slutte i 2028** enn av å fortsette."),
        (("join", "stay_out"), 12.3, "bedre ut av å bli med** enn av å la være."),
        (("join", "stay_out"), -12.3, "bedre ut av å la være** enn av å bli med."),
    ],
)
def test_the_second_answer_in_all_four_cases(names, value, words):
    text = facts.what_now(names, (2027, 2028), MOLDE, span(value, value - 1, value + 1))
    assert text == f"Fra 2027 kommer Molde **12{NO_BREAK}MNOK {words}"


def test_a_difference_that_one_number_can_turn_round_is_said_to_be_small():
    text = facts.what_now(("stay", "leave"), (2027, 2028), MOLDE, span(12.0, -350.0, 240.0))
    assert f"fra −350 til 240{NO_BREAK}MNOK" in text
    assert "kan modellen ikke skille" in text
    assert "kan modellen ikke skille" not in facts.what_now(("stay", "leave"), (2027, 2028), MOLDE, span(12.0, 1.0, 24.0))
    assert "like godt ut" in facts.what_now(("stay", "leave"), (2027, 2028), MOLDE, span(0.01, -1.0, 1.0))


def test_one_uncertain_number_at_a_time():
    scenario = base_case(shipped())
    found = tornado(scenario, Question())
    ends = [end for bar in found.bars for end in (bar.at_low, bar.at_high)]
    assert found.span == Span(appraise(scenario).indicators.npv.item(), min(ends), max(ends))
    assert found.span.keeps_its_sign
    assert not tornado(scenario, Question(is_decision=True)).span.keeps_its_sign


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy", None])
def test_the_page_answers_both_questions(municipality):
    app = opened()
    app.selectbox(key="municipality").select(municipality or EVERYBODY).run()
    scenario = base_case(shipped(), municipality)
    text = page_text(sound(app))
    assert write(abs(appraise(scenario).indicators.npv.item()), "about_mnok") in text
    assert write(abs(decide(scenario).difference.item()), "about_mnok") in text
    assert ("bli med" in text) == (municipality == "Averøy")


@pytest.mark.parametrize(("municipality", "option"), [("Trondheim", "fortsette"), ("Averøy", "bli med")])
def test_the_switch_shows_the_first_option_from_the_decision_year(municipality, option):
    app = opened()
    app.selectbox(key="municipality").select(municipality).run()
    app.segmented_control(key="view").set_value(VIEWS[1]).run()
    assert shown(sound(app)) == texts(figures_of(decide(base_case(shipped(), municipality)).first))
    assert f"Figurene gjelder å {option}, regnet fra 2027" in page_text(app)
    choice(app, "participants").set_value(66.0).run()
    moved = figures_of(decide(scenario_of(municipality, {"participants": 66})).first)
    assert shown(sound(app))[1] == texts(moved)[1]


def test_buttons_open_the_slider_for_other_values():
    app = opened()
    assert choice(app, "gp_uptake").value == 0.1
    choice(app, "gp_uptake").set_value(0.5).run()
    assert shown(app) == texts(answer(gp_uptake=0.5))[:2] + shown(app)[2:]
    choice(app, "gp_uptake").set_value(OTHER).run()
    assert slider(app, "gp_uptake").value == 0.5
    slider(app, "gp_uptake").set_value(0.35).run()
    assert choice(app, "gp_uptake").value == OTHER
    slider(app, "gp_uptake").set_value(0.5).run()
    assert choice(app, "gp_uptake").value == OTHER
    choice(app, "gp_uptake").set_value(1.0).run()
    assert [item for item in app.select_slider if "gp_uptake" in str(item.key)] == []
    app.button(key="reset").click().run()
    assert choice(sound(app), "gp_uptake").value == 0.1


def test_a_value_from_elsewhere_that_is_off_the_buttons_or_the_steps_is_shown_as_it_is():
    app = opened()
    app.session_state["changes"].update({"participants": 27.0, "platform_cost": 83.25})
    app.run()
    assert choice(sound(app), "participants").value == OTHER
    assert slider(app, "participants").value == 27.0
    assert slider(app, "platform_cost").value == 83.25
    assert shown(app)[0] == texts(answer(participants=27, platform_cost=83.25))[0]


def test_a_named_set_of_participants_gives_way_to_a_number():
    app = opened()
    app.session_state["participant_set"] = ("Molde", "Trondheim")
    app.run()
    assert choice(sound(app), "participants").value == OTHER
    assert "navngir 2 kommuner" in page_text(app)
    choice(app, "participants").set_value(19.0).run()
    assert shown(sound(app)) == texts(answer())


def unfolded(**folds) -> object:
    app = opened()
    for key, value in {"rest": True, **folds}.items():
        app.session_state[key] = value
    return sound(app.run())


def test_what_is_folded_is_not_made():
    assert len(opened().select_slider) == 4
    app = unfolded(**{"group:legacy": True})
    assert {item.key for item in app.select_slider} >= {"lever:legacy_overlap_years", "lever:legacy_reinvestment"}
    assert len(app.select_slider) < 10


def test_a_search_finds_levers_by_name_and_heading():
    app = unfolded()
    app.text_input(key="lever_search").set_value("kalkulasjonsrente").run()
    assert [item.key for item in sound(app).select_slider if "rate" in item.key] == ["lever:discount_rate"]
    app.text_input(key="lever_search").set_value("gevinster").run()
    assert "de 12 første vises" in page_text(sound(app))
    app.text_input(key="lever_search").set_value("finnes ikke").run()
    assert "0 treff" in page_text(sound(app))


def test_one_benefit_follows_all_until_it_is_moved_by_itself():
    app = unfolded(**{"group:benefits": True})
    choice(app, "benefits.*.realisation").set_value(0.75).run()
    app.selectbox(key="benefit_group").select("citizen_services").run()
    name = "benefits.citizen_services.realisation"
    assert slider(app, name).value == 0.75
    slider(app, name).set_value(0.5).run()
    values = {"benefits.*.realisation": 0.75, name: 0.5}
    expected = appraise(base_case(shipped()).with_values(values)).indicators.npv.item()
    assert shown(sound(app))[0] == texts((expected, 0.0, 0.0))[0]
    slider(app, name).set_value(0.75).run()
    assert "**1 endring**" in page_text(app)


def test_the_year_of_leaving_can_be_set_and_taken_back():
    app = unfolded(**{"group:exit": True})
    app.selectbox(key="lever:exit_year").select(2030).run()
    assert "slutte i 2030" in page_text(sound(app))
    app.selectbox(key="lever:exit_year").select(NEVER).run()
    assert "Ingen endringer" in page_text(sound(app))


def test_a_move_that_does_not_fit_the_others_is_not_taken_and_says_why():
    app = unfolded(**{"group:exit": True, "group:frame": True})
    app.selectbox(key="lever:exit_year").select(2028).run()
    slider(app, "decision_year").set_value(2030.0).run()
    assert slider(sound(app), "decision_year").value == 2027.0
    assert "Ikke endret: " in page_text(app)


EVERY_LEVER = [name for _, name in named_levers(shipped()) if name not in CHOICES and name != "exit_year" and "dependence" not in name]


@pytest.mark.parametrize("municipality", [REFERENCE_MUNICIPALITY, "Averøy", None])
@pytest.mark.parametrize("view", VIEWS)
def test_no_lever_breaks_the_page_at_its_ends(municipality, view):
    app = opened()
    app.selectbox(key="municipality").select(municipality or EVERYBODY).run()
    app.segmented_control(key="view").set_value(view).run()
    for name in ("start_year", "decision_year", "price_year", "reference_year", "service_years", "users", "platform_cost"):
        for value in (lever(name, shipped()).options[0], lever(name, shipped()).options[-1]):
            app.session_state["changes"].clear()
            app.session_state["changes"][name] = value
            assert not app.run().exception, (name, value)
            assert len(app.metric) == 3, (name, value, [item.value for item in app.title])


@pytest.mark.parametrize("name", EVERY_LEVER)
def test_every_lever_gives_sentences_at_its_ends(name):
    for value in (lever(name, shipped()).options[0], lever(name, shipped()).options[-1]):
        scenario = base_case(shipped(), "Averøy").with_values({name: value})
        span = tornado(scenario, Question()).span
        assert span.low <= span.value <= span.high
        assert decide(scenario).difference.shape == (1, 1, 1)


def test_further_figures_are_the_engines():
    record = to_dict(appraise(base_case(shipped())))
    found = {label: figure for label, figure, _ in facts.further(record, 2024, shipped())}
    assert found["Tid som må spares for å gå i null"] == f"{number(record['indicators']['break_even_minutes'], 1)}{NO_BREAK}min"
    assert found["År det går i null"] == "–"
    assert all(amount in facts.per_inhabitant(record, 2024, shipped())[2] for amount in ("363", "376"))
    assert 363 <= int(found["Betaling per innbygger i 2024"].split(NO_BREAK)[0]) <= 376


def test_the_running_sum_ends_at_the_net_present_value():
    result = appraise(base_case(shipped()))
    assert to_table(result)["cumulated_net_benefit"].iloc[-1] == pytest.approx(result.indicators.npv.item(), rel=1e-12)
