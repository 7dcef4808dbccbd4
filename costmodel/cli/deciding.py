"""``decide``, ``distribution`` and ``wind-down``: what now, for the municipality, for everybody else, and for the whole region."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Annotated, Any

import typer

from costmodel.analysis.decision_card.making import card_of
from costmodel.analysis.joint_procurement import Partner, joint_procurement
from costmodel.analysis.learning.waiting import LATE_JOINING_SURCHARGE, QUANTITY, WaitingWorth, waiting_worth
from costmodel.analysis.pairs import Pair, known_pair
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.reading.written_values import number_advice, number_of_text
from costmodel.cli import options as o
from costmodel.cli.appraising import APPRAISAL_COLUMNS, tidy_rows
from costmodel.cli.usage import add_command
from costmodel.faults import AssumptionError, Fault, shown
from costmodel.model.decision import Decision, decide
from costmodel.model.parties.distribution import ChoiceDistribution, distribution_of
from costmodel.model.parties.region import regional_charge, wind_down
from costmodel.model.scenario import Scenario
from costmodel.output.answer_records.waiting import waiting_record
from costmodel.output.card.tables import card_lines
from costmodel.output.csv import Cell, csv_bytes
from costmodel.output.decision_lines import decision_lines, distribution_lines, wind_down_lines
from costmodel.output.decisions import decision_to_dict, distribution_to_dict, parties_of, wind_down_to_dict
from costmodel.output.identity.about import DECISION
from costmodel.output.identity.writing import Faces
from costmodel.output.labels import party_label
from costmodel.output.learning.waiting import waiting_sentences
from costmodel.texts.catalog import text

Wait = Annotated[bool, typer.Option("--wait", metavar="", help=text("cli.options.wait"))]
Learn = Annotated[str, typer.Option("--learn", metavar=text("cli.values.signal"), help=text("cli.options.learn"))]
Surcharge = Annotated[
    float, typer.Option("--surcharge", metavar=text("cli.values.number"), min=1.0, max=1.5, help=text("cli.options.surcharge"))
]
First = Annotated[str, typer.Argument(metavar=text("cli.values.first"), help=text("cli.options.first"), show_default=False)]
Second = Annotated[str, typer.Argument(metavar=text("cli.values.second"), help=text("cli.options.second"), show_default=False)]
Rows = Iterator[dict[str, Cell]]
YEARLY_COLUMNS = ("kind", "name", "label", "year", "value")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    add_command(app, "decide", decide_command, "--municipality Stjørdal --together Steinkjer,Orkland,Malvik")
    add_command(app, "distribution", distribution_command, "stay leave_renewed_old_systems --set operating_fixed_share=0.4")
    add_command(app, "wind-down", wind_down_command, "--set wind_down_year=2033")


def decide_command(
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: o.MunicipalityName = None,
    everyone: o.Everyone = False,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    between: o.Between = None,
    wait: Wait = False,
    learn: Learn = QUANTITY,
    surcharge: Surcharge = LATE_JOINING_SURCHARGE,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """Every option from the decision year, and the difference of two of them."""
    start = o.choose_scenario(load_assumptions(assumptions), scenario, municipality, everyone)
    chosen = o.apply_changes(start, changes, alternative, together)
    o.refuse_start_year(changes, "decide")
    asked = o.pair_of_options(chosen, between, False, changes)
    decision = decide(chosen)
    pair = asked or decision.leading_pair
    waiting = waiting_worth(chosen, *signal_of(learn), surcharge=surcharge) if wait else None
    faces = faces_of_decision(chosen, (decision, pair, waiting), joint_procurement(chosen))
    told = o.asked(scenario, chosen.assumptions, question=DECISION, options=asked or ())
    o.deliver(faces, chosen, told, answer_format, output)


def distribution_command(
    first: First,
    second: Second,
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: o.MunicipalityName = None,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """Who gains and who pays where the second option is chosen and not the first."""
    start = o.choose_scenario(load_assumptions(assumptions), scenario, municipality, False)
    chosen = o.apply_changes(start, changes, alternative, together)
    o.refuse_start_year(changes, "distribution")
    pair = known_pair(chosen, (first, second))
    faces = faces_of_distribution(distribution_of(decide(chosen), *pair))
    o.deliver(faces, chosen, o.asked(scenario, chosen.assumptions, question=DECISION, options=pair), answer_format, output)


def wind_down_command(
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """What an orderly wind-down of the whole platform gives, and what the region pays of it each year."""
    chosen = o.apply_changes(o.choose_scenario(load_assumptions(assumptions), scenario, None, True), changes, alternative)
    found, charge = wind_down(chosen), regional_charge(chosen)
    record = wind_down_to_dict(found, charge)
    faces = Faces(lambda: record, lambda: csv_bytes(YEARLY_COLUMNS, wind_down_rows(record)), lambda: wind_down_lines(found, charge))
    o.deliver(faces, chosen, o.asked(scenario, chosen.assumptions, question=DECISION), answer_format, output)


def signal_of(written: str) -> tuple[str, float | None]:
    """What will be known, and with which error; AssumptionError where that is no number above 0."""
    name, equals, error = (part.strip() for part in written.partition("="))
    number = number_of_text(error)
    if equals and (number is None or number <= 0):
        raise AssumptionError([Fault("", "--learn", "no_number_set", {"written": shown(error), "advice": number_advice(error)})])
    return name, number


def faces_of_decision(scenario: Scenario, found: tuple[Decision, Pair, WaitingWorth | None], partners: Mapping[str, Partner]) -> Faces:
    """The card and the options in each format; a table of every number has no card."""
    decision, pair, waiting = found

    def record() -> Mapping[str, Any]:
        told = {} if waiting is None else {"waiting": waiting_record(waiting).model_dump(mode="json")}
        return decision_to_dict(decision, pair, partners, card_of(scenario)) | told

    def table() -> bytes:
        rows = chain(decision_rows(decision, partners), waiting_rows(waiting))
        return csv_bytes(("municipality", "option", *APPRAISAL_COLUMNS), rows)

    def lines() -> Sequence[str]:
        said = [] if waiting is None else ["", *waiting_sentences(waiting)]
        return [*card_lines(card_of(scenario)), *said, "", *decision_lines(decision, pair, partners)]

    return Faces(record, table, lines)


def waiting_rows(found: WaitingWorth | None) -> Rows:
    """A row for each number of what waiting is worth; none where that was not asked for."""
    if found is None:
        return
    for name in ("value_now", "value_blind", "value_wait", "price", "learnt", "worth", "worth_error"):
        yield {"municipality": found.scenario.municipality, "kind": "waiting", "name": name, "value": getattr(found, name)}
    for name, right in (("withdrawal", found.withdrawal), ("later", found.later)):
        for key in ("value", "without", "worth") if right else ():
            yield {"municipality": found.scenario.municipality, "kind": name, "name": key, "value": getattr(right, key)}


def faces_of_distribution(split: ChoiceDistribution) -> Faces:
    """The parties' columns in each format."""
    return Faces(
        lambda: distribution_to_dict(split),
        lambda: csv_bytes(YEARLY_COLUMNS, distribution_rows(split)),
        lambda: distribution_lines(split),
    )


