"""A command that is stopped, at a moment that the test chooses: a signal as a terminal sends it, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT
from support.commands import table_of

from costmodel.output.files import forget_written, replace_file, write_file, written

BATCH = "gp_uptake\n0.1\n0.2\n"
PROGRAM = """
import os, runpy, signal, sys
from pathlib import Path

# As at a terminal, also where the tests were started with it ignored.
signal.signal(signal.{name}, signal.default_int_handler if signal.{name} == signal.SIGINT else signal.SIG_DFL)
stop = lambda: os.kill(os.getpid(), signal.{name})
{when}
sys.argv = ["costmodel", *sys.argv[1:]]
runpy.run_module("costmodel", run_name="__main__", alter_sys=True)
"""
BEFORE_WRITING = """
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "costmodel.cli.batches":
            stop()
sys.meta_path.insert(0, Finder())
"""
WHILE_WRITING = """
real = os.fsync
os.fsync = lambda handle: (stop(), real(handle))
"""
AFTER_WRITING = """
real = Path.replace
Path.replace = lambda path, target: (real(path, target), stop())
"""
AT_THE_END = """
import costmodel.cli.main as program
real = program.exit_code
program.exit_code = lambda words: (real(words), stop())
"""


def stopped(when: str, *words: str, name: str = "SIGINT") -> tuple[int, str]:
    """Exit code and standard error of a command that is sent a signal when a piece of its program comes."""
    command = [sys.executable, "-c", PROGRAM.format(name=name, when=when), *words]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, check=False)
    return result.returncode, result.stderr.decode()


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def batch(tmp_path) -> Path:
    path = tmp_path / "batch.csv"
    path.write_text(BATCH)
    return path


@pytest.mark.parametrize("when", [BEFORE_WRITING, WHILE_WRITING], ids=["loading", "writing"])
def test_one_that_is_stopped_before_the_file_is_whole_leaves_none(batch, when):
    said = stopped(when, "batch", str(batch), "--output", str(batch.with_name("svar.csv")))
    assert said == (130, "Avbrutt. Ingen fil er skrevet.\n")
    assert names_in(batch.parent) == ["batch.csv"]


@pytest.mark.parametrize("when", [AFTER_WRITING, AT_THE_END], ids=["renamed", "ended"])
def test_one_that_is_stopped_after_that_says_that_it_is_there(batch, when):
    target = batch.with_name("svar.csv")
    said = stopped(when, "batch", str(batch), "--output", str(target))
    assert said == (130, f"Avbrutt. Denne filen ble skrevet helt ferdig: {target}.\n")
    assert names_in(batch.parent) == ["batch.csv", "svar.csv"]
    assert len(table_of(target.read_text("utf-8-sig")).splitlines()) == 3


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_one_that_is_ended_from_outside_cleans_up_too(batch, name, code):
    said = stopped(WHILE_WRITING, "batch", str(batch), "--output", str(batch.with_name("svar.csv")), name=name)
    assert said == (code, "Avbrutt. Ingen fil er skrevet.\n")
    assert names_in(batch.parent) == ["batch.csv"]


def test_of_several_files_those_that_are_whole_are_named(tmp_path):
    third = "count = 0\ndef fsync(handle):\n    global count\n    count += 1\n    stop() if count == 3 else None\nos.fsync = fsync"
    code, said = stopped(third, "upgrade", "tests/support/data/version_1", "--to", str(tmp_path / "ny"))
    there = [path for path in (tmp_path / "ny").rglob("*") if path.is_file()]
    assert (code, len(there)) == (130, 2)
    assert said.startswith("Avbrutt. Disse filene ble skrevet helt ferdig: ")
    assert all(str(path) in said for path in there)


def test_what_is_noted_is_what_is_there(tmp_path, monkeypatch):
    forget_written()
    write_file(tmp_path / "a", "1")
    write_file(tmp_path / "a", "2")

    def stop(handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        replace_file(tmp_path / "b", "1")
    assert [path.name for path in written()] == names_in(tmp_path) == ["a"]
