"""``monte-carlo``, ``indices`` and ``value-of-information``: how sure the answer is, and what would make it surer."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from costmodel.analysis.uncertainty.choice import choice_among
from costmodel.analysis.uncertainty.indices import SIZE, IndexPlan, indices
from costmodel.analysis.uncertainty.information import value_of_information
from costmodel.analysis.uncertainty.measures import DIFFERENCE, FIGURES, Period
from costmodel.analysis.uncertainty.runner import Progress
from costmodel.analysis.uncertainty.sampling import DRAWS, FEWEST, MOST, SEED, Plan
from costmodel.analysis.uncertainty.simulation import Run, simulate
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY
from costmodel.cli import options as o
from costmodel.cli.batches import progress_bar
from costmodel.cli.uncertainty_lines import (
    indices_lines,
    indices_rows,
    information_lines,
    information_rows,
    simulation_lines,
    simulation_rows,
)
from costmodel.cli.usage import add_command
from costmodel.faults import AssumptionError, Facts, Fault, nearest, shown
from costmodel.model.scenario import Scenario
from costmodel.output.answer_records.uncertainty import indices_answer, information_answer, simulation_answer
from costmodel.output.csv import csv_bytes
from costmodel.output.identity.about import DECISION
from costmodel.output.identity.writing import Faces
from costmodel.scenarios.links import EVERYBODY
from costmodel.texts.catalog import text

TOWN_HELP = text("cli.options.municipality_or_all", municipality=REFERENCE_MUNICIPALITY, everybody=EVERYBODY)
COUNT = text("cli.values.count")
Town = Annotated[str | None, typer.Option("--municipality", metavar=text("cli.values.municipality"), help=TOWN_HELP)]
Draws = Annotated[int, typer.Option("--draws", metavar=COUNT, min=FEWEST, max=MOST, help=text("cli.options.draws"))]
Seed = Annotated[int, typer.Option("--seed", metavar=text("cli.values.number"), min=0, help=text("cli.options.seed"))]
AmongAll = Annotated[bool, typer.Option("--decision", metavar="", help=text("cli.options.all_options"))]
Size = Annotated[int, typer.Option("--draws", metavar=COUNT, min=64, max=65_536, help=text("cli.options.size"))]
Figure = Annotated[str, typer.Option("--figure", metavar=text("cli.values.number"), help=text("cli.options.figure"))]
FIGURE_COLUMNS = ("kind", "name", "label", "unit", "year", "statistic", "value")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    add_command(app, "monte-carlo", monte_carlo_command, "--municipality Averøy --set participants=66 --decision --draws 2000 --seed 7")
    add_command(app, "indices", indices_command, "--options stay,leave_renewed_old_systems --draws 64")
    add_command(app, "value-of-information", information_command, "--municipality Molde --draws 2000")


def monte_carlo_command(
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: Town = None,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    between: o.Between = None,
    decision: AmongAll = False,
    keep: o.Keep = False,
    draws: Draws = DRAWS,
    seed: Seed = SEED,
    cluster: o.ClusterAddress = None,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """All uncertain numbers drawn many times: the spread of each answer."""
    chosen, plan = scenario_of_options(str(assumptions), scenario, municipality, changes, alternative, together), Plan(draws, seed)
    pair = o.pair_of_options(chosen, between, decision, changes)
    with o.workers_of(cluster) as workers, bar(plan.total) as progress:
        result = simulate(chosen, plan, Period.BOTH, keep=keep, run=Run(progress=progress, options=pair, cluster=workers))
    choice = choice_among(chosen, plan, pairs=[] if between is None or pair is None else [pair], keep=keep) if decision else None
    about = DECISION if decision or pair else None
    told = o.asked(scenario, chosen.assumptions, question=about, options=pair or (), draws=(draws, seed))
    faces = faces_of_figures(simulation_answer(result, choice), chosen, simulation_lines, simulation_rows)
    o.deliver(faces, chosen, told, answer_format, output)


def indices_command(
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: Town = None,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    figure: Figure = "npv",
    between: o.Between = None,
    size: Size = SIZE,
    seed: Seed = SEED,
    cluster: o.ClusterAddress = None,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """Sobol indices of each uncertain number and of each theme."""
    if figure not in FIGURES:
        facts: Facts = {"name": shown(figure), "known": tuple(FIGURES), "nearest": nearest(figure, FIGURES)}
        raise AssumptionError([Fault("", "--figure", "unknown_figure", facts)])
    chosen = scenario_of_options(str(assumptions), scenario, municipality, changes, alternative, together)
    asked = o.pair_of_options(chosen, between, figure == DIFFERENCE, changes) or figure
    with o.workers_of(cluster) as workers, bar(1) as progress:
        plan = IndexPlan(size, seed, workers)
        numbers, themes = (indices(chosen, asked, by_theme=by_theme, plan=plan, progress=progress) for by_theme in (False, True))
    pair = () if isinstance(asked, str) else asked
    told = o.asked(scenario, chosen.assumptions, question=DECISION if pair else None, options=pair, draws=(size, seed))
    faces = faces_of_figures(indices_answer(chosen, seed, numbers, themes), chosen, indices_lines, indices_rows)
    o.deliver(faces, chosen, told, answer_format, output)


def information_command(
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: Town = None,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    between: o.Between = None,
    draws: Draws = DRAWS,
    seed: Seed = SEED,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """What it is worth to know more before the decision, among all options or between two."""
    chosen, plan = scenario_of_options(str(assumptions), scenario, municipality, changes, alternative, together), Plan(draws, seed)
    o.refuse_start_year(changes, "value-of-information")
    pair = o.pair_of_options(chosen, between, False, changes)
    with bar(plan.total) as progress:
        found = information_answer(chosen, seed, value_of_information(chosen, plan, progress, pair))
    told = o.asked(scenario, chosen.assumptions, question=DECISION, options=pair or (), draws=(draws, seed))
    o.deliver(faces_of_figures(found, chosen, information_lines, information_rows), chosen, told, answer_format, output)


def scenario_of_options(
    folder: str,
    scenario: str | None,
    municipality: str | None,
    changes: list[str] | None,
    alternative: str | None,
    together: str | None,
) -> Scenario:
    """The scenario that the options describe."""
    everyone = municipality is not None and municipality.casefold() == EVERYBODY
    start = o.choose_scenario(load_assumptions(folder), scenario, None if everyone else municipality, everyone)
    return o.apply_changes(start, changes, alternative, together)


@contextmanager
def bar(total: int) -> Generator[Progress]:
    """A progress bar on standard error for a run that tells how far it has come."""
    with progress_bar(total) as more:
        before = 0

        def tell(done: int, all_of_them: int) -> None:
            nonlocal before
            share = done * total // all_of_them
            more(max(share - before, 0))
            before = max(share, before)

        yield tell


def faces_of_figures(found: dict[str, Any], scenario: Scenario, lines: Any, rows: Any) -> Faces:
    """A record of figures in each format."""
    return Faces(lambda: found, lambda: csv_bytes(FIGURE_COLUMNS, rows(found)), lambda: lines(found, scenario.assumptions))
