"""What a measurement has taught, written into the assumption files as text: comments, order and layout stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from costmodel.assumptions.editing.places import file_of, way_of
from costmodel.assumptions.editing.yaml_fields import folded
from costmodel.assumptions.folders import BASE
from costmodel.assumptions.located import Keys
from costmodel.assumptions.measuring.measurement_reading import FILE
from costmodel.assumptions.records import AssumptionSet, Basis, Distribution, Measurement
from costmodel.assumptions.upgrading.editing import YamlText
from costmodel.faults import number_text
from costmodel.units import BY_SYMBOL

SCHEMA_LINE = "# yaml-language-server: $schema=../schemas/measurements.schema.json"
DIGITS = 4
"""Significant digits of a number that is written back."""
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Taught:
    """What is to stand at a number of the files."""

    mean: float
    """What is expected of it now, in its own unit and prices."""
    how: str
    """How it was measured, in the reader's words."""
    measured: date


def mode_of_mean(mean: float, low: float, high: float) -> float:
    """The base value for which PERT between low and high has this mean, held inside them.

    >>> round(mode_of_mean(0.65, -1.0, 3.0), 3)
    0.475
    """
    return min(max((6.0 * mean - low - high) / 4.0, low), high)


def with_taught(files: Mapping[str, bytes], taught: Mapping[str, Taught], known: AssumptionSet) -> dict[str, bytes]:
    """The files, by place, with what was learnt of some numbers, by full name; low and high stay as they are.

    Raises AssumptionError where a number is laid out so that it cannot be edited as text.
    """
    changed = dict(files)
    by_file: dict[str, dict[str, Taught]] = {}
    for name, what in taught.items():
        by_file.setdefault(file_of(name), {})[name] = what
    for file, some in by_file.items():
        text = YamlText(changed[BASE + file], BASE + file)
        for name, what in some.items():
            _write_back(text, way_of(name, known), name, what, known)
        changed[BASE + file] = text.edited()
    return changed


def with_measurements(files: Mapping[str, bytes], measured: Mapping[str, Measurement], written_back: Sequence[str]) -> dict[str, bytes]:
    """The files with measurements.yaml, where those that were not in it stand last and those that are written back are marked."""
    place = BASE + FILE
    text = YamlText(files.get(place, f"{SCHEMA_LINE}\n\nmeasurements: {{}}\n".encode()), place)
    there = text.keys("measurements")
    new = {key: item.model_copy(update={"written_back": key in written_back}) for key, item in measured.items() if key not in there}
    for key in (key for key in written_back if key in there):
        _mark(text, ("measurements", key))
    blocks = [measurement_lines(key, item) for key, item in new.items()]
    if there:
        for block in blocks:
            text.insert_after(("measurements", there[-1]), block)
        return {**files, place: text.edited()}
    if blocks:
        lines = [f"  {line}" if line else "" for block in blocks for line in ("", *block)]
        text.replace(("measurements",), ["measurements:", *lines])
    return {**files, place: text.edited()}


def measurement_lines(key: str, item: Measurement) -> list[str]:
    """A measurement as lines of measurements.yaml."""
    fields = item.model_dump(exclude_defaults=True)
    return [f"{key}:", *(f"  {name}: {_scalar(value)}" for name, value in fields.items())]


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return number_text(float(value))
    return value.isoformat() if isinstance(value, date) else _quoted(str(value))


def _quoted(text: str) -> str:
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def _write_back(text: YamlText, way: Keys, name: str, what: Taught, known: AssumptionSet) -> None:
    item = known.quantities[name]
    mode = mode_of_mean(what.mean, item.low or 0.0, item.high or 0.0)
    value = str(round(mode)) if BY_SYMBOL[item.unit].whole else number_text(float(f"{mode:.{DIGITS}g}"))
    written = text.keys(*map(str, way))
    if "distribution" in written and item.distribution is not Distribution.PERT:
        text.put((*way, "distribution"), Distribution.PERT.value)
    if text.is_block((*way, "value")):
        text.put((*way, "value"), value)
        _block_origin(text, way, what, written)
    else:
        _flow_origin(text, way, value, what, written)


def _block_origin(text: YamlText, way: Keys, what: Taught, written: Sequence[str]) -> None:
    """Basis, how and dates of a number whose fields stand on lines of their own; what they said before stays as a comment."""
    how = ["how: >-", *(f"  {line}" for line in folded(what.how))]
    old = [field for field in ("how", "why") if field in written]
    before = [f"# {line}".rstrip() for field in old for line in text.copied((*way, field))]
    if "basis" in written:
        text.put((*way, "basis"), Basis.MEASURED.value)
    else:
        how = [f"basis: {Basis.MEASURED.value}", *how]
    if old:
        text.replace((*way, old[0]), [*how, *before])
        for field in old[1:]:
            text.replace((*way, field), [])
    else:
        text.insert_after((*way, "basis" if "basis" in written else "value"), how, is_parted=False)
    review = text.at(*map(str, way), "review_by")
    if "valid_from" in written:
        text.put((*way, "valid_from"), what.measured.isoformat())
    if isinstance(review, date) and review < what.measured:
        text.put((*way, "review_by"), (what.measured + A_YEAR).isoformat())


def _flow_origin(text: YamlText, way: Keys, value: str, what: Taught, written: Sequence[str]) -> None:
    """The same of a number on one line: what is new follows the value."""
    added = ""
    for field, content in (("basis", Basis.MEASURED.value), ("how", _quoted(what.how))):
        if field in written:
            text.put((*way, field), content)
        else:
            added += f", {field}: {content}"
    text.put((*way, "value"), value + added)


def _mark(text: YamlText, way: Keys) -> None:
    """Say of a measurement that it is written back."""
    if "written_back" in text.keys(*map(str, way)):
        text.put((*way, "written_back"), "true")
    elif text.is_block((*way, "who")):
        text.insert_after((*way, "who"), ["written_back: true"], is_parted=False)
    else:
        text.put((*way, "n"), f"{number_text(float(str(text.at(*map(str, way), 'n'))))}, written_back: true")
