"""What the documents say of the commands is what the commands are."""

import re
import shutil
import sys

from support import ROOT

from costmodel.cli.main import app, exit_code

sys.path.insert(0, str(ROOT / "tools"))

import write_cli_docs
import write_model_docs

NAMES = [command.name for command in app.registered_commands]
README = (ROOT / "README.md").read_text("utf-8")


def test_cli_page_holds_the_real_help():
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == write_cli_docs.document(), "run `make docs`"


def test_model_page_holds_the_real_formulas():
    assert (ROOT / "docs" / "model.md").read_text("utf-8") == write_model_docs.document(), "run `make docs`"


def test_every_command_is_documented():
    assert sorted(NAMES) == sorted(write_cli_docs.COMMANDS)
    assert [name for name in NAMES if f"python -m costmodel {name}" not in README] == []


def test_every_example_in_the_help_runs(capsysbinary, monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    examples = [command.epilog.removeprefix("Eksempel: python -m costmodel ").split() for command in app.registered_commands]
    (tmp_path / "scenarioer.csv").write_text("gp_uptake\n0.5\n")
    assert exit_code(["appraise", "--output", str(tmp_path / "svar.json")]) == 0
    files = {name: str(tmp_path / name) for name in ("scenarioer.csv", "averoy.xlsx", "svar.json")}
    shutil.copytree("assumptions", tmp_path / "egen_mappe")
    kept = {"min_mappe": "assumptions", "egen_mappe": str(tmp_path / "egen_mappe")}
    folders = {**kept, "gammel_mappe": "tests/support/data/version_1", "ny_mappe": str(tmp_path / "ny_mappe")}
    stand_ins = {**folders, **files}
    for words in examples:
        place = words.index("--output") + 1 if "--output" in words else 0
        real = [str(tmp_path / word) if place and index == place else stand_ins.get(word, word) for index, word in enumerate(words)]
        assert exit_code(real) == 0, capsysbinary.readouterr().err.decode()


def test_make_targets_named_in_the_readme_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"make ([a-z-]+)", README)) <= targets


def test_the_python_examples_of_the_readme_run_and_give_what_they_say(monkeypatch):
    """One after the other, as a reader would type them; the draws are fewer, and a last line without a name is what it shows."""
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for example in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(compile(example.replace("draws=100_000", "draws=2_000"), "README.md", "exec"), names)
    scenario, assumptions = names["scenario"], names["assumptions"]
    assert names["appraise"](scenario).indicators.npv.shape == (3, 1, 1)
    said = re.search(r"decide\(scenario\)\.npv  # .*?: ([\w, ]+)", README)[1].split(", ")
    options = list(names["decide"](scenario).npv)
    assert [name for name in said if name.strip() and name not in options] == []
    assert names["to_table"](names["appraise"](scenario), draw=2).index.name == "year"
    assert 0.0 <= names["result"].probability("npv") <= 1.0
    assert assumptions.hash == scenario.assumptions.hash
