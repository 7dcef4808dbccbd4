"""The rules of :mod:`costmodel.assumptions.rules` for a whole batch: every draw must be a valid scenario."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from costmodel.assumptions.parameters import RUN_SETTINGS, empty_as, unit_of
from costmodel.assumptions.records import AssumptionSet
from costmodel.assumptions.rules import YEARS_OF_CHOICE, is_known, joint_faults, value_faults
from costmodel.axes import DRAW, Array
from costmodel.faults import Fault, distinct

Batch = Mapping[str, Array]
OF_CHOICE = {*YEARS_OF_CHOICE, "decision_year", "exit_lead_years", "alternative"}
"""Numbers that one rule looks at together, with the alternatives' earliest years; others look at dependences and at weights."""
TOGETHER = ("earliest_year", "gp_dependence", "coverage_dependence", "weight")


def batch_faults(
    assumptions: AssumptionSet, values: Batch, given: Mapping[str, str], alternatives: Sequence[str] = ()
) -> tuple[Fault, ...]:
    """What is wrong with the draws of a batch, alone and together; of each rule the worst draw is reported.

    `values` holds every number by full name, an empty one as the engine has it; `given` those that somebody set, by full
    name, with the name to use in messages (``benefits.*.FIELD`` stands for several), and ``alternative`` where that was
    chosen. `alternatives` is the key of the one that each draw has, or of the one that all have; empty for the first.
    """
    alone = [fault for full, name in given.items() if full in values for fault in _faults_of_one(assumptions, name, values[full])]
    keys = tuple(alternatives) or tuple(assumptions.alternatives)[:1]
    suspects = set[int]() if alone else _suspects(assumptions, values, given, keys)
    together: list[Fault] = []
    for draw in sorted(suspects):
        key = keys[draw if len(keys) > 1 else 0] if keys else None
        together.extend(joint_faults(_one_draw(values, draw), given, assumptions, key))
    return tuple(distinct([*alone, *together]))


def setting_faults(assumptions: AssumptionSet, values: Batch) -> tuple[Fault, ...]:
    """What is wrong with the settings of the run by themselves: they are the same for all draws of a batch."""
    return tuple(fault for name in RUN_SETTINGS for fault in _faults_of_one(assumptions, name, values[name]))


def _faults_of_one(assumptions: AssumptionSet, name: str, array: Array) -> Iterator[Fault]:
    empty = empty_as(name)
    numbers = array.ravel() if empty is None else array[array != empty]
    unit = unit_of(name)
    if not is_known(name, assumptions) or unit is None or np.isnan(numbers).any():
        yield from value_faults(name, None, assumptions)
    elif name in RUN_SETTINGS and (numbers != numbers.flat[0]).any():
        yield Fault("", name, "varies_within_run")
    elif numbers.size:
        whole = not unit.whole or (numbers == np.floor(numbers)).all()
        suspects = (numbers.min(), numbers.max()) if whole else (numbers[numbers != np.floor(numbers)][0],)
        yield from (fault for value in suspects for fault in value_faults(name, as_written(name, value), assumptions))


def as_written(name: str, value: float) -> float | None:
    """A number as the files write it: None where the engine's number stands for an empty value."""
    return None if value == empty_as(name) else float(value)


def _suspects(assumptions: AssumptionSet, values: Batch, given: Mapping[str, str], keys: Sequence[str]) -> set[int]:
    """The draws most likely to break a rule about several values, one of them given."""
    found = _early_choices(values, keys) if any(name in OF_CHOICE or name.endswith(".earliest_year") for name in given) else set[int]()
    pairs = [(f"benefits.{key}.gp_dependence", f"benefits.{key}.coverage_dependence") for key in assumptions.benefits]
    touched = [pair for pair in pairs if pair[0] in given or pair[1] in given]
    found |= {int((values[first] + values[second]).argmax()) for first, second in touched}
    weights = [name for name in (f"legacy_systems.{key}.weight" for key in assumptions.legacy_systems) if name in given]
    return found | (_uneven_weights(assumptions, values) if weights else set())


def _early_choices(values: Batch, keys: Sequence[str]) -> set[int]:
    """Of each year of choice, the draw where it lies earliest beside the first one possible."""
    earliest = np.zeros(len(keys))
    for key in set(keys):
        earliest = np.where(np.array(keys) == key, values[f"alternatives.{key}.earliest_year"].ravel(), earliest)
    first = np.maximum((values["decision_year"] + values["exit_lead_years"]).ravel(), earliest)
    return {int((values[name].ravel() - first).argmin()) for name in YEARS_OF_CHOICE}


def _uneven_weights(assumptions: AssumptionSet, values: Batch) -> set[int]:
    """The draw whose weights are furthest from sharing out the whole."""
    replaced = [key for key, row in assumptions.legacy_systems.items() if row.fields["replaced"].value == 1]
    total = sum((values[f"legacy_systems.{key}.weight"] for key in replaced), np.zeros((1, 1, 1)))
    return {int(np.abs(total - 1.0).argmax())}


def _one_draw(values: Batch, draw: int) -> dict[str, float | None]:
    """What the rules about several values look at."""
    together = {name: array for name, array in values.items() if name in OF_CHOICE or name.endswith(TOGETHER)}
    return {name: as_written(name, array[draw if array.shape[DRAW] > 1 else 0].item()) for name, array in together.items()}
