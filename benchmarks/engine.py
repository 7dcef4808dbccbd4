"""What an appraisal costs, as ratios to bare NumPy multiplications in the same run; what it holds; what imports take.

Absolute milliseconds depend on the machine; the ratios are what to compare. Writes Markdown tables to stdout.
"""

import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.timing import Task, best_of_each, repeated, table
from costmodel import Scenario, appraise, base_case, decide, load_assumptions
from costmodel.assumptions.records import Role
from costmodel.model import results
from costmodel.model.decision import options_of
from costmodel.model.parties.distribution import distribution_of
from costmodel.units import BY_SYMBOL

DRAWS = 10_000
CHUNK = 1_000
ROUNDS = 25
SHORT = 50
"""How often what takes about a millisecond is repeated in a round."""


def uncertain_batch(base: Scenario, draws: int) -> Scenario:
    """Every uncertain number drawn uniformly from its plausible range; participants fixed."""
    rng = np.random.default_rng(1)
    values = {}
    for name, item in base.assumptions.quantities.items():
        if item.role is Role.UNCERTAIN and item.low is not None and item.high is not None:
            column = rng.uniform(item.low, item.high, draws)
            values[name] = np.round(column) if BY_SYMBOL[item.unit].whole else column
    return base.with_values(values)


def in_portions(task: Callable[[Scenario], object], batch: Scenario, size: int) -> None:
    """What is made of a portion is dropped before the next."""
    for start in range(0, batch.draws, size):
        task(batch.rows(start, start + size))


def in_chunks(batch: Scenario) -> None:
    in_portions(appraise, batch, CHUNK)


def multiply_and_keep(portions: list[np.ndarray], times: int) -> None:
    """As an appraisal does with its line items: the products of a portion are kept, so each needs memory of its own."""
    for cells in portions:
        _ = [cells * cells for _ in range(times)]


def multiply_and_drop(portions: list[np.ndarray], times: int) -> None:
    """Every product is dropped at once, so the next one finds the same memory, still in the cache."""
    for cells in portions:
        for _ in range(times):
            _ = cells * cells


def chunks_of(cells: np.ndarray) -> list[np.ndarray]:
    return [cells[start : start + CHUNK] for start in range(0, DRAWS, CHUNK)]


def against_multiplications(base: Scenario, batch: Scenario) -> str:
    """The table of ratios: each task against both floors, over the same cells in the same portions."""
    one = appraise(base)
    items = len(results.flows(one))
    cells = np.random.default_rng(2).random((DRAWS, one.drivers.year.size, 1))
    tasks: list[tuple[str, Task, list[np.ndarray], int]] = [
        ("one appraisal", lambda: appraise(base), [cells[:1]], SHORT),
        (f"one decision ({len(options_of(base))} options)", lambda: decide(base), [cells[:1]], SHORT),
        (f"{DRAWS:,} draws at once", lambda: appraise(batch), [cells], 1),
        (f"{DRAWS:,} draws in chunks of {CHUNK:,}", lambda: in_chunks(batch), chunks_of(cells), 1),
    ]
    rows = []
    for name, task, portions, times in tasks:
        ways: list[Task] = [
            task,
            partial(multiply_and_keep, portions, items),
            partial(multiply_and_drop, portions, items),
        ]
        mine, kept, dropped = (best / times * 1e3 for best in best_of_each([repeated(way, times) for way in ways], ROUNDS))
        rows.append([name, f"{mine:.2f}", f"{kept:.3f}", f"{mine / kept:.1f}", f"{dropped:.3f}", f"{mine / dropped:.1f}"])
    return table(["task", "ms", f"ms, {items} multiplications, kept", "ratio", f"ms, {items} multiplications, dropped", "ratio"], rows)


def options_against_one(batch: Scenario) -> str:
    """A decision with all its options beside one appraisal of as many draws from the same year, and who pays beside both."""
    now = options_of(batch)["stay"]
    a, b = list(options_of(batch))[:2]
    tasks: list[tuple[str, Callable[[Scenario], object]]] = [
        ("one appraisal from the decision year", appraise),
        (f"the decision: {len(options_of(batch))} options", decide),
        ("the decision, and who pays for one option against another", lambda draws: distribution_of(decide(draws), a, b)),
    ]
    rows = []
    for portion, size in ((f"{DRAWS:,} at once", DRAWS), (f"in chunks of {CHUNK:,}, each dropped", CHUNK)):
        run = [partial(in_portions, task, now if task is appraise else batch, size) for _, task in tasks]
        one, *others = best_of_each(run, ROUNDS, time.process_time)
        rows += [[name, portion, f"{best * 1e3:.0f}", f"{best / one:.2f}"] for (name, _), best in zip(tasks, [one, *others], strict=True)]
    return table([f"{DRAWS:,} draws", "how many", "ms of the processor", "× one appraisal"], rows)


def peak_megabytes(task: Task) -> float:
    """Largest amount of memory that the task holds at once, NumPy's arrays included, over what was held before."""
    task()
    tracemalloc.start()
    task()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def memory(batch: Scenario) -> str:
    one_array = DRAWS * appraise(batch).drivers.year.size * 8 / 1e6
    tasks: list[tuple[str, Task]] = [
        (f"{DRAWS:,} draws at once, everything kept", lambda: appraise(batch)),
        (f"{DRAWS:,} draws in chunks of {CHUNK:,}, each dropped", lambda: in_chunks(batch)),
    ]
    peaks = [(name, peak_megabytes(task)) for name, task in tasks]
    return table(["task", "peak, MB", "in arrays of all draws and years"], [[n, f"{p:.1f}", f"{p / one_array:.1f}"] for n, p in peaks])


IMPORTS = (
    ("the package alone: its names are loaded when first used", "import costmodel"),
    ("what an appraisal takes", "from costmodel import appraise, base_case, decide, load_assumptions"),
    ("every public name", "from costmodel import *"),
)


def imports() -> str:
    """Imports in a fresh interpreter, less the start of the interpreter."""

    def run(code: str) -> Task:
        return lambda: subprocess.run([sys.executable, "-c", code], check=True)

    nothing, *taken = best_of_each([run("pass"), *(run(code) for _, code in IMPORTS)], 10)
    rows = [[f"`{code}`", what, f"{(best - nothing) * 1e3:.0f}"] for (what, code), best in zip(IMPORTS, taken, strict=True)]
    return table(["import", "what it loads", "ms"], rows)


def main() -> None:
    base = base_case(load_assumptions("assumptions"))
    batch = uncertain_batch(base, DRAWS)
    print(against_multiplications(base, batch), options_against_one(batch), memory(batch), imports(), sep="\n\n")


if __name__ == "__main__":
    main()
