"""What the first visitor would wait for, done before anybody is let in."""

import ast
import gc
import logging
from pathlib import Path

ROOT = Path(__file__).parents[1]


def warm_up() -> None:
    """Import, load and draw what the first visitor would wait for; then leave it out of every later garbage collection."""
    try:
        import_for_pages()
        draw_base_case()
    except Exception:  # such as a fault in an assumption file: the app starts, and its pages say what is wrong
        logging.getLogger(__name__).exception("The first page could not be prepared. Open the app to see why.")
    gc.collect()
    gc.freeze()


def import_for_pages() -> None:
    """Run the import lines of the frame and of every page: Streamlit runs the pages themselves only once somebody asks."""
    for path in (ROOT / "app.py", *sorted((ROOT / "pages").glob("*/page.py"))):
        lines: list[ast.stmt] = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.Import | ast.ImportFrom)]
        exec(compile(ast.Module(lines, []), path, "exec"), {})


def draw_base_case() -> None:
    """What the first page does, without the page: its assumptions, its draws and what it imports are kept."""
    from costmodel import appraise, to_dict
    from costmodel.analysis.uncertainty.live import spread
    from costmodel.analysis.uncertainty.measures import Period
    from costmodel.assumptions.records import REFERENCE_MUNICIPALITY
    from costmodel.output.charts.yearly import yearly_chart
    from pages.session.state import base_scenario, shared_assumptions

    base = base_scenario(shared_assumptions(), REFERENCE_MUNICIPALITY)
    yearly_chart(to_dict(appraise(base))).to_json()
    year = int(base.setting("decision_year"))
    spread(base, Period.LIFETIME, year, check=lambda: None)  # scipy is slow to import
