"""Every sentence of Det vi ikke vet, Følsomhet, Usikkerhet and Forutsetninger, each case once: also those that no page here leads to."""

from math import isfinite
from types import SimpleNamespace as Stub

import numpy as np
import pytest
from support import shipped

from costmodel import Question, base_case, lever_named
from costmodel.analysis.open_questions import SOCIETY, Ends, Unknown, Unknowns
from costmodel.analysis.provenance import OWN
from costmodel.analysis.sensitivity.answers import ANSWER_INDICATORS
from costmodel.analysis.sensitivity.switching import Kind
from costmodel.analysis.uncertainty.choice import Choice, Standing
from costmodel.analysis.uncertainty.measures import PRESENT_COST
from costmodel.analysis.uncertainty.paired import Difference
from costmodel.assumptions.records import Basis, Distribution, Role
from pages.components.life_or_now import LIFE, NOW
from pages.det_vi_ikke_vet import facts as open_questions
from pages.folsomhet import facts as sensitivity
from pages.folsomhet.asked import ROLES
from pages.folsomhet.rows import switching_rows
from pages.folsomhet.views import VIEWS
from pages.forutsetninger import assumption_list
from pages.forutsetninger import facts as numbers
from pages.usikkerhet import facts as uncertainty

NAN = float("nan")


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def unknowns(*ends: tuple[float, float] | None) -> Unknowns:
    record = shipped().quantities["stranded_share"]
    pairs = [None if pair is None else Ends(*pair) for pair in ends]
    return Stub(
        questions=tuple(Unknown(("stranded_share",), record, pair, pair, {} if pair is None else {SOCIETY: pair}) for pair in pairs),
        lifetime=-5.0,
        decision=-5.0,
        parties={SOCIETY: -5.0},
        options=("stay", "leave_market_system"),
    )


@pytest.mark.parametrize("view", [LIFE, NOW, SOCIETY])
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


def test_every_result_and_what_is_assumed():
    pair, assumptions = ("join", "take_market_system"), shipped()
    assert open_questions.result_name(LIFE, pair, assumptions) == "Netto nåverdi, hele levetiden"
    told = "Fordel ved å bli med framfor å velge et nytt system i markedet, i nåverdi"
    assert open_questions.result_name(NOW, pair, assumptions) == told
    assert open_questions.result_name("hospitals", pair, assumptions) == "Det samme for sykehusene"
    assert open_questions.result_name(SOCIETY, pair, assumptions).startswith("Fordel for samfunnet ved å bli med framfor")
    assert [open_questions.name_of_view(view) for view in (LIFE, NOW, SOCIETY)] == ["Hele levetiden", "Hva nå", "Hva nå, for samfunnet"]


def unknown(*names: str) -> Unknown:
    return Unknown(names, shipped().quantities[names[0]], None, None)


def test_what_the_model_takes_meanwhile_and_where_its_range_ends():
    every = unknown(*(f"benefits.{key}.realisation" for key in shipped().benefits))
    assert plain(open_questions.meanwhile(every, shipped())) == "Modellen antar imens: realiseringsgrad, alle gevinster 50 %"
    assert plain(open_questions.end_text(every, shipped(), is_high=True)) == "100 %"
    systems = unknown(*(f"legacy_systems.{key}.yearly_cost" for key in shipped().legacy_systems))
    assert plain(open_questions.meanwhile(systems, shipped())).endswith("alle tidligere systemer 0,6 til 8 MNOK per år")
    assert [open_questions.end_text(systems, shipped(), is_high=end) for end in (False, True)] == ["lav ende", "høy ende"]
    one = unknown("stranded_share")
    assert plain(open_questions.meanwhile(one, shipped())).endswith("kapital som følger den som går ut 100 %")
    assert plain(open_questions.end_text(one, shipped(), is_high=False)) == "30 %"


@pytest.mark.parametrize(
    ("amounts", "expected"), [((1.0, -2.25, 99.9), ("1,0", "−2,2", "99,9")), ((1.0, -250.4), ("1", "−250")), ((0.0,), ("0,0",))]
)
def test_amounts_beside_each_other_have_the_same_decimals(amounts, expected):
    assert open_questions.amounts_text(amounts) == expected


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
@pytest.mark.parametrize("options", [None, ("join", "take_market_system")])
@pytest.mark.parametrize("year", [None, 2029])
def test_the_answer_today(indicator, options, year):
    question = Question(indicator, options, year)
    told, everybody = (sensitivity.answer_sentence(question, -12.5, who, shipped()) for who in ("Averøy", None))
    assert (" i 2029 for Averøy" in told) == (year == 2029)
    assert (": å bli med minus å velge et nytt system i markedet er **−12,5" in told) == (options is not None)
    assert " for alle deltakere samlet" in everybody


