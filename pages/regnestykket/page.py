"""Regnestykket: pick any number and follow it down to the assumptions and sources that it rests on."""

from html import escape

import streamlit as st

from costmodel import Appraisal, AssumptionSet
from costmodel.analysis.cash_flow import cash_flow, columns_of
from costmodel.analysis.waterfall import gross_to_net
from costmodel.explain import Explanation, Trace, explain
from costmodel.explain.explaining import Item, item_of
from costmodel.explain.explaining import years_of as traced_years
from costmodel.explain.notation import plain
from costmodel.explain.origins import CHANGED, is_planned, origin_of
from costmodel.model.decision import is_live
from costmodel.model.results import line_items, years_of
from costmodel.output.answer_records.explanation import provenance, value_text
from costmodel.output.charts.comparison import describe_waterfall, waterfall_chart
from costmodel.output.charts.explanation import describe_graph, describe_years, graph_chart, year_chart
from costmodel.output.labels import EVERYBODY, OPTIONS, cash_flow_label, line_item_label
from costmodel.texts.numbers import number, signed
from pages.answers.appraisals import appraisal_of
from pages.answers.explanations import trace_of
from pages.components import explanation_links as proof
from pages.components import layout, wording
from pages.components.frame.opening import open_page
from pages.components.levers.lever import badge_of
from pages.components.municipality import choose_municipality
from pages.components.prices import DEFLATOR, FIXED, price_option, prices
from pages.components.tables import Row, csv_by_row, rows_of, show_download, show_grid
from pages.regnestykket import wording as words
from pages.session import shown_number
from pages.session.shown_number import FIRST, LIFE, SECOND
from pages.session.state import base_scenario, keep_valid, session_scenario

STYLE = """
.formula {font-size: 0.95rem; line-height: 1.6; overflow-wrap: anywhere; margin: 0 0 0.6rem; padding: 0.5rem 0.75rem;
  border-left: 3px solid #8888}
.formula b {font-weight: 600}
[class*=st-key-go] button {justify-content: flex-start; text-align: left; min-height: 2rem; padding: 0.1rem 0.3rem}
[class*=st-key-go] button p {text-align: left; white-space: normal; text-decoration: underline; text-underline-offset: 3px}
"""
NUMBER, YEAR, QUESTION = "proof_number", "proof_when", "proof_which"
DOWNLOAD = "Last ned kontantstrømmen (CSV for Excel)"


def main() -> None:
    """The page from top to bottom."""
    assumptions = open_page()
    st.html(f"<style>{STYLE}</style>")
    st.title("Hvor kommer tallet fra?", anchor=False)
    st.markdown(words.LEAD)
    place, which = st.columns(2)
    with place:
        municipality = choose_municipality(assumptions)
    with which:
        choose_question(assumptions, municipality)
    result = trace_of(session_scenario(assumptions, municipality), shown_number.view().question)
    choose_number(result)
    found = explain(result, shown_number.view().item, shown_number.view().year)
    show_number(result, found, assumptions)
    show_whole(assumptions, municipality)


def choose_question(assumptions: AssumptionSet, municipality: str | None) -> None:
    """The whole life, or one of the two options of the decision."""
    live = is_live(base_scenario(assumptions, municipality))
    names = ("stay", "leave") if live else ("join", "stay_out")
    texts = {LIFE: "Hele levetiden", FIRST: f"Hva nå: {OPTIONS[names[0]].lower()}", SECOND: f"Hva nå: {OPTIONS[names[1]].lower()}"}
    st.session_state[QUESTION] = shown_number.view().question
    st.selectbox(
        "Beregning",
        list(texts),
        format_func=texts.__getitem__,
        key=QUESTION,
        on_change=lambda: shown_number.choose(question=st.session_state[QUESTION]),
    )


