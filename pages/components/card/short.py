"""The card in short, for pages whose own numbers could be taken for the answer: the same statements in the same words."""

import streamlit as st

from costmodel import Scenario
from costmodel.output.card.sentences import card_heading, short_card_sentences
from pages.answers.uncertainty import card_for
from pages.components.live import keeps_moved
from pages.components.words import plain, text
from pages.session.address import query_parts

PAGE = "pages/utforsk/page.py"


def show_short_card(scenario: Scenario, own_number: str, *, keep: bool | None = None) -> None:
    """The answer to what now, what turns it, who else sees it otherwise, and the way to the whole card.

    `own_number` says why the number that the page shows is another one. `keep`: whether moved numbers stay uncertain, as chosen on
    Utforsk where None.
    """
    card = card_for(scenario, keep=keeps_moved() if keep is None else keep)
    lead, *others = map(plain, short_card_sentences(card))
    with st.container(border=True, key="short_card"):
        st.markdown(f"{card_heading(card)} **{lead}** {' '.join(others)}")
        st.markdown(own_number)
        if st.button(text("card.whole"), key="whole_card", type="tertiary"):
            st.switch_page(PAGE, query_params=query_parts(scenario.assumptions))
