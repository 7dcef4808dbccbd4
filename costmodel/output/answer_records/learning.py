"""What is learnt as records: what the command line gives as JSON."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from costmodel.analysis.learning.studies import Candidate, StudyWorth
from costmodel.analysis.learning.updating import Expectation, Learned, QuantityUpdate
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.assumptions.records import Record
from costmodel.model.scenario import Scenario
from costmodel.output.answer_records.card import CardRecord, card_record
from costmodel.output.labels import figure_label, unit_of_figure
from costmodel.output.learning.quantities import quantity_label, quantity_unit
from costmodel.output.tables import finite_or_none
from costmodel.version import MODEL_VERSION


class KnownRecord(Record):
    """What is known of a number or a figure; None where it exists in no draw."""

    mean: float | None
    sd: float | None
    p10: float | None
    p50: float | None
    p90: float | None
    probability: float | None
    """Share of the draws, by weight, in which it is above 0."""


class MeasurementRecord(Record):
    """A measurement that was weighed."""

    key: str
    quantity: str
    mean: float
    sd: float
    n: int
    representativeness: float
    price_year: int | None
    municipality: str | None
    date: date
    source: str
    who: str


class QuantityRecord(Record):
    """A measured quantity before and after, in its own unit."""

    name: str
    label: str
    unit: str
    measurements: list[str]
    """Keys of those that measure it."""
    before: KnownRecord
    after: KnownRecord
    measured: float
    error: float
    """Standard error of what was measured, representativeness included."""
    pull: float
    """The weight of the measurement by the normal approximation, v / (v + se²)."""
    approximate: float
    """The mean after by the normal approximation."""


class FigureRecord(Record):
    """A figure before and after."""

    label: str
    unit: str
    before: KnownRecord
    after: KnownRecord


class LearnedAnswer(Record):
    """``measure --format json``; money in MNOK of the run's price year unless a unit says otherwise."""

    model_version: str
    assumptions_hash: str
    municipality: str | None
    seed: int
    draws: int
    effective_draws: float
    """How many draws of equal weight say as much as those that are left."""
    measurements: list[MeasurementRecord]
    quantities: list[QuantityRecord]
    figures: dict[str, FigureRecord]
    before: CardRecord
    after: CardRecord


def learned_answer(found: Learned) -> dict[str, Any]:
    """What measurements make of a scenario as a record."""
    figures = {
        item.name: FigureRecord(
            label=figure_label(item.name), unit=unit_of_figure(item.name), before=_known(item.before), after=_known(item.after)
        )
        for item in found.figures
    }
    answer = LearnedAnswer(
        **_head(found.scenario, found.plan),
        effective_draws=found.effective,
        measurements=[MeasurementRecord(key=key, **item.model_dump(exclude={"written_back"})) for key, item in found.measurements.items()],
        quantities=[_quantity(item, found) for item in found.quantities],
        figures=figures,
        before=card_record(found.before),
        after=card_record(found.after),
    )
    return answer.model_dump(mode="json")


def _quantity(item: QuantityUpdate, found: Learned) -> QuantityRecord:
    assumptions = found.scenario.assumptions
    return QuantityRecord(
        name=item.name,
        label=quantity_label(item.name, item.municipality, assumptions),
        unit=quantity_unit(item.name, assumptions),
        measurements=list(item.keys),
        before=_known(item.before),
        after=_known(item.after),
        measured=item.measured,
        error=item.error,
        pull=item.pull,
        approximate=item.approximate,
    )


def _known(item: Expectation) -> KnownRecord:
    return KnownRecord(**{name: finite_or_none(value) for name, value in vars(item).items()})


class SizeRecord(Record):
    """What a study of one size is worth, MNOK."""

    n: int
    error: float
    """Standard error of what is measured, in the unit of the quantity."""
    value: float
    """EVSI."""
    standard_error: float | None
    cost: float
    net: float


class CandidateRecord(Record):
    """What a number is worth measuring, MNOK."""

    name: str
    label: str
    perfect: float
    """EVPPI."""
    perfect_standard_error: float | None
    measured: float
    """EVSI of a measurement with a standard error as large as the number's own spread."""
    measured_standard_error: float | None


class StudyAnswer(Record):
    """``evsi --format json``; MNOK."""

    model_version: str
    assumptions_hash: str
    municipality: str | None
    seed: int
    draws: int
    quantity: str | None
    """What is measured; None where each number is."""
    options: list[str]
    """The options that are chosen among."""
    everything: float | None
    """EVPI."""
    perfect: float | None
    """EVPPI of the quantity."""
    perfect_standard_error: float | None
    sizes: list[SizeRecord]
    best_size: int | None
    """The number of people where one more is worth no more than it costs; None where no size pays."""
    candidates: list[CandidateRecord]
    """Each number, where no quantity was asked for; the one that is most worth measuring first."""


def study_answer(found: StudyWorth) -> dict[str, Any]:
    """What a study is worth as a record."""
    sizes = [
        SizeRecord(
            n=size.n, error=size.error, value=size.value, standard_error=finite_or_none(size.value_error), cost=size.cost, net=size.net
        )
        for size in found.sizes
    ]
    answer = StudyAnswer(
        **_head(found.scenario, found.plan),
        quantity=found.study.quantity,
        options=list(found.options),
        everything=found.everything,
        perfect=found.perfect,
        perfect_standard_error=finite_or_none(found.perfect_error),
        sizes=sizes,
        best_size=None if found.best is None else found.best.n,
        candidates=[],
    )
    return answer.model_dump(mode="json")


def candidates_answer(scenario: Scenario, plan: Plan, options: Sequence[str], found: Sequence[Candidate]) -> dict[str, Any]:
    """What each number is worth measuring as a record."""
    rows = [
        CandidateRecord(
            name=item.name,
            label=quantity_label(item.name, None, scenario.assumptions),
            perfect=item.perfect,
            perfect_standard_error=finite_or_none(item.perfect_error),
            measured=item.measured,
            measured_standard_error=finite_or_none(item.measured_error),
        )
        for item in found
    ]
    nothing = dict.fromkeys(("quantity", "everything", "perfect", "perfect_standard_error", "best_size"))
    answer = StudyAnswer(**_head(scenario, plan), **nothing, options=list(options), sizes=[], candidates=rows)
    return answer.model_dump(mode="json")


def _head(scenario: Scenario, plan: Plan) -> dict[str, Any]:
    """What an answer rests on."""
    return {
        "model_version": MODEL_VERSION,
        "assumptions_hash": scenario.assumptions.hash,
        "municipality": scenario.municipality,
        "seed": plan.seed,
        "draws": plan.total,
    }
