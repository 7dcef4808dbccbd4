"""Where the uncertainty comes from: Sobol indices, by SALib, of each number and of each theme."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from costmodel.analysis.pairs import Pair
from costmodel.analysis.uncertainty.acting import acting_numbers
from costmodel.analysis.uncertainty.distributions import REACH, scores_of
from costmodel.analysis.uncertainty.evaluation import job_figures, job_for
from costmodel.analysis.uncertainty.runner import Progress
from costmodel.analysis.uncertainty.sampling import SEED, copula_of, correlated_pairs, uncertain_names
from costmodel.assumptions.records import AssumptionSet
from costmodel.cluster import Cluster
from costmodel.model.scenario import Scenario

Values = npt.NDArray[np.float64]
Groups = Mapping[str, Sequence[str]]

SIZE = 1_024
"""Base sample; the model is run (groups + 2) times as often."""
RESAMPLES = 100
CONFIDENCE = 0.95


@dataclass(frozen=True)
class IndexPlan:
    """How many runs, from which seed, and where."""

    size: int = SIZE
    seed: int = SEED
    cluster: Cluster | None = None
    """Where the model is run, instead of here."""


USUAL_SIZE = IndexPlan()


@dataclass(frozen=True)
class Index:
    """How much of the variance one number, or several together, answers for."""

    key: str
    names: tuple[str, ...]
    """Full names of the numbers."""
    first: float
    """First order: the share of the variance that would go if this were known, on average."""
    first_error: float
    """Half the width of its 95 % confidence interval."""
    total: float
    """Total: the share that would be left if all else were known; with what it does together with others."""
    total_error: float


@dataclass(frozen=True)
class Indices:
    """The indices of one figure."""

    figure: str
    options: Pair | None
    """The two options that ``difference`` is of; None for other figures."""
    size: int
    runs: int
    """How often the model was run."""
    items: tuple[Index, ...]
    """Largest total first."""


def sobol_indices(function: Callable[[Values], Values], groups: Sequence[int], size: int, seed: int = SEED) -> dict[str, Values]:
    """First-order and total indices of a function of independent uniform numbers, by group.

    `function` takes ``(number, run)`` from 0 to 1 and gives ``(run,)``; `groups` is the group of each number, from 0. Gives
    S1, S1_conf, ST and ST_conf, each ``(group,)``. Source: Saltelli and others 2010, as in SALib.
    """
    from SALib.analyze.sobol import analyze  # pyright: ignore[reportUnknownVariableType]  slow to import
    from SALib.sample.sobol import sample  # pyright: ignore[reportUnknownVariableType]

    number = len(groups)
    named = [f"g{group:04d}" for group in groups]
    problem: dict[str, Any] = {
        "num_vars": number,
        "names": [f"x{at}" for at in range(number)],
        "bounds": [[0.0, 1.0]] * number,
        "groups": named,
    }
    points = cast("Values", sample(problem, size, calc_second_order=False, seed=seed))
    results = function(np.ascontiguousarray(points.T))
    options: dict[str, Any] = {"calc_second_order": False, "num_resamples": RESAMPLES, "conf_level": CONFIDENCE, "seed": seed}
    found = cast("dict[str, Values]", analyze(problem, results, **options))
    order = np.argsort(list(dict.fromkeys(groups)))  # SALib answers in the order in which it first meets the groups
    return {key: np.asarray(found[key], dtype=np.float64)[order] for key in ("S1", "S1_conf", "ST", "ST_conf")}


def indices(
    scenario: Scenario,
    figure: str | Pair = "npv",
    *,
    by_theme: bool = False,
    plan: IndexPlan = USUAL_SIZE,
    progress: Progress | None = None,
) -> Indices:
    """Sobol indices of a figure, or of the difference between two options, over the numbers that move it.

    The scenario is a batch of one. Numbers that are correlated with each other count as one group, for the indices hold for
    independent groups only; by theme, themes that are correlated do. A number that the scenario has moved is not drawn and
    has no index; nor has one that does nothing to the figure. Nothing has where nothing does. The numbers are the same with a
    cluster and without.
    """
    job = job_for(scenario, figure)
    names = acting_numbers(job)
    if not names:
        return Indices(job.figures[0], job.options, plan.size, 0, ())
    groups = joined(themes(scenario.assumptions, names) if by_theme else {name: [name] for name in names}, scenario.assumptions)
    numbers = [next(at for at, members in enumerate(groups.values()) if name in members) for name in names]
    every = uncertain_names(scenario.assumptions)
    rows, position = [every.index(name) for name in names], {name: at for at, name in enumerate(every)}
    copula = copula_of(scenario.assumptions)

    def function(points: Values) -> Values:
        scores = np.zeros((len(every), points.shape[1]))
        scores[rows] = scores_of(points)
        correlated = np.clip(copula.correlated(scores, position), -REACH, REACH) if copula.names else scores
        return job_figures(job, correlated, progress, plan.cluster)

    found = sobol_indices(function, numbers, plan.size, plan.seed)
    items = [_index(key, members, found, at) for at, (key, members) in enumerate(groups.items())]
    return Indices(
        job.figures[0], job.options, plan.size, plan.size * (len(groups) + 2), tuple(sorted(items, key=lambda item: -item.total))
    )


def _index(key: str, members: Sequence[str], found: Mapping[str, Values], at: int) -> Index:
    first, first_error, total, total_error = (float(found[name][at]) for name in ("S1", "S1_conf", "ST", "ST_conf"))
    return Index(key, tuple(members), first, first_error, total, total_error)


def themes(assumptions: AssumptionSet, names: Sequence[str]) -> dict[str, list[str]]:
    """The numbers by the heading of the assumption files under which they stand; each register is one theme."""
    of = {name: key for key, group in assumptions.groups.items() for name in group.parameters}
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(of.get(name, name.partition(".")[0]), []).append(name)
    return found


def joined(groups: Groups, assumptions: AssumptionSet) -> dict[str, list[str]]:
    """The same groups, those with correlated numbers between them made one; named by their keys with + between."""
    found = {key: list(names) for key, names in groups.items()}
    for one, other in correlated_pairs(assumptions):
        keys = [key for key, members in found.items() if one in members or other in members]
        if len(keys) == 2:
            first, second = keys
            joint = found.pop(first) + found.pop(second)
            found[f"{first}+{second}"] = joint
    return found
