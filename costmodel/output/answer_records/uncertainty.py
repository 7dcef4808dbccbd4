"""The answers about uncertainty as records: what the command line gives as JSON."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

from costmodel.analysis.uncertainty.choice import Choice
from costmodel.analysis.uncertainty.indices import Index, Indices
from costmodel.analysis.uncertainty.information import Information, Worth
from costmodel.analysis.uncertainty.measures import DIFFERENCE
from costmodel.analysis.uncertainty.simulation import REPORTED_SHARES, Simulation
from costmodel.assumptions.records import AssumptionSet, Record
from costmodel.assumptions.rules import over_rows
from costmodel.model.scenario import Scenario
from costmodel.output.answer_records.choice import ChoiceRecord, choice_record
from costmodel.output.labels import figure_label, input_label, name_in_language, unit_of_figure
from costmodel.output.tables import finite_or_none
from costmodel.texts.catalog import listed, text
from costmodel.texts.forms import write
from costmodel.version import MODEL_VERSION


class Head(Record):
    """What an answer about uncertainty rests on."""

    model_version: str
    """Changes when the same inputs give other numbers."""
    assumptions_hash: str
    """Fingerprint of the assumption files."""
    municipality: str | None
    """The municipality under study; None: all participants together."""
    seed: int
    """Same seed, same draws."""
    drawn: list[str]
    """Full names of the numbers that were drawn."""


class Spread(Record):
    """What came of one figure."""

    label: str
    """Name in bokmål."""
    unit: str
    base: float | None
    """The figure in the base case of the scenario, with nothing drawn."""
    mean: float | None
    """Expected value over the draws for which the figure exists."""
    probability_positive: float
    """Share of the draws in which the figure is above 0."""
    missing: float
    """Share of the draws for which the figure does not exist."""
    p10: float | None
    p50: float | None
    p85: float | None
    p90: float | None
    standard_errors: dict[str, float | None]
    """Of mean, probability and quantiles, from the spread between independent scrambles."""


class SimulationAnswer(Head):
    """``monte-carlo --format json``; money in MNOK of the run's price year."""

    draws: int
    """Draws made: those asked for, rounded up to whole blocks."""
    block: int
    """Draws of a block, a power of two with a scramble of its own."""
    correlation_repair: float
    """The largest change of a rank correlation that made the matrix of the files possible; 0: none."""
    options: list[str]
    """The two options of the decision that ``difference`` compares, the first less the second."""
    choice: ChoiceRecord | None
    """The choice among all options, where that was asked for."""
    figures: dict[str, Spread]
    """By name: indicators, present_cost, present_benefit, difference."""
    years: list[int]
    by_year: dict[str, dict[str, list[float]]]
    """Money by year: base case and quantiles."""
    convergence: dict[str, list[dict[str, float]]]
    """Mean and quantiles of net present value and difference after more and more draws."""


class IndexItem(Record):
    """One number, or several that vary together."""

    key: str
    label: str
    names: list[str]
    first: float
    """First-order index: the share of the variance that this answers for alone."""
    first_error: float
    """Half the width of its 95 % confidence interval."""
    total: float
    """Total index: with what it does together with others."""
    total_error: float


class IndicesAnswer(Head):
    """``indices --format json``."""

    figure: str
    options: list[str]
    """The two options of the decision that ``difference`` compares; empty for other figures."""
    size: int
    """Base sample."""
    runs: int
    """How often the model was run."""
    numbers: list[IndexItem]
    """By number, the largest total first."""
    themes: list[IndexItem]
    """By heading of the assumption files."""


class WorthItem(Record):
    """What one number is worth knowing."""

    name: str
    label: str
    value: float
    """MNOK."""
    standard_error: float | None


class InformationAnswer(Head):
    """``value-of-information --format json``; MNOK."""

    draws: int
    options: list[str]
    """The options that are chosen among."""
    better: str
    """The option with the highest expected value."""
    expected: dict[str, float]
    """Expected net present value of each option."""
    best: dict[str, float]
    """Share of the draws in which each option is the best."""
    everything: float
    """EVPI."""
    everything_standard_error: float | None
    numbers: list[WorthItem]
    """EVPPI of each number that does anything to the choice, the largest first."""


