"""The parts of the page about what one choice does to the others, the price by number, and the coalition."""

import streamlit as st

from costmodel import AssumptionSet, Scenario
from costmodel.analysis.participation.bills import Bills
from costmodel.analysis.participation.game import EffectOfChoice, Sides
from costmodel.analysis.participation.price_curve import COMMON_SHARE, ByNumber
from costmodel.explain.naming import DISTRIBUTION
from costmodel.model.decision import is_live
from costmodel.model.parties.distribution import PARTIES as CHARGED
from costmodel.output.charts.price import COMPARED_SHARES, describe_prices, price_chart, price_columns
from costmodel.output.labels import option_in_sentence, party_label
from costmodel.texts.numbers import number, signed
from pages.answers.participation import STARTS, bend_of, curve_of, effect, gains_of, path_of
from pages.components import explanation_links, layout, wording
from pages.components.card.short import show_short_card
from pages.components.levers.lever import lever
from pages.components.tables import Row, csv_by_row, show_download, show_grid
from pages.components.words import plain
from pages.kommuner import facts
from pages.kommuner.bill_rows import known
from pages.kommuner.choosing import choose
from pages.kommuner.facts import text
from pages.session.shown_number import PAIR, view_query
from pages.session.state import changes, choices, session_scenario
from pages.session.views import keep_valid

ONE, TOGETHER = "one", "together"
SOCIETY = "society"
PARTIES = (*CHARGED, "tax_cost", SOCIETY)
"""Columns of the distribution, the sum of the others last."""


def show_game(scenario: Scenario, municipality: str | None, year: int) -> None:
    """What the chosen municipality's choice means for all, its price by number of participants, and the same of every choice."""
    show_short_card(session_scenario(scenario.assumptions, municipality), text("not_the_answer"))
    st.header(text("game.title"), anchor=False)
    if municipality is None:
        st.markdown(text("game.nobody"))
    else:
        show_one(scenario, municipality, year)
    show_choices(scenario)


def show_one(scenario: Scenario, municipality: str, year: int) -> None:
    """The choice of one municipality."""
    found = effect(scenario, municipality, year)
    told, table = st.columns([2, 3], gap="large")
    with told:
        st.markdown(f"{facts.effect_takeaway(found, scenario.assumptions)}\n\n{facts.prices(found)}")
        curve = curve_of(scenario, municipality, year)
        st.markdown(facts.break_even(curve, is_live=is_live(scenario.for_municipality(municipality))))
    with table:
        show_parties(found, scenario.assumptions)
        show_effect(found)
    with st.expander(text("game.about.title")):
        st.markdown(text("game.about.text", **facts.leaving_told(scenario)))
    show_curve(scenario, curve, found)


def show_parties(found: EffectOfChoice, assumptions: AssumptionSet) -> None:
    """Who gains and who pays where it is in; each amount leads to its sum."""
    own, other = (option_in_sentence(option, assumptions) for option in (found.own, found.other))
    link = explanation_links.scenario_link(assumptions, found.name, choices())
    question = f"{found.other}{PAIR}{found.own}"
    rows = [
        Row(
            party_label(party),
            (signed(found.gains[party], 1),),
            links=(f"{link}&{view_query(DISTRIBUTION + party, None, question)}" if link else "",),
            is_sum=party == SOCIETY,
        )
        for party in PARTIES
    ]
    show_grid(text("game.parties.title", name=found.name, own=own, other=other), list(text.part("game.parties.heads").values()), rows)


def show_effect(found: EffectOfChoice) -> None:
    """With it in, with it out, and the difference."""
    rows = [
        _sides(text("game.table.own_npv", name=found.name), found.own_npv, 1),
        _sides(text("game.table.own_budget", name=found.name), found.own_budget, 1),
        _sides(text("game.table.own_charge", name=found.name, year=found.year), found.own_charge.as_cost, 2),
        _sides(text("game.table.others_charge", year=found.year), found.others_charge.as_cost, 2),
        _sides(text("game.table.hospitals_charge", year=found.year), found.hospitals_charge.as_cost, 2),
        _sides(text("game.table.average_price", year=found.year), found.average_price, 0),
    ]
    show_grid(text("game.table.title", name=found.name), list(text.part("game.table.heads").values()), rows)


def _sides(label: str, sides: Sides, decimals: int) -> Row:
    return Row(label, (number(sides.inside, decimals), number(sides.outside, decimals), signed(sides.change, decimals)))


