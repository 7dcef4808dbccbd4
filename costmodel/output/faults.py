"""Faults in the reader's words: the code finds the texts in the catalog ``faults``, and the facts fill them."""

import re
from collections.abc import Iterable

from costmodel.assumptions.located import UNNAMED_ROW
from costmodel.assumptions.records import AssumptionSet
from costmodel.assumptions.rules import full_names
from costmodel.faults import AssumptionError, Fact, Facts, Fault, Note, Part, number_text, shown
from costmodel.texts.catalog import text

_ROW = re.compile(rf"{UNNAMED_ROW}([0-9]+)(.*)")


def faults_text(error: AssumptionError) -> str:
    """All that is wrong: a heading, then a line each."""
    where = "in_files" if any(fault.place for fault in error.faults) else "in_values"
    return "\n".join([text(f"faults.heading.{where}", count=len(error.faults)), *fault_lines(error.faults)])


def fault_lines(faults: Iterable[Fault]) -> list[str]:
    """A line each."""
    return [fault_line(fault) for fault in faults]


def fault_line(fault: Fault) -> str:
    """A fault or a note as one line: where, what was found, what is allowed and what to do."""
    start = "".join(f"{part}: " for part in (fault.place, _name(fault)) if part)
    kind = "note" if isinstance(fault, Note) else "fault"
    return text(f"faults.line.{kind}", start=start, found=found(fault), allowed=allowed(fault), action=action(fault))


def notice_lines(notices: Iterable[Fault], assumptions: AssumptionSet) -> list[str]:
    """What was dropped of a link, a line each: those that only a link can have in words of their own."""
    return [_notice(fault, _label(fault.name, assumptions)) for fault in notices]


def note_lines(notes: Iterable[Fault]) -> list[str]:
    """What became of the parts of an upgraded folder, a line each, with the file."""
    return ["".join(f"{part}: " for part in (fault.place,) if part) + _notice(fault, shown(fault.name)) for fault in notes]


def _notice(fault: Fault, label: str) -> str:
    key = next((key for part in ("links", "upgrade") if (key := f"notices.{part}.{fault.code}") in text), None)
    if key is not None:
        return _filled(key, {**fault.facts, "label": label})
    return text("notices.links.dropped", label=label, found=found(fault), allowed=allowed(fault))


def _label(name: str, assumptions: AssumptionSet) -> str:
    known = [assumptions.quantities[full] for full in full_names(name, assumptions) if full in assumptions.quantities]
    return text("notices.links.label", title=known[0].name.nb, name=shown(name)) if known else shown(name)


def found(fault: Fault) -> str:
    """What stands there."""
    return _filled(f"faults.{fault.code}.found", fault.facts)


def allowed(fault: Fault) -> str:
    """What may stand there."""
    return _filled(f"faults.{fault.code}.allowed", fault.facts)


def action(fault: Fault) -> str:
    """What to do about it."""
    return _filled(f"faults.{fault.code}.action", fault.facts)


def part_text(part: Part | None) -> str:
    """A part of a message; nothing for none."""
    return "" if part is None else _filled(f"faults.parts.{part.code}", part.facts)


def _name(fault: Fault) -> str:
    """What the fault is about: a name of the files or of the program as it is, else the reader's word for it."""
    row = _ROW.fullmatch(fault.name)
    if row:
        return text("faults.row", line=row[1], column=row[2])
    key = f"faults.{fault.code}.name"
    return text(key) if key in text else fault.name


def _filled(key: str, facts: Facts) -> str:
    return text(key, **{name: _written(fact) for name, fact in facts.items()})


def _written(fact: Fact) -> str:
    """A fact in a sentence: numbers as the files write them, names after commas, parts in words."""
    if isinstance(fact, tuple):
        texts = [_written(item) for item in fact]
        return text("faults.joint").join(texts) if any(isinstance(item, Part) for item in fact) else ", ".join(texts)
    if isinstance(fact, float):
        return number_text(fact)
    return part_text(fact) if fact is None or isinstance(fact, Part) else str(fact)