def test_where_each_of_several_values_can_be_changed():
    assert sensitivity.factor_note("benefits.*.potential").endswith("på siden Utforsk, under Gevinster.")
    assert sensitivity.factor_note("legacy_systems.*.yearly_cost").endswith("under Systemene som erstattes.")


def switching(*, plausible: bool | None, turns: int = 1, kind: Kind = Kind.NONE) -> Stub:
    lever = lever_named(base_case(shipped()), "extra_minutes")
    crossings = tuple(Stub(value=float(at + 1)) for at in range(turns))
    says = {"is_plausible": plausible, "turns_within_range": plausible is True}
    return Stub(lever=lever, crossings=crossings, **says, kind=kind, distance=0.5 if turns else None)


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
    ("likely", "expected"),
    [
        ([NAN], "Svaret finnes ikke for noe par av"),
        ([0.0, 0.0, NAN], "Svaret er null for alle kombinasjoner av"),
        ([-1.0, 0.0], "Svaret kommer ikke over null for noen av de regnede kombinasjonene av"),
        ([1.0, 0.0], "Svaret kommer ikke under null for noen av de regnede kombinasjonene av"),
        ([-3.0, -2.0, -1.0, 1.0], "er svaret over null i 25 % av kombinasjonene."),
    ],
)
def test_the_heat_map_in_a_sentence(likely, expected):
    across, up = (lever_named(base_case(shipped()), name) for name in ("participants", "extra_minutes"))
    answered = [value for value in likely if isfinite(value)]
    share = sum(value > 0 for value in answered) / len(answered) if answered else NAN
    found = Stub(positive_share=share, signs={int(np.sign(value)) for value in answered}, across=across, up=up)
    assert expected in plain(sensitivity.grid_takeaway(found))
    assert " / " in sensitivity.grid_head(Stub(across=across, up=up))


def test_lines_that_cross_zero():
    lever = lever_named(base_case(shipped()), "extra_minutes")
    below, crossing = Stub(lever=lever, answers=(-2.0,) * 21), Stub(lever=lever, answers=(-1.0,) * 20 + (1.0,))
    assert sensitivity.lines_takeaway([]) == "Ingen av tallene flytter svaret."
    assert sensitivity.lines_takeaway([below, below]) == "Ingen av de 2 linjene krysser null."
    assert sensitivity.lines_takeaway([below, crossing]).startswith("1 av 2 linjer krysser null: ekstra tid per dag")


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
        options=("join", "take_market_system"),
        scenario=Stub(assumptions=shipped(), municipality="Trondheim"),
        yearly_quantiles=lambda name: quantiles,
        repair=0.0,
    )


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (PRESENT_COST, "over som under 50,0 MNOK; med 85 % sannsynlighet blir den under 85,0 MNOK."),
        ("npv", "Netto nåverdi for Trondheim havner mellom 10,0 MNOK og 90,0 MNOK i åtte av ti trekninger."),
        ("difference", "Forskjell mellom de to valgene nå for Trondheim havner mellom 10,0 MNOK og 90,0 MNOK i åtte av ti trekninger."),
        (
            "budget_npv",
            "Virkning på driftsbudsjettet i nåverdi for Trondheim havner mellom 10,0 MNOK og 90,0 MNOK i åtte av ti trekninger.",
        ),
        ("annual_per_inhabitant", "Kroner per innbygger per år for Trondheim havner mellom 10 kr og 90 kr i åtte av ti trekninger."),
    ],
)
def test_each_figure_of_the_simulation(figure, expected):
    result = simulation(100.0)
    assert plain(uncertainty.curve_takeaway(result, figure)).endswith(expected)
    unit = uncertainty.unit_of(figure)
    told = plain(uncertainty.histogram_takeaway(result, figure))
    assert told == f"{uncertainty.figure_name(figure)} for Trondheim: forventet verdi er 100 {unit}, mot 100 {unit} i utgangspunktet."
    assert uncertainty.axis_of(figure).endswith(f", {unit}")
    assert {*uncertainty.FIGURES} == {PRESENT_COST, "npv", "difference", "budget_npv", "annual_per_inhabitant"}


def test_chances_years_and_mended_correlations():
    told = plain(uncertainty.probabilities(simulation()))
    assert told.endswith("gir kommunen mer å bli med enn å velge et nytt system i markedet: **25 %**.")
    assert plain(uncertainty.fan_takeaway(simulation())) == "Netto nytte for Trondheim er mest usikker i 2027: fra −10 til 4 MNOK."
    assert uncertainty.repair_line(Stub(repair=0.0)) == ""
    assert uncertainty.repair_line(Stub(repair=0.0123)).endswith("endret med inntil 0,012.")


