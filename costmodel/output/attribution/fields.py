"""What is changed in the files of two folders, in words."""

from collections.abc import Iterable

from costmodel.analysis.attribution.fields import FieldChange, Leaf
from costmodel.assumptions.records import AssumptionSet
from costmodel.output.identity.saying import norwegian
from costmodel.output.labels import name_in_language
from costmodel.texts.catalog import text

MOST_LETTERS, BEFORE = 70, 20
"""Letters of a long text that are shown, and of those before the first that is another."""


def record_label(change: FieldChange, sets: Iterable[AssumptionSet]) -> str:
    """Name in the reader's language of the number or row that is changed; what the file calls it where it has no such name."""
    register, _, key = change.record.partition(".")
    for item in sets:
        row = item.registers.get(register, {}).get(key)
        named = item.numbers.get(change.record) or row
        if named is not None:
            return name_in_language(named.name)
    return change.record


def field_line(change: FieldChange, label: str) -> str:
    """A change as text; `label` is what the number or row is called."""
    if not change.record:
        return text(f"fields.files.{change.kind}")
    name = change.record if label == change.record else text("fields.named", label=label, name=change.record)
    if not change.field:
        return text(f"fields.records.{change.kind}", name=name)
    before, after = _shown(change.before, change.after)
    return text("fields.changed", name=name, field=change.field, before=before, after=after)


def _shown(before: Leaf, after: Leaf) -> tuple[str, str]:
    """Both values; of long texts the part where they begin to differ."""
    first, second = _text(before), _text(after)
    alike = next((at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), min(len(first), len(second)))
    start = max(alike - BEFORE, 0)
    return _part(first, start), _part(second, start)


def _part(long: str, start: int) -> str:
    if len(long) <= MOST_LETTERS:
        return long
    shown = long[start : start + MOST_LETTERS].strip()
    return ("… " if start else "") + shown + (" …" if start + MOST_LETTERS < len(long) else "")


def _text(value: Leaf) -> str:
    if value is None or value == "":
        return text("fields.nothing")
    return " ".join(value.split()) if isinstance(value, str) else norwegian(value)
