"""The numbers of the decision card as a reader takes them in: one unit and one rule for decimals in a sentence."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import floor, log10

from costmodel.analysis.decision_card.facts import of_hundred
from costmodel.analysis.sensitivity.levers import Lever
from costmodel.output.sensitivity_sentences import turned_texts, unit_text
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number
from costmodel.units import NOK_PER_MNOK

WHOLE_FROM, MILLIONS_FROM = 20.0, 1.0
"""MNOK: where the largest amount of a sentence is so large, none has a decimal; where it is less than the second, all are in kroner."""
HARDLY_A_DAY = 1e-3
"""Days: what a decimal year may lack of a whole one."""
SMALLEST = 1e-6
"""MNOK: less than a krone is nothing."""


def several_amounts(values: Sequence[float], *, beside: Sequence[float] = (), is_bare: bool = False, is_list: bool = False) -> list[str]:
    """Amounts of one sentence, MNOK, each with its unit; `beside` are others that say how exact they are.

    `is_bare` leaves the unit out, `is_list` on all but the last.
    """
    largest = max((abs(value) for value in (*values, *beside)), default=0.0)
    unit, scale, places = _scale(largest)
    shown = [number(value * scale, places) for value in _rounded(values, largest, unit)]
    with_unit = [text(f"card.amounts.{unit}", shown=item, value=1 if item == "1" else 2) for item in shown]
    if is_list:
        return [*shown[:-1], *with_unit[-1:]]
    return shown if is_bare else with_unit


def _scale(largest: float) -> tuple[str, float, int]:
    """Unit, how many of it a MNOK is, and decimals."""
    if largest < MILLIONS_FROM:
        return "kroner", NOK_PER_MNOK, 0
    return "millions", 1.0, 0 if largest >= WHOLE_FROM else 1


def _rounded(values: Sequence[float], largest: float, unit: str) -> list[float]:
    """Amounts in kroner with two figures of the largest."""
    if unit != "kroner":
        return list(values)
    step = 10.0 ** (floor(log10(max(largest, SMALLEST) * NOK_PER_MNOK)) - 1)
    return [round(value * NOK_PER_MNOK / max(step, 1.0)) * max(step, 1.0) / NOK_PER_MNOK for value in values]


def one_amount(value: float, beside: Sequence[float] = ()) -> str:
    """One amount; what rounds to nothing is less than what is shown at the least."""
    (bare,) = several_amounts([value], beside=beside, is_bare=True)
    if is_nothing_shown(bare):
        least = _least(max((abs(item) for item in (value, *beside)), default=0.0))
        return text("card.amounts.under", amount=several_amounts([least], beside=beside)[0])
    with_unit = several_amounts([value], beside=beside)[0]
    return with_unit if not bare.endswith(",0") else text("card.amounts.millions", shown=bare[:-2], value=1 if bare == "1,0" else 2)


def _least(largest: float) -> float:
    """The smallest amount that can be shown beside the largest, MNOK."""
    unit, scale, places = _scale(largest)
    if unit != "kroner":
        return 10.0**-places
    return max(10.0 ** (floor(log10(max(largest, SMALLEST) * scale)) - 1), 1.0) / scale


def is_nothing_shown(shown: str) -> bool:
    """Whether a number is read as 0."""
    return not any(digit in shown for digit in "123456789")


def often_text(share: float) -> str:
    """In how many of 100 draws; not «0» or «100» where it is not in none or in all."""
    if share in (0.0, 1.0):
        return text("card.often.all" if share else "card.often.none")
    count = of_hundred(share)
    case = {0: "almost_none", 100: "almost_all"}.get(count, "some")
    return text(f"card.often.{case}", count=count)


def count_text(share: float | None) -> str:
    """The same as a number in a table; a dash where there is none."""
    if share is None or share in (0.0, 1.0):
        return number(None if share is None else 100.0 * share)
    return {0: text("card.table.under"), 100: text("card.table.over")}.get(of_hundred(share), number(of_hundred(share)))


def turning_texts(lever: Lever, today: float, value: float) -> tuple[str, str]:
    """Today's position of a lever without unit where it has the other's, and where the answer turns, with its unit."""
    as_is, turned = turned_texts(lever, today, value)
    said = text.find(f"card.units.{lever.unit}")
    if said is None:
        return as_is, turned + unit_text(lever)
    return as_is, text(f"card.units.{lever.unit}", shown=turned, value=1 if turned == "1" else 2)


def month_text(moment: float) -> str:
    """The month of a decimal year."""
    year = floor(moment)
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return month_of(date(year, 1, 1) + timedelta(days=floor((moment - year) * days + HARDLY_A_DAY)))


def month_of(day: date) -> str:
    """The month of a date."""
    return text("card.calendar.month", month=text(f"card.months.{day.month}"), year=day.year)
