"""``budget``: an økonomiplan by municipal rules, for one, several or all municipalities."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from costmodel.analysis.budget import PLAN_YEARS
from costmodel.analysis.municipal.frames import frames
from costmodel.analysis.municipal.plan import RULES, Rules, municipal_plan, rules_of
from costmodel.analysis.municipal.prices import PriceBasis
from costmodel.analysis.uncertainty.sampling import SEED, Plan
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.records import EVERYBODY, AssumptionSet
from costmodel.cli import options as o
from costmodel.cli.usage import add_command
from costmodel.faults import AssumptionError, Facts, Fault, nearest, shown
from costmodel.model.appraisal import appraise
from costmodel.model.scenario import Scenario
from costmodel.output.answer_records.finance import budget_record
from costmodel.output.finance.rows import MunicipalBudget
from costmodel.output.finance.writing import budget_csv, budget_text_lines
from costmodel.output.identity.about import identity_of
from costmodel.output.identity.writing import Faces
from costmodel.output.workbook.finance.budgets import budget_workbook
from costmodel.texts.catalog import text

Municipalities = Annotated[
    str | None,
    typer.Option("--municipality", metavar=text("cli.values.municipalities"), help=text("cli.options.budget_of", everybody=EVERYBODY)),
]
EachOne = Annotated[bool, typer.Option("--all", metavar="", help=text("cli.options.budget_of_each"))]
FirstYear = Annotated[
    int | None, typer.Option("--first-year", metavar=text("cli.values.year"), min=1900, max=2200, help=text("cli.options.first_year"))
]
Years = Annotated[int, typer.Option("--years", metavar=text("cli.values.count"), min=1, max=40, help=text("cli.options.plan_years"))]
Prices = Annotated[PriceBasis, typer.Option("--prices", help=text("cli.options.plan_prices"))]
AccountRules = Annotated[
    list[str] | None,
    typer.Option("--rule", metavar=text("cli.values.change"), help=text("cli.options.account_rule", names=", ".join(RULES))),
]
FrameDraws = Annotated[
    int, typer.Option("--draws", metavar=text("cli.values.count"), min=0, max=100_000, help=text("cli.options.frame_draws"))
]
BudgetOutput = Annotated[
    Path | None, typer.Option("--output", metavar=text("cli.values.file"), help=text("cli.options.output_or_workbook"))
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add_command(app, "budget", budget_command, "--municipality Trondheim,Averøy --output budsjett.xlsx")


def budget_command(
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: Municipalities = None,
    everyone: EachOne = False,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    first_year: FirstYear = None,
    years: Years = PLAN_YEARS,
    prices: Prices = PriceBasis.PLAN_YEAR,
    rule: AccountRules = None,
    draws: FrameDraws = 256,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: BudgetOutput = None,
) -> None:
    """Drift and investering by year, with interest and instalments, in the prices of the plan."""
    loaded = load_assumptions(assumptions)
    rules = rules_of(loaded, **_rules_asked(rule, loaded))
    start = o.apply_changes(o.choose_scenario(loaded, scenario, None, False), changes, alternative, together)
    chosen = _for_each(start, municipality, everyone)
    first = int(start.setting("decision_year")) if first_year is None else first_year
    budgets = [_budget(item, first, years, prices, rules, draws) for item in chosen]
    several = [item.municipality for item in chosen] if len(chosen) > 1 else []
    basis = (str(prices), budgets[0].plan.price_year)
    told = o.asked(scenario, loaded, prices=basis, municipalities=several, draws=(draws, SEED) if draws else None)
    if output is not None and output.suffix.lower() == ".xlsx":
        o.answer(budget_workbook(budgets, identity_of(chosen[0], told), loaded), output)
        return
    faces = Faces(
        lambda: budget_record(budgets, rules, loaded).model_dump(mode="json"),
        lambda: budget_csv(budgets, loaded),
        lambda: budget_text_lines(budgets, loaded),
    )
    o.deliver(faces, chosen[0], told, answer_format, output)


def _rules_asked(written: list[str] | None, assumptions: AssumptionSet) -> dict[str, float]:
    """The rules of ``--rule NAME=VALUE``, within the bounds of the files. Raises AssumptionError with all that is wrong with them."""
    found, faults = dict[str, float](), list[Fault]()
    for item in map(o.parse_change, written or []):
        if isinstance(item, Fault):
            faults.append(item)
            continue
        name, value = item
        if name not in RULES:
            facts: Facts = {"name": shown(name), "known": tuple(RULES), "nearest": nearest(name, RULES)}
            faults.append(Fault("", "--rule", "unknown_number", facts))
            continue
        low, high = assumptions.budget[RULES[name]].minimum, assumptions.budget[RULES[name]].maximum
        if value is None or not low <= value <= high or (name == "years" and value != round(value)):
            faults.append(Fault("", name, "rule_out_of_range", {"value": "none" if value is None else value, "low": low, "high": high}))
        else:
            found[name] = value
    if faults:
        raise AssumptionError(faults)
    return found


def _for_each(start: Scenario, municipality: str | None, everyone: bool) -> list[Scenario]:
    """The scenario for each municipality that is named, for each one of the region, or for the one that it is about."""
    if everyone and municipality is not None:
        raise AssumptionError([Fault("", "--all", "everybody_and_municipality")])
    if everyone:
        return [start.for_municipality(town.name) for town in start.assumptions.municipalities]
    names = [name.strip() for name in (municipality or "").split(",") if name.strip()]
    chosen = [start.for_municipality(None if name.casefold() == EVERYBODY else name) for name in names]
    return chosen or [start]


def _budget(scenario: Scenario, first: int, years: int, prices: PriceBasis, rules: Rules, draws: int) -> MunicipalBudget:
    appraisal = appraise(scenario)
    plan = municipal_plan(appraisal, first, years, prices, rules)
    found = frames(scenario, plan, rules, replace(Plan(), draws=draws)) if draws else None
    return MunicipalBudget.of(appraisal, plan, found)
