"""A folder of version 1 becomes one of version 2: comments and order kept, no number of the user's lost without a word."""

import difflib
import random
import re
from functools import cache

import pytest
from support import ROOT, shipped

from costmodel.assumptions.folders import folder_on_disk
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.upgrading.folder import UpgradedFolder, upgraded_folder
from costmodel.assumptions.upgrading.phrases import Phrases
from costmodel.assumptions.upgrading.values import NO_PLACE, RENAMED, is_of_version_1, upgraded_values
from costmodel.assumptions.uploads import files_of
from costmodel.assumptions.versions import is_version_1
from costmodel.faults import AssumptionError
from costmodel.model.appraisal import appraise
from costmodel.model.scenario import base_case, named

VERSION_1 = ROOT / "tests" / "support" / "data" / "version_1"
PHRASES = Phrases(kept="Kept:", shared="Shared out.")
PARAMETERS, BENEFITS = "base/parameters.yaml", "base/benefits.yaml"
REPLACED = ("care_record", "health_station_record", "clinic_and_office_record", "physiotherapy_record")


@cache
def old_files() -> dict[str, bytes]:
    return files_of(folder_on_disk(VERSION_1))


@cache
def shipped_files() -> dict[str, bytes]:
    return files_of(folder_on_disk(ROOT / "assumptions"))


def upgraded(**edits: tuple[str, str]) -> UpgradedFolder:
    """The folder after some edits of old files, by the stem of the file: what stands there once → what takes its place."""
    files = dict(old_files())
    for stem, (before, after) in edits.items():
        place = next(place for place in files if place.endswith(f"/{stem.replace('_', '-')}.yaml") or place.endswith(f"/{stem}.yaml"))
        assert files[place].decode().count(before) == 1, before
        files[place] = files[place].decode().replace(before, after).encode()
    return upgraded_folder(files, shipped_files(), PHRASES)


@cache
def plain() -> UpgradedFolder:
    return upgraded()


def notes_of(found: UpgradedFolder, code: str) -> list:
    return [note for note in found.notes if note.code == code]


def test_the_folder_of_version_1_is_one_and_the_result_is_not():
    assert is_version_1(old_files())
    assert not is_version_1(plain().files)
    assert plain().faults == ()


def test_the_result_is_loaded_and_appraised_with_its_scenarios():
    found = load_assumptions(plain().files)
    assert set(found.scenarios) == {
        place.removeprefix("scenarios/").removesuffix(".yaml") for place in old_files() if "scenarios/" in place
    }
    for name in found.scenarios:
        assert appraise(named(found, name)).indicators.npv.item()
    assert set(found.parameters) == set(shipped().parameters)


def test_what_stood_there_stands_there_in_its_order_but_for_what_is_told():
    """Comments and order: what the edits take away are the lines of what has another name, unit or place."""
    for place, content in old_files().items():
        if not place.endswith(".yaml"):
            continue
        before, after = (text.decode().splitlines() for text in (content, plain().files[place]))
        kept = [line.removeprefix("# ").removeprefix("      # ") for line in after]
        gone = [line[2:] for line in difflib.ndiff(before, after) if line.startswith("- ")]
        moved = [line for line in gone if f"# {line.strip()}" not in {text.strip() for text in after} and line.strip() not in kept]
        told = r"also_in_alternative|twelve_month_loss:|minutter per ansatt|maximum: 1$|transition_loss|between: |exit_year: 2028|^\s*$|# "
        assert [line for line in moved if not re.search(told, line) and not _is_commented(line, after)] == [], place


def _is_commented(line: str, after: list[str]) -> bool:
    return any(text.lstrip().startswith("#") and text.lstrip(" #").rstrip() == line.strip() for text in after)


def test_one_number_for_all_systems_is_shared_as_in_the_shipped_register():
    numbers = load_assumptions(plain().files).quantities
    rows = [numbers[f"legacy_systems.{key}.yearly_cost"] for key in REPLACED]
    assert [sum(getattr(row, end) for row in rows) for end in ("value", "low", "high")] == pytest.approx([20, 10, 40], abs=1e-9)
    assert [row.value for row in rows] == [13.33, 3, 2.67, 1]
    assert all(row.why.endswith("Shared out.") for row in rows)
    assert sum(numbers[f"legacy_systems.{key}.renewal_cost"].value for key in REPLACED) == 40
    assert {numbers[f"legacy_systems.{key}.renewal_year"].value for key in REPLACED} == {2026}
    assert numbers["legacy_systems.emergency_dispatch.yearly_cost"].value == 1
    assert [numbers[f"alternatives.{key}.one_off_cost"].value for key in shipped().alternatives] == [150, 112.5, 600]


