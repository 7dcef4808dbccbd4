"""Every sentence of Utforsk, Budsjett and Sammenlign, each case once: also those that no state of a page in these tests leads to."""

from dataclasses import replace
from types import SimpleNamespace as Stub

import numpy as np
import pytest
from support import ROOT, shipped

from costmodel import appraise, base_case, decide, to_dict
from costmodel.analysis.bearers import bearers
from costmodel.analysis.budget import plan
from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.one_way import Span, tornado
from costmodel.analysis.side_by_side import Gap
from costmodel.analysis.uncertainty.paired import Difference
from costmodel.analysis.waterfall import Waterfall
from costmodel.model.results import present_values
from costmodel.texts.catalog import Catalog
from pages.budsjett import facts as budget
from pages.components.prices import DEFLATOR, FIXED, OWN_RATE, price_option, prices
from pages.sammenlign import facts as comparison
from pages.sammenlign import rows
from pages.utforsk import effects
from pages.utforsk import facts as first

NAN = float("nan")
SURE, IN_DOUBT = (1.0, 2.0), (-350.0, 240.0)


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def asked(monkeypatch) -> set[str]:
    """The keys of all the texts that are asked for."""
    keys: set[str] = set()
    call = Catalog.__call__

    def recorded(self, key, /, **values):
        keys.add(key)
        return call(self, key, **values)

    monkeypatch.setattr(Catalog, "__call__", recorded)
    return keys


def unasked(page: str, asked: set[str], *parts: str) -> list[str]:
    """The texts in parts of a page's catalog that nobody has asked for."""
    catalog = Catalog(ROOT / "pages" / page)
    return [f"{part}.{key}" for part in parts for key in catalog.part(part) if f"{part}.{key}" not in asked]


def record(municipality="Trondheim", **changes) -> dict:
    return to_dict(appraise(base_case(shipped(), municipality).with_values(changes)))


@pytest.mark.parametrize(
    ("municipality", "changes", "expected"),
    [
        ("Trondheim", {}, "**Trondheim** har hatt Helseplattformen i bruk siden 7. mai 2022. :gray-badge[publisert S1]"),
        ("Averøy", {}, "Modellen regner med oppstart i 2028. :gray-badge[plan]"),
        ("Averøy", {"exit_year": 2027}, "Modellen regner med oppstart i ingen av årene. :gray-badge[plan]"),
        (None, {}, "i rekkefølgen fra innføringsplanen. Tallene er summen for dem."),
        (None, {"participants": 5}, "De andre som er i bruk, går ut i 2027 og er også med i summen."),
    ],
)
def test_who_is_studied(municipality, changes, expected):
    assert plain(first.status(shipped(), municipality, record(municipality, **changes))).endswith(expected)


@pytest.mark.parametrize("ends", [SURE, IN_DOUBT])
@pytest.mark.parametrize("value", [-603.0, 41.0, 0.0])
def test_both_answers_in_every_case(value, ends):
    studied, span, is_told = {"years": [2022, 2038], "municipality": None}, Span(value, *ends), bool(value) and ends == IN_DOUBT
    answers = [first.what_now(names, (2027, 2028), studied, span) for names in (("stay", "leave"), ("join", "stay_out"))]
    for answer in (first.whole_life(studied, span), *answers):
        assert "deltakerne" in answer and answer.endswith(".")
        assert ("fra −350 til 240 MNOK og avgjøre" in plain(answer)) == is_told


def test_every_sentence_of_the_first_page_is_told_in_some_case(asked):
    for case in ("Trondheim", {}), ("Averøy", {}), ("Averøy", {"exit_year": 2027}), (None, {}), (None, {"participants": 5}):
        first.status(shipped(), case[0], record(case[0], **case[1]))
    for value in (-603.0, 41.0, 0.0):
        for names in (("stay", "leave"), ("join", "stay_out")):
            first.what_now(names, (2027, 2028), record(), Span(value, *IN_DOUBT))
        first.whole_life(record(None), Span(value, *IN_DOUBT))
    for judged in (0, 2):
        first.unpriced(shipped().effects, judged)
    for is_decision in (True, False):
        first.most_that_matters(tornado(base_case(shipped()), Question(is_decision=is_decision)))
    for names in (("stay", "leave"), ("join", "stay_out")):
        first.which_option(names, 2027)
    first.caution(record())
    first.acts_from(record(), "Averøy")
    assert unasked("utforsk", asked, "status", "answers", "unpriced", "explained", "most") == []


def test_effects_have_a_name_for_every_direction_and_step(asked):
    told = {step: effects.step_text(step) for step in effects.STEPS}
    assert len(set(told.values())) == len(told) == 10
    assert unasked("utforsk", asked, "effects.steps") == []
    directions = {item.direction_reported for item in shipped().effects.values()}
    assert directions <= set(first.text.part("effects.directions"))


