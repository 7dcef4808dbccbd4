"""The words that pages share: ``nb.yaml`` beside this module, and the other languages."""

from pathlib import Path

from costmodel.texts.catalog import Catalog

text = Catalog(Path(__file__).parent)
"""Words of the parts of pages, by key and values."""
