"""Usikkerhet, and the spread on Utforsk and Sammenlign, run without a browser: what they show is what the engine answers."""

import pytest
from streamlit.testing.v1 import AppTest
from support import ROOT, shipped
from support.pages import headings, sound, table

from costmodel import base_case
from costmodel.analysis.decision_card.making import CARD_DRAWS
from costmodel.analysis.pairs import usual_pair
from costmodel.analysis.uncertainty.choice import choice_among
from costmodel.analysis.uncertainty.indices import indices
from costmodel.analysis.uncertainty.information import value_of_information
from costmodel.analysis.uncertainty.live import FEW, spread
from costmodel.analysis.uncertainty.measures import PRESENT_COST, Period
from costmodel.analysis.uncertainty.paired import Difference
from costmodel.analysis.uncertainty.sampling import Plan, uncertain_names
from costmodel.analysis.uncertainty.simulation import Run, simulate
from costmodel.model.appraisal import appraise
from costmodel.model.decision import decide, from_value_year
from costmodel.output.charts.uncertainty import (
    band,
    band_columns,
    choice_chart,
    curve_chart,
    curve_columns,
    describe_choice,
    fan_chart,
    histogram_chart,
    index_chart,
    marks_of,
)
from costmodel.output.charts.yearly import yearly_chart
from costmodel.output.labels import input_label
from costmodel.output.tables import to_dict
from costmodel.texts.numbers import number
from pages.answers.uncertainty import choice_of
from pages.components import live
from pages.components.wording import best_of_100, option_title
from pages.session.state import EVERYBODY
from pages.usikkerhet import facts

WAIT = 300
YEAR = 2027
"""The year of the effect on the budget that the first page opens with."""


def opened(page: str, **state) -> AppTest:
    app = AppTest.from_file(str(ROOT / f"pages/{page}/page.py"), default_timeout=WAIT)
    for key, value in state.items():
        app.session_state[key] = value
    return sound(app.run())


def free(**more):
    return {"check": lambda: None, **more}


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy"])
def test_the_page_shows_what_the_engine_answers(municipality):
    app = opened("usikkerhet", municipality=municipality, simulation_draws=1_000, information=True)
    scenario = from_value_year(base_case(shipped(), municipality))
    result = simulate(scenario, Plan(1_000), Period.BOTH)
    row = next(row for row in table(app, "Alle svar") if row[0].startswith("Netto nåverdi (MNOK)"))
    for cell, share in zip(row[3:7], (0.1, 0.5, 0.85, 0.9), strict=True):
        assert cell.startswith(number(result.quantile("npv", share), 1))
    text = headings(app)
    assert "styringsramme" in text and "kostnadsramme" in text and "verdt inntil" in text
    assert facts.probabilities(result) in text and result.options == usual_pair(scenario)
    assert f"frø {result.plan.seed}" in text


@pytest.mark.parametrize("pair", [("stay", "leave_market_system"), ("leave_renewed_old_systems", "leave_national_record")])
def test_any_two_options_can_be_held_against_each_other(pair):
    app = opened(
        "usikkerhet", simulation_draws=1_000, option_looked_at=pair[0], option_held_against=pair[1], simulation_figure="difference"
    )
    result = simulate(base_case(shipped()), Plan(1_000), Period.BOTH, run=Run(options=pair))
    assert facts.probabilities(result) in headings(app)
    row = next(row for row in table(app, "Alle svar") if row[0].startswith("Forskjell mellom valgene"))
    assert row[1] == number(result.base["difference"], 1)
    npv = decide(base_case(shipped())).npv
    assert row[1] == number((npv[pair[0]] - npv[pair[1]]).item(), 1)
    themes = indices(base_case(shipped()), pair, by_theme=True)
    assert facts.index_takeaway(themes, "difference", base_case(shipped())) in headings(app)


