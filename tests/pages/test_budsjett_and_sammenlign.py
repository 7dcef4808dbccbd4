"""Budsjett and Sammenlign, run without a browser: what they show is what the engine answers."""

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest
from support import shipped
from support.pages import EVERYBODY, ends, headings, opened, row, sound, table, tables

from costmodel import AssumptionError, Fault, appraise, base_case, decide, from_file
from costmodel.analysis.attribution.splitting import split_change
from costmodel.analysis.bearers import bearers
from costmodel.analysis.budget import columns_of, plan, plan_lines
from costmodel.analysis.municipal.frames import frames
from costmodel.analysis.municipal.plan import municipal_plan, rules_of
from costmodel.analysis.municipal.prices import PriceBasis
from costmodel.analysis.side_by_side import compared_indicators, compared_present_values
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.analysis.waterfall import waterfall
from costmodel.model.decision import from_value_year
from costmodel.output.attribution.telling import split_sentence
from costmodel.output.finance.rows import budget_row_label
from costmodel.output.labels import alternative_label, budget_label
from costmodel.scenarios.choices import Choices
from costmodel.scenarios.link_reading import decode
from costmodel.texts.numbers import number, percent, signed
from pages.budsjett import facts
from pages.components.words import plain

BUDGET, COMPARE = "budsjett", "sammenlign"
FULL, EXIT = "file:gevinster-fullt-ut", "file:exit-2029"


def assert_plan_shown(app: AppTest, accounts, prices: str) -> None:
    """Both accounts stand on the page in these prices: every line that is something, with its sum over the years."""
    for title, items in (("Driftsregnskapet", accounts.drift), ("Investeringsregnskapet", accounts.investment)):
        shown = table(app, f"{title}. MNOK i {prices}")
        assert shown[0] == ["Post", *map(str, accounts.years), "Sum"]
        for name, values in columns_of(items).items():
            if any(values):
                assert row(shown, budget_row_label(name)) == [number(value, 1) for value in [*values, sum(values)]], name


@pytest.mark.parametrize("frame", [False, True], ids=["alone", "framed"])
@pytest.mark.parametrize("chosen", ["Trondheim", "Averøy", "Os", EVERYBODY])
def test_the_plan_is_the_engines(chosen, frame):
    app = opened(BUDGET, frame=frame, municipality=chosen)
    municipality = None if chosen == EVERYBODY else chosen
    result = appraise(base_case(shipped(), municipality))
    budget, accounts = plan(result, 2027), municipal_plan(result, 2027)
    assert_plan_shown(app, accounts, "faste 2027-kroner")
    per_head = [number(x) for x in accounts.per_inhabitant["net_result"].ravel()]
    assert row(table(app, "Kroner per innbygger"), budget_row_label("net_result")) == per_head
    bridge = table(app, "Fra beregningen til netto driftsresultat. MNOK i faste 2024-kroner")
    assert row(bridge, budget_row_label("appraisal"))[:4] == [number(x, 1) for x in budget.total.ravel()]
    accounts = table(app, "Kapital. MNOK i faste 2024-kroner.")
    assert accounts[1:] == [[budget_label(name), *(number(x, 1) for x in row)] for name, row in columns_of(budget.capital).items()]
    shares = bearers(result, budget.years)
    who = table(app, "Betaling til plattformen")
    assert row(who, "Alle kommuner samlet") == [number(-x, 1) for x in shares.municipalities.ravel()]
    assert row(who, "Sykehusene") == [number(-x, 1) for x in shares.hospitals.ravel()]
    assert row(who, "Sykehusenes andel av alt som betales") == [percent(x, 1) for x in shares.hospital_share.ravel()]
    assert any(cells[0] == "Andre kommuner" for cells in who) == (municipality is not None)


def test_the_session_s_changes_are_in_the_plan():
    changes = {"exit_year": 2029.0, "extra_minutes": 1.0}
    accounts = municipal_plan(appraise(base_case(shipped()).with_values(changes)), 2027)
    assert_plan_shown(opened(BUDGET, changes=changes), accounts, "faste 2027-kroner")


