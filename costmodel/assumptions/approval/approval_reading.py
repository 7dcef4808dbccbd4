"""approval.yaml: who has approved the folder and what it was then; the file may be missing, and changes no number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from costmodel.assumptions.located import Keys, Located
from costmodel.assumptions.plausibility.magnitudes import is_same_number
from costmodel.assumptions.reading.record_reading import read_record
from costmodel.assumptions.records import Approval, AssumptionSet, Basis, PublishedThen
from costmodel.faults import Facts, Fault, Note

FILE = "approval.yaml"
_TOGETHER = ("approved_by", "approved_on", "fingerprint")


@dataclass
class ReadApproval:
    """The approval as far as it could be read."""

    record: Approval | None = None
    faults: list[Fault] = field(default_factory=list[Fault])
    source: Located = field(default_factory=lambda: Located(FILE))

    def warnings(self, known: AssumptionSet, fingerprint: str, places: Mapping[str, tuple[str, str]]) -> Iterator[Fault]:
        """What has changed since: the folder, and published numbers that have kept their source.

        `places` has place and name in messages of the numbers by name.
        """
        if self.record is None:
            return
        if self.record.fingerprint is not None and self.record.fingerprint != fingerprint:
            facts: Facts = {"by": self.record.approved_by, "on": self.record.approved_on}
            yield Note(self.source.place(("fingerprint",)), "fingerprint", "changed_since_approval", facts)
        now = published_now(known)
        for name, then in self.record.published.items():
            if name in now and _is_changed(then, now[name]):
                yield _changed(then, now[name], *places.get(name, (self.source.place(("published", name)), name)))


def read_approval(source: Located, today: date) -> ReadApproval:
    """The approval: by whom, when and of what, all three or none, and not in days to come."""
    reading = read_record(Approval, source, ())
    found = ReadApproval(reading.record, [*source.faults, *reading.faults], source)
    if reading.record is not None:
        found.faults.extend(_faults(reading.record, source, today))
    return found


def _faults(item: Approval, source: Located, today: date) -> Iterator[Fault]:
    given = [name for name in _TOGETHER if getattr(item, name) is not None]
    for name in _TOGETHER if given else ():
        if name not in given:
            yield Fault(_place(source, name), name, "half_an_approval", {"missing": name, "given": tuple(given)})
    if item.approved_on is not None and item.approved_on > today:
        yield Fault(_place(source, "approved_on"), "approved_on", "approved_in_future", {"date": item.approved_on, "today": today})


def _place(source: Located, name: str) -> str:
    way: Keys = (name,)
    return source.place(way)


def published_now(known: AssumptionSet) -> dict[str, PublishedThen]:
    """Every number that stands in a source, by name: those of the model, ``published.KEY`` and ``price_index.YEAR``."""
    numbers = {
        name: PublishedThen(values=(item.value,), source=item.source or "", page=item.page or "")
        for name, item in known.numbers.items()
        if item.basis == Basis.PUBLISHED and item.value is not None and item.source
    }
    figures = {
        f"published.{key}": PublishedThen(values=(item.low, item.high), source=item.source, page=item.page)
        for key, item in known.published.items()
    }
    index = {
        f"price_index.{year}": PublishedThen(values=(row.cpi,), source="price_index.csv", page=row.note or "")
        for year, row in known.price_index.items()
        if row.basis == "published"
    }
    return {**numbers, **figures, **index}


def _is_changed(then: PublishedThen, now: PublishedThen) -> bool:
    """Whether the number is another one, and its source the same."""
    is_same = len(then.values) == len(now.values) and all(map(is_same_number, then.values, now.values))
    return not is_same and (then.source, then.page) == (now.source, now.page)


def _changed(then: PublishedThen, now: PublishedThen, place: str, title: str) -> Fault:
    facts: Facts = {"value": _number(now), "before": _number(then), "source": now.source}
    return Note(place, title, "published_changed", facts)


def _number(item: PublishedThen) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{value:.12g}" for value in item.values))
