"""``actuals``: what has been paid, checked and beside what the model says."""

from collections.abc import Sequence
from typing import Any

import typer

from costmodel.analysis.evidence.back_test import Residual, back_test, warnings_of_actuals
from costmodel.assumptions.loading import load_assumptions
from costmodel.cli import options as o
from costmodel.cli.lists import faces_of_rows, heads
from costmodel.cli.usage import add_command
from costmodel.model.scenario import Scenario, known_municipality
from costmodel.output.charts.back_test import as_paid
from costmodel.output.faults import fault_lines
from costmodel.output.labels import paid_line_label
from costmodel.output.printing import columns
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number

Record = dict[str, Any]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add_command(app, "actuals", actuals_command, "--municipality Trondheim --format csv --output betalt.csv")


def actuals_command(
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: o.MunicipalityName = None,
    changes: o.Changes = None,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """What has been paid, beside the model."""
    chosen = o.apply_changes(o.choose_scenario(load_assumptions(assumptions), scenario, None, False), changes)
    one = None if municipality is None else known_municipality(chosen.assumptions, municipality)
    found, warnings = back_test(chosen, one), fault_lines(warnings_of_actuals(chosen))
    records = [record_of(item) for item in found]
    faces = faces_of_rows(records, chosen.assumptions, lambda _: actuals_lines(found, chosen, warnings), warnings=warnings)
    o.deliver(faces, chosen, o.asked(scenario, chosen.assumptions), answer_format, output)


def record_of(item: Residual) -> Record:
    """A row with the model's sign: a cost is positive as named."""
    return {
        **item.row.model_dump(include={"municipality", "year", "line", "amount", "price_year"}),
        "amount_in_run_prices": item.amount,
        "model": item.model,
        "residual": item.residual,
        "residual_share": item.share,
        "level_ratio": item.level_ratio,
        "months": item.row.months,
        "source": item.row.source,
        "note": item.row.note,
    }


def actuals_lines(found: Sequence[Residual], scenario: Scenario, warnings: Sequence[str]) -> list[str]:
    """The rows as a table, a cost as a reader sees it, and what is worth a look."""
    if not found:
        return [text("terminal.actuals.nothing")]
    rows = [
        (
            item.row.municipality,
            str(item.row.year),
            paid_line_label(item.row.line),
            *(number(None if amount is None else as_paid(item, amount), 1) for amount in (item.amount, item.model, item.residual)),
            text("terminal.actuals.percent", share=item.share) if item.share is not None else "–",
            number(item.level_ratio, 3),
            item.row.source,
        )
        for item in found
    ]
    told = [text("approval.new", warning=warning) for warning in warnings]
    note = text("terminal.actuals.note", year=int(scenario.setting("price_year")))
    return [*columns([heads("actuals"), *rows]), "", note, *told]