def test_what_it_is_worth_to_know_more():
    item, expected = Stub(name="extra_minutes", value=2.0, error=0.1), {"stay": -9.0, "leave_market_system": -3.0}
    found = Stub(options=tuple(expected), better="leave_market_system", expected=expected, everything=150.0, items=(item,))
    line = plain(uncertainty.choice_line(found, shipped()))
    assert line.startswith("Valget står mellom å fortsette eller å slutte og gå over til et nytt system i markedet. ")
    assert line.endswith("har det å slutte og gå over til et nytt system i markedet, med −3,0 MNOK.")
    told = plain(uncertainty.information_takeaway(found, shipped()))
    assert told == "Å vite ekstra tid per dag sikkert er verdt inntil 2,0 MNOK før vi bestemmer oss; å vite alt er verdt inntil 150 MNOK."
    worthless = Stub(**{**vars(found), "items": (Stub(name="extra_minutes", value=0.0, error=0.0),) * 5})
    assert uncertainty.information_rows(worthless, shipped()) == []
    assert plain(uncertainty.information_takeaway(worthless, shipped())).startswith("Ingen av de usikre tallene betyr noe for valget")
    nothing = Stub(**{**vars(found), "items": (), "everything": 0.0})
    assert plain(uncertainty.information_takeaway(nothing, shipped())).startswith("Ingen av de usikre tallene betyr noe for valget")


def standing(best: dict[str, float]) -> Standing:
    zeros = dict.fromkeys(best, 0.0)
    return Standing(best, zeros, zeros, zeros)


def test_how_often_each_option_is_best():
    by_npv, by_budget = standing({"stay": 0.454, "leave_market_system": 0.546}), standing({"stay": 0.001, "leave_market_system": 0.999})
    difference = Difference(0.75, 0.01, -2.0, 1.0, 5.0, 1.5)
    found = Choice(tuple(by_npv.best), 1024, (), by_npv, by_budget, {("stay", "leave_market_system"): difference})
    leave = "å slutte og gå over til et nytt system i markedet"
    told = uncertainty.choice_takeaway(found, Stub(assumptions=shipped(), municipality="Røros"))
    assert told == f"Av 100 trekninger gir det Røros mest {leave} i 55 og å fortsette i 45."
    assert uncertainty.budget_line(found, shipped()) == f"For driftsbudsjettet er det best {leave} i over 99 og å fortsette i under 1."
    rows = uncertainty.choice_rows(found, shipped())
    assert [row.label for row in rows] == ["Fortsette", "Slutte og gå over til et nytt system i markedet"]
    assert rows[0].cells == ("45", "0,0", "0,0", "under 1", "0,0", "0,0") and not any(row.notes for row in rows)
    assert [row.cells for row in uncertainty.choice_error_rows(found, shipped())] == [("± 0,0", "± 0,0")] * 2
    (row,) = uncertainty.difference_rows(found, shipped())
    assert row.label == f"å fortsette minus {leave}"
    assert plain(" ".join(row.cells)) == "1,5 −2,0 1,0 5,0 75 %"
    assert [len(cells) for cells in uncertainty.choice_columns(found, shipped()).values()] == [8, 8]


def test_every_kind_of_number_has_a_name():
    assert [numbers.basis_name(basis) for basis in (numbers.ALL, *Basis, OWN)] == [
        "alle",
        "publisert",
        "utledet",
        "målt",
        "antakelse",
        "din endring",
    ]
    assert [numbers.role_name(role) for role in (numbers.ALL, *Role)] == ["alle", "ramme", "valg", "usikkert", "metode"]
    assert all(f"distributions.{kind}" in numbers.text for kind in Distribution)
    assert numbers.lead(shipped()).startswith(f"Modellen har **{len(shipped().numbers)} tall**: ")


def test_every_field_of_a_record_has_a_name():
    every = assumption_list.entries(shipped(), {"platform_cost": 90.0})
    groups = {item.heading.title for item in every}
    assert "Bare for siden Budsjett" in groups
    for start in ("Gevinst: ", "Tidligere system: ", "Alternativ: "):
        assert any(group.startswith(start) for group in groups)
    for item in every:
        assert all(f"record.{field}" in numbers.text for field in assumption_list.fields_of(item, shipped()))
    assert len(assumption_list.as_csv(every).decode("utf-8-sig").splitlines()) == len(every) + 1
