"""How all benchmarks measure: the ways take turns, and the best round of each counts."""

import time
from collections.abc import Callable, Sequence

Task = Callable[[], object]


def best_of_each(tasks: Sequence[Task], rounds: int, clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """Seconds of each task at its best; they take turns, so that what else the machine does hits all alike.

    With ``time.process_time`` as the clock seconds of this process count, which hang less on what else the machine does.
    """
    best = [float("inf")] * len(tasks)
    for _ in range(rounds):
        for number, task in enumerate(tasks):
            before = clock()
            task()
            best[number] = min(best[number], clock() - before)
    return best


def repeated(task: Task, times: int) -> Task:
    """The task many times over, where one is too short to measure."""

    def run() -> None:
        for _ in range(times):
            task()

    return run


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))
