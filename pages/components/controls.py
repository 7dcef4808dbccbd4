"""The levers on a page: sliders, buttons for those with few natural values, and all the others folded by group."""

from collections.abc import Iterator, Sequence

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY
from costmodel.assumptions.rules import check_values
from pages.components import layout, parts, wording
from pages.components.differences import count_text, difference_lines
from pages.components.frame.scenario import stamp
from pages.components.levers import Lever, help_text, lever
from pages.components.words import text
from pages.session.state import EVERYBODY, MUNICIPALITY, PARTICIPANTS, changes, inherited, keep_valid, municipality, participant_set

OTHER = "other"
CHOICES = {"benefits.*.realisation": (0.0, 0.25, 0.5, 0.75, 1.0), "participants": (19.0, 34.0, 66.0), "gp_uptake": (0.0, 0.1, 0.5, 1.0)}
"""Levers with few natural values."""
REFUSAL = "lever_refusal"
"""Session state: why the latest move was not taken."""
REST = "rest"
"""Session state: whether all the other assumptions are open."""
NEVER = "never"
MOST_FOUND = 12
"""So many levers are shown of a search."""
OPEN_PREFIX = "open:"


def choose_municipality(assumptions: AssumptionSet, label: str = "") -> str | None:
    """The municipality under study; None is all participants together."""
    names = [EVERYBODY, *sorted((item.name for item in assumptions.municipalities), key=wording.alphabetical)]
    keep_valid(MUNICIPALITY, names, REFERENCE_MUNICIPALITY)
    label = label or text("municipality")
    st.selectbox(label, names, format_func=municipality_name, key=MUNICIPALITY, persist_state="session")
    return municipality()


def municipality_name(choice: str) -> str:
    """What the reader calls a choice of municipality."""
    return text("everybody") if choice == EVERYBODY else choice


def show_lever(item: Lever, assumptions: AssumptionSet) -> None:
    """One lever in the form that suits it, with its base value and badges under it."""
    if not item.bases:
        show_year(item, assumptions)
    elif item.name in CHOICES:
        show_choice(item, assumptions)
    else:
        show_slider(item, assumptions)
    badges = [item.badge, *([layout.own_change()] if is_changed(item) else [])]
    layout.badged(item.caption if item.bases else text("levers.base_never"), badges)


def is_changed(item: Lever) -> bool:
    """Whether this session has moved the lever."""
    return item.name in changes() or (item.name == "participants" and participant_set() is not None)


def show_slider(item: Lever, assumptions: AssumptionSet, *, labelled: bool = True) -> None:
    """The slider; a move is written to the session's changes, and the base value is no change."""
    wanted = changes().get(item.name, inherited(item.name, assumptions)) or 0.0
    _set(item.key, wanted)
    st.select_slider(
        item.label,
        options=item.options if wanted in item.options else sorted([*item.options, wanted]),
        format_func=lambda value: item.labels.get(value) or item.text(value),
        key=item.key,
        help=help_text(item.name, assumptions) if labelled else None,
        on_change=_slide,
        args=(item, assumptions),
        label_visibility="visible" if labelled else "collapsed",
    )


def show_choice(item: Lever, assumptions: AssumptionSet) -> None:
    """Buttons for the natural values, and one that opens the slider for any other."""
    wanted, key = changes().get(item.name, item.base), f"choice:{item.name}"
    names = participant_set() if item.name == "participants" else None
    is_open = bool(st.session_state.get(OPEN_PREFIX + item.name)) or wanted not in CHOICES[item.name] or names is not None
    _set(key, OTHER if is_open else wanted)
    st.segmented_control(
        item.label,
        options=[*CHOICES[item.name], OTHER],
        required=True,
        format_func=lambda value: text("levers.other") if value == OTHER else item.labels.get(value) or item.text(value),
        key=key,
        help=help_text(item.name, assumptions),
        on_change=_choose,
        args=(item, assumptions),
    )
    if names is not None:
        layout.note(text("levers.named", count=len(names)))
    if is_open:
        show_slider(item, assumptions, labelled=False)


def show_year(item: Lever, assumptions: AssumptionSet) -> None:
    """A year that need not come."""
    first = int(changes().get("decision_year") or assumptions.parameters["decision_year"].value or 0)
    years = list(range(first, first + 21))
    wanted = changes().get(item.name)
    _set(item.key, NEVER if wanted is None else int(wanted))
    shown = [NEVER, *sorted({*years, *([int(wanted)] if wanted else [])})]
    st.selectbox(
        item.label,
        shown,
        format_func=year_name,
        key=item.key,
        help=help_text(item.name, assumptions),
        on_change=_pick_year,
        args=(item, assumptions),
    )


def year_name(year: int | str) -> str:
    """What the reader calls a year that need not come."""
    return text("levers.never") if year == NEVER else str(year)


def show_rest(assumptions: AssumptionSet, main: Sequence[str]) -> None:
    """All other assumptions, folded by group and found by search; what is folded is not made."""
    panel = st.expander(text("levers.rest.title"), key=REST, on_change="rerun")
    if not panel.open:
        return
    with panel:
        words = st.text_input(text("levers.rest.search"), key="lever_search", placeholder=text("levers.rest.example"))
        if words.strip():
            show_found(words, assumptions, main)
        else:
            show_groups(assumptions, main)


