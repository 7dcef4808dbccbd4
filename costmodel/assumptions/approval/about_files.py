"""The files about a folder: its approval and the log of edits, each of which may be missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from costmodel.assumptions.approval import approval_reading, edit_reading
from costmodel.assumptions.approval.approval_reading import ReadApproval, read_approval
from costmodel.assumptions.approval.edit_reading import read_edits, unknown_edits
from costmodel.assumptions.base_files import FolderReading
from costmodel.assumptions.folders import ABOUT_FILES, KNOWN_FILES
from costmodel.assumptions.reading.decoding import decoded_text
from costmodel.assumptions.reading.table_reading import Rows
from costmodel.assumptions.records import AssumptionSet, Edit
from costmodel.faults import Fault


@dataclass(frozen=True)
class AboutFiles:
    """Both, as far as they could be read."""

    approval: ReadApproval
    edits: Rows[Edit]

    @classmethod
    def read(cls, folder: FolderReading, today: date) -> "AboutFiles":
        """Both, with their faults."""
        approval, edits = _text(folder, approval_reading.FILE), _text(folder, edit_reading.FILE)
        if isinstance(approval, str):
            read = read_approval(folder.located(approval, approval_reading.FILE), today)
        else:
            read = ReadApproval(faults=[approval] if approval else [])
        if isinstance(edits, str):
            return cls(read, read_edits(edits, edit_reading.FILE, today))
        return cls(read, Rows(faults=[edits] if edits else []))

    def faults(self, known: AssumptionSet, scenarios: Iterable[str]) -> Iterator[Fault]:
        """All that is wrong, when `known` is what could be read of the numbers, and `scenarios` the places of the scenario files."""
        yield from self.approval.faults
        yield from self.edits.faults
        yield from unknown_edits(self.edits, _editable(known, scenarios))


def _text(folder: FolderReading, name: str) -> str | Fault | None:
    """The text of a file, why it cannot be had, or None where it is left out."""
    content = folder.folder.about_file(name)
    return decoded_text(content, name) if isinstance(content, bytes) else content


def _editable(known: AssumptionSet, scenarios: Iterable[str]) -> frozenset[str]:
    """What an edit can be of: numbers, files, rows of tables and registers, scenarios."""
    rows = [f"{register}.{key}" for register, found in known.registers.items() for key in found]
    years = [f"price_index.{year}" for year in known.price_index]
    years += [f"price_paths.{row.path}.{row.year}" for row in known.price_paths]
    places = [f"municipalities.{item.name}" for item in known.municipalities]
    keys = [f"{file}.{key}" for file, found in (("published", known.published), ("sources", known.sources)) for key in found]
    files = [*KNOWN_FILES, *ABOUT_FILES, *scenarios]
    return frozenset([*known.numbers, *rows, *years, *places, *keys, *files])
