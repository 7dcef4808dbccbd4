"""``edit``: the folder on the disk differs where it was edited and nowhere else."""

import shutil

from support import ROOT
from support.commands import said_by


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_edit_writes_what_it_is_of_and_the_logs_and_a_refused_one_none(tmp_path):
    folder = tmp_path / "mine"
    shutil.copytree(ROOT / "assumptions", folder)
    before = contents(folder)
    words = ("edit", str(folder), "extra_minutes", "value=1", "--who", "Kari", "--why", "Ny tidsmåling")
    code, out, err = said_by(*words)
    assert (code, out.strip(), err) == (0, "Endret: CHANGELOG.md, base/parameters.yaml, edits.csv.", "")
    after = contents(folder)
    assert {place for place in after if after[place] != before.get(place)} == {"base/parameters.yaml", "edits.csv", "CHANGELOG.md"}
    assert after["edits.csv"].decode("utf-8-sig").splitlines()[1].endswith("Kari;extra_minutes;Ny tidsmåling (value: 0.5 → 1)")
    code, _, err = said_by("edit", str(folder), "extra_minutes", "value=1000", "--who", "Kari", "--why", "Feil")
    assert code == 2 and "extra_minutes.value" in err and contents(folder) == after
    assert "Skriv for eksempel value=1 high=5." in said_by("edit", str(folder), "extra_minutes", "value")[2]


def test_a_row_comes_by_a_copy_and_goes_again(tmp_path):
    folder = tmp_path / "mine"
    shutil.copytree(ROOT / "assumptions", folder)
    before = contents(folder)
    told = ("--who", "Kari", "--why", "Ny avtale")
    code, out, err = said_by("edit", str(folder), "sources.S9", "title=Ny", "--like", "sources.S3", *told)
    assert (code, out.strip(), err) == (0, "Endret: CHANGELOG.md, base/sources.yaml, edits.csv.", "")
    assert said_by("edit", str(folder), "sources.S9", "--remove", *told)[0] == 0
    after = contents(folder)
    assert {place for place in after if after[place] != before.get(place)} == {"edits.csv", "CHANGELOG.md"}
    code, _, err = said_by("edit", str(folder), "sources.S3", "--remove", *told)
    assert code == 2 and "fant en rad som andre steder bygger på (sources.S3)" in err and contents(folder) == after
    assert "både --like og --remove" in said_by("edit", str(folder), "sources.S9", "--remove", "--like", "sources.S3", *told)[2]