def show_choices(scenario: Scenario) -> None:
    """What the choice of each municipality means for all, in a fold that works it out when it is opened."""
    fold = st.expander(text("game.choices.title"), key="game_choices", on_change="rerun")
    if not fold.open:
        return
    with fold:
        columns = {party: party_label(party) for party in PARTIES}
        gains = {name: [by_party[party] for party in columns] for name, by_party in gains_of(scenario).items()}
        rows = [Row(name, tuple(signed(value, 1) for value in values)) for name, values in gains.items()]
        about = text("game.choices.about", **facts.leaving(scenario))
        show_grid(about, [text("game.choices.municipality"), *columns.values()], rows)
        data = csv_by_row(text("game.choices.municipality"), list(columns.values()), gains)
        show_download(text("game.choices.download"), data, wording.file_name(text("game.choices.file")))


def show_curve(scenario: Scenario, curve: ByNumber, found: EffectOfChoice) -> None:
    """The price per inhabitant against the number of participants."""
    assumptions = scenario.assumptions
    bent = bend_of(scenario, curve.name, curve.year, COMPARED_SHARES)
    now = point_of(scenario, found)
    st.subheader(facts.curve_takeaway(curve, now), anchor=False)
    layout.show_chart(price_chart(curve, bent, now), describe_prices(curve, now))
    layout.note(text("prices.about", operation=scenario.setting(COMMON_SHARE)))
    item = lever(COMMON_SHARE, assumptions)
    moved = [layout.own_change()] if COMMON_SHARE in changes() else []
    layout.badged(plain(f"{item.label}: {item.caption}"), [item.badge, *moved])
    fold = st.expander(text("prices.numbers"), key="price_numbers", on_change="rerun")
    if fold.open:
        with fold:
            columns = price_columns(curve, bent)
            rows = {f"{at}: {name}": [line[at - 1] for line in columns.values()] for at, name in enumerate(curve.last_in, start=1)}
            shown = [Row(label, tuple(number(value) for value in row)) for label, row in rows.items()]
            show_grid(text("prices.table", year=curve.year), [text("prices.number"), *columns], shown)
            data = csv_by_row(text("prices.number"), list(columns), {label: [known(value) for value in row] for label, row in rows.items()})
            show_download(text("prices.download"), data, wording.file_name(text("prices.file"), curve.name, str(curve.year)))


def point_of(scenario: Scenario, found: EffectOfChoice) -> tuple[int, float]:
    """The scenario's point in the chart: participants with the chosen one in, and its price per inhabitant."""
    inside = int(scenario.setting("participants")) if scenario.participant_set is None else len(scenario.participant_set)
    return inside + (not found.is_in), found.own_price


def show_coalition(scenario: Scenario, bills: Bills) -> None:
    """Who gains by being in, given who else is, until nobody wants to move."""
    st.header(text("coalition.title"), anchor=False)
    layout.note(text("coalition.about", **facts.leaving_told(scenario)))
    left, right = st.columns(2)
    keep_valid("coalition_start", STARTS, "chosen")
    keep_valid("coalition_way", [ONE, TOGETHER], ONE)
    start = left.selectbox(text("coalition.start.label"), STARTS, format_func=start_name, key="coalition_start", persist_state="session")
    way = right.segmented_control(
        text("coalition.way.label"), [ONE, TOGETHER], format_func=way_name, key="coalition_way", required=True, persist_state="session"
    )
    path = path_of(scenario, start, together=way == TOGETHER)
    first = {"chosen": int(bills.takes_part.sum()), "nobody": 0, "everybody": len(bills.names)}[start]
    st.markdown(facts.coalition_takeaway(path, first, len(bills.names)))
    if not path.steps:
        return
    rows = [
        Row(str(at), (*facts.step_names(step), number(sum(step.gains), 1), str(step.participants)))
        for at, step in enumerate(path.steps, start=1)
    ]
    with st.expander(text("coalition.steps.title", count=len(rows)), expanded=len(rows) <= 5):
        show_grid(text("coalition.steps.about"), list(text.part("coalition.steps.heads").values()), rows)
    if path.members:
        st.button(text("coalition.use"), key="use_outcome", on_click=choose, args=(sorted(path.members), scenario.assumptions))


def start_name(start: str) -> str:
    """What the reader calls the set that the choices start from."""
    return text(f"coalition.start.{start}")


def way_name(way: str) -> str:
    """What the reader calls how they choose."""
    return text(f"coalition.way.{way}")
