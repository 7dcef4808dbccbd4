"""An answer asked again: whether it is the same, which parameter moved it and by how much, and files that are none or are damaged."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
from support import ROOT, shipped
from support.commands import said_by

from costmodel import appraise, base_case, load_assumptions
from costmodel.cli.attribution.asking_again import ASKED_AGAIN
from costmodel.output.replay.reading import read_answer

OLD, NEW = "value: 17.8\n", "value: 20\n"
MOVED = "clinic_twelve_month_loss"


@pytest.fixture(scope="module")
def changed(tmp_path_factory) -> Path:
    """A copy of the assumptions in which one parameter has another value."""
    folder = tmp_path_factory.mktemp("changed") / "assumptions"
    shutil.copytree(ROOT / "assumptions", folder)
    rewrite(folder / "base" / "parameters.yaml", OLD, NEW)
    return folder


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def asked(target: Path, *words: str) -> Path:
    code, _, err = said_by(*words, "--output", str(target))
    assert code == 0, err
    return target


def replayed(file: Path, *words: str) -> tuple[int, dict]:
    code, out, err = said_by("replay", str(file), *words, "--format", "json")
    assert not err, err
    record = json.loads(out)
    jsonschema.validate(record, json.loads((ROOT / "docs" / "schemas" / "replay.answer.schema.json").read_text("utf-8")))
    return code, record


@pytest.mark.parametrize("name", ["svar.json", "svar.csv"])
def test_an_answer_that_nothing_has_moved_is_the_same(tmp_path, name):
    file = asked(tmp_path / name, "appraise", "--municipality", "Averøy", "--set", "gp_uptake=0.6", "--decision")
    code, record = replayed(file)
    assert (code, record["verdict"], record["moves"], record["differing"]) == (0, "same", [], 0)
    assert record["count"] > 500


def test_the_parameter_that_moved_is_named_with_its_values_and_its_amount(tmp_path, changed):
    file = asked(tmp_path / "svar.json", "appraise", "--set", "gp_uptake=0.6")
    code, record = replayed(file, "--assumptions", str(changed))
    assert (code, record["verdict"]) == (1, "differs")
    assert [(move["name"], move["field"], move["before"], move["after"]) for move in record["moves"]] == [(MOVED, "value", 17.8, 20.0)]
    before, after = (appraise(base_case(item).with_values({"gp_uptake": 0.6})).indicators.npv.item() for item in both(changed))
    assert (record["npv"]["before"], record["npv"]["after"], record["npv"]["unnamed"]) == (before, after, 0.0)
    assert [(part["name"], part["amount"]) for part in record["npv"]["parts"]] == [(MOVED, pytest.approx(after - before))]
    assert {"place": "indicators.npv", "before": before, "after": after} in record["places"]
    code, out, _ = said_by("replay", str(file), "--assumptions", str(changed))
    assert code == 1 and "17,8 → 20" in out and "Ulikt: " in out


def both(changed: Path):
    return shipped(), load_assumptions(changed)


def test_tables_of_a_comparison_and_of_a_budget_are_read_back(tmp_path, changed):
    for name, words in {"to.csv": ("compare", "utgangspunktet", "exit-2029"), "plan.xlsx": ("budget", "--draws", "0")}.items():
        file = asked(tmp_path / name, *words)
        assert replayed(file)[1]["verdict"] == "same", name
    assert [move["name"] for move in replayed(file, "--assumptions", str(changed))[1]["moves"]] == [MOVED]


def test_a_price_index_that_moved_is_a_part_of_its_own(tmp_path):
    folder = tmp_path / "assumptions"
    shutil.copytree(ROOT / "assumptions", folder)
    file = asked(tmp_path / "svar.json", "appraise")
    table = (folder / "base" / "price_index.csv").read_text("utf-8-sig")
    line = next(line for line in table.splitlines() if line.startswith("2024;"))
    cpi = shipped().price_index[2024].cpi
    rewrite(folder / "base" / "price_index.csv", line, line.replace(f"{cpi:g}".replace(".", ","), f"{cpi + 1:g}".replace(".", ","), 1))
    _, record = replayed(file, "--assumptions", str(folder))
    assert [move["name"] for move in record["moves"]] == ["price_index.2024"]
    assert [part["name"] for part in record["npv"]["parts"]] == ["price_index.2024"]
    assert record["npv"]["unnamed"] == 0.0


def edited(file: Path, change) -> Path:
    record = json.loads(file.read_text("utf-8"))
    change(record)
    file.write_text(json.dumps(record), "utf-8")
    return file


def test_another_model_is_told_apart_from_numbers_that_moved(tmp_path, changed):
    def made_before(record):
        record["identity"] |= {"model_version": "1.9.0", "npv": record["identity"]["npv"] + 5.0}

    file = edited(asked(tmp_path / "svar.json", "appraise"), made_before)
    code, record = replayed(file, "--assumptions", str(changed))
    assert (code, record["model_before"]) == (1, "1.9.0")
    assert record["npv"]["unnamed"] == pytest.approx(-5.0)
    assert record["npv"]["parts"][0]["name"] == MOVED
    assert "versjon 1.9.0" in said_by("replay", str(file))[1]


def test_a_number_that_somebody_has_changed_in_the_file_is_seen(tmp_path):
    file = edited(asked(tmp_path / "svar.json", "appraise"), lambda record: record["indicators"].update(npv=1.0))
    code, record = replayed(file)
    assert code == 1
    assert [place["place"] for place in record["places"]] == ["indicators.npv"]
    assert "noen har endret filen" in said_by("replay", str(file))[1]


def drop(record):
    del record["identity"]


def say(**what):
    return lambda record: record["identity"].update(what)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (drop, "som ikke sier hvilket spørsmål"),
        (lambda record: record.clear(), "noe annet enn et svar"),
        (say(npv="mye"), "identity.npv"),
        (say(command=["upgrade", "assumptions"]), "«upgrade»"),
        (say(command=["replay", "svar.json"]), "«replay»"),
        (say(command=["appraise", "--sett", "a=1"]), "«appraise --sett a=1»"),
        (say(command=["explain"]), "«explain»"),
        (say(municipality="Oslo"), "Oslo"),
    ],
)
def test_what_is_no_answer_or_damaged_is_refused(tmp_path, change, told):
    file = edited(asked(tmp_path / "svar.json", "appraise"), change)
    code, out, err = said_by("replay", str(file))
    assert (code, out) == (2, "")
    assert told in err


FOREIGN = (b"", b"{", b"\xff\xfe", b"PK\x03\x04", b"a;b\r\n1;2\r\n", b"Hode;costmodel-identity-1:AAAA\r\n\r\na\r\n1\r\n")


@pytest.mark.parametrize("content", FOREIGN)
def test_foreign_files_are_refused(tmp_path, content):
    (tmp_path / "svar.csv").write_bytes(content)
    code, out, err = said_by("replay", str(tmp_path / "svar.csv"))
    assert (code, out) == (2, "") and "svar.csv" in err


def test_a_file_cannot_make_the_program_write_or_connect(tmp_path):
    places = ["--write-back", str(tmp_path / "new"), "--output", str(tmp_path / "other")]
    words = ["measure", "--measured", "extra_minutes=1,2,200,0.5", *places]
    file = edited(asked(tmp_path / "svar.json", "appraise"), say(command=words, draws=1024, seed=1))
    said_by("replay", str(file))
    assert {path.name for path in tmp_path.iterdir()} == {"svar.json"}
    assert not ASKED_AGAIN & {"upgrade", "import-workbook", "replay", "schema", "check"}


def test_an_answer_knows_what_it_is(tmp_path):
    item = read_answer(asked(tmp_path / "a.csv", "appraise", "--set", "platform_cost=100").read_bytes(), "a.csv").identity
    assert [(change.name, change.before, change.after) for change in item.changes] == [("platform_cost", 80.0, 100.0)]
    assert (item.municipality, item.question, item.assumptions_hash) == ("Trondheim", "lifetime", shipped().hash)
    assert item.rests_on.numbers["platform_cost"][0] == 80.0
