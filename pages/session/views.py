"""What is chosen to be looked at: years, views, what is compared, own judgements; each has a key, a default, and a place in the address."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, unquote

import streamlit as st

from costmodel.assumptions.reading.written_values import number_of_text

KEYS = (
    *("view", "budget_year", "option_looked_at", "option_held_against", "pays_a", "pays_b"),
    *("uncertainty_shown", "uncertainty_kept", "compared", "fall_from", "fall_to", "fall_indicator", "plan_year", "plan_prices"),
    *("plan_introduction", "plan_replacement", "plan_renewal", "plan_investment_years"),
    *("kommuner_view", "charge_year", "map_colour", "bill_group", "coalition_start", "coalition_way"),
    *("sensitivity_view", "sensitivity_indicator", "sensitivity_year", "sensitivity_role", "pair_across", "pair_up"),
    *("measured_quantity", "measured_mean", "measured_sd", "measured_n", "measured_error", "study_fixed", "study_each"),
    *("simulation_draws", "simulation_figure", "simulation_keep", "unknown_view", "explained_prices"),
)
"""What may stand in the address besides the scenario; the same name there as in the session."""
JUDGEMENT = "effect:"
"""What the keys of judgements of an effect begin with."""
DEFAULTS, WANTED = "defaults_of_views", "views_wanted"
"""Session state: what holds until somebody chooses, by key; and what an address asks for, until its widget is made."""
MOST_LETTERS = 400
SEPARATOR = ","


def is_view(name: str) -> bool:
    """Whether a part of an address is a view, and no part of the scenario."""
    return name in KEYS or name.startswith(JUDGEMENT)


def keep_valid(key: str, options: Sequence[object], default: object) -> None:
    """Give a widget what the address asks for, or its default where it has no choice yet or one that is no longer offered."""
    asked = _wanted().pop(key, None)
    if asked is not None and (found := [option for option in options if str(option) == asked]):
        st.session_state[key] = found[0]
    if st.session_state.get(key) not in options:
        st.session_state[key] = default
    _defaults()[key] = str(default)


def keep_number(key: str, default: float) -> None:
    """The same of a widget that holds a number; what an address asks for is taken where it is a number of the default's kind."""
    asked = _wanted().pop(key, None)
    number = None if asked is None else number_of_text(asked)
    if number is not None:
        st.session_state[key] = type(default)(number)
    if not isinstance(st.session_state.get(key), int | float):
        st.session_state[key] = default
    _defaults()[key] = str(default)


def show_in(key: str, wanted: object) -> bool:
    """Let a widget show what the session holds; setting it on every run would undo a move made meanwhile.

    Tells whether it was set now. Where it was not, the widget is given it as its default too: a run that was overtaken may have set it
    without ever showing the widget, which a browser would then begin at its first position.
    """
    is_new = st.session_state.get(key) != wanted
    if is_new:
        st.session_state[key] = wanted
    return is_new


def keep_several(key: str, options: Sequence[str], default: Sequence[str]) -> None:
    """The same of a widget that holds several of its options."""
    asked = _wanted().pop(key, None)
    chosen = st.session_state.get(key, default) if asked is None else [unquote(part) for part in asked.split(SEPARATOR)]
    st.session_state[key] = [option for option in chosen if option in options]
    _defaults()[key] = _text(default)


def ask_for(views: Mapping[str, str]) -> None:
    """Take over the views of an address; the others go back to their defaults. Call it before a widget is made."""
    for key in [key for key in st.session_state if is_view(str(key))]:
        del st.session_state[key]
    st.session_state[WANTED] = {key: text[:MOST_LETTERS] for key, text in views.items()}


def chosen_views() -> dict[str, str]:
    """What differs from its default, and what is asked for and not made yet, as an address has it."""
    made = {str(key): _text(value) for key, value in st.session_state.items() if is_view(str(key))}
    defaults = _defaults()
    return dict(sorted({**_wanted(), **{key: text for key, text in made.items() if defaults.get(key, text) != text}}.items()))


def _text(value: object) -> str:
    return SEPARATOR.join(_escaped(str(item)) for item in value) if isinstance(value, list | tuple) else str(value)


def _escaped(text: str) -> str:
    """One of several texts, so that a separator within it, as in the name of somebody's own scenario, is none."""
    return text.replace("%", "%25").replace(SEPARATOR, quote(SEPARATOR))


def _defaults() -> dict[str, str]:
    return st.session_state.setdefault(DEFAULTS, {})


def _wanted() -> dict[str, str]:
    return st.session_state.setdefault(WANTED, {})
