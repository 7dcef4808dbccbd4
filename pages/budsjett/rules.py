"""What finance decides for its accounts on the page: which share is an investment, over how many years it is written off."""

import streamlit as st

from costmodel import AssumptionSet
from costmodel.analysis.municipal.plan import RULES, Rules, rules_of
from costmodel.texts.numbers import percent
from pages.budsjett.facts import text
from pages.components import layout
from pages.components.levers.lever import badge_of
from pages.components.words import plain
from pages.session.views import keep_valid

SHARES = tuple(round(step / 20, 2) for step in range(21))
YEARS = tuple(range(1, 21))


def choose_rules(assumptions: AssumptionSet) -> Rules:
    """The shares and the years, at first those of the assumption files."""
    with st.expander(text("rules.title")):
        st.markdown(text("rules.about"))
        shares = {name: _share(name, assumptions) for name in RULES if name != "years"}
        record = assumptions.budget[RULES["years"]]
        options = sorted({*YEARS, int(record.value or 1)})
        keep_valid("plan_investment_years", options, int(record.value or 1))
        years = st.select_slider(plain(record.name.nb), options, key="plan_investment_years", persist_state="session")
        layout.badged(plain(record.description), [badge_of(record)])
    return rules_of(assumptions, **shares, years=float(years))


def _share(name: str, assumptions: AssumptionSet) -> float:
    """One share."""
    record, key = assumptions.budget[RULES[name]], f"plan_{name}"
    usual = record.value or 0.0
    options = sorted({*SHARES, usual})
    keep_valid(key, options, usual)
    texts = {share: percent(share, 0) for share in options}
    found = st.select_slider(plain(record.name.nb), options, format_func=texts.__getitem__, key=key, persist_state="session")
    layout.badged(plain(record.description), [badge_of(record)])
    return float(found)
