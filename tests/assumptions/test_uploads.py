"""Uploaded assumptions: what is taken, what is refused and in which words; nothing is written and nothing hangs."""

import unicodedata
import zipfile

import pytest
from support import ROOT, shipped
from support.hostile import HOSTILE, archive, built, shipped_files
from support.told import refused, told_all

from costmodel import AssumptionError, load_assumptions
from costmodel.assumptions.archives import LARGEST_CONTENT, pack, unpack
from costmodel.assumptions.folders import folder_in_memory, folder_on_disk
from costmodel.assumptions.uploads import files_of, place_in_folder, take
from costmodel.output.faults import faults_text


def test_a_packed_folder_comes_back_as_it_was():
    packed = pack(shipped_files())
    assert packed == pack(dict(reversed(shipped_files().items())))
    files, unused = unpack(packed, "min.zip")
    assert (files, unused) == (dict(sorted(shipped_files().items())), [])
    assert load_assumptions(files) == shipped()


@pytest.mark.parametrize("root", ["", "assumptions/", "Mine tall (økonomi)/forsøk 2/"])
def test_the_folder_may_stand_anywhere_in_the_archive_with_other_files_around(root):
    litter = {"__MACOSX/._x": b"", f"{root}.DS_Store": b"", f"{root}README.md": b"# les", f"{root}schemas/a.schema.json": b"{}"}
    litter[f"{root}base/notater.txt"] = b"x"
    files, unused = unpack(archive({**{root + place: data for place, data in shipped_files().items()}, **litter}), "min.zip")
    assert files == dict(sorted(shipped_files().items()))
    assert unused == [f"{root}base/notater.txt"]


def test_a_base_folder_by_itself_is_taken():
    base = {place.removeprefix("base/"): data for place, data in shipped_files().items() if place.startswith("base/")}
    files, _ = unpack(archive(base), "base.zip")
    assert load_assumptions(files).hash == shipped().hash


def test_the_same_letter_in_two_spellings_is_the_same_file():
    name = unicodedata.normalize("NFD", "scenarios/måling.yaml")
    files, _ = unpack(archive({**shipped_files(), name: shipped_files()["scenarios/exit-2029.yaml"]}), "mac.zip")
    assert "måling" in load_assumptions(files).scenarios


def test_a_name_in_an_unknown_encoding_is_refused_where_it_would_be_used():
    data = archive({**shipped_files(), "scenarios/maaling.yaml": b"x"}).replace(b"scenarios/maaling.yaml", b"scenarios/m\x86lingx.yaml")
    with refused("i ukjent tegnkoding"):
        unpack(data, "dos.zip")


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_archives_are_refused_in_words(case):
    data, words = HOSTILE[case]
    with pytest.raises(AssumptionError) as caught:
        unpack(data, "fil.zip")
    assert words in faults_text(caught.value)
    assert all(fault.place.startswith("fil.zip") and fault.action for fault in told_all(caught.value.faults))
    assert not any(letter in faults_text(caught.value) for letter in "\x1b\0")


def test_nothing_larger_than_the_limit_is_ever_unpacked(monkeypatch):
    sizes = []
    read = zipfile.ZipExtFile.read
    monkeypatch.setattr(zipfile.ZipExtFile, "read", lambda file, n=-1: sizes.append(n) or read(file, n))
    for data, _ in HOSTILE.values():
        with pytest.raises(AssumptionError):
            unpack(data, "fil.zip")
    assert all(0 < size <= LARGEST_CONTENT for size in sizes)


def test_any_damage_to_an_archive_is_refused_or_harmless():
    whole = archive(shipped_files())
    for at in range(0, len(whole), 97):
        damaged = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        try:
            files, _ = unpack(damaged, "fil.zip")
        except AssumptionError:
            continue
        assert set(files.values()) <= set(shipped_files().values())


def test_single_files_are_laid_over_those_in_force():
    changed = shipped_files()["base/parameters.yaml"].replace(b"value: 80\n", b"value: 90\n")
    upload = take([("parameters.yaml", changed)], shipped_files())
    assert upload.given == ("base/parameters.yaml",)
    assert load_assumptions(upload.files).parameters["platform_cost"].value == 90
    assert load_assumptions(upload.files).scenarios == shipped().scenarios


def test_an_archive_replaces_all_and_single_files_beside_it_come_last():
    base = {place: data for place, data in shipped_files().items() if place.startswith("base/")}
    scenario = shipped_files()["scenarios/exit-2029.yaml"]
    upload = take([("mitt-scenario.yaml", scenario), ("alt.zip", archive(base))], shipped_files())
    assert list(load_assumptions(upload.files).scenarios) == ["mitt-scenario"]
    assert "scenarios/mitt-scenario.yaml" in upload.given


NAMES = {
    "parameters.yaml": "base/parameters.yaml",
    "price_index.csv": "base/price_index.csv",
    "mitt-forsøk.yaml": "scenarios/mitt-forsøk.yaml",
}


@pytest.mark.parametrize(("name", "place"), NAMES.items())
def test_a_file_belongs_where_its_name_says(name, place):
    assert place_in_folder(name) == place


@pytest.mark.parametrize("name", ["parameters (1).yaml", "Parameters.yaml", "tall.xlsx", "../parameters.yaml", "", "kommuner.csv", ".yaml"])
def test_other_names_are_refused_with_what_is_allowed(name):
    with refused(r"parameters\.yaml, benefits\.yaml"):
        take([(name, b"x")], shipped_files())


def test_more_than_one_archive_is_refused():
    with refused("2 zip-filer"):
        take([("a.zip", pack(shipped_files())), ("b.zip", pack(shipped_files()) + b"\0")], {})


def test_what_is_no_zip_but_is_called_one_is_refused():
    with refused("skadet eller ufullstendig"):
        take([("a.zip", b"hei")], {})


@pytest.mark.parametrize("text", ["groups: ¤".encode("cp1252"), "groups: {}".encode("utf-16"), b"\0" * 100, b"PK\x03\x04" + b"x" * 50])
def test_odd_encodings_are_refused_with_the_file(text):
    upload = None
    with pytest.raises(AssumptionError) as caught:
        upload = take([("alt.zip", archive({**shipped_files(), "base/sources.yaml": text}))], {})
        load_assumptions(upload.files)
    assert upload is not None
    assert caught.value.faults[0].place.startswith("base/sources.yaml")


def test_a_folder_on_disk_has_the_same_files(tmp_path):
    assert files_of(folder_on_disk(ROOT / "assumptions")) == shipped_files()
    base = {place.removeprefix("base/"): data for place, data in shipped_files().items() if place.startswith("base/")}
    assert set(files_of(folder_in_memory(base))) == {place for place in shipped_files() if place.startswith("base/")}


def test_an_archive_with_folders_of_its_own_is_taken():
    def fill(zipped: zipfile.ZipFile) -> None:
        zipped.mkdir("assumptions")
        zipped.mkdir("assumptions/base")
        for place, data in shipped_files().items():
            zipped.writestr(f"assumptions/{place}", data)

    assert unpack(built(fill), "mappe.zip")[0] == dict(sorted(shipped_files().items()))