@pytest.mark.parametrize(
    ("town", "changes", "told"),
    [
        ("Trondheim", {}, "at Trondheim fortsetter på plattformen."),
        ("Trondheim", {"exit_year": 2029.0}, "at Trondheim går ut i 2029 og går over til de tidligere systemene i ny utgave."),
        ("Trondheim", {"exit_year": 2060.0}, "at Trondheim fortsetter på plattformen."),
        ("Stjørdal", {}, "at Stjørdal blir med på plattformen i 2028."),
        ("Stjørdal", {"exit_year": 2029.0}, "at Stjørdal går ut i 2029"),
    ],
)
def test_the_plan_says_which_choice_it_is_of(town, changes, told):
    app = opened(BUDGET, municipality=town, changes=changes, alternative_chosen="renewed_old_systems")
    assert f"Planen gjelder {told}" in headings(app)


def test_the_plan_of_one_that_never_joins_is_said_to_be_so():
    base = base_case(shipped(), "Averøy")
    assert facts.what_is_planned(decide(base).options["stay_out"]) == "Planen gjelder at Averøy ikke blir med, og beholder det den har."
    taken = decide(base.with_partners(["Smøla", "Aure"])).options["take_market_system"]
    partners = "anskaffet sammen med Aure og Smøla"
    told = f"Planen gjelder at Averøy ikke blir med, og tar i bruk et nytt system i markedet, {partners} i 2029."
    assert facts.what_is_planned(taken) == told
    assert facts.what_is_planned(appraise(base_case(shipped(), None))) == "Planen gjelder alle deltakere samlet, slik scenarioet har dem."


def test_every_line_of_the_plan_is_explained_under_its_own_name():
    shown = headings(opened(BUDGET))
    for line in plan_lines():
        assert f"- **{budget_label(line.name)}:** " in shown
    assert "Erstatning ved uttreden" not in shown and "Tapt arbeid i overgangen" not in shown


def test_the_lines_of_the_alternative_are_in_both_accounts():
    app = opened(BUDGET, changes={"exit_year": 2029.0})
    shown = table(app, "Driftsregnskapet")
    names = ("alternative_introduction", "alternative_operation", "alternative_transition_in_budget", "alternative_time_in_budget")
    labels = [cells[0] for cells in shown]
    for name in names[:3]:  # the market system takes as much time as today
        assert labels.index(budget_label(name)) < labels.index(budget_row_label("operating")), name
    assert row(shown, budget_label("alternative_operation"))[2].startswith("\N{MINUS SIGN}")
    assert row(table(app, "Investeringsregnskapet"), budget_row_label("replacement_investment"))[0].startswith("\N{MINUS SIGN}")


def test_who_bears_what_while_not_all_the_reference_participants_are_in_service():
    late = opened(BUDGET, municipality="Averøy", plan_year=2037)
    assert row(table(late, "Betaling til plattformen"), "Sykehusene") == ["–"] * 4
    assert row(table(late, "Betaling til plattformen"), "Sykehusenes andel av alt som betales") == ["–"] * 4
    early = opened(BUDGET, plan_year=2020)
    assert "I 2020 betaler ingen kommuner noe til plattformen." in headings(early)
    assert all("ved siden av" not in headings(app) for app in (late, early))
    assert "ved siden av" in headings(opened(BUDGET, municipality="Averøy"))


def test_the_named_participants_of_the_session_are_in_the_plan():
    names = shipped().scenarios["averoy-blir-med"].participant_set
    app = opened(BUDGET, municipality="Molde", participant_set=names)
    accounts = municipal_plan(appraise(base_case(shipped(), "Molde").with_participants(names)), 2027)
    assert_plan_shown(app, accounts, "faste 2027-kroner")


def test_the_prices_of_the_plan_and_what_they_mean():
    app, result = opened(BUDGET), appraise(base_case(shipped()))
    assert app.radio(key="plan_prices").options == ["Faste 2027-kroner", "Faste 2024-kroner (beregningens)", "Løpende kroner"]
    assert "regnet om med kommunal deflator" in headings(app)
    for basis, shown, said in (
        (PriceBasis.PRICE_YEAR, "faste 2024-kroner", "regnet om med konsumprisene"),
        (PriceBasis.CURRENT, "løpende kroner", "årets egne kroner"),
    ):
        sound(app.radio(key="plan_prices").set_value(basis).run())
        assert_plan_shown(app, municipal_plan(result, 2027, basis=basis), shown)
        assert said in headings(app)
    growth = table(app, "Vekst fra året før")
    assert growth[1] == ["konsumpriser", "2027", "2,0\N{NO-BREAK SPACE}%", "antakelse (Prisvekst på lang sikt)"]
    assert len(growth) == 1 + 3 * 4


