"""Følsomhet, and the three that matter most on Utforsk, run without a browser: what they show is what the engine answers."""

from itertools import cycle

import plotly.graph_objects as go
import pytest
from support import shipped
from support.pages import EVERYBODY, ends, headings, opened, row, sound, table

from costmodel import Question, base_case, decide, lever_named, smallest_flips, spider, switching_values, tornado, two_way
from costmodel.analysis.pairs import usual_pair
from costmodel.analysis.sensitivity.turning_grid import turning_grid
from costmodel.assumptions.records import Role
from costmodel.output.charts.sensitivity.heat_map import describe_grid, grid_chart
from costmodel.output.charts.sensitivity.lines import describe_line, line_chart, lowest_and_highest
from costmodel.output.charts.sensitivity.tornado import describe_tornado, longest_first, pivot, tornado_chart
from costmodel.output.input_labels import lever_label
from costmodel.output.sensitivity_sentences import answer_text, flip_sentences, lever_name, switching_sentence, tornado_takeaway
from pages.components.levers.gps import office_account
from pages.folsomhet import facts
from pages.folsomhet.rows import grid_rows
from pages.folsomhet.views import VIEWS

PAGE = "folsomhet"
LIFETIME, NOW = "life", "now"
TABS = [facts.text(f"{name}.tab") for name in VIEWS]


def unfolded(**state):
    return opened(PAGE, tornado_numbers=True, **state)


def assert_shown(app, scenario, question) -> None:
    found = tornado(scenario, question)
    text = headings(app)
    assert tornado_takeaway(found) in text
    shown = table(app, "Svaret i hver ende")
    for bar in found.bars:
        assert row(shown, lever_label(bar.lever))[-2:] == [answer_text(question, bar.at_low), answer_text(question, bar.at_high)]
    for item in [item for item in switching_values(scenario, question) if item.crossings][:8]:
        assert switching_sentence(item) in text
    assert flip_sentences(smallest_flips(scenario, question)) in headings(looked_at(app, "Uenighet"))


def looked_at(app, view):
    app.session_state["sensitivity_view"] = view
    return sound(app.run())


@pytest.mark.parametrize("frame", [False, True], ids=["alone", "framed"])
@pytest.mark.parametrize(("chosen", "view"), [("Trondheim", LIFETIME), ("Trondheim", NOW), ("Averøy", NOW)])
def test_the_page_shows_what_the_engine_answers(chosen, view, frame):
    app = opened(PAGE, frame=frame, municipality=chosen, view=view, tornado_numbers=True)
    scenario = base_case(shipped(), chosen)
    assert_shown(app, scenario, Question(options=usual_pair(scenario) if view == NOW else None))


def test_all_participants_together():
    app = unfolded(municipality=EVERYBODY)
    assert tornado_takeaway(tornado(base_case(shipped(), None), Question())) in headings(app)


@pytest.mark.parametrize(
    ("town", "pair"),
    [
        ("Trondheim", ("stay", "leave_market_system")),
        ("Trondheim", ("leave_renewed_old_systems", "leave_national_record")),
        ("Stjørdal", ("take_market_system", "join")),
    ],
)
def test_any_two_options_can_be_held_against_each_other(town, pair):
    app = unfolded(municipality=town, view=NOW, option_looked_at=pair[0], option_held_against=pair[1])
    scenario = base_case(shipped(), town)
    assert_shown(app, scenario, Question(options=pair))
    npv = decide(scenario).npv
    told = facts.answer_sentence(Question(options=pair), (npv[pair[0]] - npv[pair[1]]).item(), town, shipped())
    assert told in headings(looked_at(app, TABS[0]))


def test_the_pair_is_the_leading_one_at_first_and_anew_for_another_municipality():
    app = opened(PAGE, view=NOW)
    assert chosen_pair(app) == usual_pair(base_case(shipped()))
    assert len(app.selectbox(key="option_looked_at").options) == 4 and len(app.selectbox(key="option_held_against").options) == 3
    sound(app.selectbox(key="option_looked_at").select("leave_market_system").run())
    sound(app.selectbox(key="option_held_against").select("stay").run())
    assert chosen_pair(app) == ("leave_market_system", "stay")
    for town in ("Averøy", "Levanger"):
        app.selectbox(key="municipality").select(town).run()
        assert chosen_pair(sound(app)) == usual_pair(base_case(shipped(), town))
    app.segmented_control(key="view").set_value(LIFETIME).run()
    assert not any(item.key in ("option_looked_at", "option_held_against") for item in sound(app).selectbox)


