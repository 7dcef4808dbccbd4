"""Det vi ikke vet: the open questions at both ends, and published figures beside the model, as the engine answers them."""

import plotly.graph_objects as go
import pytest
from support import shipped
from support.pages import EVERYBODY, headings, html, opened, table, tables

from costmodel import appraise, base_case, decide
from costmodel.analysis.open_questions import SOCIETY, unknowns
from costmodel.analysis.published import published_figures
from costmodel.model.decision import from_value_year
from costmodel.model.parties.distribution import distribution
from costmodel.output.charts.open_questions import QuestionBar, describe_unknowns, unknowns_chart
from pages.components.levers.gps import office_account
from pages.components.life_or_now import LIFE, NOW
from pages.det_vi_ikke_vet import facts

PAGE = "det_vi_ikke_vet"


def alone(scenario, item, end):
    """The scenario with the numbers behind a question at one end of their ranges."""
    return scenario.with_values({name: getattr(shipped().quantities[name], end) for name in item.numbers})


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy", "Levanger", None])
def test_each_end_is_the_answer_of_that_scenario_alone(municipality):
    scenario = base_case(shipped(), municipality)
    found, (own, other) = unknowns(scenario), decide(scenario).leading_pair
    assert found.options == (own, other)
    assert found.lifetime == appraise(scenario).indicators.npv.item()
    assert found.decision == decide(scenario).difference(other, own).item()
    assert {item.record.question for item in found.questions} == {item.question for item in shipped().quantities.values()} - {None}
    for item in found.questions:
        for end in ("low", "high"):
            changed = alone(scenario, item, end)
            assert getattr(item.lifetime, end) == appraise(changed).indicators.npv.item(), item.numbers
            assert getattr(item.decision, end) == decide(changed).difference(other, own).item(), item.numbers
    swings = [item.swing for item in found.questions]
    assert swings == sorted(swings, reverse=True)


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy"])
def test_what_an_answer_means_for_the_others_is_the_distribution_of_that_scenario_alone(municipality):
    scenario = base_case(shipped(), municipality)
    found = unknowns(scenario)
    own, other = found.options
    assert found.parties == {name: value.item() for name, value in distribution(scenario, other, own).present.named().items()}
    for item in found.questions:
        for end in ("low", "high"):
            expected = distribution(alone(scenario, item, end), other, own).present.named()
            assert {name: getattr(ends, end) for name, ends in item.parties.items()} == {name: x.item() for name, x in expected.items()}
        assert item.parties["municipality"].low == pytest.approx(item.decision.low)


def test_all_participants_together_have_no_others():
    found = unknowns(base_case(shipped(), None))
    assert not found.parties and not any(item.parties for item in found.questions)
    assert facts.views(found, is_ahead=False) == [LIFE, NOW]


def test_what_version_2_made_visible_is_asked_for():
    asked = {name for name, item in shipped().quantities.items() if item.question}
    for name in (
        *("stranded_share", "operating_fixed_share", "entry_transfer_share", "extra_minutes"),
        *("alternatives.market_system.one_off_cost", "alternatives.market_system.operating_cost", "alternatives.market_system.reach"),
        *("legacy_systems.care_record.yearly_cost", "benefits.interaction.realisation"),
    ):
        assert name in asked, name
    assert any("departementets" in item.question for item in shipped().quantities.values() if item.question)


def test_an_end_that_the_scenario_does_not_allow_has_no_answer():
    name = "stranded_share"
    record = shipped().quantities[name]
    beyond = record.model_copy(update={"high": record.maximum + 1})
    key = next(key for key, group in shipped().groups.items() if name in group.parameters)
    group = shipped().groups[key]
    replaced = group.model_copy(update={"parameters": {**group.parameters, name: beyond}})
    changed = shipped().model_copy(update={"groups": {**shipped().groups, key: replaced}})
    for kept in ("parameters", "quantities"):  # a copy takes what has been worked out along
        changed.__dict__.pop(kept, None)
    found = unknowns(base_case(changed))
    (item,) = [item for item in found.questions if item.numbers == (name,)]
    assert item.lifetime is None and item.decision is None and item.swing == 0 and not item.parties


