"""Sensitivity as plain records, for JSON in full precision."""

import math

from costmodel.analysis.sensitivity.answers import Question, settled
from costmodel.analysis.sensitivity.flips import Flip, Flips
from costmodel.analysis.sensitivity.levers import Lever, Numbers
from costmodel.analysis.sensitivity.one_way import Bar, Tornado
from costmodel.analysis.sensitivity.switching import Switching
from costmodel.analysis.sensitivity.two_way import Grid
from costmodel.assumptions.records import Record
from costmodel.model.scenario import Scenario
from costmodel.output.input_labels import lever_label, lever_unit
from costmodel.output.labels import answer_unit
from costmodel.output.sensitivity_sentences import flip_sentences, switching_sentence
from costmodel.version import MODEL_VERSION


class QuestionRecord(Record):
    """What the answer is."""

    model_version: str
    """Changes when the same inputs give other numbers."""
    assumptions_hash: str
    """Fingerprint of the assumption files."""
    municipality: str | None
    """The municipality under study; None: all participants together."""
    indicator: str
    """Which number is the answer."""
    view: str
    """lifetime, or decision: the first option less the second, from the decision year."""
    options: list[str]
    """The two options of a decision; empty over the service life."""
    year: int | None
    """The year of the effect on the budget."""
    unit: str
    """Unit of the answer."""
    today: float | None
    """The answer as the scenario is; None where it does not exist."""


class LeverRecord(Record):
    """A lever with its positions; None where there is none, or never."""

    name: str
    """Parameter, REGISTER.KEY.FIELD, or REGISTER.*.FIELD for several rows together."""
    label: str
    """Name in bokmål."""
    unit: str
    """Unit of the positions; where the rows differ, these are factors of today's values."""
    role: str
    """uncertain, decision, method or setting."""
    position: float | None
    """Today's position."""
    low: float | None
    high: float | None
    minimum: float
    maximum: float


class BarRecord(Record):
    """One bar of a tornado."""

    lever: LeverRecord
    values: dict[str, list[float | None]]
    """Value of each number that moves: today, at the low end, at the high end."""
    at_low: float | None
    """The answer at the low end."""
    at_high: float | None
    """The answer at the high end."""
    swing: float
    """From the lowest to the highest of the two and of today's answer."""


class TornadoAnswer(QuestionRecord):
    """``tornado --format json``; what nobody knows, what is chosen and what is a rule are never mixed."""

    uncertain: list[BarRecord]
    decision: list[BarRecord]
    method: list[BarRecord]


class GridAnswer(QuestionRecord):
    """``two-way --format json``."""

    across: LeverRecord
    up: LeverRecord
    columns: list[float]
    """Positions of the lever across."""
    rows: list[float]
    """Positions of the lever up."""
    answers: list[list[float | None]]
    """A list for each position up, a number for each position across."""
    break_even: list[tuple[float, float]]
    """Points across and up at which the answer is 0, interpolated."""


class CrossingRecord(Record):
    """A switching value."""

    value: float | None
    """The position at which the answer is 0, or has just turned; None: never."""
    before: float | None
    """The position next to it, towards today's, at which it has not turned; the same where the answer is 0."""
    is_exact: bool
    """Whether the answer is 0 there; else it jumps, as with whole numbers."""


class SwitchingRecord(Record):
    """The switching values of one lever."""

    lever: LeverRecord
    kind: str
    """one, several, none (within the bounds) or flat (the answer does not depend on it)."""
    crossings: list[CrossingRecord]
    """The nearest first."""
    is_plausible: bool | None
    """Whether the nearest is within the plausible range."""
    distance: float | None
    """How far the nearest is from today, in widths of the plausible range."""
    sentence: str
    """The same in bokmål."""


class FlipRecord(Record):
    """A set of levers that turns the answer."""

    levers: list[str]
    ends: list[str]
    """low or high: the end that each lever moves towards."""
    share: float
    """Share of the way to the ends that is enough."""
    values: dict[str, float]
    """The values there, by full name."""