def decision_rows(decision: Decision, partners: Mapping[str, Partner]) -> Rows:
    """Every number of every option; with partners, of theirs too, and of who gains and pays where each takes the alternative."""
    own = next(iter(decision.options.values())).scenario.municipality
    decisions = {name: partner.decision for name, partner in partners.items()} or {own or "": decision}
    for who, found in decisions.items():
        for name, appraisal in found.all.items():
            yield from ({"municipality": who, "option": name, **row} for row in tidy_rows(appraisal))
    for who, partner in partners.items():
        if partner.distribution is not None:
            head: dict[str, Cell] = {"municipality": who, "option": partner.distribution.b, "kind": "distribution"}
            yield from (
                {**head, "name": name, "label": party_label(name), "value": value}
                for name, value in parties_of(partner.distribution).items()
            )


def distribution_rows(split: ChoiceDistribution) -> Rows:
    """A row for each party's present value, and one for each of its years."""
    record = distribution_to_dict(split)
    for name, value in record["present"].items():
        yield {"kind": "present", "name": name, "label": party_label(name), "value": value}
    for name, row in record["yearly"].items():
        for year, value in zip(record["years"], row, strict=True):
            yield {"kind": "yearly", "name": name, "label": party_label(name), "year": year, "value": value}


def wind_down_rows(record: Mapping[str, Any]) -> Rows:
    """A row for each number of a wind-down, and of each year's parts and charges."""
    for name in ("npv", "break_even_minutes"):
        yield {"kind": "wind_down", "name": name, "label": text(f"terminal.wind_down.{name}"), "value": record[name]}
    parts = {name: text(f"terminal.wind_down.parts.{name}") for name in record["yearly"]}
    for name, value in record["present"].items():
        yield {"kind": "present", "name": name, "label": parts[name], "value": value}
    charges = record["regional_charge"]
    labels = {name: text(f"terminal.wind_down.charges.{name}") for name in charges if name != "years"}
    for kind, years, rows, named in (
        ("yearly", record["years"], record["yearly"], parts),
        ("regional_charge", charges["years"], charges, labels),
    ):
        for name, label in named.items():
            for year, value in zip(years, rows[name], strict=True):
                yield {"kind": kind, "name": name, "label": label, "year": year, "value": value}
