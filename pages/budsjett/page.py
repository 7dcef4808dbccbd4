"""Budsjett: a four-year plan in the lines of a municipal budget, capital as the accounts show it, and who bears what."""

from collections.abc import Mapping

import streamlit as st

from costmodel import Appraisal
from costmodel.analysis.bearers import Bearers, bearers, bearers_in_current_prices
from costmodel.analysis.budget import BudgetPlan, columns_of, in_current_prices, plan, sums_of
from costmodel.assumptions.records import Assumption
from costmodel.model.results import years_of
from costmodel.output.charts.budget import budget_chart, budget_columns, describe_budget
from costmodel.output.labels import budget_label
from costmodel.texts.numbers import percent
from pages.answers.appraisals import appraisal_of
from pages.budsjett import facts
from pages.budsjett.facts import text
from pages.components import explanation_links, layout
from pages.components.card.short import show_short_card
from pages.components.charts import links as chart_links
from pages.components.frame.opening import open_page
from pages.components.levers.lever import badge_of
from pages.components.municipality import choose_municipality
from pages.components.prices import DEFLATOR, FIXED, OWN_RATE, price_option, prices
from pages.components.tables import Row, rows_of, show_download, show_grid
from pages.components.wording import file_name
from pages.components.words import in_file_name
from pages.session.state import session_scenario
from pages.session.views import keep_valid

RATES = [round(tenths / 1000, 3) for tenths in range(81)]
SUMS = ("platform", "own", "saved", "total", "outside", "platform_capital_cost", "introduction_capital_cost")
"""Lines that add those before them."""


def main() -> None:
    """The page from top to bottom."""
    assumptions = open_page()
    st.title(text("title"), anchor=False)
    st.markdown(text("lead"))
    place, when = st.columns([2, 1])
    with place:
        municipality = choose_municipality(assumptions)
    scenario = session_scenario(assumptions, municipality)
    appraisal = appraisal_of(scenario)
    with when:
        first_year = choose_first_year(appraisal)
    choice, growth = choose_prices(price_year_of(appraisal), assumptions.budget["municipal_deflator"])
    budget, shares = priced(appraisal, first_year, choice, growth)
    show_short_card(scenario, text("not_the_answer"))
    shown = prices(choice, price_year_of(appraisal), growth)
    links = explanation_links.links(assumptions, municipality, explanation_links.budget_items())
    show_plan(budget, shown, facts.what_is_planned(appraisal), links, municipality)
    with layout.place():
        if links and choice != FIXED:
            layout.note(text("prices.links"))
    show_outside(budget, shown, links)
    show_capital(budget, prices(FIXED, price_year_of(appraisal), growth))
    show_bearers(shares, shown, municipality)


def choose_first_year(appraisal: Appraisal) -> int:
    """The first year of the plan: any year of the appraisal, at first the decision year."""
    years = years_of(appraisal)
    decision = int(appraisal.scenario.setting("decision_year"))
    keep_valid("plan_year", years, decision if decision in years else years[0])
    return st.selectbox(text("first_year"), years, key="plan_year", persist_state="session")


def choose_prices(price_year: int, deflator: Assumption) -> tuple[str, float]:
    """Fixed or current prices, and the growth of prices a year."""
    options = [FIXED, DEFLATOR, OWN_RATE]
    keep_valid("plan_prices", options, FIXED)
    names = {option: price_option(option, price_year, deflator) for option in options}
    choice = st.radio(
        text("prices.choice"), options, format_func=names.__getitem__, key="plan_prices", horizontal=True, persist_state="session"
    )
    growth = deflator.value or 0.0
    if choice == OWN_RATE:
        rates = sorted({*RATES, growth})
        keep_valid("plan_growth", rates, growth)
        texts = {rate: percent(rate, 1) for rate in rates}
        label = text("prices.growth")
        growth = st.select_slider(label, rates, format_func=texts.__getitem__, key="plan_growth", persist_state="session")
    badges = {DEFLATOR: [badge_of(deflator)], OWN_RATE: [layout.own_change()]}.get(choice, [])
    layout.badged(facts.price_note(choice, deflator), badges)
    return choice, growth


def price_year_of(appraisal: Appraisal) -> int:
    """The year in whose prices the appraisal is made."""
    return int(appraisal.scenario.setting("price_year"))


