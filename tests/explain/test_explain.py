"""Any number leads to its source: in words, as JSON, and for a line item that somebody has just added."""

import json
import os
import shutil
import subprocess
import sys

import jsonschema
import numpy as np
import pytest
from support import ROOT, shipped
from support.told import refused

from costmodel import appraise, base_case
from costmodel.analysis.waterfall import contributions
from costmodel.cli.main import exit_code
from costmodel.explain import explain, model_graph
from costmodel.explain.formula import FormulaReader
from costmodel.explain.origins import CHANGED
from costmodel.model import results
from costmodel.output.answer_records.explanation import to_record
from costmodel.output.explanation.labels import labels_of
from costmodel.output.explanation.notation import Notation, plain
from costmodel.output.explanation.wording import explained

SCHEMA = json.loads((ROOT / "docs" / "schemas" / "explain.answer.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def base():
    return model_graph(base_case(shipped()))


@pytest.mark.parametrize("name", ["Trondheim", "Averøy", None])
def test_every_number_is_explained_and_fits_the_schema(name):
    result = model_graph(base_case(shipped(), name))
    for item in result.named:
        record = to_record(result, explained(result, item))
        jsonschema.validate(json.loads(json.dumps(record, allow_nan=False)), SCHEMA)
        assert record["item"]["label"]
        assert bool(record["formula"]) == bool(record["inputs"]) == (record["provenance"] is None)
        assert result.named[item].op == "input" or record["docstring"], item


def test_values_by_year_are_those_of_the_appraisal(base):
    for name, array in results.line_items(appraise(base_case(shipped()))).items():
        assert list(explain(base, name).by_year.values()) == array.ravel().tolist()


def test_all_participants_add_up():
    scenario = base_case(shipped(), None)
    result, plain_run = model_graph(scenario), appraise(scenario)
    for name, array in results.line_items(plain_run).items():
        found = explain(result, name)
        assert np.allclose(list(found.by_year.values()), array.ravel(), rtol=1e-12, atol=1e-12)
        assert np.isclose(sum(found.by_municipality.values()), found.item.value, rtol=1e-12, atol=1e-12)


def test_parts_of_the_net_present_value_add_up_to_it(base):
    known = contributions(appraise(base_case(shipped())))
    parts = {name: explain(base, name).npv_part for name in known}
    assert parts == pytest.approx(known, abs=1e-9)
    assert sum(parts.values()) == pytest.approx(explain(base, "npv").item.value)
    assert explain(base, "net_benefit").npv_share == pytest.approx(1.0)
    assert explain(base, "sharing").npv_part is None


def test_every_number_leads_to_inputs_and_every_input_to_the_net_present_value(base):
    for name in base.named:
        found = explain(base, name)
        for part in found.inputs:
            assert name in {user.name for user in explain(base, part.name).used_by}
        for user in found.used_by:
            assert name in {part.name for part in explain(base, user.name).inputs}


def test_a_formula_with_numbers_is_right(base):
    found = explained(base, "net_benefit", 2030)
    total_benefit, total_cost = (explain(base, name, 2030).item.value for name in ("total_benefit", "total_cost"))
    assert found.formula == "Sum nytte − Sum kostnader"
    assert found.formula_with_numbers == f"{plain(total_benefit)} − {plain(total_cost)}"
    assert found.item.value == total_benefit - total_cost


def test_notation_puts_brackets_where_they_are_needed(base):
    notation = Notation(labels_of(base), base.municipalities)

    def written(node) -> str:
        return notation.formula(FormulaReader().formula(node))

    assert written(base.named["remaining"]) == "(1 − begrens(År + 1 − (Oppstart + Levetid); 0; 1)) × Før uttreden"
    assert written(base.named["small"]) == "Størrelse mot Trondheim i referanseåret ^ (−Skalaelastisitet for engangskostnader)"
    assert written(base.named["served"]).startswith("sum over puljer(")
    assert "annuitet(Real lånerente; Avskrivningstid)" in written(base.named["implied_investment"])
    assert explained(base, "tax_funding_cost", 2027).formula_with_numbers.count("(−") == 1


def test_a_changed_input_says_so_and_an_unchanged_one_gives_its_source():
    result = model_graph(base_case(shipped()).with_values({"participants": 66, "exit_year": 2030}))
    for name in ("participants", "exit_year"):
        assert explain(result, name).origin.kind == CHANGED
        assert explained(result, name).origin == "Endret i scenarioet"
    record = to_record(result, explained(result, "discount_rate"))["provenance"]
    assert (record["basis"], record["source"], record["confidence"]) == ("published", "R-109-21", "high")
    assert to_record(result, explained(result, "participants"))["provenance"]["value_in_files"] == 19


def test_an_unknown_number_and_a_year_outside_are_refused(base):
    with refused("Mente du «net_benefit»"):
        explain(base, "netbenefit")
    with refused("2020–2037"):
        explain(base, "net_benefit", 2050)


@pytest.fixture
def ask(capsysbinary, monkeypatch):
    monkeypatch.chdir(ROOT)

    def run(*words: str) -> tuple[int, str, str]:
        code = exit_code(["explain", *words])
        captured = capsysbinary.readouterr()
        return code, captured.out.decode("utf-8-sig"), captured.err.decode()

    return run


def test_the_command_explains_in_words_as_json_and_as_csv(ask):
    code, out, _ = ask("operating_charge", "--year", "2027")
    assert code == 0
    assert "Driftsbetaling til plattformen (operating_charge)\nTrondheim, 2027: 52,39 MNOK per år" in out
    assert "(1 − 0,7 + 0,7 × 1)" in out
    code, out, _ = ask("npv", "--format", "json", "--municipality", "Molde")
    record = json.loads(out)
    jsonschema.validate(record, SCHEMA)
    assert record["item"]["value"] == appraise(base_case(shipped(), "Molde")).indicators.npv.item()
    code, out, _ = ask("net_benefit", "--format", "csv")
    assert "total_cost" in out
    assert ask("discount_rate")[1].count("R-109") >= 2


def test_the_command_takes_all_participants_the_decision_and_a_wrong_name(ask):
    assert "Alle deltakere samlet" in ask("npv", "--municipality", "alle")[1]
    assert "2027: 0" not in ask("year", "--decision")[1]
    assert ask("operating_charge", "--decision", "--year", "2026")[0] == 2
    code, out, err = ask("opperating_charge")
    assert (code, out) == (2, "")
    assert "Mente du «operating_charge»?" in err


PARKING = '''

def parking(i: Inputs, d: Drivers) -> Array:
    """Parking of the project's cars, which nobody has thought of yet."""
    return i.local_operating_cost * 0.1 * d.in_use
'''


def test_a_line_item_added_to_the_model_appears_everywhere(tmp_path):
    """As a contributor would: a function, a field that declares it, a line in the appraisal; nothing else."""
    for folder in ("costmodel", "assumptions", "tools", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    model = tmp_path / "costmodel" / "model"
    change(model / "costs.py", "", PARKING)
    declared = "Annotated[Array, u.MNOK_A_YEAR, LineItem(OWN_USE)]\n"
    change(model / "line_items.py", f"    local_operation: {declared}", f"    parking: {declared}")
    change(model / "appraisal.py", "        local_operation=costs.local_operation(i, d),\n", "        parking=costs.parking(i, d),\n")
    text = run(tmp_path, "-m", "costmodel", "explain", "parking", "--year", "2027")
    assert "= Egen forvaltning × 0,1 × I bruk, målt mot Trondheim" in text
    assert "Sum kostnader (total_cost)" in text
    record = json.loads(run(tmp_path, "-m", "costmodel", "appraise", "--format", "json"))
    assert record["line_items"]["parking"][7] == pytest.approx(0.6 * 1.0232, rel=1e-3)
    assert "parking" in run(tmp_path, "-m", "costmodel", "appraise")
    run(tmp_path, "tools/write_model_docs.py")
    assert "which nobody has thought of yet" in (tmp_path / "docs" / "model.md").read_text("utf-8")


def change(path, after: str, added: str) -> None:
    text = path.read_text("utf-8")
    assert after in text
    path.write_text(text.replace(after, after + added, 1) if after else text + added, "utf-8")


def run(folder, *words: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