def test_numbers_of_the_user_are_carried_over_and_told_where_the_shipped_ones_differ():
    found = upgraded(
        parameters=("        value: 17.8\n", "        value: 21.5  # our own accounts\n"),
        benefits=("potential: {value: 28, low: 18.67", "potential: {value: 33, low: 18.67"),
    )
    numbers = load_assumptions(found.files).quantities
    assert numbers["clinic_twelve_month_loss"].value == 21.5
    assert b"value: 21.5  # our own accounts" in found.files[PARAMETERS]
    assert numbers["benefits.interaction_and_medication.potential"].value == 33
    (differs,) = notes_of(found, "differs_from_shipped")
    assert {"clinic_twelve_month_loss", "extra_minutes", "gp_uptake"} <= set(differs.facts["names"])
    assert "platform_cost" not in differs.facts["names"]


@pytest.mark.parametrize("seed", range(4))
def test_any_numbers_of_the_user_are_found_again(seed):
    """Every value of parameters.yaml is moved; it stands under its name, in the rows that share it, or as a comment and in a note."""
    rng = random.Random(seed)
    text = old_files()[PARAMETERS].decode()
    asked: dict[str, float] = {}

    def moved(match: re.Match[str]) -> str:
        name, value = match["name"], float(match["value"])
        if not value or value.is_integer() or "platform_cost" in name:
            return match[0]
        asked[name] = round(value * rng.uniform(0.97, 1.03), 6)
        return match[0].replace(f"value: {match['value']}\n", f"value: {asked[name]}\n")

    pattern = r"\n      (?P<name>\w+):\n(?:(?!\n      \w).)*?\n        value: (?P<value>[\d.]+)\n"
    files = {**old_files(), PARAMETERS: re.sub(pattern, moved, text, flags=re.DOTALL).encode()}
    for name in ("legacy_operating_cost", "replacement_cost", "capital_fixed_share"):
        asked[name] = round(
            rng.uniform(0.8, 1.0) if name in NO_PLACE else rng.uniform(100, 150) if "repl" in name else rng.uniform(15, 30), 2
        )
        files[PARAMETERS] = re.sub(
            rf"(\n      {name}:\n.*?\n        value: )[\d.]+", rf"\g<1>{asked[name]}", files[PARAMETERS].decode(), count=1, flags=re.DOTALL
        ).encode()
    found = upgraded_folder(files, shipped_files(), PHRASES)
    assert found.faults == ()
    numbers = load_assumptions(found.files).quantities
    assert len(asked) > 15
    for name, value in asked.items():
        if name in NO_PLACE:
            assert f"#   value: {value}".encode() in found.files[PARAMETERS]
            assert [note.facts["value"] for note in notes_of(found, "kept_as_comment")] == [str(value)]
        elif name == "legacy_operating_cost":
            assert sum(numbers[f"legacy_systems.{key}.yearly_cost"].value for key in REPLACED) == pytest.approx(value, abs=1e-9)
        elif name == "replacement_cost":
            assert numbers["alternatives.market_system.one_off_cost"].value == value
        else:
            assert numbers[RENAMED.get(name, name)].value == value, name


def test_a_published_number_that_is_shared_is_derived_with_its_source():
    found = upgraded(
        parameters=(
            "        value: 20\n        price_year: 2024\n        low: 10\n        high: 40\n        minimum: 0\n        maximum: 200\n"
            "        step: 1\n        role: uncertain\n        basis: assumption\n",
            "        value: 20\n        price_year: 2022\n        minimum: 0\n        maximum: 200\n        step: 1\n"
            "        role: setting\n"
            "        distribution: fixed\n        basis: published\n        source: S3\n        page: side 4\n",
        )
    )
    rows = [load_assumptions(found.files).quantities[f"legacy_systems.{key}.yearly_cost"] for key in REPLACED]
    assert {(row.basis.value, row.source, row.page, row.how, row.price_year, row.low) for row in rows} == {
        ("derived", "S3", "side 4", "Shared out.", 2022, None)
    }


def test_every_thing_that_changes_is_told_with_its_file():
    told = {(note.place, note.name, note.code) for note in plain().notes}
    assert {
        (PARAMETERS, "twelve_month_loss", "key_renamed"),
        (PARAMETERS, "capital_fixed_share", "kept_as_comment"),
        (PARAMETERS, "legacy_operating_cost", "carried_over"),
        (PARAMETERS, "legacy_reinvestment_year", "carried_over"),
        (PARAMETERS, "replacement_cost", "carried_over"),
        (PARAMETERS, "extra_minutes", "counts_otherwise"),
        (PARAMETERS, "hospital_share.maximum", "bound_drawn_in"),
        (BENEFITS, "also_in_alternative", "key_renamed"),
        (BENEFITS, "citizen_services", "area_chosen"),
        ("base/alternatives.yaml", "market_system.reach.medication", "reach_left_out"),
        ("base/legacy_systems.yaml", "", "taken_file"),
        ("base/municipalities.csv", "", "taken_declined"),
        ("scenarios/exit-2028.yaml", "exit_year", "moved_to_first_exit"),
    } <= told
    (added,) = notes_of(plain(), "taken_numbers")
    before = re.findall(r"^      (\w+):$", old_files()[PARAMETERS].decode(), re.MULTILINE)
    assert set(added.facts["names"]) == set(shipped().parameters) - {RENAMED.get(name, name) for name in before}


