"""``make bench``: scenarios a second by the engine against LibreOffice recalculating the workbook, what finance has today.

The same scenarios are put into the input cells of one open workbook and appraised by the engine; no ratio is printed unless
both come to the same net present values.
"""

import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.timing import best_of_each, repeated, table
from costmodel import Scenario, appraise, base_case, load_assumptions
from costmodel.analysis.decision_card.making import card_of
from costmodel.output.workbook.addresses import INPUTS, RESULTS
from costmodel.output.workbook.assembly import Book, assemble
from costmodel.output.workbook.sheets.results import FIRST_INDICATOR_ROW
from costmodel.output.workbook.writing import About, book_bytes, workbook_bytes

SCENARIOS, ROUNDS, TIMES = 12, 3, 20
TOLERANCE = 1e-9
VARIED = ("participants", "platform_cost", "gp_uptake", "extra_minutes", "local_operating_cost", "real_wage_growth")
SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's Python, which has the module uno."""
COVER = About("Basis", "Som basis.", date(2026, 1, 1), "")


def columns(base: Scenario) -> dict[str, np.ndarray]:
    """Six numbers drawn from their plausible ranges."""
    rng = np.random.default_rng(9)
    items = {name: base.assumptions.quantities[name] for name in VARIED}
    drawn = {name: rng.uniform(item.low, item.high, SCENARIOS) for name, item in items.items()}
    return {**drawn, "participants": np.round(drawn["participants"])}


def in_libreoffice(book: Book, values: dict[str, np.ndarray]) -> tuple[list[float], float]:
    """Net present value of each scenario, and the seconds that LibreOffice takes for one, at its best."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.xlsx"
        path.write_bytes(book_bytes(book, COVER, card_of(book.scenario)))
        rounds = [
            [(INPUTS, f"C{book.input_rows[name]}", float(column[row])) for name, column in values.items()] for row in range(SCENARIOS)
        ]
        cell = f"C{FIRST_INDICATOR_ROW}:C{FIRST_INDICATOR_ROW}"
        job = {"workbook": str(path), "rounds": rounds, "read": [(RESULTS, cell)]}
        command = [SYSTEM_PYTHON, str(Path(__file__).parents[1] / "tools" / "recalculate.py")]
        shown = json.loads(subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, check=True).stdout)
    return [item["ranges"][0][0][0] for item in shown], min(item["seconds"] for item in shown)


def main() -> None:
    base = base_case(load_assumptions("assumptions"))
    book, values = assemble(base), columns(base)
    batch = base.with_values(values)
    singles = [base.with_values({name: column[row] for name, column in values.items()}) for row in range(SCENARIOS)]
    found, libreoffice = in_libreoffice(book, values)
    wanted = appraise(batch).indicators.npv.ravel()
    difference = float(np.abs(np.array(found) / wanted - 1.0).max())
    if difference > TOLERANCE:
        sys.exit(f"LibreOffice and the engine differ by {difference:.1e}")
    large = base.with_values({name: np.resize(column, 2000) for name, column in values.items()})
    one = repeated(lambda: [appraise(single) for single in singles], TIMES)
    engine, batched, writing = best_of_each([one, lambda: appraise(large), lambda: workbook_bytes(base, COVER)], ROUNDS)
    seconds = {"LibreOffice, workbook open": libreoffice, "one engine call each": engine / TIMES / SCENARIOS, "in a batch": batched / 2000}
    rows = [[way, f"{1 / time:,.0f}".replace(",", " "), f"{libreoffice / time:,.0f}".replace(",", " ")] for way, time in seconds.items()]
    print("## The workbook\n")
    print(f"{SCENARIOS} scenarios, net present values alike to {difference:.0e} relative.\n")
    print(table(["way", "scenarios a second", "× LibreOffice"], rows))
    print(f"\nThe workbook is written in {writing:.1f} s and has {len(workbook_bytes(base, COVER)) / 1e6:.2f} MB.")


if __name__ == "__main__":
    main()
