"""Sammenlign: two to five scenarios side by side, and where the difference between two of them comes from."""

from collections.abc import Sequence

import streamlit as st

from costmodel import Appraisal, AssumptionSet, to_dict
from costmodel.analysis.municipal.prices import PriceBasis
from costmodel.analysis.side_by_side import (
    compared_cost_and_benefit,
    compared_indicators,
    compared_present_values,
    gap_between,
    net_benefit_by_year,
    shared_years,
)
from costmodel.analysis.waterfall import waterfall
from costmodel.output.charts.comparison import describe_groups, describe_net, describe_waterfall, groups_chart, net_chart, waterfall_chart
from costmodel.output.charts.spikes import net_notes
from costmodel.output.input_labels import shown_differences
from costmodel.texts.catalog import listed
from pages.answers.appraisals import appraisal_of
from pages.answers.uncertainty import chances_of
from pages.components import layout
from pages.components.card.short import show_short_card
from pages.components.charts import links as chart_links
from pages.components.charts.caption import caption
from pages.components.frame.opening import open_page
from pages.components.municipality import choose_municipality
from pages.components.prices import prices
from pages.components.scenario_choice import FEWEST, Offer, choose_scenarios, first_choice, linked_rows, links_of, offers, scenario_of
from pages.components.tables import Row, asked_of_several, csv_by_row, rows_of, show_download, show_grid
from pages.components.wording import file_name
from pages.components.words import in_file_name
from pages.sammenlign import facts, rows
from pages.sammenlign.facts import text
from pages.sammenlign.why import Way, show_why
from pages.session.shown_number import view_query
from pages.session.state import session_scenario
from pages.session.views import keep_valid

Appraisals = dict[str, Appraisal]


def main() -> None:
    """The page from top to bottom."""
    assumptions = open_page()
    st.title(text("title"), anchor=False)
    st.markdown(text("lead"))
    place, what = st.columns([1, 2])
    with place:
        municipality = choose_municipality(assumptions)
    with what:
        offered = offers(assumptions)
        chosen = choose_scenarios(offered, first_choice(offered, assumptions))
    if len(chosen) < FEWEST:
        st.markdown(text("too_few"))
        return
    appraisals = {offer.label: appraisal_of(scenario_of(assumptions, municipality, offer.key)) for offer in chosen}
    scenario = session_scenario(assumptions, municipality)
    show_short_card(scenario, text("not_the_answer", year=scenario.setting("start_year")))
    place_name = in_file_name(municipality)
    links = links_of(assumptions, municipality, chosen)
    show_indicators(appraisals, chosen, links, place_name)
    show_chance(appraisals)
    with layout.place():
        show_inputs(appraisals, chosen)
    show_values(appraisals, assumptions, links, place_name)
    show_years(appraisals, links, place_name)
    show_fall(appraisals, chosen, links, place_name)


def show_indicators(appraisals: Appraisals, chosen: Sequence[Offer], links: Sequence[str], place: str) -> None:
    """What each scenario comes to; each number leads to its sums."""
    found, labels = compared_indicators(appraisals), list(appraisals)
    st.header(facts.takeaway(found, labels), anchor=False)
    linked = linked_rows(rows.indicator_rows(found), rows.shown(found), links)
    show_grid(text("indicators.table"), [text("indicators.head"), *labels], linked)
    with st.expander(text("indicators.meaning")):
        st.markdown(text("indicators.about"))
        for offer in chosen:
            st.text(f"{offer.label}: {offer.description}")
    data = csv_by_row(text("indicators.head"), labels, rows.named_indicators(found))
    show_download(text("indicators.download"), data, file_name(text("indicators.file"), place), asked_of_several(appraisals))


def show_chance(appraisals: Appraisals) -> None:
    """How sure it is that one scenario is cheaper, and better, than the first."""
    first, *others = appraisals
    st.header(text("chances.title"), anchor=False)
    found = [rows.chance_row(first, other, chances_of(appraisals[first].scenario, appraisals[other].scenario)) for other in others]
    show_grid(text("chances.about"), list(text.part("chances.heads").values()), found)


def show_inputs(appraisals: Appraisals, chosen: Sequence[Offer]) -> None:
    """Which inputs differ, with value and origin."""
    differing = shown_differences([item.scenario for item in appraisals.values()])
    st.header(facts.inputs_takeaway(differing), anchor=False)
    if not differing:
        return
    if note := facts.frame_note(differing):
        st.markdown(note)
    found = rows.input_rows(differing, list(appraisals.values()), [offer.key for offer in chosen])
    show_grid(text("inputs.about"), [text("inputs.head"), *appraisals], found)
    data = csv_by_row(text("inputs.head"), list(appraisals), {item.label: item.values for item in differing})
    show_download(text("inputs.download"), data, file_name(text("inputs.file")), asked_of_several(appraisals))


