"""``python -m benchmarks.before FOLDER``: this engine beside that of another checkout, in turns: one appraisal, and 10 000 draws.

Each engine runs in a process of its own, in its folder, with its own assumption files: every uncertain number that has a range is
drawn from it. Seconds of the processor count, whatever else the machine does; a ratio holds for this run alone.
"""

import subprocess
import sys
from pathlib import Path
from typing import IO, cast

from benchmarks.timing import table

ROUNDS = 40
TASKS = ("one appraisal", "10,000 draws at once", "10,000 draws in chunks of 1,000, each dropped")
WORKER = """
import sys, time
import numpy as np
from costmodel import appraise, base_case, load_assumptions
from costmodel.units import BY_SYMBOL
base, rng = base_case(load_assumptions("assumptions")), np.random.default_rng(1)
values = {}
for name, item in base.assumptions.quantities.items():
    if item.role.value == "uncertain" and item.low is not None and item.high is not None:
        column = rng.uniform(item.low, item.high, 10_000)
        values[name] = np.round(column) if BY_SYMBOL[item.unit].whole else column
batch = base.with_values(values)
tasks = [
    lambda: [appraise(base) for _ in range(50)],
    lambda: appraise(batch),
    lambda: [None for start in range(0, 10_000, 1_000) if appraise(batch.rows(start, start + 1_000)) is None],
]
for line in sys.stdin:
    before = time.process_time()
    tasks[int(line)]()
    print((time.process_time() - before) / (50 if int(line) == 0 else 1), flush=True)
"""


def worker(folder: Path) -> subprocess.Popen[str]:
    """An engine that waits for the number of a task and answers with its seconds."""
    return subprocess.Popen([sys.executable, "-c", WORKER], cwd=folder, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def seconds(engine: subprocess.Popen[str], task: int) -> float:
    """Seconds of the processor for a task."""
    question, answer = cast(IO[str], engine.stdin), cast(IO[str], engine.stdout)
    question.write(f"{task}\n")
    question.flush()
    return float(answer.readline())


def main() -> None:
    """Print the table; the engines take turns, and the best round of each counts."""
    engines = [worker(Path(folder)) for folder in (".", sys.argv[1])]
    rows = []
    for number, name in enumerate(TASKS):
        rounds = [[seconds(engine, number) for engine in engines] for _ in range(ROUNDS)]
        now, before = (min(found) * 1e3 for found in zip(*rounds, strict=True))
        rows.append([name, f"{now:.2f}", f"{before:.2f}", f"{now / before:.2f}"])
    for engine in engines:
        engine.communicate()
    print(table(["task", "ms", "ms, the other checkout", "ratio"], rows))


if __name__ == "__main__":
    main()
