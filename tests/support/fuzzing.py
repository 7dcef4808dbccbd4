"""Damaged copies of the shipped files, each named by its number: a clean result or a clean list of faults, and nothing else.

``make fuzz CASE=1234`` shows what case 1234 does to which file and what comes of it. The number alone decides, as long as
the shipped files are the same.
"""

import difflib
import random
import re
import shutil
import signal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from costmodel import AssumptionError, AssumptionSet, appraise, base_case, named
from costmodel.analysis.published import published_figures
from costmodel.assumptions import base_files, loading
from costmodel.assumptions.parameters import REGISTER_UNITS
from costmodel.assumptions.reading.table_reading import read_municipalities
from costmodel.assumptions.reading.yaml_reading import read_yaml
from costmodel.model import results
from costmodel.output.faults import faults_text
from support import ROOT
from support.breaking import TODAY
from support.mutations import mutate
from support.plain_reading import MAY_LACK, Leaves, Way, differences, loaded_leaves, read_plainly
from support.told import Told, told_all

SECONDS = 20
"""A case that takes longer hangs."""
LONGEST_MESSAGE = 2000
SHARES = {
    "base/parameters.yaml": 4,
    "base/benefits.yaml": 6,
    "base/legacy_systems.yaml": 4,
    "base/alternatives.yaml": 5,
    "base/municipalities.csv": 6,
    "base/price_index.csv": 4,
    "base/price_paths.csv": 1,
    "base/kostra.csv": 1,
    "base/published.yaml": 3,
    "base/sources.yaml": 2,
    "base/effects.yaml": 2,
    "base/correlations.yaml": 3,
}
"""How often a file is taken, relative to one scenario, of which there are many."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class Case(NamedTuple):
    """One damaged file."""

    number: int
    file: str
    data: bytes
    steps: tuple[str, ...]


class Outcome(NamedTuple):
    """What came of a case: ``faults``, ``same`` (read, and means what it did), ``changed`` (read, and means something else)."""

    number: int
    file: str
    steps: tuple[str, ...]
    kind: str
    problems: tuple[str, ...]

    def __str__(self) -> str:
        title = f"case {self.number}, {self.kind}, {self.file}: {', '.join(self.steps)}"
        return "\n    ".join([title, *self.problems])


class HangError(BaseException):
    """Raised where a case takes too long; no Exception, for the loader makes faults of those that a parser raises."""


@cache
def shipped_files() -> dict[str, bytes]:
    """Every file that the loader reads, by its name in messages."""
    folder = ROOT / "assumptions"
    paths = sorted(path for part in ("base", "scenarios") for path in (folder / part).iterdir() if path.suffix in (".yaml", ".csv"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@cache
def shipped_set() -> AssumptionSet:
    return loading.load_assumptions(ROOT / "assumptions", today=TODAY)


def case(number: int) -> Case:
    rng = random.Random(number)
    files = shipped_files()
    names = list(files)
    drawn = rng.choices(names, [SHARES.get(name, 1) for name in names])[0]
    file = names[number] if number < len(names) else drawn  # every file once, however few the cases
    data, steps = mutate(rng, files[file])
    return Case(number, file, data, steps)


def run(numbers: Iterable[int]) -> list[Outcome]:
    """The outcomes of these cases. What a case leaves alone is parsed once for all of them, which saves most of the time."""
    with pytest.MonkeyPatch.context() as patch, _copy() as folder:
        patch.setattr(base_files, "read_yaml", shipped_once(read_yaml))
        patch.setattr(base_files, "read_municipalities", shipped_once(read_municipalities))
        return [outcome(case(number), folder) for number in numbers]


def shipped_once(read: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, which remembers what it made of the shipped texts."""
    texts = {base_files.decoded_text(data, file) for file, data in shipped_files().items()}
    remembered = cache(read)
    return lambda text, *rest: (remembered if text in texts else read)(text, *rest)


@contextmanager
def _copy() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(shutil.copytree(ROOT / "assumptions", Path(name, "assumptions")))


def outcome(damaged: Case, folder: Path) -> Outcome:
    """What comes of the case in a copy of the shipped folder, which is whole again afterwards."""
    path = folder / damaged.file
    path.write_bytes(damaged.data)
    try:
        with _time_limit(), warnings.catch_warnings():
            warnings.simplefilter("error")
            kind, problems = _judged(damaged, folder)
    except (Exception, HangError) as error:  # Whatever is not a list of faults is what this looks for.
        kind, problems = "crash", traceback.format_exception(error)[-3:]
    finally:
        path.write_bytes(shipped_files()[damaged.file])
    return Outcome(damaged.number, damaged.file, damaged.steps, kind, tuple(problems))


