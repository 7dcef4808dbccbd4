"""``workbook`` and ``import-workbook``: the model as a spreadsheet, and its changed cells back as a scenario."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from costmodel.assumptions.loading import load_assumptions, load_scenario_file, read_bytes, refuse_missing
from costmodel.assumptions.records import AssumptionSet
from costmodel.cli import options as o
from costmodel.cli.usage import add
from costmodel.faults import AssumptionError, Fault, shown
from costmodel.output.files import write_file
from costmodel.output.workbook.describing import HOME, about
from costmodel.output.workbook.importing import LARGEST_FILE, read_workbook
from costmodel.output.workbook.model import DECISION, LIFETIME
from costmodel.output.workbook.writing import workbook_bytes
from costmodel.scenarios.files import scenario_text

Target = Annotated[Path, typer.Argument(metavar="FIL.xlsx", help="Regnearket som skal skrives.", show_default=False)]
Origin = Annotated[Path, typer.Argument(metavar="FIL.xlsx", help="Et regneark som er skrevet av modellen.", show_default=False)]
View = Annotated[bool, typer.Option("--decision", metavar="", help="Åpne i beslutningsvisning. Visningen kan også byttes i regnearket.")]
Address = Annotated[str, typer.Option("--address", metavar="URL", help="Hvor appen er, for lenken tilbake til scenarioet.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    add(app, "workbook", workbook_command, "--municipality Averøy --scenario exit-2028 averoy.xlsx")
    add(app, "import-workbook", import_command, "averoy.xlsx --output mitt-scenario.yaml")


def workbook_command(
    file: Target,
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: o.MunicipalityName = None,
    changes: o.Changes = None,
    decision: View = False,
    address: Address = HOME,
) -> None:
    """Skriv hele modellen som et regneark med levende formler, for ett scenario og én kommune."""
    refuse_other_ending(file)
    if not address.startswith(("http://", "https://")):
        message = (f"«{shown(address)}»", "en adresse som begynner med http:// eller https://", "Rett adressen.")
        raise AssumptionError([Fault("", "--address", *message)])
    loaded = load_assumptions(assumptions)
    chosen = o.apply_changes(o.choose(loaded, scenario, municipality, False), changes)
    cover = about(chosen, name_of(scenario, bool(changes), loaded), date.today(), address)
    write_file(file, workbook_bytes(chosen, cover, DECISION if decision else LIFETIME))


def import_command(file: Origin, assumptions: o.Folder = o.DEFAULT_FOLDER, output: o.Output = None) -> None:
    """Les de endrede cellene i et regneark tilbake som en scenariofil."""
    refuse_other_ending(file)
    refuse_missing(file)
    data = read_bytes(file, file.name, LARGEST_FILE)
    if isinstance(data, Fault):
        raise AssumptionError([data])
    found = read_workbook(data, file.name, load_assumptions(assumptions))
    for notice in found.notices:
        typer.echo(notice, err=True)
    record = found.record
    text = scenario_text(record.name, record.description, record.municipality, record.values, record.participant_set)
    o.answer(text if output else text.rstrip("\n"), output)


def refuse_other_ending(file: Path) -> None:
    """Only .xlsx files are written and read."""
    if file.suffix.lower() != ".xlsx":
        raise AssumptionError([Fault("", str(file), "en annen filtype", "et filnavn på .xlsx", "Velg et slikt navn.")])


def name_of(scenario: str | None, is_changed: bool, assumptions: AssumptionSet) -> str:
    """Name of the scenario for the cover."""
    if scenario is None:
        name = "Basis"
    elif scenario in assumptions.scenarios:
        name = assumptions.scenarios[scenario].name
    else:
        name = load_scenario_file(Path(scenario), assumptions).name
    return f"{name}, med endringer" if is_changed else name
