"""Share links: what goes in comes out to the last digit, and nothing that somebody writes can do harm."""

import random
from urllib.parse import parse_qs, quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import shipped
from support.strategies import CHANGES, MUNICIPALITIES, NOT_ALONE, TOGETHER

from costmodel import appraise, base_case, to_dict
from costmodel.assumptions.rules import EVERY_ROW, known_names, over_rows
from costmodel.output.faults import notice_lines
from costmodel.scenarios.choices import Choices
from costmodel.scenarios.link_reading import FIRST_VERSION, LONGEST_LINK, MOST_NOTICES, decode
from costmodel.scenarios.links import encode, essential, in_order
from costmodel.units import BY_SYMBOL
from costmodel.version import MODEL_VERSION

NAMES = known_names(shipped())
SINGLE = list(shipped().quantities)
HASH = shipped().hash[:12]


def record(municipality, changes, names=None):
    ordered = dict(sorted(changes.items()))
    return to_dict(appraise(base_case(shipped(), municipality).with_values(ordered).with_participants(names)))


def notices_of(query):
    return notice_lines(decode(query, shipped()).notices, shipped())


@settings(deadline=None, max_examples=60)
@given(MUNICIPALITIES, CHANGES)
def test_a_link_gives_the_same_numbers_to_the_last_digit(municipality, changes):
    link = encode(municipality, Choices(changes), shipped())
    content = decode(link, shipped())
    assert content.notices == ()
    assert not content.other_assumptions
    assert content.municipality == municipality
    assert record(content.municipality, content.changes) == record(municipality, changes)
    assert encode(content.municipality, content, shipped()) == link


@pytest.mark.parametrize("seed", range(3))
def test_every_lever_at_once_goes_through_a_link(seed):
    rng = random.Random(seed)
    changes = {}
    for name in (name for name in SINGLE if name not in TOGETHER and not name.endswith(NOT_ALONE)):
        item = shipped().quantities[name]
        value = rng.uniform(item.minimum, item.maximum)
        changes[name] = float(round(value)) if BY_SYMBOL[item.unit].whole else value
    content = decode(encode("Molde", Choices(changes), shipped()), shipped())
    assert content.notices == ()
    assert dict(content.changes) == essential(changes, shipped())
    assert record("Molde", content.changes) == record("Molde", changes)


def test_years_and_dependences_go_through_a_link():
    changes = {"decision_year": 2029.0, "exit_year": 2031.0, "price_year": 2022.0, "benefits.*.gp_dependence": 0.1}
    content = decode(encode("Trondheim", Choices(changes), shipped()), shipped())
    assert (dict(content.changes), content.notices) == (changes, ())


def test_a_link_is_readable_sorted_and_holds_only_what_differs():
    changes = {"platform_cost": 90.0, "gp_uptake": 0.1, "benefits.*.realisation": 0.25, "exit_year": None}
    link = encode("Averøy", Choices(changes), shipped())
    assert link == f"benefits.*.realisation=0.25&gp_uptake=0.1&h={HASH}&municipality=Aver%C3%B8y&platform_cost=90&v={MODEL_VERSION}"
    assert encode(None, Choices(), shipped()) == f"h={HASH}&municipality=alle&v={MODEL_VERSION}"
    assert decode("?" + link, shipped()) == decode(parse_qs(link), shipped()) == decode(link, shipped())


def test_a_named_set_goes_through_a_link_and_a_number_replaces_it():
    names = shipped().scenarios["averoy-blir-med"].participant_set
    content = decode(encode("Averøy", Choices({}, tuple(names)), shipped()), shipped())
    assert content.participant_set == tuple(sorted(names))
    assert record(content.municipality, content.changes, content.participant_set) == record("Averøy", {}, names)
    assert decode(encode("Averøy", Choices({"participants": 30.0}, tuple(names)), shipped()), shipped()).participant_set is None


