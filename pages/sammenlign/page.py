"""Sammenlign: two to five scenarios side by side, and where the difference between two of them comes from."""

from collections.abc import Sequence

import streamlit as st

from costmodel import Appraisal, AssumptionSet
from costmodel.analysis.comparison import differences
from costmodel.analysis.side_by_side import indicators, net_benefit_by_year, present_values, shared_years, spread
from costmodel.analysis.waterfall import Waterfall, waterfall
from costmodel.output.charts.comparison import (
    decimals,
    describe_groups,
    describe_net,
    describe_waterfall,
    groups_chart,
    net_chart,
    waterfall_chart,
)
from costmodel.texts.numbers import number, signed
from pages.answers.appraisals import appraisal_of
from pages.answers.uncertainty import chances_of
from pages.components import chart_links, layout, wording
from pages.components import explanation_links as proof
from pages.components import share as sharing
from pages.components.controls import choose_municipality
from pages.components.scenario_choice import FEWEST, Offer, choose_scenarios, first_choice, linked_rows, links_of, offers, scenario_of
from pages.components.tables import Row, csv_by_row, rows_of, show_download, show_grid
from pages.sammenlign import chances
from pages.sammenlign import wording as words
from pages.session.state import assumptions_in_force, keep_valid

Appraisals = dict[str, Appraisal]


def main() -> None:
    """The page from top to bottom."""
    assumptions = assumptions_in_force()
    sharing.show_frame(assumptions)
    layout.compact()
    st.title("Sammenlign scenarioer", anchor=False)
    st.markdown(words.LEAD)
    place, what = st.columns([1, 2])
    with place:
        municipality = choose_municipality(assumptions)
    with what:
        offered = offers(assumptions)
        chosen = choose_scenarios(offered, first_choice(offered, assumptions))
    if len(chosen) < FEWEST:
        st.markdown(words.TOO_FEW)
        return
    appraisals = {offer.label: appraisal_of(scenario_of(assumptions, municipality, offer.key)) for offer in chosen}
    place_name = municipality or "alle"
    links = links_of(assumptions, municipality, chosen)
    show_indicators(appraisals, chosen, links, place_name)
    show_chance(appraisals)
    with layout.place():
        show_inputs(appraisals, chosen)
    show_values(appraisals, assumptions, links, place_name)
    show_years(appraisals, links, place_name)
    show_fall(appraisals, assumptions, links, place_name)


def show_indicators(appraisals: Appraisals, chosen: Sequence[Offer], links: Sequence[str], place: str) -> None:
    """What each scenario comes to; each number leads to its sums."""
    found, labels = indicators(appraisals), list(appraisals)
    st.header(words.takeaway(found, labels), anchor=False)
    rows = linked_rows(words.indicator_rows(found), words.SHOWN, links)
    show_grid("Indikatorer i hvert scenario.", ["Indikator", *labels], rows)
    with st.expander("Hva betyr indikatorene og scenarioene?"):
        st.markdown(words.ABOUT_INDICATORS)
        for offer in chosen:
            st.text(f"{offer.label}: {offer.description}")
    data = csv_by_row("Indikator", labels, words.named_indicators(found))
    show_download("Last ned indikatorene (CSV for Excel)", data, wording.file_name("indikatorer", place))


def show_chance(appraisals: Appraisals) -> None:
    """How sure it is that one scenario is cheaper, and better, than the first."""
    first, *others = appraisals
    st.header("Hvor sikkert er det at den ene er billigere?", anchor=False)
    rows = [chances.chance_row(first, other, chances_of(appraisals[first].scenario, appraisals[other].scenario)) for other in others]
    show_grid(chances.ABOUT, chances.HEADS, rows)


def show_inputs(appraisals: Appraisals, chosen: Sequence[Offer]) -> None:
    """Which inputs differ, with value and origin."""
    differing = differences([item.scenario for item in appraisals.values()])
    st.header(words.inputs_takeaway(differing), anchor=False)
    if not differing:
        return
    if note := words.frame_note(differing):
        st.markdown(note)
    rows = words.input_rows(differing, list(appraisals.values()), [offer.key for offer in chosen])
    show_grid(words.ABOUT_INPUTS, ["Forutsetning", *appraisals], rows)
    data = csv_by_row("Forutsetning", list(appraisals), {item.label: item.values for item in differing})
    show_download("Last ned forutsetningene (CSV for Excel)", data, wording.file_name("forutsetninger"))


