"""Regnestykket: pick any number and follow it down to the assumptions and sources that it rests on."""

from html import escape

import streamlit as st

from costmodel import Appraisal, AssumptionSet, Scenario
from costmodel.analysis.cash_flow import cash_flow, lines_by_year
from costmodel.analysis.municipal.prices import PriceBasis
from costmodel.analysis.waterfall import gross_to_net
from costmodel.explain.explaining import graph_years
from costmodel.explain.graph import Graph
from costmodel.model.results import line_items, years_of
from costmodel.output.answer_records.explanation import provenance
from costmodel.output.charts.comparison import describe_waterfall, waterfall_chart
from costmodel.output.charts.explanation import describe_graph, describe_years, graph_chart, year_chart
from costmodel.output.explanation.notation import plain
from costmodel.output.explanation.wording import ExplanationInWords, NamedItem, explained, named_items, value_text
from costmodel.output.labels import cash_flow_label, everybody, line_item_label
from costmodel.texts.numbers import number, signed
from pages.answers.appraisals import appraisal_of
from pages.answers.explanations import graph_of
from pages.components import explanation_links, layout, wording
from pages.components.frame.opening import open_page
from pages.components.levers.lever import badge_of
from pages.components.municipality import choose_municipality
from pages.components.prices import price_option, prices
from pages.components.tables import Row, csv_by_row, rows_of, show_download, show_grid
from pages.components.words import plain as in_markdown
from pages.regnestykket import facts, questions
from pages.regnestykket.words import text
from pages.session import shown_number
from pages.session.state import session_scenario, whole_scenario
from pages.session.views import keep_valid

STYLE = """
.formula {font-size: 0.95rem; line-height: 1.6; overflow-wrap: anywhere; margin: 0 0 0.6rem; padding: 0.5rem 0.75rem;
  border-left: 3px solid #8888}
.formula b {font-weight: 600}
[class*=st-key-go] button {justify-content: flex-start; text-align: left; min-height: 2rem; padding: 0.1rem 0.3rem}
[class*=st-key-go] button p {text-align: left; white-space: normal; text-decoration: underline; text-underline-offset: 3px}
"""
NUMBER, YEAR, QUESTION = "explained_number", "explained_year", "explained_question"
FALL, CASH, PRICES = "explained_fall", "explained_cash", "explained_prices"


def main() -> None:
    """The page from top to bottom."""
    assumptions = open_page()
    st.html(f"<style>{STYLE}</style>")
    st.title(text("title"), anchor=False)
    st.markdown(text("lead"))
    place, which = st.columns(2)
    with place:
        municipality = choose_municipality(assumptions)
    with which:
        scenario = session_scenario(assumptions, municipality)
        choose_question(scenario)
    question = shown_number.view().question
    graph = graph_of(whole_scenario(assumptions, municipality) if question == shown_number.REGION else scenario, question)
    with layout.place():
        if told := questions.about(question, scenario):
            layout.note(told)
    choose_number(graph)
    found = explained(graph, shown_number.view().item, shown_number.view().year)
    show_number(graph, found)
    show_whole(assumptions, municipality)


def choose_question(scenario: Scenario) -> None:
    """The whole life, an option of the decision, who pays for a choice between two, or the region."""
    asked = questions.resolved(shown_number.view().question, scenario)
    shown_number.choose(question=asked)
    texts = questions.offered(scenario, asked)
    st.session_state[QUESTION] = asked
    st.selectbox(
        text("question.label"),
        list(texts),
        format_func=texts.__getitem__,
        key=QUESTION,
        on_change=lambda: shown_number.choose(question=st.session_state[QUESTION]),
    )


def choose_number(graph: Graph) -> None:
    """The number and its year; what a link or another page asks for stands here too."""
    keep_known(graph)
    what, when = st.columns([3, 1])
    kinds, items = text.part("kinds"), named_items(graph)
    labels = {name: text("number.option", kind=kinds[item.kind], label=item.label) for name, item in items.items()}
    order = sorted(items, key=lambda name: list(kinds).index(items[name].kind))
    st.session_state[NUMBER] = shown_number.view().item
    look = {"format_func": labels.__getitem__, "on_change": lambda: shown_number.look_at(st.session_state[NUMBER])}
    what.selectbox(text("number.label"), order, key=NUMBER, **look)
    st.session_state[YEAR] = shown_number.view().year
    choose = {"on_change": lambda: shown_number.choose(year=st.session_state[YEAR])}
    when.selectbox(text("number.year"), graph_years(graph), key=YEAR, **choose)


