"""Every sentence of the pages' facts, each case once: also those that no state of a page in these tests leads to."""

from collections.abc import Sequence
from types import SimpleNamespace as Stub

import pytest
from support import shipped

from costmodel import Question, base_case, lever_named
from costmodel.analysis.open_questions import Ends, Unknown, Unknowns
from costmodel.analysis.participation.coalition import Path, Step
from costmodel.analysis.participation.game import EffectOfChoice, Sides
from costmodel.analysis.participation.price_curve import ByNumber
from costmodel.analysis.provenance import OWN
from costmodel.analysis.sensitivity.answers import ANSWER_INDICATORS
from costmodel.analysis.sensitivity.switching import Kind
from costmodel.analysis.uncertainty.measures import PRESENT_COST
from costmodel.assumptions.records import Basis, Distribution, Role
from pages.answers.participation import STARTS
from pages.components.life_or_now import LIFE, NOW
from pages.det_vi_ikke_vet import facts as open_questions
from pages.folsomhet import facts as sensitivity
from pages.folsomhet.asked import ROLES
from pages.folsomhet.rows import PLACES, spider_columns, switching_rows
from pages.folsomhet.views import VIEWS
from pages.forutsetninger import assumption_list
from pages.forutsetninger import facts as numbers
from pages.kommuner import bill_rows, game
from pages.kommuner import facts as participation
from pages.usikkerhet import facts as uncertainty

NAN = float("nan")
NAMES = tuple("abcdefgh")


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def effect(*, is_in: bool, own: str = "stay", price: float = 3.0, marginal: float = 1.0) -> EffectOfChoice:
    other, out_from = ("leave_market_system", 2029) if own == "stay" else ("stay_out", None)
    gains = {"municipality": 5.0, "others": 2.0, "hospitals": 1.0, "society": -8.0}
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
    assert told == f"{expected}, {rest}"


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
    lead, life, now = plain(participation.break_even(curve(amounts, amounts))).split("\n")
    assert lead.startswith("**Minste antall deltakere der Averøy går i null**")
    assert life == f"- over hele levetiden: {expected.format(what='netto nåverdi')}"
    assert now == f"- fra beslutningsåret, med mot ikke med: {expected.format(what='gevinsten av å være med')}"


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


def unknowns(*ends: tuple[float, float] | None) -> Unknowns:
    record = shipped().quantities["legacy_operating_cost"]
    pairs = [None if pair is None else Ends(*pair) for pair in ends]
    return Stub(
        questions=tuple(Unknown(("legacy_operating_cost",), record, pair, pair) for pair in pairs),
        lifetime=-5.0,
        decision=-5.0,
        options=("stay", "leave"),
    )


@pytest.mark.parametrize("view", [LIFE, NOW])
@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ([None, None], "2 spørsmål er åpne."),
        ([(-9.0, -150.0), None], "fra −150 MNOK til −9,0 MNOK, mot −5,0 MNOK nå. Ingen av dem kan alene snu fortegnet."),
        ([(-9.0, 3.0)], "fra −9,0 MNOK til 3,0 MNOK, mot −5,0 MNOK nå. 1 av dem kan alene snu fortegnet."),
    ],
)
def test_what_the_open_questions_could_do(view, ends, expected):
    assert plain(open_questions.takeaway(unknowns(*ends), view, shipped())).endswith(expected)


def test_the_two_results_and_what_is_assumed():
    assert open_questions.result_name(LIFE, ("join", "stay_out")) == "Netto nåverdi, hele levetiden"
    assert open_questions.result_name(NOW, ("join", "stay_out")) == "Fordel ved å bli med framfor å la være, i nåverdi"
    every = tuple(f"benefits.{key}.realisation" for key in shipped().benefits)
    item = Unknown(every, shipped().quantities[every[0]], None, None)
    told = open_questions.meanwhile(item, shipped())
    assert told.startswith("Modellen antar imens: ") and ", alle gevinster " in told


@pytest.mark.parametrize(
    ("low", "high", "model", "up_to", "expected"),
    [
        (10.0, 20.0, 15.0, None, "i spennet"),
        (10.0, 10.0, 12.0, None, "20 %"),
        (10.0, 20.0, 22.0, None, "10 %"),
        (0.0, 0.0, 1.0, None, "0 %"),
        (1.0, 2.0, None, None, "–"),
        (18.6, 18.6, 11.4, 21.4, "i spennet"),
        (10.0, 10.0, 12.0, 14.0, "20 %"),
    ],
)
def test_how_far_a_published_figure_is(low, high, model, up_to, expected):
    item = Stub(figure=Stub(low=low, high=high, unit="MNOK"), model=model, up_to=up_to, agrees=True)
    assert plain(open_questions.gap_text(item)) == expected
    assert plain(open_questions.agreement([item])) == "Modellen treffer 1 av 1 publiserte tall innenfor 5 %, og 0 treffer den ikke."


