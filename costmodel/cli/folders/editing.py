"""``edit``: change a number or a row of a folder, add a row or take one away, and nothing else in its files."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from costmodel.assumptions.editing.edits import EditKind, FileEdit, after_edits
from costmodel.assumptions.folders import BASE, folder_on_disk
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.uploads import files_of
from costmodel.cli.usage import add_command
from costmodel.faults import AssumptionError, Fault, shown
from costmodel.output.files import replace_file
from costmodel.texts.catalog import text

Edited = Annotated[Path, typer.Argument(metavar=text("cli.values.folder"), help=text("cli.options.edited_folder"), show_default=False)]
What = Annotated[str, typer.Argument(metavar=text("cli.values.what"), help=text("cli.options.edited"), show_default=False)]
Contents = Annotated[
    list[str] | None, typer.Argument(metavar=text("cli.values.contents"), help=text("cli.options.edited_fields"), show_default=False)
]
Who = Annotated[str, typer.Option("--who", metavar=text("cli.values.name"), help=text("cli.options.edited_by"), show_default=False)]
Like = Annotated[str, typer.Option("--like", metavar=text("cli.values.row"), help=text("cli.options.edited_like"), show_default=False)]
Remove = Annotated[bool, typer.Option("--remove", help=text("cli.options.edited_remove"), show_default=False)]
Why = Annotated[str, typer.Option("--why", metavar=text("cli.values.why"), help=text("cli.options.edited_why"), show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add_command(app, "edit", edit_command, "egen_mappe extra_minutes value=1 --who Kari --why V12")


def edit_command(
    folder: Edited, what: What, contents: Contents = None, like: Like = "", remove: Remove = False, who: Who = "", why: Why = ""
) -> None:
    """Write an edit of a number or a row, a new row, or a row that goes, into the folder and into its logs."""
    place = folder_on_disk(folder)
    known, before = load_assumptions(place), files_of(place)
    if like and remove:
        raise AssumptionError([Fault("", "--remove", "copy_and_remove")])
    kind: EditKind = "remove" if remove else "add" if like else "change"
    edit = FileEdit(what, _fields(contents or ()), who, why, date.today(), kind, like)
    after = after_edits(before, known, [edit]).files
    changed = sorted(file for file in after if after[file] != before.get(file))
    for file in changed:
        replace_file(folder / (file if place.prefix else file.removeprefix(BASE)), after[file])
    typer.echo(text("terminal.edited", files=", ".join(changed)))


def _fields(contents: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Field and new content of each ``FIELD=VALUE``; AssumptionError where one is written otherwise, or twice."""
    found: Mapping[str, str] = dict(content.split("=", 1) for content in contents if "=" in content)
    if len(found) < len(contents):
        raise AssumptionError([Fault("", shown(" ".join(contents)), "not_a_field_and_content")])
    return tuple(found.items())
