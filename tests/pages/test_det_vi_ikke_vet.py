"""Det vi ikke vet: the open questions at both ends, and published figures beside the model, as the engine answers them."""

import plotly.graph_objects as go
import pytest
from support import shipped
from support.pages import EVERYBODY, headings, html, opened, table

from costmodel import appraise, base_case, decide
from costmodel.analysis.open_questions import unknowns
from costmodel.analysis.published import published_figures
from costmodel.output.charts.open_questions import QuestionBar, describe_unknowns, unknowns_chart
from costmodel.texts.numbers import number

PAGE = "det_vi_ikke_vet"


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy", None])
def test_each_end_is_the_answer_of_that_scenario_alone(municipality):
    scenario = base_case(shipped(), municipality)
    found = unknowns(scenario)
    assert found.lifetime == appraise(scenario).indicators.npv.item()
    assert found.decision == decide(scenario).difference.item()
    assert {item.record.question for item in found.questions} == {item.question for item in shipped().quantities.values()} - {None}
    for item in found.questions:
        for end in ("low", "high"):
            alone = scenario.with_values({name: getattr(shipped().quantities[name], end) for name in item.numbers})
            assert getattr(item.lifetime, end) == appraise(alone).indicators.npv.item(), item.numbers
            assert getattr(item.decision, end) == decide(alone).difference.item(), item.numbers
    swings = [item.swing for item in found.questions]
    assert swings == sorted(swings, reverse=True)


def test_an_end_that_the_scenario_does_not_allow_has_no_answer():
    name = "legacy_operating_cost"
    record = shipped().quantities[name]
    beyond = record.model_copy(update={"high": record.maximum + 1})
    legacy = shipped().groups["legacy"]
    group = legacy.model_copy(update={"parameters": {**legacy.parameters, name: beyond}})
    changed = shipped().model_copy(update={"groups": {**shipped().groups, "legacy": group}})
    for kept in ("parameters", "quantities"):  # a copy takes what has been worked out along
        changed.__dict__.pop(kept, None)
    found = unknowns(base_case(changed))
    (item,) = [item for item in found.questions if item.numbers == (name,)]
    assert item.lifetime is None and item.decision is None and item.swing == 0


@pytest.mark.parametrize("frame", [False, True], ids=["alone", "framed"])
@pytest.mark.parametrize("chosen", ["Trondheim", EVERYBODY])
def test_the_page_shows_every_question_with_both_results(chosen, frame):
    app = opened(PAGE, frame=frame, municipality=chosen)
    found = unknowns(base_case(shipped(), None if chosen == EVERYBODY else chosen))
    assert [item.value for item in app.subheader] == [item.record.question for item in found.questions]
    for item in found.questions:
        assert item.record.who_knows in html(app) and item.record.why_it_matters in html(app)
        rows = table(app, f"MNOK i nåverdi: {item.record.question}")
        assert rows[1][1:] == [number(value) for value in (item.lifetime.low, found.lifetime, item.lifetime.high)]
        assert rows[2][1:] == [number(value) for value in (item.decision.low, found.decision, item.decision.high)]


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
    for change in ({"exit_year": 2027.0}, {"platform_cost": 0.0}, {"participants": 1.0}, {"gp_uptake": 1.0}, {"service_years": 5.0}):
        app = opened(PAGE, municipality="Averøy", changes=change, unknown_view="now")
        assert app.header
