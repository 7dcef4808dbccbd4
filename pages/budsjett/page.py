"""Budsjett: an økonomiplan by municipal rules, what ties it to the appraisal, capital as accounts show it, and who bears what."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from costmodel import Appraisal, AssumptionSet
from costmodel.analysis.bearers import Bearers, bearers
from costmodel.analysis.budget import BudgetPlan, columns_of, plan, sums_of
from costmodel.analysis.municipal.plan import NET, MunicipalPlan, Rules
from costmodel.analysis.municipal.prices import PriceBasis
from costmodel.model.results import years_of
from costmodel.output.charts.budget import budget_chart, budget_columns, describe_budget
from costmodel.output.finance.rows import BRIDGE, DRIFT, INVESTING, MunicipalBudget, budget_row_label, budget_rows, growth_text
from costmodel.output.finance.writing import budget_csv
from costmodel.output.identity.about import Asked
from costmodel.output.labels import budget_label
from costmodel.texts.numbers import number, percent
from pages.answers.appraisals import appraisal_of
from pages.answers.finance import frames_of, municipal_plan_of
from pages.budsjett import facts
from pages.budsjett.facts import text
from pages.budsjett.rules import choose_rules
from pages.components import explanation_links, layout
from pages.components.card.short import show_short_card
from pages.components.charts.caption import caption
from pages.components.frame import scenario as frame_scenario
from pages.components.frame.opening import open_page
from pages.components.municipality import choose_municipality
from pages.components.prices import BASES, price_option, prices
from pages.components.tables import Row, rows_of, show_download, show_grid
from pages.components.wording import file_name
from pages.components.words import in_file_name
from pages.session.state import session_scenario
from pages.session.views import keep_valid

SUMS = ("outside", "platform_capital_cost", "introduction_capital_cost")
"""Lines that add those before them."""
FRAMES = "plan_frames"
"""Key of the fold with the frames, which are drawn when it is opened."""


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
    basis = choose_prices(price_year_of(appraisal), first_year)
    rules = choose_rules(assumptions)
    show_short_card(scenario, text("not_the_answer"))
    accounts = municipal_plan_of(scenario, first_year, str(basis), rules)
    told = MunicipalBudget.of(appraisal, accounts)
    budget = plan(appraisal, first_year)
    links = explanation_links.links(assumptions, municipality, explanation_links.budget_items())
    show_accounts(told, accounts.shown_as(budget), assumptions, links, facts.what_is_planned(appraisal))
    show_frames(appraisal, accounts, rules)
    show_growth(told, assumptions)
    asked = Asked(frame_scenario.name(assumptions), prices=(str(basis), accounts.price_year))
    show_download(text("plan.download"), partial(budget_csv, [told], assumptions), file_of("plan", municipality, first_year), asked)
    with layout.place():
        if links and basis is not PriceBasis.PRICE_YEAR:
            layout.note(text("prices.links"))
    fixed = prices(PriceBasis.PRICE_YEAR, price_year_of(appraisal))
    show_bridge(told, budget, assumptions, fixed)
    show_outside(budget, fixed, links)
    show_capital(budget, fixed)
    show_bearers(bearers(appraisal, budget.years), fixed, municipality)


def choose_first_year(appraisal: Appraisal) -> int:
    """The first year of the plan: any year of the appraisal, at first the decision year."""
    years = years_of(appraisal)
    decision = int(appraisal.scenario.setting("decision_year"))
    keep_valid("plan_year", years, decision if decision in years else years[0])
    return st.selectbox(text("first_year"), years, key="plan_year", persist_state="session")


def choose_prices(price_year: int, first_year: int) -> PriceBasis:
    """Fixed kroner of the plan's first year or of the price year, or kroner of each year."""
    keep_valid("plan_prices", BASES, PriceBasis.PLAN_YEAR)
    years = {PriceBasis.PLAN_YEAR: first_year, PriceBasis.PRICE_YEAR: price_year, PriceBasis.CURRENT: first_year}
    names = {basis: text(f"prices.of.{basis}", option=price_option(basis, year)) for basis, year in years.items()}
    label = text("prices.choice")
    choice = st.radio(label, BASES, format_func=names.__getitem__, key="plan_prices", horizontal=True, persist_state="session")
    basis = PriceBasis(choice)
    st.markdown(text(f"prices.notes.{basis}", year=years[basis]))
    return basis


