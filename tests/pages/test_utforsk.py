"""The first page's answers, buttons, folded levers and effects, run without a browser."""

import pytest
from support import many, shipped
from support.first_page import answer, choice, figures_of, opened, page_text, scenario_of, shown, slider, sound, texts
from support.pages import opened as opened_page
from support.pages import row, table

from costmodel import appraise, base_case, decide, to_dict, to_table
from costmodel.analysis.decision_card.making import card_of
from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.levers import lever_named
from costmodel.analysis.sensitivity.one_way import Bar, Span, Tornado, tornado
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY, Role
from costmodel.assumptions.rules import YEARS_OF_CHOICE
from costmodel.output.card.amounts import one_amount
from costmodel.output.card.sentences import card_lead, card_sentences
from costmodel.output.card.tables import calendar_lines, card_table
from costmodel.texts.numbers import number, two_figures
from pages.components.levers.controls import CHOICES, NEVER, OTHER
from pages.components.levers.lever import lever
from pages.components.levers.rest import named_levers
from pages.session.state import EVERYBODY
from pages.utforsk import facts

NO_BREAK = "\N{NO-BREAK SPACE}"
OPTIONS = "Valgene side om side"
VIEWS = ("life", "now")
YEARS = {"years": [2022, 2038], "municipality": "Molde", "alternative": "market_system"}
USE, NONE = [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]
LATER = [0.0, 0.0, 1.0]


def record(live=USE, on=NONE):
    return {**YEARS, "line_items": {"live": live, "on": on}}


def moved(value, *ends):
    """The answer today, and the answers at both ends of a number alone."""
    number_of = lever_named(base_case(shipped()), "extra_minutes")
    return Tornado(Question(), Role.UNCERTAIN, value, tuple(Bar(number_of, *pair, value) for pair in ends))


@pytest.mark.parametrize(
    ("use", "value", "words"),
    [
        (record(), -603.0, "koster Helseplattformen Molde **600 millioner kroner mer enn den gir**."),
        (record(), 41.0, "gir Helseplattformen Molde **41 millioner kroner mer enn den koster**."),
        (record(), 0.0, "**like store** for Molde."),
        (record(USE, LATER), -41.0, "i stedet for den (et nytt system i markedet) **41 millioner kroner større enn nytten** for Molde."),
        (
            record(USE, LATER),
            41.0,
            "i stedet for den (et nytt system i markedet) **41 millioner kroner større enn kostnadene** for Molde.",
        ),
        (record(NONE, LATER), -41.0, "er kostnadene ved et nytt system i markedet **41 millioner kroner større enn nytten** for Molde."),
        (record(NONE, LATER), 41.0, "er nytten av et nytt system i markedet **41 millioner kroner større enn kostnadene** for Molde."),
        (record(NONE, LATER), 0.0, "og nytten **like store** for Molde."),
        (record(USE, LATER), 0.0, "og nytten av dem **like store** for Molde."),
        (record(NONE), 0.0, "i bruk for Molde, og **verken kostnad eller nytte**."),
        (record(NONE), -2.0, "Det som likevel går med, koster **2 millioner kroner**."),
        (record(NONE), 2.0, "Det som likevel kommer inn, er **2 millioner kroner**."),
    ],
)
def test_the_first_answer_says_what_is_in_use_and_which_way(use, value, words):
    assert facts.whole_life(use, moved(value), shipped()).endswith(words)


def test_a_number_that_turns_the_answer_round_is_named_with_its_own_two_ends():
    told = facts.whole_life(record(), moved(-1.0, (-2.25, 0.5)), shipped())
    assert told.endswith("ekstra tid per dag flytter det fra −2,2 til 0,5 millioner kroner gjennom sitt trolige spenn.")
    assert "snu svaret" not in facts.whole_life(record(), moved(-12.0, (-24.0, -1.0)), shipped())


def test_one_uncertain_number_at_a_time():
    scenario = base_case(shipped())
    found = tornado(scenario, Question())
    ends = [end for bar in found.bars for end in (bar.at_low, bar.at_high)]
    assert found.span == Span(appraise(scenario).indicators.npv.item(), min(ends), max(ends))
    assert found.span.keeps_its_sign
    assert not tornado(scenario, Question(options=decide(scenario).leading_pair)).span.keeps_its_sign


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy", None])
def test_the_page_answers_both_questions(municipality):
    app = opened()
    app.selectbox(key="municipality").select(municipality or EVERYBODY).run()
    scenario = base_case(shipped(), municipality)
    text = page_text(sound(app))
    found = decide(scenario).all["join"] if municipality == "Averøy" else appraise(scenario)
    assert one_amount(two_figures(abs(found.indicators.npv.item()))) in text
    assert card_lead(card_of(scenario)) in text
    assert ("bli med" in text) == (municipality == "Averøy")


