"""Regnestykket, run without a browser: what it shows is what the graph says, for every number and every municipality."""

import re

import pytest
from streamlit.testing.v1 import AppTest
from support import ROOT, many, shipped

from costmodel import appraise, base_case, decide
from costmodel.analysis.cash_flow import cash_flow, lines_by_year
from costmodel.analysis.waterfall import gross_to_net
from costmodel.explain import model_graph
from costmodel.model.parties.distribution import distribution
from costmodel.model.parties.region import regional_charge
from costmodel.model.results import line_items
from costmodel.output.explanation.notation import plain
from costmodel.output.explanation.wording import explained
from costmodel.output.labels import cash_flow_label
from pages.regnestykket.questions import resolved
from pages.session.shown_number import View
from pages.session.state import EVERYBODY

SIGN = "\N{MINUS SIGN}"


def opened(*, frame: bool = False, **state) -> AppTest:
    app = AppTest.from_file(str(ROOT / ("app.py" if frame else "pages/regnestykket/page.py")), default_timeout=60)
    for key, value in state.items():
        app.session_state[key] = value
    sound(app.run())
    return sound(app.switch_page("pages/regnestykket/page.py").run()) if frame else app


def sound(app: AppTest) -> AppTest:
    assert not app.exception
    assert not app.error
    assert app.title[-1].value != "Noe gikk galt"
    return app


def look(app: AppTest, name: str) -> AppTest:
    return sound(app.selectbox(key="explained_number").set_value(name).run())


def html(app: AppTest) -> str:
    return " ".join(item.proto.body for item in app.get("html"))


@pytest.mark.parametrize("frame", [False, True], ids=["alone", "framed"])
@pytest.mark.parametrize("chosen", ["Trondheim", "Averøy", EVERYBODY])
def test_the_page_shows_value_and_formula(chosen, frame):
    app = look(opened(frame=frame, municipality=chosen), "operating_charge")
    found = explained(model_graph(base_case(shipped(), None if chosen == EVERYBODY else chosen)), "operating_charge", 2027)
    assert app.header[0].value.startswith("Driftsbetaling til plattformen i 2027: ")
    assert found.formula.replace("<", "&lt;") in html(app)
    assert found.formula_with_numbers.replace("<", "&lt;") in html(app)
    buttons = {item.label.partition(":")[0] for item in app.button}
    assert {item.label for item in (*found.inputs, *found.used_by)} <= buttons


@pytest.mark.parametrize("question", ["life", "first", "leave_market_system"])
@pytest.mark.parametrize("chosen", ["Trondheim", "Averøy"])
def test_every_number_can_be_opened(chosen, question):
    app = opened(municipality=chosen, explained_view=View("npv", None, question))
    for name in ("npv", "irr", "year", "served", "go_live", "municipality", "municipality_population", "price_index_2022", "exit_year"):
        look(app, name)


@pytest.mark.parametrize("chosen", ["Trondheim", "Averøy"])
def test_the_columns_of_a_distribution_can_be_opened(chosen):
    scenario = base_case(shipped(), chosen)
    pair = decide(scenario).leading_pair
    found = distribution(scenario, *pair)
    app = opened(municipality=chosen, explained_view=View("distribution.society", None, "..".join(pair)))
    assert app.selectbox(key="explained_question").value == "..".join(pair)
    for name, amount in found.present.named().items():
        look(app, f"distribution.{name}")
        assert f": {plain(amount.item())} MNOK (" in app.header[0].value
        look(app, f"distribution.{name}_by_year")


def test_the_regional_charge_and_the_wind_down_can_be_opened():
    charge = regional_charge(base_case(shipped())).total[0, 10, 0]
    app = opened(explained_view=View("regional_charge", 2030, "region"))
    assert f"i 2030: {plain(charge)} MNOK per år (Alle deltakere samlet)" in app.header[0].value
    app = opened(explained_view=View("wind_down_npv", None, "wind_down"))
    assert "−749,23" in app.header[0].value
    look(app, "wind_down_break_even_minutes")
    assert "3,69" in app.header[0].value


@pytest.mark.parametrize(
    ("municipality", "asked", "shown"),
    [
        ("Trondheim", "first", "stay"),
        ("Trondheim", "join", "stay"),
        ("Averøy", "stay", "join"),
        ("Averøy", "leave_market_system", "take_market_system"),
        ("Trondheim", "take_renewed_old_systems", "leave_renewed_old_systems"),
        ("Averøy", "leave_renewed_old_systems", "life"),
        ("Averøy", "stay..leave_market_system", "join..take_market_system"),
        ("Trondheim", "stay..stay", "life"),
        ("Trondheim", "stay..nothing", "life"),
        ("Trondheim", "stay..leave_market_system..join", "life"),
        (None, "stay..leave_market_system", "life"),
        (None, "leave_market_system", "leave_market_system"),
        ("Averøy", "region", "region"),
        ("Trondheim", "second", "life"),
        ("Trondheim", "<b>", "life"),
    ],
)
def test_a_question_is_asked_as_the_municipality_has_it(municipality, asked, shown):
    assert resolved(asked, base_case(shipped(), municipality)) == shown


