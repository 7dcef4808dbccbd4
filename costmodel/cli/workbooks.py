"""``workbook`` and ``import-workbook``: the model as a spreadsheet, and its changed cells back as a scenario."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from costmodel.assumptions.folders import named_content
from costmodel.assumptions.loading import load_assumptions, load_scenario_file
from costmodel.assumptions.records import AssumptionSet
from costmodel.cli import options as o
from costmodel.cli.usage import add_command, asked_words
from costmodel.faults import AssumptionError, Fault, shown
from costmodel.output.files import STANDARD, is_stream
from costmodel.output.identity.about import Asked, identity_of
from costmodel.output.scenario_files import scenario_file
from costmodel.output.workbook.describing import HOME, about
from costmodel.output.workbook.importing import read_workbook
from costmodel.output.workbook.opening import LARGEST_WORKBOOK
from costmodel.output.workbook.writing import workbook_bytes
from costmodel.scenarios.choices import choices_of
from costmodel.texts.catalog import text

Target = Annotated[Path, typer.Argument(metavar=text("cli.values.workbook"), help=text("cli.options.workbook"), show_default=False)]
Origin = Annotated[Path, typer.Argument(metavar=text("cli.values.workbook"), help=text("cli.options.written_workbook"), show_default=False)]
Address = Annotated[str, typer.Option("--address", metavar=text("cli.values.address"), help=text("cli.options.address"))]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    add_command(app, "workbook", workbook_command, "--municipality Averøy --scenario exit-2029 averoy.xlsx")
    add_command(app, "import-workbook", import_command, "averoy.xlsx --output mitt-scenario.yaml")


def workbook_command(
    file: Target,
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: o.MunicipalityName = None,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    address: Address = HOME,
) -> None:
    """The whole model as a workbook with live formulas, for one scenario and one municipality."""
    refuse_other_ending(file)
    if not address.startswith(("http://", "https://")) or not address.isprintable():
        raise AssumptionError([Fault("", "--address", "no_address", {"written": shown(address)})])
    loaded = load_assumptions(assumptions)
    chosen = o.apply_changes(o.choose_scenario(loaded, scenario, municipality, False), changes, alternative, together)
    cover = about(chosen, scenario_name(scenario, bool(changes or alternative or together), loaded), date.today(), address)
    told = identity_of(chosen, Asked(o.name_of_scenario(scenario, loaded), asked_words()))
    o.answer(workbook_bytes(chosen, cover, item=told), None if file == STANDARD else file)


def import_command(file: Origin, assumptions: o.Folder = o.DEFAULT_FOLDER, output: o.Output = None) -> None:
    """The changed cells of a workbook as a scenario file."""
    refuse_other_ending(file)
    found = read_workbook(named_content(file, LARGEST_WORKBOOK), file.name, load_assumptions(assumptions))
    for notice in found.notices:
        typer.echo(notice, err=True)
    record = found.record
    content = scenario_file(record.name, record.description, record.municipality, choices_of(record))
    o.answer(content if output else content.rstrip("\n"), output)


def refuse_other_ending(file: Path) -> None:
    """Only .xlsx files are written and read, and streams, which have no ending."""
    if not is_stream(file) and file.suffix.lower() != ".xlsx":
        raise AssumptionError([Fault("", str(file), "not_a_workbook_name")])


def scenario_name(scenario: str | None, is_changed: bool, assumptions: AssumptionSet) -> str:
    """Name of the scenario for the cover."""
    if scenario is None:
        name = text("terminal.workbook.base")
    elif scenario in assumptions.scenarios:
        name = assumptions.scenarios[scenario].name
    else:
        name = load_scenario_file(Path(scenario), assumptions).name
    return text("terminal.workbook.changed", name=name) if is_changed else name
