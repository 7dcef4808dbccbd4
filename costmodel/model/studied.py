"""Who is appraised, and what each municipality of the region does: takes part, leaves, takes an alternative."""

from dataclasses import dataclass

import numpy as np

from costmodel.assumptions.parameters import Inputs
from costmodel.axes import Array
from costmodel.model import participation
from costmodel.model.protocols import AnyRegion, AnyScenario

NOBODY = np.zeros((1, 1, 1))
"""1 for no municipality."""


@dataclass(frozen=True)
class Studied:
    """Who is appraised, when they leave and for what, and who takes part beside them."""

    region: AnyRegion
    """The whole region."""
    rows: slice
    """Rows of the municipalities under study."""
    members: Array
    """1 for those who take part in every year, ``(draw, 1, every municipality)``."""
    every_exit_year: Array
    """When each leaves the platform; inf: never. ``(draw, 1, every municipality)``."""
    exit_year: Array
    """The same of those under study, −inf where one has no flows at all, ``(draw, 1, municipality)``."""
    alternative_year: Array
    """When those that never begin take the alternative; inf: never. ``(draw, 1, municipality)``."""
    partners: Array
    """1 for those that procure the alternative with the studied one, ``(1, 1, every municipality)``; 0 where each does it alone."""

    @property
    def part(self) -> AnyRegion:
        """The studied municipalities."""
        return self.region.only(self.rows)


def studied_of(scenario: AnyScenario, i: Inputs) -> Studied:
    """The scenario's municipality, which always takes part, or (None) all participants together."""
    members = participation.chosen(i, scenario.region, scenario.participant_set)
    return everyone(scenario, i, members) if scenario.municipality is None else one(scenario, i, members)


def one(scenario: AnyScenario, i: Inputs, members: Array) -> Studied:
    """One municipality under study: the others in the set do not exit."""
    region, name = scenario.region, str(scenario.municipality)
    own = region.own(name)
    with_it = np.maximum(members, own)
    others = np.where(with_it == 1.0, np.inf, participation.exit_outside(i))
    return Studied(
        region=region,
        rows=region.row(name),
        members=with_it,
        every_exit_year=np.where(own == 1.0, i.exit_year, others),
        exit_year=i.exit_year,
        alternative_year=i.alternative_year,
        partners=region.among(scenario.together) * (1.0 - own),
    )


def everyone(scenario: AnyScenario, i: Inputs, members: Array) -> Studied:
    """All participants together: those in the set do what is chosen, a live one outside it leaves to the run's alternative."""
    region = scenario.region
    exit_year = np.where(members == 1.0, i.exit_year, participation.exit_outside(i))
    return Studied(
        region=region,
        rows=slice(None),
        members=members,
        every_exit_year=exit_year,
        exit_year=np.where(np.maximum(members, region.live) == 1.0, exit_year, -np.inf),
        alternative_year=np.where(members == 1.0, i.alternative_year, np.inf),
        partners=NOBODY,
    )


def others(scenario: AnyScenario, i: Inputs, stays: Array | float) -> Studied:
    """All participants but the studied one, which takes part throughout (`stays` 1) or to its exit (0); nobody else in the set leaves."""
    region, own = scenario.region, scenario.region.own(str(scenario.municipality))
    rest = participation.chosen(i, region, scenario.participant_set) * (1.0 - own)
    every_exit_year = np.where(own == 1.0, i.exit_year, np.where(rest == 1.0, np.inf, participation.exit_outside(i)))
    subjects = np.maximum(rest, region.live) * (1.0 - own)
    return Studied(
        region=region,
        rows=slice(None),
        members=np.maximum(rest, own * stays),
        every_exit_year=every_exit_year,
        exit_year=np.where(subjects == 1.0, every_exit_year, -np.inf),
        alternative_year=np.full((1, 1, 1), np.inf),
        partners=NOBODY,
    )