def priced(appraisal: Appraisal, first_year: int, choice: str, growth: float) -> tuple[BudgetPlan, Bearers]:
    """The plan and who bears it, in the prices chosen."""
    budget = plan(appraisal, first_year)
    shares = bearers(appraisal, budget.years)
    if choice == FIXED:
        return budget, shares
    price_year = price_year_of(appraisal)
    return in_current_prices(budget, growth, price_year), bearers_in_current_prices(shares, growth, price_year)


def show_plan(budget: BudgetPlan, shown: str, planned: str, links: dict[str, str], municipality: str | None) -> None:
    """What the operating budget feels: what it says, of which choice, the lines, the chart, the file."""
    st.header(facts.takeaway(budget), anchor=False)
    st.markdown(planned)
    with layout.place():
        if missing := facts.years_outside(budget):
            st.markdown(missing)
    left, right = st.columns([6, 5], gap="large")
    with left:
        show_lines(text("plan.table", prices=shown), budget, budget.with_sums, links)
    with right:
        leads = {label: links[label] for label in labels_of("platform", "own", "saved", "total") if links}
        chart_links.show_chart(budget_chart(budget), describe_budget(budget), "budget_chart", leads)
        rows = rows_of(labelled(columns_of(budget.per_inhabitant)), 0, labels_of("total"))
        show_grid(text("plan.per_inhabitant.table", prices=shown), [text("plan.per_inhabitant.head"), *budget.years], rows, links)
    with st.expander(text("plan.meaning")):
        st.markdown(facts.about_lines())
    with st.expander(text("plan.numbers")):
        layout.show_table(text("plan.numbers_table", prices=shown), budget_columns(budget), budget.years)
    numbers = columns_of({**budget.with_sums, **budget.outside_with_sum, **budget.capital})
    data = layout.csv_of(labelled(numbers), budget.years)
    show_download(text("plan.download"), data, file_of("plan", municipality, budget.years[0]))


def show_lines(title: str, budget: BudgetPlan, items: dict, links: dict[str, str]) -> None:
    """Lines by year with their sum over the years."""
    sums = sums_of(items)
    columns = {name: [*row, sums[name]] for name, row in columns_of(items).items()}
    heads = [text("plan.heads.item"), *budget.years, text("plan.heads.sum")]
    show_grid(title, heads, rows_of(labelled(columns), 1, labels_of(*SUMS)), links)


def show_outside(budget: BudgetPlan, shown: str, links: dict[str, str]) -> None:
    """Time that the budget does not feel."""
    st.header(facts.outside_takeaway(budget), anchor=False)
    st.markdown(text("outside.about"))
    show_lines(text("outside.table", prices=shown), budget, budget.outside_with_sum, links)


def show_capital(budget: BudgetPlan, shown: str) -> None:
    """Capital as depreciation, interest and remaining debt."""
    st.header(facts.capital_takeaway(budget), anchor=False)
    st.markdown(text("capital.about"))
    rows = rows_of(labelled(columns_of(budget.capital)), 1, labels_of(*SUMS))
    show_grid(text("capital.table", prices=shown), [text("capital.head"), *budget.years], rows)


def show_bearers(shares: Bearers, shown: str, municipality: str | None) -> None:
    """The municipality's payment beside that of the others."""
    st.header(facts.bearers_takeaway(shares, municipality), anchor=False)
    st.markdown(text("bearers.about"))
    money, parts = facts.bearers_columns(shares, municipality)
    part_rows = [Row(label, tuple(percent(cell, 1) for cell in row)) for label, row in parts.items()]
    rows = [*rows_of(money, 1, [facts.all_municipalities()]), *part_rows]
    show_grid(text("bearers.table", prices=shown), [text("bearers.head"), *shares.years], rows)
    name = file_of("bearers", municipality, shares.years[0])
    show_download(text("bearers.download"), layout.csv_of({**money, **parts}, shares.years), name)


def labelled(columns: Mapping[str, list[float]]) -> dict[str, list[float]]:
    """Numbers by what their line of the plan is called."""
    return dict(zip(labels_of(*columns), columns.values(), strict=True))


def labels_of(*names: str) -> list[str]:
    """What lines of the plan are called."""
    return [budget_label(name) for name in names]


def file_of(part: str, municipality: str | None, year: int) -> str:
    """The name of a file with the numbers of a part of the page."""
    return file_name(text(f"{part}.file"), in_file_name(municipality), str(year))


main()
