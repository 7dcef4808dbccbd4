"""The rules of :mod:`costmodel.assumptions.rules` for a whole batch: every draw must be a valid scenario."""

from collections.abc import Iterator, Mapping

import numpy as np

from costmodel.assumptions.parameters import RUN_SETTINGS
from costmodel.assumptions.records import AssumptionSet
from costmodel.assumptions.rules import MAY_BE_EMPTY, is_known, joint_faults, unit_of, value_faults
from costmodel.axes import DRAW, Array
from costmodel.faults import Fault, distinct

Batch = Mapping[str, Array]
EXIT = {"exit_year", "decision_year"}
"""Numbers that one rule looks at together; another looks at the dependences of a benefit."""


def batch_faults(assumptions: AssumptionSet, values: Batch, given: Mapping[str, str]) -> tuple[Fault, ...]:
    """What is wrong with the draws of a batch, alone and together; of each rule the worst draw is reported.

    `values` holds every number by full name, inf meaning never; `given` those that somebody set, by full name, with the
    name to use in messages (``benefits.*.FIELD`` stands for several).
    """
    alone = [fault for full, name in given.items() for fault in _faults_of_one(assumptions, name, values[full])]
    suspects = set[int]() if alone else _suspects(assumptions, values, given)
    together = [fault for draw in suspects for fault in joint_faults(_one_draw(values, draw), given)]
    return tuple(distinct([*alone, *together]))


def _faults_of_one(assumptions: AssumptionSet, name: str, array: Array) -> Iterator[Fault]:
    numbers = array[array != np.inf] if name in MAY_BE_EMPTY else array.ravel()
    unit = unit_of(name)
    if not is_known(name, assumptions) or unit is None:
        yield from value_faults(name, None, assumptions)
    elif name in RUN_SETTINGS and (numbers != numbers.flat[0]).any():
        yield Fault("", name, "varies_within_run")
    elif numbers.size:
        whole = not unit.whole or (numbers == np.floor(numbers)).all()
        suspects = (numbers.min(), numbers.max()) if whole else (numbers[numbers != np.floor(numbers)][0],)
        yield from (fault for value in suspects for fault in value_faults(name, _never_as_none(value), assumptions))


def _never_as_none(value: float) -> float | None:
    return None if value == np.inf else float(value)


def _suspects(assumptions: AssumptionSet, values: Batch, given: Mapping[str, str]) -> set[int]:
    """The draws most likely to break a rule about several values, one of them given: earliest exit, largest sum of dependences."""
    exits = {int(values["exit_year"].argmin())} if EXIT & given.keys() else set[int]()
    pairs = [(f"benefits.{key}.gp_dependence", f"benefits.{key}.coverage_dependence") for key in assumptions.benefits]
    touched = [pair for pair in pairs if pair[0] in given or pair[1] in given]
    return exits | {int((values[first] + values[second]).argmax()) for first, second in touched}


def _one_draw(values: Batch, draw: int) -> dict[str, float | None]:
    """What the rules about several values look at."""
    together = {name: array for name, array in values.items() if name in EXIT or name.endswith("_dependence")}
    numbers = {name: float(array[draw if array.shape[DRAW] > 1 else 0].item()) for name, array in together.items()}
    return {name: None if np.isinf(number) else number for name, number in numbers.items()}
