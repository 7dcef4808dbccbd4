"""The model still says what it said of every shipped scenario; if not, the difference is shown."""

import difflib

import pytest
from support.snapshot import FOLDER, names, number, text_of, write_snapshots

LONGEST = 120
ACCEPT = "If the change is meant: run «make snapshot», read the diff of tests/model/snapshots, and commit it with what caused it."


def difference(name: str, stored: str, now: str) -> str:
    """A unified diff, cut where it is long, and how to accept it."""
    lines = list(difflib.unified_diff(stored.splitlines(), now.splitlines(), f"snapshots/{name}", "the model now", lineterm="", n=0))
    rest = [f"… and {len(lines) - LONGEST} lines more"] if len(lines) > LONGEST else []
    return "\n".join([*lines[:LONGEST], *rest, "", ACCEPT])


@pytest.mark.parametrize("name", names())
def test_the_model_says_what_it_said(name):
    path = FOLDER / f"{name}.txt"
    stored = path.read_text("utf-8") if path.exists() else ""
    if stored != text_of(name):
        pytest.fail(difference(path.name, stored, text_of(name)), pytrace=False)


def test_every_snapshot_has_its_scenario():
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.txt" for name in names()}, ACCEPT


def test_writing_makes_all_anew_and_removes_what_is_gone(tmp_path):
    (tmp_path / "old.txt").write_text("x")
    write_snapshots(tmp_path)
    assert {path.stem: path.read_bytes() for path in tmp_path.iterdir()} == {name: text_of(name).encode() for name in names()}


def test_a_snapshot_names_what_it_shows():
    text = text_of("uten-fastleger")
    for words in ("== Trondheim, lifetime", "== Averøy, decision: stay_out", "== all participants, decision: best first"):
        assert f"\n{words}\n" in text
    assert next(line for line in text.splitlines() if line.startswith("npv ")).split() == ["npv", "-775.28"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (-1e-17, "0"), (1e-10, "0"), (float("nan"), "none"), (-600.2186388, "-600.219"), (2027.0, "2027"), (214565.4, "214565")],
)
def test_numbers_are_rounded_alike_everywhere(value, text):
    assert number(value) == text
    assert number(value * (1 + 1e-15)) == text


def test_a_value_on_the_edge_falls_to_one_side():
    assert number(1.0000005) == number(1.0000005 * (1 + 4e-16)) == number(1.0000005 * (1 - 4e-16))


def test_a_change_is_shown_with_the_way_to_accept_it():
    message = difference("x.txt", "npv  1\nirr  2", "npv  1\nirr  3")
    assert "-irr  2\n+irr  3" in message and message.endswith(ACCEPT)
    assert "… and " in difference("x.txt", "", "a\n" * 500)
