"""Usikkerhet, and the spread on Utforsk and Sammenlign, run without a browser: what they show is what the engine answers."""

import pytest
from streamlit.testing.v1 import AppTest
from support import ROOT, shipped
from support.pages import headings, sound, table

from costmodel import base_case
from costmodel.analysis.uncertainty.live import spread
from costmodel.analysis.uncertainty.measures import PRESENT_COST, Period
from costmodel.analysis.uncertainty.paired import Difference
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.analysis.uncertainty.simulation import simulate
from costmodel.model.appraisal import appraise
from costmodel.output.charts.uncertainty import (
    band,
    band_columns,
    curve_chart,
    curve_columns,
    fan_chart,
    histogram_chart,
    index_chart,
    marks_of,
)
from costmodel.output.charts.yearly import yearly_chart
from costmodel.output.tables import to_dict
from costmodel.texts.numbers import number
from pages.components import live
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
    app = opened("usikkerhet", municipality=municipality, simulation_draws=1_000)
    result = simulate(base_case(shipped(), municipality), Plan(1_000), Period.BOTH)
    row = next(row for row in table(app, "Alle svar") if row[0].startswith("Netto nåverdi (MNOK)"))
    for cell, share in zip(row[3:7], (0.1, 0.5, 0.85, 0.9), strict=True):
        assert cell.startswith(number(result.quantile("npv", share), 1))
    text = headings(app)
    assert "styringsramme" in text and "kostnadsramme" in text and "verdt inntil" in text
    assert facts.probabilities(result, ("stay", "leave") if municipality == "Trondheim" else ("join", "stay_out")) in text
    assert f"frø {result.plan.seed}" in text


def test_a_stopped_simulation_stays_stopped_until_asked_again():
    app = opened("usikkerhet", simulation_draws=1_000)
    key = (base_case(shipped(), "Molde").key, Plan(1_000), False)
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
    assert ("Sannsynlighet for at det lønner seg mer å fortsette enn å slutte" in headings(app)) == (view == "now")


def test_the_spread_can_be_switched_off():
    app = opened("utforsk", uncertainty_shown=False)
    assert tile_texts(app) == ""
    assert "P10" not in headings(app)


def test_a_moved_number_is_known_unless_its_uncertainty_is_kept():
    moved = {"changes": {"extra_minutes": 0.5}}
    narrow, wide = (tile_texts(opened("utforsk", uncertainty_kept=kept, **moved)) for kept in (False, True))
    assert narrow != wide
    scenario = base_case(shipped()).with_values(moved["changes"])
    assert live.range_text(spread(scenario, Period.LIFETIME, YEAR, **free()).ranges["npv"]) in narrow
    assert live.range_text(spread(scenario, Period.LIFETIME, YEAR, **free(keep=True)).ranges["npv"]) in wide


def test_a_change_smaller_than_what_is_known_is_said_to_be_so():
    assert "mindre enn det vi vet" in headings(opened("utforsk", changes={"extra_minutes": 0.5}))
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
    figures += [yearly_chart(record, band(found.years, found.net_benefit)), index_chart(["a", "b"], [0.5, 0.1], [0.6, 0.2], [0.1, 0.1])]
    for figure in figures:
        go.Figure(figure.to_dict())
    columns = band_columns(found, record["years"])
    assert all(low <= high for low, high in zip(*columns.values(), strict=True))
    values, shares = curve_columns(result, "npv")
    assert shares == sorted(shares) and 0 <= shares[0] < 0.01 and shares[-1] > 0.99
    assert values == sorted(values)


def test_a_scenario_without_uncertainty_still_has_a_page():
    from costmodel.analysis.uncertainty.sampling import uncertain_names

    items = {name: shipped().quantities[name] for name in uncertain_names(shipped())}
    ends = {name: item.high if item.high != item.value else item.low for name, item in items.items()}
    app = opened("usikkerhet", simulation_draws=1_000, changes=ends)
    assert "Hvor sikre er tallene?" in app.title[-1].value
