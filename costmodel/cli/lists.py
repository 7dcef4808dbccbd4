"""``municipalities``, ``levers`` and ``published``: lists to look things up in."""

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any

import typer

from costmodel.analysis.overview import overview
from costmodel.analysis.published import published_figures
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.records import AssumptionSet, Role
from costmodel.cli import options as o
from costmodel.cli.usage import add_command
from costmodel.model.scenario import Scenario, base_case
from costmodel.output.csv import Cell, csv_bytes
from costmodel.output.identity.about import DECISION
from costmodel.output.identity.writing import Faces
from costmodel.output.input_labels import input_origin
from costmodel.output.labels import basis_label, input_label, unit_label
from costmodel.output.printing import columns, plain_number
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number, year
from costmodel.version import MODEL_VERSION

Record = dict[str, Any]
RoleName = Annotated[Role | None, typer.Option("--role", help=text("cli.options.role"))]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    add_command(app, "municipalities", municipalities_command, "--set participants=66 --format csv --output kommuner.csv")
    add_command(app, "levers", levers_command, "--role decision")
    add_command(app, "published", published_command, "--assumptions min_mappe")


def municipalities_command(
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    decision: o.FromDecision = False,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """Each municipality with its dates, costs and net present value."""
    chosen = o.apply_changes(o.choose_scenario(load_assumptions(assumptions), scenario, None, False), changes, alternative)
    run = o.from_decision_if_asked(chosen, decision, changes)
    records = [row.model_dump(mode="json") for row in overview(run)]
    everybody = [town.name for town in run.assumptions.municipalities]
    told = o.asked(scenario, run.assumptions, question=DECISION if decision else None, municipalities=everybody)
    faces = faces_of_rows(records, run.assumptions, municipality_lines)
    o.deliver(faces, run.for_municipality(everybody[0]), told, answer_format, output)


def levers_command(
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    role: RoleName = None,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """Each number that may be changed."""
    loaded = load_assumptions(assumptions)
    records = [record for record in lever_records(loaded) if role in {None, record["role"]}]
    o.deliver(faces_of_rows(records, loaded, lever_lines), base_case(loaded), o.asked(None, loaded), answer_format, output)


def published_command(
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    changes: o.Changes = None,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """Published figures beside the model's."""
    chosen = o.apply_changes(o.choose_scenario(load_assumptions(assumptions), scenario, None, False), changes)
    records = list(published_records(chosen))
    told = o.asked(scenario, chosen.assumptions)
    o.deliver(faces_of_rows(records, chosen.assumptions, published_lines), chosen, told, answer_format, output)


def faces_of_rows(
    records: Sequence[Record], assumptions: AssumptionSet, lines: Callable[[Sequence[Record]], Sequence[str]], **beside: object
) -> Faces:
    """A list in each format; as JSON the records under ``rows``, with what they rest on and what stands `beside` them."""
    cells: list[dict[str, Cell]] = list(records)
    return Faces(
        lambda: {"model_version": MODEL_VERSION, "assumptions_hash": assumptions.hash, "rows": list(records), **beside},
        lambda: csv_bytes(list(records[0]) if records else [], cells),
        lambda: lines(records),
    )


def lever_records(assumptions: AssumptionSet) -> Iterator[Record]:
    """A record for each number of the assumption files."""
    for name, item in assumptions.quantities.items():
        yield {
            "name": name,
            "label": input_label(name, assumptions),
            **{key: getattr(item, key) for key in ("value", "low", "high", "minimum", "maximum", "unit", "price_year")},
            **{key: str(getattr(item, key)) for key in ("role", "basis", "confidence")},
            "source": item.source,
            "page": item.page,
            "origin": input_origin(item, assumptions),
        }


def published_records(base: Scenario) -> Iterator[Record]:
    """A record for each published figure with the model's counterpart."""
    for item in published_figures(base):
        figure = item.figure.model_dump(mode="json", exclude={"note"})
        found = {"model": item.model, "model_up_to": item.up_to, "agrees": bool(item.agrees)}
        yield {"key": item.key, **figure, **found, "note": item.figure.note}


def municipality_lines(records: Sequence[Record]) -> list[str]:
    """The municipalities as a table."""
    head = heads("municipalities")
    rows = [
        (
            row["name"],
            text(f"terminal.status.{row['status']}"),
            row["go_live"],
            number(row["population"]),
            year(row["first_whole_year"]),
            number(_paid(row["yearly_charge"]), 1),
            number(_paid(row["yearly_cost"]), 1),
            number(row["npv"], 1),
            number(row["annual_per_inhabitant"]),
            number(row["break_even_minutes"], 1),
        )
        for row in records
    ]
    return [
        *columns([head, *rows]),
        "",
        text("terminal.municipalities.note"),
    ]


def _paid(amount: float | None) -> float | None:
    """A payment as a reader sees a cost: negative."""
    return None if amount is None else 0.0 - amount


def lever_lines(records: Sequence[Record]) -> list[str]:
    """The numbers as a table."""
    head = heads("levers")
    rows = [
        (
            row["name"],
            *(plain_number(row[key], row["unit"]) for key in ("value", "low", "high", "minimum", "maximum")),
            _unit(row),
            row["role"],
            basis_label(row["basis"]),
            row["source"] or "–",
        )
        for row in records
    ]
    return columns([head, *rows])


def _unit(row: Record) -> str:
    unit, price_year = unit_label(row["unit"]), row["price_year"]
    return text("terminal.levers.unit_and_price_year", unit=unit, price_year=price_year) if price_year else unit


def heads(table: str) -> tuple[str, ...]:
    """Heads of a table's columns in their order."""
    return tuple(text.part(f"terminal.{table}.heads").values())


def published_lines(records: Sequence[Record]) -> list[str]:
    """The published figures as a table, with their weaknesses under it."""
    head = heads("published")
    rows = [
        (
            row["text"],
            _range(*(plain_number(row[end]) for end in ("low", "high"))),
            _range(number(row["model"], 2), number(row["model"] if row["model_up_to"] is None else row["model_up_to"], 2)),
            row["unit"],
            year(row["price_year"]),
            row["source"],
            "" if row["agrees"] else text("terminal.published.deviates"),
        )
        for row in records
    ]
    return [*columns([head, *rows]), "", *(text("terminal.published.note", text=row["text"], note=row["note"]) for row in records)]


def _range(low: str, high: str) -> str:
    return low if low == high else text("terminal.published.range", low=low, high=high)
