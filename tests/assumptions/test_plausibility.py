"""Slips that a file can hold and be sound: a number beside its neighbours, its range, the calendar; names and files that stand twice."""

from datetime import date

import pytest
from support import ROOT
from support.breaking import edit, faults, folder
from support.told import Told, told_all

from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.plausibility.copies import is_copy
from costmodel.assumptions.plausibility.people import PASSED
from costmodel.assumptions.reading.assumption_checks import WIDE_RANGE

__all__ = ["folder"]
PARAMETERS, INDEX, PEOPLE = "base/parameters.yaml", "base/price_index.csv", "base/municipalities.csv"
TODAY = date(2026, 11, 30)
STANDING = {WIDE_RANGE, PASSED}


def new_warnings(folder) -> list[Told]:
    notes = load_assumptions(folder, today=TODAY).warnings
    return list(told_all(note for note in notes if note.code not in STANDING))


def test_the_shipped_files_have_no_warning_but_those_that_stand():
    assert new_warnings(ROOT / "assumptions") == []


INDEX_SLIPS = {
    "growth for the index": (
        "2024;133,6",
        "2024;¦3,1",
        "3.1 i 2024, -97.6 % fra 129.6 i 2023",
        "Mente du 133.6? 3.1 ser ut til å være prisveksten",
    ),
    "a decimal mark lost": (
        "2023;129,6",
        "2023;¦1296",
        "1296 i 2023, 955.4 % fra 122.8 i 2022",
        "Mente du 129.6? Da passer det med naboene.",
    ),
    "a digit of the first year": ("2015;100,0", "2015;¦10,0", "10 i 2015, -90.3 % fra 103.6 i 2016", "Mente du 100?"),
    "a digit of the last year": ("2025;137,2", "2025;¦237,2", "237.2 i 2025, 77.5 % fra 133.6 i 2024", "-3 til 15 % i året"),
    "prices that fall": ("2025;137,2", "2025;¦127,2", "127.2 i 2025, -4.8 % fra", "Rett tallet."),
    "a shift for good": (
        "2025;137,2",
        "2025;¦100,0",
        "100 i 2025",
        "et annet referanseår enn årene før; regnet om fra 2024 blir det 133.6",
    ),
}


@pytest.mark.parametrize("slip", INDEX_SLIPS)
def test_a_step_of_the_index_is_told_once_with_both_readings(folder, slip):
    old, new, found, action = INDEX_SLIPS[slip]
    place = edit(folder / INDEX, "", f"\n{old}", f"\n{new}")
    (note,) = new_warnings(folder)
    assert (note.place, note.name) == (INDEX + place, f"{old[:4]}.cpi")
    assert found in note.found and action in note.allowed + note.action


def test_two_reference_years_are_told_with_the_number_converted(folder):
    edit(folder / INDEX, "", "\n2025;137,2;forecast;Prognose: vekst på 2,7 % (TBU)\n", "\n2025;137,2;forecast;x\n2026;102,6;published;\n")
    (note,) = new_warnings(folder)
    assert (note.place, note.name) == (f"{INDEX}:13:6", "2026.cpi")
    assert "102.6 i 2026, -25.2 % fra 137.2 i 2025" in note.found
    assert "et annet referanseår" in note.action and note.action.endswith("regnet om fra 2025 blir det 140.8.")


def test_a_year_that_is_missing_is_one_warning_or_one_fault(folder):
    text = (folder / INDEX).read_text("utf-8-sig")
    (folder / INDEX).write_text(text.replace("2017;105,5;published;\n", ""), "utf-8")
    (note,) = new_warnings(folder)
    assert (note.place, note.found) == (f"{INDEX}:4:1", "ingen rad for 2017")
    (folder / INDEX).write_text(text.replace("2022;122,8;published;\n", ""), "utf-8")
    root, *others = faults(folder)
    assert root.place == INDEX and root.found.startswith("ingen «2022», som ") and "price_index.csv" in root.action
    assert not any("2022" in fault.found for fault in others)


