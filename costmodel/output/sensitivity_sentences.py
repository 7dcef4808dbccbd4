"""Sensitivity in sentences of bokmål that can be read aloud. Neutral: they say what would change the answer, not that it should."""

import math
from collections.abc import Sequence

from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.flips import Flip, Flips
from costmodel.analysis.sensitivity.levers import Lever
from costmodel.analysis.sensitivity.one_way import Bar, Tornado
from costmodel.analysis.sensitivity.switching import MINUTES, Kind, Switching
from costmodel.output.input_labels import lever_label, lever_unit
from costmodel.output.labels import answer_label, answer_unit
from costmodel.texts.numbers import number, year
from costmodel.units import CALENDAR_YEAR, EXPONENT, SHARE, SHARE_A_YEAR, WHOLE_YEARS

NEVER = "aldri"
SUBJECTS = {"benefits.*.realisation": "Gevinstene"}
"""What is easier said in another word than the lever's name."""
PERCENTAGES = {SHARE.symbol: "prosent", SHARE_A_YEAR.symbol: "prosent i året"}
MOST_DECIMALS = 4
UNITS = {**PERCENTAGES, CALENDAR_YEAR.symbol: "", EXPONENT.symbol: "", WHOLE_YEARS.symbol: "år"}
"""What is said of a unit that is not said as the files write it."""
COUNTS = ("ingen", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti")


def values_text(lever: Lever, values: Sequence[float]) -> list[str]:
    """Positions without unit, with as many decimals as it takes to tell them apart and to say how far apart they are."""
    factor = 100.0 if lever.unit in PERCENTAGES else 1.0
    finite = [factor * value for value in values if math.isfinite(value)]
    allowed = 0.1 * (max(finite, default=0.0) - min(finite, default=0.0))
    first = 0 if lever.is_whole else max([_natural_decimals(value) for value in finite], default=0)
    enough = (places for places in range(first, MOST_DECIMALS) if all(abs(round(value, places) - value) <= allowed for value in finite))
    places = first if lever.is_whole or len(finite) == 1 else next(enough, MOST_DECIMALS)
    return [NEVER if not math.isfinite(value) else _text(lever, factor * value, places) for value in values]


def _natural_decimals(value: float) -> int:
    """Three figures of numbers that need decimals, none of those that do not.

    >>> _natural_decimals(93.4), _natural_decimals(3.777), _natural_decimals(20.0)
    (0, 1, 0)
    """
    if round(value, 6) == round(value) or abs(value) >= 20:
        return 0
    return 1 if abs(value) >= 1 else 2


def _text(lever: Lever, value: float, places: int) -> str:
    text = year(value) if lever.unit == CALENDAR_YEAR.symbol else number(value, places)
    return text.rstrip("0").rstrip(",") if "," in text else text


def unit_text(lever: Lever) -> str:
    """The unit after a number, with its space; empty where the number says it all."""
    return f" {UNITS[lever.unit]}".rstrip() if lever.unit in UNITS else f" {lever_unit(lever)}"


def lever_name(lever: Lever) -> str:
    """The lever within a sentence."""
    label = lever_label(lever)
    return label[0].lower() + label[1:].replace(", ", " for ", 1)


def range_text(lever: Lever) -> str:
    """The plausible range: 10–40 MNOK per år; empty where there is none."""
    if lever.low is None or lever.high is None:
        return ""
    low, high = values_text(lever, [lever.low, lever.high])
    joint = "–" if lever.low >= 0 else " til "
    return f"{low}{joint}{high}{unit_text(lever)}"


def switching_sentence(item: Switching) -> str:
    """What it takes of one lever."""
    name, subject = lever_name(item.lever), SUBJECTS.get(item.lever.name, lever_label(item.lever).replace(", ", " for ", 1))
    if item.kind is Kind.FLAT:
        return f"{subject} har ingenting å si for svaret."
    if item.nearest is None:
        return f"Ingen verdi av {name} alene endrer svaret."
    if item.kind is Kind.SEVERAL:
        today, *turns = values_text(item.lever, [item.lever.today, *(crossing.value for crossing in item.crossings)])
        return f"Svaret snur når {name} går fra {today} til {_listed(turns, 'eller')}{unit_text(item.lever)}{plausibility(item)}."
    if item.lever.name == MINUTES and item.lever.today == 0:
        return minutes_sentence(item)
    today, value = values_text(item.lever, [item.lever.today, item.nearest.value])
    way = "opp" if item.nearest.value > item.lever.today else "ned"
    how = "endres" if NEVER in (today, value) else way
    return f"{subject} må {how} fra {today} til {value}{unit_text(item.lever)}{plausibility(item)}."


def minutes_sentence(item: Switching) -> str:
    """What it takes of the minutes, from as many as before."""
    minutes = item.crossings[0].value
    size = _text(item.lever, abs(minutes), 1 if abs(minutes) >= 1 else 2)
    if minutes < 0:
        return f"Hver ansatt må spare {size} minutter per arbeidsdag, utover det gevinstene regner med{plausibility(item)}."
    return f"Svaret snur når hver ansatt bruker {size} minutter mer per arbeidsdag{plausibility(item)}."


def plausibility(item: Switching) -> str:
    """Whether the nearest switching value is within the plausible range."""
    if item.is_plausible is None:
        return ", uten oppgitt trolig spenn"
    return f", {'innenfor' if item.is_plausible else 'utenfor'} det trolige ({range_text(item.lever)})"


def flip_sentences(found: Flips) -> str:
    """What two sides must at least disagree on for the answer to differ."""
    if not found.sets:
        return "Ingen uenighet innenfor de trolige spennene ble funnet som snur svaret."
    first = found.sets[0]
    moved = _listed([flip_part(first, at) for at in range(found.size)], "og")
    share = f"{number(100 * first.share)} prosent av veien fra dagens verdi mot enden av det trolige spennet"
    if found.size == 1:
        return f"Det er nok å være uenig om én ting: {moved}. Det er {share}."
    least = "Ingen færre ble funnet" if found.is_searched else "Det er søkt én for én, så færre kan være nok"
    return f"Det må uenighet om {_count(found.size)} ting til: {moved}. Hver av dem er da flyttet {share}. {least}."


def flip_part(flip: Flip, at: int) -> str:
    """One lever of a set: what it is instead of today's value."""
    lever, _ = flip.moves[at]
    today, value = values_text(lever, [lever.today, lever.position(flip.values)])
    return f"{lever_name(lever)} {value} i stedet for {today}{unit_text(lever)}"


def takeaway(found: Tornado) -> str:
    """The longest bars of a tornado in one sentence."""
    bars = found.shown[:3]
    if not bars:
        return "Ingen av dem flytter svaret."
    names = _listed([lever_name(bar.lever) for bar in bars], "og")
    low, high = ends_text(found.question, bars[0])
    unit = answer_unit(found.question.indicator)
    alone = f"Den første alene flytter svaret fra {low} til {high} {unit}"
    return f"Mest betyr {names}. {alone}." if len(bars) > 1 else f"Bare {names} betyr noe: fra {low} til {high} {unit}."


def ends_text(question: Question, bar: Bar) -> tuple[str, str]:
    """The lower and the higher answer of a bar."""
    low, high = sorted((bar.at_low, bar.at_high))
    return answer_text(question, low), answer_text(question, high)


def answer_text(question: Question, value: float) -> str:
    """An answer without unit: minutes and small amounts with a decimal."""
    return number(value, 1 if question.indicator == "break_even_minutes" or abs(value) < 20 else 0)


def question_text(question: Question, options: tuple[str, str]) -> str:
    """What the answer is: the indicator, and over what; `options` are those of the decision, in bokmål."""
    name, unit = answer_label(question.indicator), answer_unit(question.indicator)
    when = f" i {question.year}" if question.year is not None else ""
    first, second = (text.lower() for text in options)
    what = f"å {first} minus å {second}" if question.is_decision else "hele levetiden"
    return f"{name}{when}, {unit}, {what}"


def grouped_sentences(found: Sequence[Switching]) -> list[str]:
    """A sentence for each lever with a switching value; one for all that have none, and one for all that do not matter."""
    told = [switching_sentence(item) for item in found if item.crossings]
    for kind, start in ((Kind.NONE, "Ingen verdi av disse alene endrer svaret"), (Kind.FLAT, "Disse har ingenting å si for svaret")):
        names = [lever_name(item.lever) for item in found if item.kind is kind]
        told += [f"{start}: {_listed(names, 'og')}."] if names else []
    return told


def _count(number_of: int) -> str:
    return COUNTS[number_of] if number_of < len(COUNTS) else str(number_of)


def _listed(items: Sequence[str], word: str) -> str:
    """Items with commas and a word before the last.

    >>> _listed(["a", "b", "c"], "og")
    'a, b og c'
    """
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}"
