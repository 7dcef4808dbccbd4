"""What somebody enters of a measurement, and of what the next one would cost."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from costmodel import AssumptionSet, Scenario
from costmodel.analysis.learning.studies import Study
from costmodel.assumptions.measuring.measurement_rules import REGISTER_BENEFITS, measurable, result_year
from costmodel.assumptions.records import Measurement
from costmodel.output.learning.quantities import quantity_label, quantity_unit
from pages.mal_og_oppdater.facts import text
from pages.session.views import keep_number, keep_valid

QUANTITY, MEAN, SD, NUMBER, ERROR, FIXED, EACH, SOURCE, WHO, DATE = (
    *("measured_quantity", "measured_mean", "measured_sd", "measured_n", "measured_error"),
    *("study_fixed", "study_each", "measured_source", "measured_who", "measured_date"),
)
MOST_LETTERS = 200
"""Of what somebody writes about a measurement."""
FIRST = ("extra_minutes", f"{REGISTER_BENEFITS}.2026", "alternatives.market_system.operating_cost")
"""What is offered first: a number, a result, an offer."""


@dataclass(frozen=True)
class Entered:
    """A measurement, and what one more would cost."""

    item: Measurement
    study: Study


def choose_quantity(assumptions: AssumptionSet) -> str:
    """What is measured; another choice begins with examples of its own."""
    options = [*FIRST, *(name for name in measurable(assumptions) if name not in FIRST)]
    keep_valid(QUANTITY, options, options[0])
    labels = {name: quantity_label(name, None, assumptions) for name in options}
    return st.selectbox(
        text("quantity"), options, format_func=labels.__getitem__, key=QUANTITY, on_change=_begin_anew, persist_state="session"
    )


def _begin_anew() -> None:
    for key in (MEAN, SD, NUMBER, ERROR):
        st.session_state.pop(key, None)


def enter(quantity: str, scenario: Scenario) -> Entered:
    """The numbers of the measurement; nothing is worked out before they are handed in together."""
    assumptions = scenario.assumptions
    for key, default in _examples(quantity, assumptions).items():
        keep_number(key, default)
    with st.form("measurement", border=False):
        first, second, third, fourth = st.columns(4, vertical_alignment="bottom")
        any_number = {"step": None, "format": "%g", "persist_state": "session"}
        mean = first.number_input(text("mean", unit=quantity_unit(quantity, assumptions)), key=MEAN, **any_number)
        sd = second.number_input(text("sd"), min_value=0.0, key=SD, **any_number)
        n = third.number_input(text("n"), min_value=1, max_value=1_000_000, step=1, key=NUMBER, persist_state="session")
        error = fourth.number_input(text("error"), min_value=0.0, key=ERROR, help=text("about_error"), **any_number)
        where, by, when = st.columns(3)
        named = {"max_chars": MOST_LETTERS, "persist_state": "session"}
        source = where.text_input(text("source.label"), key=SOURCE, placeholder=text("source.none"), **named)
        who = by.text_input(text("who.label"), key=WHO, placeholder=text("who.none"), **named)
        measured = when.date_input(text("date"), "today", max_value="today", format="DD.MM.YYYY", key=DATE, persist_state="session")
        st.markdown(text("costs"))
        fixed, each = st.columns(2)
        costs = (
            fixed.number_input(text("fixed"), min_value=0.0, key=FIXED, **any_number),
            each.number_input(text("each"), min_value=0.0, key=EACH, **any_number),
        )
        st.form_submit_button(text("submit"), type="primary")
    price_year = int(scenario.setting("price_year")) if result_year(quantity) else assumptions.quantities[quantity].price_year
    item = Measurement(
        **{"quantity": quantity, "mean": mean, "sd": sd, "n": int(n), "representativeness": error, "price_year": price_year},
        **{"date": measured or date.today(), "source": source.strip() or text("source.none"), "who": who.strip() or text("who.none")},
    )
    return Entered(item, Study(quantity, sd, error, *costs))


def _examples(quantity: str, assumptions: AssumptionSet) -> dict[str, float]:
    """What the page begins with: a time study, a result, or a figure of one's own with an eighth of the range as its error."""
    costs = {FIXED: 100_000.0, EACH: 1_500.0}
    if quantity == FIRST[0]:
        return {MEAN: 1.0, SD: 2.0, NUMBER: 200, ERROR: 0.5, **costs}
    if result_year(quantity):
        return {MEAN: 15.0, SD: 0.0, NUMBER: 1, ERROR: 3.0, **costs}
    item = assumptions.quantities[quantity]
    return {MEAN: float(item.value or 0.0), SD: 0.0, NUMBER: 1, ERROR: ((item.high or 0.0) - (item.low or 0.0)) / 8.0, **costs}