@pytest.mark.parametrize("indicator", ANSWER_INDICATORS)
@pytest.mark.parametrize("is_decision", [False, True])
@pytest.mark.parametrize("year", [None, 2029])
def test_the_answer_today(indicator, is_decision, year):
    question = Question(indicator, is_decision, year)
    told, everybody = (sensitivity.answer_sentence(question, -12.5, ("join", "stay_out"), who) for who in ("Averøy", None))
    assert (" i 2029 for Averøy" in told) == (year == 2029)
    assert (": å bli med minus å la være er **−12,5" in told) == is_decision
    assert " for alle deltakere samlet" in everybody


def switching(*, plausible: bool | None, turns: int = 1, kind: Kind = Kind.NONE) -> Stub:
    lever = lever_named(base_case(shipped()), "extra_minutes")
    crossings = tuple(Stub(value=float(at + 1)) for at in range(turns))
    return Stub(lever=lever, crossings=crossings, is_plausible=plausible, kind=kind, distance=0.5 if turns else None)


@pytest.mark.parametrize(
    ("inside", "outside", "expected"),
    [
        (0, 0, "Ingen tall kan alene snu svaret innenfor det trolige."),
        (0, 1, "Ingen tall kan alene snu svaret innenfor det trolige. Ett tall kan det utenfor."),
        (0, 2, "Ingen tall kan alene snu svaret innenfor det trolige. 2 tall kan det utenfor."),
        (1, 3, "Ett tall kan alene snu svaret innenfor det trolige."),
        (2, 0, "2 tall kan alene snu svaret innenfor det trolige."),
    ],
)
def test_how_many_turn_the_answer_alone(inside, outside, expected):
    found = [switching(plausible=True)] * inside + [switching(plausible=False)] * outside + [switching(plausible=None, turns=0)]
    assert sensitivity.switching_takeaway(found) == expected


@pytest.mark.parametrize(
    ("item", "where", "plausible"),
    [
        (switching(plausible=True), "1 minutter", "innenfor "),
        (switching(plausible=False, turns=2), "1 og 2 minutter", "utenfor "),
        (switching(plausible=None, turns=0), "ingen", ""),
        (switching(plausible=None, turns=0, kind=Kind.FLAT), "har ingenting å si", ""),
    ],
)
def test_where_the_answer_turns_in_the_table(item, where, plausible):
    (row,) = switching_rows([item], shipped())
    assert row.cells[1].startswith(where) and row.cells[3].startswith(plausible)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (NAN, "Svaret finnes ikke for noe par av"),
        (0.0, "alle er under null."),
        (1.0, "alle er over null."),
        (0.25, "er svaret over null i 25 % av kombinasjonene."),
    ],
)
def test_the_heat_map_in_a_sentence(share, expected):
    across, up = (lever_named(base_case(shipped()), name) for name in ("participants", "extra_minutes"))
    assert expected in plain(sensitivity.grid_takeaway(Stub(positive_share=share, across=across, up=up)))
    assert " / " in sensitivity.grid_head(Stub(across=across, up=up))


def test_lines_that_cross_zero():
    lever = lever_named(base_case(shipped()), "extra_minutes")
    below, crossing = Stub(lever=lever, answers=(-2.0,) * 21), Stub(lever=lever, answers=(-1.0,) * 20 + (1.0,))
    assert sensitivity.spider_takeaway([]) == "Ingen av tallene flytter svaret."
    assert sensitivity.spider_takeaway([below, below]) == "Ingen av de 2 linjene krysser null."
    assert sensitivity.spider_takeaway([below, crossing]).startswith("1 av 2 linjer krysser null: ekstra tid per dag")
    heads, _ = spider_columns([below])
    assert heads == ["lav ende", "halvveis ned", "i dag", "halvveis opp", "høy ende"] and len(heads) == len(PLACES)


