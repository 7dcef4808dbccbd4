"""The drivers: what the line items are made of, by year — people, time in use, sharing, growth."""

from dataclasses import dataclass
from typing import Annotated, cast

import numpy as np

from costmodel import units as u
from costmodel.assumptions.parameters import Inputs
from costmodel.axes import Array
from costmodel.model import participation
from costmodel.model.discounting import compound, discount_factors, power, total_over_municipalities
from costmodel.model.participation import elapsed_share
from costmodel.model.protocols import AnyRegion


@dataclass(frozen=True)
class People:
    """Inhabitants of the studied municipalities; ``(draw, year, municipality)``, in the reference year ``(draw, 1, municipality)``."""

    population: Annotated[Array, u.INHABITANTS]
    """Inhabitants of the studied municipalities."""
    population_in_reference_year: Annotated[Array, u.INHABITANTS]
    """Inhabitants of the studied municipalities in the reference year."""
    share_of_region: Annotated[Array, u.SHARE]
    """Share of the inhabitants of the whole region who live in the studied municipalities."""
    scale: Annotated[Array, u.RATIO]
    """Inhabitants relative to the reference municipality in the reference year."""
    ref_scale: Annotated[Array, u.RATIO]
    """Inhabitants in the reference year relative to those of the reference municipality."""
    small: Annotated[Array, u.RATIO]
    """How much heavier one-off costs weigh on small municipalities."""


@dataclass(frozen=True)
class Service:
    """When the studied municipalities have the platform; shapes within ``(draw, year, municipality)``."""

    go_live: Annotated[Array, u.CALENDAR_YEAR]
    """Decimal year of go-live."""
    exit_year: Annotated[Array, u.CALENDAR_YEAR]
    """First year without the platform; inf: never, −inf: never in."""
    started: Annotated[Array, u.SHARE]
    """Share of the year after go-live."""
    before_exit: Annotated[Array, u.SHARE]
    """1 before the exit year, else 0."""
    remaining: Annotated[Array, u.SHARE]
    """Share of the year within the service life, 0 from the exit year on."""
    live: Annotated[Array, u.SHARE]
    """Share of the year in use."""
    has_begun: Annotated[Array, u.SHARE]
    """1 where go-live came before the exit year, else 0."""


@dataclass(frozen=True)
class Platform:
    """How far the platform has come in the region, ``(draw, year, 1)``.

    Sharing and coverage are ``(draw, year, municipality)`` where each municipality is seen among participants of its own.
    """

    served: Annotated[Array, u.INHABITANTS]
    """Inhabitants of the municipalities that take part and have started; the yearly growth after the table is left out."""
    served_ref: Annotated[Array, u.INHABITANTS]
    """Inhabitants of the reference participants that have started; what sharing is measured against."""
    sharing: Annotated[Array, u.RATIO]
    """Cost per inhabitant of what is common, relative to the reference participants."""
    coverage: Annotated[Array, u.SHARE]
    """Share of the region's inhabitants whose municipality is on the platform."""
    gp_share: Annotated[Array, u.SHARE]
    """Share of the GP offices on the platform."""
    gp_network: Annotated[Array, u.SHARE]
    """How much the GP offices on the platform count for benefits that depend on them: gp_share ^ network_exponent."""


@dataclass(frozen=True)
class Drivers(People, Service, Platform):
    """Drivers of the line items; shapes within ``(draw, year, municipality)``, size 1 where they do not vary."""

    year: Annotated[Array, u.CALENDAR_YEAR]
    """Calendar years of the appraisal, ``(1, year, 1)``."""
    in_use: Annotated[Array, u.RATIO]
    """What is in use, as a multiple of the reference municipality: scale × live."""
    in_service: Annotated[Array, u.RATIO]
    """What is within its service life, as a multiple of the reference municipality, the first year counted whole: scale × remaining."""
    working_time_in_service: Annotated[Array, u.RATIO]
    """What a benefit in working time is multiplied with: in_service × wage_growth."""
    wage_growth: Annotated[Array, u.RATIO]
    """Real growth of wages since the reference year."""
    cost_growth: Annotated[Array, u.RATIO]
    """Real growth of operating costs since the reference year."""
    discount_factor: Annotated[Array, u.RATIO]
    """Value in the first year of the appraisal of one krone in each year."""


@dataclass(frozen=True)
class Studied:
    """Who is appraised: their rows, when they leave, and who takes part beside them."""

    region: AnyRegion
    """The whole region."""
    rows: slice
    """Rows of the municipalities under study."""
    exit_year: Array
    """``(draw, 1, municipality)`` for those rows."""
    members: Array
    """1 for those who take part from the decision year on, ``(draw, 1, every municipality)``."""
    each_among_own: bool = False
    """Whether each municipality is seen among participants of its own: `members` then holds a row for each draw and municipality."""

    @property
    def part(self) -> AnyRegion:
        """The studied municipalities."""
        return self.region.only(self.rows)


