"""Det vi ikke vet: the open questions of the assumption files, and where the model and published figures disagree."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from costmodel import AssumptionSet
from costmodel.analysis.open_questions import Unknown, Unknowns
from costmodel.analysis.published import Comparison
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY
from costmodel.output.charts.open_questions import Bar, describe_unknowns, unknowns_chart
from costmodel.output.csv import Cell
from costmodel.texts.numbers import number
from pages.answers.evidence import published_of, unknowns_of
from pages.components import layout, wording
from pages.components import share as sharing
from pages.components.controls import choose_municipality
from pages.components.differences import with_unit
from pages.components.levers import badge_of, origin
from pages.components.life_or_now import LIFE, NOW, choose_view
from pages.components.tables import Row, csv_by_row, show_download, show_grid
from pages.det_vi_ikke_vet import wording as words
from pages.session.state import assumptions_in_force, base_scenario, session_scenario


def main() -> None:
    """The page from top to bottom."""
    assumptions = assumptions_in_force()
    sharing.show_frame(assumptions)
    layout.compact()
    st.title("Hva vet vi ikke?", anchor=False)
    st.markdown(words.LEAD)
    who, what = st.columns(2, gap="large")
    with who:
        municipality = choose_municipality(assumptions)
    with what:
        view = choose_view("Figuren viser", "unknown_view")
    found = unknowns_of(session_scenario(assumptions, municipality))
    if found.questions:
        show_chart(found, view, assumptions)
        show_questions(found, assumptions)
        show_file(found, municipality, assumptions)
    else:
        st.markdown("Forutsetningsfilene har ingen åpne spørsmål.")
    show_published(published_of(base_scenario(assumptions, REFERENCE_MUNICIPALITY)))


def show_chart(found: Unknowns, view: str, assumptions: AssumptionSet) -> None:
    """How far each answer could move the result; the table of the same numbers follows, question by question."""
    st.header(words.takeaway(found, view, assumptions), anchor=False)
    bars = [
        Bar(words.short_name(item, assumptions), ends, with_unit(item.record.low, item.record), with_unit(item.record.high, item.record))
        for item in found.questions
        if (ends := words.ends_of(item, view)) is not None
    ]
    layout.note(f"{words.result_name(view, found.options)}. MNOK.")
    layout.show_chart(unknowns_chart(bars, words.base_of(found, view)), describe_unknowns(bars, words.base_of(found, view)))
    with st.expander("Tallene bak figuren"):
        rows = [Row(bar.label, (f"{number(bar.ends.low)} ({bar.low})", f"{number(bar.ends.high)} ({bar.high})")) for bar in bars]
        show_grid(f"{words.result_name(view, found.options)}, MNOK", ["Spørsmål om", "Lav ende", "Høy ende"], rows)


def show_questions(found: Unknowns, assumptions: AssumptionSet) -> None:
    """Each question: why it matters, who could answer, what is assumed meanwhile, and the results at both ends."""
    st.header("Spørsmålene", anchor=False)
    for item in found.questions:
        st.subheader(item.record.question or "", anchor=False)
        why, who = escape(item.record.why_it_matters or ""), escape(item.record.who_knows or "")
        st.html(f"<p>{why}</p><p><strong>Hvem kan svare:</strong> {who}.</p>")
        values = [assumptions.quantities[name].value for name in item.numbers]
        meanwhile = f"Modellen antar imens: {words.short_name(item, assumptions).lower()} {words.assumed(item, values)}"
        layout.badged(meanwhile, [badge_of(item.record)])
        layout.note(escape(origin(item.record, assumptions.sources)))
        show_ends(item, found)


def show_ends(item: Unknown, found: Unknowns) -> None:
    """Both results at the low end, as the scenario has them, and at the high end."""
    if item.lifetime is None or item.decision is None:
        layout.note(words.NOT_ALLOWED)
        return
    ends = ((LIFE, item.lifetime, found.lifetime), (NOW, item.decision, found.decision))
    rows = [Row(words.result_name(view, found.options), (number(end.low), number(base), number(end.high))) for view, end, base in ends]
    low, high = (with_unit(value, item.record) for value in (item.record.low, item.record.high))
    show_grid(f"MNOK i nåverdi: {item.record.question}", ["MNOK", f"Ved {low}", "I scenarioet", f"Ved {high}"], rows)


def show_file(found: Unknowns, municipality: str | None, assumptions: AssumptionSet) -> None:
    """The questions and the results as a file."""
    heads = ["hvem kan svare", "tall", "lav", "høy", "hele levetiden, lav", "hele levetiden, høy", "hva nå, lav", "hva nå, høy"]
    rows = {
        item.record.question or "": [
            *(item.record.who_knows, words.short_name(item, assumptions), item.record.low, item.record.high),
            *((item.lifetime.low, item.lifetime.high) if item.lifetime else (None, None)),
            *((item.decision.low, item.decision.high) if item.decision else (None, None)),
        ]
        for item in found.questions
    }
    name = wording.file_name("det-vi-ikke-vet", municipality or "alle")
    show_download("Last ned spørsmålene (CSV for Excel)", csv_by_row("spørsmål", heads, rows), name)


def show_published(found: Sequence[Comparison]) -> None:
    """Published figures beside the model's: first those that it does not land on."""
    st.header(words.agreement(found), anchor=False)
    st.markdown(
        "Publiserte tall ved siden av modellens utgangspunkt for samme kommune, år og prisår. Der de er uenige, er ikke modellen "
        "justert for å treffe. Hvilket av tallene som er riktig, vet vi ikke."
    )
    missed, hit = [item for item in found if not item.agrees], [item for item in found if item.agrees]
    if missed:
        show_figures("Uenige", missed)
    if hit:
        with st.expander(f"De {len(hit)} som modellen treffer"):
            show_figures("Enige innenfor 5 %", hit)
    heads = ["enhet", "publisert, lav", "publisert, høy", "modellen", "kilde", "side", "merknad"]
    rows: dict[str, list[Cell]] = {}
    for item in found:
        figure = item.figure
        rows[figure.text] = [figure.unit, figure.low, figure.high, item.model, figure.source, figure.page, figure.note]
    show_download("Last ned sammenligningen (CSV for Excel)", csv_by_row("publisert tall", heads, rows), "publiserte-tall.csv")


def show_figures(title: str, found: Sequence[Comparison]) -> None:
    """Figures in a table, and under it what is said about each."""
    rows = [
        Row(
            f"{item.figure.text} ({item.figure.municipality}, {item.figure.unit})",
            (words.published_text(item), words.figure_text(item.model, item), words.gap_text(item)),
        )
        for item in found
    ]
    show_grid(title, ["Tall", "Publisert", "Modellen", "Avvik"], rows)
    notes = [(escape(text) for text in (item.figure.text, item.figure.source, item.figure.note)) for item in found]
    lines = "".join(f"<li><strong>{text}</strong> ({source}): {note}</li>" for text, source, note in notes)
    st.html(f'<ul class="faults">{lines}</ul>')


main()
