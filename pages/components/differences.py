"""How a scenario differs from the base case, in words."""

from collections.abc import Mapping
from decimal import Decimal
from math import isfinite

from costmodel import AssumptionSet
from costmodel.assumptions.records import Assumption
from costmodel.assumptions.rules import EVERY_ROW, full_names
from costmodel.output.labels import alternative_label, field_label, row_label
from costmodel.scenarios.choices import Choices
from costmodel.texts.catalog import listed
from costmodel.texts.catalog import text as shared
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


def difference_lines(chosen: Choices, assumptions: AssumptionSet) -> list[str]:
    """One line for each thing that differs: what, from what, to what."""
    lines = [_line(name, value, assumptions) for name, value in chosen.changes.items()]
    if chosen.participant_set is not None:
        base = with_unit(assumptions.parameters["participants"].value, assumptions.parameters["participants"])
        lines.append(text("differences.participants", base=base, count=len(chosen.participant_set)))
    if chosen.alternative is not None:
        before, after = (alternative_label(key, assumptions) for key in (next(iter(assumptions.alternatives)), chosen.alternative))
        lines.append(text("differences.alternative", before=before, after=after))
    return [*lines, *([text("differences.together", names=listed(chosen.together))] if chosen.together else [])]


def changed_numbers(before: AssumptionSet, after: AssumptionSet) -> list[str]:
    """One line for each number of the files that is another than it was, is new or is gone, and for each table that is another."""
    lines = list[str]()
    for name in dict.fromkeys((*before.quantities, *after.quantities)):
        old, new = before.quantities.get(name), after.quantities.get(name)
        if old is not None and new is not None and old.value == new.value:
            continue
        was, now = (text("differences.not_there") if item is None else with_unit(item.value, item) for item in (old, new))
        title = title_of(name, before if new is None else after)
        lines.append(text("differences.line", title=title, before=was, after=now))
    tables = {"municipalities": before.municipalities != after.municipalities, "price_index": before.price_index != after.price_index}
    return [*lines, *(text(f"differences.tables.{name}") for name, differs in tables.items() if differs)]


def changed_values(before: Mapping[str, float | None], assumptions: AssumptionSet) -> list[str]:
    """One line for each number that was another, by full name; names that the files do not know are left out."""
    known = ((name, value, assumptions.quantities[name]) for name, value in before.items() if name in assumptions.quantities)
    return [
        text("differences.line", title=title_of(name, assumptions), before=with_unit(value, item), after=with_unit(item.value, item))
        for name, value, item in known
        if value != item.value and (value is None or isfinite(value))
    ]


def count_of(chosen: Choices) -> int:
    """How many things differ."""
    return len(chosen.changes) + sum(map(bool, (chosen.participant_set is not None, chosen.alternative, chosen.together)))


def _line(name: str, value: float | None, assumptions: AssumptionSet) -> str:
    records = [assumptions.quantities[full] for full in full_names(name, assumptions)]
    bases = sorted({record.value for record in records}, key=lambda base: (base is None, base))
    before = "–".join(dict.fromkeys([value_text(bases[0], records[0]), with_unit(bases[-1], records[0])][len(bases) == 1 :]))
    return text("differences.line", title=title_of(name, assumptions), before=before, after=with_unit(value, records[0]))


def title_of(name: str, assumptions: AssumptionSet) -> str:
    """Name of a number, with the row of the register that it belongs to, or that it is of all rows."""
    full = full_names(name, assumptions)[0]
    field, register = field_label(full, assumptions), name.partition(".")[0]
    if EVERY_ROW in name:
        return shared(f"labels.every_row_lever.{register}", field=field)
    return field if "." not in name else shared("labels.row_lever", field=field, row=row_label(full, assumptions))


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
