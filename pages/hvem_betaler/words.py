"""The words of the page Hvem betaler?"""

from pathlib import Path

from costmodel.texts.catalog import Catalog

text = Catalog(Path(__file__).parent)
"""By key and values."""