def test_the_alternative_and_who_procures_it_go_through_a_link():
    chosen = Choices({"exit_year": 2033.0}, alternative="national_record", together=("Malvik", "Orkland"))
    link = encode("Trondheim", chosen, shipped())
    assert link == f"alternative=national_record&exit_year=2033&h={HASH}&municipality=Trondheim&together=Malvik,Orkland&v={MODEL_VERSION}"
    content = decode(link, shipped())
    assert content.notices == ()
    assert (dict(content.changes), content.alternative, content.together) == ({"exit_year": 2033.0}, chosen.alternative, chosen.together)
    first = next(iter(shipped().alternatives))
    assert encode("Trondheim", Choices(alternative=first), shipped()) == encode("Trondheim", Choices(), shipped())
    assert decode(f"alternative={first}", shipped()).alternative is None


def test_one_benefit_may_differ_from_all():
    one = "benefits.citizen_services.realisation"
    changes = {"benefits.*.realisation": 0.25, one: 0.5}
    content = decode(encode("Trondheim", Choices(changes), shipped()), shipped())
    assert dict(content.changes) == changes
    assert essential({"benefits.*.realisation": 0.25, one: 0.25}, shipped()) == {"benefits.*.realisation": 0.25}
    assert in_order({one: 0.9, "benefits.*.realisation": 0.25}, shipped()) == {"benefits.*.realisation": 0.25}


def test_a_link_from_other_assumptions_is_known():
    assert decode(f"h=000000000000&platform_cost=90&v={MODEL_VERSION}", shipped()).other_assumptions
    assert not decode("platform_cost=90", shipped()).other_assumptions


def test_a_link_of_version_1_says_so_and_opens_with_what_still_exists():
    link = "exit_year=2028&h=000000000000&municipality=Molde&platform_cost=90&replacement_cost=240&twelve_month_loss=20"
    link += "&capital_fixed_share=0.9&benefits.interaction_and_medication.realisation=0.8&benefits.*.also_in_alternative=0.1"
    content = decode(link, shipped())
    told = notice_lines(content.notices, shipped())
    assert (content.version, content.municipality, content.other_assumptions) == (FIRST_VERSION, "Molde", False)
    assert dict(content.changes) == {
        "alternatives.market_system.one_off_cost": 240,
        "alternatives.renewed_old_systems.one_off_cost": 180,
        "benefits.*.also_in_null": 0.1,
        "benefits.interaction.realisation": 0.8,
        "benefits.medication.realisation": 0.8,
        "clinic_twelve_month_loss": 20,
        "exit_year": 2029,
        "platform_cost": 90,
    }
    assert told[0].startswith("Lenken er laget med versjon 1 av modellen.")
    assert any("2029" in line for line in told)
    assert any(line.startswith("capital_fixed_share = 0.9: finnes ikke") for line in told)
    assert decode("twelve_month_loss=20", shipped()).version == FIRST_VERSION
    assert "versjon 2.7.1" in notices_of("v=2.7.1&gp_uptake=0.3")[0]


def test_a_damaged_name_in_a_link_of_version_1_is_dropped_and_named():
    found = decode("v=1&twelve_month_loss=20&benefits.*,realisation=0.5&benefits.=1", shipped())
    assert dict(found.changes) == {"clinic_twelve_month_loss": 20}
    told = notice_lines(found.notices, shipped())
    assert [line for line in told if "benefits.*,realisation" in line and "ukjent navn" in line], told


