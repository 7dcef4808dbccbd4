"""Which words about the assumptions, with which numbers."""

from collections import Counter
from pathlib import Path

from costmodel import AssumptionSet
from costmodel.analysis.provenance import OWN
from costmodel.assumptions.records import Area, Basis, Benefit, LegacySystem, OpenTo, Row
from costmodel.texts.catalog import Catalog, listed
from costmodel.texts.forms import write
from pages.components.layout import own_change
from pages.components.levers import lever as levers
from pages.components.wording import told_by_basis

ALL = "all"
"""What a filter is called that leaves everything."""
text = Catalog(Path(__file__).parent)


def lead(assumptions: AssumptionSet) -> str:
    """How many numbers there are, and where they come from."""
    counts = told_by_basis(assumptions.numbers.values())
    return text("lead", all=len(assumptions.numbers), **counts)


def basis_name(basis: str) -> str:
    """Where a number comes from, in a word; :data:`ALL` and ``own`` among them."""
    if basis == ALL:
        return text("numbers.filters.all")
    return own_change() if basis == OWN else levers.basis_name(Basis(basis))


def role_name(role: str) -> str:
    """What kind of number it is, in a word; :data:`ALL` among them."""
    return text("numbers.filters.all" if role == ALL else f"roles.{role}")


def about_row(row: Row) -> str:
    """What a row of a register is, with what it has beside its numbers."""
    if isinstance(row, Benefit):
        return text("registers.about.benefit", description=row.description, area=area_name(row.area))
    if isinstance(row, LegacySystem):
        told = {"services": row.services, "municipalities": row.municipalities}
        return text("registers.about.legacy_system", description=row.description, **told)
    return text("registers.about.alternative", description=row.description, who=open_to_name(row.open_to))


def area_name(area: Area) -> str:
    """One of the eight areas of the published goals."""
    return text(f"registers.areas.{area.value}")


def areas_without(assumptions: AssumptionSet) -> str:
    """Which areas have no benefit with a price; empty where all have one."""
    priced = {benefit.area for benefit in assumptions.benefits.values()}
    missing = [write(area_name(area), "lower") for area in Area if area not in priced]
    return text("registers.benefits.without", areas=listed(missing)) if missing else ""


def benefits_takeaway(full: float, minute: float) -> str:
    """What all benefits come to where they are realised in full, in money and in working time; `minute` is what one a day costs."""
    if not full:
        return text("registers.benefits.takeaway.none")
    case = "with_minutes" if minute else "plain"
    return text(f"registers.benefits.takeaway.{case}", amount=full, minutes=full / minute if minute else None)


def systems_takeaway(count: int, cost: float) -> str:
    """What the systems that are replaced cost a year."""
    return text(f"registers.legacy_systems.takeaway.{'some' if count else 'none'}", count=count, cost=cost)


def alternatives_takeaway(assumptions: AssumptionSet) -> str:
    """How many alternatives there are, and who can choose them."""
    kinds = Counter(row.open_to for row in assumptions.alternatives.values())
    counts = {kind.value: kinds[kind] for kind in OpenTo}
    return text("registers.alternatives.takeaway", count=kinds.total(), **counts)


def alternatives_about(assumptions: AssumptionSet) -> str:
    """What the numbers of the alternatives rest on, and which of the alternatives counts."""
    records = [item for row in assumptions.alternatives.values() for item in row.fields.values()]
    counts = told_by_basis(records)
    return text("registers.alternatives.about", count=len(records), **counts)


def open_to_name(kind: OpenTo) -> str:
    """Who can choose an alternative."""
    return text(f"registers.open_to.{kind.value}")


def alternative_head(name: str, *, is_chosen: bool) -> str:
    """An alternative over its column, marked where it is the scenario's."""
    return text("registers.alternatives.chosen", name=name) if is_chosen else name
