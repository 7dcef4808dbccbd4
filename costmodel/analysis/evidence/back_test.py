"""The back-test: what has been paid beside what the model says of the same year, without what has been paid."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from costmodel.assumptions.evidence.changing import having_paid
from costmodel.assumptions.records import MONTHS, Actual
from costmodel.faults import Fault
from costmodel.model.actuals.paid import PLATFORM_CHARGE, last_whole_years
from costmodel.model.appraisal import appraise
from costmodel.model.discounting import total_over_municipalities
from costmodel.model.inputs import price_factor
from costmodel.model.results import Appraisal, sum_of_charges, years_of
from costmodel.model.scenario import Scenario

FILE = "actuals.csv"


@dataclass(frozen=True)
class Residual:
    """A row of the file beside the model, MNOK a year, positive as named."""

    row: Actual
    amount: float
    """What was paid, in the run's prices."""
    model: float | None
    """What the model says of the months that the row covers, in the first draw; None where the appraisal has no such year."""
    level_ratio: float | None
    """At which level later years are charged; None where it is not the row that says so."""

    @property
    def residual(self) -> float | None:
        """What was paid beyond what the model says."""
        return None if self.model is None else self.amount - self.model

    @property
    def share(self) -> float | None:
        """The residual as a share of what the model says; None where that is nothing."""
        return None if not self.model or self.residual is None else self.residual / self.model


def back_test(scenario: Scenario, municipality: str | None = None) -> list[Residual]:
    """Every row of the scenario's assumptions, or of one municipality, in the order of the file."""
    rows = [row for row in scenario.assumptions.actuals if municipality in (None, row.municipality)]
    names = dict.fromkeys(row.municipality for row in rows)
    modelled = {name: appraise(without_actuals(scenario).for_municipality(name)) for name in names}
    levels = dict(_levels(scenario, names))
    return [_residual(row, scenario, modelled[row.municipality], levels.get((row.municipality, row.year))) for row in rows]


def without_actuals(scenario: Scenario) -> Scenario:
    """The same scenario where nothing is known of what has been paid."""
    return replace(scenario, assumptions=having_paid(scenario.assumptions, ()))


def _levels(scenario: Scenario, names: dict[str, None]) -> Iterator[tuple[tuple[str, int], float]]:
    """The level of each municipality that has one, by name and the year that gives it."""
    for name, year in last_whole_years(scenario.assumptions).items():
        if name in names:
            yield (name, year), float(appraise(scenario.for_municipality(name)).drivers.level_ratio[0, -1, 0])


def _residual(row: Actual, scenario: Scenario, result: Appraisal, level: float | None) -> Residual:
    amount = row.amount * price_factor(scenario.assumptions, row.price_year, int(scenario.setting("price_year")))
    years = years_of(result)
    flow = sum_of_charges(result) if row.line == PLATFORM_CHARGE else getattr(result.costs, row.line)
    model = None
    if row.year in years:
        model = float(total_over_municipalities(flow)[0, years.index(row.year), 0]) * row.months / MONTHS
    gives_level = row.line == PLATFORM_CHARGE and row.is_whole
    return Residual(row, amount, model, level if gives_level else None)


def warnings_of_actuals(scenario: Scenario) -> list[Fault]:
    """What is allowed of the file but worth a look."""
    return [fault for fault in scenario.assumptions.warnings if fault.place.partition(":")[0].rpartition("/")[2] == FILE]