@pytest.mark.parametrize("frame", [False, True], ids=["alone", "framed"])
@pytest.mark.parametrize("chosen", ["Trondheim", "Averøy", EVERYBODY])
def test_the_page_shows_every_question_with_every_result(chosen, frame):
    app = opened(PAGE, frame=frame, municipality=chosen)
    found = unknowns(from_value_year(base_case(shipped(), None if chosen == EVERYBODY else chosen)))
    questions = [item.record.question for item in found.questions]
    assert [item.label for item in app.expander if item.label in questions] == questions
    views = (*(() if chosen == "Averøy" else (LIFE,)), NOW, *(facts.PARTIES if found.parties else ()))
    for item in found.questions:
        assert item.record.who_knows in html(app) and item.record.why_it_matters in html(app)
        shown = tables(app).get(f"MNOK i nåverdi: {item.record.question}")
        assert (shown is not None) is item.moves_something
        for view, cells in zip(views, shown[1:] if shown else (), strict=bool(shown)):
            ends = facts.ends_of(item, view)
            amounts = (ends.low, facts.base_of(found, view), ends.high)
            assert cells == [facts.result_name(view, found.options, shipped()), *facts.amounts_text(amounts)]


def test_an_answer_that_moves_nothing_here_is_said_to_do_so():
    found = unknowns(base_case(shipped(), "Averøy"))
    unmoved = [item.record.question for item in found.questions if not item.moves_something]
    assert "Hvem betaler den kapitalen som er igjen når en kommune går ut?" in unmoved
    assert headings(opened(PAGE, municipality="Averøy")).count("flytter svaret ingen av tallene her") == len(unmoved)


@pytest.mark.parametrize("view", [LIFE, NOW, SOCIETY])
def test_the_chart_s_sentence_and_numbers_are_those_of_the_result_that_is_chosen(view):
    app = opened(PAGE, unknown_view=view)
    found = unknowns(base_case(shipped()))
    assert facts.takeaway(found, view, shipped()) in headings(app)
    rows = table(app, facts.result_name(view, found.options, shipped()))
    assert len(rows) == len(found.questions) + 1
    for item in found.questions:
        ends = facts.ends_of(item, view)
        low, high = facts.amounts_text((ends.low, ends.high))
        cells = next(cells for cells in rows if cells[0] == facts.short_name(item, shipped()))
        assert cells[1].startswith(f"{low} (") and cells[2].startswith(f"{high} (")


def test_what_an_office_gains_or_loses_stands_at_the_question_of_how_many_join():
    assert office_account(base_case(shipped())) in headings(opened(PAGE))


def test_published_figures_that_the_model_misses_are_shown_first():
    app = opened(PAGE)
    missed = [item for item in published_figures(base_case(shipped())) if not item.agrees]
    assert missed and f"{len(missed)} treffer den ikke" in headings(app)
    rows = table(app, "Uenige")
    assert len(rows) == len(missed) + 1
    for item in missed:
        assert any(row[0].startswith(item.figure.text) for row in rows)
        assert item.figure.note in html(app)


def test_the_chart_is_valid_and_described():
    found = unknowns(base_case(shipped()))
    bars = [QuestionBar(item.record.name.nb, item.lifetime, "lav", "høy") for item in found.questions]
    figure = unknowns_chart(bars, found.lifetime)
    go.Figure(figure.to_dict())
    assert all(bar.label in describe_unknowns(bars, found.lifetime) for bar in bars)


def test_other_scenarios_do_not_break_the_page():
    leaving = {"exit_year": 2029.0, "stranded_share": 0.5}
    for change in (leaving, {"platform_cost": 0.0}, {"participants": 1.0}, {"gp_uptake": 1.0}, {"service_years": 5.0}, {"users": 0.0}):
        for view in ("now", "society"):
            app = opened(PAGE, municipality="Averøy", changes=change, unknown_view=view)
            assert app.header
