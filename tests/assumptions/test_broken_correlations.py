"""Everything that can be wrong in correlations.yaml, each with its place and its message."""

import pytest
from support.breaking import TODAY, assert_reported, cases, edit, faults, folder

from costmodel import load_assumptions
from costmodel.analysis.uncertainty.sampling import copula_of
from costmodel.assumptions.reading.correlation_reading import NOTICEABLE
from costmodel.output.faults import fault_lines

__all__ = ["folder"]
FILE = "base/correlations.yaml"
GROWTH, SYSTEMS, BENEFITS = "  growth:\n", "  former_systems:\n", "  realisation:\n"
PAIR = "[real_wage_growth, real_cost_growth]"
REST = """
    basis: assumption
    why: >-
      Antakelse fordi det ikke er målt.
    confidence: low
    owner: Modellforvalter
    valid_from: 2026-11-20
    review_by: 2027-12-31
"""
MORE = f"""
  growth:
    between: {PAIR}
    rank_correlation: 0.5{REST}
  realisation:
    between: [benefits.*.realisation]
    rank_correlation: 0.5{REST}"""
"""Entries beside the shipped one: a pair, and a field of all benefits."""


@pytest.fixture
def richer(folder):
    """The shipped folder with more correlations in it."""
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(MORE)
    return folder


@cases(
    FILE,
    ("above one", GROWTH, "correlation: 0.5", "correlation: ¦1.5", "growth.rank_correlation: fant 1.5", "høyst 1"),
    ("no number", GROWTH, "correlation: 0.5", "correlation: ¦høy", "growth.rank_correlation", "høy"),
    ("comma", GROWTH, "correlation: 0.5", "correlation: ¦0,5", "growth.rank_correlation", "0,5"),
    ("missing", GROWTH, "    rank_correlation: 0.5\n", "", "growth.rank_correlation: fant ingenting"),
    ("unknown name", GROWTH, PAIR, "[real_wage_growth, ¦real_cost_grow]", "Mente du «real_cost_growth»?"),
    ("not drawn", GROWTH, PAIR, "[real_wage_growth, ¦participants]", "som ikke trekkes", "role: uncertain"),
    ("no range", GROWTH, PAIR, "[real_wage_growth, ¦users]", "som ikke trekkes"),
    ("named twice", GROWTH, PAIR, "[real_wage_growth, real_cost_growth, ¦real_wage_growth]", "for andre gang"),
    ("alone", GROWTH, PAIR, "¦[real_wage_growth]", "færre enn to tall"),
    ("empty", GROWTH, PAIR, "¦[]", "growth.between"),
    (
        "system",
        SYSTEMS,
        "- legacy_systems.care_record.yearly_cost",
        "- ¦legacy_systems.care_record.yearly",
        "legacy_systems.care_record.yearly_cost»?",
    ),
    ("system not drawn", SYSTEMS, "- legacy_systems.care_record.yearly_cost", "- ¦legacy_systems.*.weight", "som ikke trekkes"),
    ("no list", GROWTH, PAIR, "¦real_wage_growth", "growth.between"),
    ("pair again", GROWTH, PAIR, "¦[legacy_systems.*.yearly_cost]", "alt står i former_systems"),
    ("why missing", BENEFITS, "basis: assumption\n    why: >-\n", "basis: assumption\n    how: >-\n", "realisation.why", "Legg til why"),
    ("unknown key", GROWTH, "    confidence: low", "    ¦strength: 5\n    confidence: low", "strength"),
    ("unknown source", GROWTH, "    confidence: low", "    source: ¦S99\n    confidence: low", "S99", "sources.yaml"),
    ("dates", GROWTH, "review_by: 2027", "review_by: ¦2020", "growth.review_by", "valid_from"),
)
def test_a_broken_correlation(richer, case):
    assert_reported(richer, case)


def test_a_missing_file_is_a_fault(folder):
    (folder / FILE).unlink()
    assert [str(fault).split(":")[0] for fault in faults(folder)] == [FILE]


def test_a_file_without_correlations_is_sound(folder):
    (folder / FILE).write_text("correlations: {}\n")
    read = load_assumptions(folder, today=TODAY)
    assert read.correlations == {} and copula_of(read).names == ()


def test_correlations_that_cannot_all_hold_are_reported_and_repaired(folder):
    edit(folder / FILE, SYSTEMS, "rank_correlation: 0.7\n", "rank_correlation: -0.9\n")
    read = load_assumptions(folder, today=TODAY)
    (note,) = [text for text in fault_lines(read.warnings) if "samvariasjon" in text]
    assert note.startswith(FILE) and "nærmeste mulige" in note
    assert copula_of(read).repair > NOTICEABLE


def test_benefits_that_could_not_be_read_bring_no_false_faults(richer):
    (richer / "base/benefits.yaml").write_text("benefits: nei\n")
    assert all(not fault.place.startswith(FILE) for fault in faults(richer))


def test_systems_that_could_not_be_read_bring_no_false_faults(folder):
    (folder / "base/legacy_systems.yaml").write_text("legacy_systems: nei\n")
    assert all(not fault.place.startswith(FILE) for fault in faults(folder))


def test_the_fingerprint_knows_the_correlations(richer):
    before = load_assumptions(richer, today=TODAY).hash
    edit(richer / FILE, GROWTH, "rank_correlation: 0.5", "rank_correlation: 0.4")
    assert load_assumptions(richer, today=TODAY).hash != before