def chosen_pair(app):
    return tuple(app.selectbox(key=key).value for key in ("option_looked_at", "option_held_against"))


def test_the_numbers_of_the_registers_are_among_what_is_moved():
    app = unfolded(view=NOW)
    labels = {cells[0] for cells in table(app, "Svaret i hver ende")}
    scenario = base_case(shipped())
    for name in (
        "alternatives.renewed_old_systems.operating_cost",
        "legacy_systems.*.yearly_cost",
        "benefits.*.realisation",
        "stranded_share",
    ):
        assert lever_label(lever_named(scenario, name)) in labels, name
    app.selectbox(key="opened_assumption").select("alternatives.renewed_old_systems.operating_cost").run()
    app.select_slider(key="lever:alternatives.renewed_old_systems.operating_cost").set_value(30.0).run()
    moved = scenario.with_values({"alternatives.renewed_old_systems.operating_cost": 30.0})
    assert tornado_takeaway(tornado(moved, Question(options=usual_pair(scenario)))) in headings(sound(app))


def test_what_an_office_gains_or_loses_is_said_where_uptake_is_moved():
    app = opened(PAGE, sensitivity_view="To tall om gangen")
    app.segmented_control(key="sensitivity_role").set_value(Role.DECISION).run()
    told = office_account(base_case(shipped()))
    assert told not in headings(sound(app))
    app.selectbox(key="opened_assumption").select("gp_uptake").run()
    assert told in headings(sound(app))
    app.selectbox(key="opened_assumption").select("").run()
    app.selectbox(key="pair_across").select("gp_uptake").run()
    assert told in headings(sound(app))


def test_another_answer_and_the_session_s_changes():
    changes = {"extra_minutes": 1.0, "benefits.citizen_services.realisation": 0.75}
    app = unfolded(changes=changes, sensitivity_indicator="net_budget_effect", sensitivity_year=2029)
    question = Question("net_budget_effect", year=2029)
    assert_shown(app, base_case(shipped()).with_values(changes), question)
    assert "Virkning på driftsbudsjettet i 2029 for Trondheim er" in headings(app)
    assert row(table(app, "Svaret i hver ende"), "Ekstra tid per dag")[0].endswith("din endring")


def test_choices_and_rules_stand_by_themselves():
    app = unfolded()
    for role in (Role.DECISION, Role.METHOD):
        app.segmented_control(key="sensitivity_role").set_value(role).run()
        found = tornado(base_case(shipped()), Question(), role)
        assert tornado_takeaway(found) in headings(sound(app))
        assert [cells[0] for cells in table(app, "Svaret i hver ende")[1:]] == [lever_label(bar.lever) for bar in found.bars]


def test_an_assumption_is_opened_and_moved():
    app = opened(PAGE)
    app.selectbox(key="opened_assumption").select("local_operating_cost").run()
    assert shipped().quantities["local_operating_cost"].description in headings(sound(app))
    app.select_slider(key="lever:local_operating_cost").set_value(9.0).run()
    moved = base_case(shipped()).with_values({"local_operating_cost": 9})
    assert tornado_takeaway(tornado(moved, Question())) in headings(sound(app))
    assert "**1 endring**" in headings(app)
    app.selectbox(key="opened_assumption").select("benefits.*.potential").run()
    assert "De endres hver for seg" in headings(sound(app))


def test_the_heat_map_has_its_excerpt():
    app = opened(PAGE, municipality="Averøy", view=NOW, sensitivity_view="To tall om gangen", pair_numbers=True)
    scenario, question = base_case(shipped(), "Averøy"), Question(options=("join", "stay_out"))
    pair = [lever_named(scenario, app.selectbox(key=key).value) for key in ("pair_across", "pair_up")]
    found = turning_grid(scenario, (pair[0], pair[1]), question, 25)
    assert found.turns, "it begins where the answer turns"
    heads, rows = grid_rows(found)
    shown = table(app, "Svaret for par")
    assert shown[0] == heads
    assert shown[1:] == [[item.label, *item.cells] for item in rows]
    app.selectbox(key="pair_across").select(pair[1].name).run()
    assert sound(app).selectbox(key="pair_up").value != pair[1].name


