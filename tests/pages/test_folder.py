"""The folder of assumptions while the server runs: half-saved, faulty, missing, with files that other programs leave."""

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from support import ROOT
from support.pages import sound

from costmodel import AssumptionError
from pages.session import folder as shared_folder
from pages.session.folder import FOLDER_VARIABLE, Watch

PARAMETERS = "base/parameters.yaml"


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    copy = tmp_path / "assumptions"
    shutil.copytree(ROOT / "assumptions", copy)
    monkeypatch.setenv(FOLDER_VARIABLE, str(copy))
    return copy


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / PARAMETERS
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def half_saved(folder: Path) -> None:
    path = folder / PARAMETERS
    path.write_bytes(path.read_bytes()[:5_000])


DAMAGE = {
    "half saved": half_saved,
    "empty": lambda folder: (folder / PARAMETERS).write_bytes(b""),
    "faulty": lambda folder: edit(folder, "value: 80\n", "value: 8000\n"),
    "a file is missing": lambda folder: (folder / PARAMETERS).unlink(),
    "the folder is missing": shutil.rmtree,
    "a link that leads nowhere": lambda folder: ((folder / PARAMETERS).unlink(), (folder / PARAMETERS).symlink_to("nowhere")),
    "a folder for a file": lambda folder: ((folder / PARAMETERS).unlink(), (folder / PARAMETERS).mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_the_last_sound_files_stay_in_force_and_the_fault_is_told_without_the_servers_path(folder, damage):
    watch = Watch(folder)
    first = watch.now()
    damage(folder)
    then = watch.now()
    assert (then.assumptions.hash, then.files) == (first.assumptions.hash, first.files)
    assert then.faults
    assert not any(str(folder.parent) in str(part) for fault in then.faults for part in (fault.place, fault.name, fault.facts))


def test_once_the_files_are_sound_again_they_hold(folder):
    watch = Watch(folder)
    half_saved(folder)
    with pytest.raises(AssumptionError):
        watch.now()
    shutil.copy(ROOT / "assumptions" / PARAMETERS, folder / PARAMETERS)
    edit(folder, "value: 80\n", "value: 90\n")
    assert watch.now().faults == ()
    assert watch.now().assumptions.parameters["platform_cost"].value == 90


def test_files_that_other_programs_leave_break_nothing_and_are_not_read_anew(folder, monkeypatch):
    watch = Watch(folder)
    before = watch.now()
    monkeypatch.setattr(shared_folder, "load_assumptions", None)
    (folder / "base" / ".#parameters.yaml").symlink_to("somebody@host.123")
    (folder / "base" / ".parameters.yaml.swp").write_bytes(b"\0")
    (folder / "scenarios" / "._ny.yaml").write_bytes(b"\0\0")
    (folder / "scenarios" / "notater.txt").write_text("x")
    assert watch.now() == before


def test_a_scenario_that_leads_nowhere_or_vanishes_is_none(folder, monkeypatch):
    (folder / "scenarios" / "borte.yaml").symlink_to("nowhere")
    real = Path.iterdir

    def with_one_that_vanishes(path):
        yield from real(path)
        if path.name == "scenarios":
            yield path / "forsvunnet.yaml"

    monkeypatch.setattr(Path, "iterdir", with_one_that_vanishes)
    found = Watch(folder).now()
    assert not {"borte", "forsvunnet"} & set(found.assumptions.scenarios)
    assert found.faults == ()


def told(app: AppTest) -> str:
    return " ".join(item.proto.body for item in app.get("html"))


def figures(app: AppTest) -> list[str]:
    return [item.value for item in app.metric]


def test_a_reader_is_told_and_keeps_his_numbers(folder):
    app = sound(AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run())
    before = figures(app)
    half_saved(folder)
    assert figures(sound(app.run())) == before
    assert "Forutsetningsfilene har feil akkurat nå" in told(app)
    assert str(folder.parent) not in told(app)
    shutil.copy(ROOT / "assumptions" / PARAMETERS, folder / PARAMETERS)
    assert "Forutsetningsfilene har feil" not in told(sound(app.run()))


def test_figures_that_change_under_a_session_are_told_from_what_to_what_until_somebody_closes_it(folder):
    app = sound(AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run())
    before = figures(app)
    for value, new in (("value: 80\n", "value: 91\n"), ("value: 91\n", "value: 95\n")):
        edit(folder, value, new)
        sound(app.run())
    assert figures(app) != before
    assert "Forutsetningene er endret" in told(app)
    assert re.search(r"Publisert plattformkostnad: 80\xa0[^<]+ → 95\xa0", told(app))
    app.button(key="dismiss").click().run()
    assert "Forutsetningene er endret" not in told(sound(app))
