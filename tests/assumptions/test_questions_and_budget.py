"""What parameters.yaml says beside the model's numbers: open questions, and numbers that only the budget page reads."""

import pytest
from support import ROOT, shipped
from support.breaking import assert_reported, cases, folder
from support.told import refused, told_all

from costmodel import AssumptionError, appraise, base_case, load_assumptions, to_dict
from costmodel.assumptions.records import OpenQuestion
from costmodel.assumptions.rules import full_names

__all__ = ["folder"]
PARAMETERS = "base/parameters.yaml"
DEFLATOR = "  municipal_deflator:\n"


def in_memory() -> dict[str, bytes]:
    paths = [path for name in ("base", "scenarios") for path in (ROOT / "assumptions" / name).iterdir()]
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in paths}


def test_a_folder_in_memory_is_the_same_as_on_disk():
    assert load_assumptions(in_memory()) == load_assumptions(ROOT / "assumptions")
    base = {place.removeprefix("base/"): data for place, data in in_memory().items() if place.startswith("base/")}
    assert load_assumptions(base) == load_assumptions(ROOT / "assumptions" / "base")


def test_faults_in_memory_have_file_and_line():
    files = in_memory()
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
    ("unknown", DEFLATOR, DEFLATOR, "  ¦munical_deflator:\n", "munical_deflator", "municipal_deflator"),
    ("unit", DEFLATOR, "unit: andel per år", "unit: ¦andel", "andel per år"),
    ("too high for the model", DEFLATOR, "maximum: 0.15", "maximum: ¦15", "modellen tåler"),
    ("not a number", DEFLATOR, "value: 0.039", "value: ¦3,9", "3,9"),
    ("no derivation", DEFLATOR, "basis: derived", "basis: assumption", "why"),
)
def test_what_is_wrong_with_a_number_of_the_budget_is_reported(folder, case):
    if case.name == "unknown":  # the name that is missing is a fault too
        with pytest.raises(AssertionError, match="municipal_deflator må være med"):
            assert_reported(folder, case)
    else:
        assert_reported(folder, case)


def test_the_deflator_is_no_input_of_the_model(folder):
    path = folder / PARAMETERS
    path.write_bytes(path.read_bytes().replace(b"value: 0.039", b"value: 0.028"))
    changed = load_assumptions(folder)
    assert changed.budget["municipal_deflator"].value == 0.028
    assert "municipal_deflator" not in {**changed.quantities, **changed.parameters}
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
