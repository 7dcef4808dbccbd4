"""Names that stand for two things: a reader of lists and charts cannot tell which is meant."""

from collections.abc import Iterable, Iterator

from costmodel.assumptions.tables.naming import same_letters
from costmodel.faults import Fault, Note, shown

Shown = tuple[str, str, str]
"""Place and name in messages, and the name that is shown."""


def names_twice(items: Iterable[Shown]) -> Iterator[Fault]:
    """Display names that an earlier item of the same list has."""
    first: dict[str, str] = {}
    for place, title, name in items:
        before = first.setdefault(same_letters(name), place)
        if before != place:
            yield Note(place, title, "display_name_twice", {"name": shown(name), "first": before})
