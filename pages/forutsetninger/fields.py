"""A field of the files as a widget: which kind, what it holds, and how that is written in the files."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.editing.places import SOURCES, is_common, words_of_field
from costmodel.assumptions.editing.row_edits import KEY
from costmodel.assumptions.editing.table_rows import POPULATION, text_of
from costmodel.assumptions.reading.written_values import number_of_text
from costmodel.output.labels import unit_label
from costmodel.units import BY_SYMBOL
from pages.components.differences import title_of
from pages.forutsetninger.facts import text
from pages.session.edits import kind_of_draft, of_draft

NUMBERS = (
    *("value", "low", "high", "minimum", "maximum", "price_year", "growth", "cpi", "latitude", "longitude", "declined"),
    *("number", "year"),
)
DATES = ("valid_from", "review_by", "go_live")
LONG = ("how", "why", "description", "services", "municipalities", "note", "question", "why_it_matters", "who_knows")
"""Fields that hold numbers, dates, and texts of several lines; the others hold a word, a source or a short text."""
WITH_UNIT = ("value", "low", "high", "minimum", "maximum")
ENDS = ("low", "high")
"""Of a range; of a published figure what was published."""
OF_NEW_NUMBER = ("value", *ENDS)
"""What is offered of a number of a row that is added; the rest is as in the row that it is a copy of, and can be edited after."""
MOST_LETTERS = 2000
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


def is_number(field: str) -> bool:
    """Whether a field holds a number."""
    return field.rpartition(".")[2] in NUMBERS or field.startswith(POPULATION)


def number_of_field(draft: str, field: str, known: AssumptionSet) -> str:
    """Full name of the number that a field of a draft is of; empty where it is of a row or a table."""
    what, owner = of_draft(draft), field.rpartition(".")[0]
    return next((name for name in (f"{what}.{owner}", owner, what) if name in known.numbers and (owner or name == what)), "")


def label_of_field(draft: str, field: str, known: AssumptionSet) -> str:
    """What a field is called, with the unit of a number, and that it is common to all rows of a register where it is."""
    what, (owner, _, last) = of_draft(draft), field.rpartition(".")
    name = number_of_field(draft, field, known)
    if name and (not owner or last in WITH_UNIT):
        return _label_at_number(name, what, field, known)
    if field.startswith(POPULATION):
        return text("edit.population", year=field.removeprefix(POPULATION))
    if field == KEY:
        return text("edit.key", example=what.partition(".")[2])
    if what.startswith("published.") and field in ENDS:
        return text(f"edit.figure.{field}")
    return text("edit.fields.name.nb" if field == "name" else f"edit.fields.{field}")


def _label_at_number(name: str, what: str, field: str, known: AssumptionSet) -> str:
    """The same of a field of a number, which is named where it is not what is edited: of a row, or of a row beside it."""
    owner, _, last = field.rpartition(".")
    label = text(f"edit.fields.{last}")
    if last not in WITH_UNIT:
        return text("edit.common", label=label) if is_common(what, field, known) else label
    label = text("registers.label", label=label, unit=unit_label(known.numbers[name].unit))
    group = title_of(name, known) if name == owner else known.numbers[name].name.nb
    return text("edit.number", group=group, label=label) if owner else label


def is_shown(draft: str, field: str, known: AssumptionSet) -> bool:
    """Whether a field is offered: how a number is drawn is not, nor a price year of what is not money."""
    item = known.numbers.get(of_draft(draft))
    if kind_of_draft(draft) == "add" and number_of_field(draft, field, known):
        return field.rpartition(".")[2] in OF_NEW_NUMBER
    return field != "distribution" and (field != "price_year" or item is None or bool(BY_SYMBOL[item.unit].money))


def show_field(draft: str, field: str, content: str, known: AssumptionSet, typed: Callable[[str, str], None]) -> None:
    """The widget; `typed` is called when somebody has changed it."""
    key, what = key_of(draft, field), of_draft(draft)
    if key not in st.session_state:
        st.session_state[key] = _held(field, content, known, what)
    common: dict[str, Any] = {"label": label_of_field(draft, field, known), "key": key, "on_change": typed, "args": (draft, field)}
    words = words_of_field(what, field, known)
    if words:
        st.selectbox(options=("", *words), format_func=name_of_word(field, known), **common)
    elif is_number(field):
        st.number_input(step=None, format="%g", **common)
    elif field in DATES:
        st.date_input(format="DD.MM.YYYY", min_value=FIRST_DAY, max_value=LAST_DAY, **common)
    elif field in LONG:
        st.text_area(max_chars=MOST_LETTERS, height="content", **common)
    else:
        st.text_input(max_chars=MOST_LETTERS, **common)


def key_of(draft: str, field: str) -> str:
    """The key of the widget of a draft's field."""
    return f"edit:{draft}:{field}"


def forget_widgets() -> None:
    """Let every field show anew what stands in the files, or in its draft."""
    for key in [key for key in st.session_state if str(key).startswith("edit:")]:
        del st.session_state[key]


def written(draft: str, field: str) -> str:
    """What a field's widget holds, as the files write it."""
    return text_of(st.session_state.get(key_of(draft, field)))


def _held(field: str, content: str, known: AssumptionSet, what: str) -> object:
    """What a widget is to hold for a content of the files."""
    if is_number(field):
        return number_of_text(content)
    if field in DATES:
        return _day(content)
    words = words_of_field(what, field, known)
    return content if not words or content in words else ""


def _day(content: str) -> date | None:
    try:
        return date.fromisoformat(content)
    except ValueError:
        return None


def name_of_word(field: str, known: AssumptionSet) -> Callable[[str], str]:
    """What the reader calls the words of a field; a wave of the rollout is called what it is, a source also by its title."""

    def named(word: str) -> str:
        if not word:
            return text("edit.none")
        if field in SOURCES:
            return text("edit.source", key=word, title=known.sources[word].title)
        return word if field == "wave" else text(f"edit.words.{word}")

    return named
