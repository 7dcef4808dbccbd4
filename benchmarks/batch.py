"""``make bench``: throughput of ``batch`` against one engine call a scenario and against the plain model.

Makes a CSV file with random scenarios, has it worked out in each of the ways, and writes Markdown tables to stdout. No
ratio is printed unless all ways come to the same net present values.
"""

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from reference import version_2 as plain

from benchmarks.timing import Task, best_of_each, table
from costmodel import Scenario, appraise, base_case, load_assumptions
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY, Role
from costmodel.assumptions.rules import YEARS_OF_CHOICE
from costmodel.model import results
from costmodel.scenarios.batch import appraise_batch
from costmodel.scenarios.batch_reading import Batch, read_batch
from costmodel.units import BY_SYMBOL

SCENARIOS = 100_000
ONE_BY_ONE = 300
PLAIN = 20
ROUNDS = 4
TOLERANCE = 1e-9
"""Relative: the largest difference between two ways of working out the same net present value."""
SEVERAL = (
    *("participants", "rollout_delay", "platform_cost", "extra_investment", "gp_uptake", "exit_year"),
    *("hospital_share", "legacy_systems.care_record.yearly_cost", "extra_minutes", "real_wage_growth", "transition_decay"),
    "benefits.*.realisation",
)
"""The columns of the smaller file: every decision, and some of what is uncertain."""


def random_cells(base: Scenario, name: str, rng: np.random.Generator) -> list[str]:
    """A column drawn uniformly from the plausible range, six digits; a year of choice is none in three of four scenarios."""
    if name in YEARS_OF_CHOICE:
        first = int(base.setting("decision_year") + base.setting("exit_lead_years"))
        return [str(year) if year < first + 10 else "" for year in rng.integers(first, first + 40, SCENARIOS)]
    item = base.assumptions.quantities[name.replace("*", next(iter(base.assumptions.benefits)))]
    if item.low is None or item.high is None:
        raise ValueError(f"{name} has no plausible range")
    numbers = rng.uniform(item.low, item.high, SCENARIOS)
    return [f"{number:.0f}" if BY_SYMBOL[item.unit].whole else f"{number:.6g}" for number in numbers]


def every_column(base: Scenario) -> list[str]:
    """Every decision and every uncertain number that has a range."""
    varied = {Role.DECISION, Role.UNCERTAIN}
    quantities = base.assumptions.quantities.items()
    return [name for name, item in quantities if item.role in varied and (item.low is not None or name in YEARS_OF_CHOICE)]


def write_scenarios(path: Path, base: Scenario, columns: list[str]) -> None:
    rng = np.random.default_rng(20261120)
    cells = [random_cells(base, name, rng) for name in columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*cells, strict=True))


def command(file: Path, output: Path) -> Task:
    line = [sys.executable, "-m", "costmodel", "batch", str(file), "--output", str(output)]
    return lambda: subprocess.run(line, check=True, stdout=subprocess.DEVNULL)


def values_of_rows(batch: Batch, number: int) -> list[dict[str, float]]:
    """The values that the first scenarios of the file change, one dictionary each."""
    return [{name: float(column[row]) for name, column in batch.values.items()} for row in range(number)]


def one_call_each(base: Scenario, rows: list[dict[str, float]]) -> list[float]:
    """All indicators of each, as the batch gives them."""
    changes = [{name: None if value == np.inf else value for name, value in row.items()} for row in rows]
    return [results.indicators(appraise(base.with_values(change)))["npv"].item() for change in changes]


def by_plain_model(rows: list[dict[str, float]]) -> list[float]:
    """What the plain model of the tests says of each, on a base case of its own."""
    return [plain.appraise(plain_scenario(row)).npv for row in rows]


def plain_scenario(row: dict[str, float]) -> plain.Scenario:
    chosen = {name: None if row.get(name, np.inf) == np.inf else row[name] for name in YEARS_OF_CHOICE}
    values = {name: value for name, value in row.items() if name not in YEARS_OF_CHOICE}
    return plain.Scenario(Path("assumptions") / "base", REFERENCE_MUNICIPALITY, values, **chosen)


def difference(npvs: list[float], expected: np.ndarray) -> float:
    """Largest relative difference; exits without any ratio where it is no matter of rounding."""
    largest = float(np.max(np.abs(npvs - expected) / np.where(expected == 0, TOLERANCE, np.abs(expected))))
    if not largest <= TOLERANCE:
        sys.exit(f"net present values differ by {largest:.1e} relative: not the same model, so no ratios")
    return largest


def measure(base: Scenario, columns: list[str], folder: Path) -> str:
    """The table for a file with these columns, and what it rests on."""
    file = folder / "scenarios.csv"
    write_scenarios(file, base, columns)
    batch = read_batch(file, base)
    calls, few = values_of_rows(batch, ONE_BY_ONE), values_of_rows(batch, PLAIN)
    npv = appraise_batch(base, batch).indicators["npv"]
    largest = max(difference(one_call_each(base, calls), npv[:ONE_BY_ONE]), difference(by_plain_model(few), npv[:PLAIN]))
    ways: list[tuple[str, Task, int]] = [
        ("the command, answer as CSV", command(file, folder / "answer.csv"), SCENARIOS),
        ("the command, answer as Parquet", command(file, folder / "answer.parquet"), SCENARIOS),
        ("of that: reading and checking the file", lambda: read_batch(file, base), SCENARIOS),
        ("of that: `appraise_batch`", lambda: appraise_batch(base, batch), SCENARIOS),
        ("one engine call a scenario", lambda: one_call_each(base, calls), ONE_BY_ONE),
        ("the plain model of the tests", lambda: by_plain_model(few), PLAIN),
    ]
    taken = best_of_each([task for _, task, _ in ways], ROUNDS)
    rates = [number / time for (_, _, number), time in zip(ways, taken, strict=True)]
    one_each, plain_rate = rates[-2:]
    rows = [
        [name, f"{SCENARIOS / rate:.2f}", f"{rate:,.0f}", f"{rate / one_each:.1f}", f"{rate / plain_rate:.0f}"]
        for (name, _, _), rate in zip(ways, rates, strict=True)
    ]
    head = ["way", f"s for {SCENARIOS:,}", "scenarios a second", "× one engine call each", "× plain model"]
    size = f"{len(columns)} columns, {file.stat().st_size / 1e6:.0f} MB"
    return f"{size}; net present values alike to {largest:.0e} relative.\n\n{table(head, rows)}"


def main() -> None:
    base = base_case(load_assumptions("assumptions"))
    for columns in (list(SEVERAL), every_column(base)):
        with tempfile.TemporaryDirectory() as folder:
            print(measure(base, columns, Path(folder)), end="\n\n")


if __name__ == "__main__":
    main()
