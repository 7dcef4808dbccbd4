"""How the drivers come from the inputs: people, service, the platform in the region, growth, the null alternative, use."""

from typing import cast

import numpy as np

from costmodel.assumptions.parameters import Inputs
from costmodel.axes import Array, narrow, part_of
from costmodel.model import participation
from costmodel.model.discounting import compound, discount_factors, power, total_over_municipalities
from costmodel.model.drivers import Census, Debts, Drivers, Frame, Growth, Null, People, Platform, Served, Service, Use
from costmodel.model.participation import clip01, elapsed_share, phased_in
from costmodel.model.protocols import AnyRegion
from costmodel.model.studied import Studied


def frame_of(i: Inputs, studied: Studied) -> Frame:
    """The years of the appraisal, and what hangs on them alone."""
    return frame_at(i, studied, year_axis(i, studied))


def frame_at(i: Inputs, studied: Studied, year: Array) -> Frame:
    """The same of other years, ``(1, year, 1)``."""
    census = census_of(i, studied.region, year)
    go_live = participation.go_live(i, studied.part)
    return Frame(
        census=census,
        people=people_of(i, studied, census),
        served=served_of(i, studied, census, year),
        growth=growth_of(i, studied.region, year),
        null=null_of(i, studied),
        go_live=go_live,
        transition_path=learning_path(i, year, go_live),
    )


def year_axis(i: Inputs, studied: Studied) -> Array:
    """Years from the start of the appraisal to the last year with a flow of anyone studied in any draw, ``(1, year, 1)``."""
    end = np.ceil(participation.go_live(i, studied.part) + np.maximum(i.service_years, i.depreciation_years))
    last = np.where(studied.exit_year > -np.inf, end, -np.inf).max() - 1.0
    first = i.start_year.max()  # the same in every draw
    years = cast(Array, np.arange(first, np.maximum(first, last) + 1.0, like=i.start_year))
    return years.reshape(1, -1, 1)


def growth_of(i: Inputs, region: AnyRegion, year: Array) -> Growth:
    """Growth and discounting by year."""
    return Growth(
        year=year,
        wage_growth=compound(i.real_wage_growth, year - i.reference_year),
        cost_growth=compound(i.real_cost_growth, year - i.reference_year),
        discount_factor=discount_factors(i.discount_rate, year.size),
        platform_end=participation.go_live(i, region.only(region.reference)) + i.service_years,
    )


def null_of(i: Inputs, studied: Studied) -> Null:
    """When the former systems would be renewed, and what hangs on it."""
    first_exit, systems = participation.first_exit_year(i), i.legacy_systems.values()
    years = tuple(participation.renewal_year(studied.part, first_exit, row.renewal_year) for row in systems)
    weights = [row.replaced * row.weight for row in systems]
    return Null(years, studied.region.gathered(years, weights))


def drivers_of(i: Inputs, studied: Studied, frame: Frame) -> Drivers:
    """All drivers of the studied municipalities."""
    service = service_of(i, studied, frame.growth.year, frame.go_live)
    return Drivers(
        **vars(frame.people),
        **vars(frame.served),
        **vars(frame.growth),
        **vars(frame.null),
        **vars(service),
        **vars(debts_of(i, studied, frame.census, frame.growth.year)),
        **vars(use_of(i, frame, service)),
    )


def census_of(i: Inputs, region: AnyRegion, year: Array) -> Census:
    """How many live in the region."""
    in_table = region.population_in_table(year)
    return Census(
        in_table=in_table,
        at_reference=region.population_in_table(i.reference_year[:1]),
        growth=population_growth(i, region, year),
        growth_at_reference=population_growth(i, region, i.reference_year),
        everybody=total_over_municipalities(in_table),
        go_live=participation.go_live(i, region.only(region.counted)),
    )


def per_inhabitant(census: Census, region: AnyRegion) -> Array:
    """Scale of an inhabitant that the table counts in the year, ``(draw, year, 1)``: growth after it over the reference municipality."""
    return census.growth / (census.at_reference[:, :, region.reference] * census.growth_at_reference)


def people_of(i: Inputs, studied: Studied, census: Census) -> People:
    """How many live in the studied municipalities, and what that is against the reference municipality."""
    in_table, growth_at_reference = census.in_table[:, :, studied.rows], census.growth_at_reference
    population = in_table * census.growth
    in_reference_year = census.at_reference[:, :, studied.rows] * growth_at_reference
    reference = census.at_reference[:, :, studied.region.reference] * growth_at_reference
    ref_scale = in_reference_year / reference
    partners = total_over_municipalities(census.at_reference * studied.partners) * growth_at_reference / reference
    return People(
        population=population,
        population_in_reference_year=in_reference_year,
        share_of_region=in_table / census.everybody,
        scale=population / reference,
        ref_scale=ref_scale,
        small=power(ref_scale, -i.scale_elasticity),
        small_together=power(ref_scale + partners, -i.scale_elasticity),
    )