def show_values(appraisals: Appraisals, assumptions: AssumptionSet, links: Sequence[str], place: str) -> None:
    """Costs and benefits by line item in present value."""
    values = compared_present_values(appraisals)
    st.header(facts.values_takeaway(compared_cost_and_benefit(appraisals)), anchor=False)
    layout.show_chart(groups_chart(appraisals), describe_groups(appraisals), about_several(appraisals))
    labels = facts.item_labels(list(values), assumptions)
    named = {labels[name]: row for name, row in values.items()}
    st.markdown(text("values.about"))
    with st.expander(text("values.numbers")):
        sums = {labels[name] for name in ("total_cost", "total_benefit", "net_benefit") if name in labels}
        show_grid(text("values.table"), [text("values.head"), *appraisals], linked_rows(rows_of(named, 1, sums), values, links))
    data = csv_by_row(text("values.head"), list(appraisals), named)
    show_download(text("values.download"), data, file_name(text("values.file"), place), asked_of_several(appraisals))


def show_years(appraisals: Appraisals, links: Sequence[str], place: str) -> None:
    """Yearly net benefit of all on one axis."""
    years, columns = shared_years(appraisals), net_benefit_by_year(appraisals)
    st.header(facts.yearly_takeaway(gap_between(years, columns)), anchor=False)
    leads = {label: f"{link}&{view_query('net_benefit')}" for label, link in zip(columns, links, strict=False)}
    notes = net_notes(to_dict(next(iter(appraisals.values()))), years, columns.values())
    chart_links.show_chart(net_chart(years, columns, notes), describe_net(years, columns), "net_chart", leads, about_several(appraisals))
    with st.expander(text("years.numbers")):
        layout.show_table(text("years.table"), columns, years, leads)
    data, name = layout.csv_of(columns, years), file_name(text("years.file"), place)
    show_download(text("years.download"), data, name, asked_of_several(appraisals))


def show_fall(appraisals: Appraisals, chosen: Sequence[Offer], links: Sequence[str], place: str) -> None:
    """Where the difference between two of the scenarios comes from."""
    st.header(text("fall.title"), anchor=False)
    first, second = choose_pair(chosen)
    fall = waterfall(appraisals[first], appraisals[second])
    labels, ends = facts.item_labels(list(fall.steps), appraisals[first].scenario.assumptions), (first, second)
    about = caption(text("fall.pair", first=first, second=second), prices_of({name: appraisals[name] for name in ends}))
    st.subheader(text("fall.items"), anchor=False)
    st.markdown(f"**{facts.fall_takeaway(fall, labels, ends)}** {text('fall.about')}")
    with layout.place():
        if fall.steps:
            layout.show_chart(waterfall_chart(fall, labels, ends), describe_waterfall(fall, labels, ends), about)
    heads = [text("fall.heads.item"), text("fall.heads.amount")]
    linked = linked_ends(rows.fall_rows(fall, labels, ends), dict(zip(appraisals, links, strict=False)), ends)
    with st.expander(text("fall.numbers")):
        show_grid(text("fall.table"), heads, linked)
    amounts = {first: [fall.start], **{labels[name]: [amount] for name, amount in fall.steps.items()}, second: [fall.end]}
    data, name, asked = csv_by_row(heads[0], heads[1:], amounts), file_name(text("fall.file"), place), asked_of_several(appraisals)
    show_download(text("fall.download"), data, name, asked)
    show_why(Way(appraisals[first].scenario, appraisals[second].scenario, ends, place, asked, about))


def about_several(appraisals: Appraisals) -> str:
    """What stands with a chart of all the scenarios, which name themselves in it."""
    return caption(text("several"), prices_of(appraisals))


def prices_of(appraisals: Appraisals) -> str:
    """The prices of the results; of scenarios in other price years each."""
    years = sorted({int(item.scenario.setting("price_year")) for item in appraisals.values()})
    return listed([prices(PriceBasis.PRICE_YEAR, year) for year in years])


def choose_pair(chosen: Sequence[Offer]) -> tuple[str, str]:
    """The two scenarios to go between, by their labels."""
    labels = {offer.key: offer.label for offer in chosen}
    left, right = st.columns(2)
    with left:
        first = choose_end("from", labels)
    with right:
        second = choose_end("to", {key: label for key, label in labels.items() if key != first})
    return labels[first], labels[second]


def choose_end(end: str, labels: dict[str, str]) -> str:
    """Where the way begins or ends: the key of a scenario, the first one until somebody chooses."""
    keep_valid(f"fall_{end}", list(labels), next(iter(labels)))
    return st.selectbox(text(f"fall.{end}"), list(labels), format_func=labels.__getitem__, key=f"fall_{end}", persist_state="session")


def linked_ends(found: list[Row], links: dict[str, str], ends: tuple[str, str]) -> list[Row]:
    """The rows, with both ends leading to their sums; a step is the difference between two sums."""
    start, *steps, end = found
    pairs = zip((start, end), ends, strict=True)
    first, last = (linked_rows([row], ["npv"], [links[name]] if links else []) for row, name in pairs)
    return [*first, *steps, *last]


main()
