"""What would change the answer, in time: tornado, 50 × 50 grid, all switching values and the smallest set, beside one appraisal."""

import time
from collections.abc import Callable

from benchmarks.timing import table
from costmodel import (
    Question,
    appraise,
    base_case,
    lever_named,
    load_assumptions,
    smallest_flips,
    switching_values,
    tornado,
    two_way,
)
from costmodel.analysis.pairs import usual_pair

ROUNDS = 3


def processor_seconds(task: Callable[[], object]) -> float:
    """Seconds of the processor at its best, whatever else the machine does."""
    best = float("inf")
    for _ in range(ROUNDS):
        before = time.process_time()
        task()
        best = min(best, time.process_time() - before)
    return best


def main() -> None:
    """Print the table."""
    base = base_case(load_assumptions("assumptions"))
    pair = [lever_named(base, name) for name in ("participants", "legacy_systems.*.yearly_cost")]
    one = processor_seconds(lambda: [appraise(base) for _ in range(50)]) / 50
    rows = []
    for view, question in (("lifetime", Question()), ("decision", Question(options=usual_pair(base)))):
        tasks: dict[str, Callable[[], object]] = {
            "tornado": lambda asked=question: tornado(base, asked),
            "50 × 50 grid": lambda asked=question: two_way(base, *pair, asked),
            "all switching values": lambda asked=question: switching_values(base, asked),
        }
        times = {name: processor_seconds(task) for name, task in tasks.items()}
        times["these three together"] = sum(times.values())
        times["smallest set"] = processor_seconds(lambda asked=question: smallest_flips(base, asked))
        rows += [[f"{name}, {view}", f"{1e3 * spent:.0f}", f"{spent / one:.0f}"] for name, spent in times.items()]
    print(table(["task", "ms of the processor", "× one appraisal"], rows))


if __name__ == "__main__":
    main()