@pytest.mark.parametrize(("municipality", "keep"), [("Trondheim", False), ("Trondheim", True), ("Averøy", False), (None, False)])
def test_the_choice_among_all_options_is_the_engine_s(municipality, keep):
    moved = {"extra_minutes": 1.0} if keep else {}
    state = {"municipality": municipality or EVERYBODY, "simulation_keep": keep, "changes": moved}
    app = opened("usikkerhet", simulation_draws=1_000, **state)
    scenario = base_case(shipped(), municipality).with_values(moved)
    found = choice_among(scenario, CARD_DRAWS if municipality else FEW, keep=keep)
    assert facts.choice_takeaway(found, scenario) in headings(app) and facts.budget_line(found, shipped()) in headings(app)
    rows = table(app, "Valgene fra beslutningsåret")
    assert [cells[0] for cells in rows[1:]] == [option_title(name, shipped()) for name in found.options]
    for cells, name in zip(rows[1:], found.options, strict=True):
        for at, standing in ((1, found.by_npv), (4, found.by_budget)):
            assert cells[at].startswith(best_of_100(standing.best[name]))
            assert cells[at + 1 : at + 3] == [number(standing.expected[name], 1), number(standing.regret[name], 1)]
    differences = table(app, "Forskjell i netto nåverdi")
    assert [cells[3] for cells in differences[1:]] == [number(item.middle, 1) for item in found.differences.values()]


def test_the_choice_of_trondheim_is_what_the_model_s_description_says():
    found = choice_of(base_case(shipped()), keep=False)
    best = {name: 100 * share for name, share in found.by_npv.best.items()}
    assert best["stay"] == pytest.approx(45, abs=2) and best["leave_renewed_old_systems"] == pytest.approx(43, abs=2)
    assert 100 * found.by_budget.best["leave_renewed_old_systems"] == pytest.approx(86, abs=2)


def test_knowing_more_is_worth_what_the_engine_answers_for_the_choice_among_all():
    app = opened("usikkerhet", simulation_draws=1_000, information=True)
    found = value_of_information(base_case(shipped()))
    assert found.options == tuple(name for name in decide(base_case(shipped())).options)
    assert facts.information_takeaway(found, shipped()) in headings(app) and facts.choice_line(found, shipped()) in headings(app)
    first = table(app, "Beløpet er det du")[1]
    assert first == [input_label(found.items[0].name, shipped()), *facts.information_rows(found, shipped())[0].cells]


def test_the_chart_of_the_choice_is_what_plotly_accepts_and_holds_the_shares():
    import plotly.graph_objects as go

    found = choice_of(base_case(shipped()), keep=False)
    labels = [option_title(name, shipped()) for name in found.options]
    figure = go.Figure(choice_chart(labels, found).to_dict())
    assert [list(bars.x) for bars in figure.data] == [list(one.best.values()) for one in (found.by_npv, found.by_budget)]
    assert all(label in describe_choice(labels, found) for label in labels)


def test_uncertain_numbers_that_move_nothing_have_no_sources():
    items = {name: shipped().quantities[name] for name in uncertain_names(shipped()) if name != "entry_transfer_share"}
    ends = {name: item.high if item.high != item.value else item.low for name, item in items.items()}
    app = opened("usikkerhet", simulation_draws=1_000, changes=ends, information=True)
    assert "Ingen av de usikre tallene flytter svaret." in headings(app)
    assert "Ingen av de usikre tallene betyr noe for valget" in headings(app)


def test_a_stopped_simulation_stays_stopped_until_asked_again():
    app = opened("usikkerhet", simulation_draws=1_000)
    scenario = base_case(shipped(), "Molde")
    key = (scenario.key, Plan(1_000), False, usual_pair(scenario))
    app.session_state["simulation_stopped"] = key
    app.session_state["municipality"] = "Molde"
    sound(app.run())
    assert "avbrutt" in headings(app)
    next(button for button in app.button if button.label == "Regn likevel").click()
    sound(app.run())
    assert "avbrutt" not in headings(app)


def tile_texts(app: AppTest) -> str:
    return " ".join(item.proto.body for item in app.get("html") if 'class="spread"' in item.proto.body)


