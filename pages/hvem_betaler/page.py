"""Hvem betaler?: what a choice gives the municipality, the others, the hospitals, the GPs and society; the region and its wind-down."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from costmodel import AssumptionSet, Scenario
from costmodel.analysis.pairs import Pair
from costmodel.analysis.payers import SHARE, Payers
from costmodel.model.decision import JOIN, LEAVE
from costmodel.output.charts.distribution import describe_distribution, distribution_chart
from costmodel.output.labels import party_label
from pages.answers.appraisals import decision_of
from pages.answers.payers import payers_of, region_of, wind_down_of
from pages.components import explanation_links, layout, parts
from pages.components.frame.opening import open_page
from pages.components.frame.scenario import stamp
from pages.components.levers.controls import show_changes, show_levers
from pages.components.levers.gps import UPTAKE
from pages.components.municipality import choose_municipality
from pages.components.tables import asked_of_pair, csv_by_row, show_download, show_grid
from pages.components.wording import file_name
from pages.components.words import plain
from pages.hvem_betaler import facts
from pages.hvem_betaler.words import text
from pages.session.shown_number import PAIR, REGION, WIND_DOWN
from pages.session.state import session_scenario, whole_scenario
from pages.session.views import keep_valid

A, B = "pays_a", "pays_b"
"""Session state: the option that is held against, and the one that is looked at."""
STRANDED, ENTRY = "stranded_share", "entry_transfer_share"
WIND_DOWN_LEVERS = ("wind_down_year", "wind_down_replacement", "wind_down_operation_share", "wind_down_reach", "wind_down_minutes")


@dataclass(frozen=True)
class Chosen:
    """What is looked at; a lever changes none of it."""

    assumptions: AssumptionSet
    municipality: str | None
    pair: Pair | None = None
    """The two options; None for all participants together, who have no distribution."""

    @property
    def scenario(self) -> Scenario:
        """What is chosen now."""
        return session_scenario(self.assumptions, self.municipality)

    @property
    def payers(self) -> Payers:
        """Who pays and who gains, now."""
        assert self.pair is not None
        return payers_of(self.scenario, *self.pair)


def main() -> None:
    """The page from top to bottom; what follows a lever is a part of its own."""
    assumptions = open_page()
    st.title(text("title"), anchor=False)
    st.markdown(text("lead"))
    with st.container(horizontal=True, key="pays_choice"):
        municipality = choose_municipality(assumptions)
        pair = choose_options(assumptions, municipality) if municipality else None
    chosen = Chosen(assumptions, municipality, pair)
    with layout.place():
        if pair is None:
            st.markdown(text("everybody"))
            show_changes(assumptions)
        else:
            show_choice(chosen)
    parts.show("region", partial(show_region, chosen))
    show_wind_down(chosen)
    parts.complete(stamp(assumptions))


def choose_options(assumptions: AssumptionSet, municipality: str) -> Pair:
    """The option that is held against, and the one that is looked at."""
    decision = decision_of(session_scenario(assumptions, municipality))
    titles = {name: facts.option_title(name, assumptions, is_benchmark=name in decision.benchmarks) for name in decision.all}
    usual = facts.usual_choice(decision)
    keep_valid(A, list(titles), usual[0])
    a = st.selectbox(text("a"), list(titles), format_func=titles.__getitem__, key=A, persist_state="session")
    rest = [name for name in titles if name != a]
    keep_valid(B, rest, usual[1] if usual[1] in rest else rest[0])
    b = st.selectbox(text("b"), rest, format_func=titles.__getitem__, key=B, persist_state="session")
    return a, b


def show_choice(chosen: Chosen) -> None:
    """What the choice gives each party: sentence, chart and table, and beside them the levers that decide it."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        parts.show("payers", partial(show_payers, chosen))
    with right:
        st.header(text("levers.title"), anchor=False)
        show_changes(chosen.assumptions)
        parts.show("share", lambda: st.markdown(facts.share_decides(chosen.payers)))
        show_levers([SHARE], chosen.assumptions)
        show_pair_levers(chosen)
        show_levers([UPTAKE], chosen.assumptions)
    with st.expander(text("outside.title"), expanded=True):
        st.markdown(text("outside.list"))


def show_pair_levers(chosen: Chosen) -> None:
    """The levers that act on one who leaves, or on one who joins."""
    pair = chosen.pair or ()
    if any(name.startswith(f"{LEAVE}_") for name in pair):
        layout.note(text("levers.stranded"))
        show_levers([STRANDED], chosen.assumptions)
    if JOIN in pair:
        layout.note(text("levers.entry"))
        show_levers([ENTRY], chosen.assumptions)


