"""The drivers: what the line items are made of, by year. How they come about is in :mod:`costmodel.model.derivation`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

from costmodel import units as u
from costmodel.axes import Array, per_draw


@dataclass(frozen=True)
class Census:
    """How many live in the region, as the table counts them."""

    in_table: Array
    """Inhabitants of every municipality in each year, ``(1, year, every municipality)``."""
    at_reference: Array
    """In the reference year, ``(1, 1, every municipality)``."""
    growth: Array
    """Growth after the last year of the table, common to all, ``(draw, year, 1)``."""
    growth_at_reference: Array
    """The same in the reference year, ``(draw, 1, 1)``."""
    everybody: Array
    """Inhabitants of the whole region, ``(1, year, 1)``."""
    go_live: Array
    """Decimal year of go-live of those that can take part, ``(draw, 1, counted municipality)``."""


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
    small_together: Annotated[Array, u.RATIO]
    """The same of the one-off cost of the alternative, where it is procured together with others."""


@dataclass(frozen=True)
class Service:
    """When the studied municipalities have the platform or an alternative; shapes within ``(draw, year, municipality)``."""

    go_live: Annotated[Array, u.CALENDAR_YEAR]
    """Decimal year of go-live."""
    service_end: Annotated[Array, u.CALENDAR_YEAR]
    """Decimal year in which the service life ends: go_live + service_years."""
    exit_year: Annotated[Array, u.CALENDAR_YEAR]
    """First year without the platform; inf: never within the service life, −inf: never in."""
    alternative_start: Annotated[Array, u.CALENDAR_YEAR]
    """First year with the alternative: the exit year of one that has begun with the platform, else alternative_year; inf: never."""
    started: Annotated[Array, u.SHARE]
    """Share of the year after go-live."""
    within_life: Annotated[Array, u.SHARE]
    """Share of the year within the service life, the years before go-live too."""
    before_exit: Annotated[Array, u.SHARE]
    """1 before the exit year, else 0."""
    remaining: Annotated[Array, u.SHARE]
    """Share of the year within the service life, 0 from the exit year on."""
    live: Annotated[Array, u.SHARE]
    """Share of the year on the platform."""
    has_begun: Annotated[Array, u.SHARE]
    """1 where go-live came before the exit year, else 0."""
    on: Annotated[Array, u.SHARE]
    """Share of the year on the alternative."""
    using: Annotated[Array, u.SHARE]
    """Share of the year on the platform or on the alternative."""
    owed: Annotated[Array, u.SHARE]
    """Share of the year in which the capital of the municipality is being written off."""
    carried: Annotated[Array, u.SHARE]
    """How much of its part of the capital it goes on carrying: 1 before its exit, stranded_share from it on."""


@dataclass(frozen=True)
class Served:
    """Who has the platform in the region, ``(draw, year, 1)``; the same whatever a municipality that is studied alone chooses."""

    served: Annotated[Array, u.INHABITANTS]
    """Inhabitants of the municipalities that take part and have started; the yearly growth after the table is left out."""
    served_ref: Annotated[Array, u.INHABITANTS]
    """Inhabitants of the reference participants that have started; what sharing is measured against."""
    sharing: Annotated[Array, u.RATIO]
    """Cost per inhabitant of what is common, relative to the reference participants."""
    steady: Annotated[Array, u.RATIO]
    """Inhabitants of the reference participants in the reference year for each of them now: what is fixed does not grow with the people."""
    coverage: Annotated[Array, u.SHARE]
    """Share of the region's inhabitants whose municipality is on the platform."""
    gp_share: Annotated[Array, u.SHARE]
    """Share of the GP offices on the platform."""
    gp_network: Annotated[Array, u.SHARE]
    """How much the GP offices on the platform count for benefits that depend on them: gp_share ^ network_exponent."""


@dataclass(frozen=True)
class Debts:
    """Who carries the capital of the platform in the region, ``(draw, year, 1)``."""

    owing: Annotated[Array, u.INHABITANTS]
    """Inhabitants, in the table's reference year, whose part of the capital is being written off."""
    owing_and_in: Annotated[Array, u.INHABITANTS]
    """Those of them whose municipality has not left."""
    owing_ref: Annotated[Array, u.INHABITANTS]
    """Inhabitants of the reference participants, in the table's reference year, whose part of the capital is being written off."""
    sharing_capital: Annotated[Array, u.RATIO]
    """What the capital costs those who carry it, relative to what it costs where nobody has left."""


