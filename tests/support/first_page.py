"""Utforsk run without a browser, and the figures that it must show, straight from the engine."""

from streamlit.testing.v1 import AppTest

from costmodel import appraise, base_case, to_dict
from costmodel.texts.numbers import number
from support import ROOT, shipped

FRAME, PAGE = "app.py", "pages/utforsk/page.py"
REALISATION = "benefits.*.realisation"
OLD_SYSTEM, NEW_SYSTEM = "legacy_systems.care_record.yearly_cost", "alternatives.renewed_old_systems.operating_cost"
"""Of the registers what Utforsk shows for the reference municipality."""
SLIDERS = ("extra_minutes", "platform_cost", OLD_SYSTEM, NEW_SYSTEM, "extra_investment")
NO_BREAK = "\N{NO-BREAK SPACE}"


def opened(script: str = FRAME) -> AppTest:
    return sound(AppTest.from_file(str(ROOT / script), default_timeout=60).run())


def sound(app: AppTest) -> AppTest:
    assert not app.exception
    assert not app.error
    assert len(app.metric) == 3
    return app


def answer(municipality="Trondheim", year=2027, **changes):
    """The three figures straight from the engine."""
    return figures_of(appraise(scenario_of(municipality, changes)), year)


def scenario_of(municipality, changes):
    return base_case(shipped(), municipality).with_values({name.replace("realisation", REALISATION): v for name, v in changes.items()})


def figures_of(appraisal, year=2027):
    record = to_dict(appraisal)
    budget = record["line_items"]["net_budget_effect"][record["years"].index(year)]
    return record["indicators"]["npv"], record["indicators"]["annual_per_inhabitant"], budget


def texts(figures, base=None) -> list[str]:
    """The figures as the tiles have them: with the decimals of the base case, their own where none is given."""
    units = ("MNOK", "kr", "MNOK")
    rows = zip(figures, figures if base is None else base, units, strict=True)
    return [f"{number(value, decimals(before, unit))}{NO_BREAK}{unit}" for value, before, unit in rows]


def decimals(value, unit):
    return 1 if unit == "MNOK" and abs(value) < 100 else 0


def shown(app: AppTest) -> list[str]:
    return [tile.value for tile in app.metric]


def slider(app: AppTest, name: str):
    return app.select_slider(key=f"lever:{name}")


def choice(app: AppTest, name: str):
    return app.segmented_control(key=f"choice:{name}")


def page_text(app: AppTest) -> str:
    return " ".join(item.value for item in [*app.title, *app.markdown, *app.text, *app.caption])