@pytest.mark.parametrize(("municipality", "name", "words"), [("Trondheim", "stay", "fortsette"), ("Averøy", "join", "bli med")])
def test_the_switch_shows_the_option_of_being_on_the_platform(municipality, name, words):
    app = opened()
    app.selectbox(key="municipality").select(municipality).run()
    if name == "stay":  # one that would join has no other view: nothing lies before the decision
        app.segmented_control(key="view").set_value(VIEWS[1]).run()
    assert [item.key for item in app.segmented_control if item.key == "view"] == ["view"] * (name == "stay")
    assert shown(sound(app)) == texts(figures_of(decide(base_case(shipped(), municipality)).all[name]))
    assert f"Figurene gjelder å {words}, regnet fra 2027" in page_text(app)
    choice(app, "participants").set_value(66.0).run()
    moved = figures_of(decide(scenario_of(municipality, {"participants": 66})).all[name])
    assert shown(sound(app))[1] == texts(moved)[1]


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy", None])
def test_the_card_stands_on_the_page_as_everywhere(municipality):
    app = opened_page("utforsk", municipality=municipality or EVERYBODY)
    card = card_of(base_case(shipped(), municipality))
    heads, rows = card_table(card)
    assert table(app, OPTIONS) == [list(heads), *map(list, rows)]
    told = page_text(app)
    assert all(line in told for line in (*card_sentences(card)[1:], *calendar_lines(card)))
    assert told.count(card_lead(card)) == 2  # at the top, and on the card


def test_the_card_follows_a_lever_and_what_stays_uncertain():
    app = opened()
    slider(app, "extra_minutes").set_value(1.0).run()
    moved = base_case(shipped()).with_values({"extra_minutes": 1.0})
    assert table(sound(app), OPTIONS)[1:] == [*map(list, card_table(card_of(moved))[1])]
    app.toggle(key="uncertainty_kept").set_value(True).run()
    assert table(sound(app), OPTIONS)[1:] == [*map(list, card_table(card_of(moved, keep=True))[1])]


def test_the_page_says_what_an_office_loses_and_follows_what_is_assumed():
    app = opened()
    assert f"**taper 110{NO_BREAK}667{NO_BREAK}kr i året**" in page_text(app)
    app.session_state["changes"].update({"gp_minutes": -5.0})
    assert f"**tjener 50{NO_BREAK}667{NO_BREAK}kr i året**: det sparer 120" in page_text(app.run())
    app.session_state["changes"].update({"gp_minutes": 0.0, "gp_fee": 120_000.0})
    assert "**går i null fra år til år**: det sparer" in page_text(app.run())


def test_buttons_open_the_slider_for_other_values():
    app = opened()
    assert choice(app, "gp_uptake").value == 0.05
    choice(app, "gp_uptake").set_value(0.6).run()
    assert shown(app) == texts(answer(gp_uptake=0.6))[:2] + shown(app)[2:]
    choice(app, "gp_uptake").set_value(OTHER).run()
    assert slider(app, "gp_uptake").value == 0.6
    slider(app, "gp_uptake").set_value(0.35).run()
    assert choice(app, "gp_uptake").value == OTHER
    slider(app, "gp_uptake").set_value(0.6).run()
    assert choice(app, "gp_uptake").value == OTHER
    choice(app, "gp_uptake").set_value(0.3).run()
    assert [item for item in app.select_slider if "gp_uptake" in str(item.key)] == []
    app.button(key="reset").click().run()
    assert choice(sound(app), "gp_uptake").value == 0.05


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
    assert len(opened().select_slider) == 5
    app = unfolded(**{"group:switching": True, "group:legacy_systems": True})
    assert {item.key for item in app.select_slider} >= {"lever:legacy_overlap_years", "lever:legacy_systems.*.renewal_cost"}
    assert len(app.select_slider) < 13


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
    app.selectbox(key="benefits_group").select("citizen_services").run()
    name = "benefits.citizen_services.realisation"
    assert slider(app, name).value == 0.75
    slider(app, name).set_value(0.5).run()
    values = {"benefits.*.realisation": 0.75, name: 0.5}
    expected = appraise(base_case(shipped()).with_values(values)).indicators.npv.item()
    assert shown(sound(app))[0] == texts((expected, 0.0, 0.0))[0]
    slider(app, name).set_value(0.75).run()
    assert "**1 endring**" in page_text(app)


