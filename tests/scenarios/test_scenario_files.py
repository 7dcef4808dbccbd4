"""Saved scenarios: a file that the app writes opens to the same scenario."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import shipped
from support.strategies import CHANGES, MUNICIPALITIES

from costmodel.assumptions.loading import read_scenario
from costmodel.output.scenario_files import scenario_file
from costmodel.scenarios.choices import Choices, choices_of
from costmodel.scenarios.links import essential, in_order


def reopened(*content):
    return read_scenario(scenario_file(*content).encode(), "saved.yaml", shipped())


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.text(max_size=300), MUNICIPALITIES, CHANGES)
def test_a_saved_scenario_opens_to_the_same_values(name, description, municipality, changes):
    record = reopened(name, description, municipality, Choices(essential(changes, shipped())))
    assert record.municipality == municipality
    assert in_order(record.values, shipped()) == essential(changes, shipped())
    assert record.name
    assert "\n" not in record.name


@pytest.mark.parametrize("text", ["no", "1e5", "2024-01-01", "null", "a: b # c", "«Ås»", "'", '"\\', "- x", "{", "é" * 3000])
def test_any_name_survives(text):
    record = reopened(text, text, None, Choices())
    assert record.name == record.description == text[:2000]


def test_an_empty_name_gets_one():
    assert reopened(" \n", "", None, Choices()).name == "Uten navn"


@pytest.mark.parametrize("key", sorted(shipped().scenarios))
def test_every_shipped_scenario_survives(key):
    known = shipped().scenarios[key]
    record = reopened(known.name, known.description, known.municipality, choices_of(known))
    assert record.values == known.values
    assert set(record.participant_set or ()) == set(known.participant_set or ())
    assert (record.name, record.municipality) == (known.name, known.municipality)
    assert choices_of(record) == choices_of(known)


def test_the_alternative_and_who_procures_it_survive():
    chosen = Choices({"exit_year": 2033.0}, alternative="national_record", together=("Malvik", "Orkland"))
    assert choices_of(reopened("Navn", "Mening", None, chosen)) == chosen


def test_the_file_is_laid_out_like_the_shipped_ones():
    text = scenario_file("Navn", "Mening", "Averøy", Choices({"platform_cost": 90.0, "exit_year": None, "gp_uptake": 0.1}, ("Os", "Heim")))
    assert text.startswith("# yaml-language-server: $schema=../schemas/scenario.schema.json\n")
    assert "participant_set:\n  - Heim\n  - Os\n" in text
    assert "values:\n  exit_year:\n  gp_uptake: 0.1\n  platform_cost: 90\n" in text
