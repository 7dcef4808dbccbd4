"""Who bears what: what one municipality, the others that take part and the hospitals pay to the platform, by year."""

from dataclasses import dataclass
from typing import cast

import numpy as np

from costmodel.analysis.budget import in_years
from costmodel.axes import Array, per_year
from costmodel.model import studied as studying
from costmodel.model.appraisal import appraise_studied
from costmodel.model.decision import is_live
from costmodel.model.derivation import census_of, frame_of
from costmodel.model.discounting import ratio, total_over_municipalities
from costmodel.model.parties import hospitals
from costmodel.model.results import Appraisal, sum_of_charges
from costmodel.model.scenario import Scenario


@dataclass(frozen=True)
class Bearers:
    """Platform charges (operation, capital, new capital), MNOK in the run's fixed prices, ``(draw, year, 1)``."""

    years: tuple[int, ...]
    """The calendar years."""
    own: Array
    """The studied municipality; everybody where all participants are studied."""
    others: Array
    """The other municipalities with a charge in the same scenario: they pay more where the studied one leaves."""
    own_share: Array
    """Own ÷ all municipalities together; nan where nobody pays."""
    hospitals: Array
    """The hospitals; nan where not all the reference participants are in service, since it is known beside theirs only."""

    @property
    def municipalities(self) -> Array:
        """All municipalities together."""
        return self.own + self.others

    @property
    def hospital_share(self) -> Array:
        """The hospitals' part of what all pay; nan before anybody is on the platform."""
        return ratio(self.hospitals, self.hospitals + self.municipalities)


def bearers(own: Appraisal, years: tuple[int, ...]) -> Bearers:
    """What the studied municipality, the others and the hospitals pay to the platform in the given years."""
    rest = own if own.scenario.municipality is None else appraisal_of_others(own)
    charge, others = (in_years(total_over_municipalities(sum_of_charges(item)), item, years) for item in (own, rest))
    others = np.zeros_like(others) if rest is own else others
    return Bearers(
        years=years,
        own=charge,
        others=others,
        own_share=ratio(charge, charge + others),
        hospitals=np.where(per_year(list(years)) > rest.drivers.year.max(), np.nan, in_years(charge_of_hospitals(rest), rest, years)),
    )


def appraisal_of_others(own: Appraisal) -> Appraisal:
    """Every municipality but the studied one, where that one does what is appraised; nobody else in the set leaves.

    One that is live is among those who share to its exit; one that is planned shares for good where it begins.
    """
    scenario = cast(Scenario, own.scenario)
    i, joins = scenario.inputs, 0.0 if is_live(scenario) else own.drivers.has_begun
    around = studying.others(scenario, i, stays=joins)
    return appraise_studied(scenario, i, around, frame_of(i, around))


def charge_of_hospitals(rest: Appraisal) -> Array:
    """What the hospitals pay, ``(draw, year, 1)``; nan in years in which not all the reference participants are in service."""
    i, d, region = rest.scenario.inputs, rest.drivers, cast(Scenario, rest.scenario).region
    charge = hospitals.charge(i, census_of(i, region, d.year), region, d, d)
    return np.where(hospitals.reference_in_service(i, region, d.year) == 1.0, charge, np.nan)
