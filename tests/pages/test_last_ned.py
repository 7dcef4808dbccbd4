"""Last ned, run without a browser: what it gives away is what the engine answers, and what comes back is taken over."""

import io
from datetime import date

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from support import ROOT, many, shipped

from costmodel import AssumptionError, appraise, base_case, load_assumptions
from costmodel.model.decision import from_value_year
from costmodel.output.workbook.writing import About, workbook_bytes
from costmodel.texts.numbers import number
from pages.session.state import EVERYBODY, Uploaded

PAGE = "pages/last_ned/page.py"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def opened(frame: bool = False, **state) -> AppTest:
    app = AppTest.from_file(str(ROOT / ("app.py" if frame else PAGE)), default_timeout=60)
    for key, value in state.items():
        app.session_state[key] = value
    app.run()
    if frame:
        app.switch_page(PAGE).run()
    return sound(app)


def sound(app: AppTest) -> AppTest:
    assert not app.exception
    assert not app.error
    assert app.title[-1].value == "Last ned"
    return app


def texts(app: AppTest) -> str:
    return " ".join([item.value for item in app.markdown] + [item.proto.body for item in app.get("html")])


@pytest.mark.parametrize("frame", [False, True], ids=["alone", "framed"])
@pytest.mark.parametrize("name", ["Trondheim", "Averøy"])
def test_it_says_what_the_workbook_will_show(name, frame):
    app = opened(frame, municipality=name)
    assert f"{number(appraise(from_value_year(base_case(shipped(), name))).indicators.npv.item(), 1)} MNOK" in texts(app)
    assert {item.label for item in app.get("download_button")} >= {"Last ned regnearket (Excel)", "Last ned resultatene (Excel)"}


def test_all_participants_are_asked_to_choose_one():
    app = opened(municipality=EVERYBODY)
    assert "Velg en kommune over" in texts(app)
    assert "Last ned resultatene (Excel)" in {item.label for item in app.get("download_button")}


def test_the_files_of_the_registers_are_those_in_force(monkeypatch):
    labels = {item.label for item in opened().get("download_button")}
    assert labels >= {"Gevinster (YAML)", "Systemene som erstattes (YAML)", "Alternativer (YAML)", "Last ned forutsetningene (zip)"}
    folder = ROOT / "assumptions" / "base"
    given: dict[str, bytes] = {}
    button = st.download_button
    monkeypatch.setattr(
        st, "download_button", lambda label, data, **rest: given.update({rest["file_name"]: data}) or button(label, data, **rest)
    )
    opened()
    for name in ("benefits.yaml", "legacy_systems.yaml", "alternatives.yaml"):
        assert given[name] == (folder / name).read_bytes()
    uploaded = (folder / "alternatives.yaml").read_bytes().replace(b"operating_cost: {value: 30, ", b"operating_cost: {value: 41, ")
    app = AppTest.from_file(str(ROOT / PAGE), default_timeout=60)
    files = {f"base/{path.name}": path.read_bytes() for path in folder.iterdir()} | {"base/alternatives.yaml": uploaded}
    app.session_state["uploaded_assumptions"] = Uploaded(load_assumptions(files), files, ("base/alternatives.yaml",), ())
    sound(app.run())
    assert given["alternatives.yaml"] == uploaded


def uploader(app: AppTest):
    return next(item for item in app.file_uploader if item.label.startswith("Last opp et regneark"))


def workbook(**cells) -> bytes:
    data = workbook_bytes(base_case(shipped(), "Molde").with_values({"participants": 40}), About("x", "y", date(2026, 1, 1), ""))
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, value in cells.items():
        row = next(row for row in book["Inndata"].iter_rows() if row[10].value == name)
        row[2].value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_changed_workbook_becomes_the_scenario_of_every_page():
    app = opened()
    uploader(app).set_value(("mitt.xlsx", workbook(gp_uptake=0.5), XLSX)).run()
    sound(app)
    assert app.session_state["changes"] == {"participants": 40.0, "gp_uptake": 0.5}
    assert app.session_state["municipality"] == "Molde"
    assert "Regnearket er lest" in texts(app)


def test_alternative_partners_and_registers_come_back_with_a_workbook():
    cost = "alternatives.renewed_old_systems.operating_cost"
    scenario = base_case(shipped(), "Averøy").with_alternative("renewed_old_systems").with_values({"exit_year": 2030.0, cost: 25.0})
    told_from_decision = from_value_year(scenario.with_partners(["Molde", "Smøla"]))  # its first year is no change of anybody's
    data = workbook_bytes(told_from_decision, About("x", "y", date(2026, 1, 1), ""))
    app = opened()
    uploader(app).set_value(("mitt.xlsx", data, XLSX)).run()
    sound(app)
    assert app.session_state["changes"] == {"exit_year": 2030.0, cost: 25.0}
    assert app.session_state["alternative_chosen"] == "renewed_old_systems"
    assert app.session_state["procured_together"] == ("Molde", "Smøla")
    assert "Alternativ: Et nytt system i markedet → De tidligere systemene i ny utgave" in texts(app)
    assert "Anskaffer sammen med: ingen → Molde og Smøla" in texts(app)


def test_a_fault_is_shown_by_its_cell_and_changes_nothing():
    app = opened(changes={"platform_cost": 95.0})
    uploader(app).set_value(("mitt.xlsx", workbook(gp_uptake=5), XLSX)).run()
    sound(app)
    assert app.session_state["changes"] == {"platform_cost": 95.0}
    assert "mitt.xlsx:Inndata!C" in texts(app)


def test_it_stands_at_the_ends_of_every_lever():
    app = opened()
    for name, item in list(shipped().quantities.items())[:: many(6, 1)]:
        for value in (item.minimum, item.maximum):
            try:
                base_case(shipped()).with_values({name: value})
            except AssumptionError:
                continue
            app.session_state["changes"] = {name: float(value)}
            assert not app.run().exception, (name, value)
