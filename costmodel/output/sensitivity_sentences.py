"""Sensitivity in sentences that can be read aloud: which sentence, with which numbers; the words stand in ``sensitivity.yaml``."""

import math
from collections.abc import Sequence

from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.flips import Flip, Flips
from costmodel.analysis.sensitivity.levers import Lever
from costmodel.analysis.sensitivity.one_way import Bar, Tornado
from costmodel.analysis.sensitivity.switching import MINUTES_LEVER, Kind, Switching
from costmodel.assumptions.records import AssumptionSet
from costmodel.output.input_labels import lever_field, lever_unit
from costmodel.output.labels import answer_label, answer_unit, name_in_language, option_in_sentence
from costmodel.texts.catalog import listed, text
from costmodel.texts.forms import write
from costmodel.texts.numbers import number, year
from costmodel.units import CALENDAR_YEAR, SHARE, SHARE_A_YEAR

EVERY_REALISATION = "benefits.*.realisation"
PERCENTAGES = (SHARE.symbol, SHARE_A_YEAR.symbol)
"""Units whose numbers are shown as per cent."""
MOST_DECIMALS = 4


def values_text(lever: Lever, values: Sequence[float]) -> list[str]:
    """Positions without unit, with as many decimals as it takes to tell them apart and to say how far apart they are."""
    factor, places, never = _factor(lever), _places(lever, values), text("sensitivity.never")
    return [never if not math.isfinite(value) else _text(lever, factor * value, places) for value in values]


def turned_texts(lever: Lever, today: float, value: float) -> tuple[str, str]:
    """Today's position, and one where the answer has turned: rounded away from today's, but not out of the likely span."""
    factor, first = _factor(lever), _places(lever, [today, value])
    rounded = {places: _away(factor * value, value > today, places) for places in range(first, MOST_DECIMALS + 1)}
    inside = (places for places, shown in rounded.items() if lever.is_whole or _is_inside(lever, shown / factor))
    places = next(inside, max(rounded))
    return _text(lever, factor * today, places), _text(lever, rounded[places], places)


def _away(value: float, is_up: bool, places: int) -> float:
    """Rounded up, or down."""
    step = 10.0**-places
    return (math.ceil if is_up else math.floor)(round(value / step, 6)) * step


def _is_inside(lever: Lever, value: float) -> bool:
    return (lever.low is None or value > lever.low) and (lever.high is None or value < lever.high)


def _factor(lever: Lever) -> float:
    return 100.0 if lever.unit in PERCENTAGES else 1.0


def _places(lever: Lever, values: Sequence[float]) -> int:
    """Decimals that tell the values apart."""
    factor = _factor(lever)
    finite = [factor * value for value in values if math.isfinite(value)]
    first = 0 if lever.is_whole else max([_natural_decimals(value) for value in finite], default=0)
    ends = [factor * end for end in (lever.low, lever.high) if end is not None]
    enough = (places for places in range(first, MOST_DECIMALS) if _is_told(finite, ends, places))
    return first if lever.is_whole else next(enough, MOST_DECIMALS)


def _is_told(values: Sequence[float], ends: Sequence[float], places: int) -> bool:
    """Whether rounding leaves the values as far apart as they are, and none looks like an end of the range that it is not."""
    allowed = 0.1 * (max(values, default=0.0) - min(values, default=0.0))
    apart = len(values) == 1 or all(abs(round(value, places) - value) <= allowed for value in values)
    return apart and all(round(value, places) != round(end, places) for value in values for end in ends if not math.isclose(value, end))


def _natural_decimals(value: float) -> int:
    """Three figures of numbers that need decimals, none of those that do not.

    >>> _natural_decimals(93.4), _natural_decimals(3.777), _natural_decimals(20.0)
    (0, 1, 0)
    """
    if round(value, 6) == round(value) or abs(value) >= 20:
        return 0
    return 1 if abs(value) >= 1 else 2


def _text(lever: Lever, value: float, places: int) -> str:
    shown = year(value) if lever.unit == CALENDAR_YEAR.symbol else number(value, places)
    return shown.rstrip("0").rstrip(",") if "," in shown else shown


def unit_text(lever: Lever) -> str:
    """The unit after a number, with its space; empty where the number says it all."""
    said = text.find(f"sensitivity.units.{lever.unit}")
    return f" {lever_unit(lever) if said is None else said}".rstrip()


def lever_name(lever: Lever) -> str:
    """The lever within a sentence."""
    return write(lever_subject(lever), "lower")


def lever_subject(lever: Lever) -> str:
    """The lever at the beginning of a sentence."""
    field = lever_field(lever)
    if len(lever.members) > 1:
        key = "every_row" if lever.is_every_row else "some_rows"
        return text(f"sensitivity.levers.{key}.{lever.register}", field=field, count=len(lever.members))
    return field if lever.row is None else text("sensitivity.levers.one_row", field=field, row=name_in_language(lever.row))


def range_text(lever: Lever) -> str:
    """The plausible range: 10–40 MNOK per år; empty where there is none."""
    if lever.low is None or lever.high is None:
        return ""
    low, high = values_text(lever, [lever.low, lever.high])
    return text(f"sensitivity.range.{'plain' if lever.low >= 0 else 'below_zero'}", low=low, high=high, unit=unit_text(lever))