def test_what_matters_most_is_a_list_and_silent_where_nothing_does():
    found = tornado(base_case(shipped()), Question())
    assert first.most_that_matters(found).count("**") == 2 * first.MOST
    assert ", hver alene" in first.most_that_matters(found)
    assert first.most_that_matters(replace(found, bars=())) == ""


def test_the_scale_of_the_levers_is_told_to_all_but_the_reference():
    assert "skalerer" not in first.acts_from(record(), "Trondheim")
    assert first.acts_from(record(None), None).endswith("Beløpene på skyverne gjelder Trondheim; modellen skalerer dem etter folketallet.")


def test_the_yearly_chart_with_and_without_a_ratio():
    result = appraise(base_case(shipped()))
    values, studied = {name: array.item() for name, array in present_values(result).items()}, record()
    assert plain(first.takeaway(studied, values)).endswith(" av kostnadene.")
    studied["indicators"] = {**studied["indicators"], "benefit_cost_ratio": None}
    assert plain(first.takeaway(studied, values)).endswith(" i nåverdi.")


def test_further_figures_where_none_exists():
    studied = record()
    studied["indicators"] = dict.fromkeys(studied["indicators"])
    assert [figure for _, figure, _ in first.further(studied, 1999, shipped())] == ["–", "–", "–", "–", "–\N{NO-BREAK SPACE}kr"]


@pytest.mark.parametrize(("high", "expected"), [(363.0, "i 2024: 363 kr (S"), (400.0, "i 2024: 363–400 kr (S")])
def test_published_prices_as_one_number_and_as_a_span(high, expected):
    published = {key: item.model_copy(update={"low": 363.0, "high": high}) for key, item in shipped().published.items()}
    told = plain(first.per_inhabitant(record(), 2024, shipped().model_copy(update={"published": published}))[2])
    assert f"Publisert for Trondheim {expected}" in told


@pytest.mark.parametrize(("rate", "expected"), [(0.04, "med 4 % rente"), (0.035, "med 3,5 % rente")])
def test_the_rate_is_told_without_a_needless_decimal(rate, expected):
    assert expected in plain(first.about(record(discount_rate=rate)))


def test_every_sentence_of_the_budget_is_told_in_some_case(asked):
    result, deflator = appraise(base_case(shipped())), shipped().budget["municipal_deflator"]
    full = plan(result, 2027)
    empty = replace(full, lines={name: 0.0 * line for name, line in full.lines.items()})
    saving = replace(full, lines={name: -line for name, line in full.lines.items()})
    told = [plain(budget.takeaway(item)) for item in (full, empty, saving)]
    assert [word in text for word, text in zip((" netto merutgift ", " ingen utgifter ", " netto mindreutgift "), told, strict=True)] == [
        True
    ] * 3
    outside = [
        {**dict.fromkeys(full.outside, np.zeros((1, 4, 1))), "extra_time_outside": np.full((1, 4, 1), hours)} for hours in (-1.0, 0.0, 1.0)
    ]
    told = [budget.outside_takeaway(replace(full, outside=item)) for item in outside]
    assert ["frigjort tid" in told[0], "like mye tid" in told[1], "mer tid" in told[2]] == [True] * 3
    budget.capital_takeaway(full)
    for municipality, first_year in (("Trondheim", 2027), (None, 2027), ("Averøy", 2020)):
        shares = bearers(appraise(base_case(shipped(), municipality)), plan(result, first_year).years)
        budget.bearers_takeaway(shares, municipality)
        budget.bearers_columns(shares, municipality)
    budget.about_lines()
    for town in ("Trondheim", "Averøy"):
        for option in decide(base_case(shipped(), town).with_partners(["Molde"])).all.values():
            budget.what_is_planned(option)
    budget.what_is_planned(appraise(base_case(shipped(), None)))
    for choice in (FIXED, DEFLATOR, OWN_RATE):
        assert budget.price_note(choice, deflator) and price_option(choice, 2024, deflator) and prices(choice, 2024, 0.025)
    parts = (
        "plan.takeaway",
        "plan.of",
        "plan.meanings",
        "outside.takeaway",
        "capital.takeaway",
        "bearers.takeaway",
        "bearers.rows",
        "prices.notes",
    )
    assert unasked("budsjett", asked, *parts) == []
    assert budget.years_outside(full) == ""
    assert budget.years_outside(plan(result, 2036)) == "2038, 2039 ligger utenfor beregningen. Der er alle poster 0."


def test_prices_in_a_few_words():
    assert prices(FIXED, 2024, 0.025) == "faste 2024-kroner"
    assert plain(prices(OWN_RATE, 2024, 0.025)) == plain(prices(DEFLATOR, 2024, 0.025)) == "løpende priser, 2,5 % vekst i året fra 2024"


