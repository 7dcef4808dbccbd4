"""What the commands share: their options, the scenario that these describe, and where the answer goes."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import Annotated, Any

import typer

from costmodel.analysis.pairs import Pair, known_pair, usual_pair
from costmodel.assumptions.folders import is_yaml
from costmodel.assumptions.loading import load_scenario_file
from costmodel.assumptions.reading.written_values import number_advice, number_of_text
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY, AssumptionSet
from costmodel.assumptions.rules import YEARS_OF_CHOICE
from costmodel.assumptions.scenario_rules import check_participants
from costmodel.cli.usage import asked_words
from costmodel.cluster import Cluster, connected
from costmodel.faults import AssumptionError, Fault, shown
from costmodel.model.decision import from_decision
from costmodel.model.scenario import Scenario, base_case, from_file, named
from costmodel.output.files import is_stream, write_file
from costmodel.output.identity.about import Asked, identity_of
from costmodel.output.identity.writing import Faces, content_of
from costmodel.texts.catalog import text


class Format(StrEnum):
    """Formats of an answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


DEFAULT_FOLDER = Path("assumptions")

Folder = Annotated[Path, typer.Option("--assumptions", metavar=text("cli.values.folder"), help=text("cli.options.assumptions"))]
ScenarioName = Annotated[str | None, typer.Option("--scenario", metavar=text("cli.values.name_or_file"), help=text("cli.options.scenario"))]
MUNICIPALITY_HELP = text("cli.options.municipality", municipality=REFERENCE_MUNICIPALITY)
MunicipalityName = Annotated[str | None, typer.Option("--municipality", metavar=text("cli.values.municipality"), help=MUNICIPALITY_HELP)]
Everyone = Annotated[bool, typer.Option("--all", metavar="", help=text("cli.options.all"))]
Changes = Annotated[list[str] | None, typer.Option("--set", metavar=text("cli.values.change"), help=text("cli.options.set"))]
FromDecision = Annotated[bool, typer.Option("--decision", metavar="", help=text("cli.options.decision"))]
Between = Annotated[str | None, typer.Option("--options", metavar=text("cli.values.options"), help=text("cli.options.options"))]
BetweenUsual = Annotated[bool, typer.Option("--decision", metavar="", help=text("cli.options.difference"))]
ALTERNATIVE_HELP, TOGETHER_HELP = text("cli.options.alternative"), text("cli.options.together")
AlternativeKey = Annotated[str | None, typer.Option("--alternative", metavar=text("cli.values.key"), help=ALTERNATIVE_HELP)]
Partners = Annotated[str | None, typer.Option("--together", metavar=text("cli.values.municipalities"), help=TOGETHER_HELP)]
AnswerFormat = Annotated[Format, typer.Option("--format", help=text("cli.options.format"))]
ClusterAddress = Annotated[str | None, typer.Option("--cluster", metavar=text("cli.values.scheduler"), help=text("cli.options.cluster"))]
Keep = Annotated[bool, typer.Option("--keep-uncertainty", metavar="", help=text("cli.options.keep_uncertainty"))]
Output = Annotated[Path | None, typer.Option("--output", metavar=text("cli.values.file"), help=text("cli.options.output"))]


def choose_scenario(assumptions: AssumptionSet, scenario: str | None, municipality: str | None, everyone: bool) -> Scenario:
    """The scenario by name or file, for the municipality asked for; the base case where none is named."""
    if everyone and municipality is not None:
        raise AssumptionError([Fault("", "--all", "everybody_and_municipality")])
    chosen = _by_name_or_file(assumptions, scenario, municipality)
    return chosen.for_municipality(None) if everyone else chosen


def _by_name_or_file(assumptions: AssumptionSet, scenario: str | None, municipality: str | None) -> Scenario:
    if scenario is None:
        return base_case(assumptions, REFERENCE_MUNICIPALITY if municipality is None else municipality)
    if scenario not in assumptions.scenarios and is_file_name(scenario):
        return from_file(assumptions, load_scenario_file(Path(scenario), assumptions), municipality)
    return named(assumptions, scenario, municipality)


def is_file_name(word: str) -> bool:
    """Whether a word names a file of a scenario, by its ending or because it is a stream."""
    return is_yaml(word) or is_stream(Path(word))


def refuse_start_year(changes: list[str] | None, why: str) -> None:
    """Refuse a start year where the appraisal starts at the decision year; `why` is what makes it so."""
    if _names(changes, "start_year"):
        raise AssumptionError([Fault("", "start_year", "start_year_of_decision", {"option": why})])


