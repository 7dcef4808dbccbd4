"""Sentences in bokmål about what is not known and about published figures. Neutral: what is open, not what to think of it."""

from collections.abc import Sequence

from costmodel import AssumptionSet
from costmodel.analysis.open_questions import Ends, Unknown, Unknowns
from costmodel.analysis.published import Comparison
from costmodel.assumptions.rules import EVERY_BENEFIT
from costmodel.output.labels import OPTIONS
from costmodel.texts.numbers import number, percent
from costmodel.units import SHARE
from pages.components.differences import title_of, with_unit
from pages.components.life_or_now import LIFE
from pages.components.wording import millions

NO_BREAK = "\u00a0"
LEAD = (
    "Noen av de viktigste spørsmålene har ingen svart offentlig på. Her står de, slik forutsetningsfilene har dem: hvorfor de betyr noe, "
    "hvem som kan svare, hva modellen antar imens, og hva resultatet blir i hver ende av det trolige spennet. Ett spørsmål flyttes om "
    "gangen, alt annet er som i scenarioet."
)
NONE = "–"
NOT_ALLOWED = "Enden av spennet går ikke sammen med det du har endret, så resultatet kan ikke regnes ut her."


def short_name(item: Unknown, assumptions: AssumptionSet) -> str:
    """Name of the number, or of the field of every benefit, that stands in for the answer."""
    name = EVERY_BENEFIT + item.numbers[0].split(".")[-1] if len(item.numbers) > 1 else item.numbers[0]
    return title_of(name, item.record, assumptions)


def result_name(view: str, options: tuple[str, str]) -> str:
    """What the two results are called."""
    first, second = (OPTIONS[option].lower() for option in options)
    return "Netto nåverdi, hele levetiden" if view == LIFE else f"Fordel ved å {first} framfor å {second}, i nåverdi"


def takeaway(found: Unknowns, view: str, assumptions: AssumptionSet) -> str:
    """How many questions there are, which could move the result most, and how many could turn it round."""
    answered = [(item, ends) for item in found.questions if (ends := ends_of(item, view)) is not None]
    if not answered:
        return f"{len(found.questions)} spørsmål er åpne."
    widest, ends = max(answered, key=lambda pair: pair[1].swing)
    base = base_of(found, view)
    turning = sum(min(ends.low, ends.high) < 0 < max(ends.low, ends.high) for _, ends in answered)
    many = "Ingen av dem" if not turning else f"{turning} av dem"
    span = f"fra {millions(min(ends.low, ends.high))} til {millions(max(ends.low, ends.high))}, mot {millions(base)} nå"
    name = short_name(widest, assumptions).lower()
    return f"Av {len(found.questions)} åpne spørsmål kan «{name}» flytte resultatet mest: {span}. {many} kan alene snu fortegnet."


def ends_of(item: Unknown, view: str) -> Ends | None:
    """The ends of the result that is shown."""
    return item.lifetime if view == LIFE else item.decision


def base_of(found: Unknowns, view: str) -> float:
    """The result that is shown, as the scenario has it."""
    return found.lifetime if view == LIFE else found.decision


def assumed(item: Unknown, values: Sequence[float | None]) -> str:
    """What the model takes meanwhile; several values where the benefits differ."""
    known = list(dict.fromkeys(values))
    return " / ".join(with_unit(value, item.record) for value in known)


def agreement(found: Sequence[Comparison]) -> str:
    """How many published figures the model lands on."""
    hit = sum(item.agrees for item in found)
    return f"Modellen treffer {hit} av {len(found)} publiserte tall innenfor 5{NO_BREAK}%, og {len(found) - hit} treffer den ikke."


def figure_text(value: float | None, item: Comparison) -> str:
    """A figure in its unit."""
    if item.figure.unit == SHARE.symbol:
        return percent(value, 1)
    return number(value, 1 if item.figure.unit.startswith("MNOK") else 0)


def published_text(item: Comparison) -> str:
    """What was published: one number or a range."""
    return "–".join(dict.fromkeys(figure_text(value, item) for value in (item.figure.low, item.figure.high)))


def gap_text(item: Comparison) -> str:
    """How far the model is from what was published, in per cent of the nearest end."""
    if item.model is None:
        return NONE
    nearest = min((item.figure.low, item.figure.high), key=lambda end: abs(end - (item.model or 0.0)))
    within = item.figure.low <= item.model <= item.figure.high
    return "i spennet" if within and item.figure.low != item.figure.high else percent((item.model - nearest) / nearest if nearest else 0.0)
