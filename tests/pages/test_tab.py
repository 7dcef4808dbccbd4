"""What a tab has kept of an earlier session: what is said of it, having it back, and whatever else a browser may send."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from support import ROOT, shipped
from support.hostile import shipped_files
from support.pages import sound

from costmodel.scenarios.choices import Choices
from costmodel.scenarios.links import encode
from pages.session import tab
from pages.session.state import UPLOADED
from pages.session.tab import KEPT, Kept

DEARER = shipped_files()["base/parameters.yaml"].replace(b"value: 80\n", b"value: 60\n").decode()
NUMBERS = {name: item.value for name, item in shipped().quantities.items()}


def with_kept(**parts) -> AppTest:
    """The first page of a session that began anew, whose tab has kept this."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state[KEPT] = Kept(**{"names": (), "files": {}, "state": {}, "numbers": NUMBERS, **parts})
    return sound(app.run())


def told(app: AppTest) -> str:
    return " ".join(item.proto.body for item in app.get("html"))


def test_kept_files_are_in_force_again_with_what_was_chosen_on_them():
    chosen = dict(part.split("=") for part in encode("Molde", Choices({"gp_uptake": 0.6}), shipped()).split("&"))
    app = with_kept(names=("parameters.yaml",), files={"parameters.yaml": DEARER}, state=chosen, numbers={**NUMBERS, "platform_cost": 60.0})
    assert "parameters.yaml, som du hadde lastet opp, er ikke lenger i bruk" in told(app)
    assert ">Plattformkostnad: 60" in told(app)
    app.button(key="use_kept").click().run()
    assert sound(app).session_state[UPLOADED].assumptions.parameters["platform_cost"].value == 60
    assert (dict(app.session_state["changes"]), app.session_state["municipality"]) == ({"gp_uptake": 0.6}, "Molde")
    assert "Siden har begynt på nytt" not in told(app)


def test_kept_files_with_faults_change_nothing_and_say_why():
    app = with_kept(names=("parameters.yaml",), files={"parameters.yaml": DEARER.replace("value: 60\n", "value: 8000\n")})
    app.button(key="use_kept").click().run()
    assert "fant 8000" in told(sound(app))
    assert UPLOADED not in app.session_state


def test_files_that_were_too_many_to_keep_are_said_to_be_gone():
    app = with_kept(names=("a.yaml", "b.yaml"))
    assert "2 filer som du hadde lastet opp, er ikke lenger i bruk" in told(app)
    assert "Last dem opp igjen" in told(app)
    app.button(key="close_lost").click().run()
    assert "Siden har begynt på nytt" not in told(sound(app))


def test_other_assumptions_than_last_time_are_told_in_numbers():
    app = with_kept(numbers={**NUMBERS, "platform_cost": 91.0, "ukjent": 1.0, "exit_year": float("inf")})
    assert "Forutsetningene er andre enn da siden sist ble vist her" in told(app)
    assert told(app).count(" → ") == 1


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {},
        {"names": "parameters.yaml", "files": [], "state": 3, "numbers": None},
        {"names": [1, None, "<b>x</b>"] * 1000, "files": {"a": 1, "../../etc/passwd": "x"}, "state": {"h": []}, "numbers": {"a": "b"}},
    ],
)
def test_whatever_a_browser_sends_is_taken_apart_or_left(monkeypatch, sent):
    monkeypatch.setattr(st, "session_state", {})
    tab.hear(sent)
    kept = st.session_state.get(KEPT)
    if kept is not None:
        assert len(kept.names) <= tab.MOST_FILES
        assert all(isinstance(item, str) for part in (kept.names, kept.files.values(), kept.state.values()) for item in part)
        with_kept(names=kept.names, files=kept.files, state=kept.state, numbers=kept.numbers)