def test_the_year_of_leaving_can_be_set_and_taken_back():
    app = unfolded(**{"group:switching": True})
    app.selectbox(key="lever:exit_year").select(2030).run()
    assert card_lead(card_of(base_case(shipped()).with_values({"exit_year": 2030}))) in page_text(sound(app))
    app.selectbox(key="lever:exit_year").select(NEVER).run()
    assert "Ingen endringer" in page_text(sound(app))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("changes", [{"exit_year": 2029.0}, {"exit_year": 2060.0}])
def test_no_figure_is_as_in_the_base_case_once_somebody_has_chosen_to_leave(view, changes):
    """A figure that the choice does not move says so, and of which option it is."""
    told = " ".join([page_text(app := opened_page("utforsk", changes=changes, view=view)), *(item.delta for item in app.metric)])
    assert "som i utgangspunktet" not in told
    assert ("ikke endret av valget: gjelder å fortsette" in told) == (view == "now")


def test_a_move_that_does_not_fit_the_others_is_not_taken_and_says_why():
    app = unfolded(**{"group:switching": True, "group:frame": True, "group:alternatives": True})
    assert app.selectbox(key="lever:exit_year").options[:2] == ["ikke satt", "2029"]
    app.selectbox(key="lever:exit_year").select(2029).run()
    slider(app, "decision_year").set_value(2030.0).run()
    assert slider(sound(app), "decision_year").value == 2027.0
    assert "Ikke endret: " in page_text(app)
    app.selectbox(key="alternative_choice").select("national_record").run()
    assert app.selectbox(key="alternative_choice").value == "market_system"
    assert "Ikke endret: " in page_text(sound(app))


def test_the_alternative_and_who_procures_it_can_be_chosen_and_taken_back():
    app = unfolded(**{"group:alternatives": True, "municipality": "Stjørdal"})
    app.selectbox(key="alternative_choice").select("renewed_old_systems").run()
    assert "Alternativ: Et nytt system i markedet → De tidligere systemene i ny utgave" in page_text(sound(app))
    app.multiselect(key="partner_choice").set_value(["Steinkjer", "Orkland", "Malvik"]).run()
    assert "Anskaffer sammen med: ingen → Malvik, Orkland og Steinkjer" in page_text(sound(app))
    assert "**2 endringer**" in page_text(app)
    assert row(table(app, OPTIONS), "Velge et nytt system i markedet")[1] == "−26"
    app.button(key="reset").click().run()
    assert "Ingen endringer" in page_text(sound(app))
    assert row(table(app, OPTIONS), "Velge et nytt system i markedet")[1] == "−44"


def test_participants_by_name_do_not_break_the_sum_of_all():
    app = opened()
    app.session_state["participant_set"] = ("Averøy", "Trondheim")
    app.selectbox(key="municipality").select(EVERYBODY).run()
    assert "**2 navngitte kommuner av 66** deltar fra 2027. Tallene er summen for dem. 18 kommuner som er i bruk" in page_text(sound(app))


TOGETHER = ("dependence", ".weight", ".earliest_year")
STUDIED, PARTS = [REFERENCE_MUNICIPALITY, "Averøy", None], many(36, 1)
EVERY_LEVER = [
    name for _, name in named_levers(shipped()) if name not in (*CHOICES, *YEARS_OF_CHOICE) and not any(part in name for part in TOGETHER)
]


@pytest.mark.parametrize("municipality", STUDIED)
@pytest.mark.parametrize("view", VIEWS)
def test_no_lever_breaks_the_page_at_its_ends(municipality, view):
    app = opened()
    app.selectbox(key="municipality").select(municipality or EVERYBODY).run()
    app.session_state["view"] = view  # one that would join has one view alone
    names = ("start_year", "decision_year", "price_year", "reference_year", "service_years", "users", "platform_cost")
    part = VIEWS.index(view) + 2 * STUDIED.index(municipality)  # the six share the levers out, but before something is called done
    for name in names[part % PARTS :: PARTS]:
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
        assert decide(scenario).difference("join", "stay_out").shape == (1, 1, 1)


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


def test_a_slider_has_its_place_as_default_once_it_has_been_set():
    """A run that was overtaken may have set it without showing it; a browser would begin it at its first position, a move of nobody's."""
    app = opened()
    app.session_state["changes"] = {"platform_cost": 90.0}
    app.run().run()
    defaults = {item.key: item.proto.options[int(item.proto.default[0])] for item in app.select_slider}
    shown_ = {item.key: lever(item.key.removeprefix("lever:"), shipped()).text(item.value) for item in app.select_slider}
    assert defaults == shown_
    assert defaults["lever:platform_cost"] == "90"
