"""The results workbook: every number of every scenario once, and a dictionary that explains all of it."""

import io

import numpy as np
import openpyxl
import pytest
from support import ROOT, shipped

from costmodel import appraise, base_case, named
from costmodel.cli.main import exit_code
from costmodel.model import results
from costmodel.output.identity.about import Asked, identity_of
from costmodel.output.workbook.results import batch_bytes, comparison_bytes
from costmodel.scenarios.batch import BatchResult

DIGITS = 1e-15
"""A cell holds 16 digits."""
NASTY = '=HYPERLINK("http://x")'


def appraisals():
    return {"Basis": appraise(base_case(shipped())), NASTY: appraise(named(shipped(), "exit-2029", "Molde"))}


def rows(data: bytes, sheet: str) -> list[dict]:
    found = list(openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows())
    assert all(cell.data_type != "f" for row in found for cell in row)
    heads = [cell.value for cell in found[0]]
    return [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in found[1:]]


def told():
    return identity_of(base_case(shipped()), Asked("Prøve"))


def test_every_number_of_every_scenario_stands_there_once():
    data = comparison_bytes(appraisals(), told())
    by_year = {(row["scenario"], row["name"], row["year"]): row["value"] for row in rows(data, "Per år")}
    indicators = {(row["scenario"], row["name"]): row["value"] for row in rows(data, "Indikatorer")}
    for name, appraisal in appraisals().items():
        years = [int(year) for year in appraisal.drivers.year.ravel()]
        for key, array in results.line_items(appraisal).items():
            assert [by_year[name, key, year] for year in years] == pytest.approx(array.ravel().tolist(), rel=DIGITS), key
        for key, array in results.indicators(appraisal).items():
            found = indicators[name, key]
            assert found is None if np.isnan(array.item()) else found == pytest.approx(array.item(), rel=DIGITS), key
    inputs = {(row["scenario"], row["name"]): row for row in rows(data, "Forutsetninger")}
    assert inputs[NASTY, "exit_year"]["value"] == 2029
    assert inputs[NASTY, "exit_year"]["changed"] == 1
    assert [key for (name, key), row in inputs.items() if name == "Basis" and row["changed"]] == []
    assert inputs["Basis", "platform_cost"]["origin"].startswith("Publisert")
    assert {row["municipality"] for row in rows(data, "Scenarioer")} == {"Trondheim", "Molde"}
    assert {row["alternative"] for row in rows(data, "Scenarioer")} == {"market_system"}


def test_the_dictionary_explains_every_column_and_every_name():
    data = comparison_bytes(appraisals(), told())
    words = {(row["ark"], row["kolonne eller navn"]): row["betydning"] for row in rows(data, "Ordliste")}
    for sheet in ("Scenarioer", "Forutsetninger", "Indikatorer", "Per år"):
        content = rows(data, sheet)
        assert all(words[sheet, head] for head in content[0])
        assert all(words[sheet, row["name"]] for row in content if "name" in row)


def test_a_batch_has_a_row_a_scenario():
    inputs = {"exit_year": np.array([2030.0, np.inf]), "gp_uptake": np.array([0.1, 0.5])}
    result = BatchResult(
        ["a", NASTY],
        ["Molde", ""],
        ["market_system", "national_record"],
        inputs,
        {"npv": np.array([-1.5, 2.0]), "irr": np.array([np.nan, 0.1])},
    )
    data = batch_bytes(result, shipped(), told())
    found = rows(data, "Scenarioer")
    assert found[0] == {
        "scenario": "a",
        "municipality": "Molde",
        "alternative": "market_system",
        "exit_year": 2030,
        "gp_uptake": 0.1,
        "npv": -1.5,
        "irr": None,
    }
    assert found[1]["exit_year"] is None
    assert {row["kolonne eller navn"] for row in rows(data, "Ordliste")} == set(found[0])


def test_the_commands_write_it(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    target = tmp_path / "results.xlsx"
    assert exit_code(["compare", "basis", "exit-2029", "--output", str(target)]) == 0
    assert [row["scenario"] for row in rows(target.read_bytes(), "Scenarioer")] == ["basis", "exit-2029"]
    (tmp_path / "batch.csv").write_text("gp_uptake\n0.2\n0.4\n")
    assert exit_code(["batch", str(tmp_path / "batch.csv"), "--output", str(target)]) == 0
    assert [row["gp_uptake"] for row in rows(target.read_bytes(), "Scenarioer")] == [0.2, 0.4]