def test_a_broken_year_of_the_index_is_no_fault_of_the_numbers_in_its_prices(folder):
    place = edit(folder / INDEX, "", "\n2022;122,8", "\n2022;¦ca 123")
    assert [fault.place for fault in faults(folder)] == [INDEX + place]


def test_a_source_that_is_gone_is_one_fault_at_the_sources(folder):
    edit(folder / "base/sources.yaml", "", "\n  S1:\n", "\n  S1b:\n")
    root, *others = faults(folder)
    assert root.place == "base/sources.yaml" and root.found.startswith(
        "ingen «S1», som 76 steder viser til (reference_participants.source,"
    )
    assert not any("«S1»" in fault.found for fault in others)


PEOPLE_SLIPS = {
    "a digit too many": (";214565;", ";¦2145650;", "2145650 innbyggere, 909 % fra 212660 i 2023", "Mente du 214565?"),
    "two digits the other way round": (";214565;", ";¦241565;", "241565 innbyggere, 13.6 % fra 212660 i 2023", "en endring på høyst 10 %"),
    "a digit too few in the last column": (";218460;", ";¦21846;", "21846 innbyggere, -89.9 % fra 216518 i 2025", "Mente du 218460?"),
    "the first column": (";205163;", ";¦20516;", "20516 innbyggere, -90.3 % fra 210496 i 2022", "Mente du 205160?"),
    "out of line": (";214565;", ";¦228565;", "der tallene for 2023 og 2025 tilsier omtrent 214589", "to siffer er byttet om"),
}


@pytest.mark.parametrize("slip", PEOPLE_SLIPS)
def test_a_population_out_of_line_is_told_once(folder, slip):
    old, new, found, said = PEOPLE_SLIPS[slip]
    place = edit(folder / PEOPLE, "", old, new)
    (note,) = new_warnings(folder)
    assert note.place == PEOPLE + place and note.name.startswith("Trondheim.pop_20")
    assert found in note.found and said in note.allowed + note.action


def test_plans_that_the_calendar_has_overtaken_are_one_line(folder):
    (note,) = told_all(note for note in load_assumptions(folder, today=TODAY).warnings if note.code == PASSED)
    assert note.place.startswith(f"{PEOPLE}:")
    assert note.found.startswith("47 kommuner med status planned") and "2026-04-01" in note.found


def slip(folder, name: str, field: str, written: str) -> str:
    """Writes another number in a field of a parameter; the place of the number."""
    lines = (folder / PARAMETERS).read_text("utf-8").split("\n")
    start = lines.index(f"      {name}:")
    at = next(number for number in range(start, len(lines)) if lines[number].strip().startswith(f"{field}:"))
    lines[at] = lines[at].partition(":")[0] + f": {written}"
    (folder / PARAMETERS).write_text("\n".join(lines), "utf-8")
    return f"{PARAMETERS}:{at + 1}:{lines[at].index(':') + 3}"


@pytest.mark.parametrize(
    ("name", "field", "written", "told"),
    [
        (
            "gp_fee",
            "value",
            "150.000",
            ("150, langt fra spennet 50000 til 300000", "Mente du 150000? Tallet ser ut til å være tusen ganger for lite"),
        ),
        ("gp_fee", "low", "50.000", ("50, langt fra spennet 50 til 300000", "Mente du 50000?")),
    ],
)
def test_a_number_of_another_scale_within_its_bounds_is_a_warning(folder, name, field, written, told):
    place = slip(folder, name, field, written)
    (note,) = new_warnings(folder)
    assert (note.place, note.name) == (place, f"{name}.{field}")
    assert note.found == told[0] and told[1] in note.action


