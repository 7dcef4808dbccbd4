"""The budget command: what it says of itself, one file for several municipalities, its formats, and what it refuses."""

import io
import json

import jsonschema
import openpyxl
import pytest
from support import ROOT, shipped
from support.commands import said_by

from costmodel import appraise, base_case
from costmodel.analysis.municipal.plan import municipal_plan, rules_of
from costmodel.analysis.municipal.prices import PriceBasis

FAST = ("--draws", "0")


def ask(*words: str) -> str:
    code, out, err = said_by("budget", *words)
    assert code == 0, err
    return out


def net_of(municipality, **how):
    return municipal_plan(appraise(base_case(shipped(), municipality)), 2027, **how).net_result[0, :, 0].tolist()


def test_the_answer_has_every_row_and_says_what_it_is():
    record = json.loads(ask("--municipality", "Averøy,Molde", "--prices", "current", "--rule", "introduction=1", *FAST, "--format", "json"))
    schema = json.loads((ROOT / "docs" / "schemas" / "budget.answer.schema.json").read_text("utf-8"))
    jsonschema.validate(record, schema)
    assert [item["municipality"] for item in record["budgets"]] == ["Averøy", "Molde"]
    rows = {row["line"]: row for row in record["budgets"][0]["rows"] if row["part"] == "drift"}
    assert rows["net_result"]["amounts"] == net_of("Averøy", basis=PriceBasis.CURRENT, rules=rules_of(shipped(), introduction=1.0))
    assert (rows["interest"]["function"], rows["interest"]["art"]) == (870, 500)
    assert rows["operating_charge"]["moves_with"] == "municipal_deflator"
    told = record["identity"]
    assert told["command"][:3] == ["budget", "--municipality", "Averøy,Molde"] and "--format" not in told["command"]
    assert (told["price_basis"], told["municipalities"], told["scenario"]) == ("current", ["Averøy", "Molde"], "Utgangspunktet")


def test_the_text_begins_with_what_it_is_and_ends_with_how_prices_grow():
    lines = ask("--set", "platform_cost=100", *FAST).splitlines()
    assert "Endringer: Plattformkostnad" in lines[0] and "80 → 100" in lines[0]
    assert lines[1].startswith("Priser: faste 2027-kroner. Modell ")
    assert any(line.startswith("lønn") and "antakelse (Reallønnsvekst)" in line for line in lines[-4:])


def test_csv_has_a_head_and_one_price_basis_a_row(tmp_path):
    target = tmp_path / "plan.csv"
    ask("--municipality", "Averøy", "--output", str(target), "--draws", "64")
    head, _, table = target.read_text("utf-8-sig").partition("\n\n")
    assert "Priser;faste 2027-kroner" in head and "For «replay»;costmodel-identity-1:" in head
    names, *rows = (line.split(";") for line in table.strip().splitlines())
    assert names[-5:] == ["2027", "2028", "2029", "2030", "sum"]
    assert {len(row) for row in rows} == {len(names)}
    prices = {row[1]: {other[8] for other in rows if other[1] == row[1]} for row in rows}
    own = {"faste 2027-kroner"}
    assert prices == {"drift": own, "investment": own, "frames": own, "bridge": {"faste 2024-kroner"}}
    assert [row[5] for row in rows if row[2] == "local_operation"] == ["010"]


def test_one_file_has_every_municipality(tmp_path):
    target = tmp_path / "alle.xlsx"
    ask("--all", *FAST, "--output", str(target))
    book = openpyxl.load_workbook(io.BytesIO(target.read_bytes()))
    rows = list(book["Budsjett"].iter_rows(values_only=True))
    assert {row[0] for row in rows[1:]} == {town.name for town in shipped().municipalities}
    (found,) = (row for row in rows if row[0] == "Molde" and row[2] == "net_result")
    assert list(found[9:13]) == pytest.approx(net_of("Molde"))
    assert ("Kommune", "66 kommuner, én for én") in list(book["Om"].iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--all", "--municipality", "Molde"), "--all"),
        (("--municipality", "Mol"), "Molde"),
        (("--rule", "introduction=1.5"), "introduction"),
        (("--rule", "years=2.5"), "years"),
        (("--rule", "introduksjon=1"), "introduction"),
        (("--output", "plan.pdf"), "plan.pdf"),
        (("--output", "plan.csv", "--format", "json"), "plan.csv"),
        (("--prices", "nominal"), "--prices"),
    ],
)
def test_what_it_refuses(words, said):
    code, out, err = said_by("budget", *words)
    assert (code, out) == (2, "")
    assert said in err
