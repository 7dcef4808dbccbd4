"""A scenario as the user names it, and the values of a run: overridden, checked, and in the prices of one year."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, NoReturn

from reference.version_2 import base_case
from reference.version_2.base_case import Assumption, Row
from reference.version_2.tables import Municipality, municipalities, price_index

Values = dict[str, float]
PLATFORM_CHARGE = "platform_charge"
REGISTERS = {
    "legacy_systems": base_case.LEGACY_SYSTEMS,
    "alternatives": base_case.ALTERNATIVES,
    "benefits": base_case.BENEFITS,
}


class Paid(NamedTuple):
    """A row of what has been paid."""

    municipality: str
    year: int
    line: str
    amount: float
    price_year: int
    months: int = 12


@dataclass(frozen=True, eq=False)
class Scenario:
    """What someone asks for. `values` are in the unit and price year of the tables, by flat name, e.g. `benefits.logistics.realisation`."""

    folder: Path
    municipality: str | None = "Trondheim"
    values: Mapping[str, float] = field(default_factory=dict)
    exit_year: float | None = None
    alternative_year: float | None = None
    alternative: str = base_case.ALTERNATIVE
    named: frozenset[str] | None = None
    together: frozenset[str] = frozenset()
    paid: tuple[Paid, ...] = ()

    def having(self, **changes: float) -> "Scenario":
        """The same with other values of plain parameters."""
        return replace(self, values={**self.values, **changes})


@dataclass(frozen=True, eq=False)
class Inputs:
    """The values of a run, all money in the prices of `price_year`; municipalities by name."""

    p: Values
    legacy: dict[str, Values]
    alternatives: dict[str, Values]
    benefits: dict[str, Values]
    municipalities: dict[str, Municipality]
    alternative: str
    paid: dict[tuple[str, str, int], float] = field(default_factory=dict)
    """What a municipality has paid for a line in a whole year."""
    last: dict[str, int] = field(default_factory=dict)
    """The last whole year of the platform charge in which each was in use throughout."""


def refuse(why: str) -> NoReturn:
    """A scenario that the text does not allow."""
    raise ValueError(why)


def in_prices(value: float, its_year: int | None, price_year: int, index: Mapping[int, float]) -> float:
    """`value × index[price_year] / index[its year]`; a year the index lacks is refused."""
    if its_year is None:
        return value
    if its_year not in index or price_year not in index:
        refuse(f"no price index for {its_year} or {price_year}")
    return value * index[price_year] / index[its_year]


def resolve(row: Row, prefix: str, scenario: Scenario) -> Values:
    """The values of a row, overridden by the scenario and converted."""
    index = price_index(scenario.folder)
    price_year = int(scenario.values.get("price_year", base_case.PARAMETERS["price_year"].value))

    def one(name: str, assumption: Assumption) -> float:
        return in_prices(float(scenario.values.get(prefix + name, assumption.value)), assumption.price_year, price_year, index)

    return {name: one(name, assumption) for name, assumption in row.items()}


def resolve_register(name: str, scenario: Scenario) -> dict[str, Values]:
    """All rows of a register."""
    return {key: resolve(row, f"{name}.{key}.", scenario) for key, row in REGISTERS[name].items()}


def flat_base() -> Row:
    """Every parameter and register field by flat name."""
    fields = {
        f"{name}.{key}.{field_name}": assumption
        for name, register in REGISTERS.items()
        for key, row in register.items()
        for field_name, assumption in row.items()
    }
    return {**base_case.PARAMETERS, **fields}


def inputs(scenario: Scenario) -> Inputs:
    """The values of a run, checked."""
    table = {m.name: m for m in municipalities(scenario.folder)}
    result = Inputs(
        resolve(base_case.PARAMETERS, "", scenario),
        *(resolve_register(name, scenario) for name in REGISTERS),
        municipalities=table,
        alternative=scenario.alternative,
        paid=paid_in_prices(scenario),
        last=last_years(scenario, table),
    )
    check_names(scenario, table)
    check_values(result)
    check_years(scenario, result)
    return result


def paid_in_prices(scenario: Scenario) -> dict[tuple[str, str, int], float]:
    """The whole years that are paid, in the prices of the run."""
    index = price_index(scenario.folder)
    price_year = int(scenario.values.get("price_year", base_case.PARAMETERS["price_year"].value))
    whole = [row for row in scenario.paid if row.months == 12]
    return {(row.municipality, row.line, row.year): in_prices(row.amount, row.price_year, price_year, index) for row in whole}


def last_years(scenario: Scenario, table: Mapping[str, Municipality]) -> dict[str, int]:
    """A municipality that is live has its last year of which the whole is paid and in use."""
    last: dict[str, int] = {}
    for row in scenario.paid:
        m = table[row.municipality]
        if row.line == PLATFORM_CHARGE and row.months == 12 and m.is_live and m.go_live <= row.year:
            last[m.name] = max(row.year, last.get(m.name, 0))
    return last


def check_names(scenario: Scenario, table: Mapping[str, Municipality]) -> None:
    """Unknown names are refused."""
    names = {*scenario.together, *(scenario.named or ()), *({scenario.municipality} - {None})}
    unknown = (names - set(table)) | (set(scenario.values) - set(flat_base())) | ({scenario.alternative} - set(base_case.ALTERNATIVES))
    if unknown:
        refuse(f"unknown: {sorted(map(str, unknown))}")


def check_values(given: Inputs) -> None:
    """Weights of the replaced rows sum to 1; the two dependences of a benefit to no more than 1; q ≤ 0.95."""
    if abs(sum(row["weight"] for key, row in given.legacy.items() if base_case.LEGACY_SYSTEMS[key]["replaced"].value) - 1) > 1e-9:
        refuse("the weights of the replaced systems do not sum to 1")
    if any(row["gp_dependence"] + row["coverage_dependence"] > 1 + 1e-12 for row in given.benefits.values()):
        refuse("the dependences of a benefit sum to more than 1")
    if not 0 <= given.p["transition_decay"] <= 0.95:
        refuse("transition_decay lies outside 0 to 0.95")


def check_years(scenario: Scenario, given: Inputs) -> None:
    """An exit or alternative year before the first one possible is refused."""
    first = soonest(given, scenario.alternative)
    for year in (scenario.exit_year, scenario.alternative_year):
        if year is not None and year < first:
            refuse(f"{year} is before {first}, the first year possible")


def first_exit_year(given: Inputs) -> float:
    """`decision_year` + `exit_lead_years`: a replacement takes time."""
    return given.p["decision_year"] + given.p["exit_lead_years"]


def soonest(given: Inputs, alternative: str) -> float:
    """The later of `first_exit_year` and the `earliest_year` of an alternative."""
    return max(first_exit_year(given), given.alternatives[alternative]["earliest_year"])
