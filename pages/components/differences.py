"""How a scenario differs from the base case, in words."""

from collections.abc import Sequence
from decimal import Decimal

from costmodel import AssumptionSet
from costmodel.assumptions.records import Assumption
from costmodel.assumptions.rules import EVERY_BENEFIT, Values, full_names
from costmodel.texts.numbers import number, percent
from costmodel.units import BY_SYMBOL, CALENDAR_YEAR, RATIO, SHARE, SHARE_A_YEAR
from pages.components.words import text

NO_BREAK = "\u00a0"
MOST_DECIMALS = 6


def count_text(count: int) -> str:
    """How many things differ.

    >>> count_text(0), count_text(1), count_text(3)
    ('ingen endringer', '1 endring', '3 endringer')
    """
    return text(f"differences.{'none' if count == 0 else 'one' if count == 1 else 'several'}", count=count)


def difference_lines(changes: Values, names: Sequence[str] | None, assumptions: AssumptionSet) -> list[str]:
    """One line for each thing that differs: what, from what, to what."""
    lines = [_line(name, value, assumptions) for name, value in changes.items()]
    if names is not None:
        base = with_unit(assumptions.parameters["participants"].value, assumptions.parameters["participants"])
        lines.append(text("differences.participants", base=base, count=len(names)))
    return lines


def _line(name: str, value: float | None, assumptions: AssumptionSet) -> str:
    records = [assumptions.quantities[full] for full in full_names(name, assumptions)]
    bases = sorted({record.value for record in records}, key=lambda base: (base is None, base))
    before = "–".join(dict.fromkeys([value_text(bases[0], records[0]), with_unit(bases[-1], records[0])][len(bases) == 1 :]))
    return text("differences.line", title=title_of(name, records[0], assumptions), before=before, after=with_unit(value, records[0]))


def title_of(name: str, record: Assumption, assumptions: AssumptionSet) -> str:
    """Name of a number, with the benefit that it belongs to."""
    if name.startswith(EVERY_BENEFIT):
        return text("differences.every_benefit", name=record.name.nb)
    if not name.startswith("benefits."):
        return record.name.nb
    return text("differences.benefit", name=record.name.nb, benefit=assumptions.benefits[name.split(".")[1]].name.nb.lower())


def with_unit(value: float | None, record: Assumption) -> str:
    """A value exactly as the files have it, with its unit; percentages and years carry none."""
    told = value_text(value, record)
    bare = value is None or BY_SYMBOL[record.unit] in (SHARE, SHARE_A_YEAR, CALENDAR_YEAR, RATIO)
    return told if bare else f"{told}{NO_BREAK}{record.unit}"


def value_text(value: float | None, record: Assumption) -> str:
    """The same without unit."""
    if value is None:
        return text("differences.never")
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    decimals = min(MOST_DECIMALS, max(0, -int(exponent)))
    unit = BY_SYMBOL[record.unit]
    if unit == CALENDAR_YEAR:
        return f"{value:.0f}"
    return percent(value, max(decimals - 2, 0)) if unit in (SHARE, SHARE_A_YEAR) else number(value, decimals)
