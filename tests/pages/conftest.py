"""What the tests of the pages' sentences share."""

import pytest

from costmodel.texts.catalog import Catalog


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
