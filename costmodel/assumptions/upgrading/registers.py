"""The registers of version 2 with the numbers of a version 1: benefits under the new names, former systems and alternatives."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from costmodel.assumptions.located import Keys, as_mapping
from costmodel.assumptions.records import Area, AssumptionSet
from costmodel.assumptions.upgrading.editing import YamlText
from costmodel.assumptions.upgrading.phrases import Phrases
from costmodel.assumptions.upgrading.values import (
    OF_SYSTEMS,
    ONE_OFF,
    RENAMED_FIELDS,
    REPLACEMENT,
    SPLIT,
    SYSTEMS_YEAR,
    YEAR_FIELD,
    alternative_shares,
    replaced_systems,
    system_shares,
)
from costmodel.faults import AssumptionError, Fault, Note, shown

Record = Mapping[str, object]
BENEFITS, SYSTEMS, ALTERNATIVES = "benefits", "legacy_systems", "alternatives"
AREAS = {
    "message_monitoring": Area.LOGISTICS,
    "double_documentation": Area.USABILITY,
    "interaction_and_medication": Area.INTERACTION,
    "logistics_and_management": Area.LOGISTICS,
    "citizen_services": Area.CITIZEN_INVOLVEMENT,
}
"""Area of each benefit of the register shipped with version 1."""
AMOUNTS = ("value", "low", "high")
ORIGIN = ("basis", "source", "page", "how", "why", "confidence")
_CENT = Decimal("0.01")


def carried_benefits(old: YamlText, shipped: YamlText) -> tuple[bytes, list[Note]]:
    """The user's benefits under the names of version 2, each with an area, and the fields that have come from the shipped file."""
    file, notes = old.located.file, list[Note]()
    for field, new in RENAMED_FIELDS.items():
        ways = [("fields", field), *((BENEFITS, key, field) for key in old.keys(BENEFITS))]
        for way in ways:
            if way in old.located.keys:
                old.rename(way, new)
        notes.append(Note(file, field, "key_renamed", {"new": new}))
    _insert_fields(old, shipped)
    for key in old.keys(BENEFITS):
        if "area" not in old.keys(BENEFITS, key):
            area = AREAS.get(key, Area.LOGISTICS)
            old.insert_after((BENEFITS, key, "description"), [f"area: {area.value}"], is_parted=False)
            notes.append(Note(file, key, "area_chosen" if key in AREAS else "area_guessed", {"area": area.value}))
    return old.edited(), notes


def _insert_fields(old: YamlText, shipped: YamlText) -> None:
    known = {RENAMED_FIELDS.get(field, field): ("fields", field) for field in old.keys("fields")}
    before = next(iter(known.values()))
    for field in shipped.keys("fields"):
        if field not in known:
            old.insert_after(before, shipped.copied(("fields", field)))
        before = known.get(field, before)


def carried_systems(
    shipped: YamlText, moved: Mapping[str, Record], assumptions: AssumptionSet, phrases: Phrases
) -> tuple[bytes, list[Note]]:
    """The shipped register with the user's amounts, shared among the replaced systems in proportion to the shipped ones."""
    notes: list[Note] = []
    for name, field in OF_SYSTEMS.items():
        if name in moved:
            shares = system_shares(field, assumptions)
            for key, record in shared_out(moved[name], shares, name, phrases).items():
                shipped.replace((SYSTEMS, key, field), [f"{field}: {flow(record)}"])
            notes.append(_carried(name, moved[name], [f"{SYSTEMS}.{key}.{field}" for key in shares]))
    if SYSTEMS_YEAR in moved:
        year = {"value": moved[SYSTEMS_YEAR].get("value"), "distribution": "fixed", **carried_origin(moved[SYSTEMS_YEAR])}
        for key in replaced_systems(assumptions):
            shipped.replace((SYSTEMS, key, YEAR_FIELD), [f"{YEAR_FIELD}: {flow(year)}"])
        names = [f"{SYSTEMS}.{key}.{YEAR_FIELD}" for key in replaced_systems(assumptions)]
        notes.append(_carried(SYSTEMS_YEAR, moved[SYSTEMS_YEAR], names))
    return shipped.edited(), notes


