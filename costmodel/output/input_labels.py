"""Names of the inputs in the reader's language, and where their values come from: as levers and in comparisons."""

from collections.abc import Sequence
from dataclasses import dataclass

from costmodel.analysis.comparison import Fingerprint, InputDifference, Origin, differences, file_origin
from costmodel.analysis.sensitivity.levers import FACTOR, Lever
from costmodel.assumptions.records import Assumption, AssumptionSet
from costmodel.model.scenario import Scenario
from costmodel.output.labels import alternative_label, everybody, input_label, name_in_language, unit_label
from costmodel.texts.catalog import text


@dataclass(frozen=True)
class ShownDifference:
    """An input that is not the same in all the scenarios, as readers see it."""

    name: str
    """As :class:`costmodel.analysis.comparison.InputDifference` has it."""
    label: str
    unit: str
    """Empty for names."""
    values: tuple[float | str | None, ...]
    """In each scenario; None: never, or not used."""
    origins: tuple[str, ...]
    """Where each value comes from."""


def shown_differences(scenarios: Sequence[Scenario]) -> list[ShownDifference]:
    """Inputs of the first draw that differ, in the order of the assumption files."""
    return [_shown(item, scenarios) for item in differences(scenarios)]


def _shown(item: InputDifference, scenarios: Sequence[Scenario]) -> ShownDifference:
    owner = next((scenario.assumptions for scenario in scenarios if item.name in scenario.values), None)
    label = text(f"labels.compared.{item.name}") if owner is None else input_label(item.name, owner)
    values = tuple(_value(item.name, value, scenario.assumptions) for value, scenario in zip(item.values, scenarios, strict=True))
    return ShownDifference(item.name, label, unit_label(item.unit), values, tuple(map(compared_origin_text, item.origins)))


def _value(name: str, value: float | str | Fingerprint | None, assumptions: AssumptionSet) -> float | str | None:
    if name == "alternative":
        return alternative_label(str(value), assumptions)
    if isinstance(value, Fingerprint):
        return text(f"labels.compared.{name}_value", rows=value.rows, fingerprint=value.digest)
    return everybody() if name == "municipality" and value is None else value


def input_origin(item: Assumption, assumptions: AssumptionSet) -> str:
    """Where the file's value comes from: the source with its page, how it was derived, or why it is assumed."""
    return compared_origin_text(file_origin(item, assumptions))


def compared_origin_text(origin: Origin) -> str:
    """The same of a value in a comparison, which may also be chosen, changed or missing."""
    return text(f"labels.origins.{origin.kind}", **origin.facts)


def lever_label(lever: Lever) -> str:
    """A lever: one number, or the same number of several rows of a register."""
    field = lever_field(lever)
    if len(lever.members) > 1:
        key = "every_row_lever" if lever.is_every_row else "some_rows_lever"
        return text(f"labels.{key}.{lever.register}", field=field, count=len(lever.members))
    return field if lever.row is None else text("labels.row_lever", field=field, row=name_in_language(lever.row))


def lever_field(lever: Lever) -> str:
    """What the number is called, without the row whose field it is; what an alternative reaches of one benefit names the benefit."""
    field = name_in_language(lever.field)
    return field if lever.benefit is None else text("labels.reach_of_benefit", field=field, benefit=name_in_language(lever.benefit))


def lever_unit(lever: Lever) -> str:
    """Unit of a lever's position."""
    return text("labels.factor") if lever.unit == FACTOR else unit_label(lever.unit)