def from_decision_if_asked(scenario: Scenario, asked: bool, changes: list[str] | None) -> Scenario:
    """The same scenario appraised from its decision year, where that is asked for."""
    if asked:
        refuse_start_year(changes, "--decision")
    return from_decision(scenario) if asked else scenario


def pair_of_options(scenario: Scenario, between: str | None, is_usual: bool, changes: list[str] | None) -> Pair | None:
    """The two options that ``--options FIRST,SECOND`` names, the usual pair where only ``--decision`` is given; None without either."""
    if between is not None or is_usual:
        refuse_start_year(changes, "--decision" if between is None else "--options")
    if between is not None:
        return known_pair(scenario, [name.strip() for name in between.split(",")])
    return usual_pair(scenario) if is_usual else None


def apply_changes(scenario: Scenario, texts: list[str] | None, alternative: str | None = None, together: str | None = None) -> Scenario:
    """The scenario with ``name=value`` texts applied, another alternative and named partners where they are given.

    Raises AssumptionError naming everything that is wrong with the values.
    """
    partners = scenario if together is None else _with_partners(scenario, together)
    if alternative is None:
        return _with_changes(partners, texts)
    # Years of choice are judged by the alternative: those of the scenario wait until both it and the changes are there.
    asked = {name: float(scenario.values[name].flat[0]) for name in YEARS_OF_CHOICE}
    years = {name: year for name, year in asked.items() if isfinite(year) and not _names(texts, name)}
    never = partners.with_values(dict.fromkeys(YEARS_OF_CHOICE))
    return _with_changes(never.with_alternative(alternative), texts).with_values(years)


def _names(texts: list[str] | None, name: str) -> bool:
    return any(change.partition("=")[0].strip() == name for change in texts or [])


def _with_partners(scenario: Scenario, together: str) -> Scenario:
    if scenario.municipality is None:
        raise AssumptionError([Fault("", "--together", "everybody_together")])
    names = [name.strip() for name in together.split(",")]
    faults = [fault for _, fault in check_participants(names, scenario.assumptions, "--together")]
    if faults:
        raise AssumptionError(faults)
    return scenario.with_partners(names)


def _with_changes(scenario: Scenario, texts: list[str] | None) -> Scenario:
    parsed = [parse_change(change) for change in texts or []]
    faults = [item for item in parsed if isinstance(item, Fault)]
    changes = [item for item in parsed if not isinstance(item, Fault)]
    names = [name for name, _ in changes]
    for name in {name for name in names if names.count(name) > 1}:
        faults.append(Fault("", shown(name), "set_twice"))
    changed = scenario
    try:
        changed = scenario.with_values(dict(changes))
    except AssumptionError as error:
        faults.extend(error.faults)
    if faults:
        raise AssumptionError(faults)
    return changed


def parse_change(change: str) -> tuple[str, float | None] | Fault:
    """One ``name=value`` text; ``none`` is a value that does not happen."""
    name, equals, value = change.partition("=")
    if not equals:
        return Fault("", "--set", "no_name_and_value", {"written": shown(change)})
    name, value = name.strip(), value.strip()
    number = number_of_text(value)
    if number is None and value.casefold() not in {"none", "null"}:
        return Fault("", name, "no_number_set", {"written": shown(value), "advice": number_advice(value)})
    return name, number


def asked(scenario: str | None, assumptions: AssumptionSet, **more: Any) -> Asked:
    """What was asked for: the scenario by name, the words of the command, and what else :class:`Asked` has."""
    return Asked(name_of_scenario(scenario, assumptions), asked_words(), **more)


def deliver(faces: Faces, scenario: Scenario, told: Asked, answer_format: Format, output: Path | None) -> None:
    """Write an answer on a scenario in the format asked for, with what it says of itself."""
    answer(content_of(faces, answer_format, identity_of(scenario, told), scenario.assumptions), output)


def name_of_scenario(scenario: str | None, assumptions: AssumptionSet) -> str:
    """What a scenario is called: its name in the folder, the file that it came from, or that it is the base case."""
    if scenario is None:
        return text("identity.base")
    known = assumptions.scenarios.get(scenario)
    return shown(scenario) if known is None else shown(known.name)


@contextmanager
def workers_of(address: str | None) -> Generator[Cluster | None]:
    """The cluster at an address; None, which is this machine, without one."""
    if address is None:
        yield None
    else:
        with connected(address) as cluster:
            yield cluster


def answer(content: str | bytes, output: Path | None) -> None:
    """Write an answer to the file asked for, else to standard output; bytes are for Excel and keep their mark."""
    if output is not None:
        write_file(output, content)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        typer.echo(content)
