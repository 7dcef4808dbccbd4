"""Names and texts from files and links are plain text where a page shows them, whatever marks of Markdown and HTML they hold."""

from functools import cache

import pytest
from support import many, shipped
from support.hostile import shipped_files
from support.marked import MARKS, marked, obeyed, shown_literally
from support.pages import EVERYBODY, opened

from costmodel.scenarios.choices import Choices
from pages.components.menu import folders
from pages.session.own_scenarios import KEPT
from pages.session.shown_number import View
from pages.session.state import UPLOADED, Uploaded

FOLDS = (
    *("scenario_panel", "rest", "chart_numbers", "effects_fold", "pays_years", "region_years", "game_choices", "price_numbers"),
    *("tornado_numbers", "switching_numbers", "pair_numbers", "line_numbers", "information", "index_numbers"),
    *("explained_fall", "explained_cash", "formulas:cost", "formulas:benefit", "group:benefits", "group:alternatives"),
)
"""All that is made once it is opened."""
OWN = {f"Min{MARKS}": Choices({"platform_cost": 95.0})}
SPIKE = dict(shipped().scenarios["kostnadssprekk"].values)
LEAVES = {"view": "now", "changes": {"exit_year": 2031.0}}
STATES: dict[str, list[dict]] = {
    "utforsk": [LEAVES, {"lever_search": "per", "municipality": EVERYBODY, "changes": SPIKE}, {"municipality": "Averøy"}],
    "kommuner": [{"kommuner_view": view, **LEAVES} for view in ("Alles regning", "Én inn eller ut", "Hvem tjener på det")],
    "folsomhet": [{"sensitivity_view": view} for view in ("Å gå i null", "Uenighet", "To tall om gangen", "Fra lav til høy")],
    "det_vi_ikke_vet": [{"unknown_view": "society"}],
    "regnestykket": [{"explained_view": View("benefit_medication", 2030, "life")}, {"explained_view": View("npv", None, "now")}],
    "hvem_betaler": [{"pays_a": "stay", "pays_b": "leave_market_system"}],
}
"""Beside how each page opens: what else it shows where somebody has chosen it."""
CASES = [(page, at) for page in folders() for at in range(many(len(STATES.get(page, ())), 0), 1 + len(STATES.get(page, ())))]


@cache
def uploaded() -> Uploaded:
    return Uploaded(marked(), shipped_files(), ("base/parameters.yaml",), ())


@pytest.mark.parametrize(("page", "at"), CASES)
def test_every_text_of_the_files_is_plain_on_every_page(page, at):
    state = [{}, *STATES.get(page, ())][at]
    folds = dict.fromkeys(FOLDS, True)
    app = opened(page, **{UPLOADED: uploaded(), KEPT: OWN, "simulation_draws": 1_000, **folds, **state})
    assert obeyed(app) == set()
    assert shown_literally(app) > 0
