"""Everything that can be wrong in actuals.csv, each with its place; and a folder without it is as before."""

import pytest
from support.breaking import TODAY
from support.hostile import shipped_files

from costmodel import AssumptionError, load_assumptions

FILE = "base/actuals.csv"
HEAD = "municipality;year;line;amount;price_year;source;note;months;vat"
SOUND = "Trondheim;2024;platform_charge;90;2024;Faktura 7;;;"


def loaded(*rows: str):
    return load_assumptions({**shipped_files(), FILE: "\n".join([HEAD, *rows, ""]).encode()}, today=TODAY)


@pytest.mark.parametrize(
    ("row", "place", "code"),
    [
        ("Trondhem;2024;platform_charge;90;2024;F;;;", "2:1", "unknown_municipality"),
        ("Trondheim;2024;platform;90;2024;F;;;", "2:16", "not_one_of"),
        ("Trondheim;;platform_charge;90;2024;F;;;", "2:11", "not_a_whole_number"),
        ("Trondheim;2034;platform_charge;90;2024;F;;;", "2:11", "actual_in_future"),
        ("Trondheim;2024;platform_charge;-1;2024;F;;;", "2:32", "number_too_low"),
        ("Trondheim;2024;platform_charge;90;1990;F;;;", "2:35", "year_not_in_index"),
        ("Trondheim;2024;platform_charge;90;2024;F;;13;", "2:43", "number_too_high"),
        ("Trondheim;2024;platform_charge;90;2024;F;;;included", "2:44", "actual_with_vat"),
    ],
)
def test_a_fault_has_its_place(row, place, code):
    with pytest.raises(AssumptionError) as caught:
        loaded(row)
    assert [(fault.place, fault.code) for fault in caught.value.faults] == [(f"{FILE}:{place}", code)]


def test_a_line_of_a_year_stands_once():
    with pytest.raises(AssumptionError) as caught:
        loaded(SOUND, SOUND)
    assert [(fault.place, fault.code) for fault in caught.value.faults] == [(f"{FILE}:3:16", "actual_twice")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Trondheim;2025;platform_charge;40;2024;F;;5;", "actual_of_part"),
        (f"Trondheim;{TODAY.year};local_operation;9;2024;F;;;", "actual_of_this_year"),
        ("Trondheim;2021;local_operation;9;2024;F;;;", "actual_before_start"),
        ("Trondheim;2025;platform_charge;90;2024;F;inkl. mva;;", "actual_mentions_vat"),
        ("Trondheim;2022;platform_charge;90;2024;F;;;", "actual_gap"),
    ],
)
def test_what_is_worth_a_look_is_pointed_out(row, code):
    notes = [fault for fault in loaded(SOUND, row).warnings if fault.place.startswith(FILE)]
    assert [fault.code for fault in notes] == [code]


def test_a_folder_without_the_file_or_without_the_setting_is_as_before():
    files = dict(shipped_files())
    whole = load_assumptions(files, today=TODAY)
    del files[FILE]
    assert load_assumptions(files, today=TODAY).hash == whole.hash
    lines = files["base/parameters.yaml"].decode().split("\n")
    first = next(at for at, line in enumerate(lines) if line.strip() == "rebase_on_actuals:")
    end = next(at for at in range(first, len(lines)) if not lines[at].strip())
    files["base/parameters.yaml"] = "\n".join([*lines[:first], *lines[end + 1 :]]).encode()
    older = load_assumptions(files, today=TODAY)
    assert older.parameters["rebase_on_actuals"] == whole.parameters["rebase_on_actuals"]