def keep_known(graph: Graph) -> None:
    """A number or a year that this appraisal does not have gives way to one that it has."""
    seen, years = shown_number.view(), graph_years(graph)
    decision = int(graph.scenario.setting("decision_year"))
    year = seen.year if seen.year in years else decision if decision in years else years[0]
    shown_number.choose(item=seen.item if seen.item in graph.named else graph.measure, year=year)


def show_number(graph: Graph, found: ExplanationInWords) -> None:
    """The number, its formula, what it is made of, what is made of it, and the picture."""
    st.header(in_markdown(facts.takeaway(found, graph.scenario.municipality or everybody())), anchor=False)
    with layout.place():
        if told := facts.share(found, graph.measure):
            st.markdown(in_markdown(told))
    left, right = st.columns([1, 1], gap="large")
    with left:
        show_trail(graph)
        show_formula(found)
        show_origin(graph, found)
        show_items("inputs", found.inputs, graph)
        show_items("used_by", found.used_by, graph)
    with right:
        layout.show_chart(graph_chart(found), describe_graph(found))
        if found.by_year:
            layout.show_chart(year_chart(found), describe_years(found))
    show_numbers(found)


def show_trail(graph: Graph) -> None:
    """The way back to the numbers looked at before."""
    steps = [name for name in shown_number.trail() if name in graph.named]
    if steps:
        labels = named_items(graph)
        with st.container(key="go_trail", horizontal=True, gap="small"):
            for name in steps[-3:]:
                back = text("number.back", label=labels[name].label)
                st.button(in_markdown(back), key=f"back:{name}", type="tertiary", on_click=shown_number.look_at, args=(name,))


def show_formula(found: ExplanationInWords) -> None:
    """What the number is, the formula with names, with numbers, and what its signs mean."""
    if not found.formula:
        return
    if found.meaning:
        st.markdown(in_markdown(found.meaning))
    st.subheader(text("formula.title"), anchor=False)
    st.html(f'<p class="formula">= {escape(found.formula)}</p>')
    st.markdown(text("formula.numbers_of_year" if found.item.year else "formula.numbers", year=found.item.year))
    st.html(f'<p class="formula">= {escape(found.formula_with_numbers)}<br>= <b>{escape(value_text(found.item))}</b></p>')
    if legend := facts.legend(found):
        with st.expander(text("formula.signs")):
            st.markdown(legend)


def show_origin(graph: Graph, found: ExplanationInWords) -> None:
    """Where an input comes from, with basis, source, confidence and dates."""
    record, assumptions = provenance(graph, found), graph.scenario.assumptions
    if record is None:
        return
    st.subheader(text("origin.title"), anchor=False)
    known = assumptions.quantities.get(found.item.name)
    changed = record["basis"] == "changed"
    marks = ([layout.own_change()] if changed else []) + ([badge_of(known)] if known else [])
    layout.badged(in_markdown(found.meaning or str(record["origin"])), marks)
    layout.show_facts(facts.facts(record, found, assumptions))


def show_items(title: str, items: tuple[NamedItem, ...], graph: Graph) -> None:
    """Numbers to follow, one a line."""
    if not items:
        return
    st.subheader(text(f"items.{title}"), anchor=False)
    with st.container(key=f"go_{title}", gap=None):
        for item in items:
            told = facts.item_text(item, graph)
            st.button(in_markdown(told), key=f"go:{title}:{item.name}", type="tertiary", on_click=shown_number.look_at, args=(item.name,))