class SwitchingAnswer(QuestionRecord):
    """``switching --format json``."""

    levers: list[SwitchingRecord]
    smallest_sets: list[FlipRecord]
    """The fewest uncertain levers that turn the answer within their plausible ranges, the shortest way first."""
    is_searched: bool
    """Whether every smaller set of the strongest levers was tried."""
    sentence: str
    """What two sides must disagree on for the answer to differ, in bokmål."""


def tornado_answer(scenario: Scenario, found: list[Tornado]) -> TornadoAnswer:
    """The tornados of all three roles."""
    bars = {str(item.role): [_bar(bar) for bar in item.bars] for item in found}
    return TornadoAnswer(**_head(scenario, found[0].question, found[0].today), **bars)  # pyright: ignore[reportArgumentType]


def grid_answer(scenario: Scenario, found: Grid, today: float) -> GridAnswer:
    """A grid; `today` is the answer as the scenario is."""
    return GridAnswer(
        **_head(scenario, found.question, today),  # pyright: ignore[reportArgumentType]
        across=lever_record(found.across),
        up=lever_record(found.up),
        columns=found.columns.tolist(),
        rows=found.rows.tolist(),
        answers=[_numbers(row) for row in found.answers],
        break_even=found.break_even,
    )


def switching_answer(scenario: Scenario, question: Question, found: list[Switching], flips: Flips) -> SwitchingAnswer:
    """The switching values and the smallest sets."""
    return SwitchingAnswer(
        **_head(scenario, settled(scenario, question), flips.today),  # pyright: ignore[reportArgumentType]
        levers=[_switching(item) for item in found],
        smallest_sets=[_flip(item) for item in flips.sets],
        is_searched=flips.is_searched,
        sentence=flip_sentences(flips),
    )


def _head(scenario: Scenario, question: Question, today: float) -> dict[str, object]:
    return {
        "model_version": MODEL_VERSION,
        "assumptions_hash": scenario.assumptions.hash,
        "municipality": scenario.municipality,
        "indicator": question.indicator,
        "view": "decision" if question.is_decision else "lifetime",
        "options": list(question.options or ()),
        "year": question.year,
        "unit": answer_unit(question.indicator),
        "today": _plain(today),
    }


def lever_record(lever: Lever) -> LeverRecord:
    """A lever."""
    return LeverRecord(
        name=lever.name,
        label=lever_label(lever),
        unit=lever_unit(lever),
        role=str(lever.role),
        position=_plain(lever.today),
        low=_plain(lever.low),
        high=_plain(lever.high),
        minimum=lever.minimum,
        maximum=lever.maximum,
    )


def _bar(bar: Bar) -> BarRecord:
    values = {name: [_plain(item.today), _plain(item.end(False)), _plain(item.end(True))] for name, item in bar.lever.members.items()}
    return BarRecord(lever=lever_record(bar.lever), values=values, at_low=_plain(bar.at_low), at_high=_plain(bar.at_high), swing=bar.swing)


def _switching(item: Switching) -> SwitchingRecord:
    return SwitchingRecord(
        lever=lever_record(item.lever),
        kind=str(item.kind),
        crossings=[CrossingRecord(value=_plain(c.value), before=_plain(c.before), is_exact=c.is_exact) for c in item.crossings],
        is_plausible=item.is_plausible,
        distance=item.distance,
        sentence=switching_sentence(item),
    )


def _flip(item: Flip) -> FlipRecord:
    return FlipRecord(
        levers=[lever.name for lever, _ in item.moves],
        ends=["high" if is_high else "low" for _, is_high in item.moves],
        share=item.share,
        values=item.values,
    )


def _numbers(row: Numbers) -> list[float | None]:
    return [_plain(value) for value in row.tolist()]


def _plain(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
