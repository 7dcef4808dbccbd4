"""The back-test on Forutsetninger: what has been paid beside what the model says, where something has."""

from collections.abc import Sequence

import streamlit as st

from costmodel import Scenario
from costmodel.analysis.evidence.back_test import Residual
from costmodel.output.charts.back_test import as_paid, back_test_chart, describe_back_test, residual_by_year
from costmodel.output.labels import everybody, paid_line_label
from costmodel.texts.catalog import listed
from costmodel.texts.numbers import number
from pages.answers.evidence import back_test_of
from pages.components import layout
from pages.components.tables import Row, show_grid
from pages.forutsetninger.facts import text

SLIGHT = 0.05
"""MNOK that are shown as nothing."""


def show_paid(scenario: Scenario) -> None:
    """The sentence, the chart and its numbers; nothing where no file says what has been paid."""
    rows = scenario.assumptions.actuals
    if not rows:
        return
    found = back_test_of(scenario)
    st.header(takeaway(found, scenario), anchor=False)
    if not found:
        st.markdown(text("paid.others", names=listed(sorted({row.municipality for row in rows}))))
        return
    partial = [text("paid.partial")] if any(not item.row.is_whole for item in found) else []
    st.markdown(" ".join([text("paid.built_on"), *levels(found), *partial]))
    if residual_by_year(found):
        layout.show_chart(back_test_chart(found), describe_back_test(found))
    with st.expander(text("paid.numbers")):
        show_grid(text("paid.table", year=int(scenario.setting("price_year"))), list(text.part("paid.heads").values()), numbers(found))


def takeaway(found: Sequence[Residual], scenario: Scenario) -> str:
    """How far the model was off, in a sentence."""
    name, sums = scenario.municipality or everybody(), residual_by_year(found)
    if not sums:
        return text("paid.takeaway.nothing", name=name)
    total = sum(sums.values())
    key = "same" if abs(total) < SLIGHT else "more" if total < 0 else "less"
    return text(f"paid.takeaway.{key}", name=name, amount=abs(total), years=listed([str(year) for year in sums]))


def levels(found: Sequence[Residual]) -> list[str]:
    """At which level later years are charged; of one municipality alone."""
    names = {item.row.municipality for item in found}
    known = [item for item in found if item.level_ratio is not None] if len(names) == 1 else []
    return [text("paid.level", year=item.row.year, level=item.level_ratio) for item in known]


def numbers(found: Sequence[Residual]) -> list[Row]:
    """A row for each of the file."""
    return [Row(text("paid.line", line=paid_line_label(item.row.line), year=item.row.year), cells(item)) for item in found]


def cells(item: Residual) -> tuple[str, ...]:
    """What was paid, what the model says, the residual, and the source."""
    amounts = (item.amount, item.model, item.residual)
    return (*(number(None if amount is None else as_paid(item, amount), 1) for amount in amounts), item.row.source)