@pytest.mark.parametrize("view", ["life", "now"])
def test_utforsk_shows_the_spread_of_the_shown_answer(view):
    app = opened("utforsk", view=view)
    question = Period.DECISION if view == "now" else Period.LIFETIME
    found = spread(base_case(shipped()), question, YEAR, **free())
    assert live.range_text(found.ranges["npv"]) in tile_texts(app)
    assert live.range_text(found.budget_effect, 1) in tile_texts(app)
    assert "Sannsynlighet for at det lønner seg" not in headings(app), "the card alone says how sure the choice is"


def test_the_spread_can_be_switched_off():
    app = opened("utforsk", uncertainty_shown=False)
    assert tile_texts(app) == ""
    assert "P10" not in headings(app)


def test_a_moved_number_is_known_unless_its_uncertainty_is_kept():
    moved = {"changes": {"extra_minutes": 1.0}}
    narrow, wide = (tile_texts(opened("utforsk", uncertainty_kept=kept, **moved)) for kept in (False, True))
    assert narrow != wide
    scenario = base_case(shipped()).with_values(moved["changes"])
    assert live.range_text(spread(scenario, Period.LIFETIME, YEAR, **free()).ranges["npv"]) in narrow
    assert live.range_text(spread(scenario, Period.LIFETIME, YEAR, **free(keep=True)).ranges["npv"]) in wide


def test_a_change_smaller_than_what_is_known_is_said_to_be_so():
    assert "mindre enn det vi vet" in headings(opened("utforsk", changes={"extra_minutes": 1.0}))
    assert "mindre enn det vi vet" not in headings(opened("utforsk", changes={"platform_cost": 100.0}))
    close, clear = Difference(0.6, 0.01, -50, 5, 70, 8), Difference(0.97, 0.01, 5, 50, 90, 48)
    assert "**Forskjellen fra utgangspunktet er mindre" in live.change_text(close)
    assert "høyere enn i utgangspunktet i 97" in live.change_text(clear)
    assert "påvirker ikke" in live.change_text(Difference(0.5, 0, 0, 0, 0, 0))


class OvertakenError(BaseException):
    pass


def test_a_run_that_is_overtaken_gives_up_at_once():
    calls = []

    def overtaken():
        calls.append(1)
        if len(calls) == 2:
            raise OvertakenError

    with pytest.raises(OvertakenError):
        spread(base_case(shipped()), Period.LIFETIME, YEAR, check=overtaken)
    assert len(calls) == 2


def test_the_charts_are_what_plotly_accepts_and_hold_the_numbers():
    import plotly.graph_objects as go

    result = simulate(base_case(shipped()), Plan(1_000), Period.BOTH)
    found = spread(base_case(shipped()), Period.LIFETIME, YEAR, **free())
    record = to_dict(appraise(base_case(shipped())))
    figures = [curve_chart(result, name, marks_of(name), "MNOK") for name in (PRESENT_COST, "npv")]
    figures += [histogram_chart(result, "npv", "MNOK"), fan_chart(result, "net_benefit", "Netto nytte")]
    figures += [yearly_chart(record, band(found.years, found.net_benefit)), index_chart(["a", "b"], [0.5, 0.1], [0.6, 0.2])]
    for figure in figures:
        go.Figure(figure.to_dict())
    columns = band_columns(found, record["years"])
    assert all(low <= high for low, high in zip(*columns.values(), strict=True))
    values, shares = curve_columns(result, "npv")
    assert shares == sorted(shares) and 0 <= shares[0] < 0.01 and shares[-1] > 0.99
    assert values == sorted(values)


def test_a_scenario_without_uncertainty_still_has_a_page():
    items = {name: shipped().quantities[name] for name in uncertain_names(shipped())}
    ends = {name: item.high if item.high != item.value else item.low for name, item in items.items()}
    app = opened("usikkerhet", simulation_draws=1_000, changes=ends)
    assert "Hvor sikre er tallene?" in app.title[-1].value
