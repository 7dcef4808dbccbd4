"""``explain-change``: why a number moved from one scenario, folder or party to another."""

from typing import Annotated

import typer

from costmodel.analysis.attribution.splitting import ORDERS, Split, split_change
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.records import AssumptionSet
from costmodel.cli import options as o
from costmodel.cli.comparing import BASE, scenario_of_word, unique
from costmodel.cli.usage import add_command, asked_words
from costmodel.output.answer_records.attribution import split_record
from costmodel.output.attribution.telling import split_lines
from costmodel.output.csv import Cell, csv_bytes
from costmodel.output.identity.about import DECISION, Asked
from costmodel.output.identity.writing import Faces
from costmodel.texts.catalog import text

First = Annotated[str, typer.Argument(metavar=text("cli.values.first_item"), help=text("cli.options.split_first", base=BASE))]
Second = Annotated[str, typer.Argument(metavar=text("cli.values.second_item"), help=text("cli.options.split_second"))]
Indicator = Annotated[str, typer.Option("--indicator", metavar=text("cli.values.name"), help=text("cli.options.split_indicator"))]
Orders = Annotated[int, typer.Option("--orders", metavar=text("cli.values.count"), min=4, max=100_000, help=text("cli.options.orders"))]
COLUMNS = ("name", "label", "theme", "before", "after", "amount", "error")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add_command(app, "explain-change", explain_change_command, "utgangspunktet gevinster-fullt-ut")


def explain_change_command(
    first: First,
    second: Second,
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    municipality: o.MunicipalityName = None,
    decision: o.FromDecision = False,
    indicator: Indicator = "npv",
    orders: Orders = ORDERS,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """The change of an indicator split over what is not the same in two scenarios, folders or parties."""
    loaded = load_assumptions(assumptions)
    ends = [o.from_decision_if_asked(scenario_of_word(item, loaded, municipality), decision, None) for item in (first, second)]
    split = split_change(ends[0], ends[1], indicator, orders)
    name, items = text("attribution.from_to", first=first, second=second), dict(zip(unique([first, second]), ends, strict=True))
    told = Asked(name, asked_words(), question=DECISION if decision else None, items=items)
    own = ends[0].assumptions
    faces = Faces(
        lambda: split_record(split, own).model_dump(mode="json"),
        lambda: csv_bytes(COLUMNS, _rows(split, own)),
        lambda: split_lines(split, own),
    )
    o.deliver(faces, ends[1], told, answer_format, output)


def _rows(split: Split, assumptions: AssumptionSet) -> list[dict[str, Cell]]:
    return [part.model_dump() for part in split_record(split, assumptions).parts]
