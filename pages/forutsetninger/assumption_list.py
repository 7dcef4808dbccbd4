"""Every number of the assumption files with its whole record: found by origin, role and words, as folds and as a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from costmodel import AssumptionSet
from costmodel.analysis.provenance import OWN
from costmodel.assumptions.records import Assumption, Basis, Role
from costmodel.assumptions.rules import EVERY_ROW, Values, full_names
from costmodel.output.csv import Cell, csv_bytes
from costmodel.output.labels import field_label, name_in_language
from pages.components import layout
from pages.components.differences import value_text, with_unit
from pages.components.levers.lever import badge_of, confidence_name
from pages.components.words import plain
from pages.forutsetninger.facts import ALL, about_row, basis_name, role_name, text

STYLE = """
.records details {border-top: 1px solid #8884; padding: 0.35rem 0}
.records summary {display: flex; flex-wrap: wrap; gap: 0.15rem 0.75rem; align-items: baseline; cursor: pointer}
.records summary::before {content: "+"; width: 0.8rem; font-weight: 600}
.records details[open] > summary::before {content: "−"}
.records summary b {font-weight: 500; flex: 1 1 14rem; min-width: 0; overflow-wrap: anywhere}
.records summary span {font-variant-numeric: tabular-nums}
.records mark {background: none; color: inherit; border: 1px solid #8888; border-radius: 1rem; padding: 0 0.5rem; font-size: 0.8rem}
.records mark.own {font-weight: 600; border-width: 2px}
.records dl {display: grid; grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); gap: 0.15rem 1rem}
.records dl {margin: 0.4rem 0; font-size: 0.875rem}
.records dt {font-weight: 600}
.records dd {margin: 0; overflow-wrap: anywhere}
.records p {margin: 0.3rem 0; font-size: 0.9375rem}
"""


@dataclass(frozen=True)
class Heading:
    """What some of the numbers stand under."""

    title: str
    about: str = ""
    """What the row of a register is, where it is one."""


@dataclass(frozen=True)
class Entry:
    """One number as the list shows it."""

    name: str
    """``platform_cost``, ``REGISTER.KEY.FIELD`` or ``budget.NAME``."""
    label: str
    """What it is called under its heading."""
    heading: Heading
    record: Assumption
    own: float | None
    """What the session has changed it to, where it has."""
    is_changed: bool

    @property
    def basis(self) -> str:
        """Where the number in use comes from: a :class:`Basis`, or ``own``."""
        return OWN if self.is_changed else self.record.basis.value

    @property
    def text(self) -> str:
        """Everything that a search looks through."""
        item = self.record
        where = (self.heading.title, self.heading.about, self.name, self.label)
        parts = (*where, item.name.nb, item.name.en, item.description, item.source, item.how, item.why, item.owner)
        return " ".join(part for part in parts if part).casefold()


def entries(assumptions: AssumptionSet, changes: Values) -> list[Entry]:
    """Every number under its heading, with what the session has made of it."""
    own = own_values(assumptions, changes)
    headings = dict(_headings(assumptions))
    return [
        Entry(name, _label(name, item, assumptions), headings[name], item, own.get(name), name in own)
        for name, item in assumptions.numbers.items()
    ]


def own_values(assumptions: AssumptionSet, changes: Values) -> dict[str, float | None]:
    """What the session has changed, by full name; a change of one row goes before that of all rows."""
    return {full: value for name, value in sorted(changes.items(), key=_broad_first) for full in full_names(name, assumptions)}


def _broad_first(change: tuple[str, float | None]) -> bool:
    return EVERY_ROW not in change[0]


def _label(name: str, record: Assumption, assumptions: AssumptionSet) -> str:
    return field_label(name, assumptions) if name in assumptions.quantities else name_in_language(record.name)


def _headings(assumptions: AssumptionSet) -> Iterator[tuple[str, Heading]]:
    for group in assumptions.groups.values():
        yield from ((name, Heading(name_in_language(group.name))) for name in group.parameters)
    for register, rows in assumptions.registers.items():
        for key, row in rows.items():
            heading = Heading(text(f"numbers.groups.{register}", name=name_in_language(row.name)), about_row(row))
            yield from ((f"{register}.{key}.{field}", heading) for field in row.fields)
    yield from ((f"budget.{name}", Heading(text("numbers.groups.budget"))) for name in assumptions.budget)


def choose(found: Sequence[Entry]) -> list[Entry]:
    """The entries that the filters and the search leave."""
    first, second = st.columns(2, gap="large")
    known = {item.record.basis for item in found}
    origins = [ALL, *(basis.value for basis in Basis if basis in known), *([OWN] if any(item.is_changed for item in found) else [])]
    with first:
        basis = choose_kind("basis", origins, basis_name)
    with second:
        role = choose_kind("role", [ALL, *(role.value for role in Role)], role_name)
    label, example = text("numbers.filters.search.label"), text("numbers.filters.search.example")
    words = st.text_input(label, key="record_search", placeholder=example)
    return [item for item in found if basis in (ALL, item.basis) and role in (ALL, item.record.role) and matches(words, item)]


def choose_kind(filter_name: str, kinds: Sequence[str], name_of: Callable[[str], str]) -> str:
    """One of the kinds of number that a filter lets through, at first :data:`ALL`."""
    label, help_text = text(f"numbers.filters.{filter_name}.label"), text(f"numbers.filters.{filter_name}.help")
    usual = {"default": ALL, "required": True, "persist_state": "session"}
    return st.segmented_control(label, kinds, format_func=name_of, key=f"filter_{filter_name}", help=help_text, **usual)


def matches(words: str, item: Entry) -> bool:
    """Whether every word of a search stands somewhere in the record."""
    return all(word in item.text for word in words.casefold().split())


def show_entries(found: Iterable[Entry], assumptions: AssumptionSet, links: Mapping[str, str]) -> None:
    """The numbers under their headings, each a fold with its whole record, and with a link to the sums that it is part of."""
    groups: dict[Heading, list[Entry]] = {}
    for item in found:
        groups.setdefault(item.heading, []).append(item)
    st.html(f"<style>{STYLE}</style>")
    for heading, items in groups.items():
        st.subheader(plain(heading.title), anchor=False)
        if heading.about:
            layout.note(plain(heading.about))
        st.html(f'<div class="records">{"".join(_fold(item, assumptions, links.get(item.name, "")) for item in items)}</div>')


def _fold(item: Entry, assumptions: AssumptionSet, link: str) -> str:
    value = with_unit(item.own if item.is_changed else item.record.value, item.record)
    own = f'<mark class="own">{layout.own_change()}</mark>' if item.is_changed else ""
    head = f"<b>{escape(item.label)}</b><span>{escape(value)}</span>{own}<mark>{escape(badge_of(item.record))}</mark>"
    known = ((text(f"record.{name}"), told) for name, told in fields_of(item, assumptions).items() if told)
    fields = "".join(f"<dt>{escape(label)}</dt><dd>{escape(told)}</dd>" for label, told in known)
    sums = f"<p>{layout.linked(text('numbers.sums', name=item.label), link)}</p>" if link else ""
    return f"<details><summary>{head}</summary><p>{escape(item.record.description)}</p><dl>{fields}</dl>{sums}</details>"


def fields_of(item: Entry, assumptions: AssumptionSet) -> dict[str, str]:
    """The whole record in words, in the order in which it is shown; what it does not have is empty."""
    record = item.record
    return {
        "own": with_unit(item.own, record) if item.is_changed else "",
        "value": with_unit(record.value, record),
        "price_year": str(record.price_year or ""),
        "plausible": _range(record.low, record.high, record),
        "admissible": _range(record.minimum, record.maximum, record),
        "distribution": text(f"distributions.{record.distribution}") if record.role is Role.UNCERTAIN else "",
        "role": role_name(record.role),
        "basis": basis_name(record.basis),
        "source": _source(record, assumptions),
        "page": record.page or "",
        "how": record.how or "",
        "why": record.why or "",
        "confidence": confidence_name(record.confidence),
        "owner": record.owner,
        "valid_from": f"{record.valid_from:%d.%m.%Y}",
        "review_by": f"{record.review_by:%d.%m.%Y}",
        "question": record.question or "",
        "who_knows": record.who_knows or "",
        "name": item.name,
        "english": record.name.en,
    }


def _range(low: float | None, high: float | None, record: Assumption) -> str:
    if low is None or high is None:
        return ""
    return text("range", low=value_text(low, record), high=with_unit(high, record))


def _source(record: Assumption, assumptions: AssumptionSet) -> str:
    source = assumptions.sources.get(record.source or "")
    return f"{record.source}: {source.title}, {source.publisher}, {source.date}" if source else ""


def as_csv(found: Iterable[Entry]) -> bytes:
    """The entries with their whole records in full precision, a row a number, for Norwegian Excel."""
    heads = list(text.part("file_heads").values())
    return csv_bytes(heads, [dict(zip(heads, _csv_cells(item), strict=True)) for item in found])


def _csv_cells(item: Entry) -> tuple[Cell, ...]:
    record = item.record
    return (
        *(item.label, item.heading.title, item.name, record.value, item.own, record.unit, record.price_year),
        *(record.low, record.high, record.minimum, record.maximum),
        *(role_name(record.role), basis_name(record.basis), record.source, record.page),
        *(record.how, record.why, confidence_name(record.confidence), record.owner, str(record.valid_from), str(record.review_by)),
    )
