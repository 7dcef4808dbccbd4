"""Published figures beside the model's: what somebody has said, and what the base case comes to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from costmodel.assumptions.records import Measure, PublishedFigure
from costmodel.axes import Array
from costmodel.model import participation, results
from costmodel.model.appraisal import appraise
from costmodel.model.benefits import potential
from costmodel.model.discounting import total_over_municipalities
from costmodel.model.line_items import charges
from costmodel.model.parties.region import regional_charge
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario

SLACK = 0.055
"""Five per cent, in whole per cents as readers see it."""


@dataclass(frozen=True)
class Comparison:
    """One published figure and the model's counterpart, in the figure's unit and prices."""

    key: str
    figure: PublishedFigure
    model: float | None
    """None where the model has no such year; the lower end where the model gives a range."""
    up_to: float | None = None
    """The upper end of the model's range; None where it gives one number."""

    @property
    def agrees(self) -> bool:
        """Whether the model lands within what was published, or within five whole per cents of it: most figures are «about»."""
        if self.model is None:
            return False
        slack, highest = SLACK * max(abs(self.figure.low), abs(self.figure.high)), self.model if self.up_to is None else self.up_to
        return self.model <= self.figure.high + slack and highest >= self.figure.low - slack


def published_figures(base: Scenario) -> Iterator[Comparison]:
    """Each published figure of the assumption files beside the model's answer in this scenario."""
    for key, figure in base.assumptions.published.items():
        yield Comparison(key, figure, *model_figures(figure, base))


def model_figures(figure: PublishedFigure, base: Scenario) -> list[float | None]:
    """What the model says where a figure was published, in its unit and prices; both ends where the model gives a range."""
    scenario = base.for_municipality(figure.municipality)
    result = appraise(scenario)
    measures = (MEASURES[figure.measure], *RANGES.get(figure.measure, ()))
    return [in_its_prices(measure(result, figure.year), figure, scenario) for measure in measures]


def in_its_prices(amount: float | None, figure: PublishedFigure, scenario: Scenario) -> float | None:
    """An amount of the run's prices in those of the figure."""
    if amount is None or figure.price_year is None:
        return amount
    index = scenario.assumptions.price_index
    return amount * index[figure.price_year].cpi / index[int(scenario.setting("price_year"))].cpi


Measured = Callable[[Appraisal, int | None], float | None]


def _yearly(*names: str) -> Measured:
    """The sum of some line items in a year, or over the whole appraisal."""

    def measured(result: Appraisal, year: int | None) -> float | None:
        items = results.line_items(result)
        return _at(sum(items[name][0, :, 0] for name in names), result, year)  # pyright: ignore[reportArgumentType]

    return measured


def _charges_and(*names: str) -> Measured:
    """What is paid to the platform, and some line items beside it."""

    def measured(result: Appraisal, year: int | None) -> float | None:
        return _yearly(*(item.name for item in charges()), *names)(result, year)

    return measured


def _at(amounts: Array, result: Appraisal, year: int | None) -> float | None:
    if year is None:
        return float(amounts.sum())
    years = [int(value) for value in result.drivers.year.ravel()]
    return float(amounts[years.index(year)]) if year in years else None


def _per_inhabitant(result: Appraisal, year: int | None) -> float | None:
    return _at(results.drivers(result)["platform_cost_per_inhabitant"][0, :, 0], result, year)


def _register(result: Appraisal, year: int | None) -> float | None:
    return _yearly(*(f"benefit_{key}" for key in result.benefits.register))(result, year)


def _potential(result: Appraisal, year: int | None) -> float:
    i = result.scenario.inputs
    return sum(potential(benefit, i).item() for benefit in i.benefits.values())


def _live(result: Appraisal, year: int | None) -> float:
    return float(sum(item.status == "live" for item in result.scenario.assumptions.municipalities))


def _share_live(result: Appraisal, year: int | None) -> float | None:
    table = result.scenario.assumptions.municipalities
    if year is None or any(year not in item.population for item in table):
        return None
    live = sum(item.population[year] for item in table if item.status == "live")
    return live / sum(item.population[year] for item in table)


def _implied_investment(result: Appraisal, year: int | None) -> float:
    return float(result.indicators.implied_investment.flat[0])


def _entry_investment(result: Appraisal) -> float:
    """The municipality's own part of the investment behind the capital charge."""
    return (result.indicators.implied_investment * result.drivers.ref_scale).item()


def _entry_and_introduction(result: Appraisal, year: int | None) -> float:
    return _entry_investment(result) + result.costs.introduction_cost.sum()


def _entry_and_first_year(result: Appraisal, year: int | None) -> float | None:
    """What one that begins pays in that year, if its part of the investment is paid up front."""
    paid = _yearly("operating_charge", "introduction_cost")(result, year)
    return None if paid is None else _entry_investment(result) + paid


def _charge_above_old_systems(result: Appraisal, year: int | None) -> float | None:
    """What it pays and spends a year more than the former systems cost, with its introduction spread over the years of service."""
    yearly, saved = _charges_and("local_operation")(result, year), _yearly("avoided_legacy_operation")(result, year)
    introduction = result.costs.introduction_cost.sum() / result.scenario.inputs.service_years.item()
    return None if yearly is None or saved is None else yearly + introduction - saved


def _hospital_investment(result: Appraisal, year: int | None) -> float:
    """The hospitals' part of the investment, beside that of the reference participants."""
    i, region = result.scenario.inputs, result.scenario.region
    people = region.population_in_table(i.reference_year[:1])
    members = participation.first_ranks(region, i.reference_participants)
    investment = result.indicators.implied_investment * total_over_municipalities(people * members) / people[:, :, region.reference]
    return (participation.hospital_weight(i) * investment).item()


def _regional_charge(result: Appraisal, year: int | None) -> float | None:
    return _at(regional_charge(cast(Scenario, result.scenario)).total[0, :, 0], result, year)


MEASURES: dict[Measure, Measured] = {
    Measure.PLATFORM_CHARGE: _charges_and(),
    Measure.PLATFORM_CHARGE_PER_INHABITANT: _per_inhabitant,
    Measure.INTRODUCTION_COST: _yearly("introduction_cost"),
    Measure.CLINIC_TRANSITION_LOSS: _yearly("clinic_transition_loss"),
    Measure.REGISTER_BENEFIT: _register,
    Measure.FULL_POTENTIAL: _potential,
    Measure.IMPLIED_INVESTMENT: _implied_investment,
    Measure.INTRODUCTION_YEAR_COST: _charges_and("introduction_cost", "clinic_transition_loss", "transition_time_cost", "local_operation"),
    Measure.REGIONAL_CHARGE: _regional_charge,
    Measure.CHARGE_ABOVE_OLD_SYSTEMS: _charge_above_old_systems,
    Measure.ENTRY_AND_FIRST_YEAR: _entry_and_first_year,
    Measure.ENTRY_INVESTMENT_RANGE: _yearly("introduction_cost"),
    Measure.HOSPITAL_INVESTMENT: _hospital_investment,
    Measure.LIVE_MUNICIPALITIES: _live,
    Measure.SHARE_OF_PEOPLE_LIVE: _share_live,
}
RANGES: dict[Measure, tuple[Measured]] = {Measure.ENTRY_INVESTMENT_RANGE: (_entry_and_introduction,)}
"""The upper end, where the model gives a range: what the figure covers is not known."""
