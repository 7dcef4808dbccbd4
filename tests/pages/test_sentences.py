"""Every sentence of the pages' facts, each case once: also those that no state of a page in these tests leads to."""

from collections.abc import Sequence
from types import SimpleNamespace as Stub

import pytest
from support import shipped

from costmodel import base_case
from costmodel.analysis.participation.coalition import Path, Step
from costmodel.analysis.participation.game import EffectOfChoice, Sides
from costmodel.analysis.participation.price_curve import ByNumber
from pages.answers.participation import STARTS
from pages.kommuner import bill_rows, game
from pages.kommuner import facts as participation

NAN = float("nan")
NAMES = tuple("abcdefgh")


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def effect(*, is_in: bool, own: str = "stay", price: float = 3.0, marginal: float = 1.0) -> EffectOfChoice:
    other, out_from = ("leave_market_system", 2029) if own == "stay" else ("stay_out", None)
    gains = {"municipality": 5.0, "others": 2.0, "hospitals": 1.0, "society": -8.0, "budget": 3.0}
    sides = [Sides(1.0, 3.0)] * 6
    return EffectOfChoice("Averøy", is_in, own, other, out_from, 2028, gains, *sides, price, marginal)


def step(count: int, *, joins: bool) -> Step:
    return Step(NAMES[:count], (joins,) * count, (1.0,) * count, 3)


def curve(npv: Sequence[float], gain: Sequence[float] = (1.0, 2.0, 3.0)) -> ByNumber:
    return ByNumber(
        "Averøy", ("Averøy", "Trondheim", "Os"), 2029, (3000.0, 2000.0, 1000.0), (0.0,) * 3, (0.0,) * 3, tuple(npv), tuple(gain)
    )


@pytest.mark.parametrize(
    ("is_in", "own", "expected"),
    [
        (
            True,
            "stay",
            "Hvis Averøy velger å slutte og gå over til et nytt system i markedet i 2029, endres egen netto nåverdi med −5,0 MNOK",
        ),
        (False, "stay", "Hvis Averøy velger å fortsette, endres egen netto nåverdi med +5,0 MNOK"),
        (True, "join", "Hvis Averøy velger å la være, endres egen netto nåverdi med −5,0 MNOK"),
        (False, "join", "Hvis Averøy velger å bli med, endres egen netto nåverdi med +5,0 MNOK"),
    ],
)
def test_what_one_choice_does(is_in, own, expected):
    told = plain(participation.effect_takeaway(effect(is_in=is_in, own=own), shipped()))
    others, hospitals, society = ("−2,0", "−1,0", "+8,0") if is_in else ("+2,0", "+1,0", "−8,0")
    rest = f"de andre kommunenes til sammen med {others} MNOK, sykehusenes med {hospitals} MNOK og samfunnets med {society} MNOK."
    budget = f"Virkningen på eget driftsbudsjett er {'−3,0' if is_in else '+3,0'} MNOK i nåverdi."
    assert told == f"{expected}, {rest} {budget}"


