"""Last ned, run without a browser: what it gives away is what the engine answers, and what comes back is taken over."""

import io
from datetime import date

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest
from support import ROOT, shipped

from costmodel import AssumptionError, appraise, base_case
from costmodel.output.workbook.writing import About, workbook_bytes
from costmodel.texts.numbers import number
from pages.session.state import EVERYBODY

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
    assert f"{number(appraise(base_case(shipped(), name)).indicators.npv.item(), 1)} MNOK" in texts(app)
    assert {item.label for item in app.get("download_button")} >= {"Last ned regnearket (Excel)", "Last ned resultatene (Excel)"}


def test_all_participants_are_asked_to_choose_one():
    app = opened(municipality=EVERYBODY)
    assert "Velg en kommune over" in texts(app)
    assert "Last ned resultatene (Excel)" in {item.label for item in app.get("download_button")}


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


def test_a_fault_is_shown_by_its_cell_and_changes_nothing():
    app = opened(changes={"platform_cost": 95.0})
    uploader(app).set_value(("mitt.xlsx", workbook(gp_uptake=5), XLSX)).run()
    sound(app)
    assert app.session_state["changes"] == {"platform_cost": 95.0}
    assert "mitt.xlsx:Inndata!C" in texts(app)


def test_it_stands_at_the_ends_of_every_lever():
    app = opened()
    for name, item in shipped().quantities.items():
        for value in (item.minimum, item.maximum):
            try:
                base_case(shipped()).with_values({name: value})
            except AssumptionError:
                continue
            app.session_state["changes"] = {name: float(value)}
            assert not app.run().exception, (name, value)
