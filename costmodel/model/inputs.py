"""From values by name to what the engine reads: money in the run's prices, the registers as rows, the chosen alternative."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache

import numpy as np

from costmodel.assumptions.parameters import PARAMETER_UNITS, REGISTER_UNITS, AlternativeInputs, BenefitInputs, Inputs, LegacyInputs
from costmodel.assumptions.records import AssumptionSet
from costmodel.axes import Array


@lru_cache(maxsize=16)
def conversions(assumptions: AssumptionSet, run: int) -> Mapping[str, float]:
    """What each amount of money is multiplied by to be in the run's prices; those that are it already are left out."""
    own = {name: item.price_year for name, item in assumptions.quantities.items() if item.price_year not in (None, run)}
    return {name: price_factor(assumptions, year, run) for name, year in own.items()}


def price_factor(assumptions: AssumptionSet, own: int, wanted: int) -> float:
    """What an amount in the prices of one year is multiplied by to be in those of another."""
    index = assumptions.price_index
    return index[wanted].cpi / index[own].cpi


def inputs_of(
    assumptions: AssumptionSet, values: Mapping[str, Array], factors: Mapping[str, float], chosen: tuple[Array, Array | None]
) -> Inputs:
    """What the engine reads, from values by name and what each amount of money is multiplied by to be in the run's prices.

    `chosen` are the numbers of the alternative and of that of live ones outside the set (None: the same).
    """
    priced = {name: array * factors[name] if name in factors else array for name, array in values.items()}
    alternatives = {key: _alternative(key, priced, assumptions) for key in assumptions.alternatives}
    register = tuple(alternatives.values())
    alternative = chosen_row(register, chosen[0])
    return Inputs(
        **{name: priced[name] for name in PARAMETER_UNITS},
        benefits={key: BenefitInputs(**_row("benefits", key, priced)) for key in assumptions.benefits},
        legacy_systems={key: LegacyInputs(**_row("legacy_systems", key, priced)) for key in assumptions.legacy_systems},
        alternatives=alternatives,
        alternative=alternative,
        alternative_outside=alternative if chosen[1] is None else chosen_row(register, chosen[1]),
    )


def _row(register: str, key: str, priced: Mapping[str, Array]) -> dict[str, Array]:
    """The fields that a row of a register has."""
    return {field: priced[name] for field, name in _names_of_row(register, key) if name in priced}


@lru_cache(maxsize=256)
def _names_of_row(register: str, key: str) -> tuple[tuple[str, str], ...]:
    """The fields of a row, each with its full name."""
    return tuple((field, f"{register}.{key}.{field}") for field in REGISTER_UNITS[register])


def _alternative(key: str, priced: Mapping[str, Array], assumptions: AssumptionSet) -> AlternativeInputs:
    row = _row("alternatives", key, priced)
    reach = {benefit: priced.get(f"alternatives.{key}.reach.{benefit}", row["reach"]) for benefit in assumptions.benefits}
    return AlternativeInputs(**row, reach_of=reach)


def chosen_row(register: Sequence[AlternativeInputs], number: Array) -> AlternativeInputs:
    """The row with this number (0 for the first), which may vary by draw, ``(draw, 1, 1)``."""
    if type(number) is np.ndarray and number.size == 1:
        return register[int(number.item())]

    def pick(values: Iterable[Array]) -> Array:
        found, *others = values
        for at, value in enumerate(others, start=1):
            found = np.where(number == float(at), value, found)
        return found

    names = [item.name for item in fields(AlternativeInputs) if item.name != "reach_of"]
    picked = {name: pick(getattr(row, name) for row in register) for name in names}
    return AlternativeInputs(**picked, reach_of={key: pick(row.reach_of[key] for row in register) for key in register[0].reach_of})
