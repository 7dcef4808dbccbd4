"""What the tests of the pages' sentences share."""

from collections.abc import Iterator

import pytest
import streamlit as st

from costmodel.analysis.decision_card import making
from costmodel.analysis.uncertainty import live
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.texts.catalog import Catalog
from pages.answers import uncertainty


@pytest.fixture
def asked(monkeypatch) -> set[str]:
    """The keys of all the texts that are asked for."""
    keys: set[str] = set()
    call = Catalog.__call__

    def recorded(self, key, /, **values):
        keys.add(key)
        return call(self, key, **values)

    monkeypatch.setattr(Catalog, "__call__", recorded)
    return keys


@pytest.fixture
def few_draws(monkeypatch) -> Iterator[None]:
    """For pages that only have to stand: how sure an answer is matters nothing there, and is forgotten afterwards."""
    st.cache_resource.clear()
    for module, name, plan in ((live, "USUAL", Plan(512)), (live, "FEW", Plan(64)), (making, "CARD_DRAWS", Plan(256))):
        monkeypatch.setattr(module, name, plan)
    monkeypatch.setattr(making, "FEW", Plan(64))
    monkeypatch.setattr(uncertainty, "DRAWS", 512)
    yield
    st.cache_resource.clear()
