"""``appraise``: one scenario, in words, as JSON or for Excel."""

from collections.abc import Iterator

import typer

from costmodel.assumptions.loading import load_assumptions
from costmodel.cli import options as o
from costmodel.cli.usage import add_command
from costmodel.model import results
from costmodel.model.appraisal import appraise
from costmodel.model.results import Appraisal
from costmodel.output import labels
from costmodel.output.csv import Cell, csv_bytes
from costmodel.output.identity.about import DECISION
from costmodel.output.identity.writing import Faces
from costmodel.output.printing import appraisal_lines
from costmodel.output.tables import to_dict

APPRAISAL_COLUMNS = ("kind", "name", "label", "unit", "year", "value")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add_command(app, "appraise", appraise_command, "--municipality Averøy --set participants=66 --set gp_uptake=0.6")


def appraise_command(
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: o.MunicipalityName = None,
    everyone: o.Everyone = False,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    decision: o.FromDecision = False,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """One scenario: net present value, NOK per inhabitant, every year."""
    start = o.choose_scenario(load_assumptions(assumptions), scenario, municipality, everyone)
    chosen = o.apply_changes(start, changes, alternative, together)
    run = o.from_decision_if_asked(chosen, decision, changes)
    told = o.asked(scenario, run.assumptions, question=DECISION if decision else None)
    o.deliver(faces_of_appraisal(appraise(run)), run, told, answer_format, output)


def faces_of_appraisal(appraisal: Appraisal) -> Faces:
    """The result in each format."""
    return Faces(lambda: to_dict(appraisal), lambda: csv_bytes(APPRAISAL_COLUMNS, tidy_rows(appraisal)), lambda: appraisal_lines(appraisal))


def tidy_rows(appraisal: Appraisal) -> Iterator[dict[str, Cell]]:
    """A row for each indicator, and one for each line item, total and driver in each year."""
    record = to_dict(appraisal)
    for name, value in record["indicators"].items():
        yield {
            "kind": "indicator",
            "name": name,
            "label": labels.indicator_label(name),
            "unit": labels.unit_of_result(name),
            "value": value,
        }
    for name, row in record["line_items"].items():
        label = labels.line_item_label(name, appraisal.scenario.assumptions)
        start = {"kind": results.kind(name), "name": name, "label": label, "unit": labels.unit_of_result(name)}
        for year, value in zip(record["years"], row, strict=True):
            yield {**start, "year": year, "value": value}
