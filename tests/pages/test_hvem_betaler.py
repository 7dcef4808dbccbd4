"""Hvem betaler?, run without a browser: what it shows is what the engine says, and its sentences hold in odd states too."""

import re
from urllib.parse import parse_qs

import pytest
from support import shipped
from support.pages import EVERYBODY, headings, html, opened, row, sound, table, tables

from costmodel import base_case, decide
from costmodel.analysis.payers import Payers, WoundDown
from costmodel.model.parties.distribution import distribution
from costmodel.model.parties.region import regional_charge, wind_down
from costmodel.output.charts.distribution import describe_distribution, distribution_chart
from costmodel.output.labels import party_label
from costmodel.texts.forms import write
from costmodel.texts.numbers import number, signed
from pages.answers.payers import payers_of, region_of, wind_down_of
from pages.hvem_betaler import facts

PAGE = "hvem_betaler"
TABLE, PARTS = "Hvem vinner", "Hva summen består av"
NO_BREAK = "\N{NO-BREAK SPACE}"
PARTIES = ("municipality", "others", "hospitals", "gps", "tax_cost")


def page_of(municipality, **state):
    return opened(PAGE, municipality=municipality or EVERYBODY, **state)


def amounts(app) -> dict[str, str]:
    """What the table shows of each party, without the small print under its name."""
    rows = table(app, TABLE)[1:]
    return {name: next(cells[1] for cells in rows if cells[0].startswith(party_label(name))) for name in (*PARTIES, "society")}


@pytest.mark.parametrize(
    ("municipality", "changes"),
    [
        ("Trondheim", {}),
        ("Averøy", {}),
        ("Levanger", {"stranded_share": 0.5}),
        ("Trondheim", {"participants": 66.0, "operating_fixed_share": 0.9}),
        ("Stjørdal", {"entry_transfer_share": 0.0, "gp_uptake": 0.6}),
        ("Trondheim", {"exit_year": 2031.0, "extra_investment": 400.0}),
    ],
)
def test_the_table_is_the_engines_distribution_and_adds_up(municipality, changes):
    app = page_of(municipality, changes=dict(changes))
    scenario = base_case(shipped(), municipality).with_values(changes)
    pair = facts.usual_choice(decide(scenario))
    found = {name: array.item() for name, array in distribution(scenario, *pair).present.named().items()}
    assert (app.selectbox(key="pays_a").value, app.selectbox(key="pays_b").value) == pair
    assert amounts(app) == {name: signed(amount, 1) for name, amount in found.items()}
    assert sum(found[name] for name in PARTIES) == pytest.approx(found["society"])
    assert all(
        write(found[name], "signed_mnok") in app.header[0].value for name in ("municipality", "others", "hospitals", "gps", "society")
    )


@pytest.mark.parametrize(("municipality", "pair"), [("Trondheim", ("stay", "leave_renewed_old_systems")), ("Averøy", ("stay_out", "join"))])
def test_it_opens_with_the_two_options_that_matter_most_the_change_last(municipality, pair):
    assert facts.usual_choice(decide(base_case(shipped(), municipality))) == pair


def test_the_municipalitys_column_is_what_decide_says():
    app = page_of("Trondheim")
    app.selectbox(key="pays_b").select("leave_market_system").run()
    decision = decide(base_case(shipped()))
    assert amounts(sound(app))["municipality"] == signed(decision.difference("stay", "leave_market_system").item(), 1)
    app.selectbox(key="pays_a").select("leave_market_system").run()
    assert "leave_market_system" not in app.selectbox(key="pays_b").options
    assert app.selectbox(key="pays_b").value == "leave_renewed_old_systems"
    assert amounts(sound(app))["municipality"] == signed(decision.difference("leave_market_system", "leave_renewed_old_systems").item(), 1)


def test_a_benchmark_is_said_to_be_none_of_the_choices():
    options = page_of("Trondheim").selectbox(key="pays_a").options
    assert [option for option in options if option.endswith("(målestokk, kan ikke velges)")] == [options[-1]]


def test_kroner_a_head_where_a_party_has_inhabitants():
    app = page_of("Trondheim")
    own = decide(base_case(shipped()))
    head = {name: item.indicators.npv_per_inhabitant.item() for name, item in own.all.items()}
    rows = table(app, TABLE)
    assert rows[1][2] == signed(head["leave_renewed_old_systems"] - head["stay"])
    assert [cells[2] for cells in rows[3:]] == ["–"] * 4
    found = payers_of(base_case(shipped()), "stay", "leave_renewed_old_systems")
    assert rows[2][2] == signed(found.present["others"] * 1e6 / found.people["others"])
    others = [item.population[2024] for item in shipped().municipalities if item.status == "live" and item.name != "Trondheim"]
    assert found.people["others"] == sum(others)