@pytest.mark.parametrize(
    ("name", "field", "written", "said"),
    [
        ("gp_fee", "value", "150000000", "Mente du 150000? Tallet ser ut til å være tusen ganger for stort."),
        ("platform_cost", "value", "80000000", "Mente du 80? Tallet ser ut til å stå i kroner; enheten er millioner."),
        ("discount_rate", "value", "4", "Mente du 0.04? Tallet ser ut til å stå i prosent"),
        ("gp_uptake", "value", "5", "Mente du 0.05? Tallet ser ut til å stå i prosent"),
    ],
)
def test_a_number_of_another_scale_beyond_its_bounds_is_a_fault_that_says_what_was_meant(folder, name, field, written, said):
    place = slip(folder, name, field, written)
    (fault,) = faults(folder)
    assert (fault.place == place and fault.action.endswith(said)) or said in fault.action


def test_a_value_of_a_scenario_is_looked_at_too(folder):
    path = folder / "scenarios/exit-2029.yaml"
    path.write_text(path.read_text("utf-8").replace("values:\n", "values:\n  gp_fee: 150.000\n"), "utf-8")
    (note,) = new_warnings(folder)
    assert (note.place, note.name) == ("scenarios/exit-2029.yaml", "gp_fee") and "Mente du 150000?" in note.action


def test_a_display_name_that_stands_twice(folder):
    place = edit(folder / PARAMETERS, "", "{nb: Fastlegekontorets betaling, en: GP fee}", "{nb: ¦PLATTFORMKOSTNAD, en: GP fee}")
    (note,) = new_warnings(folder)
    assert note.place == PARAMETERS + place
    assert "«PLATTFORMKOSTNAD» for andre gang (først på base/parameters.yaml:" in note.found
    path = folder / "scenarios/exit-2029.yaml"
    (folder / "scenarios/uttreden.yaml").write_bytes(path.read_bytes())
    assert [found.place for found in new_warnings(folder)[1:]] == ["scenarios/uttreden.yaml"]


COPIES = (
    "parameters copy.yaml",
    "parameters (1).yaml",
    "parameters - Kopi.yaml",
    "~$priser.xlsx",
    "parameters.yaml.bak",
    "price_index.csv~",
)


@pytest.mark.parametrize("name", COPIES)
def test_a_stray_copy_is_named(folder, name):
    (folder / "base" / name).write_bytes(b"x")
    (note,) = new_warnings(folder)
    assert note.place == f"base/{name}" and note.found == "en fil som ser ut til å være en kopi, og som ikke blir lest"
    assert "Slett den" in note.action


def test_other_files_and_copies_of_scenarios_are_named(folder):
    (folder / "base/paramters.yaml").write_bytes(b"x")
    (folder / "base/README.md").write_bytes(b"x")
    (folder / "base/.DS_Store").write_bytes(b"x")
    (folder / "scenarios/exit-2029.yaml.bak").write_bytes(b"x")
    (folder / "scenarios/exit-2029 (1).yaml").write_text(
        (folder / "scenarios/exit-2029.yaml").read_text("utf-8").replace("name: ", "name: Ny "), "utf-8"
    )
    notes = {note.place: note for note in new_warnings(folder)}
    assert set(notes) == {"base/paramters.yaml", "scenarios/exit-2029.yaml.bak", "scenarios/exit-2029 (1).yaml"}
    assert "Mente du «parameters.yaml»?" in notes["base/paramters.yaml"].action
    assert "blir lest som et scenario" in notes["scenarios/exit-2029 (1).yaml"].found


@pytest.mark.parametrize(
    "name", ["alle-66-med-fastleger.yaml", "ny-pris.yaml", "noen-trekker-seg.yaml", "parameters.yaml", "kopiering.yaml"]
)
def test_a_name_of_its_own_is_no_copy(name):
    assert not is_copy(name)


def test_endings_in_capitals_are_the_same_files(folder):
    before = load_assumptions(folder, today=TODAY)
    for old, new in (
        (INDEX, "base/price_index.CSV"),
        (PARAMETERS, "base/parameters.YAML"),
        ("scenarios/exit-2029.yaml", "scenarios/exit-2029.YAML"),
    ):
        (folder / old).rename(folder / new)
    after = load_assumptions(folder, today=TODAY)
    assert (after.hash, list(after.scenarios)) == (before.hash, list(before.scenarios)) and new_warnings(folder) == []
