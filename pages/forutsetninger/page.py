"""Forutsetninger: every number with its origin, what the results rest on, and assumptions of the user's own."""

from collections.abc import Mapping

import streamlit as st

from costmodel import AssumptionSet, Scenario
from costmodel.analysis.provenance import OWN, ValueProvenance
from costmodel.assumptions.rules import full_names
from costmodel.output.charts.provenance import (
    TOTALS,
    describe_provenance,
    origin_label,
    parts_of,
    provenance_chart,
    provenance_columns,
    provenance_takeaway,
    total_label,
)
from costmodel.texts.numbers import percent
from pages.answers.evidence import provenances_of
from pages.answers.explanations import LIFE, graph_of
from pages.components import explanation_links, layout, wording
from pages.components.differences import title_of
from pages.components.frame.opening import open_page
from pages.components.frame.uploading import FAULTS, show_upload
from pages.components.levers.lever import badge_of
from pages.components.municipality import choose_municipality
from pages.components.tables import Row, csv_by_row, show_download, show_grid
from pages.components.words import in_file_name
from pages.forutsetninger.assumption_list import as_csv, choose, entries, own_values, show_entries
from pages.forutsetninger.calibrating import show_calibrating
from pages.forutsetninger.edits_made import show_made
from pages.forutsetninger.entering import show_entering
from pages.forutsetninger.facts import lead, text
from pages.forutsetninger.paid import show_paid
from pages.forutsetninger.registers import Numbers, show_registers
from pages.session import state as current
from pages.session.edits import EDITING, drafts, edits_made
from pages.session.state import session_scenario, settled_changes

HEAVIEST = 8  # numbers named of those that weigh most


def main() -> None:
    """The page from top to bottom."""
    assumptions = open_page()
    st.title(text("title"), anchor=False)
    st.markdown(lead(assumptions))
    title, has_faults = text("own_files"), bool(st.session_state.get(FAULTS))
    with st.expander(title, expanded=has_faults, key="own_files"):
        show_upload(assumptions)
    municipality = choose_municipality(assumptions)
    show_editing(assumptions)
    scenario = session_scenario(assumptions, municipality)
    show_paid(scenario)
    show_provenance(scenario, municipality)
    numbers = Numbers(assumptions, own_values(assumptions, settled_changes(assumptions)))
    show_registers(scenario, numbers, scenario.alternatives[int(scenario.alternative.item())])
    show_numbers(assumptions)


def show_editing(assumptions: AssumptionSet) -> None:
    """Edit the numbers; drawn where it is open, as it is where something is typed or edited."""
    is_used = bool(drafts() or edits_made())
    fold = st.expander(text("edit.title"), expanded=is_used, key=EDITING, on_change="rerun")
    if not (fold.open or is_used):
        return
    with fold:
        st.markdown(text("edit.lead"))
        show_made()
        show_entering(assumptions)
    with st.expander(text("calibrate.title"), key="calibrating"):
        show_calibrating(assumptions)


def show_provenance(scenario: Scenario, municipality: str | None) -> None:
    """What the present values rest on: the sentence, the chart, how it is measured, its numbers and those that weigh most."""
    assumptions = scenario.assumptions
    found = provenances_of(scenario)
    changed = frozenset(full for name in settled_changes(assumptions) for full in full_names(name, assumptions))
    parts = parts_of(found, assumptions, changed)
    st.header(provenance_takeaway(found, parts), anchor=False)
    layout.show_chart(provenance_chart(parts), describe_provenance(parts))
    with st.expander(text("provenance.method.title")):
        st.markdown(text("provenance.method.text"))
    with st.expander(text("provenance.numbers")):
        columns = provenance_columns(parts)
        heads = [text("provenance.origin"), *(total_label(total) for total in parts)]
        rows = {label: [percent(value / 100) for value in values] for label, values in columns.items()}
        show_grid(text("provenance.table"), heads, [Row(label, tuple(cells)) for label, cells in rows.items()])
        for total, provenance in found.items():
            show_heaviest(total_label(total), provenance, changed, assumptions)
        data = csv_by_row(text("provenance.file_heads.key"), shares_heads(), shares(found, changed, assumptions))
        show_download(text("provenance.download"), data, wording.file_name(text("provenance.file"), in_file_name(municipality)))


def show_heaviest(title: str, provenance: ValueProvenance, changed: frozenset[str], assumptions: AssumptionSet) -> None:
    """The numbers that weigh most in a present value."""
    rows = []
    for name, share in list(provenance.shares.items())[:HEAVIEST]:
        record = assumptions.quantities[name]
        badge = layout.own_change() if name in changed else badge_of(record)
        rows.append(Row(title_of(name, assumptions), (badge, percent(share, 1))))
    show_grid(text("provenance.heaviest.title", total=title), list(text.part("provenance.heaviest.heads").values()), rows)


def shares_heads() -> list[str]:
    """Columns of the file of shares."""
    shares_of = (text("provenance.file_heads.share", total=total_label(total)) for total in TOTALS)
    return [text("provenance.file_heads.name"), text("provenance.file_heads.basis"), *shares_of]


def shares(found: Mapping[str, ValueProvenance], changed: frozenset[str], assumptions: AssumptionSet) -> dict[str, list[str | float]]:
    """Each number's share of cost and of benefit in full precision."""
    names = dict.fromkeys(name for provenance in found.values() for name in provenance.moves)
    parts = [provenance.shares for provenance in found.values()]
    return {
        name: [
            title_of(name, assumptions),
            origin_label(OWN if name in changed else assumptions.quantities[name].basis),
            *(part.get(name, 0.0) for part in parts),
        ]
        for name in names
    }


def show_numbers(assumptions: AssumptionSet) -> None:
    """Every number, found by origin, role and words."""
    every = entries(assumptions, settled_changes(assumptions))
    st.header(text("numbers.title"), anchor=False)
    found = choose(every)
    layout.note(text("numbers.shown", shown=len(found), all=len(every)))
    show_download(text("numbers.download"), as_csv(found), wording.file_name(text("numbers.file")))
    if not found:
        st.markdown(text("numbers.nothing"))
    place = current.municipality()
    known = graph_of(session_scenario(assumptions, place), LIFE).named
    show_entries(
        found, assumptions, explanation_links.links(assumptions, place, {item.name: item.name for item in found if item.name in known})
    )


main()