def studied_of(i: Inputs, region: AnyRegion, municipality: str | None, participant_set: frozenset[str] | None) -> Studied:
    """One municipality, which always takes part, or (None) all participants together."""
    members = participation.chosen(i, region, participant_set)
    if municipality is None:
        return Studied(region, slice(None), participation.exit_years(i, region, members), members)
    with_it = np.maximum(members, region.among(frozenset((municipality,))))
    return Studied(region, region.row(municipality), i.exit_year, with_it)


def year_axis(i: Inputs, studied: Studied) -> Array:
    """Years from the start of the appraisal to the last year with a flow of anyone studied in any draw, ``(1, year, 1)``."""
    end = np.ceil(participation.go_live(i, studied.part) + np.maximum(i.service_years, i.depreciation_years))
    last = np.where(studied.exit_year > -np.inf, end, -np.inf).max() - 1.0
    first = i.start_year.max()  # the same in every draw
    years = cast(Array, np.arange(first, np.maximum(first, last) + 1.0, like=i.start_year))
    return years.reshape(1, -1, 1)


def drivers_of(i: Inputs, studied: Studied) -> Drivers:
    """All drivers of the studied municipalities."""
    year = year_axis(i, studied)
    people, service, platform = people_of(i, studied, year), service_of(i, studied, year), platform_of(i, studied, year)
    wage_growth = compound(i.real_wage_growth, year - i.reference_year)
    in_service = people.scale * service.remaining
    return Drivers(
        **vars(people),
        **vars(service),
        **vars(platform),
        year=year,
        in_use=people.scale * service.live,
        in_service=in_service,
        working_time_in_service=in_service * wage_growth,
        wage_growth=wage_growth,
        cost_growth=compound(i.real_cost_growth, year - i.reference_year),
        discount_factor=discount_factors(i.discount_rate, year.size),
    )


def people_of(i: Inputs, studied: Studied, year: Array) -> People:
    """How many live in the studied municipalities, and what that is against the reference municipality."""
    region = studied.region
    in_table, at_reference = region.population_in_table(year), region.population_in_table(i.reference_year[:1])
    population = in_table[:, :, studied.rows] * population_growth(i, region, year)
    growth_at_reference = population_growth(i, region, i.reference_year)
    in_reference_year = at_reference[:, :, studied.rows] * growth_at_reference
    reference = at_reference[:, :, region.reference] * growth_at_reference
    ref_scale = in_reference_year / reference
    return People(
        population=population,
        population_in_reference_year=in_reference_year,
        share_of_region=in_table[:, :, studied.rows] / total_over_municipalities(in_table),
        scale=population / reference,
        ref_scale=ref_scale,
        small=power(ref_scale, -i.scale_elasticity),
    )


def service_of(i: Inputs, studied: Studied, year: Array) -> Service:
    """When the studied municipalities go live, use the platform and leave it."""
    go_live = participation.go_live(i, studied.part)
    started = elapsed_share(year, go_live)
    before_exit = np.where(year < studied.exit_year, 1.0, 0.0)
    remaining = (1.0 - elapsed_share(year, go_live + i.service_years)) * before_exit
    return Service(
        go_live=go_live,
        exit_year=studied.exit_year,
        started=started,
        before_exit=before_exit,
        remaining=remaining,
        live=started * remaining,
        has_begun=np.where(np.floor(go_live) < studied.exit_year, 1.0, 0.0),
    )


def platform_of(i: Inputs, studied: Studied, year: Array) -> Platform:
    """Who else is on the platform: inhabitants served, against the reference participants and against all.

    Growth after the last year of the table is common to all and cancels in both ratios.
    """
    region = studied.region
    in_table = region.population_in_table(year)
    counted = participation.takes_part(i, region, year, studied.members)
    served = participation.inhabitants_served(i, region, year, in_table * counted)
    served = participation.in_own_columns(served, region) if studied.each_among_own else served
    ref_members = participation.first_ranks(region, i.reference_participants)
    served_ref = participation.inhabitants_served(i, region, year, in_table * ref_members)
    gp_share = participation.gp_share(i, year)
    return Platform(
        served=served,
        served_ref=served_ref,
        sharing=participation.sharing(i.hospital_share, served, served_ref),
        coverage=served / total_over_municipalities(in_table),
        gp_share=gp_share,
        gp_network=power(gp_share, i.network_exponent),
    )


def population_growth(i: Inputs, region: AnyRegion, year: Array) -> Array:
    """Growth of each municipality's population after the last year of the table, ``(draw, year, 1)``."""
    return compound(i.population_growth, np.maximum(year - region.known_years[-1], 0.0))
