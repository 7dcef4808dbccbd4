"""Rules for a scenario as a whole: its values, the municipalities that it names, and the alternative that it chooses.

Pure: the scenario and the assumption set come in, the faults go out.
"""

from collections.abc import Iterable, Iterator

from costmodel.assumptions.located import Keys
from costmodel.assumptions.records import AssumptionSet, ScenarioFile
from costmodel.assumptions.rules import MOST, Values, check_values
from costmodel.assumptions.tables.naming import Gazetteer, same_letters
from costmodel.faults import Fault, nearest, shown


def check_participants(names: Iterable[str], assumptions: AssumptionSet, field: str = "participant_set") -> list[tuple[int, Fault]]:
    """What is wrong with a named set of municipalities, with the index of the name at fault; `field` is where it was given."""
    known = [item.name for item in assumptions.municipalities]
    places = Gazetteer.of(assumptions.municipalities)
    faults: list[tuple[int, Fault]] = []
    seen: set[str] = set()
    for index, name in enumerate(names):
        found = places.find(name)
        if known and found is None:
            faults.append((index, unknown_municipality(field, name, known)))
        elif (found or same_letters(name)) in seen:
            faults.append((index, Fault("", field, "municipality_twice", {"name": shown(name)})))
        seen.add(found or same_letters(name))
    return faults


def unknown_municipality(field: str, name: str, known: list[str]) -> Fault:
    """The fault of a municipality that the table lacks."""
    return Fault("", field, "unknown_municipality", {"name": shown(name), "nearest": nearest(name, known)})


def alternative_faults(name: str, assumptions: AssumptionSet) -> Iterator[Fault]:
    """The fault of an alternative that the register lacks; a register that could not be read lacks nothing."""
    known = assumptions.alternatives
    if known and name not in known:
        yield Fault("", "alternative", "unknown_alternative", {"name": shown(name), "known": tuple(known), "nearest": nearest(name, known)})


def check_scenario(record: ScenarioFile, assumptions: AssumptionSet) -> list[tuple[Keys, Fault]]:
    """What is wrong with a scenario as a whole, with the way to the value at fault."""
    lists = (("values", record.values), ("participant_set", record.participant_set or ()), ("together", record.together))
    crowd = next((way for way, items in lists if len(items) > MOST), None)
    if crowd is not None:
        return [((crowd,), Fault("", "", "too_many_values", {"most": MOST}))]
    wrong = check_values(record.values, assumptions, record.alternative)
    faults: list[tuple[Keys, Fault]] = [(("values", fault.name), fault) for fault in wrong]
    known = [item.name for item in assumptions.municipalities]
    name = record.municipality
    if name is not None and known and Gazetteer.of(assumptions.municipalities).find(name) is None:
        faults.append((("municipality",), unknown_municipality("municipality", name, known)))
    if record.participant_set is not None:
        faults.extend(_set_faults(record.participant_set, record.values, assumptions))
    if record.alternative is not None:
        faults.extend((("alternative",), fault) for fault in alternative_faults(record.alternative, assumptions))
    together = check_participants(record.together, assumptions, "together")
    return [*faults, *((("together", index), fault) for index, fault in together)]


def _set_faults(names: tuple[str, ...], values: Values, assumptions: AssumptionSet) -> Iterator[tuple[Keys, Fault]]:
    way: Keys = ("participant_set",)
    if not names:
        yield way, Fault("", "", "empty_participant_set")
    if "participants" in values:
        yield ("values", "participants"), Fault("", "", "participants_listed_and_counted")
    for index, fault in check_participants(names, assumptions):
        yield (*way, index), fault