@contextmanager
def _time_limit() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise HangError(f"more than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _judged(damaged: Case, folder: Path) -> tuple[str, list[str]]:
    try:
        read = loading.load_assumptions(folder, today=TODAY)
    except AssumptionError as error:
        return "faults", [problem for fault in told_all(error.faults) for problem in _fault_problems(fault, damaged)]
    loaded = loaded_leaves(damaged.file, read)
    changed = written(loaded) != shipped_leaves(damaged.file)
    problems = [*differences(read_plainly(damaged.file, damaged.data), loaded), *_whole_problems(read), *_text_problems(loaded)]
    problems += [*_elsewhere_problems(read, damaged.file), *_hash_problems(read, damaged.file, changed)]
    if changed:
        problems += _result_problems(read, damaged.file)
    return "changed" if changed else "same", problems


def written(leaves: Leaves) -> dict[Way, str]:
    """The leaves as text, in which 0 and −0 differ as they do in the fingerprint."""
    return {way: repr(value) for way, value in leaves.items()}


@cache
def shipped_leaves(file: str) -> dict[Way, str]:
    return written(loaded_leaves(file, shipped_set()))


def _fault_problems(fault: Told, damaged: Case) -> Iterator[str]:
    """What keeps a fault from being one readable line that says where, what and what to do."""
    text = str(fault)
    text.encode()
    if not all((fault.place, fault.found, fault.allowed, fault.action)):
        yield f"a part is empty: {text!r}"
    if len(text) > LONGEST_MESSAGE or not text.replace("\N{NO-BREAK SPACE}", " ").isprintable():
        yield f"not one readable line: {text[:LONGEST_MESSAGE]!r}"
    file, line, *_ = [*fault.place.split(":"), "1"]
    data = damaged.data if file == damaged.file else shipped_files().get(file)
    if data is None or int(line) > len(LINE_END.split(data.decode("utf-8", "replace"))):
        yield f"no such place: {text!r}"


def _whole_problems(read: AssumptionSet) -> Iterator[str]:
    """What the shipped set has and no sound set may lack."""
    shipped = shipped_set()
    if read.parameters.keys() != shipped.parameters.keys():
        yield f"parameters: {read.parameters.keys() ^ shipped.parameters.keys()}"
    for name, register in read.registers.items():
        whole = REGISTER_UNITS[name].keys()
        for key, row in register.items():
            if whole - row.fields.keys() not in MAY_LACK[name]:
                yield f"{name}.{key}: {row.fields.keys()}"
    if not (all(read.registers.values()) and read.sources and read.municipalities and read.price_index):
        yield "a file without content"


def _text_problems(loaded: Leaves) -> Iterator[str]:
    """Texts are shown in terminals, workbooks and browsers, which obey some characters or refuse them."""
    for way, value in loaded.items():
        if CONTROL.search(f"{way[-1]}{value}"):
            yield f"{way}: a control character in {value!r}"


def _elsewhere_problems(read: AssumptionSet, damaged: str) -> Iterator[str]:
    """Files left alone mean what they did."""
    for file in shipped_files():
        if file != damaged and written(loaded_leaves(file, read)) != shipped_leaves(file):
            yield f"{file} was read differently"


def _hash_problems(read: AssumptionSet, file: str, changed: bool) -> Iterator[str]:
    """The fingerprint changes with the meaning of the base folder, and with nothing else."""
    if (read.hash != shipped_set().hash) != (changed and file.startswith("base/")):
        yield f"the hash {'changes' if read.hash != shipped_set().hash else 'stays'}"


def _result_problems(read: AssumptionSet, file: str) -> Iterator[str]:
    """The engine must give finite numbers for whatever was accepted."""
    scenarios = [named(read, Path(file).stem)] if file.startswith("scenarios/") else [base_case(read), base_case(read, None)]
    for scenario in scenarios:
        for name, item in results.line_items(appraise(scenario)).items():
            if not np.isfinite(item).all():
                yield f"{scenario.municipality or 'all'}: {name} is not finite"
    if file in ("base/published.yaml", "base/price_index.csv", "base/municipalities.csv"):
        yield from (f"{row.key} is not finite" for row in published_figures(base_case(read)) if not np.isfinite(row.model or 0.0))


def show(number: int) -> None:
    """A case as a diff, the faults, and what is wrong with them."""
    damaged = case(number)
    before, after = (data.decode("utf-8", "backslashreplace").split("\n") for data in (shipped_files()[damaged.file], damaged.data))
    print(*difflib.unified_diff(before, after, "shipped", "damaged", lineterm="", n=1), sep="\n")
    with _copy() as folder:
        print(outcome(damaged, folder))
        (folder / damaged.file).write_bytes(damaged.data)
        try:
            loading.load_assumptions(folder, today=TODAY)
        except AssumptionError as error:
            print(faults_text(error))


if __name__ == "__main__":
    show(int(sys.argv[1]))
