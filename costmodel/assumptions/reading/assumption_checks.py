"""Rules within one assumption, beyond the types of its fields, and what in it is worth a warning."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from costmodel.assumptions.parameters import BENEFIT_UNITS, BUDGET_UNITS, HARD_LIMITS, LIMITS, Limits
from costmodel.assumptions.reading.provenance_checks import date_faults, in_future, origin_faults, overdue, source_faults
from costmodel.assumptions.records import Assumption, Confidence, Distribution, OpenQuestion
from costmodel.assumptions.rules import MAY_BE_EMPTY, allowed_number, is_whole_enough, unit_of, year_faults
from costmodel.faults import Fault, Note, number_text, shown
from costmodel.units import Unit

WIDE_RANGE = "lav tillit og spennet"
"""How the warning of a wide range begins, by which such warnings can be told from others."""
WIDE = 1.0
"""A plausible range wider than this share of the value (wider than the value itself) is worth a warning where confidence is low."""


@dataclass(frozen=True)
class Subject:
    """An assumption under check, and what it is checked against."""

    name: str
    """``platform_cost``, ``benefits.KEY.FIELD`` or ``budget.NAME``; ``fields.FIELD`` for the common part of a benefit's field."""
    item: Assumption
    """The assumption, with neutral fillers for what could not be read."""
    years: frozenset[int]
    """Years of the price index; empty where it could not be read."""
    sources: frozenset[str] | None
    """Ids of the sources; None where they could not be read."""
    today: date

    @property
    def unit(self) -> Unit | None:
        """The unit in which the engine takes the number."""
        section, _, name = self.name.rpartition(".")
        beside = {"fields": BENEFIT_UNITS, "budget": BUDGET_UNITS}.get(section)
        return unit_of(self.name) if beside is None else beside.get(name)

    @property
    def limits(self) -> Limits:
        """What the model can bear of the number; no limits where it has no such number."""
        unbounded = Limits(-math.inf, math.inf)
        by_unit = LIMITS.get(self.unit, unbounded) if self.unit else unbounded
        return HARD_LIMITS.get(self.name.split(".")[-1], by_unit)


Check = Callable[[Subject], Iterator[Fault]]
"""A rule: yields faults whose name is the field at fault, without place."""


def _unit(subject: Subject) -> Iterator[Fault]:
    unit, written = subject.unit, subject.item.unit
    if unit is not None and written != unit.symbol:
        action = "Rett enheten. Gjelder tallet en annen enhet, må det regnes om."
        yield Fault("", "unit", f"«{shown(written)}»", f"enheten «{unit.symbol}», som beregningen bruker", action)


def _bounds(subject: Subject) -> Iterator[Fault]:
    item = subject.item
    if item.minimum > item.maximum:
        yield Fault("", "minimum", number_text(item.minimum), f"høyst maximum, {number_text(item.maximum)}", "Rett den ene av dem.")


def _bearable(field: str) -> Check:
    def check(subject: Subject) -> Iterator[Fault]:
        number: float = getattr(subject.item, field)
        lowest, highest = subject.limits
        if not lowest <= number <= highest:
            allowed = f"modellen tåler {allowed_number(None, lowest, highest)}"
            yield Fault("", field, number_text(number), allowed, f"Rett {field}.")

    return check


def _range(subject: Subject) -> Iterator[Fault]:
    low, high = subject.item.low, subject.item.high
    if low is not None and high is not None and low > high:
        yield Fault("", "low", number_text(low), f"høyst high, {number_text(high)}", "Bytt om low og high, eller rett den ene.")
    if (low is None) != (high is None):
        missing, given = ("low", "high") if low is None else ("high", "low")
        yield Fault("", missing, f"bare {given}", "både low og high, eller ingen av dem", f"Legg til {missing}, eller slett {given}.")


def _distribution(subject: Subject) -> Iterator[Fault]:
    item = subject.item
    kind, low, high = Distribution(item.distribution), item.low, item.high
    if low is None and high is None:
        if kind != Distribution.FIXED:
            action = "Legg til low og high, eller skriv distribution: fixed."
            yield Fault("", "distribution", f"{kind} uten low og high", "fixed når tallet ikke har noe spenn", action)
    elif low is not None and high is not None:
        needs = _NEEDS.get(kind)
        if needs and not needs[0](low, high):
            found = f"{kind} med spennet {number_text(low)} til {number_text(high)}"
            yield Fault("", "distribution", found, needs[1], "Velg en annen fordeling, eller rett low og high.")


_NEEDS: dict[Distribution, tuple[Callable[[float, float], bool], str]] = {
    Distribution.FIXED: (lambda low, high: False, "fixed bare når tallet ikke har noe spenn"),
    Distribution.LOGNORMAL: (lambda low, high: low > 0, "lognormal bare når low er over 0"),
    Distribution.BETA: (lambda low, high: low != high, "beta bare når low og high er ulike"),
}
"""What a distribution needs of the range, and that in words."""


