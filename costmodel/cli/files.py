"""``check`` and ``schema``: are the files sound, and what may stand in them."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from costmodel.assumptions.json_schemas import schema_texts
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.reading.assumption_checks import WIDE_RANGE
from costmodel.cli import options as o
from costmodel.cli.usage import add_command
from costmodel.faults import AssumptionError, Facts, Fault, nearest, shown
from costmodel.output.answer_records.answers import answer_schema_texts
from costmodel.output.faults import fault_lines
from costmodel.texts.catalog import text

FolderArgument = Annotated[Path, typer.Argument(metavar=text("cli.values.folder"), help=text("cli.options.folder"))]
AllWarnings = Annotated[bool, typer.Option("--all-warnings", metavar="", help=text("cli.options.all_warnings"))]
SchemaArgument = Annotated[str | None, typer.Argument(metavar=text("cli.values.name"), help=text("cli.options.schema"), show_default=False)]
MOST_NAMED = 5
"""So many numbers with a wide range are named."""


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    add_command(app, "check", check_command, "min_mappe")
    add_command(app, "schema", schema_command, "scenario.schema.json --output scenario.schema.json")


def check_command(folder: FolderArgument = o.DEFAULT_FOLDER, every: AllWarnings = False) -> None:
    """Read a folder of assumptions; its faults are told together."""
    loaded = load_assumptions(folder)
    for warning in fault_lines(loaded.warnings) if every else _grouped(loaded.warnings):
        typer.echo(text("terminal.check.warning", warning=warning))
    many = Counter(item.basis.value for item in loaded.quantities.values())
    origins = {"published": many["published"], "derived": many["derived"], "measured": many["measured"], "assumed": many["assumption"]}
    others = {"municipalities": len(loaded.municipalities), "scenarios": len(loaded.scenarios), "warnings": len(loaded.warnings)}
    numbers, fingerprint = len(loaded.quantities), loaded.hash[:12]
    typer.echo(text("terminal.check.sound", numbers=numbers, fingerprint=fingerprint, **origins, **others))


def _grouped(warnings: Sequence[Fault]) -> list[str]:
    """Each warning by itself, but one for all the wide ranges: they are many, alike and known."""
    wide = [note.name.removesuffix(".low") for note in warnings if note.code == WIDE_RANGE]
    others = fault_lines(note for note in warnings if note.code != WIDE_RANGE)
    if len(wide) <= MOST_NAMED:
        return [*others, *([text("terminal.check.wide", count=len(wide), names=", ".join(wide))] if wide else [])]
    rest = len(wide) - MOST_NAMED
    return [*others, text("terminal.check.many_wide", count=len(wide), names=", ".join(wide[:MOST_NAMED]), rest=rest)]


def schema_command(name: SchemaArgument = None, output: o.Output = None) -> None:
    """A JSON Schema by name, or the list of them."""
    texts = {**schema_texts(), **answer_schema_texts()}
    if name is not None and name not in texts:
        facts: Facts = {"name": shown(name), "known": tuple(texts), "nearest": nearest(name, texts)}
        raise AssumptionError([Fault("", "schema", "unknown_schema", facts)])
    o.answer("\n".join(texts) if name is None else texts[name], output)
