"""Every number of the assumption files with its whole record: found by origin, role and words, as folds and as a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.records import Assumption, Distribution, Role
from costmodel.assumptions.rules import EVERY_BENEFIT, Values, full_names
from costmodel.output.csv import Cell, csv_bytes
from pages.components import layout
from pages.components.differences import value_text, with_unit
from pages.components.levers import BASIS, CONFIDENCE, badge_of

ALL = "alle"
ROLES = {Role.SETTING: "ramme", Role.DECISION: "valg", Role.UNCERTAIN: "usikkert", Role.METHOD: "metode"}
ROLE_HELP = (
    "Ramme: hvordan beregningen er satt opp. Valg: noen bestemmer det. Usikkert: ingen vet det. Metode: en regel fra en veileder "
    "eller et regnskapsprinsipp."
)
BASIS_HELP = (
    "Publisert: står i en kilde. Utledet: regnet ut av noe publisert. Antakelse: satt av modellen, med en begrunnelse. "
    "Din endring: flyttet av deg."
)
DISTRIBUTIONS = {
    Distribution.PERT: "mest vekt rundt verdien (pert)",
    Distribution.TRIANGULAR: "trekant",
    Distribution.NORMAL: "normalfordelt",
    Distribution.LOGNORMAL: "lognormal",
    Distribution.UNIFORM: "likt i hele spennet",
    Distribution.BETA: "beta",
    Distribution.DISCRETE: "bestemte verdier",
    Distribution.FIXED: "trekkes ikke",
}
BUDGET_GROUP = "Bare for siden Budsjett"
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
class Entry:
    """One number as the list shows it."""

    name: str
    """``platform_cost``, ``benefits.KEY.FIELD`` or ``budget.NAME``."""
    group: str
    """The heading that it stands under."""
    record: Assumption
    own: float | None
    """What the session has changed it to, where it has."""
    is_changed: bool

    @property
    def basis(self) -> str:
        """Where the number in use comes from, in a word."""
        return layout.OWN_CHANGE if self.is_changed else BASIS[self.record.basis]

    @property
    def text(self) -> str:
        """Everything that a search looks through."""
        item = self.record
        parts = (self.group, self.name, item.name.nb, item.name.en, item.description, item.source, item.how, item.why, item.owner)
        return " ".join(part for part in parts if part).casefold()


def entries(assumptions: AssumptionSet, changes: Values) -> list[Entry]:
    """Every number under its heading, with what the session has made of it."""
    own = {full: value for name, value in sorted(changes.items(), key=_broad_first) for full in full_names(name, assumptions)}
    groups = dict(_headings(assumptions))
    return [Entry(name, groups[name], item, own.get(name), name in own) for name, item in assumptions.numbers.items()]


def _broad_first(change: tuple[str, float | None]) -> bool:
    return not change[0].startswith(EVERY_BENEFIT)


def _headings(assumptions: AssumptionSet) -> Iterator[tuple[str, str]]:
    for group in assumptions.groups.values():
        yield from ((name, group.name.nb) for name in group.parameters)
    for key, benefit in assumptions.benefits.items():
        yield from ((f"benefits.{key}.{field}", f"Gevinst: {benefit.name.nb}") for field in benefit.fields)
    yield from ((f"budget.{name}", BUDGET_GROUP) for name in assumptions.budget)


def choose(found: Sequence[Entry]) -> list[Entry]:
    """The entries that the filters and the search leave."""
    first, second = st.columns(2, gap="large")
    origins = [ALL, *BASIS.values(), *([layout.OWN_CHANGE] if any(item.is_changed for item in found) else [])]
    basis = first.segmented_control(
        "Hvor tallet kommer fra", origins, default=ALL, key="filter_basis", required=True, help=BASIS_HELP, persist_state="session"
    )
    role = second.segmented_control(
        "Hva slags tall", [ALL, *ROLES.values()], default=ALL, key="filter_role", required=True, help=ROLE_HELP, persist_state="session"
    )
    words = st.text_input("Søk i navn, forklaring, kilde og begrunnelse", key="record_search", placeholder="For eksempel fastlege eller S3")
    return [item for item in found if basis in (ALL, item.basis) and role in (ALL, ROLES[item.record.role]) and matches(words, item)]


def matches(words: str, item: Entry) -> bool:
    """Whether every word of a search stands somewhere in the record."""
    return all(word in item.text for word in words.casefold().split())


def show_entries(found: Iterable[Entry], assumptions: AssumptionSet, links: Mapping[str, str]) -> None:
    """The numbers under their headings, each a fold with its whole record, and with a link to the sums that it is part of."""
    groups: dict[str, list[Entry]] = {}
    for item in found:
        groups.setdefault(item.group, []).append(item)
    st.html(f"<style>{STYLE}</style>")
    for title, items in groups.items():
        st.subheader(title, anchor=False)
        st.html(f'<div class="records">{"".join(_fold(item, assumptions, links.get(item.name, "")) for item in items)}</div>')


def _fold(item: Entry, assumptions: AssumptionSet, link: str) -> str:
    value = with_unit(item.own if item.is_changed else item.record.value, item.record)
    own = f'<mark class="own">{layout.OWN_CHANGE}</mark>' if item.is_changed else ""
    head = f"<b>{escape(item.record.name.nb)}</b><span>{escape(value)}</span>{own}<mark>{escape(badge_of(item.record))}</mark>"
    fields = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in fields_of(item, assumptions).items() if text)
    sums = f"<p>{layout.linked(f'Se hva {item.record.name.nb.lower()} inngår i', link)}</p>" if link else ""
    return f"<details><summary>{head}</summary><p>{escape(item.record.description)}</p><dl>{fields}</dl>{sums}</details>"


def fields_of(item: Entry, assumptions: AssumptionSet) -> dict[str, str]:
    """The whole record in words; what it does not have is empty."""
    record = item.record
    return {
        "Din verdi": with_unit(item.own, record) if item.is_changed else "",
        "Verdi i filene": with_unit(record.value, record),
        "Prisår": str(record.price_year or ""),
        "Trolig spenn": _range(record.low, record.high, record),
        "Kan settes til": _range(record.minimum, record.maximum, record),
        "Trekkes": DISTRIBUTIONS[record.distribution] if record.role is Role.UNCERTAIN else "",
        "Slags tall": ROLES[record.role],
        "Grunnlag": BASIS[record.basis],
        "Kilde": _source(record, assumptions),
        "Side": record.page or "",
        "Regnestykke": record.how or "",
        "Begrunnelse": record.why or "",
        "Tillit": CONFIDENCE[record.confidence],
        "Holdes ved like av": record.owner,
        "Gjelder fra": f"{record.valid_from:%d.%m.%Y}",
        "Ses på igjen innen": f"{record.review_by:%d.%m.%Y}",
        "Åpent spørsmål": record.question or "",
        "Hvem kan svare": record.who_knows or "",
        "Navn i filene": item.name,
        "Engelsk navn": record.name.en,
    }


def _range(low: float | None, high: float | None, record: Assumption) -> str:
    return "" if low is None or high is None else f"{value_text(low, record)} til {with_unit(high, record)}"


def _source(record: Assumption, assumptions: AssumptionSet) -> str:
    source = assumptions.sources.get(record.source or "")
    return f"{record.source}: {source.title}, {source.publisher}, {source.date}" if source else ""


def as_csv(found: Iterable[Entry]) -> bytes:
    """The entries with their whole records in full precision, a row a number, for Norwegian Excel."""
    rows = [_csv_row(item) for item in found]
    return csv_bytes(list(_csv_row_heads()), rows)


def _csv_row_heads() -> Iterator[str]:
    yield from ("navn", "gruppe", "navn i filene", "verdi", "din verdi", "enhet", "prisår", "lav", "høy", "minimum", "maksimum")
    yield from ("slags tall", "grunnlag", "kilde", "side", "regnestykke", "begrunnelse", "tillit", "holdes ved like av", "gjelder fra")
    yield "ses på igjen innen"


def _csv_row(item: Entry) -> Mapping[str, Cell]:
    record = item.record
    cells: tuple[Cell, ...] = (
        *(record.name.nb, item.group, item.name, record.value, item.own, record.unit, record.price_year),
        *(record.low, record.high, record.minimum, record.maximum, ROLES[record.role], BASIS[record.basis], record.source, record.page),
        *(record.how, record.why, CONFIDENCE[record.confidence], record.owner, str(record.valid_from), str(record.review_by)),
    )
    return dict(zip(_csv_row_heads(), cells, strict=True))