@pytest.mark.parametrize(
    ("npv", "expected"),
    [
        ((-3.0, -120.4, 5.0), "Netto nåverdi går fra −120 MNOK i «B» til 5,0 MNOK i «C»."),
        ((5.0, 5.0, 5.0), "Netto nåverdi er 5,0 MNOK i alle scenarioene."),
    ],
)
def test_the_net_present_values_of_scenarios(npv, expected):
    assert plain(comparison.takeaway({"npv": npv}, ["A", "B", "C"])) == expected


@pytest.mark.parametrize(
    ("ratios", "expected"),
    [
        ((0.5, NAN), "Nytten er 50 % av kostnadene i «A» og – i «B»."),
        ((0.5, 0.25, 1.0), "Nytten er 50 % av kostnadene i «A», 25 % i «B» og 100 % i «C»."),
    ],
)
def test_the_benefit_of_each_scenario_in_a_list(ratios, expected):
    assert plain(comparison.values_takeaway({"benefit_cost_ratio": ratios}, ["A", "B", "C"][: len(ratios)])) == expected


def test_how_many_inputs_differ():
    items = [Stub(name=name, label=label) for name, label in (("start_year", "Første år"), ("users", "Brukere"), ("price_year", "Prisår"))]
    told = [comparison.inputs_takeaway(items[:count]) for count in (0, 1, 2)]
    assert [text.split()[0] for text in told] == ["Scenarioene", "Én", "2"]
    assert comparison.frame_note(items[1:2]) == ""
    assert comparison.frame_note(items).startswith("Scenarioene har ulik ramme (første år, prisår).")


def test_where_yearly_lines_part():
    assert comparison.yearly_takeaway(None) == "Netto nytte er den samme i alle scenarioene, år for år."
    told = plain(comparison.yearly_takeaway(Gap(first_year=2025, widest_year=2030, low=-2.0, lowest="A", high=110.0, highest="B")))
    assert told == (
        "Scenarioene skiller lag fra 2025. Lengst fra hverandre er de i 2030: netto nytte er −2,0 MNOK i «A» og 110 MNOK i «B»."
    )


def test_the_way_from_one_scenario_to_another():
    labels, ends = {"x": "Innføring", "y": "Endret tidsbruk"}, ("A", "B")
    told = plain(comparison.fall_takeaway(Waterfall(1.0, {"x": 2.0, "y": -5.5}, -2.5), labels, ends))
    assert told == "Fra «A» til «B» endres netto nåverdi med −3,5 MNOK. Størst er endret tidsbruk med −5,5 MNOK."
    assert comparison.fall_takeaway(Waterfall(1.0, {}, 1.0), labels, ends) == "Det er ingen forskjell mellom «A» og «B»."
    assert [row.label for row in rows.fall_rows(Waterfall(1.0, {"x": 2.0}, 3.0), labels, ends)] == [
        "Netto nåverdi, A",
        "Innføring",
        "Netto nåverdi, B",
    ]


@pytest.mark.parametrize(
    ("low", "high", "probability", "expected"),
    [
        (0.0, 0.0, 0.5, ("like", "0 til 0 MNOK")),
        (1.0, 9.0, 0.999, ("over 99 %", "1 til 9 MNOK")),
        (-4.0, 9.0, 0.6, ("60 %", "−4 til 9 MNOK; mindre enn det vi vet")),
    ],
)
def test_chances_between_two_scenarios(low, high, probability, expected):
    found = Difference(**{**dict.fromkeys(Difference.__dataclass_fields__, 0.0), "low": low, "high": high, "probability": probability})
    row = rows.chance_row("basis", "annet", (found, found))
    assert row.label == "A: basis. B: annet"
    assert (plain(row.cells[0]), plain(row.notes[1])) == expected


def test_values_of_inputs_that_differ():
    assert rows.value_text(None, None) == "ingen"
    assert rows.value_text("Molde", None) == "Molde"
    assert rows.value_text("Averøy, Molde, Trondheim", None) == "3 navngitte"
    assert rows.value_text("Averøy, Molde, Trondheim", None, is_listed=True) == "Averøy, Molde, Trondheim"
    cases = (("start_year", 2021.0, "2021"), ("gp_uptake", 0.125, "12,5 %"), ("platform_cost", 95.5, "95,5"))
    assert [plain(rows.value_text(value, shipped().quantities[name])) for name, value, _ in cases] == [text for *_, text in cases]


def test_every_option_of_the_decision_has_its_sentences():
    names = {decide(base_case(shipped(), municipality)).names[0] for municipality in ("Trondheim", "Averøy", None)}
    assert names == {"stay", "join"}
    assert all(f"answers.{name}.equal" in first.text and f"explained.{name}" in first.text for name in names)