def test_what_is_an_investment_is_chosen_on_the_page():
    app, result = opened(BUDGET, municipality="Averøy"), appraise(base_case(shipped(), "Averøy"))
    sound(app.select_slider(key="plan_introduction").set_value(1.0).run())
    sound(app.select_slider(key="plan_investment_years").set_value(10).run())
    assert_plan_shown(app, municipal_plan(result, 2027, rules=rules_of(shipped(), introduction=1.0, years=10)), "faste 2027-kroner")


def test_the_frames_are_drawn_when_they_are_asked_for(monkeypatch):
    monkeypatch.setattr("pages.answers.finance.frames", lambda scenario, accounts, rules: frames(scenario, accounts, rules, Plan(64)))
    app = opened(BUDGET, municipality="Molde", plan_frames=True)
    scenario = base_case(shipped(), "Molde")
    found = frames(scenario, municipal_plan(appraise(scenario), 2027), None, Plan(64))
    shown = table(app, "Netto merutgift i driftsregnskapet")
    for name, values in found.by_year.items():
        assert row(shown, budget_row_label(name)) == [number(value, 1) for value in [*values, found.in_all[name]]]


def test_any_year_can_be_the_first_and_years_outside_are_said_so():
    app = opened(BUDGET)
    assert app.selectbox(key="plan_year").options == [str(year) for year in range(2020, 2038)]
    sound(app.selectbox(key="plan_year").select(2036).run())
    assert "2038, 2039 ligger utenfor beregningen" in headings(app)
    sound(app.selectbox(key="plan_year").select(2020).run())
    assert "utenfor beregningen" not in headings(app)


def test_a_first_year_that_the_next_municipality_lacks_falls_back():
    app = opened(BUDGET, municipality="Averøy")
    app.selectbox(key="plan_year").select(2043).run()
    app.selectbox(key="municipality").select("Trondheim").run()
    assert sound(app).selectbox(key="plan_year").value == 2027


def test_a_municipality_without_flows_gets_a_sentence_and_no_fault():
    app = opened(BUDGET, municipality="Averøy", changes={"exit_year": 2029.0, "rollout_delay": 3.0})
    assert "ingen utgifter eller sparte utgifter" in headings(app) and "Averøy ikke blir med" in headings(app)
    assert "går det med like mye tid som før" in headings(app)


def compared(*keys: str, municipality="Trondheim", changes=None):
    found = {}
    for key in keys:
        if key.startswith("file:"):
            record = shipped().scenarios[key.removeprefix("file:")]
            scenario = from_file(shipped(), record).for_municipality(municipality)
        else:
            scenario = base_case(shipped(), municipality).with_values(changes or {} if key == "mine" else {})
        found[key] = appraise(from_value_year(scenario))
    return found


def assert_compared(app: AppTest, found) -> None:
    shown = table(app, "Indikatorer")
    assert row(shown, "Netto nåverdi (MNOK)") == [number(value, 1) for value in compared_indicators(found)["npv"]]
    assert row(shown, "Nytte per krone kostnad") == [number(value, 2) for value in compared_indicators(found)["benefit_cost_ratio"]]
    values = table(app, "Nåverdi i MNOK")
    for name, label in {"total_cost": "Sum kostnader", "capital_charge": "Kapitalbetaling til plattformen"}.items():
        assert row(values, label) == [number(value, 1) for value in compared_present_values(found)[name]]


@pytest.mark.parametrize("frame", [False, True], ids=["alone", "framed"])
@pytest.mark.parametrize("chosen", ["Trondheim", "Averøy", EVERYBODY])
def test_scenarios_side_by_side_are_the_engines(chosen, frame):
    municipality = None if chosen == EVERYBODY else chosen
    keys = ["base", FULL, EXIT, "file:kostnadssprekk", "file:averoy-blir-med"]
    app = opened(COMPARE, frame=frame, municipality=chosen, compared=keys)
    assert_compared(app, compared(*keys, municipality=municipality))
    assert [cells[0] for cells in table(app, "Netto nytte")][1:3] == (["2027", "2028"] if chosen == "Averøy" else ["2020", "2021"])


