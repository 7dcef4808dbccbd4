"""Which words about a measurement, with which numbers."""

from pathlib import Path

from costmodel.analysis.learning.updating import Learned
from costmodel.output.learning.quantities import quantity_texts
from costmodel.texts.catalog import Catalog

text = Catalog(Path(__file__).parent)


def takeaway(found: Learned) -> str:
    """What was measured and what is expected now."""
    told = quantity_texts(found.quantities[0], found.scenario.assumptions)
    return text("after.title", **{key: told[key] for key in ("quantity", "measured", "after")})
