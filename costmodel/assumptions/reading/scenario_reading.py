"""A scenario file: plain data → a scenario, with all that is wrong in it; a value of the wrong type hides no other."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

from costmodel.assumptions.located import Keys, Located, as_mapping
from costmodel.assumptions.reading.record_reading import read_record
from costmodel.assumptions.records import AssumptionSet, ScenarioFile
from costmodel.assumptions.rules import is_known
from costmodel.assumptions.scenario_rules import check_scenario
from costmodel.faults import Fault

LISTS = ("participant_set", "together")


def scenario_record(source: Located, known: AssumptionSet) -> tuple[ScenarioFile | None, list[Fault]]:
    """The scenario, None where something in it is of the wrong type, and all that is wrong with it."""
    reading = read_record(ScenarioFile, source, ())
    faults = [*source.faults, *reading.faults]
    sound, indices = (reading.record, None) if reading.record else _sound_part(source, reading.ways)
    for way, fault in check_scenario(sound, known):
        faults.append(_placed(fault, _in_file(way, indices), source, known))
    return reading.record, faults


def _sound_part(source: Located, broken: frozenset[Keys]) -> tuple[ScenarioFile, Mapping[str, list[int]]]:
    """The scenario without what is of the wrong type, and where in the file each remaining item of its lists stands."""
    data = as_mapping(source.data)
    given = as_mapping(data.get("values")) if ("values",) not in broken else {}
    names = {field: list(_sound_names(field, data.get(field), broken)) for field in LISTS}
    lists = {field: tuple(name for _, name in found) if found or data.get(field) == [] else None for field, found in names.items()}
    sound = ScenarioFile.model_construct(
        None,
        **{field: data.get(field) if (field,) not in broken else None for field in ("municipality", "alternative")},
        participant_set=lists["participant_set"],
        together=lists["together"] or (),
        values={name: value for name, value in given.items() if ("values", name) not in broken},
    )
    return sound, {field: [index for index, _ in found] for field, found in names.items()}


def _sound_names(field: str, written: object, broken: frozenset[Keys]) -> Iterator[tuple[int, str]]:
    if isinstance(written, list) and (field,) not in broken:
        for index, name in enumerate(cast("list[str]", written)):
            if (field, index) not in broken:
                yield index, name


def _in_file(way: Keys, indices: Mapping[str, list[int]] | None) -> Keys:
    field = str(way[0])
    if indices is None or field not in indices or len(way) == 1:
        return way
    return (field, indices[field][int(way[1])])


def _placed(fault: Fault, way: Keys, source: Located, known: AssumptionSet) -> Fault:
    on_name = len(way) > 1 and way[0] == "values" and not is_known(str(way[1]), known)
    return replace(fault, place=source.key_place(way) if on_name else source.place(way), name=source.title(way))
