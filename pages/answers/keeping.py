"""How the engine's answers are kept: for everybody, by the key of the scenario, a bounded number for each question."""

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import streamlit as st

from costmodel.model.scenario import Key, Scenario
from costmodel.texts.catalog import Catalog
from costmodel.texts.language import language

P, R = ParamSpec("P"), TypeVar("R")
text = Catalog(Path(__file__).parent)


def key_of(scenario: Scenario) -> Key:
    """By which Streamlit tells scenarios apart."""
    return scenario.key


def kept(most: int, waiting: str = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a question was answered with, for the `most` latest scenarios and further arguments; nobody may change an answer.

    `waiting`: key of the text that is shown while an answer is found, in the language of whoever asks.
    """

    def keep(ask: Callable[P, R]) -> Callable[P, R]:
        @cache
        def asked_in(code: str) -> Callable[P, R]:
            del code  # the answers are the same: Streamlit keeps one set of them for a function, whatever is shown meanwhile
            shown = text(waiting) if waiting else False
            return st.cache_resource(max_entries=most, show_spinner=shown, hash_funcs={Scenario: key_of})(ask)

        @wraps(ask)
        def asked(*args: P.args, **kwargs: P.kwargs) -> R:
            return asked_in(language() if waiting else "")(*args, **kwargs)

        return asked

    return keep
