"""Rules within one assumption, beyond the types of its fields, and what in it is worth a warning."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from costmodel.assumptions.parameters import BUDGET_UNITS, LIMITS, MAY_BE_EMPTY, Limits, empty_as, limits_of, unit_of
from costmodel.assumptions.plausibility.ranges import meant_beyond, probably_meant
from costmodel.assumptions.reading.provenance_checks import date_faults, in_future, origin_faults, overdue, source_faults
from costmodel.assumptions.records import Assumption, Confidence, Distribution, OpenQuestion
from costmodel.assumptions.rules import allowed_number, is_whole_enough, year_faults
from costmodel.faults import Facts, Fault, Note, shown
from costmodel.units import Unit

WIDE_RANGE = "wide_range"
"""Code of the warning of a wide range, by which such warnings can be told from others."""
WIDE = 1.0
"""A plausible range wider than this share of the value (wider than the value itself) is worth a warning where confidence is low."""


@dataclass(frozen=True)
class Subject:
    """An assumption under check, and what it is checked against."""

    name: str
    """``platform_cost``, ``REGISTER.KEY.FIELD`` or ``budget.NAME``."""
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
        section, _, name = self.name.partition(".")
        return BUDGET_UNITS.get(name) if section == "budget" else unit_of(self.name)

    @property
    def limits(self) -> Limits:
        """What the model can bear of the number; no limits where it has no such number."""
        if self.unit is None:
            return Limits(-math.inf, math.inf)
        return LIMITS[self.unit] if self.name.startswith("budget.") else limits_of(self.name)


Check = Callable[[Subject], Iterator[Fault]]
"""A rule: yields faults whose name is the field at fault, without place."""


def _unit(subject: Subject) -> Iterator[Fault]:
    unit, written = subject.unit, subject.item.unit
    if unit is not None and written != unit.symbol:
        yield Fault("", "unit", "wrong_unit", {"unit": shown(written), "expected": unit.symbol})


def _bounds(subject: Subject) -> Iterator[Fault]:
    item = subject.item
    if item.minimum > item.maximum:
        yield Fault("", "minimum", "minimum_above_maximum", {"minimum": item.minimum, "maximum": item.maximum})


def _bearable(field: str) -> Check:
    def check(subject: Subject) -> Iterator[Fault]:
        number: float = getattr(subject.item, field)
        lowest, highest = subject.limits
        if not lowest <= number <= highest:
            facts: Facts = {"value": number, "allowed": allowed_number(None, lowest, highest), "field": field}
            yield Fault("", field, "model_cannot_bear", facts)

    return check


def _range(subject: Subject) -> Iterator[Fault]:
    low, high = subject.item.low, subject.item.high
    if low is not None and high is not None and low > high:
        yield Fault("", "low", "low_above_high", {"low": low, "high": high})
    if (low is None) != (high is None):
        missing, given = ("low", "high") if low is None else ("high", "low")
        yield Fault("", missing, "half_a_range", {"missing": missing, "given": given})


def _distribution(subject: Subject) -> Iterator[Fault]:
    item = subject.item
    kind, low, high = Distribution(item.distribution), item.low, item.high
    if low is None and high is None:
        if kind != Distribution.FIXED:
            yield Fault("", "distribution", "distribution_without_range", {"distribution": kind})
    elif low is not None and high is not None:
        needs = _NEEDS.get(kind)
        if needs and not needs[0](low, high):
            yield Fault("", "distribution", needs[1], {"low": low, "high": high})


_NEEDS: dict[Distribution, tuple[Callable[[float, float], bool], str]] = {
    Distribution.FIXED: (lambda low, high: False, "fixed_with_range"),
    Distribution.LOGNORMAL: (lambda low, high: low > 0, "lognormal_not_above_zero"),
    Distribution.BETA: (lambda low, high: low != high, "beta_without_width"),
}
"""What a distribution needs of the range, and the code of the fault where the range is not so."""


def _within(field: str) -> Check:
    def check(subject: Subject) -> Iterator[Fault]:
        number: float | None = getattr(subject.item, field)
        item = subject.item
        if number is not None and item.minimum <= item.maximum and not item.minimum <= number <= item.maximum:
            facts: Facts = {"value": number, "allowed": allowed_number(None, item.minimum, item.maximum)}
            probably = meant_beyond(item, subject.unit, field)
            lowest, highest = subject.limits
            if lowest <= number <= highest:
                bearable = allowed_number(None, lowest, highest)
                yield Fault(
                    "",
                    field,
                    "outside_written_bounds",
                    {**facts, "bearable": bearable, "meant": meant_beyond(subject.item, subject.unit, field)},
                )
            else:
                yield Fault("", field, "out_of_bounds", {**facts, "meant": probably})

    return check


def _whole(subject: Subject) -> Iterator[Fault]:
    value = subject.item.value
    if value is not None and not is_whole_enough(value, subject.unit):
        yield Fault("", "value", "not_whole", {"value": value, "whole": float(round(value))})


def _empty(subject: Subject) -> Iterator[Fault]:
    if subject.item.value is None and empty_as(subject.name) is None:
        allowed = allowed_number(subject.unit, subject.item.minimum, subject.item.maximum)
        yield Fault("", "value", "may_not_be_empty", {"allowed": allowed, "may_be_empty": tuple(MAY_BE_EMPTY)})


def _price_year(subject: Subject) -> Iterator[Fault]:
    unit, year = subject.unit, subject.item.price_year
    if unit is None:
        return
    if unit.money and year is None:
        yield Fault("", "price_year", "missing_price_year", {"unit": unit.symbol})
    elif not unit.money and year is not None:
        yield Fault("", "price_year", "price_year_without_money", {"year": year, "unit": unit.symbol})
    elif year is not None:
        yield from year_faults("price_year", year, subject.years)


def _value_in_index(subject: Subject) -> Iterator[Fault]:
    if subject.name == "price_year" and subject.item.value is not None:
        yield from year_faults("value", int(subject.item.value), subject.years)


def _origin(subject: Subject) -> Iterator[Fault]:
    yield from origin_faults(subject.item)


def _source(subject: Subject) -> Iterator[Fault]:
    yield from source_faults(subject.item, subject.sources)


def _question(subject: Subject) -> Iterator[Fault]:
    given = {field: getattr(subject.item, field) for field in OpenQuestion.model_fields}
    if any(given.values()):
        for field in (field for field, text in given.items() if text is None):
            yield Fault("", field, "half_a_question", {"field": field})


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


def _scale(subject: Subject) -> Iterator[Fault]:
    item = subject.item
    for field in ("value", "low", "high"):
        number: float | None = getattr(item, field)
        probably = probably_meant(subject.item, subject.unit, field)
        if number is not None and probably is not None:
            facts: Facts = {"value": number, "low": item.low, "high": item.high, "meant": probably}
            yield Note("", field, "other_scale", facts)
            return  # an end of the range looks far off where the value is, and the other way round


def _outside(subject: Subject) -> Iterator[Fault]:
    item = subject.item
    if probably_meant(subject.item, subject.unit, "value") is not None:
        return
    if item.value is not None and item.low is not None and item.high is not None and not item.low <= item.value <= item.high:
        yield Note("", "value", "outside_range", {"value": item.value, "low": item.low, "high": item.high})


def _overdue(subject: Subject) -> Iterator[Fault]:
    yield from overdue(subject.item, subject.today)


def _in_future(subject: Subject) -> Iterator[Fault]:
    yield from in_future(subject.item, subject.today)


def _wide(subject: Subject) -> Iterator[Fault]:
    item = subject.item
    if any(probably_meant(subject.item, subject.unit, field) for field in ("value", "low", "high")):
        return
    if item.confidence != Confidence.LOW or item.value is None or item.low is None or item.high is None:
        return
    if item.high - item.low > WIDE * abs(item.value):
        facts: Facts = {"value": item.value, "low": item.low, "high": item.high, "percent": 100 * WIDE}
        yield Note("", "low", WIDE_RANGE, facts)


WARNINGS: tuple[Check, ...] = (_scale, _outside, _overdue, _in_future, _wide)
"""What is allowed but worth a look; only for assumptions without faults."""