def carried_alternatives(
    shipped: YamlText, moved: Mapping[str, Record], assumptions: AssumptionSet, benefits: Sequence[str], phrases: Phrases
) -> tuple[bytes, list[Note]]:
    """The shipped register with the user's cost of a replacement, and with what is reached of the benefits that the user's register has."""
    notes: list[Note] = []
    if REPLACEMENT in moved:
        shares = alternative_shares(assumptions)
        for key, share in shares.items():
            record = scaled(moved[REPLACEMENT], share, REPLACEMENT, phrases)
            shipped.replace((ALTERNATIVES, key, ONE_OFF), [f"{ONE_OFF}: {flow(record)}"])
        notes.append(_carried(REPLACEMENT, moved[REPLACEMENT], [f"{ALTERNATIVES}.{key}.{ONE_OFF}" for key in shares]))
    for key in shipped.keys(ALTERNATIVES):
        notes += _carry_reach(shipped, (ALTERNATIVES, key, "reach_of"), benefits)
    return shipped.edited(), notes


def _carry_reach(shipped: YamlText, way: Keys, benefits: Sequence[str]) -> Iterator[Note]:
    """What an alternative reaches of single benefits, for those of the user's register; of one that holds several, that of the first."""
    merged = {parts[0]: key for key, parts in SPLIT.items() if key in benefits and parts[0] not in benefits}
    lines = list[str]()
    for benefit in shipped.keys(*map(str, way)):
        key = merged.get(benefit, benefit)
        if key in benefits:
            lines += [f"  {line}" for line in shipped.copied((*way, benefit))]
            lines[-1] = lines[-1].replace(f"  {benefit}:", f"  {key}:", 1)
        if key != benefit or key not in benefits:
            code = "reach_of_merged" if key in benefits else "reach_left_out"
            yield Note(shipped.located.file, f"{way[1]}.reach.{benefit}", code, {"benefit": key} if key in benefits else {})
    if way in shipped.located.keys:
        shipped.replace(way, ["reach_of:", *lines] if lines else [])


def shared_out(record: Record, shares: Mapping[str, float], name: str, phrases: Phrases) -> dict[str, dict[str, object]]:
    """A number and its range as parts of it, in hundredths that sum to the whole; the largest part takes what rounding leaves."""
    largest = max(shares, key=lambda key: shares[key])
    parts = {key: dict[str, object]() for key in shares}
    for end in AMOUNTS:
        whole = _amount(record, end, name)
        if whole is None:
            continue
        rounded = {key: (whole * Decimal(share)).quantize(_CENT) for key, share in shares.items()}
        rounded[largest] += whole - sum(rounded.values())
        for key, amount in rounded.items():
            parts[key][end] = float(amount)
    return {key: {**part, **_rest(record, phrases.shared)} for key, part in parts.items()}


def scaled(record: Record, share: float, name: str, phrases: Phrases) -> dict[str, object]:
    """A number and its range times a factor, in hundredths."""
    ends = {end: _amount(record, end, name) for end in AMOUNTS}
    amounts = {end: float((amount * Decimal(share)).quantize(_CENT)) for end, amount in ends.items() if amount is not None}
    return {**amounts, **_rest(record, "" if share == 1.0 else phrases.shared)}


def _amount(record: Record, end: str, name: str) -> Decimal | None:
    value = record.get(end)
    if value is None and end != "value":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise AssumptionError([Fault("base/parameters.yaml", f"{name}.{end}", "cannot_carry_value", {"written": shown(str(value))})])
    return Decimal(str(value))


def _rest(record: Record, ending: str) -> dict[str, object]:
    """What a number of a row has beside its amounts."""
    beside = {key: record[key] for key in ("distribution", "price_year") if key in record}
    return {**beside, **carried_origin(record, ending)}


def carried_origin(record: Record, ending: str = "") -> dict[str, object]:
    """The origin of a number; with `ending` that of one derived from it, which ends in those words."""
    origin = {key: record[key] for key in ORIGIN if record.get(key) is not None}
    if not ending:
        return origin
    if origin.get("basis") == "published":
        return {**origin, "basis": "derived", "how": ending}
    told = "how" if origin.get("basis") == "derived" else "why"
    return {**origin, told: f"{origin.get(told, '')} {ending}".strip()}


def flow(record: Record) -> str:
    """A record on one line, as the registers write theirs."""
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in record.items()) + "}"


def _scalar(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(" ".join(value.split()) if isinstance(value, str) else value, ensure_ascii=False)


def _carried(name: str, record: Record, names: Sequence[str]) -> Note:
    return Note("base/parameters.yaml", name, "carried_over", {"value": shown(str(as_mapping(record).get("value"))), "names": tuple(names)})