def service_of(i: Inputs, studied: Studied, year: Array, go_live: Array) -> Service:
    """When the studied municipalities use the platform, leave it and use the alternative, from when they go live."""
    end = go_live + i.service_years
    exit_year = participation.within_service(i, go_live, studied.exit_year)
    has_begun = participation.begun(go_live, exit_year, np.ones((1, 1, 1)))
    start = narrow(np.where(has_begun == 1.0, exit_year, studied.alternative_year))
    started, within = elapsed_share(year, go_live), 1.0 - elapsed_share(year, end)
    before_exit = np.where(year < exit_year, 1.0, 0.0)
    live, on = started * (within * before_exit), np.where(year >= start, within, 0.0)
    return Service(
        go_live=go_live,
        service_end=end,
        exit_year=exit_year,
        alternative_start=start,
        started=started,
        within_life=within,
        before_exit=before_exit,
        remaining=within * before_exit,
        live=live,
        has_begun=has_begun,
        on=on,
        using=live + on,
        owed=participation.owed(i, year, go_live),
        carried=narrow(np.where(year < exit_year, 1.0, i.stranded_share)),
    )


def platform_of(i: Inputs, studied: Studied, census: Census, year: Array) -> Platform:
    """Who else is on the platform, and who carries its capital."""
    return Platform(**vars(served_of(i, studied, census, year)), **vars(debts_of(i, studied, census, year)))


def served_of(i: Inputs, studied: Studied, census: Census, year: Array) -> Served:
    """Who else is on the platform: inhabitants served, against the reference participants and against all.

    Growth after the last year of the table is common to all and cancels in the ratios.
    """
    rows = studied.region.counted
    region, members = studied.region.only(rows), studied.members[:, :, rows]
    in_table, at_reference = census.in_table[:, :, rows], census.at_reference[:, :, rows]
    ref = participation.first_ranks(region, i.reference_participants)
    takes_part = participation.takes_part(region, year, members, exit_years(i, studied, census))
    people = [in_table * takes_part, in_table * ref]
    served, served_ref = participation.over_cohorts(
        studied.region, census.go_live, people, lambda moment: [elapsed_share(year, moment)] * 2
    )
    gp_share = participation.gp_share(i, year)
    return Served(
        served=served,
        served_ref=served_ref,
        sharing=participation.sharing(i.hospital_share, served, served_ref),
        steady=participation.steady(
            total_over_municipalities(at_reference * ref) * census.growth_at_reference,
            total_over_municipalities(people[1]) * census.growth,
        ),
        coverage=served / census.everybody,
        gp_share=gp_share,
        gp_network=power(gp_share, i.network_exponent),
    )


def exit_years(i: Inputs, studied: Studied, census: Census) -> Array:
    """When those that can take part leave, as it counts; inf: never. ``(draw, 1, counted municipality)``."""
    return participation.within_service(i, census.go_live, studied.every_exit_year[:, :, studied.region.counted])


def debts_of(i: Inputs, studied: Studied, census: Census, year: Array) -> Debts:
    """Who carries the capital: those who have begun, as far as they have not left or go on carrying it."""
    rows = studied.region.counted
    region, members, at_reference = studied.region.only(rows), studied.members[:, :, rows], census.at_reference[:, :, rows]
    exit_year = exit_years(i, studied, census)
    in_debt = participation.begun(census.go_live, exit_year, at_reference * np.maximum(members, region.live))
    debt_left = in_debt * np.where(year < exit_year, 1.0, 0.0)
    people = [in_debt, debt_left, at_reference * participation.first_ranks(region, i.reference_participants)]
    owing, owing_and_in, owing_ref = participation.over_cohorts(
        studied.region, census.go_live, people, lambda moment: [participation.owed(i, year, moment)] * 3
    )
    return Debts(
        owing=owing,
        owing_and_in=owing_and_in,
        owing_ref=owing_ref,
        sharing_capital=participation.sharing_capital(i, owing, owing_and_in, owing_ref),
    )


def use_of(i: Inputs, frame: Frame, service: Service) -> Use:
    """How much is in use, of the platform and of the alternative."""
    year, start = frame.growth.year, service.alternative_start
    working_time = frame.people.scale * frame.growth.wage_growth
    on_alternative = part_of(lambda: working_time, service.on)
    return Use(
        in_use=frame.people.scale * service.live,
        working_time=working_time,
        time_in_service=working_time * service.remaining,
        time_in_use=working_time * service.using,
        time_on_alternative=on_alternative,
        transition_path=frame.transition_path,
        alternative_path=part_of(lambda: learning_path(i, year, start), np.where(year >= start, 1.0, 0.0)),
        alternative_life=clip01((service.service_end - start) / i.service_years),
        alternative_phase=part_of(lambda: phased_in(year + 1.0 - start, i.alternative.lag_years, i.alternative.ramp_years), on_alternative),
    )


def learning_path(i: Inputs, year: Array, moment: Array) -> Array:
    """Loss in the year of one that starts at `moment`, against its first twelve months: each twelve months a share of those before."""
    q = i.transition_decay
    by_start = power(q, np.maximum(year - moment, 0.0))
    by_end = power(q, np.maximum(year + 1.0 - moment, 0.0))
    return (by_start - by_end) / (1.0 - q)


def population_growth(i: Inputs, region: AnyRegion, year: Array) -> Array:
    """Growth of each municipality's population after the last year of the table, ``(draw, year, 1)``."""
    return compound(i.population_growth, np.maximum(year - region.known_years[-1], 0.0))