def price_year_of(appraisal: Appraisal) -> int:
    """The year in whose prices the appraisal is made."""
    return int(appraisal.scenario.setting("price_year"))


def show_accounts(told: MunicipalBudget, chart: BudgetPlan, assumptions: AssumptionSet, links: dict[str, str], planned: str) -> None:
    """The accounts: what they say, of which choice, drift and investering, the chart."""
    accounts = told.plan
    st.header(facts.accounts_takeaway(accounts), anchor=False)
    st.markdown(planned)
    with layout.place():
        if missing := facts.years_outside(chart):
            st.markdown(missing)
    shown = prices(accounts.basis, accounts.price_year)
    left, right = st.columns([6, 5], gap="large")
    with left:
        show_part(text("plan.table", prices=shown), DRIFT, told, assumptions, links)
        show_part(text("plan.investing", prices=shown), INVESTING, told, assumptions, links)
    with right:
        layout.show_chart(budget_chart(chart), describe_budget(chart), caption(shown_prices=shown))
        rows = {budget_row_label(name): row for name, row in columns_of(accounts.per_inhabitant).items()}
        heads = [text("plan.per_inhabitant.head"), *accounts.years]
        show_grid(text("plan.per_inhabitant.table", prices=shown), heads, rows_of(rows, 0, [budget_row_label(NET)]))
    layout.note(text("plan.without_vat"))
    with st.expander(text("plan.meaning")):
        st.markdown(facts.about_lines())
    with st.expander(text("plan.numbers")):
        layout.show_table(text("plan.numbers_table", prices=shown), budget_columns(chart), chart.years)


def show_part(title: str, part: str, told: MunicipalBudget, assumptions: AssumptionSet, links: Mapping[str, str] | None = None) -> None:
    """The lines of one part by year with their sum; those that are nothing in every year are left out."""
    rows = [row for row in budget_rows(told, assumptions) if row.part == part and (any(row.amounts) or row.is_sum)]
    cells = [Row(row.label, tuple(number(x, 1) for x in (*row.amounts, row.total)), is_sum=row.is_sum) for row in rows]
    show_grid(title, [text("plan.heads.item"), *told.plan.years, text("plan.heads.sum")], cells, links)


def show_frames(appraisal: Appraisal, accounts: MunicipalPlan, rules: Rules) -> None:
    """P50 and P85 of the net expense, drawn when they are asked for."""
    fold = st.expander(text("frames.title"), key=FRAMES, on_change="rerun")
    if fold.open:
        with fold:
            found = frames_of(appraisal.scenario, accounts.years[0], str(accounts.basis), rules)
            st.markdown(text("frames.about", draws=found.draws))
            columns = {budget_row_label(name): [*row, found.in_all[name]] for name, row in found.by_year.items()}
            shown = prices(accounts.basis, accounts.price_year)
            show_grid(
                text("frames.table", prices=shown), [text("plan.heads.item"), *accounts.years, text("plan.heads.sum")], rows_of(columns, 1)
            )


def show_growth(told: MunicipalBudget, assumptions: AssumptionSet) -> None:
    """How prices and wages grow, and who says so."""
    with st.expander(text("growth.title")):
        st.markdown(text("growth.about"))
        rows = [Row(path, rest) for path, *rest in (growth_text(item, assumptions) for item in told.growth)]
        heads = [text(f"growth.heads.{name}") for name in ("path", "year", "growth", "origin")]
        show_grid(text("growth.table"), heads, [Row(row.label, tuple(row.cells)) for row in rows])


def show_bridge(told: MunicipalBudget, budget: BudgetPlan, assumptions: AssumptionSet, shown: str) -> None:
    """From what the appraisal's operating budget feels to the net operating result."""
    st.header(facts.takeaway(budget), anchor=False)
    st.markdown(text("bridge.about", prices=shown))
    show_part(text("bridge.table", prices=shown), BRIDGE, told, assumptions)


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