def test_the_levers_stand_beside_it_and_what_they_do_is_said():
    app = page_of("Trondheim")
    assert {"lever:operating_fixed_share", "lever:stranded_share"} <= {item.key for item in app.select_slider}
    assert "lever:entry_transfer_share" in {item.key for item in page_of("Averøy").select_slider}
    at = {
        share: distribution(base_case(shipped()).with_values({"operating_fixed_share": share}), "stay", "leave_renewed_old_systems")
        for share in (0.4, 0.9)
    }
    low, high = (write(found.present.society.item(), "signed_mnok") for found in at.values())
    assert "er ikke publisert, og den avgjør hvor mye av regningen" in headings(app)
    assert f"Er den 40{NO_BREAK}%, blir summen for samfunnet {low}. Er den 90{NO_BREAK}%, blir den {high}." in headings(app)
    before = amounts(app)
    app.select_slider(key="lever:operating_fixed_share").set_value(0.9).run()
    assert amounts(sound(app)) != before
    assert "**1 endring**" in headings(app)
    assert f"**taper 110{NO_BREAK}667{NO_BREAK}kr i året**" in headings(app)


def test_by_year_it_adds_up_to_the_present_values():
    app = page_of("Trondheim", pays_years=True)
    rows = table(app, "MNOK per år")
    found = payers_of(base_case(shipped()), "stay", "leave_renewed_old_systems")
    assert rows[0][1:] == [party_label(name) for name in found.yearly]
    for at, cells in enumerate(rows[1:]):
        assert cells == [str(found.years[at]), *(number(values[at], 1) for values in found.yearly.values())]
    scenario = base_case(shipped())
    factor = decide(scenario).all["stay"].drivers.discount_factor.ravel()
    for name, values in found.yearly.items():
        assert sum(values * factor) == pytest.approx(found.present[name])


@pytest.mark.parametrize(("municipality", "pair"), [("Trondheim", "stay..leave_renewed_old_systems"), ("Averøy", "stay_out..join")])
def test_every_amount_leads_to_its_sums(municipality, pair):
    links = re.findall(r'href="(regnestykket[^"]*)"', html(page_of(municipality, pays_years=True, region_years=True)))
    queries = [parse_qs(link.partition("?")[2]) for link in links]
    assert {f"distribution.{name}" for name in PARTIES} <= {query["item"][0] for query in queries if query["question"] == [pair]}
    assert {query["item"][0] for query in queries if query["question"] == ["wind_down"]} == {"wind_down_npv"}
    assert {query["item"][0] for query in queries if query["question"] == ["region"]} >= {"regional_charge", "regional_charge_hospitals"}


def test_all_participants_have_no_distribution_and_it_says_so():
    app = page_of(None)
    assert "Alle deltakere samlet har ingen fordeling" in headings(app)
    assert not any(title.startswith(TABLE) for title in tables(app))
    assert "lever:operating_fixed_share" not in {item.key for item in app.select_slider}
    assert "Hva regionen betaler for plattformen" in headings(app)
    app.selectbox(key="municipality").select("Molde").run()
    assert amounts(sound(app))


def test_an_exit_after_the_service_life_changes_nothing_and_it_says_so():
    app = page_of("Trondheim", changes={"exit_year": 2060.0})
    assert app.header[0].value.endswith("i 2060 i stedet for å fortsette endrer ikke noe i kroner for noen av partene.")
    assert "Den endrer ikke summen for samfunnet i dette valget." in headings(app)


def test_nobody_else_takes_part_and_it_says_so():
    live = [item.name for item in shipped().municipalities if item.status == "live"]
    alone = Payers(
        ("stay", "leave_x"), (None, 2029), dict.fromkeys((*PARTIES, "society"), 1.0), {}, (), {"municipality": 1.0, "others": 0.0}, {}
    )
    assert "Scenarioet har ingen andre kommuner med" in facts.further(alone, base_case(shipped()))
    assert alone.per_inhabitant("others") is None
    assert "ingen andre" not in headings(page_of("Trondheim", participant_set=tuple(live[:1])))


