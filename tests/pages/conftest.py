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


@pytest.fixture(scope="module", autouse=True)
def few_draws() -> Iterator[None]:
    """How sure an answer is takes most of a page's time; the pages show what the engine says of any number of draws."""
    st.cache_resource.clear()
    with pytest.MonkeyPatch.context() as patch:
        for module, name, plan in ((live, "USUAL", Plan(512)), (live, "FEW", Plan(64)), (making, "CARD_DRAWS", Plan(256))):
            patch.setattr(module, name, plan)
        patch.setattr(making, "FEW", Plan(64))
        patch.setattr(uncertainty, "DRAWS", 512)
        yield
    st.cache_resource.clear()
