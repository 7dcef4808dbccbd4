"""``explain``: from any number to its source."""

from typing import TYPE_CHECKING, Annotated

import typer

from costmodel.analysis.pairs import known_pair
from costmodel.assumptions.loading import load_assumptions
from costmodel.cli import options as o
from costmodel.cli.usage import add_command
from costmodel.faults import AssumptionError, Fault
from costmodel.model.decision import options_of
from costmodel.model.scenario import Scenario
from costmodel.output.csv import csv_bytes
from costmodel.output.identity.about import DECISION
from costmodel.output.identity.writing import Faces
from costmodel.scenarios.links import EVERYBODY
from costmodel.texts.catalog import text

if TYPE_CHECKING:
    from costmodel.explain import Graph

EXPLAINED_MUNICIPALITY_HELP = text("cli.options.municipality_to_explain", everybody=EVERYBODY)
EXPLANATION_COLUMNS = ("kind", "name", "label", "unit", "year", "value")

ItemName = Annotated[str, typer.Argument(metavar=text("cli.values.number"), help=text("cli.options.explained"), show_default=False)]
Year = Annotated[int | None, typer.Option("--year", metavar=text("cli.values.year"), help=text("cli.options.year"))]
Options = Annotated[str | None, typer.Option("--options", metavar=text("cli.values.options"), help=text("cli.options.options_to_explain"))]
Municipality = Annotated[
    str | None, typer.Option("--municipality", metavar=text("cli.values.municipality"), help=EXPLAINED_MUNICIPALITY_HELP)
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add_command(app, "explain", explain_command, "operating_charge --year 2027 --municipality Molde")


def explain_command(
    name: ItemName,
    year: Year = None,
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: Municipality = None,
    changes: o.Changes = None,
    decision: o.FromDecision = False,
    options: Options = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """A number with its formula, inputs and source."""
    from costmodel.output.answer_records import explanation as answers
    from costmodel.output.explanation.wording import explained

    everyone = municipality is not None and municipality.casefold() == EVERYBODY
    chosen = o.choose_scenario(load_assumptions(assumptions), scenario, None if everyone else municipality, everyone)
    asked = o.from_decision_if_asked(o.apply_changes(chosen, changes, alternative, together), decision, changes)
    graph = graph_asked_for(asked, name, options, changes)
    explanation = explained(graph, name, year)
    faces = Faces(
        lambda: answers.to_record(graph, explanation),
        lambda: csv_bytes(EXPLANATION_COLUMNS, answers.csv_rows(graph, explanation)),
        lambda: answers.explanation_lines(graph, explanation),
    )
    about = DECISION if decision or options else None
    o.deliver(faces, asked, o.asked(scenario, asked.assumptions, question=about, options=words_of(options)), answer_format, output)


def words_of(options: str | None) -> list[str]:
    """The options that are named, one or two."""
    return [item.strip() for item in options.split(",")] if options else []


def graph_asked_for(scenario: Scenario, name: str, options: str | None, changes: list[str] | None) -> "Graph":
    """The graph in which the number stands, of one option or of two where they are named.

    Raises AssumptionError for an option that the municipality has not, and for a party's column where there are no others.
    """
    from costmodel.explain import graph_for
    from costmodel.explain.naming import DIFFERENCE, DISTRIBUTION

    names = words_of(options)
    is_of_pair = len(names) > 1 or name.startswith(DISTRIBUTION) or name == DIFFERENCE
    if options or is_of_pair:
        o.refuse_start_year(changes, "--options" if options else name)
    if len(names) > 1 or (names and names[0] not in options_of(scenario)):
        known_pair(scenario, names)
    if scenario.municipality is None and is_of_pair:
        raise AssumptionError([Fault("", "explain", "distribution_of_everybody")])
    return graph_for(scenario, name, names)
