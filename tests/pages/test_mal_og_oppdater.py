"""Mål og oppdater: the example, a measurement of one's own, refusals, and the way back to the numbers."""

from datetime import date

import pytest
from support import shipped
from support.pages import html, opened, sound

from costmodel import base_case
from costmodel.assumptions.records import Basis
from pages.mal_og_oppdater.entering import FIRST

PAGE = "mal_og_oppdater"


def said(app):
    return " ".join([*(item.value for item in app.markdown), *(item.value for item in app.header), html(app)])


def test_the_page_answers_its_question_at_once():
    app = opened(PAGE)
    told = said(app)
    assert "Ekstra tid per dag: 1,00 målt, 0,94 ventet nå" in told and "5 671 av 10\xa0240 trekninger".replace(" ", "\xa0", 1) in told
    assert "Den beste størrelsen er om lag" in told and "hvis det målte er over" in told


def test_a_measurement_outside_the_range_is_refused_and_the_rest_stays():
    app = opened(PAGE, measured_mean=9.0)
    assert "Utvid low–high for tallet først" in said(app) and "Den beste størrelsen" in said(app)
    assert app.number_input(key="measured_mean").value == 9.0


@pytest.mark.parametrize("quantity", FIRST[1:])
def test_a_result_and_an_offer_have_examples_of_their_own(quantity):
    app = opened(PAGE, measured_quantity=quantity)
    assert "ventet nå" in said(app)


def test_what_is_learnt_can_be_used_in_the_session():
    app = opened(PAGE, measured_source="Tidsstudie: «A» #1", measured_who="Kari: helse & velferd", measured_date=date(2026, 5, 4))
    sound(app.button(key="write_back").click().run())
    found = app.session_state["uploaded_assumptions"].assumptions
    assert found.quantities["extra_minutes"].basis is Basis.MEASURED
    assert found.quantities["extra_minutes"].value > base_case(shipped()).setting("extra_minutes")
    (item,) = found.measurements.values()
    assert (item.written_back, item.source, item.who, item.date) == (True, "Tidsstudie: «A» #1", "Kari: helse & velferd", date(2026, 5, 4))


def test_what_nobody_has_written_of_a_measurement_is_said_to_be_missing():
    app = opened(PAGE, measured_who="  ")
    sound(app.button(key="write_back").click().run())
    (item,) = app.session_state["uploaded_assumptions"].assumptions.measurements.values()
    assert item.who == "Ikke oppgitt hvem som målte"


def test_all_together_measure_nothing():
    assert "Velg én kommune" in said(opened(PAGE, municipality="alle"))
