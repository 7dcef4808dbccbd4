"""Rules for values that somebody chooses: in scenario files, on the command line, in links and in the app.

Pure: the values and the assumption set come in, the faults go out.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from costmodel.assumptions.located import Keys
from costmodel.assumptions.parameters import BENEFIT_UNITS, PARAMETER_UNITS
from costmodel.assumptions.records import Assumption, AssumptionSet, ScenarioFile
from costmodel.faults import Facts, Fault, Part, distinct, nearest, shown
from costmodel.units import Unit

Values = Mapping[str, float | None]
EVERY_BENEFIT = "benefits.*."
MOST = 500
"""Values or participants in one scenario. There are not nearly so many; an upload of thousands would keep the server busy."""
MAY_BE_EMPTY = ("exit_year",)
"""Parameters for which null means that the thing does not happen."""


def check_values(values: Values, assumptions: AssumptionSet) -> list[Fault]:
    """What is wrong with these values, alone and together with those that they leave unchanged.

    A name is a parameter, ``benefits.KEY.FIELD`` or ``benefits.*.FIELD``; later ones override earlier ones. A fault has
    the name as given and no place. What an incomplete assumption set lacks is not checked.
    """
    faults = [fault for name, value in values.items() for fault in value_faults(name, value, assumptions)]
    wrong = {fault.name for fault in faults}
    sound = {name: value for name, value in values.items() if name not in wrong}
    given = {full: name for name in sound for full in full_names(name, assumptions)}
    base = {name: item.value for name, item in assumptions.quantities.items()}
    applied = {**base, **{full: sound[name] for full, name in given.items()}}
    together = joint_faults(applied, given)
    return [*faults, *distinct(together)]


def full_names(name: str, assumptions: AssumptionSet) -> list[str]:
    """The name itself, or ``benefits.*.FIELD`` written out for each benefit."""
    if not name.startswith(EVERY_BENEFIT):
        return [name]
    return [f"benefits.{key}.{name.removeprefix(EVERY_BENEFIT)}" for key in assumptions.benefits]


@lru_cache(maxsize=512)
def unit_of(name: str) -> Unit | None:
    """The engine's unit of a parameter or of a benefit's field; None where the engine has no such name."""
    parts = name.split(".")
    if parts[0] == "benefits" and len(parts) == 3:
        return BENEFIT_UNITS.get(parts[2])
    return PARAMETER_UNITS.get(name)


def known_names(assumptions: AssumptionSet) -> list[str]:
    """Every name that a value may have."""
    keys = ("*", *assumptions.benefits)
    return [*PARAMETER_UNITS, *(f"benefits.{key}.{field}" for key in keys for field in BENEFIT_UNITS)]


def is_known(name: str, assumptions: AssumptionSet) -> bool:
    """Whether a value may have this name; any benefit will do where the register could not be read."""
    if name in PARAMETER_UNITS:
        return True
    is_field = unit_of(name) is not None
    return is_field and (not assumptions.benefits or name.split(".")[1] in ("*", *assumptions.benefits))


def value_faults(name: str, value: float | None, assumptions: AssumptionSet) -> Iterator[Fault]:
    """What is wrong with one value by itself."""
    if not is_known(name, assumptions):
        yield unknown_name(name, name, known_names(assumptions))
        return
    items = [assumptions.quantities[full] for full in full_names(name, assumptions) if full in assumptions.quantities]
    if value is None:
        if name not in MAY_BE_EMPTY:
            yield Fault("", name, "empty_value", {"allowed": _allowed(name, items)})
    elif not _is_within(value, unit_of(name), items):
        yield Fault("", name, "out_of_bounds", {"value": float(value), "allowed": _allowed(name, items)})
    elif name == "price_year":
        yield from year_faults(name, int(value), assumptions.price_index)


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


def joint_faults(values: Values, given: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with values together, where at least one of them is in `given` (full name → name in the message)."""
    yield from _exit_faults(values, given)
    for key in sorted({name.split(".")[1] for name in values if name.startswith("benefits.")}):
        names = [f"benefits.{key}.{field}" for field in ("coverage_dependence", "gp_dependence")]
        parts = [float(values.get(name) or 0.0) for name in names]
        changed = [given[name] for name in names if name in given]
        # A hair of slack: 0.7 + 0.3 may be stored as a little more than 1.
        if changed and sum(parts) > 1 + 1e-9:
            facts: Facts = {"gp": parts[1], "coverage": parts[0], "sum": sum(parts), "benefit": key}
            yield Fault("", changed[-1], "dependences_above_one", facts)


def _exit_faults(values: Values, given: Mapping[str, str]) -> Iterator[Fault]:
    leaves, decides = values.get("exit_year"), values.get("decision_year")
    changed = [given[name] for name in ("exit_year", "decision_year") if name in given]
    if changed and leaves is not None and decides is not None and leaves < decides:
        yield Fault("", changed[0], "exit_before_decision", {"exit_year": float(leaves), "decision_year": float(decides)})


def check_participants(names: Iterable[str], assumptions: AssumptionSet) -> list[tuple[int, Fault]]:
    """What is wrong with a named set of municipalities, with the index of the name at fault."""
    known = {item.name.casefold(): item.name for item in assumptions.municipalities}
    faults: list[tuple[int, Fault]] = []
    seen: set[str] = set()
    for index, name in enumerate(names):
        if known and name.casefold() not in known:
            faults.append((index, unknown_municipality("participant_set", name, list(known.values()))))
        elif name.casefold() in seen:
            faults.append((index, Fault("", "participant_set", "municipality_twice", {"name": shown(name)})))
        seen.add(name.casefold())
    return faults


def unknown_municipality(field: str, name: str, known: list[str]) -> Fault:
    """The fault of a municipality that the table lacks."""
    return Fault("", field, "unknown_municipality", {"name": shown(name), "nearest": nearest(name, known)})


def check_scenario(record: ScenarioFile, assumptions: AssumptionSet) -> list[tuple[Keys, Fault]]:
    """What is wrong with a scenario as a whole, with the way to the value at fault."""
    crowd = next(
        (way for way, items in (("values", record.values), ("participant_set", record.participant_set or ())) if len(items) > MOST), None
    )
    if crowd is not None:
        return [((crowd,), Fault("", "", "too_many_values", {"most": MOST}))]
    faults: list[tuple[Keys, Fault]] = [(("values", fault.name), fault) for fault in check_values(record.values, assumptions)]
    known = [item.name for item in assumptions.municipalities]
    name = record.municipality
    if name is not None and known and name.casefold() not in {other.casefold() for other in known}:
        faults.append((("municipality",), unknown_municipality("municipality", name, known)))
    if record.participant_set is not None:
        faults.extend(_set_faults(record.participant_set, record.values, assumptions))
    return faults


def _set_faults(names: tuple[str, ...], values: Values, assumptions: AssumptionSet) -> Iterator[tuple[Keys, Fault]]:
    way: Keys = ("participant_set",)
    if not names:
        yield way, Fault("", "", "empty_participant_set")
    if "participants" in values:
        yield ("values", "participants"), Fault("", "", "participants_listed_and_counted")
    for index, fault in check_participants(names, assumptions):
        yield (*way, index), fault