def show_numbers(found: ExplanationInWords) -> None:
    """The numbers behind the pictures: by year, by municipality, and the neighbours."""
    label, unit = found.item.label, found.item.unit
    with st.expander(text("numbers.title")):
        near = [(item, text(f"numbers.{how}")) for how, items in (("inputs", found.inputs), ("used_by", found.used_by)) for item in items]
        heads = [text(f"numbers.{name}") for name in ("number", "value", "relation")]
        show_grid(text("numbers.near"), heads, [Row(item.label, (value_text(item), how)) for item, how in near])
        if found.by_year:
            cells = [Row(str(year), (plain(value, unit) if value is not None else "–",)) for year, value in found.by_year.items()]
            show_grid(text("numbers.in_unit", label=label, unit=unit), [text("number.year"), text("numbers.value")], cells)
        if found.by_municipality:
            rows = [Row(name, (plain(value, unit),)) for name, value in sorted(found.by_municipality.items())]
            heads = [text("numbers.municipality"), text("numbers.value")]
            show_grid(text("numbers.each_municipality", label=label, unit=unit), heads, rows)
    values = {str(year): [value] for year, value in found.by_year.items()} or {text("numbers.every_year"): [found.item.value]}
    data = csv_by_row(text("number.year"), [label], values)
    show_download(text("numbers.download"), data, wording.file_name(text("numbers.file"), found.item.name))


def show_whole(assumptions: AssumptionSet, municipality: str | None) -> None:
    """From gross cost to net present value, and the years as a cash-flow statement; made when opened."""
    appraisal = appraisal_of(session_scenario(assumptions, municipality))
    fold = st.expander(text("fall.title"), key=FALL, on_change="rerun")
    if fold.open:
        with fold:
            show_fall(appraisal, assumptions)
    fold = st.expander(text("cash.title"), key=CASH, on_change="rerun")
    if fold.open:
        with fold:
            show_cash(appraisal, assumptions, municipality)


def show_fall(appraisal: Appraisal, assumptions: AssumptionSet) -> None:
    """The waterfall of the whole life."""
    fall = gross_to_net(appraisal)
    ends = (text("fall.without"), text("fall.with"))
    labels = {name: line_item_label(name, assumptions) for name in fall.steps}
    st.markdown(facts.gross_takeaway(fall))
    layout.show_chart(waterfall_chart(fall, labels, ends), describe_waterfall(fall, labels, ends))
    steps = [Row(labels[name], (signed(amount, 1),)) for name, amount in fall.steps.items()]
    sums = {"gross": fall.start, "net": fall.end}
    first, last = (Row(text(f"fall.{name}"), (number(value, 1),), is_sum=True) for name, value in sums.items())
    show_grid(text("fall.caption"), [text("fall.line"), text("fall.unit")], [first, *steps, last])


def show_cash(appraisal: Appraisal, assumptions: AssumptionSet, municipality: str | None) -> None:
    """The statement in fixed or current prices, with subtotals."""
    price_year = int(appraisal.scenario.setting("price_year"))
    names = {basis: price_option(basis, price_year) for basis in (PriceBasis.PRICE_YEAR, PriceBasis.CURRENT)}
    keep_valid(PRICES, list(names), PriceBasis.PRICE_YEAR)
    choice = st.radio(text("cash.prices"), list(names), format_func=names.__getitem__, key=PRICES, horizontal=True, persist_state="session")
    is_current = choice == PriceBasis.CURRENT
    lines, years = cash_flow(appraisal, current=is_current), years_of(appraisal)
    labels = {line.name: cash_flow_label(line.name, assumptions) for line in lines}
    columns = {labels[name]: row for name, row in lines_by_year(lines).items()}
    st.markdown(facts.cash_takeaway(years, columns[labels["net_benefit"]]))
    title = text("cash.caption", prices=prices(PriceBasis(choice), price_year))
    items = {labels[line.name]: line.name for line in lines if not is_current and line.name in line_items(appraisal)}
    sums = {labels[line.name] for line in lines if line.is_sum}
    show_grid(title, [text("cash.line"), *years], rows_of(columns, 1, sums), explanation_links.links(assumptions, municipality, items))
    data = csv_by_row(text("cash.line"), [str(year) for year in years], columns)
    show_download(text("cash.download"), data, wording.file_name(text("cash.file"), municipality or text("cash.all")))


main()
