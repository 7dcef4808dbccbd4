"""What the commands share: their options, the scenario that these describe, and where the answer goes."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from costmodel.assumptions.loading import load_scenario_file
from costmodel.assumptions.reading.fault_wording import number_action, plain_number
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY, AssumptionSet
from costmodel.faults import AssumptionError, Fault, shown
from costmodel.model.scenario import Scenario, base_case, from_file, named
from costmodel.output.files import write_file


class Format(StrEnum):
    """Formats of an answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


DEFAULT_FOLDER = Path("assumptions")
SCENARIO_HELP = "Navnet på et scenario i mappen, eller en scenariofil."
MUNICIPALITY_HELP = f"Kommunen det gjelder. Uten valg: scenariets egen, ellers {REFERENCE_MUNICIPALITY}."
SET_HELP = "Endre en verdi; kan gjentas. benefits.*.realisation=1 endrer alle gevinstene, exit_year=none betyr aldri."
FORMAT_HELP = "table for mennesker, json med full presisjon, csv for Excel (semikolon og desimalkomma)."
OUTPUT_HELP = "Skriv svaret til en fil i stedet for til skjermen."

Folder = Annotated[Path, typer.Option("--assumptions", metavar="MAPPE", help="Mappe med forutsetninger.")]
ScenarioName = Annotated[str | None, typer.Option("--scenario", metavar="NAVN|FIL", help=SCENARIO_HELP)]
MunicipalityName = Annotated[str | None, typer.Option("--municipality", metavar="KOMMUNE", help=MUNICIPALITY_HELP)]
Everyone = Annotated[bool, typer.Option("--all", metavar="", help="Alle deltakere samlet i stedet for én kommune.")]
Changes = Annotated[list[str] | None, typer.Option("--set", metavar="NAVN=VERDI", help=SET_HELP)]
FromDecision = Annotated[bool, typer.Option("--decision", metavar="", help="Regn fra beslutningsåret: hva nå? Det som er brukt, er brukt.")]
AnswerFormat = Annotated[Format, typer.Option("--format", help=FORMAT_HELP)]
Output = Annotated[Path | None, typer.Option("--output", metavar="FIL", help=OUTPUT_HELP)]


def choose(assumptions: AssumptionSet, scenario: str | None, municipality: str | None, everyone: bool) -> Scenario:
    """The scenario by name or file, for the municipality asked for; the base case where none is named."""
    if everyone and municipality is not None:
        message = ("--all sammen med --municipality", "én av dem", "Velg enten alle deltakere samlet eller én kommune.")
        raise AssumptionError([Fault("", "--all", *message)])
    chosen = _by_name_or_file(assumptions, scenario, municipality)
    return chosen.for_municipality(None) if everyone else chosen


def _by_name_or_file(assumptions: AssumptionSet, scenario: str | None, municipality: str | None) -> Scenario:
    if scenario is None:
        return base_case(assumptions, REFERENCE_MUNICIPALITY if municipality is None else municipality)
    if scenario not in assumptions.scenarios and Path(scenario).suffix in {".yaml", ".yml"}:
        return from_file(assumptions, load_scenario_file(Path(scenario), assumptions), municipality)
    return named(assumptions, scenario, municipality)


def refuse_start_year(changes: list[str] | None, why: str) -> None:
    """Refuse a start year where the appraisal starts at the decision year; `why` is what makes it so."""
    if any(text.partition("=")[0].strip() == "start_year" for text in changes or []):
        message = (f"start_year sammen med {why}", "bare én av dem", f"Slett --set start_year; {why} regner fra beslutningsåret.")
        raise AssumptionError([Fault("", "start_year", *message)])


def from_decision(scenario: Scenario, asked: bool, changes: list[str] | None) -> Scenario:
    """The same scenario appraised from its decision year, where that is asked for."""
    if asked:
        refuse_start_year(changes, "--decision")
    return scenario.with_values({"start_year": scenario.setting("decision_year")}) if asked else scenario


def apply_changes(scenario: Scenario, texts: list[str] | None) -> Scenario:
    """The scenario with ``name=value`` texts applied; raises AssumptionError naming everything that is wrong with them."""
    parsed = [parse_change(text) for text in texts or []]
    faults = [item for item in parsed if isinstance(item, Fault)]
    changes = [item for item in parsed if not isinstance(item, Fault)]
    names = [name for name, _ in changes]
    for name in {name for name in names if names.count(name) > 1}:
        faults.append(Fault("", shown(name), "verdien satt to ganger", "hver verdi én gang", "Slett den ene --set."))
    changed = scenario
    try:
        changed = scenario.with_values(dict(changes))
    except AssumptionError as error:
        faults.extend(error.faults)
    if faults:
        raise AssumptionError(faults)
    return changed


def parse_change(text: str) -> tuple[str, float | None] | Fault:
    """One ``name=value`` text; ``none`` is a value that does not happen."""
    name, equals, value = text.partition("=")
    if not equals:
        return Fault("", "--set", f"«{shown(text)}»", "NAVN=VERDI", "Skriv for eksempel --set participants=66.")
    name, value = name.strip(), value.strip()
    number = plain_number(value)
    if number is None and value.casefold() not in {"none", "null"}:
        return Fault("", name, f"«{shown(value)}»", "et tall med desimalpunktum og uten mellomrom, eller none", number_action(value))
    return name, number


def json_text(record: object) -> str:
    """A record as JSON in full precision."""
    return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)


def answer(text: str | bytes, output: Path | None) -> None:
    """Write an answer to the file asked for, else to standard output; bytes are for Excel and keep their mark."""
    if output is not None:
        write_file(output, text)
    elif isinstance(text, bytes):
        sys.stdout.buffer.write(text)
    else:
        typer.echo(text)