def group_label(key: str, members: Sequence[str], assumptions: AssumptionSet) -> str:
    """A number, a theme, or numbers that vary together; `key` and `members` as an index has them."""
    parts = key.split("+")
    themes = {name: name_in_language(group.name) for name, group in assumptions.groups.items()}
    themes |= {name: text(f"labels.registers.{name}") for name in assumptions.registers}
    if all(part in themes for part in parts):
        return f" {text('grammar.and')} ".join(themes[part] for part in parts)
    fields = {over_rows(name) for name in members}
    if len(members) > 1 and len(fields) == 1:
        field = name_in_language(assumptions.quantities[members[0]].name)
        return text(f"labels.some_rows_together.{members[0].partition('.')[0]}", field=field, count=len(members))
    first, *others = [input_label(name, assumptions) for name in members]
    return listed([first, *(write(other, "lower") for other in others)])


def simulation_answer(result: Simulation, choice: Choice | None = None) -> dict[str, Any]:
    """The simulation as a record, with the choice among all options where that was asked for."""
    names = [name for name in ("npv", DIFFERENCE) if name in result.scalars]
    answer = SimulationAnswer(
        **_head(result.scenario, result.plan.seed, result.drawn),
        draws=result.plan.total,
        block=result.plan.block,
        correlation_repair=result.repair,
        options=list(result.options or ()),
        choice=None if choice is None else choice_record(choice),
        figures={name: spread_of(result, name) for name in result.scalars},
        years=list(result.years),
        by_year={name: {"base": result.base_by_year[name], **result.yearly_quantiles(name)} for name in result.by_year},
        convergence={name: result.convergence(name) for name in names},
    )
    return answer.model_dump(mode="json")


def spread_of(result: Simulation, name: str) -> Spread:
    """What came of one figure."""
    quantiles = {label: finite_or_none(result.quantile(name, share)) for label, share in REPORTED_SHARES.items()}
    return Spread(
        label=figure_label(name),
        unit=unit_of_figure(name),
        base=finite_or_none(result.base[name]),
        mean=finite_or_none(result.mean(name)),
        probability_positive=result.probability(name),
        missing=result.missing(name),
        **quantiles,
        standard_errors={label: value if isfinite(value) else None for label, value in result.errors(name).items()},
    )


def indices_answer(scenario: Scenario, seed: int, numbers: Indices, themes: Indices) -> dict[str, Any]:
    """Indices by number and by theme as a record."""
    drawn = [name for item in numbers.items for name in item.names]
    answer = IndicesAnswer(
        **_head(scenario, seed, tuple(drawn)),
        figure=numbers.figure,
        options=list(numbers.options or ()),
        size=numbers.size,
        runs=numbers.runs + themes.runs,
        numbers=[_index_item(item, scenario) for item in numbers.items],
        themes=[_index_item(item, scenario) for item in themes.items],
    )
    return answer.model_dump(mode="json")


def _index_item(item: Index, scenario: Scenario) -> IndexItem:
    label = group_label(item.key, item.names, scenario.assumptions)
    errors = {"first_error": item.first_error, "total_error": item.total_error}
    return IndexItem(key=item.key, label=label, names=list(item.names), first=item.first, total=item.total, **errors)


def information_answer(scenario: Scenario, seed: int, found: Information) -> dict[str, Any]:
    """The value of information as a record."""
    answer = InformationAnswer(
        **_head(scenario, seed, tuple(item.name for item in found.items)),
        draws=found.draws,
        options=list(found.options),
        better=found.better,
        expected=dict(found.expected),
        best=dict(found.best),
        everything=found.everything,
        everything_standard_error=finite_or_none(found.everything_error),
        numbers=[_worth_item(item, scenario) for item in found.items],
    )
    return answer.model_dump(mode="json")


def _worth_item(item: Worth, scenario: Scenario) -> WorthItem:
    return WorthItem(
        name=item.name, label=input_label(item.name, scenario.assumptions), value=item.value, standard_error=finite_or_none(item.error)
    )


def _head(scenario: Scenario, seed: int, drawn: tuple[str, ...]) -> dict[str, Any]:
    return {
        "model_version": MODEL_VERSION,
        "assumptions_hash": scenario.assumptions.hash,
        "municipality": scenario.municipality,
        "seed": seed,
        "drawn": list(drawn),
    }
