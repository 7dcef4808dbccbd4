"""Scenarios side by side in JSON."""

from costmodel.assumptions.records import Record
from costmodel.output.answer_records.decision import Numbers


class ComparedItem(Record):
    """One column of a comparison."""

    name: str
    """As asked for."""
    municipality: str | None
    """The municipality under study; None: all participants together."""
    assumptions_hash: str
    """Fingerprint of the assumption files."""


class ComparedInput(Record):
    """An input that is not the same in all columns."""

    name: str
    """Parameter, REGISTER.KEY.FIELD, municipality, participant_set, alternative or together."""
    label: str
    """Name in bokmål."""
    unit: str
    """Unit; empty for names."""
    values: list[float | str | None]
    """One for each column."""
    origins: list[str]
    """Where each value comes from, in bokmål."""


class ComparisonAnswer(Record):
    """``compare --format json``; each list has one entry for each column."""

    model_version: str
    """Changes when the same inputs give other numbers."""
    items: list[ComparedItem]
    """The columns."""
    inputs: list[ComparedInput]
    """Inputs that differ."""
    indicators: dict[str, Numbers]
    """Indicators by name."""
    present_values: dict[str, Numbers]
    """Present value of each line item and total, MNOK."""
