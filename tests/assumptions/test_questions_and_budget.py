"""What parameters.yaml says beside the model's numbers: open questions, and numbers that only the budget page reads."""

import pytest
from support import ROOT, shipped
from support.breaking import assert_reported, cases, folder
from support.hostile import shipped_files
from support.told import refused, told_all

from costmodel import AssumptionError, appraise, base_case, load_assumptions, to_dict
from costmodel.assumptions.records import OpenQuestion
from costmodel.assumptions.rules import full_names

__all__ = ["folder"]
PARAMETERS = "base/parameters.yaml"
GROWTH = "  consumer_price_growth:\n"


def test_a_folder_in_memory_is_the_same_as_on_disk():
    assert load_assumptions(shipped_files()) == load_assumptions(ROOT / "assumptions")
    base = {place.removeprefix("base/"): data for place, data in shipped_files().items() if place.startswith("base/")}
    assert load_assumptions(base) == load_assumptions(ROOT / "assumptions" / "base")


def test_faults_in_memory_have_file_and_line():
    files = shipped_files()
    files["base/parameters.yaml"] = files["base/parameters.yaml"].replace(b"value: 80\n", b"value: mye\n", 1)
    del files["base/effects.yaml"]
    with pytest.raises(AssumptionError) as caught:
        load_assumptions(files)
    places = [fault.place for fault in caught.value.faults]
    assert [place.split(":")[0] for place in places] == ["base/parameters.yaml", "base/effects.yaml"]
    assert places[0].split(":")[1].isdigit()
    with refused("ingen undermappe base/"):
        load_assumptions({"notes.txt": b"x"})


@cases(
    PARAMETERS,
    ("unknown", GROWTH, GROWTH, "  ¦consumer_price_grow:\n", "consumer_price_grow", "consumer_price_growth"),
    ("unit", GROWTH, "unit: andel per år", "unit: ¦andel", "andel per år"),
    ("too high for the model", GROWTH, "maximum: 0.15", "maximum: ¦15", "modellen tåler"),
    ("not a number", GROWTH, "value: 0.02", "value: ¦2,0", "2,0"),
    ("no reason", GROWTH, "basis: assumption", "basis: derived", "how"),
)
def test_what_is_wrong_with_a_number_of_the_budget_is_reported(folder, case):
    assert_reported(folder, case)


def test_a_folder_from_before_the_numbers_of_the_budget_is_read_and_the_deflator_is_pointed_out():
    files = shipped_files()
    text = files[PARAMETERS].decode()
    record = text[text.index(GROWTH) : text.index("  introduction_investment_share:")]
    old = text[: text.index("\nbudget:\n")] + "\nbudget:\n\n" + record.replace("consumer_price_growth", "municipal_deflator")
    found = load_assumptions({**files, PARAMETERS: old.encode()})
    assert {name: item.value for name, item in found.budget.items()} == {name: item.value for name, item in shipped().budget.items()}
    (note,) = (fault for fault in found.warnings if fault.code == "retired_number")
    assert note.name == "budget.municipal_deflator" and note.place.startswith(f"{PARAMETERS}:")


def test_the_growth_of_prices_is_no_input_of_the_model(folder):
    path = folder / PARAMETERS
    text = path.read_text("utf-8")
    start = text.index(GROWTH)
    path.write_text(text[:start] + text[start:].replace("value: 0.02", "value: 0.028", 1), "utf-8")
    changed = load_assumptions(folder)
    assert changed.budget["consumer_price_growth"].value == 0.028
    assert "consumer_price_growth" not in {**changed.quantities, **changed.parameters}
    assert changed.hash != shipped().hash
    same = {"assumptions_hash": "any"}
    assert to_dict(appraise(base_case(changed))) | same == to_dict(appraise(base_case(shipped()))) | same


@pytest.mark.parametrize("field", OpenQuestion.model_fields)
def test_a_question_has_all_its_fields_or_none(folder, field):
    path = folder / "base/benefits.yaml"
    text = path.read_text("utf-8")
    start = text.index("    question: >-\n", text.index("  realisation:\n"))
    own = text.index(f"    {field}: >-\n", start)
    end = min(text.index(mark, own + 5) for mark in ("    why_it_matters:", "    who_knows:", "    confidence:") if mark in text[own + 5 :])
    path.write_text(text[:own] + text[end:], "utf-8")
    with pytest.raises(AssumptionError) as caught:
        load_assumptions(folder)
    (fault,) = told_all(caught.value.faults)
    assert fault.name == f"fields.realisation.{field}"
    assert "sammen, eller ingen av dem" in str(fault)


def test_what_everybody_asks_about_is_in_the_files():
    asked = {name for name, item in shipped().quantities.items() if item.question}
    expected = ["operating_fixed_share", "stranded_share", "extra_minutes", "participants", "gp_uptake"]
    over_all = ("benefits.*.realisation", "legacy_systems.*.yearly_cost", "alternatives.*.operating_cost", "alternatives.*.reach")
    assert asked >= {*expected, *(full for name in over_all for full in full_names(name, shipped()))}
    assert "departementets uavhengige analyse" in shipped().quantities["alternatives.market_system.reach"].question
