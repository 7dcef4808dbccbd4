"""``check`` and ``schema``: are the files sound, and what may stand in them."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from costmodel.assumptions.json_schemas import schema_texts
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.reading.assumption_checks import WIDE_RANGE
from costmodel.cli import options as o
from costmodel.cli.usage import add
from costmodel.faults import AssumptionError, Fault, nearest, shown
from costmodel.output.answer_records.answers import answer_schema_texts

FolderArgument = Annotated[Path, typer.Argument(metavar="MAPPE", help="Mappen som skal kontrolleres.")]
SchemaArgument = Annotated[str | None, typer.Argument(metavar="NAVN", help="Uten navn vises en liste over skjemaene.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    add(app, "check", check_command, "min_mappe")
    add(app, "schema", schema_command, "scenario.schema.json --output scenario.schema.json")


def check_command(folder: FolderArgument = o.DEFAULT_FOLDER) -> None:
    """Kontroller en mappe med forutsetninger. Avslutningskode 0: i orden, 2: feil, som vises samlet."""
    loaded = load_assumptions(folder)
    for warning in _grouped(loaded.warnings):
        typer.echo(f"Advarsel: {warning}")
    many = Counter(item.basis.value for item in loaded.quantities.values())
    origins = f"{many['published']} publiserte, {many['derived']} utledede, {many['assumption']} antakelser"
    others = f"{len(loaded.municipalities)} kommuner, {len(loaded.scenarios)} scenarioer, {len(loaded.warnings)} advarsler"
    typer.echo(f"I orden: {len(loaded.quantities)} tall ({origins}), {others}. Avtrykk {loaded.hash[:12]}.")


def _grouped(warnings: tuple[str, ...]) -> list[str]:
    """Each warning by itself, but one for all the wide ranges: they are many, alike and known."""
    kind = f".low: fant {WIDE_RANGE} "
    wide = [text.partition(kind)[0].rpartition(": ")[2] for text in warnings if kind in text]
    others = [text for text in warnings if kind not in text]
    summary = f"{len(wide)} tall har lav tillit og et spenn som er bredere enn verdien: {', '.join(wide)}."
    return [*others, *([summary] if wide else [])]


def schema_command(name: SchemaArgument = None, output: o.Output = None) -> None:
    """Skriv JSON Schema for forutsetningsfilene, scenariofilene og svarene i json."""
    texts = {**schema_texts(), **answer_schema_texts()}
    if name is not None and name not in texts:
        raise AssumptionError([Fault("", "schema", f"«{shown(name)}»", ", ".join(texts), "Rett navnet." + nearest(name, texts))])
    o.answer("\n".join(texts) if name is None else texts[name], output)