def show_values(appraisals: Appraisals, assumptions: AssumptionSet, links: Sequence[str], place: str) -> None:
    """Costs and benefits by line item in present value."""
    st.header(words.values_takeaway(indicators(appraisals), list(appraisals)), anchor=False)
    layout.show_chart(groups_chart(appraisals), describe_groups(appraisals))
    values = present_values(appraisals)
    labels = words.item_labels(list(values), assumptions)
    named = {labels[name]: row for name, row in values.items()}
    st.markdown(words.ABOUT_VALUES)
    with st.expander("Tallene post for post"):
        sums = {labels[name] for name in ("total_cost", "total_benefit", "net_benefit") if name in labels}
        show_grid("Nåverdi i MNOK.", ["Post", *appraisals], linked_rows(rows_of(named, 1, sums), values, links))
    show_download("Last ned nåverdiene (CSV for Excel)", csv_by_row("Post", list(appraisals), named), wording.file_name("naverdi", place))


def show_years(appraisals: Appraisals, links: Sequence[str], place: str) -> None:
    """Yearly net benefit of all on one axis."""
    years, columns = shared_years(appraisals), net_benefit_by_year(appraisals)
    st.header(words.yearly_takeaway(spread(years, columns)), anchor=False)
    leads = {label: f"{link}&{proof.view_query('net_benefit')}" for label, link in zip(columns, links, strict=False)}
    chart_links.show_chart(net_chart(years, columns), describe_net(years, columns), "net_chart", leads)
    with st.expander("Tallene år for år"):
        layout.show_table("Netto nytte, MNOK per år i faste priser, ikke neddiskontert.", columns, years, leads)
    show_download("Last ned årstallene (CSV for Excel)", layout.csv_of(columns, years), wording.file_name("netto-nytte", place))


def show_fall(appraisals: Appraisals, assumptions: AssumptionSet, links: Sequence[str], place: str) -> None:
    """Where the difference between two of the scenarios comes from."""
    st.header("Hvor kommer forskjellen fra?", anchor=False)
    first, second = choose_pair(list(appraisals))
    fall = waterfall(appraisals[first], appraisals[second])
    labels, ends = words.item_labels(list(fall.steps), assumptions), (first, second)
    st.markdown(f"**{words.fall_takeaway(fall, labels, ends)}** {words.ABOUT_FALL}")
    with layout.place():
        if fall.steps:
            layout.show_chart(waterfall_chart(fall, labels, ends), describe_waterfall(fall, labels, ends))
    rows = linked_ends(fall_rows(fall, labels, ends), dict(zip(appraisals, links, strict=False)), ends)
    with st.expander("Tallene bak forskjellen"):
        show_grid("Netto nåverdi i MNOK. Hver post er avrundet for seg.", ["Post", "MNOK"], rows)
    amounts = {first: [fall.start], **{labels[name]: [amount] for name, amount in fall.steps.items()}, second: [fall.end]}
    show_download("Last ned forskjellen (CSV for Excel)", csv_by_row("Post", ["MNOK"], amounts), wording.file_name("forskjell", place))


def choose_pair(labels: list[str]) -> tuple[str, str]:
    """The two scenarios to go between."""
    left, right = st.columns(2)
    keep_valid("fall_from", labels, labels[0])
    with left:
        first = st.selectbox("Fra", labels, key="fall_from", persist_state="session")
    others = [label for label in labels if label != first]
    keep_valid("fall_to", others, others[0])
    with right:
        return first, st.selectbox("Til", others, key="fall_to", persist_state="session")


def linked_ends(rows: list[Row], links: dict[str, str], ends: tuple[str, str]) -> list[Row]:
    """The rows, with both ends leading to their sums; a step is the difference between two sums."""
    start, *steps, end = rows
    pairs = zip((start, end), ends, strict=True)
    first, last = (linked_rows([row], ["npv"], [links[name]] if links else []) for row, name in pairs)
    return [*first, *steps, *last]


def fall_rows(fall: Waterfall, labels: dict[str, str], ends: tuple[str, str]) -> list[Row]:
    """The waterfall as a table: start, steps, end."""
    places = decimals(fall)
    start = Row(f"Netto nåverdi, {ends[0]}", (number(fall.start, places),), is_sum=True)
    end = Row(f"Netto nåverdi, {ends[1]}", (number(fall.end, places),), is_sum=True)
    return [start, *(Row(labels[name], (signed(amount, places),)) for name, amount in fall.steps.items()), end]


main()
