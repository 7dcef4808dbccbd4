"""The words that pages share: ``nb.yaml`` beside this module, and the other languages."""

from pathlib import Path

from costmodel.texts.catalog import Catalog

text = Catalog(Path(__file__).parent)
"""Words of the parts of pages, by key and values."""


def in_file_name(municipality: str | None) -> str:
    """The municipality under study, or all participants together, in the name of a file."""
    return municipality or text("files.everybody")
