"""How sure it is that one scenario is cheaper or better than another, both drawn with the same uncertain numbers."""

import streamlit as st

from costmodel import Appraisal, Scenario
from costmodel.analysis.uncertainty.measures import PRESENT_COST
from costmodel.analysis.uncertainty.paired import Difference, compare
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.texts.numbers import number
from pages.components.live import NO_BREAK, chance, give_way
from pages.components.tables import Row

DRAWS, DRAWS_OF_ALL = 4_000, 256
"""Where every municipality is appraised, a draw costs as many times as much as there are municipalities."""
ABOUT = (
    "Begge scenarioer trekkes med de samme usikre tallene, mange ganger. Et tall som et scenario har flyttet, er kjent i det "
    "scenarioet. Under sannsynligheten: spennet for forskjellen fra P10 til P90."
)
HEADS = ("Scenarioer", "Sannsynlighet for at A er billigere enn B", "Sannsynlighet for at A har høyest netto nåverdi")
Chances = tuple[Difference, Difference]
"""Cost of B less that of A in present value; net present value of A less that of B."""


def chances_of(first: Appraisal, second: Appraisal) -> Chances:
    """The two differences between scenarios of the page."""
    give_way()
    one, other = first.scenario, second.scenario
    return _chances(one, other, _key(one), _key(other))


def _key(scenario: Scenario) -> tuple[object, ...]:
    moved = tuple(sorted((name, float(array.flat[0])) for name, array in scenario.values.items()))
    return scenario.assumptions.hash, scenario.municipality, scenario.participant_set, moved


@st.cache_resource(max_entries=64, show_spinner="Regner ut sannsynligheter")
def _chances(_first: Scenario, _second: Scenario, first_key: tuple[object, ...], second_key: tuple[object, ...]) -> Chances:
    del first_key, second_key
    plan = Plan(DRAWS if _first.municipality else DRAWS_OF_ALL)
    return compare(_second, _first, PRESENT_COST, plan), compare(_first, _second, "npv", plan)


def chance_row(first: str, second: str, found: Chances) -> Row:
    """One pair of scenarios as a row."""
    return Row(f"A: {first}. B: {second}", tuple(_chance(item) for item in found), tuple(_span(item) for item in found))


def _chance(found: Difference) -> str:
    return "like" if found.low == found.high == 0 else chance(found.probability)


def _span(found: Difference) -> str:
    """The span of the difference, and where it is smaller than what is known."""
    doubt = "" if found.is_clear or found.low == found.high else "; mindre enn det vi vet"
    return f"{number(found.low)} til {number(found.high)}{NO_BREAK}MNOK{doubt}"
