"""Which words about the assumptions, with which numbers."""

from collections import Counter
from pathlib import Path

from costmodel import AssumptionSet
from costmodel.analysis.provenance import OWN
from costmodel.assumptions.records import Basis
from costmodel.texts.catalog import Catalog
from pages.components.layout import own_change
from pages.components.levers import lever as levers

ALL = "all"
"""What a filter is called that leaves everything."""
text = Catalog(Path(__file__).parent)


def lead(assumptions: AssumptionSet) -> str:
    """How many numbers there are, and where they come from."""
    kinds = Counter(item.basis for item in assumptions.numbers.values())
    published, derived, assumed = (kinds[basis] for basis in (Basis.PUBLISHED, Basis.DERIVED, Basis.ASSUMPTION))
    return text("lead", all=kinds.total(), published=published, derived=derived, assumed=assumed)


def basis_name(basis: str) -> str:
    """Where a number comes from, in a word; :data:`ALL` and ``own`` among them."""
    if basis == ALL:
        return text("numbers.filters.all")
    return own_change() if basis == OWN else levers.basis_name(Basis(basis))


def role_name(role: str) -> str:
    """What kind of number it is, in a word; :data:`ALL` among them."""
    return text("numbers.filters.all" if role == ALL else f"roles.{role}")
