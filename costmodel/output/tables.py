"""An appraisal as a table (pandas) and as a plain record (JSON); names as in the model description."""

import math
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from costmodel.assumptions.parameters import PARAMETER_UNITS, empty_as
from costmodel.assumptions.records import AssumptionSet
from costmodel.axes import DRAW, Array
from costmodel.model import results
from costmodel.model.accounts.capital import CapitalAccount, accounts
from costmodel.model.discounting import total_over_municipalities
from costmodel.model.results import Appraisal
from costmodel.version import MODEL_VERSION

if TYPE_CHECKING:
    import pandas as pd


def to_table(appraisal: Appraisal, draw: int = 0) -> "pd.DataFrame":
    """One draw by year: a row for each calendar year, a column for each line item, total (MNOK) and driver."""
    import pandas as pd  # takes longer to import than the whole engine

    return pd.DataFrame(by_year(appraisal, draw), index=pd.Index(results.years_of(appraisal), name="year"))


def by_year(appraisal: Appraisal, draw: int = 0) -> dict[str, list[float]]:
    """One draw of each line item, total and driver by name: a number for each year."""
    years = appraisal.drivers.year.size
    columns = {**results.line_items(appraisal), **results.drivers(appraisal)}
    return {name: _row(array, draw, years) for name, array in columns.items()}


def to_dict(appraisal: Appraisal, draw: int = 0) -> dict[str, Any]:
    """One draw with the inputs used, in full precision; None where a thing does not exist.

    Parameters stand in the unit and price year of the assumption files, line items in MNOK of the run's price year.
    """
    scenario = appraisal.scenario
    used = {name: _written(name, _value(array, draw)) for name, array in scenario.values.items()}
    named_set = scenario.participant_set
    parameters = {name: used[name] for name in PARAMETER_UNITS}
    return {
        "model_version": MODEL_VERSION,
        "assumptions_hash": scenario.assumptions.hash,
        "municipality": scenario.municipality,
        "participant_set": None if named_set is None else sorted(named_set),
        "alternative": scenario.alternatives[int(_value(scenario.alternative, draw))],
        "together": sorted(scenario.together),
        "parameters": {**parameters, "participants": parameters["participants"] if named_set is None else None},
        **_registers(used, scenario.assumptions),
        "years": results.years_of(appraisal),
        "line_items": {name: [finite_or_none(x) for x in row] for name, row in by_year(appraisal, draw).items()},
        "capital": {name: _account(account, appraisal, draw) for name, account in accounts(appraisal).items()},
        "indicators": {name: finite_or_none(_value(array, draw)) for name, array in results.indicators(appraisal).items()},
    }


def _registers(used: Mapping[str, float | None], assumptions: AssumptionSet) -> dict[str, dict[str, dict[str, float | None]]]:
    """The values of each register: by row, then by field; what an alternative reaches of one benefit as ``reach.BENEFIT``."""
    return {
        register: {key: {field: used[f"{register}.{key}.{field}"] for field in row.fields} for key, row in rows.items()}
        for register, rows in assumptions.registers.items()
    }


def _account(account: CapitalAccount, appraisal: Appraisal, draw: int) -> dict[str, list[float]]:
    """A capital account by year, summed over the studied municipalities."""
    years = appraisal.drivers.year.size
    return {field.name: _row(total_over_municipalities(getattr(account, field.name)), draw, years) for field in fields(account)}


def _written(name: str, value: float) -> float | None:
    """A number as the files write it: None where the engine's number stands for an empty one."""
    return None if value == empty_as(name) else finite_or_none(value)


def finite_or_none(value: float) -> float | None:
    """The number for JSON; None where it is not finite."""
    return value if math.isfinite(value) else None


def _value(array: Array, draw: int) -> float:
    return float(array[draw if array.shape[DRAW] > 1 else 0, 0, 0])


def _row(array: Array, draw: int, years: int) -> list[float]:
    row = array[draw if array.shape[DRAW] > 1 else 0, :, 0].tolist()
    return row if len(row) == years else row * years
