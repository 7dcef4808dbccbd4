"""Budsjett: a four-year plan in the lines of a municipal budget, capital as the accounts show it, and who bears what."""

import streamlit as st

from costmodel import Appraisal
from costmodel.analysis.bearers import Bearers, bearers, bearers_in_current_prices
from costmodel.analysis.budget import LABELS, BudgetPlan, columns_of, in_current_prices, plan, sums_of
from costmodel.assumptions.records import Assumption
from costmodel.model.results import years_of
from costmodel.output.charts.budget import budget_chart, budget_columns, describe_budget
from costmodel.texts.numbers import percent
from pages.answers.appraisals import appraisal_of
from pages.components import budget_wording as words
from pages.components import chart_links, layout, wording
from pages.components import explanation_links as proof
from pages.components import share as sharing
from pages.components.budget_wording import DEFLATOR, FIXED, OWN_RATE
from pages.components.controls import choose_municipality
from pages.components.levers import badge_of
from pages.components.tables import Row, rows_of, show_download, show_grid
from pages.session.state import assumptions_in_force, keep_valid, session_scenario

RATES = [round(tenths / 1000, 3) for tenths in range(81)]
SUMS = {LABELS[name] for name in ("platform", "own", "saved", "total", "outside", "platform_capital_cost", "introduction_capital_cost")}
DOWNLOAD = "Last ned tallene (CSV for Excel)"


def main() -> None:
    """The page from top to bottom."""
    assumptions = assumptions_in_force()
    sharing.show_frame(assumptions)
    layout.compact()
    st.title("Hva betyr Helseplattformen for budsjettet?", anchor=False)
    st.markdown(words.LEAD)
    place, when = st.columns([2, 1])
    with place:
        municipality = choose_municipality(assumptions)
    appraisal = appraisal_of(session_scenario(assumptions, municipality))
    with when:
        first_year = choose_first_year(appraisal)
    choice, growth = choose_prices(price_year_of(appraisal), assumptions.budget["municipal_deflator"])
    budget, shares = priced(appraisal, first_year, choice, growth)
    prices = words.prices(choice, price_year_of(appraisal), growth)
    links = proof.links(assumptions, municipality, proof.budget_items())
    show_plan(budget, prices, municipality, links)
    with layout.place():
        if links and choice != FIXED:
            layout.note("Tallene leder til regnestykkene sine, som er i faste priser.")
    show_outside(budget, prices, links)
    show_capital(budget, words.prices(FIXED, price_year_of(appraisal), growth))
    show_bearers(shares, prices, municipality)


def choose_first_year(appraisal: Appraisal) -> int:
    """The first year of the plan: any year of the appraisal, at first the decision year."""
    years = years_of(appraisal)
    decision = int(appraisal.scenario.setting("decision_year"))
    keep_valid("plan_year", years, decision if decision in years else years[0])
    return st.selectbox("Første år i planen", years, key="plan_year", persist_state="session")


def choose_prices(price_year: int, deflator: Assumption) -> tuple[str, float]:
    """Fixed or current prices, and the growth of prices a year."""
    options = [FIXED, DEFLATOR, OWN_RATE]
    keep_valid("plan_prices", options, FIXED)
    names = {option: words.price_option(option, price_year, deflator) for option in options}
    choice = st.radio("Priser", options, format_func=names.__getitem__, key="plan_prices", horizontal=True, persist_state="session")
    growth = deflator.value or 0.0
    if choice == OWN_RATE:
        rates = sorted({*RATES, growth})
        keep_valid("plan_growth", rates, growth)
        texts = {rate: percent(rate, 1) for rate in rates}
        label = "Prisvekst i året"
        growth = st.select_slider(label, rates, format_func=texts.__getitem__, key="plan_growth", persist_state="session")
    badges = {DEFLATOR: [badge_of(deflator)], OWN_RATE: [layout.OWN_CHANGE]}.get(choice, [])
    layout.badged(words.price_note(choice, deflator), badges)
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


def show_plan(budget: BudgetPlan, prices: str, municipality: str | None, links: dict[str, str]) -> None:
    """What the operating budget feels: what it says, the lines, the chart, the file."""
    st.header(words.takeaway(budget), anchor=False)
    with layout.place():
        if missing := words.outside_years(budget):
            st.markdown(missing)
    left, right = st.columns([6, 5], gap="large")
    with left:
        show_lines(f"MNOK i {prices}. Positive tall er utgifter.", budget, budget.with_sums, links)
    with right:
        shown = [LABELS[name] for name in ("platform", "own", "saved", "total")]
        leads = {label: links[label] for label in shown if links}
        chart_links.show_chart(budget_chart(budget), describe_budget(budget), "budget_chart", leads)
        title = f"Kroner per innbygger, {prices}"
        rows = rows_of(columns_of(budget.per_inhabitant), 0, SUMS & {LABELS["total"]})
        show_grid(title, ["Per innbygger", *budget.years], rows, links)
    with st.expander("Hva betyr postene?"):
        st.markdown(words.ABOUT_LINES)
    with st.expander("Tallene bak figuren"):
        layout.show_table(f"Tallene i figuren. MNOK i {prices}.", budget_columns(budget), budget.years)
    data = layout.csv_of(columns_of({**budget.with_sums, **budget.outside_with_sum, **budget.capital}), budget.years)
    show_download(DOWNLOAD, data, wording.file_name("budsjett", municipality or "alle", str(budget.years[0])))


def show_lines(title: str, budget: BudgetPlan, items: dict, links: dict[str, str]) -> None:
    """Lines by year with their sum over the years."""
    sums = sums_of(items)
    columns = {label: [*row, sums[label]] for label, row in columns_of(items).items()}
    show_grid(title, ["Post", *budget.years, "Sum"], rows_of(columns, 1, SUMS), links)


def show_outside(budget: BudgetPlan, prices: str, links: dict[str, str]) -> None:
    """Time that the budget does not feel."""
    st.header(words.outside_takeaway(budget), anchor=False)
    st.markdown(words.ABOUT_OUTSIDE)
    show_lines(f"Utenfor budsjettet. MNOK i {prices}.", budget, budget.outside_with_sum, links)


def show_capital(budget: BudgetPlan, prices: str) -> None:
    """Capital as depreciation, interest and remaining debt."""
    st.header(words.capital_takeaway(budget), anchor=False)
    st.markdown(words.ABOUT_CAPITAL)
    show_grid(f"Kapital. MNOK i {prices}.", ["Kapital", *budget.years], rows_of(columns_of(budget.capital), 1, SUMS))


def show_bearers(shares: Bearers, prices: str, municipality: str | None) -> None:
    """The municipality's payment beside that of the others."""
    st.header(words.bearers_takeaway(shares, municipality), anchor=False)
    st.markdown(words.ABOUT_BEARERS)
    money, parts = words.bearers_columns(shares, municipality)
    shown = [Row(label, tuple(percent(cell, 1) for cell in row)) for label, row in parts.items()]
    rows = [*rows_of(money, 1, {words.ALL_MUNICIPALITIES}), *shown]
    show_grid(f"Betaling til plattformen. MNOK i {prices}, og andeler.", ["Hvem", *shares.years], rows)
    name = wording.file_name("hvem-betaler", municipality or "alle", str(shares.years[0]))
    show_download("Last ned hvem som betaler (CSV for Excel)", layout.csv_of({**money, **parts}, shares.years), name)


main()