@dataclass(frozen=True)
class Platform(Served, Debts):
    """How far the platform has come in the region, and who carries its capital, ``(draw, year, 1)``."""


@dataclass(frozen=True)
class Growth:
    """What changes from year to year alike for all."""

    year: Annotated[Array, u.CALENDAR_YEAR]
    """Calendar years of the appraisal, ``(1, year, 1)``."""
    wage_growth: Annotated[Array, u.RATIO]
    """Real growth of wages since the reference year, ``(draw, year, 1)``."""
    cost_growth: Annotated[Array, u.RATIO]
    """Real growth of operating costs since the reference year, ``(draw, year, 1)``."""
    discount_factor: Annotated[Array, u.RATIO]
    """Value in the first year of the appraisal of one krone in each year, ``(draw, year, 1)``."""
    platform_end: Annotated[Array, u.CALENDAR_YEAR]
    """Decimal year in which the service life of the reference municipality ends, ``(draw, 1, 1)``."""


@dataclass(frozen=True)
class Null:
    """What would have been done without the platform; shapes within ``(draw, 1, municipality)``."""

    renewal_years: tuple[Array, ...]
    """When each of the former systems would be renewed, in the order of the register."""
    null_renewals: tuple[tuple[Array, Array], ...]
    """Years of renewal, and how much of what new systems would give hangs on those that are renewed in them."""


@dataclass(frozen=True)
class Use:
    """How much is in use, as a multiple of the reference municipality, ``(draw, year, municipality)``."""

    in_use: Annotated[Array, u.RATIO]
    """On the platform: scale × live."""
    working_time: Annotated[Array, u.RATIO]
    """What working time is worth against the reference year: scale × wage_growth."""
    time_in_service: Annotated[Array, u.RATIO]
    """The same of time within the service of the platform, the first year counted whole: working_time × remaining."""
    time_in_use: Annotated[Array, u.RATIO]
    """Of time on the platform or on the alternative: working_time × using."""
    time_on_alternative: Annotated[Array, u.RATIO]
    """Of time on the alternative: working_time × on."""
    transition_path: Annotated[Array, u.RATIO]
    """How much of the loss of the first twelve months after go-live falls in the year: each twelve months a share of those before."""
    alternative_path: Annotated[Array, u.RATIO]
    """The same of the loss after the start of the alternative."""
    alternative_life: Annotated[Array, u.SHARE]
    """Share of the alternative's life that would else have been the platform's, ``(draw, 1, municipality)``."""
    alternative_phase: Annotated[Array, u.SHARE]
    """How far the effects of the alternative have come, in working time: time_on_alternative × its ramp."""


@dataclass(frozen=True)
class Drivers(People, Service, Platform, Growth, Null, Use):
    """Drivers of the line items; shapes within ``(draw, year, municipality)``, size 1 where they do not vary."""

    level_ratio: Annotated[Array, u.RATIO] = field(default_factory=lambda: per_draw(1.0))
    """What the platform cost is multiplied by: after the last whole year that is paid, what was paid ÷ what the model says of it."""


@dataclass(frozen=True)
class BenefitPath:
    """How far one benefit has come, whatever is chosen; of all rows of the register at once with the row as the first axis."""

    platform: Array
    """What the platform gives for each hour in its service, against its full effect, ``(draw, year, municipality)``."""
    null: Array
    """The same of what new systems of the null alternative would have given, for each hour in use."""


@dataclass(frozen=True)
class Frame:
    """What the options of a municipality have in common: the years, the people, their growth, who else is in, the null alternative."""

    census: Census
    people: People
    served: Served
    growth: Growth
    null: Null
    go_live: Array
    """Decimal year of go-live of the studied ones, ``(draw, 1, municipality)``."""
    transition_path: Array
    """As in :class:`Use`."""
    benefit_paths: Sequence[BenefitPath] | None = None
    """Of each row of the register (or of all at once); None where each appraisal works them out for itself."""