def test_other_sets_and_what_there_is_to_choose():
    lever = lever_named(base_case(shipped()), "extra_minutes")
    flip = Stub(moves=((lever, 0.5),))
    assert sensitivity.other_sets(Stub(sets=())) == sensitivity.other_sets(Stub(sets=(flip,))) == ""
    assert sensitivity.other_sets(Stub(sets=(flip, flip, flip))).startswith("Like få er nok også her: ekstra tid per dag")
    assert [sensitivity.text(f"role.{role}") for role in ROLES] == ["Det ingen vet", "Det noen velger", "Regneregler"]
    assert [sensitivity.text(f"{view}.tab") for view in VIEWS] == ["Å gå i null", "Uenighet", "To tall om gangen", "Fra lav til høy"]


def simulation(value: float = 12.34) -> Stub:
    quantiles = {"p10": [-10.0, -2.0], "p50": [0.0, 0.0], "p85": [1.0, 1.0], "p90": [4.0, 3.0]}
    return Stub(
        base=dict.fromkeys(uncertainty.FIGURES, value),
        years=(2027, 2028),
        quantile=lambda name, share: value * share,
        mean=lambda name: value,
        probability=lambda name: 0.25,
        yearly_quantiles=lambda name: quantiles,
        repair=0.0,
    )


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (PRESENT_COST, "over som under 50,0 MNOK; med 85 % sannsynlighet blir den under 85,0 MNOK."),
        ("npv", "Netto nåverdi havner mellom 10,0 MNOK og 90,0 MNOK i åtte av ti trekninger."),
        ("difference", "Forskjell mellom valgene nå havner mellom 10,0 MNOK og 90,0 MNOK i åtte av ti trekninger."),
        ("annual_per_inhabitant", "Kroner per innbygger per år havner mellom 10 kr og 90 kr i åtte av ti trekninger."),
    ],
)
def test_each_figure_of_the_simulation(figure, expected):
    result = simulation(100.0)
    assert plain(uncertainty.curve_takeaway(result, figure)).endswith(expected)
    unit = uncertainty.unit_of(figure)
    assert plain(uncertainty.histogram_takeaway(result, figure)) == f"Forventet verdi er 100 {unit}, mot 100 {unit} i utgangspunktet."
    assert {*uncertainty.FIGURES} == {PRESENT_COST, "npv", "difference", "annual_per_inhabitant"}


def test_chances_years_and_mended_correlations():
    told = plain(uncertainty.probabilities(simulation(), ("join", "stay_out")))
    assert told.endswith("lønner seg mer å bli med enn å la være: **25 %**.")
    assert plain(uncertainty.fan_takeaway(simulation())) == "Mest usikkert er 2027: netto nytte fra −10 til 4 MNOK."
    assert uncertainty.repair_line(Stub(repair=0.0)) == ""
    assert uncertainty.repair_line(Stub(repair=0.0123)).endswith("endret med inntil 0,012.")


def test_what_it_is_worth_to_know_more():
    item = Stub(name="extra_minutes", value=2.0, error=0.1)
    found = Stub(options=("stay", "leave"), better="leave", expected=-3.0, everything=150.0, items=(item,))
    assert plain(uncertainty.choice_line(found)).endswith("Forventet forskjell er 3,0 MNOK i favør av å slutte.")
    told = plain(uncertainty.information_takeaway(found, shipped()))
    assert told == "Å vite ekstra tid per dag sikkert er verdt inntil 2,0 MNOK før vi bestemmer oss; å vite alt er verdt inntil 150 MNOK."
    worthless = Stub(**{**vars(found), "items": (Stub(name="extra_minutes", value=0.0, error=0.0),) * 5})
    assert len(uncertainty.information_rows(worthless, shipped())) == 3


def test_every_kind_of_number_has_a_name():
    assert [numbers.basis_name(basis) for basis in (numbers.ALL, *Basis, OWN)] == [
        "alle",
        "publisert",
        "utledet",
        "antakelse",
        "din endring",
    ]
    assert [numbers.role_name(role) for role in (numbers.ALL, *Role)] == ["alle", "ramme", "valg", "usikkert", "metode"]
    assert all(f"distributions.{kind}" in numbers.text for kind in Distribution)
    assert numbers.lead(shipped()).startswith(f"Modellen har **{len(shipped().numbers)} tall**: ")


def test_every_field_of_a_record_has_a_name():
    every = assumption_list.entries(shipped(), {"platform_cost": 90.0})
    groups = {item.group for item in every}
    assert "Bare for siden Budsjett" in groups and any(group.startswith("Gevinst: ") for group in groups)
    for item in every:
        assert all(f"record.{field}" in numbers.text for field in assumption_list.fields_of(item, shipped()))
    assert len(assumption_list.as_csv(every).decode("utf-8-sig").splitlines()) == len(every) + 1
