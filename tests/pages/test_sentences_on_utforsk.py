"""Every sentence of Utforsk, each case once: also those that no state of a page in these tests leads to."""

from dataclasses import replace

import pytest
from support import shipped
from support.sentences import plain, unasked

from costmodel import appraise, base_case, decide, to_dict
from costmodel.analysis.decision_card.joining import joining
from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.levers import lever_named
from costmodel.analysis.sensitivity.one_way import Bar, Tornado, tornado
from costmodel.assumptions.records import Role
from costmodel.model.results import present_values
from pages.utforsk import effects
from pages.utforsk import facts as first

SURE, IN_DOUBT = (1.0, 2.0), (-350.0, 240.0)


def record(municipality="Trondheim", **changes) -> dict:
    return to_dict(appraise(base_case(shipped(), municipality).with_values(changes)))


WHO = [
    ("Trondheim", {}, "**Trondheim** har hatt Helseplattformen i bruk siden 7. mai 2022. :gray-badge[publisert S1]"),
    ("Averøy", {}, "Blir Averøy likevel med, regner modellen med oppstart i 2028. :gray-badge[plan S1]"),
    ("Heim", {}, "Modellen regner med oppstart i 2028. :gray-badge[plan]"),
    ("Averøy", {"exit_lead_years": 0, "exit_year": 2027}, "Modellen regner med oppstart i ingen av årene. :gray-badge[plan]"),
    (None, {}, "**19 av 66 kommuner** deltar fra 2027, i rekkefølgen fra innføringsplanen. Tallene er summen for dem."),
    (
        *(None, {"participants": 5}),
        "14 kommuner som er i bruk, er ikke med: de går over til et nytt system i markedet i 2029 og er også med i summen.",
    ),
    (
        *(None, {"participants": 18}),
        "1 kommune som er i bruk, er ikke med: den går over til et nytt system i markedet i 2029 og er også med i summen.",
    ),
]


@pytest.mark.parametrize(("municipality", "changes", "expected"), WHO)
def test_who_is_studied(municipality, changes, expected):
    scenario = base_case(shipped(), municipality).with_values(changes)
    assert plain(first.status(scenario, to_dict(appraise(scenario)))).endswith(expected)


def test_participants_by_name_are_counted():
    scenario = base_case(shipped(), None).with_participants(["Averøy", "Trondheim"])
    assert first.everybody(scenario).startswith("**2 navngitte kommuner av 66** deltar fra 2027. Tallene er summen for dem. 18 kommuner")


USES = {"platform": (1.0, 0.0), "alternative": (0.0, 1.0), "both": (1.0, 1.0), "none": (0.0, 0.0)}


def studied(use="platform", municipality=None) -> dict:
    live, on = USES[use]
    items = {"live": [live], "on": [on]}
    return {"years": [2022, 2038], "municipality": municipality, "alternative": "market_system", "line_items": items}


def found(value, ends, question=None) -> Tornado:
    return Tornado(question or Question(), Role.UNCERTAIN, value, (Bar(lever_named(base_case(shipped()), "extra_minutes"), *ends, value),))


@pytest.mark.parametrize("ends", [SURE, IN_DOUBT])
@pytest.mark.parametrize("value", [-603.0, 41.0, 0.0])
def test_the_first_answer_in_every_case(value, ends):
    sure = (value / 2, 2 * value) if ends == SURE else ends
    is_told = bool(value) and ends == IN_DOUBT
    told = [first.whole_life(studied(use), found(value, sure), shipped()) for use in USES]
    for answer in told:
        assert "deltakerne" in answer and answer.endswith(".")
        assert ("fra −350 til 240 millioner kroner gjennom sitt trolige spenn" in plain(answer)) == is_told


def test_every_sentence_of_the_first_page_is_told_in_some_case(asked):
    for municipality, changes, _ in WHO:
        scenario = base_case(shipped(), municipality).with_values(changes)
        first.status(scenario, to_dict(appraise(scenario)))
    first.everybody(base_case(shipped(), None).with_participants(["Averøy", "Trondheim"]))
    for value in (-603.0, 41.0, 0.0):
        for use in USES:
            first.whole_life(studied(use), found(value, IN_DOUBT), shipped())
    joined = joining(decide(base_case(shipped(), "Averøy")).options["join"])
    assert "15,3 millioner kroner én gang" in first.at_once(joined, "Averøy")
    for judged in (0, 2):
        first.unpriced(shipped().effects, judged)
    for pair in (None, ("stay", "leave_market_system")):
        first.most_that_matters(tornado(base_case(shipped()), Question(options=pair)))
    for name in ("stay", "join"):
        first.which_option(name, 2027)
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
    saving = {**values, "total_cost": values["total_cost"] - values["extra_time_cost"] - 50.0, "extra_time_cost": -50.0}
    assert plain(first.takeaway(studied, saving)).endswith(" av kostnadene. Spart tid teller som nytte, 50,0 MNOK.")
    nothing = dict.fromkeys(values, 0.0)
    assert plain(first.takeaway(studied, nothing)).endswith(" i nåverdi.")


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


def test_every_option_of_the_decision_has_its_sentences():
    names = {decide(base_case(shipped(), municipality)).leading_pair[0] for municipality in ("Trondheim", "Averøy", None)}
    assert names == {"stay", "join"}
    assert all(f"explained.{name}" in first.text for name in names)