def test_each_number_leads_to_the_sums_of_its_own_scenario():
    app = opened(COMPARE, municipality="Averøy", compared=[FULL, EXIT])
    links = [unescape(found) for item in app.get("html") for found in re.findall(r'href="([^"]*)"', item.proto.body)]
    shown = [link for link in links if "item=npv&" in link]
    for link, key in zip(shown, (FULL, EXIT) * 2, strict=True):  # as an indicator, and as an end of the difference
        path, _, query = link.partition("?")
        content = decode("&".join(part for part in query.split("&") if not part.startswith(("item=", "question="))), shipped())
        assert path == "regnestykket"
        assert not content.notices
        record = shipped().scenarios[key.removeprefix("file:")]
        assert (content.municipality, dict(content.changes)) == ("Averøy", {name: float(value) for name, value in record.values.items()})
    assert {"item=total_cost", "item=operating_charge"} <= {part for link in links for part in link.split("&")}


def test_own_changes_can_be_compared_and_are_marked():
    changes = {"platform_cost": 95.0, "gp_uptake": 0.6}
    app = opened(COMPARE, changes=changes)
    assert app.multiselect(key="compared").value[:2] == ["base", "mine"]
    sound(app.multiselect(key="compared").set_value(["base", "mine"]).run())
    assert_compared(app, compared("base", "mine", changes=changes))
    inputs = table(app, "Bare forutsetninger")
    assert inputs[0] == ["Forutsetning", "Utgangspunktet", "Mine endringer"]
    assert row(inputs, "Plattformkostnad (MNOK per år)") == ["80publisert S3", "95din endring"]
    assert len(inputs) == 3
    assert "2 forutsetninger er ulike" in headings(app)


def test_alternative_and_partners_are_among_what_differs_by_name():
    partners = ("Malvik", "Orkland", "Steinkjer")
    app = opened(
        COMPARE, municipality="Stjørdal", alternative_chosen="renewed_old_systems", procured_together=partners, compared=["base", "mine"]
    )
    inputs = table(app, "Bare forutsetninger")
    names = ("market_system", "renewed_old_systems")
    first, second = (alternative_label(key, shipped()) for key in names)
    assert row(inputs, "Alternativ") == [first, f"{second}din endring"]
    assert row(inputs, "Anskaffer sammen med") == ["ingen", "Malvik, Orkland, Steinkjerdin endring"]
    assert "2 forutsetninger er ulike" in headings(app)
    file = "file:stjordal-anskaffer-sammen"
    named = table(opened(COMPARE, municipality="Stjørdal", compared=["base", file]), "Bare forutsetninger")
    assert row(named, "Anskaffer sammen med") == ["ingen", "Malvik, Orkland, Steinkjerendret i scenarioet"]


def test_the_numbers_of_the_registers_are_among_what_differs():
    app = opened(COMPARE, compared=["base", "file:dyrere-markedssystem"])
    inputs = table(app, "Bare forutsetninger")
    assert row(inputs, "Et nytt system i markedet: engangskostnad (MNOK)") == ["120antakelse", "180endret i scenarioet"]
    assert row(inputs, "År for uttreden") == ["ingenantakelse", "2029endret i scenarioet"]


def test_own_changes_are_offered_only_where_there_are_any():
    assert "Mine endringer" not in opened(COMPARE).multiselect(key="compared").options


def test_own_changes_that_are_undone_leave_the_comparison():
    app = opened(COMPARE, changes={"platform_cost": 95.0}, compared=["base", "mine", FULL])
    app.session_state["changes"] = {}
    assert sound(app.run()).multiselect(key="compared").value == ["base", FULL]


@pytest.mark.parametrize("keys", [[], ["base"]])
def test_fewer_than_two_scenarios_get_a_sentence(keys):
    app = opened(COMPARE, compared=keys)
    assert "Velg minst to scenarioer." in headings(app)
    assert not tables(app)


def test_scenarios_that_are_alike_say_so():
    app = opened(COMPARE, compared=["base", "own:Likt"], own_scenarios={"Likt": Choices()})
    text = headings(app)
    assert "i alle scenarioene" in text
    assert "Scenarioene har de samme forutsetningene" in text
    assert "Det er ingen forskjell" in text