def test_a_benefit_of_ones_own_gets_an_area_to_look_at():
    found = upgraded(benefits=("  citizen_services:\n", "  our_own:\n"))
    assert [note.name for note in notes_of(found, "area_guessed")] == ["our_own"]
    assert found.faults == ()


def test_line_endings_are_kept():
    files = {**old_files(), PARAMETERS: old_files()[PARAMETERS].replace(b"\n", b"\r\n")}
    found = upgraded_folder(files, shipped_files(), PHRASES)
    assert found.faults == ()
    assert found.files[PARAMETERS].count(b"\r\n") == found.files[PARAMETERS].count(b"\n") > 1000


def test_a_correlation_of_what_is_gone_is_kept_as_a_comment():
    found = upgraded(correlations=("between: [real_wage_growth, real_cost_growth]", "between: [capital_fixed_share, real_cost_growth]"))
    assert found.faults == ()
    assert [note.name for note in notes_of(found, "correlation_left_out")] == ["growth"]
    assert set(load_assumptions(found.files).correlations) == {"realisation", "former_systems"}


SCENARIO = "name: A\ndescription: B\nvalues:\n"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("  twelve_month_loss: 20  # ours\n", {"clinic_twelve_month_loss": 20}),
        ("  # first\n  exit_year: 2027\n  gp_uptake: 0.3\n", {"exit_year": 2029, "gp_uptake": 0.3}),
        ("  exit_year: 2031\n", {"exit_year": 2031}),
        ("  decision_year: 2029\n  exit_year: 2030\n", {"decision_year": 2029, "exit_year": 2031}),
        (
            "  replacement_cost: 200\n",
            {"alternatives.market_system.one_off_cost": 200, "alternatives.renewed_old_systems.one_off_cost": 150},
        ),
        ("  capital_fixed_share: 0.9\n", {}),
        ("  capital_fixed_share: 0.9\n  participants: 30\n", {"participants": 30}),
        ("  benefits.*.also_in_alternative: 0.1\n", {"benefits.*.also_in_null": 0.1}),
        ("  benefits.interaction_and_medication.realisation: 0.1\n", {"benefits.interaction_and_medication.realisation": 0.1}),
    ],
)
def test_a_scenario_is_carried_over(values, expected):
    files = {**old_files(), "scenarios/own.yaml": (SCENARIO + values).encode()}
    found = upgraded_folder(files, shipped_files(), PHRASES)
    assert found.faults == ()
    assert load_assumptions(found.files).scenarios["own"].values == pytest.approx(expected)
    for written in (line for line in values.splitlines() if "#" in line):
        assert written.partition("#")[2] in found.files["scenarios/own.yaml"].decode() or "twelve" in written


def test_a_scenario_in_one_line_is_carried_over():
    content = b"name: A\ndescription: B\nvalues: {legacy_operating_cost: 24, exit_year: 2028, gp_uptake: 0.2}\n"
    found = upgraded_folder({**old_files(), "scenarios/own.yaml": content}, shipped_files(), PHRASES)
    values = load_assumptions(found.files).scenarios["own"].values
    assert values["exit_year"] == 2029
    assert sum(value for name, value in values.items() if name.startswith("legacy_systems.")) == pytest.approx(24)


def test_what_is_not_of_version_1_is_refused():
    with pytest.raises(AssumptionError, match="not_version_1"):
        upgraded_folder(shipped_files(), shipped_files(), PHRASES)


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (("        value: 150\n", "        value: mye\n"), "cannot_carry_value"),
        (("      capital_fixed_share:\n", "      capital_fixed_share: {\n"), "parameters.yaml:"),
    ],
)
def test_a_file_that_cannot_be_carried_over_is_told(edit, code):
    with pytest.raises(AssumptionError, match=code):
        upgraded(parameters=edit)


def test_what_version_2_does_not_allow_is_told_with_the_result():
    found = upgraded(parameters=("        value: 0.79\n", "        value: 1\n"))
    assert [fault.name for fault in found.faults] == ["hospital_share.value"]


def test_values_of_version_1_are_known_by_their_names():
    assert is_of_version_1({"benefits.*.also_in_alternative": 0.1})
    assert not is_of_version_1({"platform_cost": 90, "exit_year": 2028})
    found = upgraded_values({"legacy_operating_cost": 24.0, "exit_year": None}, shipped()).values
    assert found["legacy_systems.care_record.yearly_cost"] == pytest.approx(16)
    assert sum(value for value in found.values() if value is not None) == pytest.approx(24)
    assert found["exit_year"] is None


def test_the_upgraded_folder_gives_what_its_numbers_say():
    """The base case of the upgraded folder differs from the shipped one by its numbers alone: with the shipped numbers it is the same."""
    found = load_assumptions(plain().files)
    changes = {
        name: item.value for name, item in shipped().quantities.items() if name in found.quantities and not name.startswith("benefits.")
    }
    same = base_case(found).with_values({**changes, "benefits.*.realisation": 0})
    expected = base_case(shipped()).with_values({"benefits.*.realisation": 0})
    assert appraise(same).indicators.npv.item() == pytest.approx(appraise(expected).indicators.npv.item(), rel=1e-9)