def choose_number(result: Trace) -> None:
    """The number and its year; what a link or another page asks for stands here too."""
    keep_known(result)
    what, when = st.columns([3, 1])
    labels = {name: f"{words.KINDS[item_of(result, node, 0).kind]}: {node.label or name}" for name, node in result.named.items()}
    order = sorted(labels, key=lambda name: list(words.KINDS.values()).index(labels[name].partition(":")[0]))
    st.session_state[NUMBER] = shown_number.view().item
    what.selectbox(
        "Tall", order, format_func=labels.__getitem__, key=NUMBER, on_change=lambda: shown_number.look_at(st.session_state[NUMBER])
    )
    years = traced_years(result)
    st.session_state[YEAR] = shown_number.view().year
    when.selectbox("År", years, key=YEAR, on_change=lambda: shown_number.choose(year=st.session_state[YEAR]))


def keep_known(result: Trace) -> None:
    """A number or a year that this appraisal does not have gives way to one that it has."""
    seen, years = shown_number.view(), traced_years(result)
    decision = int(result.scenario.setting("decision_year"))
    year = seen.year if seen.year in years else decision if decision in years else years[0]
    shown_number.choose(item=seen.item if seen.item in result.named else "npv", year=year)


def show_number(result: Trace, found: Explanation, assumptions: AssumptionSet) -> None:
    """The number, its formula, what it is made of, what is made of it, and the picture."""
    st.header(words.takeaway(found, result.scenario.municipality or EVERYBODY), anchor=False)
    with layout.place():
        if text := words.share(found):
            st.markdown(text)
    left, right = st.columns([1, 1], gap="large")
    with left:
        show_trail(result)
        show_formula(found)
        show_origin(result, found, assumptions)
        show_items("Inngår i tallet", found.inputs, result, assumptions)
        show_items("Tallet brukes i", found.used_by, result, assumptions)
    with right:
        layout.show_chart(graph_chart(found), describe_graph(found))
        if found.by_year:
            layout.show_chart(year_chart(found), describe_years(found))
    show_numbers(found)


def show_trail(result: Trace) -> None:
    """The way back to the numbers looked at before."""
    steps = [name for name in shown_number.trail() if name in result.named]
    if steps:
        with st.container(key="go_trail", horizontal=True, gap="small"):
            for name in steps[-3:]:
                label = f"← {result.named[name].label or name}"
                st.button(label, key=f"back:{name}", type="tertiary", on_click=shown_number.look_at, args=(name,))


def show_formula(found: Explanation) -> None:
    """The formula with names, with numbers, and what its signs mean."""
    if not found.formula:
        return
    when = f" for {found.item.year}" if found.item.year else ""
    st.subheader("Formel", anchor=False)
    st.html(f'<p class="formula">= {escape(found.formula)}</p>')
    st.markdown(f"Med tall{when}:")
    st.html(f'<p class="formula">= {escape(found.formula_with_numbers)}<br>= <b>{escape(value_text(found.item))}</b></p>')
    if legend := words.legend(found.formula):
        with st.expander("Hva betyr tegnene?"):
            st.markdown(legend)


def show_origin(result: Trace, found: Explanation, assumptions: AssumptionSet) -> None:
    """Where an input comes from, with basis, source, confidence and dates."""
    record = provenance(result, found)
    if record is None:
        return
    st.subheader("Kilde og grunnlag", anchor=False)
    known = assumptions.quantities.get(found.item.name)
    changed = record["basis"] == "changed"
    marks = ([layout.own_change()] if changed else []) + ([badge_of(known)] if known else [])
    layout.badged(found.docstring or str(record["origin"]), marks)
    layout.show_facts(words.facts(record, found, assumptions))


def show_items(title: str, items: tuple[Item, ...], result: Trace, assumptions: AssumptionSet) -> None:
    """Numbers to follow, one a line."""
    if not items:
        return
    st.subheader(title, anchor=False)
    with st.container(key=f"go_{title}", gap=None):
        for item in items:
            changed = origin_of(result, result.named[item.name]) == CHANGED
            text = words.item_text(item, assumptions, changed=changed, planned=is_planned(result))
            st.button(text, key=f"go:{title}:{item.name}", type="tertiary", on_click=shown_number.look_at, args=(item.name,))