def test_prices_with_and_without_use():
    assert participation.prices(effect(is_in=True, price=NAN, marginal=NAN)).endswith("så den har ingen pris det året.")
    decided = plain(participation.prices(effect(is_in=True, marginal=NAN)))
    assert decided.endswith("Averøy kan først være uten plattformen i 2029, så valget flytter ingen betaling i 2028.")
    assert "**Grensepris**: 250 kr." in plain(participation.prices(effect(is_in=True, marginal=250.0)))
    unused, used = (participation.curve_takeaway(curve([1.0, 2.0, 3.0]), (2, price)) for price in (NAN, 1500.0))
    assert unused == "Averøy bruker ikke plattformen i 2029. Velg et annet år for å se prisen."
    assert plain(used).endswith("fra 3 000 kr med 1 deltaker til 1 000 kr med 3. Med valget nå (2) er den 1 500 kr.")


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((-3.0, -1.0, -2.0), "finnes ikke. Høyest er {what} med 2 deltakere: −1,0 MNOK."),
        ((1.0, 2.0, 3.0), "allerede som eneste deltaker er {what} 1,0 MNOK."),
        ((-3.0, 1.0, 200.0), "**2** (når Trondheim er med): {what} blir 1,0 MNOK, mot −3,0 MNOK med én færre."),
    ],
)
def test_the_smallest_number_both_ways_of_asking(amounts, expected):
    lead, life, now = plain(participation.break_even(curve(amounts, amounts), is_live=True)).split("\n")
    assert lead.startswith("**Minste antall deltakere der Averøy går i null**")
    assert life == f"- over hele levetiden: {expected.format(what='netto nåverdi')}"
    assert now == f"- fra beslutningsåret, med mot ikke med: {expected.format(what='gevinsten av å være med')}"
    assert plain(participation.break_even(curve(amounts, amounts), is_live=False)).split("\n") == [lead, now]


@pytest.mark.parametrize(
    ("steps", "back", "expected"),
    [
        (0, None, "Ingen vil bytte side: ingen av de 66 kommunene får høyere netto nåverdi av det, når 19 er med."),
        (1, None, "Etter ett trinn vil ingen bytte side. Da er 2 av 66 kommuner med; ved start var det 19."),
        (2, None, "Etter 2 trinn vil ingen bytte side. Da er 2 av 66 kommuner med; ved start var det 19."),
        (1, 0, "Valgene går i ring: etter ett trinn er de samme med som etter trinn 0. Det finnes da ikke"),
        (3, 1, "Valgene går i ring: etter 3 trinn er de samme med som etter trinn 1. Det finnes da ikke"),
    ],
)
def test_where_the_coalition_ends(steps, back, expected):
    path = Path((step(1, joins=True),) * steps, frozenset("ab"), back)
    assert participation.coalition_takeaway(path, 19, 66).startswith(expected)


def test_few_are_named_and_many_counted():
    assert participation.step_names(step(2, joins=True)) == ("a, b", "–")
    assert participation.step_names(step(5, joins=False)) == ("–", "a, b og 3 til")
    bills = Stub(inside=["a"], names=NAMES)
    scenario = base_case(shipped(), None).with_alternative("national_record")
    lead = "Går over til en nasjonal kommunal journal i 2032:"
    assert participation.leavers(bills, ["a"], scenario) == ""
    assert participation.leavers(bills, ["a", "b", "c"], scenario).startswith(f"{lead} b, c. Det de")
    assert participation.leavers(bills, NAMES, scenario).startswith(f"{lead} 7 kommuner. Det de")
    assert "summen av de 8 radene" in participation.exactness(bills)


def test_dates_with_and_without_plans_that_have_passed():
    kept, moved = (participation.dates(shipped(), ["S1"], year) for year in (None, 2027))
    assert kept.endswith("det siste som er funnet om kommunen; datoen under er planens.")
    assert moved == f"{kept} Planer som har passert, flyttes: modellen regner tidligst med oppstart i 2027."


def test_everything_to_choose_on_kommuner_has_a_name():
    rows = shipped().municipalities
    groups = bill_rows.groups_of(rows, Stub(inside=["Trondheim"]))
    assert {"Alle kommuner", "De som er med", "De som ikke er med", "Fylke: Trøndelag", "Bølge: KI1"} <= {
        bill_rows.group_name(group) for group in groups
    }
    assert [game.start_name(start) for start in STARTS] == ["Valget nå", "Ingen er med", "Alle er med"]
    assert [game.way_name(way) for way in (game.ONE, game.TOGETHER)] == ["Én om gangen", "Alle samtidig"]
    assert {participation.text(f"bills.status.{status}") for status in {item.status for item in rows}} == {"I bruk", "Plan"}
    assert bill_rows.columns(2029)["charge"].label == "Betaling 2029 (MNOK)"
