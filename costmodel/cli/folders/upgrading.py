"""``upgrade``: a folder of assumptions of version 1 in the form of version 2, and what became of what."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from costmodel.assumptions.folders import BASE, folder_on_disk
from costmodel.assumptions.json_schemas import schema_texts
from costmodel.assumptions.upgrading.folder import UpgradedFolder, upgraded_folder
from costmodel.assumptions.upgrading.phrases import Phrases
from costmodel.assumptions.uploads import files_of
from costmodel.cli import options as o
from costmodel.cli.usage import add_command
from costmodel.faults import AssumptionError, Fault
from costmodel.output.faults import note_lines
from costmodel.output.files import replace_file
from costmodel.texts.catalog import text

OLD = Annotated[Path, typer.Argument(metavar=text("cli.values.folder"), help=text("cli.options.old_folder"), show_default=False)]
Target = Annotated[Path | None, typer.Option("--to", metavar=text("cli.values.folder"), help=text("cli.options.upgrade_to"))]
Shipped = Annotated[Path, typer.Option("--assumptions", metavar=text("cli.values.folder"), help=text("cli.options.shipped"))]
Force = Annotated[bool, typer.Option("--force", metavar="", help=text("cli.options.force"))]
BACKUP = ".version-1"
"""Ends the name of the folder that keeps the old files where they are replaced."""
SCHEMAS = "schemas"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add_command(app, "upgrade", upgrade_command, "gammel_mappe --to ny_mappe")


def upgrade_command(folder: OLD, to: Target = None, assumptions: Shipped = o.DEFAULT_FOLDER, force: Force = False) -> None:
    """Write the folder in the form of version 2, beside the old one or in its place, and say what became of what."""
    old = folder_on_disk(folder)
    target = folder if to is None else to
    kept = folder.with_name(folder.resolve().name + BACKUP)
    _refuse_overwriting(to, kept, force)
    phrases = Phrases(kept=text("terminal.upgrade.kept"), shared=text("terminal.upgrade.shared"))
    found = upgraded_folder(files_of(old), files_of(folder_on_disk(assumptions)), phrases)
    if found.faults and to is None:
        raise AssumptionError(found.faults)
    if to is None and not force:
        shutil.copytree(folder, kept, copy_function=_copy)
    elif to is not None:
        shutil.copytree(folder, to, copy_function=_copy, dirs_exist_ok=True)
    _write(target, found.files, old.prefix)
    typer.echo("\n".join(lines_of(found, target, None if to is not None or force else kept)))
    if found.faults:
        raise AssumptionError(found.faults)


def _refuse_overwriting(to: Path | None, kept: Path, force: bool) -> None:
    """Nothing that stands there already is written over, unless somebody says so."""
    taken = kept if to is None else to
    if not force and taken.exists() and (to is None or not taken.is_dir() or any(taken.iterdir())):
        raise AssumptionError([Fault("", str(taken), "folder_is_taken")])


def _write(target: Path, files: Mapping[str, bytes], prefix: str) -> None:
    """The files in their places, and the schemas of this version where the folder has any."""
    for place, content in files.items():
        path = target / (place if prefix else place.removeprefix(BASE))
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content)
    if (target / SCHEMAS).is_dir():
        for name, schema in schema_texts().items():
            replace_file(target / SCHEMAS / name, schema)


def _copy(origin: str, copy: str) -> None:
    """One file of a folder that is copied: whole, and noted."""
    replace_file(Path(copy), Path(origin).read_bytes())
    shutil.copystat(origin, copy)


def lines_of(found: UpgradedFolder, target: Path, kept: Path | None) -> Sequence[str]:
    """What became of what, and where it stands now."""
    where = [text("terminal.upgrade.written", folder=target)]
    backup = [text("terminal.upgrade.backup", folder=kept)] if kept is not None else []
    return [*note_lines(found.notes), "", *where, *backup]
