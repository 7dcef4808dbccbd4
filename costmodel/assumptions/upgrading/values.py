"""Values of version 1 by name → those of version 2, and a note of each that is carried over, moved or left out.

Pure: values and the assumption set of version 2 come in. Where a number of version 1 has become a number of each row of a register, the
rows share it in the proportion that they have in the assumption set.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from costmodel.assumptions.records import AssumptionSet, OpenTo
from costmodel.assumptions.rules import Values
from costmodel.faults import Note, number_text

RENAMED = {"twelve_month_loss": "clinic_twelve_month_loss"}
RENAMED_FIELDS = {"also_in_alternative": "also_in_null"}
"""Of a benefit."""
NO_PLACE = ("capital_fixed_share",)
"""Numbers of version 1 that nothing in version 2 answers to."""
OF_SYSTEMS = {"legacy_operating_cost": "yearly_cost", "legacy_reinvestment": "renewal_cost"}
"""What the former systems cost together → the field of each of them."""
SYSTEMS_YEAR, YEAR_FIELD = "legacy_reinvestment_year", "renewal_year"
REPLACEMENT, ONE_OFF = "replacement_cost", "one_off_cost"
"""What another system cost one that leaves → the one-off cost of the first alternative, and in proportion of others that can be chosen."""
SPLIT = {
    "interaction_and_medication": ("interaction", "medication"),
    "logistics_and_management": ("logistics", "management_information"),
    "citizen_services": ("citizen_services", "home_follow_up"),
}
"""Benefits of the register shipped with version 1 → those that have come in their place."""
AMOUNT = "potential"
"""The field of a benefit that has no meaning for a part of it."""
COUNTS_OTHERWISE = "extra_minutes"
"""A number that counts for a full-time employee since version 2, for an employee before."""
GONE = (*RENAMED, *NO_PLACE, *OF_SYSTEMS, SYSTEMS_YEAR, REPLACEMENT)


@dataclass(frozen=True)
class UpgradedValues:
    """Values by the names of version 2."""

    values: dict[str, float | None]
    notes: tuple[Note, ...]
    """What became of those that do not stand as they were."""


def is_of_version_1(values: Values) -> bool:
    """Whether some value has a name that only version 1 has."""
    return any(name in GONE or name.rpartition(".")[2] in RENAMED_FIELDS for name in values)


def upgraded_values(values: Values, assumptions: AssumptionSet) -> UpgradedValues:
    """The values that version 2 has a place for, under its names; a value that is named anew keeps its number."""
    found: dict[str, float | None] = {}
    notes: list[Note] = []
    for name, value in values.items():
        places = {new: value * share for new, share in new_places(name, assumptions).items()} if value is not None else {name: None}
        found |= places
        if not places:
            notes.append(Note("", name, "not_carried", {"value": _number(value)}))
        elif list(places) != [name]:
            notes.append(Note("", name, "carried_over", {"value": _number(value), "names": tuple(places)}))
        elif name == COUNTS_OTHERWISE and value:
            notes.append(Note("", name, "counts_otherwise", {"value": _number(value)}))
    moved = list(_years_too_early(found, assumptions))
    return UpgradedValues(found | {name: year for name, year, _ in moved}, (*notes, *(note for _, _, note in moved)))


def new_places(name: str, assumptions: AssumptionSet) -> dict[str, float]:
    """The names that have come in the place of a name of version 1, each with the share that it takes of the value."""
    if name in NO_PLACE:
        return {}
    if name in OF_SYSTEMS:
        field = OF_SYSTEMS[name]
        return {f"legacy_systems.{key}.{field}": share for key, share in system_shares(field, assumptions).items()}
    if name == SYSTEMS_YEAR:
        return {f"legacy_systems.{key}.{YEAR_FIELD}": 1.0 for key in replaced_systems(assumptions)}
    if name == REPLACEMENT:
        return {f"alternatives.{key}.{ONE_OFF}": share for key, share in alternative_shares(assumptions).items()}
    if name.startswith("benefits.") and name.count(".") > 1:
        return dict.fromkeys(_of_benefit(name, assumptions), 1.0)
    return {RENAMED.get(name, name): 1.0}


def over_register(name: str) -> str | None:
    """The name in version 2 of what may be every row of a register, as correlations have it; None where there is none."""
    if name in NO_PLACE or name == SYSTEMS_YEAR:
        return None
    start, dot, field = name.rpartition(".")
    of_rows = {**{old: f"legacy_systems.*.{new}" for old, new in OF_SYSTEMS.items()}, REPLACEMENT: f"alternatives.*.{ONE_OFF}"}
    return of_rows.get(name) or RENAMED.get(name) or f"{start}{dot}{RENAMED_FIELDS.get(field, field)}"


def replaced_systems(assumptions: AssumptionSet) -> list[str]:
    """The former systems that Helseplattformen replaces, by key."""
    return [key for key, row in assumptions.legacy_systems.items() if row.fields["replaced"].value == 1]


def system_shares(field: str, assumptions: AssumptionSet) -> dict[str, float]:
    """How large a part of the sum each replaced system has; equal parts where the sum is 0."""
    amounts = {key: assumptions.legacy_systems[key].fields[field].value or 0.0 for key in replaced_systems(assumptions)}
    total = sum(amounts.values())
    return {key: amount / total if total else 1.0 / len(amounts) for key, amount in amounts.items()}


def alternative_shares(assumptions: AssumptionSet) -> dict[str, float]:
    """The one-off cost of each alternative that can be chosen, as a multiple of the first one's."""
    open_to_some = {key: row.fields[ONE_OFF].value or 0.0 for key, row in assumptions.alternatives.items() if row.open_to != OpenTo.NONE}
    first = next(iter(open_to_some.values()), 0.0)
    return {key: amount / first if first else 1.0 for key, amount in open_to_some.items()}


def _of_benefit(name: str, assumptions: AssumptionSet) -> list[str]:
    """The names of a benefit's field: of the parts of it, where the register has parts in its place."""
    _, key, field = name.split(".", 2)
    field, register = RENAMED_FIELDS.get(field, field), assumptions.benefits
    parts = SPLIT.get(key, ())
    if not parts or not all(part in register for part in parts):
        return [f"benefits.{key}.{field}"]
    return [] if field == AMOUNT else [f"benefits.{part}.{field}" for part in parts]


def _years_too_early(values: Mapping[str, float | None], assumptions: AssumptionSet) -> Iterator[tuple[str, float, Note]]:
    """A year of leaving before the first one possible, with that year in its place."""
    first, asked = first_year_to_leave(values, assumptions), values.get("exit_year")
    if asked is not None and asked < first:
        yield "exit_year", first, Note("", "exit_year", "moved_to_first_exit", {"from": number_text(asked), "to": number_text(first)})


def first_year_to_leave(values: Values, assumptions: AssumptionSet) -> float:
    """The first year in which anybody can have left, to an alternative that is to be had."""
    known = {name: item.value or 0.0 for name, item in assumptions.parameters.items()}
    decides, lead = (float(values.get(name) or known[name]) for name in ("decision_year", "exit_lead_years"))
    return float(ceil(decides + lead))


def _number(value: float | None) -> str:
    return "none" if value is None else number_text(value)
