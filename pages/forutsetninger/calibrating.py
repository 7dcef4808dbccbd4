"""Calibrate on the page: choose a published figure and a number, see at which value the model says it, and draft that edit."""

import streamlit as st

from costmodel import AssumptionSet
from costmodel.analysis.editing.calibration import Calibration, calibrated_fields, calibration_figures, calibration_numbers
from costmodel.assumptions.editing.places import editable_fields
from costmodel.texts.numbers import number
from pages.answers.evidence import calibration_of
from pages.components.differences import title_of, value_text, with_unit
from pages.components.words import plain
from pages.forutsetninger.entering import turn_to
from pages.forutsetninger.facts import text
from pages.forutsetninger.fields import forget_widgets
from pages.session.edits import REASON, write_down
from pages.session.state import base_scenario
from pages.session.views import keep_valid

FIGURE, NUMBER, ASKED = "calibrate_figure", "calibrate_number", "calibrate_asked"
"""Session state: the two choices, and the pair that was asked for last."""
FIRST = "platform_cost"
"""The number that is offered first."""
MOST_DECIMALS = 3


def show_calibrating(assumptions: AssumptionSet) -> None:
    """Both choices, the button, and what was found of the pair."""
    st.markdown(text("calibrate.lead"))
    figures, names = calibration_figures(assumptions), calibration_numbers(assumptions)
    if not figures:
        return
    first, second = st.columns(2, gap="large")
    with first:
        keep_valid(FIGURE, figures, figures[0])
        texts = {key: assumptions.published[key].text for key in figures}
        st.selectbox(text("calibrate.figure"), figures, format_func=texts.__getitem__, key=FIGURE, persist_state="session")
    with second:
        keep_valid(NUMBER, names, FIRST if FIRST in names else names[0])
        titles = {name: title_of(name, assumptions) for name in names}
        st.selectbox(text("calibrate.number"), names, format_func=titles.__getitem__, key=NUMBER, persist_state="session")
    pair = (st.session_state[FIGURE], st.session_state[NUMBER])
    st.button(text("calibrate.ask"), key="calibrate", on_click=st.session_state.__setitem__, args=(ASKED, pair))
    if st.session_state.get(ASKED) == pair:
        show_found(calibration_of(base_scenario(assumptions, None), *pair), assumptions)


def show_found(found: Calibration, assumptions: AssumptionSet) -> None:
    """What the model says now and what was published, the value at which they agree, or how far the number can take it."""
    st.markdown(plain(" ".join((now_sentence(found, assumptions), found_sentence(found, assumptions)))))
    if found.value is not None:
        st.button(text("calibrate.use"), key="use_calibrated", on_click=_draft, args=(found, assumptions))


def now_sentence(found: Calibration, assumptions: AssumptionSet) -> str:
    """What the model says as it is, beside what was published."""
    said = text("calibrate.nothing") if found.today is None else _amount(found.today, found, assumptions)
    return text("calibrate.now", published=_amount(found.target, found, assumptions), said=said)


def found_sentence(found: Calibration, assumptions: AssumptionSet) -> str:
    """The value that was found, or that there is none."""
    item = assumptions.quantities[found.name]
    facts = {"name": title_of(found.name, assumptions), "low": value_text(item.minimum, item), "high": with_unit(item.maximum, item)}
    if found.value is not None:
        return text("calibrate.found", **facts, before=with_unit(item.value, item), value=with_unit(found.value, item))
    if found.ends is None or not found.moves:
        return text("calibrate.flat", **facts)
    least, most = (_amount(end, found, assumptions) for end in found.ends)
    return text("calibrate.none", **facts, least=least, most=most)


def _amount(value: float, found: Calibration, assumptions: AssumptionSet) -> str:
    figure = assumptions.published[found.figure]
    decimals = next(places for places in range(MOST_DECIMALS + 1) if round(value, places) == round(value, MOST_DECIMALS))
    return text("calibrate.amount", value=number(value, decimals), unit=figure.unit)


def _draft(found: Calibration, assumptions: AssumptionSet) -> None:
    """Write what was found into the fields of the number; it is in force when somebody says so."""
    figure = assumptions.published[found.figure]
    how = text("calibrate.how", figure=figure.text, published=_amount(found.target, found, assumptions), source=figure.source)
    now = editable_fields(found.name, assumptions)
    for field, content in calibrated_fields(found, assumptions, how).items():
        write_down(found.name, field, content, now[field])
    write_down(found.name, REASON, text("calibrate.reason", figure=figure.text), "")
    forget_widgets()
    turn_to(found.name, assumptions)
