"""Scenarios side by side in JSON."""

from collections.abc import Iterable

from costmodel.analysis.attribution.fields import FieldChange, Kind
from costmodel.assumptions.records import AssumptionSet, Record
from costmodel.output.answer_records.decision import Numbers
from costmodel.output.attribution.fields import record_label


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


class ComparedField(Record):
    """One thing in the files of a folder that is not as in the first."""

    kind: Kind
    """changed: a field. added, removed: a record or file that one alone has. order: of the records. layout: only how it is written."""
    file: str
    """Its place in the folder."""
    record: str
    """Full name of a number, REGISTER.KEY, REGISTER.* for every row alike, or key of a row; empty: the file."""
    label: str
    """Its name in bokmål; as the file has it where it has none."""
    field: str
    """As the file has it, of a register's row with the number before it: realisation.low. Empty: the whole record."""
    before: int | float | str | bool | None
    """In the folder of the first column; of a whole record its value, where it has one."""
    after: int | float | str | bool | None
    """In this folder."""


class ComparedFolder(Record):
    """A column whose files are another folder's than the first column's."""

    item: str
    """The column."""
    changes: list[ComparedField]
    """By file; empty where both are the same to the byte."""


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
    files: list[ComparedFolder]
    """What is changed in the files, from the folder of the first column to that of each other."""


def folder_record(item: str, changes: Iterable[FieldChange], sets: tuple[AssumptionSet, AssumptionSet]) -> ComparedFolder:
    """The record of what is changed from the first of two folders to the second."""
    return ComparedFolder(item=item, changes=[ComparedField(**vars(change), label=record_label(change, sets)) for change in changes])