def show_payers(chosen: Chosen) -> None:
    """Who gains and who pays: in a sentence, as bars and as a table that adds up."""
    found, scenario, pair = chosen.payers, chosen.scenario, chosen.payers.pair
    st.header(plain(facts.takeaway(found, scenario)), anchor=False)
    layout.show_chart(distribution_chart(found.present), describe_distribution(found.present))
    a, b = facts.options(found, chosen.assumptions)
    links = explanation_links.links(
        chosen.assumptions, chosen.municipality, {name: f"distribution.{name}" for name in found.present}, PAIR.join(pair)
    )
    heads = [text(f"table.{name}") for name in ("party", "present", "per_inhabitant")]
    show_grid(text("table.title", a=f"å {a}", b=f"å {b}"), heads, facts.rows(found, links))
    layout.note(facts.further(found, scenario))
    values = {
        party_label(name): [amount, found.per_inhabitant(name) if name in facts.PER_HEAD else None]
        for name, amount in found.present.items()
    }
    data = csv_by_row(heads[0], heads[1:], values)
    show_download(text("table.download"), data, file_name(text("table.file"), chosen.municipality or "", *pair), asked_of_pair(pair))
    fold = st.expander(text("years.title"), key="pays_years", on_change="rerun")
    if fold.open:
        with fold:
            show_years(chosen, found)


def show_years(chosen: Chosen, found: Payers) -> None:
    """The same by year, each number leading to its sums."""
    columns = {party_label(name): list(amounts) for name, amounts in found.yearly.items()}
    items = {party_label(name): f"distribution.{name}_by_year" for name in found.yearly}
    links = explanation_links.links(chosen.assumptions, chosen.municipality, items, PAIR.join(found.pair))
    layout.show_table(text("years.table", price_year=chosen.scenario.setting("price_year")), columns, found.years, links)
    data = layout.csv_of(columns, found.years)
    name = file_name(text("years.file"), chosen.municipality or "", *found.pair)
    show_download(text("years.download"), data, name, asked_of_pair(found.pair))


def show_region(chosen: Chosen) -> None:
    """What the region pays a year beside what is published, and by year."""
    scenario = whole_scenario(chosen.assumptions, chosen.municipality)
    found = region_of(scenario)
    st.header(text("region.title"), anchor=False)
    st.markdown(facts.regional_cost(found, scenario))
    layout.note(text("region.about"))
    fold = st.expander(text("region.years"), key="region_years", on_change="rerun")
    if fold.open:
        with fold:
            total = [found.total(year) or 0.0 for year in found.years]
            columns = {"hospitals": list(found.hospitals), "participants": list(found.participants), "total": total}
            items = {"hospitals": "regional_charge_hospitals", "participants": "regional_charge_participants", "total": "regional_charge"}
            named = {text(f"region.{name}"): item for name, item in items.items()}
            links = explanation_links.links(chosen.assumptions, chosen.municipality, named, REGION)
            shown = {text(f"region.{name}"): values for name, values in columns.items()}
            layout.show_table(text("region.table", price_year=scenario.setting("price_year")), shown, found.years, links)


def show_wind_down(chosen: Chosen) -> None:
    """What an orderly wind-down of the whole platform comes to, plainly said what it is and is not, and its levers."""
    st.header(text("wind_down.title"), anchor=False)
    left, right = st.columns([3, 2], gap="large")
    with left:
        parts.show("wind_down", partial(show_sums, chosen))
    with right:
        st.subheader(text("wind_down.levers"), anchor=False)
        show_levers(WIND_DOWN_LEVERS, chosen.assumptions)


def show_sums(chosen: Chosen) -> None:
    """What the wind-down is made of."""
    scenario = chosen.scenario
    found = wind_down_of(scenario)
    st.markdown(text("wind_down.what", year=scenario.setting("wind_down_year")))
    st.markdown(facts.wind_down_sums(found, scenario))
    links = explanation_links.links(chosen.assumptions, chosen.municipality, {"npv": "wind_down_npv"}, WIND_DOWN)
    heads = [text("wind_down.part"), text("wind_down.amount")]
    show_grid(text("wind_down.table"), heads, facts.wind_down_rows(found, links.get("npv", "")))
    layout.note(text("wind_down.not_in"))


main()
