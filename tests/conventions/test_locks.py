"""The locks: every package with its hashes, what is asked for and no other release of it, and what the tests run with."""

import re
import sys
import tomllib
from importlib.metadata import version

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import write_licences

MADE_FROM = {"runtime": "requirements", "cluster": "requirements-cluster", "development": "requirements-dev", "tools": "requirements-tools"}
PLAIN_LINE = re.compile(r"\s*--hash=sha256:[0-9a-f]{64}|[a-z0-9.-]+==[\w.]+( ; [^;]+)?|#.*")
"""What a lock may say: no address of a package index, no file from elsewhere."""


def entries(name: str) -> list[str]:
    """The requirements of a lock, each with its hashes."""
    text = (ROOT / "locks" / f"{name}.txt").read_text("utf-8")
    return re.findall(r"^[a-z].*(?:\n .*)*", text, re.MULTILINE)


def locked(name: str) -> dict[str, Requirement]:
    found = [Requirement(re.sub(r"\\?\n.*| *\\$", "", entry, flags=re.DOTALL)) for entry in entries(name)]
    assert len({item.name for item in found}) == len(found), "the same package twice"
    return {canonicalize_name(item.name): item for item in found}


def asked_for(file: str) -> list[Requirement]:
    lines = (ROOT / f"{file}.txt").read_text("utf-8").splitlines()
    also = [line.split()[1].removesuffix(".txt") for line in lines if line.startswith("-r ")]
    own = [Requirement(line) for line in lines if line and not line.startswith(("#", "-r "))]
    return [*own, *(item for other in also for item in asked_for(other))]


@pytest.mark.parametrize("name", MADE_FROM)
def test_a_lock_holds_what_is_asked_for(name):
    lock = locked(name)
    wrong = [str(item) for item in asked_for(MADE_FROM[name]) if lock[canonicalize_name(item.name)].specifier != item.specifier]
    assert wrong == [], "run `make locks`"


@pytest.mark.parametrize("name", MADE_FROM)
def test_every_package_has_hashes_and_no_line_says_more(name):
    assert [entry for entry in entries(name) if "--hash=sha256:" not in entry] == []
    lines = (ROOT / "locks" / f"{name}.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not PLAIN_LINE.fullmatch(line.removesuffix(" \\"))] == []


def test_production_runs_the_releases_that_the_tests_run():
    tested = locked("development")
    for name in ("runtime", "cluster"):
        assert {key: str(item) for key, item in locked(name).items()}.items() <= {key: str(item) for key, item in tested.items()}.items()


def test_the_tests_run_with_what_is_locked():
    here = [item for item in locked("development").values() if item.marker is None or item.marker.evaluate()]
    assert {item.name: version(item.name) for item in here} == {item.name: str(item.specifier).removeprefix("==") for item in here}


def test_what_is_locked_suits_every_python_from_3_11_on():
    target = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["target-version"]
    assert target == "py311"
    assert "--python-version 3.11" in (ROOT / "tools" / "renew_locks.sh").read_text("utf-8")


def test_the_page_of_licences_is_that_of_the_locks():
    assert (ROOT / "docs" / "licences.md").read_text("utf-8") == write_licences.document(), "run `make docs`"
    assert not re.search(r"\| +\|$", write_licences.document(), re.MULTILINE), "a package states no licence"