def test_a_link_says_which_version_it_is_of_once():
    assert decode(encode("Molde", Choices(), shipped()), shipped()).notices == ()
    assert [len(notices_of(f"h={HASH}")), len(notices_of("exit_year=2028"))] == [1, 1]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("platform_cost=9000", "fant 9000"),
        ("platform_cost=90&platform_cost=91", "2 ganger"),
        ("platform_cost=1e999", "fant inf"),
        ("platform_cost=nan", "«nan»"),
        ("platform_cost=none", "«none»"),
        ("platform_cost=0x10", "«0x10»"),
        ("platform_cost=1_0", "«1_0»"),
        ("platform_cost=%D9%A1", "«\N{ARABIC-INDIC DIGIT ONE}»"),
        ("platform_cost=", "«»"),
        ("platform_cost=" + "1" * 41, "«1111"),
        ("users=1.5", "et helt tall"),
        ("nonsense=1", "ukjent navn"),
        ("benefits.nonsense.realisation=1", "ukjent navn"),
        ("<script>alert(1)</script>=1", "ukjent navn"),
        ("municipality=Oslo", "«Oslo»"),
        ("municipality=" + "x" * 5000, "«xxxx"),
        ("participant_set=Oslo,Trondheim", "«Oslo»"),
        ("participant_set=Trondheim,trondheim", "for andre gang"),
        ("participant_set=", "«»"),
        ("participant_set=" + "Trondheim," * 600, "for mange tegn"),
        ("participants=12&participant_set=Trondheim", "både navngitte deltakere og et antall"),
        ("decision_year=2040&exit_year=2030", "tidligst 2042"),
        ("benefits.*.gp_dependence=0.8&benefits.*.coverage_dependence=0.7", "høyst 1"),
        ("alternative=akson", "«akson»"),
        ("alternative=" + "x" * 5000, "«xxxx"),
        ("alternative=national_record&exit_year=2030", "tidligst 2032"),
        ("together=Oslo", "«Oslo»"),
        ("together=Trondheim,trondheim", "for andre gang"),
        ("together=" + "Trondheim," * 600, "for mange tegn"),
        ("h=zz", "«zz»"),
        ("v=two", "«two»"),
    ],
)
def test_what_cannot_be_used_is_dropped_and_named(link, words):
    content = decode(link + "&gp_uptake=0.6", shipped())
    assert content.changes["gp_uptake"] == 0.6
    assert any(words in notice for notice in notice_lines(content.notices, shipped())), content.notices
    assert record(content.municipality, content.changes, content.participant_set)
    assert decode(encode(content.municipality, content, shipped()), shipped()).notices == ()


def test_a_huge_link_is_refused_and_many_faults_are_counted():
    assert "lengre enn" in notices_of("platform_cost=" + "9" * LONGEST_LINK)[0]
    assert "lengre enn" in notices_of({"platform_cost": ["9" * LONGEST_LINK]})[0]
    assert "lengre enn" in notices_of({"platform_cost": ["9"] * LONGEST_LINK})[0]
    assert "deler" in notices_of({str(number): ["1"] for number in range(501)})[0]
    notices = notices_of({f"name{number}": ["1"] for number in range(400)})
    assert len(notices) == MOST_NOTICES + 1
    assert "380 andre" in notices[-1]


def test_a_notice_is_one_line_without_characters_that_act():
    notices = notices_of("platform_cost=" + quote("\x1b[31m\n\u202eevil" + "x" * 200))
    assert all(letter.isprintable() or letter == "\N{NO-BREAK SPACE}" for letter in "".join(notices))


KEYS = st.one_of(st.sampled_from([*NAMES, "h", "municipality", "participant_set", "alternative", "together"]), st.text(max_size=30))
TEXTS = st.one_of(st.text(max_size=60), st.floats().map(repr), st.integers().map(str), st.just("none"))


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(KEYS, st.lists(TEXTS, max_size=3), max_size=10))
def test_no_query_raises_and_what_is_left_can_be_appraised(query):
    content = decode(query, shipped())
    assert record(content.municipality, content.changes, content.participant_set)["years"]
    assert len(notice_lines(content.notices, shipped())) <= MOST_NOTICES + 1


@settings(deadline=None)
@given(st.text())
def test_no_text_raises(text):
    assert decode(text, shipped()).municipality in {None, *(row.name for row in shipped().municipalities)}


def test_every_name_of_a_link_is_known_to_the_files():
    rows = {over_rows(name) for name in SINGLE if "." in name}
    assert {name for name in NAMES if EVERY_ROW in name} == rows
