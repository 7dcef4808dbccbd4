"""What differs in the files of two folders: every field by name, what is the same in every row once, order and comments as such."""

import pytest
from support import shipped
from support.hostile import shipped_files

from costmodel import load_assumptions
from costmodel.analysis.attribution.fields import FieldChange, changed_fields, changed_layout
from costmodel.assumptions.folders import opened
from costmodel.assumptions.records import AssumptionSet

ACTUALS = b"municipality;year;line;amount;price_year;source;note\nMolde;2024;platform_charge;20,5;2024;S1;\n"
EDITS = {
    ("base/price_index.csv", "2016;103,6", "2016;103,7"): ("2016", "cpi", 103.6, 103.7),
    ("base/municipalities.csv", ";210496;", ";210497;"): ("Trondheim", "pop_2022", 210496, 210497),
    ("base/municipalities.csv", "PD1;2022-05-07", "PD1;2022-05-08"): ("Trondheim", "go_live", "2022-05-07", "2022-05-08"),
    ("base/price_paths.csv", "0,043", "0,044"): ("municipal_deflator 2024", "growth", 0.043, 0.044),
    ("base/parameters.yaml", "owner: Modellforvalter", "owner: Kari"): ("start_year", "owner", "Modellforvalter", "Kari"),
    ("base/parameters.yaml", "nb: Ramme,", "nb: Rammen,"): ("groups.frame", "name.nb", "Ramme", "Rammen"),
    ("scenarios/exit-2029.yaml", "exit_year: 2029", "exit_year: 2030"): ("exit-2029", "values.exit_year", 2029, 2030),
}


def changed(**files: bytes) -> tuple[FieldChange, ...]:
    """What is changed from the shipped folder to one with other files."""
    folders = [opened(shipped_files()), opened({**shipped_files(), **files})]
    changes = changed_fields(*(load_assumptions(folder) for folder in folders))
    return (*changes, *changed_layout(*folders, changes))


def test_each_edit_is_one_change_with_its_file_record_field_before_and_after():
    files = shipped_files()
    for file, before, after in EDITS:
        files[file] = files[file].replace(before.encode(), after.encode(), 1)
    found = {(item.file, item.record, item.field): (item.before, item.after) for item in changed(**files)}
    assert found == {(edit[0], told[0], told[1]): told[2:] for edit, told in EDITS.items()}


def test_what_is_common_to_the_rows_of_a_register_is_one_change():
    content = shipped_files()["base/legacy_systems.yaml"].replace(b"minimum: 0\n", b"minimum: 0.0001\n", 1)
    names = {(item.record, item.field) for item in changed(**{"base/legacy_systems.yaml": content})}
    assert len(names) == 1
    assert next(iter(names))[0] == "legacy_systems.*"


def test_rows_and_files_that_one_alone_has():
    scenario = shipped_files()["scenarios/exit-2029.yaml"]
    found = changed(**{"base/actuals.csv": ACTUALS, "scenarios/ny.yaml": scenario})
    assert {(item.kind, item.file, item.record) for item in found} == {
        ("added", "base/actuals.csv", "Molde 2024 platform_charge"),
        ("added", "scenarios/ny.yaml", "ny"),
    }


@pytest.mark.parametrize("name", sorted(AssumptionSet.model_fields.keys() - {"hash", "warnings", "actuals", "measurements"}))
def test_no_table_is_forgotten(name):
    value = getattr(shipped(), name)
    empty = None if name == "approval" else type(value)()
    emptied = shipped().model_copy(update={name: empty, "hash": "0"})
    assert {item.kind for item in changed_fields(shipped(), emptied)} == ({"removed"} if value else set())


def test_comments_and_order_are_said_to_be_no_more_than_that():
    sources = shipped_files()["base/sources.yaml"].replace(b"sources:", b"# words\nsources:", 1)
    assert changed(**{"base/sources.yaml": sources}) == (FieldChange("layout", "base/sources.yaml"),)
    reversed_order = shipped().model_copy(update={"alternatives": dict(reversed(shipped().alternatives.items())), "hash": "0"})
    assert changed_fields(shipped(), reversed_order) == (FieldChange("order", "base/alternatives.yaml"),)
    assert changed() == ()
