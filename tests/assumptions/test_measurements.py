"""measurements.yaml: what can be wrong in it, that it changes no answer by itself, and what is written back to the numbers."""

from datetime import date

import pytest
from support import shipped
from support.breaking import assert_reported, cases, folder
from support.hostile import shipped_files

from costmodel import load_assumptions
from costmodel.assumptions.measuring.writing_back import Taught, mode_of_mean, with_measurements, with_taught
from costmodel.assumptions.records import Basis, Measurement
from costmodel.assumptions.uploads import take

__all__ = ["folder"]
FILE = "base/measurements.yaml"
MINUTES, RESULT, OFFER = "  minutes:\n", "  result:\n", "  offer:\n"
DAY = date(2026, 11, 1)
CONTENT = """# Målt i høst.
measurements:

  minutes:
    quantity: extra_minutes
    mean: 1.0
    sd: 2.0
    n: 200
    representativeness: 0.5
    date: 2026-11-01
    source: Tidsstudien
    who: Helse og velferd

  result:
    quantity: register_benefits.2026
    mean: 15
    sd: 0
    n: 1
    representativeness: 3
    price_year: 2024
    municipality: Trondheim
    date: 2026-11-01
    source: Gevinstregnskapet
    who: Økonomi

  offer: {quantity: alternatives.market_system.operating_cost, mean: 36, sd: 0, n: 1, representativeness: 4, price_year: 2024,
          date: 2026-11-01, source: Tilbudet, who: Innkjøp}
"""


@pytest.fixture
def measured(folder):
    """The shipped folder with measurements in it."""
    (folder / FILE).write_text(CONTENT, encoding="utf-8")
    return folder


@cases(
    FILE,
    ("unknown", MINUTES, "extra_minutes", "¦extra_minute", "minutes.quantity", "som ikke kan måles", "Mente du «extra_minutes»?"),
    ("a setting", MINUTES, "extra_minutes", "¦users", "som ikke kan måles"),
    ("not a year", RESULT, "register_benefits.2026", "¦register_benefits.26", "som ikke kan måles", "register_benefits.ÅR"),
    ("no price year", RESULT, "    price_year: 2024\n", "", "result.price_year", "prisår"),
    ("idle price year", MINUTES, "    n: 200", "    n: 200\n    price_year: ¦2024", "minutes.price_year"),
    ("price year unknown", RESULT, "price_year: 2024", "price_year: ¦1950", "som prisindeksen ikke har"),
    ("no error", RESULT, "    sd: 0\n    n: 1\n    representativeness: 3", "    sd: ¦0\n    n: 1\n    representativeness: 0", "over 0"),
    ("negative", MINUTES, "sd: 2.0", "sd: ¦-2.0", "minutes.sd"),
    ("nobody", MINUTES, "n: 200", "n: ¦0", "minutes.n"),
    ("half a person", MINUTES, "n: 200", "n: ¦20.5", "minutes.n", "helt tall"),
    ("comma", MINUTES, "mean: 1.0", "mean: ¦1,0", "minutes.mean", "Skriv tallet med punktum: 1.0"),
    ("tomorrow", MINUTES, "date: 2026-11-01", "date: ¦2027-11-01", "minutes.date", "en dato til og med 2026-11-28"),
    ("whose", RESULT, "municipality: Trondheim", "municipality: ¦Trondhjem", "result.municipality", "Mente du «Trondheim»?"),
    ("number of one", MINUTES, "    n: 200", "    n: 200\n    municipality: ¦Trondheim", "gjelder alle"),
    ("missing", MINUTES, "    sd: 2.0\n", "", "sd"),
    ("unknown field", MINUTES, "    sd: 2.0\n", "    sd: 2.0\n    ¦spread: 1\n", "spread"),
)
def test_a_fault_is_reported_where_it_stands(measured, case):
    assert_reported(measured, case)


def test_the_file_may_be_missing_and_changes_nothing_else(measured):
    found = load_assumptions(measured)
    assert list(found.measurements) == ["minutes", "result", "offer"] and found.measurements["offer"].mean == 36
    assert found.hash != shipped().hash, "the answers to what is learnt from it are kept by the fingerprint"
    assert found.quantities == shipped().quantities
    (measured / FILE).unlink()
    assert load_assumptions(measured).hash == shipped().hash


def test_it_can_be_uploaded_by_itself():
    upload = take([("measurements.yaml", CONTENT.encode())], shipped_files())
    assert upload.given == (FILE,) and len(load_assumptions(upload.files).measurements) == 3


def test_the_base_value_gives_the_mean_that_was_learnt():
    assert mode_of_mean(0.65, -1.0, 3.0) == pytest.approx(0.475)
    assert pytest.approx(0.65) == (-1.0 + 4 * 0.475 + 3.0) / 6
    assert (mode_of_mean(2.9, -1.0, 3.0), mode_of_mean(-0.9, -1.0, 3.0)) == (3.0, -1.0), "held inside the range"


TAUGHT = {
    "extra_minutes": Taught(0.94, "Målt hos 200: 1,0.", DAY),
    "hospital_share": Taught(0.72, "Målt på fakturaen: 0,72.", DAY),
    "introduction_months": Taught(18.2, "Målt.", DAY),
    "alternatives.market_system.operating_cost": Taught(35.3, "Tilbudet var 36: «fast pris», sa leverandøren's mann.", DAY),
    "alternatives.market_system.reach.interaction": Taught(0.3, "Målt.", DAY),
    "benefits.message_monitoring.minutes": Taught(38.0, "Målt.", DAY),
}
"""Numbers in blocks and on one line, with and without a basis, how and why of their own."""


def test_what_is_learnt_is_written_back_with_range_and_comments_kept():
    files = shipped_files()
    new = with_taught(files, TAUGHT, shipped())
    after = load_assumptions(new)
    for name, what in TAUGHT.items():
        was, item = shipped().quantities[name], after.quantities[name]
        assert (item.low, item.high, item.basis, item.how) == (was.low, was.high, Basis.MEASURED, what.how), name
        assert item.value == pytest.approx(mode_of_mean(what.mean, was.low, was.high), rel=1e-3 if "months" not in name else 0.03), name
    assert after.quantities["extra_minutes"].valid_from == DAY
    others = {name: item for name, item in shipped().quantities.items() if name not in TAUGHT}
    assert {name: after.quantities[name] for name in others} == others
    for place in files:
        kept = [line for line in files[place].decode().splitlines() if line.strip().startswith("#")]
        lines = new[place].decode().splitlines()
        assert [line for line in lines if line in kept][: len(kept)] == kept, "every comment, in its order"
    told = new["base/parameters.yaml"].decode()
    assert "# why: >-" in told and "#   Antakelse fordi begge revisjonene" in told, "what was assumed before stays to be read"


def test_a_measurement_that_is_written_back_is_marked_and_a_new_one_added():
    files = {**shipped_files(), FILE: CONTENT.encode()}
    entered = Measurement(quantity="loan_rate", mean=0.03, sd=0, n=1, representativeness=0.01, date=DAY, source="Bank: «a»", who="b")
    new = with_measurements(files, {"rate": entered}, ["minutes", "offer", "rate"])
    found = load_assumptions(new).measurements
    assert {key: item.written_back for key, item in found.items()} == {"minutes": True, "result": False, "offer": True, "rate": True}
    assert found["rate"] == entered.model_copy(update={"written_back": True})
    assert new[FILE].decode().startswith("# Målt i høst.\n")
    alone = with_measurements(shipped_files(), {"rate": entered}, [])
    assert load_assumptions(alone).measurements == {"rate": entered}
