"""A page run without a browser, and what can be read from it."""

import re
from functools import cache
from html import unescape

from streamlit.testing.v1 import AppTest

from costmodel import AssumptionError, base_case
from costmodel.assumptions.rules import over_rows
from pages.session import state
from support import IS_THOROUGH, ROOT, shipped

EVERYBODY = state.EVERYBODY


def opened(page: str, *, frame: bool = False, **values) -> AppTest:
    """A page alone, or reached through the frame."""
    path = f"pages/{page}/page.py"
    app = AppTest.from_file(str(ROOT / ("app.py" if frame else path)), default_timeout=60)
    for key, value in values.items():
        app.session_state[key] = value
    sound(app.run())
    if not frame:
        return app
    app.switch_page(path).run()
    assert "Del" in [button.label for button in app.button]
    return sound(app)


def sound(app: AppTest) -> AppTest:
    assert not app.exception
    assert not app.error
    assert app.title
    assert app.title[-1].value != "Noe gikk galt"
    return app


def tables(app: AppTest) -> dict[str, list[list[str]]]:
    """Every table of the page by its title: its rows as lists of texts."""
    bodies = [item.proto.body for item in app.get("html")]
    found = {}
    for body in bodies:
        title = re.search(r'aria-label="([^"]*)"', body)
        if title:
            rows = re.findall(r"<tr.*?</tr>", body)
            found[title[1]] = [[re.sub("<.*?>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]
    return found


def table(app: AppTest, start: str) -> list[list[str]]:
    return next(rows for title, rows in tables(app).items() if title.startswith(start))


def row(rows: list[list[str]], label: str) -> list[str]:
    return next(cells[1:] for cells in rows if cells[0] == label)


def headings(app: AppTest) -> str:
    return " ".join(item.value for item in [*app.header, *app.markdown])


PARTS = 40
"""Pages share out the ends of the levers in a usual run; before something is called done, each page gets all of them."""


def ends(part: int) -> list[dict[str, float]]:
    """Levers at their minimum and at their maximum: all of them, or one of :data:`PARTS` parts of a row of each field of the registers."""
    return _ends() if IS_THOROUGH else _of_some_row()[part % PARTS :: PARTS]


@cache
def _of_some_row() -> list[dict[str, float]]:
    """The ends of every number that stands alone, and of every field of a register in one of its rows: another row for each field."""
    fields: dict[str, list[str]] = {}
    for name in dict.fromkeys(next(iter(change)) for change in _ends()):
        fields.setdefault(over_rows(name), []).append(name)
    chosen = {names[at % len(names)] for at, names in enumerate(fields.values())}
    return [change for change in _ends() if chosen & change.keys()]


@cache
def _ends() -> list[dict[str, float]]:
    """Every lever at its minimum and at its maximum, where the other assumptions allow that."""
    found = []
    for name, item in shipped().quantities.items():
        for value in (item.minimum, item.maximum):
            try:
                base_case(shipped()).with_values({name: value})
            except AssumptionError:
                continue
            found.append({name: float(value)})
    return found


def html(app: AppTest) -> str:
    return unescape(" ".join(item.proto.body for item in app.get("html")))