@pytest.mark.parametrize(
    ("own", "society", "words"),
    [(1.0, -2.0, "Trondheim vinner på valget, mens samfunnet samlet taper."), (-1.0, 2.0, "Trondheim taper på valget, mens")],
)
def test_it_says_where_the_municipality_and_society_come_out_different_ways(own, society, words):
    present = {**dict.fromkeys(PARTIES, 0.0), "municipality": own, "society": society}
    found = Payers(("stay", "leave_x"), (None, 2029), present, {}, (), {"municipality": 1.0, "others": 1.0}, {})
    assert facts.further(found, base_case(shipped())).startswith(words)
    same = Payers(("stay", "leave_x"), (None, 2029), {**present, "society": own}, {}, (), {"municipality": 1.0, "others": 1.0}, {})
    assert facts.further(same, base_case(shipped())).startswith("Nåverdi fra 2027")


def test_the_region_stands_beside_what_is_published():
    app = page_of("Trondheim", region_years=True)
    total = regional_charge(base_case(shipped())).total.ravel()
    assert f"I 2024 gir modellen **{write(total[4], 'mnok')}**" in headings(app)
    assert "Publisert er om lag 800 MNOK (2024-kroner, P-FINANSAVISEN-2025-06)" in headings(app)
    rows = table(app, "MNOK per år i faste 2024-kroner")
    assert row(rows, "2030")[-1] == number(total[10], 1)
    assert rows[-1][0] == "2036"


def test_no_sum_of_the_region_where_the_reference_participants_are_out_of_service():
    scenario = base_case(shipped()).with_values({"start_year": 2026, "decision_year": 2038})
    assert facts.regional_cost(region_of(scenario), scenario) == (
        "I 2038 er ikke alle referansekommunene innenfor levetiden, så det vises ingen sum for regionen det året."
    )


def test_the_wind_down_is_the_engines_with_its_minutes_and_its_levers():
    app = page_of("Averøy")
    found = wind_down(base_case(shipped()))
    assert f"**Summen for regionen er {write(found.npv.item(), 'signed_mnok')} i nåverdi fra 2027.**" in headings(app)
    assert f"sparer {number(found.break_even_minutes.item(), 1)} minutter per dag" in headings(app)
    rows = table(app, PARTS)
    assert row(rows, "Sum") == [signed(found.npv.item(), 1)]
    assert sum(wind_down_of(base_case(shipped())).parts.values()) == pytest.approx(found.npv.item())
    assert "Det er verken et forslag, en plan eller et valg som én kommune har." in headings(app)
    app.select_slider(key="lever:wind_down_minutes").set_value(4.0).run()
    assert row(table(sound(app), PARTS), "Sum")[0].startswith("+")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"wind_down_year": 2090}, "**2090 er etter at levetiden er ute, så det er ingenting å avvikle i modellen.**"),
        ({"wind_down_replacement": 0}, "Summen blir null hvis hvert årsverk i kommunene og på sykehusene taper "),
    ],
)
def test_the_wind_down_in_odd_states(changes, words):
    scenario = base_case(shipped()).with_values(changes)
    assert words in facts.wind_down_sums(wind_down_of(scenario), scenario)


def test_no_minutes_where_none_counts():
    assert facts.wind_down_sums(WoundDown({"saved_operation": 1.0}, 1.0, None), base_case(shipped())).endswith(
        "Ingen minutter påvirker summen."
    )


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy", "Os"])
@pytest.mark.parametrize(
    "state",
    [
        {"changes": {"participants": 66.0, "gp_uptake": 0.6}},
        {"changes": {"participants": 1.0}},
        {"participant_set": ("Averøy", "Os")},
        {"changes": {"exit_year": 2029.0, "alternative_year": 2031.0}, "alternative_chosen": "renewed_old_systems"},
        {"changes": {"decision_year": 2040.0}},
        {"changes": {"hospital_share": 0.0, "stranded_share": 0.0}},
    ],
)
def test_no_state_breaks_the_page(municipality, state):
    app = page_of(municipality, pays_years=True, region_years=True, **state)
    shown = {
        name: float(text.replace("\N{MINUS SIGN}", "-").replace(NO_BREAK, "").replace(",", ".")) for name, text in amounts(app).items()
    }
    assert sum(shown[name] for name in PARTIES) == pytest.approx(shown["society"], abs=0.3)


def test_the_chart_says_the_same_as_the_table():
    found = payers_of(base_case(shipped()), "stay", "leave_market_system").present
    chart, words = distribution_chart(found), describe_distribution(found)
    assert list(chart.data[0].x) == list(found.values())
    assert all(f"{party_label(name)} {signed(amount, 1)}" in words for name, amount in found.items())
    low, high = chart.layout.xaxis.range
    assert low < min(found.values()) < 0 < max(found.values()) < high
    assert distribution_chart(dict.fromkeys(found, 0.0)).layout.xaxis.range == (-1.0, 1.0)
