"""Everything that can be wrong in price_paths.csv and kostra.csv, each with its place; and a folder without them is as before."""

from datetime import date

import pytest
from support import shipped
from support.hostile import shipped_files

from costmodel import AssumptionError, load_assumptions
from costmodel.output.faults import fault_lines

PATHS, ACCOUNTS = "base/price_paths.csv", "base/kostra.csv"
HEAD = "path;year;growth;basis;source;review_by;note\n"
TODAY = date(2026, 11, 30)


def loaded(place: str, text: str):
    return load_assumptions({**shipped_files(), place: text.encode()}, today=TODAY)


def told(place: str, text: str) -> list[str]:
    with pytest.raises(AssumptionError) as caught:
        loaded(place, text)
    return fault_lines(caught.value.faults)


def assert_only(lines: list[str], place: str, said: str) -> None:
    """One fault, at the place, in these words."""
    assert len(lines) == 1
    assert lines[0].startswith(place) and said in lines[0]


@pytest.mark.parametrize(
    ("row", "at", "said"),
    [
        ("wages;2027;0,03;forecast;KS;2027-01-01;", "2:1", "«wages»"),
        ("wage;2027;0,9;forecast;KS;2027-01-01;", "2:11", "0.5"),
        ("wage;2027;3 %;forecast;KS;2027-01-01;", "2:11", "3 %"),
        ("wage;2027;0,03;guess;KS;2027-01-01;", "2:16", "guess"),
        ("wage;2027;0,03;forecast;KZ;2027-01-01;", "2:25", "den ukjente kilden «KZ»"),
        ("consumer_prices;2025;0,03;forecast;KS;2027-01-01;", "2:17", "2025, som står i price_index.csv"),
        ("wage;2027;0,03;forecast;KS;2027-01-01;\nwage;2027;0,04;forecast;KS;2027-01-01;", "3:6", "wage i 2027 for andre gang"),
    ],
)
def test_what_is_wrong_with_a_path_is_told_with_its_place(row, at, said):
    assert_only(told(PATHS, f"{HEAD}{row}\n"), f"{PATHS}:{at}", said)


def test_what_is_overdue_or_missing_between_is_warned_of():
    rows = "wage;2027;0,03;forecast;KS;2026-10-01;\nwage;2030;0,03;forecast;KS;2027-10-01;\n"
    notes = [line for line in fault_lines(loaded(PATHS, HEAD + rows).warnings) if PATHS in line]
    assert len(notes) == 2
    assert "wage i 2027, som skulle vært sett på innen" in notes[0] and notes[0].startswith(f"{PATHS}:2:28")
    assert "ingen rad for wage i 2028, 2029" in notes[1]
    assert not [line for line in fault_lines(load_assumptions(shipped_files(), today=TODAY).warnings) if PATHS in line]


@pytest.mark.parametrize(
    ("row", "at", "said"),
    [
        ("operation;120;195;", "2:1", "operation"),
        ("interest;12;500;", "2:10", "12"),
        ("interest;870;5000;", "2:14", "5000"),
        ("interest;870;500;\ninterest;870;500;", "3:1", "«interest» for andre gang"),
    ],
)
def test_what_is_wrong_with_an_account_is_told_with_its_place(row, at, said):
    assert_only(told(ACCOUNTS, f"line;function;art;note\n{row}\n"), f"{ACCOUNTS}:{at}", said)


def test_a_folder_without_them_is_read_and_its_fingerprint_does_not_know_of_them():
    without = {place: data for place, data in shipped_files().items() if place not in (PATHS, ACCOUNTS)}
    bare = load_assumptions(without)
    assert bare.price_paths == bare.kostra == ()
    empty = load_assumptions({**without, PATHS: HEAD.encode(), ACCOUNTS: b"line;function;art;note\n"})
    assert empty.hash == bare.hash != shipped().hash
