"""Answers about uncertainty as text for a terminal and as rows for a spreadsheet; texts in bokmål."""

from collections.abc import Iterator
from typing import Any

from costmodel.analysis.uncertainty.measures import DIFFERENCE
from costmodel.output.csv import Cell
from costmodel.output.labels import everybody, option_in_sentence, yearly_label
from costmodel.output.printing import columns
from costmodel.texts.numbers import number, percent, signed

QUANTILES = ("p10", "p50", "p85", "p90")
DECIMALS = {"benefit_cost_ratio": 2, "break_even_minutes": 1}
MOST_SHOWN = 15
Answer = dict[str, Any]


def simulation_lines(found: Answer) -> list[str]:
    """Spread of each figure, the probabilities, and net benefit by year."""
    figures = found["figures"]
    head = ("", "Utgangspunkt", "Forventet", "P10", "P50", "P85", "P90", "Over null")
    return [
        heading(found),
        "Forventet verdi og utgangspunktet er ulike: de usikre tallene kan slå mer ut den ene veien enn den andre.",
        "",
        *columns([head, *(_spread(name, figures[name]) for name in figures)]),
        "",
        *decision_lines(found),
        *repair_lines(found),
        "",
        *columns([("Netto nytte, MNOK per år", "Utgangspunkt", "P10", "P50", "P90"), *_years(found, "net_benefit")]),
    ]


def heading(found: Answer) -> str:
    """Who, how many draws, which seed, which assumptions."""
    draws = f"{number(found['draws'])} trekninger av {len(found['drawn'])} usikre tall, " if "draws" in found else ""
    who = found["municipality"] or everybody()
    return f"{who}: {draws}frø {found['seed']}, modell {found['model_version']}, forutsetninger {found['assumptions_hash'][:12]}."


def decision_lines(found: Answer) -> list[str]:
    """How sure it is that the first option is the better one."""
    if DIFFERENCE not in found["figures"]:
        return []
    first, second = (option_in_sentence(name) for name in found["options"])
    chance = percent(found["figures"][DIFFERENCE]["probability_positive"])
    return [f"Sannsynlighet for at det lønner seg mer å {first} enn å {second}, regnet fra beslutningsåret: {chance}."]


def repair_lines(found: Answer) -> list[str]:
    """A line where the correlations of the files could not all hold."""
    change = found["correlation_repair"]
    if not change:
        return []
    return [
        f"Samvariasjonene i correlations.yaml kan ikke gjelde samtidig. De nærmeste mulige er brukt; endret med inntil {number(change, 3)}."
    ]


def _spread(name: str, row: Answer) -> tuple[str, ...]:
    places = DECIMALS.get(name, 0 if "(kr)" in row["label"] or "Kroner" in row["label"] else 1)
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
    head = ("", "Alene", "±", "Samlet", "±")
    rows = [[(item["label"], *_index(item)) for item in found[kind]] for kind in ("numbers", "themes")]
    return [
        f"{heading(found)} {number(found['runs'])} kjøringer av modellen.",
        "Alene: andelen av variansen som ville falle bort om tallet var kjent. Samlet: også det tallet gjør sammen med andre.",
        "Tall som varierer sammen, regnes som ett. ± er halve 95 % konfidensintervallet.",
        "",
        *columns([("Tema", *head[1:]), *rows[1]]),
        "",
        *columns([("Usikkert tall", *head[1:]), *rows[0][:MOST_SHOWN]]),
    ]


def _index(item: Answer) -> tuple[str, ...]:
    return tuple(percent(item[key], 1) for key in ("first", "first_error", "total", "total_error"))


def indices_rows(found: Answer) -> Iterator[dict[str, Cell]]:
    """A row for each statistic of each index."""
    for kind in ("numbers", "themes"):
        for item in found[kind]:
            start = {"kind": kind, "name": item["key"], "label": item["label"], "unit": "andel av variansen"}
            yield from ({**start, "statistic": key, "value": item[key]} for key in ("first", "first_error", "total", "total_error"))


def information_lines(found: Answer) -> list[str]:
    """What everything, and each number, is worth to the decision."""
    first, second = (option_in_sentence(name) for name in found["options"])
    rows = [(item["label"], number(item["value"], 1), number(item["standard_error"], 1)) for item in found["numbers"][:MOST_SHOWN]]
    return [
        heading(found),
        f"Valget: {first} eller {second}. Forventet forskjell {signed(found['expected_difference'], 1)} MNOK; "
        f"sannsynlighet for at det lønner seg mest å {first}: {percent(found['probability_first'])}.",
        f"Å vite alt sikkert før valget er verdt inntil {number(found['everything'], 1)} MNOK.",
        "",
        *columns([("Å vite dette sikkert er verdt inntil", "MNOK", "standardfeil"), *rows]),
    ]


def information_rows(found: Answer) -> Iterator[dict[str, Cell]]:
    """A row for what everything is worth, and one for each number."""
    start = {"kind": "decision", "unit": "MNOK"}
    yield {**start, "name": "everything", "label": "Å vite alt", "statistic": "value", "value": found["everything"]}
    yield {**start, "name": "difference", "label": "Forventet forskjell", "statistic": "mean", "value": found["expected_difference"]}
    for item in found["numbers"]:
        row = {"kind": "number", "name": item["name"], "label": item["label"], "unit": "MNOK"}
        yield {**row, "statistic": "value", "value": item["value"]}
        yield {**row, "statistic": "standard_error", "value": item["standard_error"]}
