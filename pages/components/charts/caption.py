"""What stands with every chart, so that a picture of it says what it is of: scenario, municipality, prices, fingerprint."""

from html import escape

from costmodel.analysis.municipal.prices import PriceBasis
from costmodel.output.labels import everybody
from pages.components.differences import count_of, count_text
from pages.components.frame.scenario import name as scenario_name
from pages.components.prices import prices
from pages.components.words import text
from pages.session.state import assumptions_in_force, current_choices, municipality, session_scenario


def caption(scenario: str = "", shown_prices: str = "", whom: str = "") -> str:
    """As HTML, of the session's scenario and municipality and in the prices of its results where nothing else is said."""
    assumptions, who = assumptions_in_force(), municipality()
    basis = shown_prices or prices(PriceBasis.PRICE_YEAR, int(session_scenario(assumptions, who).setting("price_year")))
    facts = {"scenario": scenario or _in_force(), "municipality": whom or who or everybody(), "prices": basis}
    return f'<p class="chart-caption">{escape(text("chart_caption", fingerprint=assumptions.hash[:12], **facts))}</p>'


def _in_force() -> str:
    """The session's scenario by name, with how much it changes."""
    name, count = scenario_name(assumptions_in_force()), count_of(current_choices(assumptions_in_force()))
    return text("chart_scenario", name=name, changes=count_text(count)) if count else name
