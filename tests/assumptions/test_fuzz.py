"""Random damage to the shipped files gives a clean result or a clean list of faults: no crash, no hang, no silent default."""

import codecs
import os
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from support import fuzzing, many
from support.breaking import TODAY, edit, faults, folder
from support.mutations import BYTE_STEPS
from support.plain_reading import ACTUALS, differences, loaded_leaves, read_plainly
from support.slips import TEXT_STEPS

from costmodel.assumptions import loading
from costmodel.assumptions.reading import yaml_reading

__all__ = ["folder"]
CASES = int(os.environ.get("FUZZ_CASES", many(120, 10_000)))
WORKERS = min(os.cpu_count() or 1, 8)
MOST_SHOWN = 10
PARAMETERS, INDEX = "base/parameters.yaml", "base/price_index.csv"


@pytest.fixture(scope="module")
def outcomes() -> list[fuzzing.Outcome]:
    """All cases, in processes of their own: a fresh interpreter each, so that nothing of this one's state is shared."""
    parts = [range(start, CASES, 4 * WORKERS) for start in range(4 * WORKERS)]
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        return [outcome for part in pool.map(fuzzing.run, parts) for outcome in part]


def test_no_damage_gives_a_crash_a_hang_or_a_silent_default(outcomes):
    wrong = [outcome for outcome in outcomes if outcome.problems]
    shown = "\n".join(map(str, wrong[:MOST_SHOWN]))
    assert not wrong, f"{len(wrong)} of {CASES} cases; «make fuzz CASE=number» shows one\n{shown}"


def test_the_damage_is_of_every_kind_and_of_every_consequence(outcomes):
    assert len(outcomes) == CASES
    assert {outcome.file for outcome in outcomes} == set(fuzzing.shipped_files())
    made = (fuzzing.case(number) for number in range(2 * CASES))  # the rarer steps come late; making is quick, reading is not
    assert {step for case in made for step in case.steps} == {*TEXT_STEPS, *BYTE_STEPS}
    kinds = Counter(outcome.kind for outcome in outcomes)
    assert min(kinds[kind] for kind in ("faults", "changed", "same")) > 0.02 * CASES, kinds


def test_a_case_is_the_same_every_time():
    assert [fuzzing.case(number) for number in range(50)] == [fuzzing.case(number) for number in range(50)]
    assert fuzzing.run([7]) == fuzzing.run([7])


def judged(folder, file: str, data: bytes) -> fuzzing.Outcome:
    return fuzzing.outcome(fuzzing.Case(0, file, data, ("by hand",)), folder)


def shipped_text(file: str) -> str:
    return fuzzing.shipped_files()[file].decode()


@pytest.mark.parametrize("file", fuzzing.shipped_files())
def test_the_plain_reading_agrees_with_the_loader_on_what_is_shipped(file):
    plain, loaded = read_plainly(file, fuzzing.shipped_files()[file]), loaded_leaves(file, fuzzing.shipped_set())
    assert (plain or file == ACTUALS) and list(differences(plain, loaded)) == []  # nothing has been paid in the shipped files


@pytest.mark.parametrize("file", fuzzing.shipped_files())
def test_the_plain_reading_notices_every_leaf_dropped_changed_or_made_up(file):
    plain, loaded = read_plainly(file, fuzzing.shipped_files()[file]), loaded_leaves(file, fuzzing.shipped_set())
    for way, stands in list(plain.items())[:: many(7, 1)]:
        assert any(differences(plain, {other: value for other, value in loaded.items() if other != way}))
        assert any(differences(plain, {**loaded, way: 0.12345}))
        assert any(differences(plain, {**loaded, way: None})) or stands.value is None
        assert any(differences(plain, {**loaded, (*way, "new"): "x"}))


def test_a_default_in_place_of_a_number_is_noticed(folder, monkeypatch):
    """A loader that falls back on the shipped file where it cannot read a number."""
    sound = loading.load_assumptions(folder, today=TODAY)
    monkeypatch.setattr(loading, "load_assumptions", lambda *_, **__: sound)
    damaged = shipped_text(PARAMETERS).replace("        value: 80\n", "        value: 81\n", 1)
    assert any("platform_cost" in problem and "81" in problem for problem in judged(folder, PARAMETERS, damaged.encode()).problems)
    lacking = shipped_text(PARAMETERS).replace("        value: 80\n", "", 1)
    assert any("does not stand in the file" in problem for problem in judged(folder, PARAMETERS, lacking.encode()).problems)


def endless(_: str) -> Iterator[None]:
    """A parser that never comes to its first event."""
    time.sleep(60)
    yield


def test_an_exception_and_an_endless_loop_are_noticed(folder, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(loading, "load_assumptions", lambda *_, **__: 1 / 0)
        assert "ZeroDivisionError" in str(judged(folder, INDEX, b"x"))
    monkeypatch.setattr(fuzzing, "SECONDS", 0.05)
    monkeypatch.setattr(yaml_reading, "yaml_events", endless)
    assert "HangError" in str(judged(folder, PARAMETERS, b"never: read"))
    assert (folder / PARAMETERS).read_bytes() == fuzzing.shipped_files()[PARAMETERS]


# What the damage has brought to light.


@pytest.mark.parametrize(
    ("data", "place"),
    [(b"ab\xff", ":1:3"), ("åå".encode() + b"\xff", ":1:3"), ("år;å\nå;".encode() + b"\xe5", ":2:3")],
)
def test_a_wrong_byte_after_a_byte_order_mark_is_reported_where_it_stands(folder, data, place):
    for mark in (b"", codecs.BOM_UTF8):
        (folder / INDEX).write_bytes(mark + data)
        (fault,) = (fault for fault in faults(folder) if fault.place.startswith(INDEX))
        assert fault.place == INDEX + place
        assert f"byten 0x{data[-1]:02X}" in fault.found


def test_a_byte_that_stands_for_no_visible_letter_leaves_the_message_readable(folder):
    (folder / INDEX).write_bytes(b"a\xad")
    assert all(str(fault).replace("\xa0", " ").isprintable() for fault in faults(folder))


def test_a_suggested_name_is_shown_fit_for_one_line(folder):
    edit(folder / "base/sources.yaml", "  S1:\n", "  S1:\n", "  S\u20281:\n")
    assert all(str(fault).isprintable() for fault in faults(folder))
