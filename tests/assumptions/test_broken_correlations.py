"""Everything that can be wrong in correlations.yaml, each with its place and its message."""

from support.breaking import TODAY, assert_reported, cases, edit, faults, folder

from costmodel import load_assumptions
from costmodel.analysis.uncertainty.sampling import copula_of
from costmodel.assumptions.reading.correlation_reading import NOTICEABLE
from costmodel.output.faults import fault_lines

__all__ = ["folder"]
FILE = "base/correlations.yaml"
GROWTH, SYSTEMS, BENEFITS = "  growth:\n", "  former_systems:\n", "  realisation:\n"
PAIR = "[real_wage_growth, real_cost_growth]"


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
    ("no list", GROWTH, PAIR, "¦real_wage_growth", "growth.between"),
    ("pair again", SYSTEMS, "[legacy_operating_cost", "¦[real_wage_growth, real_cost_growth", "alt står i growth"),
    ("why missing", BENEFITS, "basis: assumption\n    why: >-\n", "basis: assumption\n    how: >-\n", "realisation.why", "Legg til why"),
    ("unknown key", GROWTH, "    confidence: low", "    ¦strength: 5\n    confidence: low", "strength"),
    ("unknown source", GROWTH, "    confidence: low", "    source: ¦S99\n    confidence: low", "S99", "sources.yaml"),
    ("dates", GROWTH, "review_by: 2027", "review_by: ¦2020", "growth.review_by", "valid_from"),
)
def test_a_broken_correlation(folder, case):
    assert_reported(folder, case)


def test_a_missing_file_is_a_fault(folder):
    (folder / FILE).unlink()
    assert [str(fault).split(":")[0] for fault in faults(folder)] == [FILE]


def test_a_file_without_correlations_is_sound(folder):
    (folder / FILE).write_text("correlations: {}\n")
    read = load_assumptions(folder, today=TODAY)
    assert read.correlations == {} and copula_of(read).names == ()


def test_correlations_that_cannot_all_hold_are_reported_and_repaired(folder):
    for old, new in (("0.3\n", "-0.9\n"),):
        edit(folder / FILE, SYSTEMS, f"rank_correlation: {old}", f"rank_correlation: {new}")
    read = load_assumptions(folder, today=TODAY)
    (note,) = [text for text in fault_lines(read.warnings) if "samvariasjon" in text]
    assert note.startswith(FILE) and "nærmeste mulige" in note
    assert copula_of(read).repair > NOTICEABLE


def test_benefits_that_could_not_be_read_bring_no_false_faults(folder):
    (folder / "base/benefits.yaml").write_text("benefits: nei\n")
    assert all(not fault.place.startswith(FILE) for fault in faults(folder))


def test_the_fingerprint_knows_the_correlations(folder):
    before = load_assumptions(folder, today=TODAY).hash
    edit(folder / FILE, GROWTH, "rank_correlation: 0.5", "rank_correlation: 0.4")
    assert load_assumptions(folder, today=TODAY).hash != before
