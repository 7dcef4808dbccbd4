"""The split of a change in JSON."""

from costmodel.analysis.attribution.splitting import Split
from costmodel.assumptions.records import AssumptionSet, Record
from costmodel.output.attribution.telling import change_label
from costmodel.version import MODEL_VERSION


class PartRecord(Record):
    """What one change adds."""

    name: str
    """Full name of a number, municipality, participant_set, together, alternative, populations, timing, actuals or price_index.YEAR."""
    label: str
    """Name in bokmål."""
    theme: str
    """Key of its group of parameters, its register, or tables."""
    before: float | str | None
    """In the first; of a whole table nothing."""
    after: float | str | None
    """In the second."""
    amount: float
    """What it adds to the indicator."""
    error: float
    """Standard error; 0 where every coalition was appraised."""


class DisagreementRecord(Record):
    """The fewest changes that turn the sign of the indicator."""

    names: list[str]
    """Their names."""
    values: dict[str, float]
    """Values at which the indicator is 0, all others as the first has them; empty where they are no numbers."""


class SplitAnswer(Record):
    """``explain-change --format json``; the parts sum to after − before to the last digit."""

    model_version: str
    """Version of the model."""
    indicator: str
    """The indicator."""
    before: float
    """In the first scenario."""
    after: float
    """In the second."""
    parts: list[PartRecord]
    """The largest first."""
    by_theme: dict[str, float]
    """The parts added by theme."""
    orders: int
    """Random orders behind them; 0 where every coalition was appraised."""
    disagreement: DisagreementRecord | None
    """None where both have one sign, or where orders were sampled."""


def split_record(split: Split, assumptions: AssumptionSet) -> SplitAnswer:
    """The record of a split; labels are those of the first scenario's files."""
    parts = [
        PartRecord(
            name=part.change.name,
            label=change_label(part.change.name, assumptions),
            theme=part.theme,
            before=part.change.before,
            after=part.change.after,
            amount=part.amount,
            error=part.error,
        )
        for part in split.parts
    ]
    found = split.disagreement
    return SplitAnswer(
        model_version=MODEL_VERSION,
        indicator=split.indicator,
        before=split.before,
        after=split.after,
        parts=parts,
        by_theme=split.by_theme,
        orders=split.orders,
        disagreement=None if found is None else DisagreementRecord(names=list(found.names), values=found.values),
    )
