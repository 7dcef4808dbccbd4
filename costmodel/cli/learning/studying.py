"""``evsi``: what the next measurement is worth before the choice, by how many are measured."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from costmodel.analysis.learning.studies import Study, candidates_of, study_worth
from costmodel.analysis.uncertainty.choice import open_options
from costmodel.analysis.uncertainty.sampling import DRAWS, SEED, Plan
from costmodel.assumptions.loading import load_assumptions
from costmodel.cli import options as o
from costmodel.cli.learning.measuring import learned_heading
from costmodel.cli.uncertainty import Draws, Seed, bar
from costmodel.cli.usage import add_command
from costmodel.output.answer_records.learning import candidates_answer, study_answer
from costmodel.output.csv import Cell, csv_bytes
from costmodel.output.identity.about import DECISION
from costmodel.output.identity.writing import Faces
from costmodel.output.learning.studies import candidate_rows, first_sentence, size_rows, study_sentences
from costmodel.output.learning.updates import learning_heads
from costmodel.output.printing import columns, wrapped_heads
from costmodel.texts.catalog import text

NUMBER = text("cli.values.number")
Quantity = Annotated[str | None, typer.Argument(metavar=text("cli.values.quantity"), help=text("cli.options.quantity"), show_default=False)]
Spread = Annotated[float, typer.Option("--sd", metavar=NUMBER, min=0.0, help=text("cli.options.spread_between"))]
Error = Annotated[float, typer.Option("--representativeness", metavar=NUMBER, min=0.0, help=text("cli.options.representativeness"))]
FixedCost = Annotated[float, typer.Option("--fixed-cost", metavar=NUMBER, min=0.0, help=text("cli.options.fixed_cost"))]
CostEach = Annotated[float, typer.Option("--cost-each", metavar=NUMBER, min=0.0, help=text("cli.options.cost_each"))]
COLUMNS = ("kind", "name", "n", "statistic", "value")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add_command(app, "evsi", evsi_command, "extra_minutes --sd 2 --representativeness 0.5 --draws 2000")


def evsi_command(
    quantity: Quantity = None,
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: o.MunicipalityName = None,
    changes: o.Changes = None,
    between: o.Between = None,
    sd: Spread = 0.0,
    representativeness: Error = 0.0,
    fixed_cost: FixedCost = 0.0,
    cost_each: CostEach = 0.0,
    draws: Draws = DRAWS,
    seed: Seed = SEED,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """What a measurement is worth by its size, or what each number is worth measuring."""
    chosen = o.apply_changes(o.choose_scenario(load_assumptions(assumptions), scenario, municipality, False), changes)
    pair, plan = o.pair_of_options(chosen, between, False, changes), Plan(draws, seed)
    head = [learned_heading(chosen, plan), ""]
    with bar(plan.total) as progress:
        if quantity is None:
            found = candidates_of(chosen, plan, pair, progress)
            record = candidates_answer(chosen, plan, pair or open_options(chosen), found)
            rows = columns([*wrapped_heads(learning_heads("candidates")), *candidate_rows(found, chosen.assumptions)])
            lines = [*head, *first_sentence(found, chosen.assumptions), "", text("learning.study.candidates"), *rows]
        else:
            study = Study(quantity, sd, representativeness, fixed_cost, cost_each)
            worth = study_worth(chosen, study, plan, pair, progress)
            record = study_answer(worth)
            lines = [*head, *study_sentences(worth), "", *columns([*wrapped_heads(learning_heads("sizes")), *size_rows(worth)])]
    faces = Faces(lambda: record, lambda: csv_bytes(COLUMNS, study_rows(record)), lambda: lines)
    told = o.asked(scenario, chosen.assumptions, question=DECISION, options=pair or (), draws=(draws, seed))
    o.deliver(faces, chosen, told, answer_format, output)


def study_rows(record: Mapping[str, Any]) -> Iterator[dict[str, Cell]]:
    """A row for each statistic of each size, or of each number."""
    for key in ("everything", "perfect", "perfect_standard_error", "best_size"):
        yield {"kind": "study", "name": record["quantity"], "statistic": key, "value": record[key]}
    for size in record["sizes"]:
        start = {"kind": "size", "name": record["quantity"], "n": size["n"]}
        yield from ({**start, "statistic": key, "value": value} for key, value in size.items() if key != "n")
    for item in record["candidates"]:
        start = {"kind": "number", "name": item["name"]}
        yield from ({**start, "statistic": key, "value": value} for key, value in item.items() if key not in ("name", "label"))
