"""How sure it is that one scenario is cheaper or better than another, both drawn with the same uncertain numbers."""

from costmodel.analysis.uncertainty.paired import Difference
from costmodel.texts.numbers import number
from pages.answers.uncertainty import Chances
from pages.components.live import NO_BREAK, chance
from pages.components.tables import Row

ABOUT = (
    "Begge scenarioer trekkes med de samme usikre tallene, mange ganger. Et tall som et scenario har flyttet, er kjent i det "
    "scenarioet. Under sannsynligheten: spennet for forskjellen fra P10 til P90."
)
HEADS = ("Scenarioer", "Sannsynlighet for at A er billigere enn B", "Sannsynlighet for at A har høyest netto nåverdi")


def chance_row(first: str, second: str, found: Chances) -> Row:
    """One pair of scenarios as a row."""
    return Row(f"A: {first}. B: {second}", tuple(_chance(item) for item in found), tuple(_span(item) for item in found))


def _chance(found: Difference) -> str:
    return "like" if found.low == found.high == 0 else chance(found.probability)


def _span(found: Difference) -> str:
    """The span of the difference, and where it is smaller than what is known."""
    doubt = "" if found.is_clear or found.low == found.high else "; mindre enn det vi vet"
    return f"{number(found.low)} til {number(found.high)}{NO_BREAK}MNOK{doubt}"
