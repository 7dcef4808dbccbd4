"""Published figures beside the model's: what somebody has said, and what the base case comes to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from costmodel.assumptions.records import Measure, PublishedFigure
from costmodel.axes import Array
from costmodel.model import results
from costmodel.model.appraisal import appraise
from costmodel.model.line_items import charges
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario


@dataclass(frozen=True)
class Comparison:
    """One published figure and the model's counterpart, in the figure's unit and prices."""

    key: str
    figure: PublishedFigure
    model: float | None
    """None where the model has no such year."""

    @property
    def agrees(self) -> bool:
        """Whether the model lands within what was published, or within five per cent of it: most figures are «about»."""
        slack = 0.05 * max(abs(self.figure.low), abs(self.figure.high))
        return self.model is not None and self.figure.low - slack <= self.model <= self.figure.high + slack


def published_figures(base: Scenario) -> Iterator[Comparison]:
    """Each published figure of the assumption files beside the model's answer in this scenario."""
    for key, figure in base.assumptions.published.items():
        result = appraise(base.for_municipality(figure.municipality))
        yield Comparison(key, figure, in_its_prices(MEASURES[figure.measure](result, figure.year), figure, result))


def in_its_prices(amount: float | None, figure: PublishedFigure, result: Appraisal) -> float | None:
    """An amount of the run's prices in those of the figure."""
    if amount is None or figure.price_year is None:
        return amount
    index = result.scenario.assumptions.price_index
    return amount * index[figure.price_year].cpi / index[int(result.scenario.setting("price_year"))].cpi


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
    return sum(benefit.potential.item() for benefit in result.scenario.inputs.benefits.values())


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


MEASURES: dict[Measure, Measured] = {
    Measure.PLATFORM_CHARGE: _charges_and(),
    Measure.PLATFORM_CHARGE_PER_INHABITANT: _per_inhabitant,
    Measure.INTRODUCTION_COST: _yearly("introduction_cost"),
    Measure.CLINIC_TRANSITION_LOSS: _yearly("transition_loss"),
    Measure.REGISTER_BENEFIT: _register,
    Measure.FULL_POTENTIAL: _potential,
    Measure.IMPLIED_INVESTMENT: _implied_investment,
    Measure.INTRODUCTION_YEAR_COST: _charges_and("introduction_cost", "transition_loss", "local_operation"),
    Measure.LIVE_MUNICIPALITIES: _live,
    Measure.SHARE_OF_PEOPLE_LIVE: _share_live,
}
