"""Rules for values that somebody chooses: in scenario files, on the command line, in links and in the app.

Pure: the values and the assumption set come in, the faults go out.
"""

import math
from collections.abc import Iterable, Iterator, Mapping

from costmodel.assumptions.parameters import PARAMETER_UNITS, empty_as, unit_of
from costmodel.assumptions.plausibility.magnitudes import meant
from costmodel.assumptions.records import Assumption, AssumptionSet
from costmodel.faults import Facts, Fault, Note, Part, distinct, nearest, shown
from costmodel.units import Unit

Values = Mapping[str, float | None]
EVERY_ROW = ".*."
"""Stands in the name of a field of all rows of a register that have it: ``alternatives.*.operating_cost``."""
MOST = 500
"""Values or participants in one scenario. There are not nearly so many; an upload of thousands would keep the server busy."""
YEARS_OF_CHOICE = ("exit_year", "alternative_year")
"""Years from which something else is in use."""
SLACK = 1e-9
_NOT_IN_EVERY_ROW = ("potential", "quantity", "minutes")


def check_values(values: Values, assumptions: AssumptionSet, alternative: str | None = None) -> list[Fault]:
    """What is wrong with these values, alone and together with those that they leave unchanged.

    A name is a parameter, ``REGISTER.KEY.FIELD`` or ``REGISTER.*.FIELD``; later ones override earlier ones. `alternative`
    is the key of the one that is chosen, None for the first. A fault has the name as given and no place. What an
    incomplete assumption set lacks is not checked.
    """
    faults = [fault for name, value in values.items() for fault in value_faults(name, value, assumptions)]
    wrong = {fault.name for fault in faults}
    sound = {name: value for name, value in values.items() if name not in wrong}
    given = {full: name for name in sound for full in full_names(name, assumptions)}
    base = {name: item.value for name, item in assumptions.quantities.items()}
    applied = {**base, **{full: sound[name] for full, name in given.items()}}
    together = joint_faults(applied, given, assumptions, alternative)
    return [*faults, *distinct(together)]


def full_names(name: str, assumptions: AssumptionSet) -> list[str]:
    """The name itself, or ``REGISTER.*.FIELD`` written out for each row that has the field."""
    register, every, field = name.partition(EVERY_ROW)
    if not every:
        return [name]
    return [f"{register}.{key}.{field}" for key, row in assumptions.registers.get(register, {}).items() if field in row.fields]


def over_rows(name: str) -> str:
    """``REGISTER.*.FIELD`` for the name of a field of one row; another name as it is."""
    parts = name.split(".", 2)
    return f"{parts[0]}.*.{parts[2]}" if len(parts) == 3 else name


def known_names(assumptions: AssumptionSet) -> list[str]:
    """Every name that a value may have."""
    of_one = [name for name in assumptions.quantities if "." in name]
    return [*PARAMETER_UNITS, *dict.fromkeys(map(over_rows, of_one)), *of_one]


def is_known(name: str, assumptions: AssumptionSet) -> bool:
    """Whether a value may have this name; any row will do where the register could not be read."""
    register, _, rest = name.partition(".")
    rows = assumptions.registers.get(register, {})
    if not rest or not rows or unit_of(name) is None:
        return unit_of(name) is not None
    key, _, field = rest.partition(".")
    if field in _NOT_IN_EVERY_ROW or field.startswith("reach."):
        return any(key in ("*", own) and field in row.fields for own, row in rows.items())
    return key == "*" or key in rows


def value_faults(name: str, value: float | None, assumptions: AssumptionSet) -> Iterator[Fault]:
    """What is wrong with one value by itself."""
    if not is_known(name, assumptions):
        yield unknown_name(name, name, known_names(assumptions))
        return
    items = [assumptions.quantities[full] for full in full_names(name, assumptions) if full in assumptions.quantities]
    if value is None:
        if empty_as(name) is None:
            yield Fault("", name, "empty_value", {"allowed": _allowed(name, items)})
    elif not _is_within(value, unit_of(name), items):
        probably = next((part for item in items if (part := meant(value, unit_of(name), item.low, item.high))), None)
        yield Fault("", name, "out_of_bounds", {"value": float(value), "allowed": _allowed(name, items), "meant": probably})
    elif name == "price_year":
        yield from year_faults(name, int(value), assumptions.price_index)


def scale_notes(values: Values, assumptions: AssumptionSet) -> Iterator[Fault]:
    """A note for each value within its bounds that is a thousand times, a million times or a hundred times one within its range."""
    for name, value in values.items():
        items = [assumptions.quantities[full] for full in full_names(name, assumptions) if full in assumptions.quantities]
        for item in items[:1] if value is not None else ():
            probably = meant(value or 0.0, unit_of(name), item.low, item.high)
            if probably is not None:
                facts: Facts = {"value": value, "low": item.low, "high": item.high, "meant": probably}
                yield Note("", name, "other_scale", facts)


def unknown_name(field: str, name: str, known: Iterable[str]) -> Fault:
    """The fault of a name that no value has; `field` is where it was given."""
    return Fault("", field, "unknown_name", {"name": shown(name), "nearest": nearest(name, known)})