def test_the_waterfall_is_the_engines_and_between_the_two_chosen():
    app = opened(COMPARE, compared=["base", FULL, EXIT])
    sound(app.selectbox(key="fall_from").select(EXIT).run())
    sound(app.selectbox(key="fall_to").select(FULL).run())
    found = compared(EXIT, FULL)
    fall = waterfall(found[EXIT], found[FULL])
    rows = table(app, "Netto nåverdi i MNOK")
    assert rows[0] == ["Post", "MNOK"]
    assert rows[1] == ["Netto nåverdi, Slutte i 2029", number(fall.start, 1)]
    assert rows[-1] == ["Netto nåverdi, Gevinstene fullt ut", number(fall.end, 1)]
    assert [cells[1] for cells in rows[2:-1]] == [signed(step, 1) for step in fall.steps.values()]
    assert "Slutte i 2029" not in app.selectbox(key="fall_to").options


PARTS = "Hva hver forutsetning betyr"


def test_the_difference_is_split_over_what_differs_in_the_number_asked_for():
    app = opened(COMPARE, compared=["base", EXIT], changes={}, municipality="Molde")
    for indicator in ("npv", "annual_per_inhabitant"):
        sound(app.selectbox(key="fall_indicator").select(indicator).run())
        ends = [item.scenario for item in compared("base", EXIT, municipality="Molde").values()]
        split = split_change(*ends, indicator)
        shown = table(app, PARTS)
        assert row(shown, "År for uttreden") == ["ingen", "2029", signed(split.after - split.before, 1)]
        assert shown[-1] == ["Sum", "", "", signed(split.after - split.before, 1)]
        assert plain(split_sentence(split, shipped())) in headings(app)


def test_many_changes_stand_under_their_themes_with_their_errors():
    changes = {f"benefits.{key}.realisation": 0.9 for key in shipped().benefits} | {"platform_cost": 95.0, "gp_uptake": 0.6}
    changes |= {"extra_minutes": 1.5, "stranded_share": 0.6, "hospital_share": 0.7}
    app = opened(COMPARE, compared=["base", "mine"], changes=changes)
    shown = table(app, PARTS)
    assert shown[0] == ["Endring", "Før", "Etter", "MNOK", "Standardfeil"]
    first, second = (item.scenario for item in compared("base", "mine", changes=changes).values())
    split = split_change(first, second)
    assert row(shown, "Fastleger")[2] == signed(split.by_theme["gps"], 1)
    assert row(shown, "Plattformkostnad (MNOK per år)")[:2] == ["80", "95"]
    assert len(shown) == 1 + len(split.parts) + len(split.by_theme) + 1


def test_two_of_different_sign_are_told_where_they_would_agree():
    app = opened(COMPARE, compared=["base", "mine"], changes={"benefits.logistics.potential": 300.0})
    assert "Det minste de må være uenige om" in headings(app)


def test_a_number_that_does_not_exist_on_the_way_is_said_so(monkeypatch):
    fault = AssumptionError([Fault("", "npv", "indicator_not_everywhere", {"name": "npv"})])

    def refused(*_args: object, **_named: object) -> None:
        raise fault

    monkeypatch.setattr("pages.answers.attribution.split_change", refused)
    app = opened(COMPARE, compared=["base", FULL], municipality="Levanger")
    assert any("kan ikke fordeles" in item.proto.body for item in app.get("html"))


def test_every_chart_says_what_it_is_of():
    said = [
        item.proto.body
        for page in (COMPARE, BUDGET)
        for item in opened(page, municipality="Molde", changes={"price_year": 2022.0}).get("html")
    ]
    captions = [re.sub("<.*?>", "", body) for body in said if body.startswith('<p class="chart-caption"')]
    mark = f"forutsetninger {shipped().hash[:12]}"
    assert captions[0] == f"Flere scenarioer · Molde · faste 2022-kroner og faste 2024-kroner · {mark}"
    assert captions[2].startswith("«Utgangspunktet» til «Mine endringer» · Molde · ")
    assert captions[-1] == f"Egne endringer, 1 endring · Molde · faste 2027-kroner · {mark}"


def test_another_frame_is_pointed_out():
    app = opened(COMPARE, changes={"discount_rate": 0.02}, compared=["base", "mine"])
    assert "ulik ramme" in headings(app)


@pytest.mark.parametrize(
    ("name", "chosen", "part"), [(BUDGET, "Trondheim", 1), (BUDGET, "Averøy", 2), (COMPARE, "Trondheim", 3), (COMPARE, "Averøy", 4)]
)
def test_no_page_fails_at_the_ends_of_any_lever(name, chosen, part):
    app = opened(name, municipality=chosen, compared=["base", "mine"])
    for change in ends(part):
        app.session_state["changes"] = change
        app.session_state["compared"] = ["base", "mine"]
        assert not app.run().exception, change