def test_two_at_a_time_begins_anew_for_another_question_unless_somebody_has_chosen():
    app = opened(PAGE, municipality="Trondheim", sensitivity_view="To tall om gangen")

    def shown():
        return tuple(app.selectbox(key=key).value for key in ("pair_across", "pair_up"))

    first = shown()
    app.session_state["view"] = NOW
    sound(app.run())
    assert shown() != first == ("extra_minutes", "legacy_systems.*.yearly_cost")
    app.selectbox(key="pair_across").select("platform_cost").run()
    kept = shown()
    app.session_state["view"] = LIFETIME
    sound(app.run())
    assert shown() == kept and kept[0] == "platform_cost"


@pytest.mark.parametrize("tab", TABS)
def test_a_view_follows_the_lever_while_it_is_looked_at(tab):
    app = opened(PAGE, sensitivity_view=tab)
    before = headings(app)
    app.select_slider(key="lever:extra_minutes").set_value(-3.0).run()
    after = headings(sound(app))
    shown = {"Å gå i null": "Hva må til for å gå i null?", "Uenighet": "Hva må to parter være uenige om?"}.get(tab, "")
    assert shown in before and shown in after and before != after
    others = {"Hva må til for å gå i null?", "Hva må to parter være uenige om?"} - {shown}
    assert not any(other in after for other in others)


def test_named_participants_are_in_the_answers():
    names = shipped().scenarios["averoy-blir-med"].participant_set
    app = unfolded(municipality="Molde", participant_set=names)
    assert_shown(app, base_case(shipped(), "Molde").with_participants(names), Question())


def test_an_answer_that_does_not_exist_gets_sentences():
    nothing = {"exit_year": 2029.0, "rollout_delay": 3.0}
    app = unfolded(changes=nothing, municipality="Averøy", sensitivity_indicator="annual_per_inhabitant")
    assert "Ingen av dem flytter svaret." in headings(app)
    assert "Ingen tall kan alene snu svaret" in headings(app)


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy"])
def test_utforsk_names_the_three_that_matter_most(municipality):
    app = opened("utforsk", municipality=municipality)
    both = ((LIFETIME, None), (NOW, usual_pair(base_case(shipped(), municipality))))
    for view, options in both if municipality == "Trondheim" else both[1:]:  # one that would join has nothing before the decision
        app.session_state["view"] = view
        app.run()
        found = tornado(base_case(shipped(), municipality), Question(options=options))
        told = next(item.value for item in sound(app).markdown if "hver alene gjennom sitt trolige spenn" in item.value)
        for bar in found.bars[:3]:
            assert lever_name(bar.lever) in told
            assert answer_text(found.question, bar.at_low) in told
        assert lever_name(found.bars[3].lever) not in told


@pytest.mark.parametrize(("chosen", "view", "part"), [("Trondheim", NOW, 6), ("Averøy", LIFETIME, 7)])
def test_the_page_holds_at_the_ends_of_every_lever(chosen, view, part):
    app = opened(PAGE, municipality=chosen, view=view)
    for change, tab in zip(ends(part), cycle(TABS), strict=False):
        app.session_state["changes"], app.session_state["sensitivity_view"] = change, tab
        assert not app.run().exception, change
        assert app.title[-1].value != "Noe gikk galt", change


@pytest.mark.parametrize("options", [None, ("stay", "leave_market_system")])
def test_plotly_accepts_every_field_of_the_charts_and_they_hold_the_engines_numbers(options):
    scenario, question = base_case(shipped()), Question(options=options)
    found = tornado(scenario, question)
    figure = go.Figure(tornado_chart(found).to_dict())
    assert list(figure.data[2].x) == [bar.at_high - pivot(found, bar) for bar in longest_first(found)]
    assert list(figure.data[4].x) == [bar.at_high for bar in longest_first(found)]
    lines = spider(scenario, question, [bar.lever for bar in longest_first(found)][:5])
    for line in lines:
        assert list(go.Figure(line_chart(line, question, lowest_and_highest(lines)).to_dict()).data[0].y) == list(line.answers)
        assert answer_text(question, line.at(line.lever.high)) in describe_line(line, question)
    pair = two_way(scenario, lever_named(scenario, "participants"), lever_named(scenario, "extra_minutes"), question, 5)
    heat = go.Figure(grid_chart(pair, (19.0, 0.0)).to_dict())
    assert heat.data[0].z[2][3] == pair.answers[2, 3]
    assert answer_text(question, found.bars[0].at_high) in describe_tornado(found)
    assert ("går gjennom det" in describe_grid(pair)) == bool(pair.break_even)
