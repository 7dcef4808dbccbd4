"""The language of the reader: that of the address, kept by the session when the address changes."""

import streamlit as st

from costmodel.texts.language import use_language

PARAMETER = "lang"
"""In the address: ``nb``, ``nn`` or ``en``; anything else is bokmål."""
LANGUAGE = "language"
"""Session state: the same, since the next page has an address without it."""


def use_readers_language() -> None:
    """Put the language in force; call it wherever a run begins: each has a thread of its own, which starts in bokmål."""
    asked = st.query_params.get(PARAMETER)
    if asked is not None:
        st.session_state[LANGUAGE] = asked
    use_language(st.session_state.get(LANGUAGE))
