"""The command that says why a number moved: its record, its words, what it refuses."""

import json
from math import fsum

import jsonschema
from support import ROOT, shipped
from support.commands import said_by

from costmodel import appraise, base_case, named


def test_the_record_sums_and_says_what_it_is():
    code, out, err = said_by("explain-change", "utgangspunktet", "exit-2029", "--municipality", "Averøy", "--format", "json")
    assert code == 0, err
    record = json.loads(out)
    jsonschema.validate(record, json.loads((ROOT / "docs" / "schemas" / "explain-change.answer.schema.json").read_text("utf-8")))
    ends = [appraise(item).indicators.npv.item() for item in (base_case(shipped(), "Averøy"), named(shipped(), "exit-2029", "Averøy"))]
    assert [record["before"], record["after"]] == ends
    assert fsum(part["amount"] for part in record["parts"]) == record["after"] - record["before"]
    assert record["identity"]["municipality"] == "Averøy" and record["identity"]["command"][0] == "explain-change"


def test_the_sentence_names_the_largest_three_and_the_rows_have_a_sum():
    code, out, err = said_by("explain-change", "utgangspunktet", "gevinster-fullt-ut")
    assert code == 0, err
    assert "Netto nåverdi (MNOK) går fra −772,8 til −544,0 (+228,8). Mest betyr" in out
    assert out.strip().splitlines()[-1].split() == ["Sum", "+228,8"]


def test_what_it_refuses():
    code, _, err = said_by("explain-change", "utgangspunktet", "exit-2029", "--indicator", "npw")
    assert code == 2 and "npw" in err
    code, _, err = said_by("explain-change", "utgangspunktet", "exit-2092")
    assert code == 2 and "exit-2029" in err
