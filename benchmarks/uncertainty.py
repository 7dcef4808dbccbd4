"""What uncertainty costs, as ratios to bare NumPy multiplications on the same cells in the same run; memory; processor time.

Absolute milliseconds depend on the machine and on what else it does; the ratios are what to compare.
"""

import subprocess
import sys
import time
from functools import partial

import numpy as np

from benchmarks.engine import chunks_of, multiply_and_drop, multiply_and_keep, uncertain_batch
from benchmarks.timing import Task, best_of_each, table
from costmodel import Scenario, appraise, base_case, load_assumptions
from costmodel.analysis.uncertainty import sampling
from costmodel.analysis.uncertainty.choice import choice_among
from costmodel.analysis.uncertainty.indices import indices
from costmodel.analysis.uncertainty.information import value_of_information
from costmodel.analysis.uncertainty.live import spread
from costmodel.analysis.uncertainty.measures import Period
from costmodel.analysis.uncertainty.runner import Inline
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.analysis.uncertainty.simulation import Run, simulate

DRAWS, MANY = 10_000, 1_000_000
ROUNDS = 10
ITEMS = 27
"""Line items and totals of an appraisal: as many multiplications are the floor."""
COUNTED = Run(Inline(), figures=("npv", "annual_per_inhabitant", "net_benefit", "net_budget_effect"))


def afresh(task: Task) -> Task:
    """The task with nothing kept of the draws made before."""

    def run() -> None:
        sampling._block.cache_clear()
        sampling.kept_block.cache_clear()
        task()

    return run


def against_multiplications(base: Scenario) -> str:
    batch = uncertain_batch(base, DRAWS)
    cells = np.random.default_rng(2).random((DRAWS, appraise(base).drivers.year.size, 1))
    names = [
        "appraisal of given draws",
        "quantiles as on the first page, draws made and correlated",
        "the same, draws kept from before, as while a lever moves",
        "counted as for any number of draws, draws made and correlated",
    ]
    shown = partial(spread, base, Period.LIFETIME, int(base.setting("decision_year")), check=lambda: None)
    counted = afresh(partial(simulate, base, Plan(DRAWS), run=COUNTED))
    kept: Task = lambda: [appraise(batch.rows(start, start + 1_000)) for start in range(0, DRAWS, 1_000)]  # noqa: E731
    floors: list[Task] = [partial(multiply_and_keep, [cells], ITEMS), partial(multiply_and_drop, chunks_of(cells), ITEMS)]
    *mine, held, dropped = (best * 1e3 for best in best_of_each([kept, afresh(shown), shown, counted, *floors], ROUNDS))
    rows = [[name, f"{ms:.1f}", f"{ms / held:.1f}", f"{ms / dropped:.0f}"] for name, ms in zip(names, mine, strict=True)]
    head = [f"{DRAWS:,} draws", "ms", f"× {ITEMS} multiplications kept ({held:.1f} ms)", f"× dropped, in chunks ({dropped:.2f} ms)"]
    return table(head, rows)


def longer_runs(base: Scenario) -> str:
    tasks: list[tuple[str, Task]] = [
        ("Sobol indices of all uncertain numbers, N = 1 024", lambda: indices(base)),
        ("the choice among all options, 10 000 draws", lambda: choice_among(base)),
        ("value of information, 10 000 draws", lambda: value_of_information(base)),
    ]
    rows = []
    for name, task in tasks:
        task()
        wall, busy = time.perf_counter(), time.process_time()
        task()
        rows.append([name, f"{time.perf_counter() - wall:.2f}", f"{time.process_time() - busy:.2f}", ""])
    rows.append([f"{MANY:,} draws", *million()])
    return table(["task", "s", "s of processor time", "peak MB of the process"], rows)


CODE = """
import resource, time
from costmodel import base_case, load_assumptions
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.analysis.uncertainty.simulation import simulate
base = base_case(load_assumptions("assumptions"))
simulate(base, Plan(1000))
wall, busy = time.perf_counter(), time.process_time()
simulate(base, Plan(1_000_000))
print(f"{time.perf_counter() - wall:.1f} {time.process_time() - busy:.1f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f}")
"""


def million() -> list[str]:
    """Seconds, processor seconds and peak memory of a million draws in a process of its own."""
    return subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True).stdout.split()


def main() -> None:
    base = base_case(load_assumptions("assumptions"))
    print(against_multiplications(base), longer_runs(base), sep="\n\n")


if __name__ == "__main__":
    main()
