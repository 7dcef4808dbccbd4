"""``upgrade``: what it writes, what it says, and what it leaves alone."""

import json
import shutil

import pytest
from support import ROOT
from support.commands import said_by


@pytest.fixture
def ask():
    """Runs a command; returns its exit code, standard output and standard error."""
    return said_by


def upgraded_copy(ask, tmp_path, *words):
    shutil.copytree(ROOT / "tests" / "support" / "data" / "version_1", tmp_path / "mine")
    return ask("upgrade", str(tmp_path / "mine"), *words)


def test_upgrade_writes_a_new_folder_and_says_what_became_of_what(ask, tmp_path):
    code, out, err = upgraded_copy(ask, tmp_path, "--to", str(tmp_path / "new"))
    assert (code, err) == (0, "")
    assert "base/parameters.yaml: twelve_month_loss: heter nå clinic_twelve_month_loss." in out
    assert "capital_fixed_share = 1: har ingen plass i versjon 2." in out
    assert "scenarios/exit-2028.yaml: exit_year: flyttet fra 2028 til 2029" in out
    assert f"Skrevet til {tmp_path / 'new'}" in out
    assert ask("check", str(tmp_path / "new"))[0] == 0
    assert "versjon 1 av modellen" in ask("check", str(tmp_path / "mine"))[2]
    code, out, err = ask("appraise", "--assumptions", str(tmp_path / "new"), "--scenario", "exit-2028", "--format", "json")
    assert (code, json.loads(out)["parameters"]["exit_year"]) == (0, 2029)


def test_upgrade_in_place_keeps_the_old_files_beside(ask, tmp_path):
    code, out, _ = upgraded_copy(ask, tmp_path)
    kept = tmp_path / "mine.version-1"
    assert (code, str(kept) in out) == (0, True)
    assert (kept / "base" / "parameters.yaml").read_bytes() == (ROOT / "tests/support/data/version_1/base/parameters.yaml").read_bytes()
    assert ask("check", str(tmp_path / "mine"))[0] == 0
    assert "ikke er til versjon 1" in ask("upgrade", str(tmp_path / "mine"), "--force")[2]


def test_upgrade_overwrites_nothing_unless_told(ask, tmp_path):
    (tmp_path / "mine.version-1").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("mine")
    assert "alt finnes" in upgraded_copy(ask, tmp_path)[2]
    assert "alt finnes" in ask("upgrade", str(tmp_path / "mine"), "--to", str(tmp_path / "full"))[2]
    assert "versjon 1 av modellen" in ask("check", str(tmp_path / "mine"))[2]
    assert ask("upgrade", str(tmp_path / "mine"), "--to", str(tmp_path / "full"), "--force")[0] == 0
    assert (tmp_path / "full" / "x").read_text() == "mine"
    assert ask("upgrade", str(tmp_path / "mine"), "--force")[0] == 0


def test_upgrade_of_a_base_folder_by_itself(ask, tmp_path):
    shutil.copytree(ROOT / "tests" / "support" / "data" / "version_1" / "base", tmp_path / "only")
    assert ask("upgrade", str(tmp_path / "only"))[0] == 0
    assert (tmp_path / "only" / "legacy_systems.yaml").is_file()
    assert ask("check", str(tmp_path / "only"))[0] == 0


def test_upgrade_leaves_the_old_folder_where_the_result_has_faults(ask, tmp_path):
    shutil.copytree(ROOT / "tests" / "support" / "data" / "version_1", tmp_path / "mine")
    parameters = tmp_path / "mine" / "base" / "parameters.yaml"
    parameters.write_text(parameters.read_text("utf-8").replace("        value: 0.79\n", "        value: 1\n"), "utf-8")
    code, _, err = ask("upgrade", str(tmp_path / "mine"))
    assert (code, "hospital_share.value" in err) == (2, True)
    assert "versjon 1 av modellen" in ask("check", str(tmp_path / "mine"))[2]
    assert not (tmp_path / "mine.version-1").exists()
    code, out, err = ask("upgrade", str(tmp_path / "mine"), "--to", str(tmp_path / "new"))
    assert (code, "hospital_share.value" in err, "Skrevet til" in out) == (2, True, True)
