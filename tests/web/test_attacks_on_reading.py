"""What strangers upload is read in a process with bounds, one piece at a time: refused in words or rightly taken."""

import random
import signal
import threading
import zipfile
from functools import cache

import pytest
from support import IS_THOROUGH, ROOT, bulky, hostile, many, shipped
from support.fuzzing import shipped_files, shipped_once
from support.hostile import archive
from support.mutations import mutate

from costmodel import AssumptionError
from costmodel.assumptions import base_files
from costmodel.assumptions.reading.table_reading import read_municipalities
from costmodel.assumptions.reading.yaml_reading import read_yaml
from costmodel.assumptions.uploads import read_upload
from costmodel.isolation import calling
from costmodel.isolation.calling import Isolated
from costmodel.output.faults import faults_text
from costmodel.output.workbook.importing import read_workbook

MODULES = ("costmodel.assumptions.uploads", "costmodel.output.workbook.importing", "openpyxl", "support.bulky")
MOST_MEGABYTES = 200


@pytest.fixture(scope="module")
def reader():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT / "tests"))
        isolated = Isolated(MODULES)
        yield isolated
        isolated.end()


def codes(call) -> set[str]:
    with pytest.raises(AssumptionError) as caught:
        call()
    assert faults_text(caught.value)
    return {fault.code for fault in caught.value.faults}


# What becomes large


@pytest.mark.parametrize("case", bulky.WORKBOOKS)
def test_a_workbook_that_becomes_large_is_refused_before_it_does(reader, case):
    data = bulky.WORKBOOKS[case]()
    assert len(data) < 5_000_000
    told, megabytes = reader.call(bulky.measured, "x.xlsx", (read_workbook, (data, "x.xlsx", shipped())))
    assert told == "workbook_too_large"
    assert megabytes <= MOST_MEGABYTES


@pytest.mark.parametrize("case", bulky.UPLOADS)
def test_an_archive_that_becomes_large_is_refused_before_it_does(reader, case):
    data = bulky.UPLOADS[case]()
    assert len(data) < 1_000_000
    told, megabytes = reader.call(bulky.measured, "x.zip", (read_upload, ([("x.zip", data)], {})))
    assert told
    assert megabytes <= MOST_MEGABYTES


def test_what_is_ours_is_taken(reader):
    found = reader.call(read_workbook, "x.xlsx", (bulky.our_workbook(), "x.xlsx", shipped()))
    assert (found.record.municipality, found.record.values) == ("Averøy", {})
    _, read = reader.call(read_upload, "x.zip", ([("x.zip", archive(hostile.shipped_files()))], {}))
    assert read == shipped()


def test_scenarios_wait_until_the_base_files_are_sound():
    broken = {**shipped_files(), "base/sources.yaml": b"sources: [", "scenarios/a.yaml": b"values: ["}
    with pytest.raises(AssumptionError) as caught:
        read_upload([("x.zip", archive(broken))], {})
    assert not [fault for fault in caught.value.faults if fault.place.startswith("scenarios/")]


# The worker and its bounds


@pytest.mark.parametrize(
    ("work", "given", "code"),
    [
        (bulky.take_memory, (), "reading_too_large"),
        (bulky.be_stopped, (signal.SIGXCPU,), "reading_too_long"),
        (bulky.be_stopped, (signal.SIGABRT,), "reading_too_large"),
        (bulky.fail, (), "reading_failed"),
        (bulky.stop_the_worker, (), "reading_failed"),
    ],
)
def test_what_ends_the_work_is_told_in_words_and_the_next_is_read(reader, work, given, code):
    assert codes(lambda: reader.call(work, "fil.zip", given)) == {code}
    assert reader.call(str.upper, "x", ("neste",)) == "NESTE"


def test_who_waits_is_told_how_many_are_before(reader, tmp_path):
    told: dict[int, list[int]] = {number: [] for number in range(3)}
    in_line = [threading.Event() for _ in told]

    def ask(number):
        def tell(before):
            told[number].append(before)
            in_line[number].set()

        reader.call(bulky.wait_for, "x", (tmp_path / str(number),), tell)

    threads = [threading.Thread(target=ask, args=(number,)) for number in told]
    for thread, is_in_line in zip(threads, in_line, strict=True):
        thread.start()
        is_in_line.wait()
    for number, thread in enumerate(threads):
        (tmp_path / str(number)).touch()
        thread.join()
    assert told == {0: [0], 1: [1, 0], 2: [2, 1, 0]}


def test_too_many_are_not_kept_waiting(reader, tmp_path, monkeypatch):
    monkeypatch.setattr(calling, "MOST_WAITING", 1)
    begun = threading.Event()
    one = threading.Thread(target=reader.call, args=(bulky.wait_for, "x", (tmp_path / "go",), lambda before: begun.set()))
    one.start()
    begun.wait()
    assert codes(lambda: reader.call(str.upper, "x", ("y",))) == {"reading_busy"}
    (tmp_path / "go").touch()
    one.join()
    assert reader.call(str.upper, "x", ("y",)) == "Y"


# Damage of every kind


def mutated_archive(rng: random.Random) -> bytes:
    """The shipped folder as an archive with a damaged file in it, or damaged itself."""
    files = dict(shipped_files())
    if rng.random() < 0.5:
        place = rng.choice(list(files))
        files[place] = mutate(rng, files[place])[0]
        return archive(files)
    return mutate(rng, archive(files))[0]


def mutated_workbook(rng: random.Random) -> bytes:
    """A small workbook of ours with a damaged part in it, or damaged itself."""
    whole = bulky.small_workbook()
    if rng.random() < 0.8:
        name = rng.choice(parts())
        return bulky.with_part(name, mutate(rng, part(name))[0], whole)
    return mutate(rng, whole)[0]


@cache
def parts() -> list[str]:
    with zipfile.ZipFile(bulky.io.BytesIO(bulky.small_workbook())) as book:
        return book.namelist()


@cache
def part(name: str) -> bytes:
    with zipfile.ZipFile(bulky.io.BytesIO(bulky.small_workbook())) as book:
        return book.read(name)


def outcome(reader, read, *given) -> str:
    """Thorough runs have the worker's bounds; the usual one saves its time."""
    try:
        return bulky.measured(read, given)[0] if not IS_THOROUGH else judged(*reader.call(bulky.measured, "x", (read, given)))
    except AssumptionError as error:
        assert IS_THOROUGH
        return error.faults[0].code


def judged(told: str, megabytes: int) -> str:
    assert megabytes <= MOST_MEGABYTES
    return told


def test_damaged_archives_are_refused_in_words_or_rightly_taken(reader, monkeypatch):
    monkeypatch.setattr(base_files, "read_yaml", shipped_once(read_yaml))
    monkeypatch.setattr(base_files, "read_municipalities", shipped_once(read_municipalities))
    found = [outcome(reader, read_upload, [("x.zip", mutated_archive(random.Random(seed)))], {}) for seed in range(many(40, 5_000))]
    assert len(set(found)) > 5


def test_damaged_workbooks_are_refused_in_words_or_rightly_taken(reader):
    found = [outcome(reader, read_workbook, mutated_workbook(random.Random(seed)), "x.xlsx", shipped()) for seed in range(many(60, 5_000))]
    assert "" in found
    assert len(set(found)) > 3
