"""What the model says of every shipped scenario, as text files that are read as a diff when the model changes.

``make snapshot`` writes them anew; ``test_snapshot.py`` holds the model against them.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from costmodel import Appraisal, Decision, Scenario, appraise, decide, named
from costmodel.model import results
from costmodel.model.parties.distribution import distribution_of
from support import ROOT, shipped

FOLDER = ROOT / "tests" / "model" / "snapshots"
WHO = ("Trondheim", "Averøy", None)
DIGITS = 6
"""Significant digits: what differs between machines lies far below."""
NOTHING = 1e-9
"""Smaller amounts are what rounding leaves of 0."""
NAME_WIDTH, NUMBER_WIDTH = 34, 11


def names() -> list[str]:
    """The shipped scenarios, by file name."""
    return sorted(shipped().scenarios)


@cache
def text_of(name: str) -> str:
    """The snapshot of a scenario."""
    return "\n".join([*_scenario_lines(name), ""])


def _scenario_lines(name: str) -> Iterator[str]:
    yield f"{name}: {shipped().scenarios[name].name}"
    yield "MNOK, indicators and drivers in their own units; six significant digits; a single 0: 0 in every year"
    for municipality in WHO:
        scenario = named(shipped(), name).for_municipality(municipality)
        who = municipality or "all participants"
        yield from _appraisal_lines(f"{who}, lifetime", appraise(scenario))
        decision = decide(scenario)
        yield from _decision_lines(who, decision)
        if municipality:
            yield from _distribution_lines(scenario, decision)


def _decision_lines(who: str, decision: Decision) -> Iterator[str]:
    for name, result in decision.all.items():
        yield from _appraisal_lines(f"{who}, decision: {name}", result)
    yield from ["", f"== {who}, decision: best first", ", ".join(decision.ranking)]


def _distribution_lines(scenario: Scenario, decision: Decision) -> Iterator[str]:
    own, other = decision.leading_pair
    found = distribution_of(decision, own, other).present.named()
    yield from ["", f"== {scenario.municipality}, who gains by {other} against {own}", ""]
    yield from _columns([(name, number(array.flat[0])) for name, array in found.items()])


def _appraisal_lines(title: str, result: Appraisal) -> Iterator[str]:
    yield from ["", f"== {title}", ""]
    yield from _columns([(name, number(array.flat[0])) for name, array in results.indicators(result).items()])
    yield ""
    years = result.drivers.year.ravel()
    rows = {**results.line_items(result), **results.drivers(result)}
    yield from _columns([("year", *(f"{year:.0f}" for year in years)), *(_row(name, array[0, :, 0]) for name, array in rows.items())])


def _row(name: str, amounts: np.ndarray) -> tuple[str, ...]:
    texts = [number(amount) for amount in amounts]
    return (name, "0") if set(texts) == {"0"} else (name, *texts)


def number(value: float) -> str:
    """Rounded in two steps, so that a value on the edge falls to the same side on every machine."""
    if np.isnan(value):
        return "none"
    steady = 0.0 if abs(value) < NOTHING else float(f"{value:.12g}")
    return f"{steady:.{DIGITS}g}"


def _columns(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Names to the left, numbers to the right. The widths are fixed: a longer number does not move its neighbours."""
    for name, *cells in rows:
        yield " ".join([name.ljust(NAME_WIDTH), *(cell.rjust(NUMBER_WIDTH) for cell in cells)])


def write_snapshots(folder: Path = FOLDER) -> None:
    """Write every snapshot, and remove those whose scenario is gone."""
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.txt"):
        if path.stem not in names():
            path.unlink()
    for name in names():
        (folder / f"{name}.txt").write_text(text_of(name), "utf-8", newline="\n")


if __name__ == "__main__":
    write_snapshots()
