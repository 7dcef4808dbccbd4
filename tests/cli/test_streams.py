"""Pipes, closed streams, bytes that are no text, endings of names: what a shell and other programs do with a command."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pandas as pd
import pyarrow.parquet
import pytest
from support import ROOT
from support.commands import said_by, table_of, without_identity

PYTHON = f"{sys.executable} -m costmodel"
BATCH = "name;participants\na;19\nb;66\n"
BATCH_YAML = "# two\nscenarios:\n  - {name: a, values: {participants: 19}}\n  - {name: b, values: {participants: 66}}\n"
NO_TEXT = b"\xff\xfe".decode("utf-8", "surrogateescape")
"""An argument as Python has it where the bytes are no UTF-8."""


def shell(line: str, given: str = "") -> tuple[int, bytes, str]:
    """What a shell makes of a line: exit code, standard output, standard error."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(["bash", "-c", line], cwd=ROOT, env=variables, input=given.encode(), capture_output=True, check=False)
    return result.returncode, result.stdout, result.stderr.decode()


@pytest.fixture
def batch(tmp_path) -> Path:
    path = tmp_path / "batch.csv"
    path.write_text(BATCH)
    return path


@pytest.mark.parametrize(("redirect", "reason"), [("> /dev/full", "disken er full"), (">&-", "den er lukket")])
def test_an_answer_that_nobody_can_get_is_an_error(redirect, reason):
    assert shell(f"{PYTHON} appraise {redirect}") == (1, b"", f"Kunne ikke skrive svaret: {reason}.\n")


def test_one_that_has_nothing_to_print_needs_no_output(batch):
    target = batch.with_name("svar.csv")
    assert shell(f"{PYTHON} batch {batch} --output {target} >&- 2>&-") == (0, b"", "")
    assert table_of(target.read_bytes().decode("utf-8-sig")) == table_of(said_by("batch", str(batch))[1])


def test_batches_come_through_pipes_and_go_on(batch):
    expected = table_of(said_by("batch", str(batch))[1])
    piped = (f"{PYTHON} batch <(cat)", BATCH_YAML)
    for given in (piped, (f"{PYTHON} batch - --output -", BATCH), (f"cat {batch} | {PYTHON} batch /dev/stdin --output /dev/stdout | cat",)):
        code, out, err = shell(*given)
        assert (code, table_of(out.decode("utf-8-sig")), err) == (0, expected, "")
    kept = batch.with_name("kept")
    kept.write_bytes(b"before\n")
    assert shell(f"{PYTHON} batch {batch} --output /dev/stdout >> {kept}") == (0, b"", "")
    first, written = kept.read_bytes().split(b"\n", 1)
    assert (first, table_of(written.decode("utf-8-sig"))) == (b"before", expected)


def test_a_named_pipe_is_written_to_and_stays_one(tmp_path):
    fifo, got = tmp_path / "pipe", []
    os.mkfifo(fifo)
    reader = threading.Thread(target=lambda: got.append(fifo.read_bytes()))
    reader.start()
    assert said_by("appraise", "--format", "json", "--output", str(fifo))[0] == 0
    reader.join()
    assert fifo.is_fifo()
    assert got[0].decode() == said_by("appraise", "--format", "json")[1].rstrip("\n")


def test_a_workbook_and_a_scenario_go_through_pipes():
    code, out, err = shell(
        f"{PYTHON} workbook - --set participants=30 | {PYTHON} import-workbook - | {PYTHON} appraise --scenario - --format json"
    )
    assert (code, err) == (0, "")
    alone = said_by("appraise", "--set", "participants=30", "--format", "json")[1]
    assert without_identity(json.loads(out)) == without_identity(json.loads(alone))


