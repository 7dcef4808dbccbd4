"""``check`` and ``schema``: are the files sound, and what may stand in them."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from costmodel.assumptions.approval.approval_reading import FILE as APPROVAL
from costmodel.assumptions.approval.writing import approval_of, approval_text
from costmodel.assumptions.json_schemas import schema_texts
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.records import AssumptionSet
from costmodel.cli import options as o
from costmodel.cli.usage import add_command
from costmodel.faults import AssumptionError, Facts, Fault, nearest, shown
from costmodel.output.answer_records.answers import answer_schema_texts
from costmodel.output.approval import approval_state, warning_lines
from costmodel.output.faults import fault_lines
from costmodel.output.files import replace_file
from costmodel.texts.catalog import text

FolderArgument = Annotated[Path, typer.Argument(metavar=text("cli.values.folder"), help=text("cli.options.folder"))]
AllWarnings = Annotated[bool, typer.Option("--all-warnings", metavar="", help=text("cli.options.all_warnings"))]
Approve = Annotated[
    str | None, typer.Option("--approve", metavar=text("cli.values.name"), help=text("cli.options.approve"), show_default=False)
]
SchemaArgument = Annotated[str | None, typer.Argument(metavar=text("cli.values.name"), help=text("cli.options.schema"), show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    add_command(app, "check", check_command, "min_mappe")
    add_command(app, "schema", schema_command, "scenario.schema.json --output scenario.schema.json")


def check_command(folder: FolderArgument = o.DEFAULT_FOLDER, every: AllWarnings = False, approve: Approve = None) -> None:
    """Read a folder of assumptions; its faults are told together. `approve`: who approves it as it is."""
    loaded = load_assumptions(folder)
    if approve is not None:
        _approve(folder, loaded, approve)
        loaded = load_assumptions(folder)
    lines = [text("approval.new", warning=line) for line in fault_lines(loaded.warnings)] if every else warning_lines(loaded)
    for line in lines:
        typer.echo(line)
    many = Counter(item.basis.value for item in loaded.quantities.values())
    origins = {"published": many["published"], "derived": many["derived"], "measured": many["measured"], "assumed": many["assumption"]}
    others = {"municipalities": len(loaded.municipalities), "scenarios": len(loaded.scenarios), "warnings": len(loaded.warnings)}
    numbers, told = len(loaded.quantities), {"fingerprint": loaded.hash[:12], "state": approval_state(loaded)}
    typer.echo(text("terminal.check.sound", numbers=numbers, **told, **origins, **others))


def _approve(folder: Path, loaded: AssumptionSet, name: str) -> None:
    """Write into the folder that it is approved as it is, by whom and today."""
    if not name.strip():
        raise AssumptionError([Fault("", "--approve", "nobody_approves")])
    written = approval_text(approval_of(loaded, " ".join(name.split()), date.today()))
    replace_file(folder / APPROVAL, written)


def schema_command(name: SchemaArgument = None, output: o.Output = None) -> None:
    """A JSON Schema by name, or the list of them."""
    texts = {**schema_texts(), **answer_schema_texts()}
    if name is not None and name not in texts:
        facts: Facts = {"name": shown(name), "known": tuple(texts), "nearest": nearest(name, texts)}
        raise AssumptionError([Fault("", "schema", "unknown_schema", facts)])
    o.answer("\n".join(texts) if name is None else texts[name], output)