def _allowed(name: str, items: list[Assumption]) -> Part:
    return allowed_number(unit_of(name), *(_narrowest(items) if items else (-math.inf, math.inf)))


def _narrowest(items: list[Assumption]) -> tuple[float, float]:
    return max(item.minimum for item in items), min(item.maximum for item in items)


def _is_within(value: float, unit: Unit | None, items: list[Assumption]) -> bool:
    if not math.isfinite(value) or not is_whole_enough(value, unit):
        return False
    return all(item.minimum <= value <= item.maximum for item in items)


def is_whole_enough(value: float, unit: Unit | None) -> bool:
    """Whether the value is a whole number, if it has to be one."""
    return unit is None or not unit.whole or float(value).is_integer()


def allowed_number(unit: Unit | None, minimum: float, maximum: float) -> Part:
    """What is allowed of a number; bounds that are not finite are none."""
    whole = unit is not None and unit.whole
    if not math.isfinite(minimum) or not math.isfinite(maximum):
        return Part("whole_number" if whole else "number")
    return Part("whole_number_from_to" if whole else "number_from_to", {"minimum": minimum, "maximum": maximum})


def year_faults(name: str, year: int, index: Iterable[int]) -> Iterator[Fault]:
    """The fault of a price year that the index lacks; an index that could not be read lacks nothing."""
    years = sorted(index)
    if years and year not in years:
        yield Fault("", name, "year_not_in_index", {"year": year, "first": years[0], "last": years[-1]})


def joint_faults(values: Values, given: Mapping[str, str], assumptions: AssumptionSet, alternative: str | None = None) -> Iterator[Fault]:
    """What is wrong with values together, where at least one of them is in `given` (full name → name in the message).

    `values` are those of the scenario, `assumptions` the files that it changes, `alternative` the key of the one that is
    chosen, None for the first.
    """
    yield from year_of_choice_faults(values, given, alternative or next(iter(assumptions.alternatives), None))
    yield from _dependence_faults(values, given)
    yield from _weight_faults(values, given, assumptions)


def year_of_choice_faults(values: Values, given: Mapping[str, str], alternative: str | None) -> Iterator[Fault]:
    """An exit or an alternative before it can be had: procurement takes time, and `alternative`, by its key, may come late.

    `given` as in :func:`joint_faults`; it has ``alternative`` too where that was chosen without a year.
    """
    decides, lead = values.get("decision_year"), values.get("exit_lead_years")
    if decides is None or lead is None:
        return
    first, own = math.ceil(decides + lead), f"alternatives.{alternative}.earliest_year"
    earliest = values.get(own) or first
    reasons = ("decision_year", "exit_lead_years") if earliest <= first else (own, "alternative")
    facts: Facts = {"decision_year": decides, "lead": lead} if earliest <= first else {"alternative": shown(str(alternative))}
    code = "year_before_first_exit" if earliest <= first else "year_before_alternative"
    for name in YEARS_OF_CHOICE:
        year, changed = values.get(name), [given[other] for other in (name, *reasons) if other in given]
        if changed and year is not None and year < max(first, earliest):
            yield Fault("", changed[0], code, {"year": float(year), "first": float(max(first, earliest)), "choice": name, **facts})


def _dependence_faults(values: Values, given: Mapping[str, str]) -> Iterator[Fault]:
    for key in sorted({name.split(".")[1] for name in values if name.startswith("benefits.")}):
        names = [f"benefits.{key}.{field}" for field in ("coverage_dependence", "gp_dependence")]
        parts = [float(values.get(name) or 0.0) for name in names]
        changed = [given[name] for name in names if name in given]
        # A hair of slack: 0.7 + 0.3 may be stored as a little more than 1.
        if changed and sum(parts) > 1 + SLACK:
            facts: Facts = {"gp": parts[1], "coverage": parts[0], "sum": sum(parts), "benefit": key}
            yield Fault("", changed[-1], "dependences_above_one", facts)


def _weight_faults(values: Values, given: Mapping[str, str], assumptions: AssumptionSet) -> Iterator[Fault]:
    """Weights that do not sum to 1: of the systems that the files replace, for nothing is shared anew where a scenario keeps one."""
    register = assumptions.legacy_systems
    replaced = {key: row.fields["replaced"].value for key, row in register.items() if "replaced" in row.fields}
    keys = [key for key in register if replaced.get(key) == 1]
    changed = [given[name] for name in (f"legacy_systems.{key}.weight" for key in keys or register) if name in given]
    weights = [values.get(f"legacy_systems.{key}.weight") for key in keys]
    could_be_read = None not in (*weights, *replaced.values()) and len(replaced) == len(register)
    total = sum(weight or 0.0 for weight in weights)
    if changed and could_be_read and all(0 <= (weight or 0.0) <= 1 for weight in weights) and abs(total - 1) > SLACK:
        systems = Part("these_systems", {"systems": tuple(keys)}) if keys else None
        yield Fault("", changed[-1], "weights_not_one", {"sum": total, "systems": systems})
