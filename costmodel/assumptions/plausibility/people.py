"""municipalities.csv beside itself and the calendar: populations out of line, planned dates that have passed."""

from collections.abc import Iterator, Sequence
from datetime import date

from costmodel.assumptions.located import Keys, Located
from costmodel.assumptions.plausibility.steps import OutOfLine, shifted, steps
from costmodel.assumptions.records import Municipality
from costmodel.faults import Facts, Fault, Note

MOST_CHANGE = 0.10
"""Of a population from one column to the next, that is not worth a look."""
MOST_APART = 0.05
"""Of a population from the line between the columns beside it."""
PASSED = "planned_dates_passed"
"""Code of the note on plans that the calendar has overtaken, which stands until somebody knows what came of them."""
Placed = tuple[Municipality, Located]


def municipality_warnings(rows: Sequence[Placed], today: date) -> Iterator[Fault]:
    """What is worth a look in the municipalities, in the order of the file."""
    for item, row in rows:
        yield from _population(item, row)
    yield from _passed(rows, today)


def _is_usual(before: float, after: float, years: int = 1) -> bool:
    return 1 - MOST_CHANGE <= after / before <= 1 + MOST_CHANGE


def _population(item: Municipality, row: Located) -> Iterator[Fault]:
    years = sorted(item.population)
    people = [float(item.population[year]) for year in years]
    found = list(steps(years, people, _is_usual))
    for step in found:
        yield _step(row, years, people, step)
    if not found:
        yield from _apart(row, years, people)


def _way(year: int) -> Keys:
    return ("population", year)


def _step(row: Located, years: Sequence[int], people: Sequence[float], step: OutOfLine) -> Fault:
    value, beside = people[step.at], people[step.beside]
    facts: Facts = {
        "people": value,
        "beside": beside,
        "beside_year": years[step.beside],
        "change": round(100 * (value / beside - 1), 1),
        "most": 100 * MOST_CHANGE,
        "meant": shifted(value, lambda other: _is_usual(beside, other)),
    }
    way = _way(years[step.at])
    return Note(row.place(way), row.title(way), "population_step", facts)


def _apart(row: Located, years: Sequence[int], people: Sequence[float]) -> Iterator[Fault]:
    """A number far from the line between its neighbours, where no step by itself is too long."""
    for at in range(1, len(years) - 1):
        share = (years[at] - years[at - 1]) / (years[at + 1] - years[at - 1])
        between = people[at - 1] + share * (people[at + 1] - people[at - 1])
        if abs(people[at] / between - 1) > MOST_APART:
            facts: Facts = {"people": people[at], "between": float(round(between)), "before": years[at - 1], "after": years[at + 1]}
            yield Note(row.place(_way(years[at])), row.title(_way(years[at])), "population_apart", {**facts, "most": 100 * MOST_APART})


def _passed(rows: Sequence[Placed], today: date) -> Iterator[Fault]:
    """Plans that should have been carried out, all in one note at the first of them."""
    late = [(item, row) for item, row in rows if item.status == "planned" and item.go_live < today]
    if late:
        dates = sorted(item.go_live for item, _ in late)
        facts: Facts = {"count": len(late), "first": dates[0], "last": dates[-1], "today": today}
        yield Note(late[0][1].place(("go_live",)), "", PASSED, facts)
