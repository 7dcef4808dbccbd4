"""Which sentence about what is not known and about published figures, with which numbers."""

from collections.abc import Sequence
from pathlib import Path

from costmodel import AssumptionSet
from costmodel.analysis.open_questions import Ends, Unknown, Unknowns
from costmodel.analysis.published import Comparison
from costmodel.assumptions.rules import EVERY_BENEFIT
from costmodel.output.labels import option_in_sentence
from costmodel.texts.catalog import Catalog
from costmodel.texts.numbers import number, percent
from costmodel.units import SHARE
from pages.components.differences import title_of, with_unit
from pages.components.life_or_now import LIFE

NONE = "–"
text = Catalog(Path(__file__).parent)


def short_name(item: Unknown, assumptions: AssumptionSet) -> str:
    """Name of the number, or of the field of every benefit, that stands in for the answer."""
    name = EVERY_BENEFIT + item.numbers[0].split(".")[-1] if len(item.numbers) > 1 else item.numbers[0]
    return title_of(name, item.record, assumptions)


def result_name(view: str, options: tuple[str, str]) -> str:
    """What the two results are called."""
    first, second = (option_in_sentence(option) for option in options)
    return text(f"results.{view}", first=first, second=second)


def takeaway(found: Unknowns, view: str, assumptions: AssumptionSet) -> str:
    """How many questions there are, which could move the result most, and how many could turn it round."""
    answered = [(item, ends) for item in found.questions if (ends := ends_of(item, view)) is not None]
    if not answered:
        return text("chart.takeaway.unanswered", count=len(found.questions))
    widest, ends = max(answered, key=lambda pair: pair[1].swing)
    turning = sum(min(ends.low, ends.high) < 0 < max(ends.low, ends.high) for _, ends in answered)
    span = {"low": min(ends.low, ends.high), "high": max(ends.low, ends.high), "now": base_of(found, view)}
    key, name = f"chart.takeaway.{'some' if turning else 'none'}", short_name(widest, assumptions)
    return text(key, count=len(found.questions), name=name, turning=turning, **span)


def ends_of(item: Unknown, view: str) -> Ends | None:
    """The ends of the result that is shown."""
    return item.lifetime if view == LIFE else item.decision


def base_of(found: Unknowns, view: str) -> float:
    """The result that is shown, as the scenario has it."""
    return found.lifetime if view == LIFE else found.decision


def meanwhile(item: Unknown, assumptions: AssumptionSet) -> str:
    """What the model takes until somebody answers; several values where the benefits differ."""
    known = dict.fromkeys(assumptions.quantities[name].value for name in item.numbers)
    value = " / ".join(with_unit(value, item.record) for value in known)
    return text("questions.meanwhile", name=short_name(item, assumptions), value=value)


def agreement(found: Sequence[Comparison]) -> str:
    """How many published figures the model lands on."""
    hit = sum(item.agrees for item in found)
    return text("published.title", hit=hit, all=len(found), missed=len(found) - hit)


def figure_text(value: float | None, item: Comparison) -> str:
    """A figure in its unit."""
    if item.figure.unit == SHARE.symbol:
        return percent(value, 1)
    return number(value, 1 if item.figure.unit.startswith("MNOK") else 0)


def published_text(item: Comparison) -> str:
    """What was published: one number or a range."""
    return "–".join(dict.fromkeys(figure_text(value, item) for value in (item.figure.low, item.figure.high)))


def model_text(item: Comparison) -> str:
    """What the model gives: one number or a range."""
    ends = (item.model,) if item.up_to is None else (item.model, item.up_to)
    return "–".join(figure_text(value, item) for value in ends)


def gap_text(item: Comparison) -> str:
    """How far the model is from what was published, in per cent of the nearest end."""
    if item.model is None:
        return NONE
    low, high, model = item.figure.low, item.figure.high, item.model
    if (low <= model <= high and low != high) or (item.up_to is not None and model <= high and low <= item.up_to):
        return text("published.within")
    nearest = min((low, high), key=lambda end: abs(end - model))
    return percent((model - nearest) / nearest if nearest else 0.0)