def show_groups(assumptions: AssumptionSet, main: Sequence[str]) -> None:
    """One fold a heading of the assumption files; the benefits are one."""
    for key, group in assumptions.groups.items():
        names = [name for name in group.parameters if name not in main]
        fold = st.expander(group.name.nb, key=f"group:{key}", on_change="rerun", type="compact") if names else None
        if fold is not None and fold.open:
            with fold:
                show_levers(names, assumptions)
    fold = st.expander(text("levers.rest.benefits"), key="group:benefits", on_change="rerun", type="compact")
    if fold.open:
        with fold:
            show_benefits(assumptions, main)


def show_benefits(assumptions: AssumptionSet, main: Sequence[str]) -> None:
    """The fields of one benefit, or of all at once."""
    keys = ["*", *assumptions.benefits]
    titles = {"*": text("levers.rest.every_benefit"), **{key: item.name.nb for key, item in assumptions.benefits.items()}}
    chosen = st.selectbox(text("levers.rest.benefit"), keys, format_func=titles.__getitem__, key="benefit_group")
    names = [f"benefits.{chosen}.{field}" for field in next(iter(assumptions.benefits.values())).fields]
    show_levers([name for name in names if name not in main], assumptions)


def show_found(words: str, assumptions: AssumptionSet, main: Sequence[str]) -> None:
    """The levers that a search finds, each with the group that it stands in."""
    found = [(title, name) for title, name in named_levers(assumptions) if name not in main and matches(words, title, name, assumptions)]
    layout.note(text("levers.rest.found" if len(found) <= MOST_FOUND else "levers.rest.first_found", count=len(found), most=MOST_FOUND))
    for title, name in found[:MOST_FOUND]:
        layout.note(title)
        show_levers([name], assumptions)


def named_levers(assumptions: AssumptionSet) -> Iterator[tuple[str, str]]:
    """Every lever with the heading under which it stands."""
    for group in assumptions.groups.values():
        yield from ((group.name.nb, name) for name in group.parameters)
    for key, benefit in assumptions.benefits.items():
        yield from ((text("levers.rest.of_benefit", name=benefit.name.nb), f"benefits.{key}.{field}") for field in benefit.fields)


def matches(words: str, title: str, name: str, assumptions: AssumptionSet) -> bool:
    """Whether every word of a search stands in the heading, the name or the description."""
    record = assumptions.quantities[name]
    looked_at = f"{title} {record.name.nb} {record.description}".casefold()
    return all(word in looked_at for word in words.casefold().split())


def show_levers(names: Sequence[str], assumptions: AssumptionSet) -> None:
    """Several levers under each other."""
    for name in names:
        show_lever(lever(name, assumptions), assumptions)


def show_changes(assumptions: AssumptionSet) -> None:
    """How many values differ from the base case, the way back, which ones, and why a move was not taken."""
    lines = difference_lines(changes(), participant_set(), assumptions)
    with st.container(horizontal=True, key="moved"):
        st.markdown(text("levers.changes.count", count=count_text(len(lines))))
        st.button(text("levers.changes.back"), on_click=_reset, disabled=not lines, key="reset")
    parts.show("changes", lambda: show_lines(assumptions))


def show_lines(assumptions: AssumptionSet) -> None:
    """Why the latest move was not taken, and which values are changed, from what and to what."""
    if refused := st.session_state.pop(REFUSAL, None):
        layout.note(text("levers.changes.refused", why="; ".join(str(fault) for fault in refused)))
    if lines := difference_lines(changes(), participant_set(), assumptions):
        st.markdown("\n".join(f"- {line}" for line in lines))


def _set(key: str, wanted: object) -> None:
    if st.session_state.get(key) != wanted:  # setting it on every run would undo a move made meanwhile
        st.session_state[key] = wanted


def _slide(item: Lever, assumptions: AssumptionSet) -> None:
    st.session_state[OPEN_PREFIX + item.name] = True  # a slider that lands on a button's value stays open
    _remember(item, st.session_state[item.key], assumptions)
    if REFUSAL not in st.session_state and not st.session_state.get(REST):  # one of all the others may follow it
        parts.draw_alone(stamp(assumptions))


def _choose(item: Lever, assumptions: AssumptionSet) -> None:
    value = st.session_state[f"choice:{item.name}"]
    st.session_state[OPEN_PREFIX + item.name] = value == OTHER
    if value != OTHER:
        _remember(item, value, assumptions)


def _pick_year(item: Lever, assumptions: AssumptionSet) -> None:
    value = st.session_state[item.key]
    _remember(item, None if value == NEVER else float(value), assumptions)


def _remember(item: Lever, value: float | None, assumptions: AssumptionSet) -> None:
    """Keep a move, unless it does not go together with the other values."""
    rest = {name: known for name, known in changes().items() if name != item.name}
    wanted = rest if value == inherited(item.name, assumptions) else {**rest, item.name: value}
    faults = check_values(wanted, assumptions)
    if faults:
        st.session_state[REFUSAL] = tuple(faults)
        return
    if item.name == "participants":
        st.session_state.pop(PARTICIPANTS, None)
    changes().clear()
    changes().update(sorted(wanted.items()))


def _reset() -> None:
    changes().clear()
    st.session_state.pop(PARTICIPANTS, None)
    for key in [key for key in st.session_state if str(key).startswith(OPEN_PREFIX)]:
        del st.session_state[key]
