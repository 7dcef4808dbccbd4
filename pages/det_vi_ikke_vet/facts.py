"""Which sentence about what is not known and about published figures, with which numbers."""

from collections.abc import Sequence
from pathlib import Path

from costmodel import AssumptionSet
from costmodel.analysis.open_questions import SOCIETY, Ends, Unknown, Unknowns
from costmodel.analysis.published import Comparison
from costmodel.assumptions.rules import over_rows
from costmodel.output.charts.open_questions import QuestionBar
from costmodel.output.labels import option_in_sentence, party_label
from costmodel.texts.catalog import Catalog
from costmodel.texts.numbers import number, percent
from costmodel.units import SHARE
from pages.components.differences import title_of, value_text, with_unit
from pages.components.layout import SMALL_MNOK
from pages.components.life_or_now import LIFE, NOW, view_name

NONE = "–"
PARTIES = ("others", "hospitals", "gps", SOCIETY)
"""Those whose part in the choice is told beside the municipality's own."""
MOST_VALUES = 3
"""So many values are told one by one of a number that several rows of a register have."""
text = Catalog(Path(__file__).parent)


def short_name(item: Unknown, assumptions: AssumptionSet) -> str:
    """Name of the number, or of the field of every row of a register, that stands in for the answer."""
    first = item.numbers[0]
    return title_of(over_rows(first) if len(item.numbers) > 1 else first, assumptions)


def views(found: Unknowns, *, is_ahead: bool) -> list[str]:
    """The results that the chart can show; that of society where there are others than those studied.

    `is_ahead`: all lies after the decision, so that the whole life is what now.
    """
    return [*([] if is_ahead else [LIFE]), NOW, *([SOCIETY] if found.parties else [])]


def name_of_view(view: str) -> str:
    """A view as the reader chooses it."""
    return text("view.society") if view == SOCIETY else view_name(view)


def result_name(view: str, options: tuple[str, str], assumptions: AssumptionSet) -> str:
    """What a result is called: of the life, of the choice, or of the choice for one of the parties."""
    first, second = (option_in_sentence(option, assumptions) for option in options)
    key = view if view in (LIFE, NOW, SOCIETY) else "party"
    return text(f"results.{key}", first=first, second=second, party="" if key != "party" else party_label(view))


def takeaway(found: Unknowns, view: str, assumptions: AssumptionSet) -> str:
    """How many questions there are, which could move the result most, and how many could turn it round."""
    answered = [(item, ends) for item in found.questions if (ends := ends_of(item, view)) is not None]
    if not answered:
        return text("chart.takeaway.unanswered", count=len(found.questions))
    widest, ends = max(answered, key=lambda pair: pair[1].swing)
    now = base_of(found, view)
    turning = sum(min(ends.low * now, ends.high * now) < 0 for _, ends in answered)
    span = {"low": min(ends.low, ends.high), "high": max(ends.low, ends.high), "now": now}
    key, name = f"chart.takeaway.{'some' if turning else 'none'}", short_name(widest, assumptions)
    return text(key, count=len(found.questions), name=name, turning=turning, **span)


def ends_of(item: Unknown, view: str) -> Ends | None:
    """The ends of a result: of the life, of the choice, or of the choice for one of the parties."""
    return {LIFE: item.lifetime, NOW: item.decision, **item.parties}.get(view)


def base_of(found: Unknowns, view: str) -> float:
    """The same result as the scenario has it."""
    return {LIFE: found.lifetime, NOW: found.decision, **found.parties}[view]


def amounts_text(amounts: Sequence[float]) -> tuple[str, ...]:
    """Amounts that stand beside each other in MNOK, with a decimal where all are small."""
    places = 1 if max(map(abs, amounts)) < SMALL_MNOK else 0
    return tuple(number(amount, places) for amount in amounts)


def ends_with_results(bar: QuestionBar) -> tuple[str, str]:
    """The result at each end of a bar, with the end that gives it."""
    low, high = amounts_text((bar.ends.low, bar.ends.high))
    return text("chart.end", result=low, end=bar.low), text("chart.end", result=high, end=bar.high)


def end_text(item: Unknown, assumptions: AssumptionSet, *, is_high: bool) -> str:
    """The end of the range with its unit; of several numbers that do not end alike, only which end it is."""
    records = [assumptions.quantities[name] for name in item.numbers]
    values = {record.high if is_high else record.low for record in records}
    if len(values) > 1:
        return text("questions.high_end" if is_high else "questions.low_end")
    return with_unit(values.pop(), item.record)


def meanwhile(item: Unknown, assumptions: AssumptionSet) -> str:
    """What the model takes until somebody answers; several values where the rows of a register differ, their range where they are many."""
    known = list(dict.fromkeys(assumptions.quantities[name].value for name in item.numbers))
    told = " / ".join(with_unit(value, item.record) for value in known)
    if len(known) > MOST_VALUES:
        least, most = (end(value for value in known if value is not None) for end in (min, max))
        told = text("questions.range", low=value_text(least, item.record), high=with_unit(most, item.record))
    return text("questions.meanwhile", name=short_name(item, assumptions), value=told)


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