def test_a_number_leads_down_to_a_source_and_back_up():
    app = look(opened(municipality="Trondheim"), "operating_price")
    next(item for item in app.button if item.label.startswith("Kapitaldelen av den publiserte kostnaden")).click().run()
    next(item for item in sound(app).button if item.label.startswith("Kapitalandel")).click().run()
    assert sound(app).header[0].value == "Kapitalandel: 0,36 andel (Trondheim)"
    assert "Tillit" in html(app)
    assert "Skal ses på igjen innen" in html(app)
    next(item for item in app.button if item.label.startswith("← Pris for drift")).click().run()
    assert sound(app).header[0].value.startswith("Pris for drift")


def test_a_changed_assumption_says_so():
    app = look(opened(municipality="Trondheim", changes={"platform_cost": 90.0}), "agreed_platform_cost")
    assert any("Plattformkostnad: 90 MNOK per år · din endring" in item.label for item in app.button)
    look(app, "platform_cost")
    assert any("din endring" in item.value for item in app.markdown)


def test_a_plan_is_called_a_plan():
    app = look(opened(municipality="Averøy"), "go_live")
    assert any(item.label.startswith("Oppstart i kommunetabellen") and item.label.endswith("plan") for item in app.button)


def test_a_number_and_a_year_that_do_not_exist_give_way():
    app = opened(municipality="Trondheim", explained_view=View("benefit_gone", 1999, "life"))
    assert app.header[0].value.startswith("Netto nåverdi")
    assert app.selectbox(key="explained_year").value == 2027


@pytest.mark.parametrize("edge", ["minimum", "maximum"])
def test_every_lever_at_its_ends(edge):
    for name, item in list(shipped().parameters.items())[edge == "maximum" :: many(5, 1)]:
        if item.role.value in ("decision", "uncertain", "method") and name != "exit_year":
            opened(municipality="Averøy", changes={name: getattr(item, edge)})


@pytest.mark.parametrize("name", ["Trondheim", "Averøy", None])
def test_the_waterfall_goes_from_gross_cost_to_net_present_value(name):
    fall = gross_to_net(appraise(base_case(shipped(), name)))
    assert fall.levels[-1] == pytest.approx(fall.end)
    assert fall.start < 0


@pytest.mark.parametrize("name", ["Trondheim", "Averøy", None])
def test_the_statement_adds_up_and_grows_with_prices(name):
    appraisal = appraise(base_case(shipped(), name))
    fixed, current = ({line.name: line for line in cash_flow(appraisal, current=is_current)} for is_current in (False, True))
    for part in (fixed, current):
        assert part["total_cost"].amounts + part["total_benefit"].amounts == pytest.approx(part["net_benefit"].amounts)
        assert part["platform"].amounts + part["own"].amounts == pytest.approx(part["total_cost"].amounts)
        assert part["register"].amounts + part["avoided"].amounts == pytest.approx(part["total_benefit"].amounts)
    assert fixed["net_benefit"].amounts == pytest.approx(line_items(appraisal)["net_benefit"])
    at = [int(year) for year in appraisal.drivers.year.ravel()].index(2026)
    by_prices = fixed["local_operation"].amounts[0, at, 0] * 137.2 / 133.6 * 1.02  # holds the growth of wages already
    assert current["local_operation"].amounts[0, at, 0] == pytest.approx(by_prices)
    assert current["capital_charge"].amounts == pytest.approx(fixed["capital_charge"].amounts)  # a nominal loan
    assert lines_by_year(list(fixed.values())).keys() == fixed.keys()
    labels = {name: cash_flow_label(name, shipped()) for name in fixed}
    assert len(set(labels.values())) == len(fixed)
    assert not re.search(SIGN, labels["net_benefit"])


def test_tiles_and_tables_of_other_pages_lead_here():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    sound(app.run())
    next(item for item in app.button if item.label == "Vis regnestykket: netto nåverdi fra 2020").click().run()
    assert sound(app).title[-1].value == "Hvor kommer tallet fra?"
    assert app.header[0].value.startswith("Netto nåverdi")
    sound(app.switch_page("pages/budsjett/page.py").run())
    links = re.findall(r'href="(regnestykket[^"]*)"', html(app))
    assert any("item=operating_charge" in link and "item_year=2028" in link and "municipality=Trondheim" in link for link in links)


def test_a_link_shows_exactly_the_view_that_it_was_made_for():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, text in {
        "municipality": "Molde",
        "item": "served",
        "item_year": "2030",
        "question": "leave_market_system",
        "participants": "30",
    }.items():
        app.query_params[name] = text
    sound(app.run())
    sound(app.switch_page("pages/regnestykket/page.py").run())
    assert app.header[0].value.startswith("Innbyggere på plattformen i 2030")
    assert app.selectbox(key="explained_question").value == "leave_market_system"
    assert app.session_state["changes"] == {"participants": 30.0}
    assert not any("Tatt bort" in item.proto.body for item in app.get("html"))
