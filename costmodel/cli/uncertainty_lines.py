"""Answers about uncertainty as text for a terminal and as rows for a spreadsheet; texts in bokmål."""

from collections.abc import Iterator
from typing import Any

from costmodel.analysis.uncertainty.measures import DIFFERENCE
from costmodel.output.csv import Cell
from costmodel.output.labels import everybody, option_label, yearly_label
from costmodel.output.printing import columns
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number, percent

QUANTILES = ("p10", "p50", "p85", "p90")
SIMULATED_DECIMALS = {"benefit_cost_ratio": 2, "break_even_minutes": 1}
MOST_SHOWN = 15
Answer = dict[str, Any]


def simulation_lines(found: Answer) -> list[str]:
    """Spread of each figure, the probabilities, and net benefit by year."""
    figures = found["figures"]
    return [
        simulation_heading(found),
        text("terminal.uncertainty.expected"),
        "",
        *columns([_heads("uncertainty.heads"), *(_spread(name, figures[name]) for name in figures)]),
        "",
        *certainty_lines(found),
        *repair_lines(found),
        "",
        *columns([_heads("uncertainty.year_heads"), *_years(found, "net_benefit")]),
    ]


def simulation_heading(found: Answer) -> str:
    """Who, how many draws, which seed, which assumptions."""
    told = {"seed": found["seed"], "model": found["model_version"], "fingerprint": found["assumptions_hash"][:12]}
    told |= {"who": found["municipality"] or everybody()}
    if "draws" not in found:
        return text("terminal.uncertainty.heading", **told)
    return text("terminal.uncertainty.heading_with_draws", draws=found["draws"], numbers=len(found["drawn"]), **told)


def _heads(key: str) -> tuple[str, ...]:
    """Heads of a table's columns in their order."""
    return tuple(text.part(f"terminal.{key}").values())


def certainty_lines(found: Answer) -> list[str]:
    """How sure it is that the first option is the better one."""
    if DIFFERENCE not in found["figures"]:
        return []
    first, second = (option_label(name) for name in found["options"])
    chance = found["figures"][DIFFERENCE]["probability_positive"]
    return [text("terminal.uncertainty.chance", first=first, second=second, chance=chance)]


def repair_lines(found: Answer) -> list[str]:
    """A line where the correlations of the files could not all hold."""
    change = found["correlation_repair"]
    return [text("terminal.uncertainty.repair", change=change)] if change else []


def _spread(name: str, row: Answer) -> tuple[str, ...]:
    places = SIMULATED_DECIMALS.get(name, 0 if "(kr)" in row["label"] or "Kroner" in row["label"] else 1)
    values = (row["base"], row["mean"], *(row[label] for label in QUANTILES))
    return (row["label"], *(number(value, places) for value in values), percent(row["probability_positive"]))


def _years(found: Answer, name: str) -> Iterator[tuple[str, ...]]:
    rows = found["by_year"][name]
    for at, year in enumerate(found["years"]):
        yield (str(year), *(number(rows[label][at], 1) for label in ("base", "p10", "p50", "p90")))


def simulation_rows(found: Answer) -> Iterator[dict[str, Cell]]:
    """A row for each statistic of each figure, and for each year."""
    for name, row in found["figures"].items():
        start = {"kind": "figure", "name": name, "label": row["label"], "unit": row["unit"]}
        for statistic in ("base", "mean", "probability_positive", "missing", *QUANTILES):
            yield {**start, "statistic": statistic, "value": row[statistic]}
        for statistic, error in row["standard_errors"].items():
            yield {**start, "statistic": f"standard_error_{statistic}", "value": error}
    for name, statistics in found["by_year"].items():
        for statistic, values in statistics.items():
            start = {"kind": "year", "name": name, "label": yearly_label(name), "unit": "MNOK", "statistic": statistic}
            yield from ({**start, "year": year, "value": value} for year, value in zip(found["years"], values, strict=True))


def indices_lines(found: Answer) -> list[str]:
    """The largest indices by number, and all by theme."""
    rows = [[(item["label"], *_index(item)) for item in found[kind]] for kind in ("numbers", "themes")]
    return [
        text("terminal.indices.heading", heading=simulation_heading(found), runs=found["runs"]),
        text("terminal.indices.alone"),
        text("terminal.indices.together"),
        "",
        *columns([_heads("indices.themes"), *rows[1]]),
        "",
        *columns([_heads("indices.numbers"), *rows[0][:MOST_SHOWN]]),
    ]


def _index(item: Answer) -> tuple[str, ...]:
    return tuple(percent(item[key], 1) for key in ("first", "first_error", "total", "total_error"))


def indices_rows(found: Answer) -> Iterator[dict[str, Cell]]:
    """A row for each statistic of each index."""
    for kind in ("numbers", "themes"):
        for item in found[kind]:
            start = {"kind": kind, "name": item["key"], "label": item["label"], "unit": text("terminal.indices.unit")}
            yield from ({**start, "statistic": key, "value": item[key]} for key in ("first", "first_error", "total", "total_error"))


def information_lines(found: Answer) -> list[str]:
    """What everything, and each number, is worth to the decision."""
    first, second = (option_label(name) for name in found["options"])
    expected = {"difference": found["expected_difference"], "chance": found["probability_first"]}
    rows = [(item["label"], number(item["value"], 1), number(item["standard_error"], 1)) for item in found["numbers"][:MOST_SHOWN]]
    return [
        simulation_heading(found),
        text("terminal.information.choice", first=first, second=second, **expected),
        text("terminal.information.everything", value=found["everything"]),
        "",
        *columns([_heads("information.heads"), *rows]),
    ]


def information_rows(found: Answer) -> Iterator[dict[str, Cell]]:
    """A row for what everything is worth, and one for each number."""
    start, know = {"kind": "decision", "unit": "MNOK"}, text("terminal.information.know_everything")
    yield {**start, "name": "everything", "label": know, "statistic": "value", "value": found["everything"]}
    expected = text("terminal.information.expected_difference")
    yield {**start, "name": "difference", "label": expected, "statistic": "mean", "value": found["expected_difference"]}
    for item in found["numbers"]:
        row = {"kind": "number", "name": item["name"], "label": item["label"], "unit": "MNOK"}
        yield {**row, "statistic": "value", "value": item["value"]}
        yield {**row, "statistic": "standard_error", "value": item["standard_error"]}
