"""``appraise`` and ``decide``: one scenario, in words, as JSON or for Excel."""

from collections.abc import Iterator

import typer

from costmodel.assumptions.loading import load_assumptions
from costmodel.cli import options as o
from costmodel.cli.usage import add_command
from costmodel.model import results
from costmodel.model.appraisal import appraise
from costmodel.model.decision import Decision, decide
from costmodel.model.results import Appraisal
from costmodel.output import labels
from costmodel.output.csv import Cell, csv_bytes
from costmodel.output.printing import appraisal_lines, decision_lines
from costmodel.output.tables import decision_to_dict, to_dict

APPRAISAL_COLUMNS = ("kind", "name", "label", "unit", "year", "value")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    add_command(app, "appraise", appraise_command, "--municipality Averøy --set participants=66 --set gp_uptake=0.6")
    add_command(app, "decide", decide_command, "--municipality Averøy --format json")


def appraise_command(
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: o.MunicipalityName = None,
    everyone: o.Everyone = False,
    changes: o.Changes = None,
    decision: o.FromDecision = False,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """One scenario: net present value, NOK per inhabitant, every year."""
    chosen = o.apply_changes(o.choose_scenario(load_assumptions(assumptions), scenario, municipality, everyone), changes)
    result = appraise(o.from_decision_if_asked(chosen, decision, changes))
    o.answer(appraisal_text(result, answer_format), output)


def decide_command(
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: o.MunicipalityName = None,
    everyone: o.Everyone = False,
    changes: o.Changes = None,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """Both options from the decision year, and their difference."""
    chosen = o.apply_changes(o.choose_scenario(load_assumptions(assumptions), scenario, municipality, everyone), changes)
    o.refuse_start_year(changes, "decide")
    o.answer(decision_text(decide(chosen), answer_format), output)


def appraisal_text(appraisal: Appraisal, answer_format: o.Format) -> str | bytes:
    """The result in the format asked for."""
    if answer_format is o.Format.JSON:
        return o.json_text(to_dict(appraisal))
    if answer_format is o.Format.CSV:
        return csv_bytes(APPRAISAL_COLUMNS, tidy_rows(appraisal))
    return "\n".join(appraisal_lines(appraisal))


def decision_text(decision: Decision, answer_format: o.Format) -> str | bytes:
    """Both options and their difference in the format asked for."""
    if answer_format is o.Format.JSON:
        return o.json_text(decision_to_dict(decision))
    if answer_format is o.Format.CSV:
        options = zip(decision.names, (decision.first, decision.second), strict=True)
        rows = ({"option": name, **row} for name, appraisal in options for row in tidy_rows(appraisal))
        return csv_bytes(("option", *APPRAISAL_COLUMNS), rows)
    return "\n".join(decision_lines(decision))


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