def show_numbers(found: Explanation) -> None:
    """The numbers behind the pictures: by year, by municipality, and the neighbours."""
    with st.expander("Tallene bak figurene"):
        near = [*((item, "inngår i tallet") for item in found.inputs), *((item, "bygger på tallet") for item in found.used_by)]
        show_grid("Nettverket rundt tallet", ["Tall", "Verdi", "Forhold"], [Row(item.label, (value_text(item), how)) for item, how in near])
        if found.by_year:
            cells = [
                Row(str(year), (plain(value, found.item.unit) if value is not None else "–",)) for year, value in found.by_year.items()
            ]
            show_grid(f"{found.item.label}, {found.item.unit}", ["År", "Verdi"], cells)
        if found.by_municipality:
            rows = [Row(name, (plain(value, found.item.unit),)) for name, value in sorted(found.by_municipality.items())]
            show_grid(f"{found.item.label}, {found.item.unit}, hver kommune", ["Kommune", "Verdi"], rows)
    values = {str(year): [value] for year, value in found.by_year.items()} or {"alle år": [found.item.value]}
    data = csv_by_row("År", [found.item.label], values)
    show_download("Last ned tallet (CSV for Excel)", data, wording.file_name("regnestykke", found.item.name))


def show_whole(assumptions: AssumptionSet, municipality: str | None) -> None:
    """From gross cost to net present value, and the years as a cash-flow statement; made when opened."""
    appraisal = appraisal_of(session_scenario(assumptions, municipality))
    fold = st.expander("Fra bruttokostnad til netto nåverdi", key="proof_fall", on_change="rerun")
    if fold.open:
        with fold:
            show_fall(appraisal, assumptions)
    fold = st.expander("Kontantstrøm år for år", key="proof_cash", on_change="rerun")
    if fold.open:
        with fold:
            show_cash(appraisal, assumptions, municipality)


def show_fall(appraisal: Appraisal, assumptions: AssumptionSet) -> None:
    """The waterfall of the whole life."""
    fall = gross_to_net(appraisal)
    ends = ("Uten nytte", "Med nytte")
    labels = {name: line_item_label(name, assumptions) for name in fall.steps}
    st.markdown(f"**{words.gross_takeaway(fall)}** Hele levetiden.")
    layout.show_chart(waterfall_chart(fall, labels, ends), describe_waterfall(fall, labels, ends))
    steps = [Row(labels[name], (signed(amount, 1),)) for name, amount in fall.steps.items()]
    first, last = (
        Row(label, (number(value, 1),), is_sum=True) for label, value in (("Bruttokostnad", fall.start), ("Netto nåverdi", fall.end))
    )
    show_grid("Nåverdi i MNOK.", ["Post", "MNOK"], [first, *steps, last])


def show_cash(appraisal: Appraisal, assumptions: AssumptionSet, municipality: str | None) -> None:
    """The statement in fixed or current prices, with subtotals."""
    price_year, deflator = int(appraisal.scenario.setting("price_year")), assumptions.budget["municipal_deflator"]
    names = {option: price_option(option, price_year, deflator) for option in (FIXED, DEFLATOR)}
    keep_valid("proof_prices", list(names), FIXED)
    choice = st.radio("Priser", list(names), format_func=names.__getitem__, key="proof_prices", horizontal=True, persist_state="session")
    growth = None if choice == FIXED else deflator.value or 0.0
    lines, years = cash_flow(appraisal, growth), years_of(appraisal)
    labels = {line.name: cash_flow_label(line.name, assumptions) for line in lines}
    columns = {labels[name]: row for name, row in columns_of(lines).items()}
    st.markdown(f"**{words.cash_takeaway(years, columns[labels['net_benefit']])}** {words.ABOUT_CASH}")
    title = f"Kontantstrøm, MNOK i {prices(choice, price_year, growth or 0.0)}. Hele levetiden."
    items = {labels[line.name]: line.name for line in lines if choice == FIXED and line.name in line_items(appraisal)}
    sums = {labels[line.name] for line in lines if line.is_sum}
    show_grid(title, ["Post", *years], rows_of(columns, 1, sums), proof.links(assumptions, municipality, items))
    data = csv_by_row("Post", [str(year) for year in years], columns)
    show_download(DOWNLOAD, data, wording.file_name("kontantstrom", municipality or "alle"))


main()