@pytest.mark.parametrize(
    "words",
    [
        (NO_TEXT,),
        ("appraise", "--scenario", NO_TEXT),
        ("appraise", "--scenario", f"{NO_TEXT}.yaml"),
        ("appraise", "--municipality", NO_TEXT),
        ("appraise", "--assumptions", NO_TEXT),
        ("appraise", "--set", NO_TEXT),
        ("appraise", "--set", f"participants={NO_TEXT}"),
        ("appraise", f"--{NO_TEXT}"),
        ("batch", NO_TEXT),
        ("batch", "x" * 300),
        ("compare", NO_TEXT, "basis"),
        ("decide", "--together", NO_TEXT),
        ("explain", NO_TEXT),
        ("import-workbook", f"{NO_TEXT}.xlsx"),
        ("indices", "--figure", NO_TEXT),
        ("monte-carlo", "--options", NO_TEXT),
        ("schema", NO_TEXT),
        ("two-way", NO_TEXT, "participants"),
        ("upgrade", NO_TEXT),
        ("workbook", "a.xlsx", "--address", f"http://{NO_TEXT}"),
    ],
)
def test_bytes_that_are_no_text_are_a_fault_of_the_command(words):
    code, out, err = said_by(*words)
    assert (code, out) == (2, ""), err
    assert "Uventet" not in err


def test_they_are_so_in_a_process_of_their_own():
    code, out, err = shell(f"{PYTHON} appraise --scenario $'\\xff.yaml'")
    assert (code, out) == (2, b"")
    assert "Traceback" not in err
    assert "fant ingen fil" in err


@pytest.mark.parametrize(
    ("name", "start"), [("svar.json", "{"), ("SVAR.CSV", "\ufeffScenario;"), ("svar.txt", "Utgangspunktet."), ("svar", "Utgangspunktet.")]
)
def test_the_ending_of_the_name_decides_the_format(tmp_path, name, start):
    assert said_by("appraise", "--output", str(tmp_path / name)) == (0, "", "")
    assert (tmp_path / name).read_text("utf-8").startswith(start)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("appraise", "--output", "svar.xlsx"), "«svar.xlsx»"),
        (("decide", "--output", "svar.parquet"), "«svar.parquet»"),
        (("tornado", "--format", "json", "--output", "svar.csv"), "Skriv --format csv"),
        (("monte-carlo", "--format", "table", "--output", "svar.json"), "Skriv --format json"),
    ],
)
def test_a_name_and_a_format_that_disagree_are_refused(tmp_path, words, expected):
    code, out, err = said_by(*words, "--assumptions", str(ROOT / "assumptions"), folder=tmp_path)
    assert (code, out) == (2, "")
    assert expected in err
    assert list(tmp_path.iterdir()) == []


def test_endings_in_capitals_are_endings(tmp_path):
    (tmp_path / "b.YAML").write_text(BATCH_YAML)
    (tmp_path / "S.Yaml").write_text("name: S\ndescription: S\nvalues: {participants: 19}\n")
    assert said_by("batch", str(tmp_path / "b.YAML"))[0] == 0
    assert said_by("appraise", "--scenario", str(tmp_path / "S.Yaml"))[0] == 0
    assert said_by("compare", str(tmp_path / "S.Yaml"), "basis")[0] == 0


def test_scenarios_in_capitals_are_read_and_never_two_under_one_name(tmp_path):
    folder = tmp_path / "mine"
    subprocess.run(["cp", "-r", ROOT / "assumptions", folder], check=True)
    (folder / "scenarios" / "ny.YAML").write_text("name: Ny\ndescription: Ny\nvalues: {participants: 19}\n")
    assert said_by("appraise", "--assumptions", str(folder), "--scenario", "ny")[0] == 0
    (folder / "scenarios" / "ny.yaml").write_text("name: Ny\ndescription: Ny\nvalues: {participants: 66}\n")
    code, _, err = said_by("check", str(folder))
    assert (code, "to scenariofiler som heter «ny»" in err) == (2, True)


def test_columns_of_parquet_have_the_same_types_whatever_they_hold(batch):
    target = batch.with_name("svar.parquet")
    kinds = []
    for words in ((), ("--all",)):
        assert said_by("batch", str(batch), *words, "--output", str(target))[0] == 0
        kinds.append([str(field.type) for field in pyarrow.parquet.read_schema(target)])
        assert len(pd.read_parquet(target)) == 2
    assert kinds[0] == kinds[1]
    assert kinds[0][:2] == ["string", "string"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("schema", "scenario.schema.json", "--output", "svar.csv"), ".json"),
        (("replay", "svar.json", "--output", "svar.xlsx"), "svar.xlsx"),
    ],
)
def test_commands_of_one_kind_of_file_refuse_another(words, expected):
    code, out, err = said_by(*words)
    assert (code, out) == (2, "") and expected in err