def _within(field: str) -> Check:
    def check(subject: Subject) -> Iterator[Fault]:
        number: float | None = getattr(subject.item, field)
        item = subject.item
        if number is not None and item.minimum <= item.maximum and not item.minimum <= number <= item.maximum:
            allowed = allowed_number(None, item.minimum, item.maximum)
            lowest, highest = subject.limits
            widen = f", eller utvid minimum og maximum. Modellen tåler {allowed_number(None, lowest, highest)}"
            action = f"Rett tallet{widen if lowest <= number <= highest else ''}."
            yield Fault("", field, number_text(number), allowed, action)

    return check


def _whole(subject: Subject) -> Iterator[Fault]:
    value = subject.item.value
    if value is not None and not is_whole_enough(value, subject.unit):
        yield Fault("", "value", number_text(value), "et helt tall", f"Skriv et helt tall: {number_text(round(value))}")


def _empty(subject: Subject) -> Iterator[Fault]:
    if subject.item.value is None and subject.name not in MAY_BE_EMPTY:
        allowed = allowed_number(subject.unit, subject.item.minimum, subject.item.maximum)
        yield Fault("", "value", "en tom verdi", allowed, f"Skriv et tall. Bare {', '.join(MAY_BE_EMPTY)} kan være tom.")


def _price_year(subject: Subject) -> Iterator[Fault]:
    unit, year = subject.unit, subject.item.price_year
    if unit is None:
        return
    if unit.money and year is None:
        yield Fault("", "price_year", "ingenting", "et prisår for beløp i " + unit.symbol, "Legg til price_year, for eksempel 2024.")
    elif not unit.money and year is not None:
        yield Fault("", "price_year", str(year), f"ingen price_year for enheten «{unit.symbol}»", "Slett price_year.")
    elif year is not None:
        yield from year_faults("price_year", year, subject.years)


def _value_in_index(subject: Subject) -> Iterator[Fault]:
    if subject.name == "price_year" and subject.item.value is not None:
        yield from (Fault("", "value", f.found, f.allowed, f.action) for f in year_faults("", int(subject.item.value), subject.years))


def _origin(subject: Subject) -> Iterator[Fault]:
    yield from origin_faults(subject.item)


def _source(subject: Subject) -> Iterator[Fault]:
    yield from source_faults(subject.item, subject.sources)


def _question(subject: Subject) -> Iterator[Fault]:
    given = {field: getattr(subject.item, field) for field in OpenQuestion.model_fields}
    if any(given.values()):
        for field in (field for field, text in given.items() if text is None):
            allowed = "question, why_it_matters og who_knows sammen, eller ingen av dem"
            yield Fault("", field, "ingenting", allowed, f"Legg til {field}.")


def _dates(subject: Subject) -> Iterator[Fault]:
    yield from date_faults(subject.item)


CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    (frozenset({"unit"}), _unit),
    (frozenset({"minimum", "maximum"}), _bounds),
    (frozenset({"minimum"}), _bearable("minimum")),
    (frozenset({"maximum"}), _bearable("maximum")),
    (frozenset({"low", "high"}), _range),
    (frozenset({"value", "low", "high", "distribution"}), _distribution),
    (frozenset({"value", "minimum", "maximum"}), _within("value")),
    (frozenset({"low", "minimum", "maximum"}), _within("low")),
    (frozenset({"high", "minimum", "maximum"}), _within("high")),
    (frozenset({"value"}), _whole),
    (frozenset({"value"}), _empty),
    (frozenset({"price_year"}), _price_year),
    (frozenset({"value"}), _value_in_index),
    (frozenset({"basis", "source", "page", "how", "why"}), _origin),
    (frozenset({"source"}), _source),
    (frozenset({"valid_from", "review_by"}), _dates),
    (frozenset(OpenQuestion.model_fields), _question),
)
"""Each rule with the fields that it needs: a field that could not be read silences the rules that need it."""


def _outside(subject: Subject) -> Iterator[Fault]:
    item = subject.item
    if item.value is not None and item.low is not None and item.high is not None and not item.low <= item.value <= item.high:
        allowed = f"et tall fra low {number_text(item.low)} til high {number_text(item.high)}"
        yield Note("", "value", number_text(item.value), allowed, "Se om spennet fortsatt er riktig.")


def _overdue(subject: Subject) -> Iterator[Fault]:
    yield from overdue(subject.item, subject.today)


def _in_future(subject: Subject) -> Iterator[Fault]:
    yield from in_future(subject.item, subject.today)


def _wide(subject: Subject) -> Iterator[Fault]:
    item = subject.item
    if item.confidence != Confidence.LOW or item.value is None or item.low is None or item.high is None:
        return
    if item.high - item.low > WIDE * abs(item.value):
        found = f"{WIDE_RANGE} {number_text(item.low)} til {number_text(item.high)} om verdien {number_text(item.value)}"
        allowed = f"et spenn på høyst {100 * WIDE:.0f} % av verdien når tilliten er lav"
        yield Note("", "low", found, allowed, "Let etter et bedre grunnlag for tallet.")


WARNINGS: tuple[Check, ...] = (_outside, _overdue, _in_future, _wide)
"""What is allowed but worth a look; only for assumptions without faults."""
