"""Answers about uncertainty as text for a terminal and as rows for a spreadsheet; texts in bokmål."""

from collections.abc import Iterator, Sequence
from typing import Any

from costmodel.analysis.uncertainty.measures import DIFFERENCE
from costmodel.assumptions.records import AssumptionSet
from costmodel.output.csv import Cell
from costmodel.output.labels import everybody, option_in_sentence, option_label, yearly_label
from costmodel.output.printing import columns
from costmodel.texts.catalog import listed, text
from costmodel.texts.numbers import number, percent

QUANTILES = ("p10", "p50", "p85", "p90")
SIMULATED_DECIMALS = {"benefit_cost_ratio": 2, "break_even_minutes": 1}
MOST_SHOWN = 15
Answer = dict[str, Any]


def simulation_lines(found: Answer, assumptions: AssumptionSet) -> list[str]:
    """Spread of each figure, the probabilities, the choice among all options, and net benefit by year."""
    figures = found["figures"]
    return [
        simulation_heading(found),
        text("terminal.uncertainty.expected"),
        "",
        *columns([_heads("uncertainty.heads"), *(_spread(name, figures[name]) for name in figures)]),
        "",
        *certainty_lines(found, assumptions),
        *repair_lines(found),
        "",
        *(choice_lines(found["choice"], assumptions) if found["choice"] else []),
        *columns([_heads("uncertainty.year_heads"), *_years(found, "net_benefit")]),
    ]


def choice_lines(choice: Answer, assumptions: AssumptionSet) -> list[str]:
    """How each option stands among all by net present value and by the budget, and the differences between two."""
    by = [choice["by_npv"], choice["by_budget"]]
    rows = [
        (option_label(name, assumptions), *(cell for standing in by for cell in _standing(standing[name]))) for name in choice["options"]
    ]
    return [
        text("terminal.choice.title"),
        *columns([_heads("choice.heads"), *rows]),
        text("terminal.choice.regret"),
        "",
        *columns([_heads("choice.differences"), *(_difference(item, assumptions) for item in choice["differences"])]),
        "",
    ]


def _standing(item: Answer) -> tuple[str, ...]:
    return (percent(item["best"]), number(item["expected"], 1), number(item["regret"], 1))


def _difference(item: Answer, assumptions: AssumptionSet) -> tuple[str, ...]:
    first, second = (option_in_sentence(item[name], assumptions) for name in ("first", "second"))
    pair = text("terminal.choice.pair", first=first, second=second)
    return (pair, *(number(item[label], 1) for label in ("mean", "p10", "p50", "p90")), percent(item["probability"]))


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


def certainty_lines(found: Answer, assumptions: AssumptionSet) -> list[str]:
    """How sure it is that the first option is the better one."""
    if DIFFERENCE not in found["figures"]:
        return []
    first, second = (option_in_sentence(name, assumptions) for name in found["options"])
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
    yield from _choice_rows(found["choice"] or {})
    for name, statistics in found["by_year"].items():
        for statistic, values in statistics.items():
            start = {"kind": "year", "name": name, "label": yearly_label(name), "unit": "MNOK", "statistic": statistic}
            yield from ({**start, "year": year, "value": value} for year, value in zip(found["years"], values, strict=True))


def _choice_rows(choice: Answer) -> Iterator[dict[str, Cell]]:
    """A row for each statistic of each option, and of each difference."""
    for kind in ("by_npv", "by_budget") if choice else ():
        for name, standing in choice[kind].items():
            start = {"kind": f"option_{kind}", "name": name, "label": text(f"terminal.choice.{kind}")}
            yield from ({**start, "statistic": statistic, "value": value} for statistic, value in standing.items())
    for item in choice.get("differences", ()):
        start = {"kind": "difference", "name": f"{item['first']},{item['second']}", "label": text("terminal.choice.differences.pair")}
        yield from ({**start, "statistic": key, "value": item[key]} for key in item if key not in ("first", "second"))


def indices_lines(found: Answer, assumptions: AssumptionSet) -> list[str]:
    """The largest indices by number, and all by theme; of a choice, between which two options."""
    rows = [[(item["label"], *_index(item)) for item in found[kind]] for kind in ("numbers", "themes")]
    return [
        text("terminal.indices.heading", heading=simulation_heading(found), runs=found["runs"]),
        *_compared(found["options"], assumptions),
        text("terminal.indices.alone"),
        text("terminal.indices.together"),
        "",
        *columns([_heads("indices.themes"), *rows[1]]),
        "",
        *columns([_heads("indices.numbers"), *rows[0][:MOST_SHOWN]]),
    ]


def _compared(options: Sequence[str], assumptions: AssumptionSet) -> list[str]:
    if not options:
        return []
    first, second = (option_in_sentence(name, assumptions) for name in options)
    return [text("terminal.indices.compared", first=first, second=second)]


def _index(item: Answer) -> tuple[str, ...]:
    return tuple(percent(item[key], 1) for key in ("first", "first_error", "total", "total_error"))


def indices_rows(found: Answer) -> Iterator[dict[str, Cell]]:
    """A row for each statistic of each index."""
    for kind in ("numbers", "themes"):
        for item in found[kind]:
            start = {"kind": kind, "name": item["key"], "label": item["label"], "unit": text("terminal.indices.unit")}
            yield from ({**start, "statistic": key, "value": item[key]} for key in ("first", "first_error", "total", "total_error"))


def information_lines(found: Answer, assumptions: AssumptionSet) -> list[str]:
    """What everything, and each number, is worth to the choice."""
    names = {name: option_in_sentence(name, assumptions) for name in found["options"]}
    better = found["better"]
    told = {"better": names[better], "expected": found["expected"][better], "chance": found["best"][better]}
    rows = [(item["label"], number(item["value"], 1), number(item["standard_error"], 1)) for item in found["numbers"][:MOST_SHOWN]]
    return [
        simulation_heading(found),
        text("terminal.information.choice", options=listed(list(names.values()), "or"), **told),
        text("terminal.information.everything", value=found["everything"]),
        "",
        *columns([_heads("information.heads"), *rows]),
    ]


def information_rows(found: Answer) -> Iterator[dict[str, Cell]]:
    """A row for what everything is worth, two for each option, and two for each number."""
    start, know = {"kind": "decision", "unit": "MNOK"}, text("terminal.information.know_everything")
    yield {**start, "name": "everything", "label": know, "statistic": "value", "value": found["everything"]}
    for name in found["options"]:
        row = {"kind": "option", "name": name}
        expected, best = (text(f"terminal.information.{key}") for key in ("expected", "best"))
        yield {**row, "label": expected, "unit": "MNOK", "statistic": "mean", "value": found["expected"][name]}
        yield {**row, "label": best, "unit": text("labels.units.andel"), "statistic": "best", "value": found["best"][name]}
    for item in found["numbers"]:
        row = {"kind": "number", "name": item["name"], "label": item["label"], "unit": "MNOK"}
        yield {**row, "statistic": "value", "value": item["value"]}
        yield {**row, "statistic": "standard_error", "value": item["standard_error"]}
