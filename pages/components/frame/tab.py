"""A session that began anew says so before anything moves: what it lost, and the way to have it back from the tab."""

from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from costmodel import AssumptionSet
from costmodel.output.faults import fault_lines
from pages.components.differences import changed_values
from pages.components.messages import MOST_SHOWN, show_list
from pages.components.words import text
from pages.session.tab import KEPT, Kept, hear, settle_tab, to_keep, use_again

PROJECT, NAME, FOLDER = "helseplattformen_tab", "tab", "tab_files"
FAULTS = "kept_faults"
"""Session state: why the files that the tab had kept could not be used again."""


def keep_in_tab(assumptions: AssumptionSet) -> None:
    """Let the tab keep what this session has, and hear what it had kept of an earlier one. Shows nothing."""
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"{PROJECT}.{NAME}") is None:
        manifest = ComponentManifest(PROJECT, "1", [ComponentConfig(NAME, FOLDER)])
        manager.register_from_manifest(manifest, Path(__file__).parent)
    mount = st.components.v2.component(f"{PROJECT}.{NAME}", html="<span data-tab hidden></span>", js="tab.js")
    mount(key="tab", data=to_keep(assumptions), on_kept_change=_hear, on_back_change=lambda: None)


def _hear() -> None:
    found: Any = st.session_state["tab"].kept
    if found:
        hear(found)


def show_lost(assumptions: AssumptionSet) -> None:
    """What an earlier session of this tab had and this one has not, until somebody has it back or goes on without."""
    kept: Kept | None = st.session_state.get(KEPT)
    if kept is None:
        return
    with st.container(border=True, key="lost"):
        if kept.names:
            words = told_loss(kept)
            st.html(f'<div role="status"><strong>{escape(text("lost.title"))}</strong> {escape(words)}</div>')
        lines = changed_values(kept.numbers, assumptions)
        if lines or not kept.names:
            show_list(text("lost.numbers"), lines or [text("notices.files.no_number")], MOST_SHOWN)
        with st.container(horizontal=True):
            if kept.names and kept.can_return:
                st.button(text("lost.use"), key="use_kept", on_click=_use)
            st.button(text("lost.close" if kept.names else "notices.close"), key="close_lost", on_click=settle_tab)
        if faults := st.session_state.get(FAULTS):
            show_list(text("upload.faulty"), fault_lines(faults), MOST_SHOWN)


def told_loss(kept: Kept) -> str:
    """What is no longer in force, and whether the tab has kept it."""
    if kept.edits:
        return text("lost.edits", count=len(kept.edits))
    return text("lost.files" if kept.can_return else "lost.gone", which=told_names(kept))


def told_names(kept: Kept) -> str:
    """Which files they were."""
    return text("lost.which.one", name=kept.names[0]) if len(kept.names) == 1 else text("lost.which.several", count=len(kept.names))


def _use() -> None:
    st.session_state.pop(FAULTS, None)
    use_again(partial(st.session_state.__setitem__, FAULTS))
