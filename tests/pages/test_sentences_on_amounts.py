"""Every sentence of Budsjett and Sammenlign, each case once: also those that no state of a page in these tests leads to."""

from dataclasses import replace
from types import SimpleNamespace as Stub

import numpy as np
import pytest
from support import shipped
from support.sentences import plain, unasked

from costmodel import appraise, base_case, decide
from costmodel.analysis.bearers import bearers
from costmodel.analysis.budget import plan
from costmodel.analysis.municipal.plan import municipal_plan
from costmodel.analysis.municipal.prices import PriceBasis
from costmodel.analysis.saved_time import cost_and_benefit
from costmodel.analysis.side_by_side import Gap
from costmodel.analysis.uncertainty.paired import Difference
from costmodel.analysis.waterfall import Waterfall
from pages.budsjett import facts as budget
from pages.components.prices import price_option, prices
from pages.sammenlign import facts as comparison
from pages.sammenlign import rows

NAN = float("nan")


def test_every_sentence_of_the_budget_is_told_in_some_case(asked):
    result = appraise(base_case(shipped()))
    full = plan(result, 2027)
    empty = replace(full, lines={name: 0.0 * line for name, line in full.lines.items()})
    saving = replace(full, lines={name: -line for name, line in full.lines.items()})
    told = [plain(budget.takeaway(item)) for item in (full, empty, saving)]
    assert [word in text for word, text in zip((" netto merutgift ", " ingen utgifter ", " netto mindreutgift "), told, strict=True)] == [
        True
    ] * 3
    outside = [
        {**dict.fromkeys(full.outside, np.zeros((1, 4, 1))), "extra_time_outside": np.full((1, 4, 1), hours)} for hours in (1.0, 0.0, -1.0)
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
    accounts = municipal_plan(result, 2027)
    nothing = replace(
        accounts, **{part: {name: 0.0 * item for name, item in getattr(accounts, part).items()} for part in ("operating", "finance")}
    )
    better = replace(accounts, operating={name: -line for name, line in accounts.operating.items()})
    told = [plain(budget.accounts_takeaway(item)) for item in (accounts, nothing, better)]
    assert [word in text for word, text in zip((" svakere ", " ingen virkning ", " bedre "), told, strict=True)] == [True] * 3
    parts = (
        "plan.takeaway",
        "plan.of",
        "plan.meanings",
        "outside.takeaway",
        "capital.takeaway",
        "bearers.takeaway",
        "bearers.rows",
        "plan.accounts",
    )
    assert unasked("budsjett", asked, *parts) == []
    assert budget.years_outside(full) == ""
    assert budget.years_outside(plan(result, 2036)) == "2038, 2039 ligger utenfor beregningen. Der er alle poster 0."


def test_prices_in_a_few_words():
    said = [prices(basis, 2027) for basis in PriceBasis]
    assert said == ["faste 2027-kroner", "faste 2027-kroner", "løpende kroner"]
    assert [price_option(basis, 2027) for basis in PriceBasis] == ["Faste 2027-kroner", "Faste 2027-kroner", "Løpende kroner"]


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
    ("costs", "expected"),
    [
        ((2.0, 0.0), "Nytten er 50 % av kostnadene i «A». I «B» er det ingen kostnad å måle nytten mot."),
        ((-2.0, 2.0, 0.0), "Nytten er 50 % av kostnadene i «B». I «A» og «C» er det ingen kostnad å måle nytten mot."),
        ((2.0, 4.0, 1.0), "Nytten er 50 % av kostnadene i «A», 25 % i «B» og 100 % i «C»."),
        ((0.0, -1.0), "I «A» og «B» er det ingen kostnad å måle nytten mot."),
    ],
)
def test_the_benefit_of_each_scenario_in_a_list(costs, expected):
    sums = [cost_and_benefit({"total_cost": cost, "total_benefit": 1.0}) for cost in costs]
    assert plain(comparison.values_takeaway(dict(zip("ABC", sums, strict=False)))) == expected


def test_saved_time_is_a_benefit_and_no_cost_below_zero():
    sums = {"A": cost_and_benefit({"total_cost": -1.0, "total_benefit": 1.0, "extra_time_cost": -5.0})}
    assert plain(comparison.values_takeaway(sums)) == "Nytten er 150 % av kostnadene i «A». Spart tid teller som nytte."


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