def switching_sentence(item: Switching) -> str:
    """What it takes of one lever."""
    lever = item.lever
    if item.kind is Kind.FLAT:
        return text("sensitivity.switching.flat", subject=_subject(lever))
    if item.nearest is None:
        return text("sensitivity.switching.none", lever=lever_name(lever))
    if item.kind is not Kind.SEVERAL and lever.name == MINUTES_LEVER and lever.today == 0:
        return minutes_sentence(item)
    shown = [item.nearest] if item.kind is not Kind.SEVERAL else item.crossings
    today, *turns = values_text(lever, [lever.today, *(crossing.value for crossing in shown)])
    told = {"today": today, "unit": unit_text(lever), "plausibility": plausibility(item)}
    if item.kind is Kind.SEVERAL:
        return text("sensitivity.switching.several", lever=lever_name(lever), turns=listed(turns, "or"), **told)
    is_ever = text("sensitivity.never") not in (today, turns[0])
    way = "changed" if not is_ever else "up" if item.nearest.value > lever.today else "down"
    return text(f"sensitivity.switching.{way}", subject=_subject(lever), value=turns[0], **told)


def _subject(lever: Lever) -> str:
    return text("sensitivity.subjects.every_realisation") if lever.name == EVERY_REALISATION else lever_subject(lever)


def minutes_sentence(item: Switching) -> str:
    """What it takes of the minutes, from as many as before."""
    minutes = item.crossings[0].value
    size = _text(item.lever, abs(minutes), 1 if abs(minutes) >= 1 else 2)
    key = "minutes_saved" if minutes < 0 else "minutes_lost"
    return text(f"sensitivity.switching.{key}", minutes=size, plausibility=plausibility(item))


def plausibility(item: Switching) -> str:
    """Whether the nearest switching value is within the plausible range."""
    if item.is_plausible is None:
        return text("sensitivity.plausibility.unknown")
    return text(f"sensitivity.plausibility.{'inside' if item.is_plausible else 'outside'}", range=range_text(item.lever))


def flip_sentences(found: Flips) -> str:
    """What two sides must at least disagree on for the answer to differ."""
    if not found.sets:
        return text("sensitivity.flips.none")
    first = found.sets[0]
    moves, share = listed([flip_part(first, at) for at in range(found.size)]), 100 * first.share
    if found.size == 1:
        return text("sensitivity.flips.one", moves=moves, share=share)
    key = "several" if found.is_searched else "several_not_searched"
    return text(f"sensitivity.flips.{key}", count=_count(found.size), moves=moves, share=share)


def flip_part(flip: Flip, at: int) -> str:
    """One lever of a set: what it is instead of today's value."""
    lever, _ = flip.moves[at]
    today, value = values_text(lever, [lever.today, lever.position(flip.values)])
    return text("sensitivity.flips.move", lever=lever_name(lever), value=value, today=today, unit=unit_text(lever))


def tornado_takeaway(found: Tornado) -> str:
    """The longest bars of a tornado in one sentence."""
    bars = found.shown[:3]
    if not bars:
        return text("sensitivity.takeaway.none")
    low, high = ends_text(found.question, bars[0])
    names, unit = listed([lever_name(bar.lever) for bar in bars]), answer_unit(found.question.indicator)
    key = "several" if len(bars) > 1 else "one"
    return text(f"sensitivity.takeaway.{key}", levers=names, low=low, high=high, unit=unit)


def ends_text(question: Question, bar: Bar) -> tuple[str, str]:
    """The lower and the higher answer of a bar."""
    low, high = bar.lowest_and_highest
    return answer_text(question, low), answer_text(question, high)


def answer_text(question: Question, value: float) -> str:
    """An answer without unit: minutes and small amounts with a decimal."""
    return number(value, 1 if question.indicator == "break_even_minutes" or abs(value) < 20 else 0)


def question_text(question: Question, assumptions: AssumptionSet) -> str:
    """What the answer is: the indicator, and over what; of a choice, between which two options."""
    answer = {"answer": answer_label(question.indicator), "unit": answer_unit(question.indicator), "year": question.year}
    in_year = "" if question.year is None else "_year"
    if question.options is None:
        return text(f"sensitivity.question.lifetime{in_year}", **answer)
    first, second = (option_in_sentence(name, assumptions) for name in question.options)
    return text(f"sensitivity.question.decision{in_year}", first=first, second=second, **answer)


def grouped_sentences(found: Sequence[Switching]) -> list[str]:
    """A sentence for each lever with a switching value; one for all that have none, and one for all that do not matter."""
    told = [switching_sentence(item) for item in found if item.crossings]
    for kind, key in ((Kind.NONE, "none_of_these"), (Kind.FLAT, "flat_all")):
        names = [lever_name(item.lever) for item in found if item.kind is kind]
        told += [text(f"sensitivity.switching.{key}", levers=listed(names))] if names else []
    return told


def _count(number_of: int) -> str:
    return text.find(f"sensitivity.counts.{number_of}") or str(number_of)
