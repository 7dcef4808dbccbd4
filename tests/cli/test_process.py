"""The command line, as its users ask it: one question in a process of its own, the others in this one, which spares their start."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, many, shipped
from support.commands import said_by, without_identity

from costmodel import appraise, base_case, named, to_dict
from costmodel.assumptions.parameters import PARAMETER_UNITS
from costmodel.texts.catalog import text
from costmodel.version import MODEL_VERSION


def run_alone(*words: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own."""
    command = [sys.executable, "-m", "costmodel", *words]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=variables, check=False)


def run(*words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The same in this one."""
    return subprocess.CompletedProcess(words, *said_by(*words, folder=folder))


def answer(*words: str) -> dict:
    result = run("appraise", "--format", "json", *words)
    assert result.returncode == 0, result.stderr
    return without_identity(json.loads(result.stdout))


def in_catalog(part):
    return set(text.part(f"labels.{part}"))


def test_json_has_every_input_line_item_and_indicator():
    said = answer()
    assert said == json.loads(json.dumps(to_dict(appraise(base_case(shipped())))))
    assert list(said["parameters"]) == list(PARAMETER_UNITS)
    for register, rows in shipped().registers.items():
        assert {key: list(row) for key, row in said[register].items()} == {key: list(row.fields) for key, row in rows.items()}
    assert (said["model_version"], said["alternative"], said["together"]) == (MODEL_VERSION, next(iter(shipped().alternatives)), [])
    assert set(said["line_items"]) == {
        *in_catalog("line_items"),
        *in_catalog("totals"),
        *in_catalog("drivers"),
        *(f"benefit_{key}" for key in said["benefits"]),
    }
    assert set(said["indicators"]) == in_catalog("indicators")
    assert all(len(row) == len(said["years"]) == 18 for row in said["line_items"].values())
    assert (said["parameters"]["exit_year"], said["indicators"]["irr"]) == (None, None)


def test_values_are_set_by_name():
    said = answer("--municipality", "averøy", "--set", "participants=66", "--set", "benefits.*.realisation=1", "--set", "exit_year=2035")
    changes = {"participants": 66, "benefits.*.realisation": 1, "exit_year": 2035}
    assert said["municipality"] == "Averøy"
    assert said["indicators"]["npv"] == appraise(base_case(shipped(), "Averøy").with_values(changes)).indicators.npv.item()
    assert [row["realisation"] for row in said["benefits"].values()] == [1] * 8


def test_scenario_by_name_and_by_file(tmp_path):
    by_name = answer("--scenario", "gevinster-uteblir")
    by_file = answer("--scenario", "assumptions/scenarios/gevinster-uteblir.yaml")
    assert by_name == by_file == json.loads(json.dumps(to_dict(appraise(named(shipped(), "gevinster-uteblir")))))
    assert answer("--scenario", "exit-2029", "--set", "exit_year=none")["indicators"] == answer()["indicators"]


def test_a_named_set_replaces_the_number_of_participants():
    said = answer("--scenario", "averoy-blir-med")
    assert (said["municipality"], said["parameters"]["participants"]) == ("Averøy", None)
    assert len(said["participant_set"]) == 20
    assert answer("--scenario", "averoy-blir-med", "--set", "participants=19")["participant_set"] is None


def test_all_participants():
    assert answer("--all")["indicators"]["npv"] == pytest.approx(-1681.4359804965884, rel=1e-9)


def test_table_is_in_bokmaal_with_norwegian_numbers():
    alone, here = run_alone("appraise"), run("appraise")
    assert (alone.returncode, alone.stdout, alone.stderr) == (0, here.stdout, "")
    text = alone.stdout
    assert "Netto nåverdi (MNOK)" in text
    assert "−772,8" in text
    assert "Driftsbetaling til plattformen" in text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--set", "participant=66"), "Mente du «participants»?"),
        (("--set", "participants=0"), "et helt tall fra 1 til 66"),
        (("--set", "platform_cost=80,5"), "80.5"),
        (("--set", "gp_fee=150 000"), "150000"),
        (("--set", "platform_cost=nan"), "platform_cost"),
        (("--set", "platform_cost=inf"), "platform_cost"),
        (("--set", "exit_year=inf"), "exit_year"),
        (("--set", "platform_cost=1_0"), "platform_cost"),
        (("--set", "platform_cost="), "platform_cost"),
        (("--set", "platform_cost"), "NAVN=VERDI"),
        (("--set", "platform_cost=none"), "en tom verdi"),
        (("--set", "exit_year=2026"), "tidligst 2029"),
        (("--set", "price_year=2030"), "prisindeksen"),
        (("--set", "benefits.*.gp_dependence=0.9"), "til sammen er høyst 1"),
        (("--municipality", "Trondhjem"), "Mente du «Trondheim»?"),
        (("--scenario", "exit-2028"), "Mente du «exit-2029»?"),
        (("--scenario", "missing.yaml"), "missing.yaml"),
        (("--assumptions", "no-such-folder"), "no-such-folder"),
        (("--all", "--municipality", "Averøy"), "--all"),
    ],
)
def test_a_fault_gives_one_clear_message_and_exit_code_2(words, expected):
    result = run("appraise", *words)
    assert result.returncode == 2
    assert expected in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_every_fault_is_named_at_once():
    result = run_alone("appraise", "--set", "participants=0", "--set", "gp_uptake=2", "--set", "unknown=1")
    assert result.returncode == 2
    assert all(name in result.stderr for name in ("participants", "gp_uptake", "unknown"))


def test_documented_commands_run(tmp_path):
    (tmp_path / "assumptions").symlink_to(ROOT / "assumptions")
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    commands = [line.split()[3:] for line in lines if line.startswith(".venv/bin/python -m costmodel")]
    assert len(commands) == 32
    for words in commands[:: many(2, 1)]:
        result = run(*words, folder=tmp_path)
        assert result.returncode == 0, (words, result.stderr)
