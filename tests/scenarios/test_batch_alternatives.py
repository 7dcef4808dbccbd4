"""Scenarios of one file may choose different alternatives, and each is judged by its own."""

import numpy as np
import pytest
from support import shipped
from support.told import refused

from costmodel import appraise, base_case
from costmodel.assumptions.batch_rules import batch_faults
from costmodel.scenarios.batch import appraise_batch
from costmodel.scenarios.batch_reading import read_batch

TABLE = """name,alternative,exit_year,alternatives.national_record.earliest_year
A,,2029,
B,renewed_old_systems,2030,
C,national_record,2029,none
D,national_record,2033,
"""
LIST = """scenarios:
  - {name: A, values: {exit_year: 2029}}
  - {name: B, alternative: renewed_old_systems, values: {exit_year: 2030}}
  - {name: C, alternative: national_record, values: {exit_year: 2029, alternatives.national_record.earliest_year: null}}
  - {name: D, alternative: national_record, values: {exit_year: 2033}}
"""


@pytest.mark.parametrize(("name", "text"), [("a.csv", TABLE), ("a.yaml", LIST)])
def test_each_scenario_has_its_own_alternative(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    start = base_case(shipped())
    result = appraise_batch(start, read_batch(tmp_path / name, start))
    assert result.alternatives == ["market_system", "renewed_old_systems", "national_record", "national_record"]
    by_hand = [
        start.with_values({"exit_year": 2029}),
        start.with_alternative("renewed_old_systems").with_values({"exit_year": 2030}),
        start.with_values({"alternatives.national_record.earliest_year": None})
        .with_alternative("national_record")
        .with_values({"exit_year": 2029}),
        start.with_alternative("national_record").with_values({"exit_year": 2033}),
    ]
    assert result.indicators["npv"].tolist() == pytest.approx([appraise(item).indicators.npv.item() for item in by_hand], rel=1e-12)
    assert len(set(result.indicators["npv"])) == 4


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("X,national_record,2031,", "a.csv:6: exit_year: fant exit_year i 2031. Tillatt: tidligst 2032"),
        ("X,market_system,2028,", "a.csv:6: exit_year: fant exit_year i 2028. Tillatt: tidligst 2029"),
        ("X,marked_system,2029,", "a.csv:6: alternative: fant «marked_system»"),
        ("X,national_record,2034,2035", "tidligst 2035"),
        ("X,,none,2010", "fant 2010"),
    ],
)
def test_a_broken_alternative_is_told_with_its_line(tmp_path, line, words):
    (tmp_path / "a.csv").write_text(TABLE + line + "\n", "utf-8")
    with refused(words.replace(".", r"\.")):
        read_batch(tmp_path / "a.csv", base_case(shipped()))


def test_an_alternative_alone_is_judged_with_the_year_that_the_run_starts_from(tmp_path):
    (tmp_path / "a.csv").write_text("alternative\nrenewed_old_systems\nnational_record\n", "utf-8")
    read_batch(tmp_path / "a.csv", base_case(shipped()))
    with refused(r"a\.csv:3: alternative: fant exit_year i 2029"):
        read_batch(tmp_path / "a.csv", base_case(shipped()).with_values({"exit_year": 2029}))


def test_of_each_rule_the_worst_draw_of_a_batch_is_reported():
    start = base_case(shipped())
    years, keys = np.array([2040.0, 2031.0, 2030.0, np.inf]), ("market_system", "national_record", "market_system", "national_record")
    values = {**start.values, "exit_year": years.reshape(-1, 1, 1)}
    (fault,) = batch_faults(shipped(), values, {"exit_year": "exit_year"}, keys)
    assert (fault.code, fault.facts["year"], fault.facts["first"]) == ("year_before_alternative", 2031, 2032)
    assert batch_faults(shipped(), values, {"exit_year": "exit_year"}) == ()
    assert batch_faults(shipped(), values, {"participants": "participants"}, keys) == ()


def test_weights_are_judged_in_every_draw():
    start = base_case(shipped())
    start.with_values({"legacy_systems.care_record.weight": np.array([0.7, 0.7])})
    with refused("vekter som til sammen er 0.9"):
        start.with_values({"legacy_systems.care_record.weight": np.array([0.7, 0.6])})
