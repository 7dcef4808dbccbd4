"""Measured quantities and measurements in words, and what is written back to the files."""

from math import floor, log10

from costmodel.analysis.learning.updating import Learned, QuantityUpdate
from costmodel.assumptions.measuring.measurement_rules import result_year, unit_of_quantity
from costmodel.assumptions.measuring.writing_back import Taught
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY, AssumptionSet, Measurement
from costmodel.output.labels import input_label, unit_label
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number

MOST_PLACES = 6


def quantity_label(name: str, municipality: str | None, assumptions: AssumptionSet) -> str:
    """What is measured: a number of the files, or a result of a municipality."""
    year = result_year(name)
    if year is None:
        return input_label(name, assumptions)
    return text("learning.register_benefits", year=year, municipality=municipality or REFERENCE_MUNICIPALITY)


def quantity_unit(name: str, assumptions: AssumptionSet) -> str:
    """The unit that it is measured in."""
    return unit_label(unit_of_quantity(name, assumptions).symbol)


def places_for(spread: float) -> int:
    """Decimals that show two figures of a spread, and so no more of a value than is known.

    >>> places_for(0.71), places_for(23.0), places_for(0.0042)
    (2, 0, 4)
    """
    return 2 if not spread else min(max(1 - floor(log10(abs(spread))), 0), MOST_PLACES)


def quantity_texts(item: QuantityUpdate, assumptions: AssumptionSet) -> dict[str, str]:
    """The numbers of an update as they are written, all with the same decimals."""
    places = places_for(min(item.before.sd or item.error, item.error))
    told = {"before": item.before.mean, "before_sd": item.before.sd, "measured": item.measured, "error": item.error}
    told |= {"after": item.after.mean, "after_sd": item.after.sd, "approximate": item.approximate}
    label = quantity_label(item.name, item.municipality, assumptions)
    return {**{key: number(value, places) for key, value in told.items()}, "quantity": label, "unit": quantity_unit(item.name, assumptions)}


def taught_of(found: Learned, item: QuantityUpdate) -> Taught:
    """What is written back to a number of the files: what is expected of it now, and how that is known."""
    told, some = quantity_texts(item, found.scenario.assumptions), [found.measurements[key] for key in item.keys]
    measured = " ".join(measured_text(one) for one in some)
    facts = {"effective": found.effective, "draws": found.plan.total, "seed": found.plan.seed}
    shown = {key: told[key] for key in ("before", "after", "unit")}
    return Taught(item.after.mean, text("learning.how", measured=measured, **shown, **facts), max(one.date for one in some))


def measured_text(item: Measurement) -> str:
    """A measurement in a sentence."""
    places = places_for(item.representativeness or item.sd)
    told = {key: number(getattr(item, key), places) for key in ("mean", "sd", "representativeness")}
    return text("learning.how_one", date=item.date.isoformat(), n=item.n, who=item.who, source=item.source, **told)
