"""The whole card: the answer, what it hangs on and for whom, every option in figures, and what must be decided by when."""

import streamlit as st

from costmodel.analysis.decision_card.facts import Card
from costmodel.output.card.sentences import card_frame, card_heading, card_sentences
from costmodel.output.card.tables import calendar_heading, calendar_lines, card_table, table_note
from pages.components import layout
from pages.components.tables import Row, show_grid
from pages.components.words import plain, text


def show_card(card: Card) -> None:
    """The card from top to bottom."""
    lead, *others, draws = map(plain, card_sentences(card))
    st.header(card_heading(card), anchor=False)
    st.markdown(f"**{lead}**")
    st.markdown("\n".join(f"- {sentence}" for sentence in others))
    heads, rows = card_table(card)
    show_grid(text("card.options", year=card.calendar.decision_year), heads, [Row(label, tuple(cells)) for label, *cells in rows])
    layout.note(" ".join(filter(None, (plain(table_note(card)), draws, card_frame(card)))))
    st.subheader(calendar_heading(), anchor=False)
    st.markdown("\n".join(f"- {plain(line)}" for line in calendar_lines(card)))
