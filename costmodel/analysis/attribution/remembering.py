"""What an answer rested on, kept small enough to travel with it; and what has moved since."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field

from costmodel.analysis.attribution.changes import ACTUALS, INDEX
from costmodel.assumptions.records import AssumptionSet, Municipality, Record, Wave

RememberedNumber = tuple[float | None, float | None, float | None, int | None]
"""Value, low, high and price year of a number in the files."""
FIELDS = ("value", "low", "high", "price_year")
"""Of a number, in their order."""
ROW, PATH, TOWN, PART = "row", "price_paths.", "municipalities.", "part"
"""A row that only one of the two has; rows of price paths; municipalities; what is known by a fingerprint alone."""
PARTS = (ACTUALS, "measurements", "correlations", "distributions")
"""What an answer knows by a fingerprint alone: what has been paid, measurements, correlations, and the shapes of the distributions."""
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class RememberedTown(Record):
    """What moves answers of a municipality's row."""

    wave: Wave
    """Wave of the rollout."""
    go_live: date
    """Date of go-live."""
    status: Literal["live", "planned"]
    """live: in use. planned: a plan."""
    population: dict[int, Annotated[int, Field(gt=0)]]
    """Inhabitants on 1 January by year."""


class Remembered(Record):
    """The numbers of the assumption files, without their texts."""

    numbers: dict[str, RememberedNumber]
    """Value, low, high and price year of every number by name, those of the budget as ``budget.NAME``."""
    price_index: dict[int, Positive]
    """The consumer price index by year."""
    price_paths: dict[str, float]
    """Growth by ``PATH YEAR`` where the files give it."""
    municipalities: dict[str, RememberedTown]
    """Wave, date of go-live, status and inhabitants by year of every municipality."""
    parts: dict[str, str]
    """Fingerprints of what is not a single number: actuals, measurements, correlations, distributions."""


@dataclass(frozen=True)
class Move:
    """One thing of the files that is not as it was."""

    name: str
    """Full name of a number; ``price_index.YEAR``; ``price_paths.PATH YEAR``; ``municipalities.NAME``; or one of PARTS."""
    field: str
    """One of FIELDS; a field of a municipality; ROW; or PART."""
    before: float | str | None
    after: float | str | None
    """Of a part both are fingerprints."""


@lru_cache(maxsize=16)
def remembered(assumptions: AssumptionSet) -> Remembered:
    """What an answer on these files carries with it."""
    return Remembered(
        numbers={name: (item.value, item.low, item.high, item.price_year) for name, item in assumptions.numbers.items()},
        price_index={year: item.cpi for year, item in sorted(assumptions.price_index.items())},
        price_paths={f"{row.path} {row.year}": row.growth for row in assumptions.price_paths},
        municipalities={town.name: _town(town) for town in assumptions.municipalities},
        parts=_fingerprints(assumptions),
    )


def _town(town: Municipality) -> RememberedTown:
    return RememberedTown(wave=town.wave, go_live=town.go_live, status=town.status, population=town.population)


def _fingerprints(assumptions: AssumptionSet) -> dict[str, str]:
    content: dict[str, Any] = assumptions.model_dump(mode="json", include=set(PARTS))
    content["distributions"] = {name: str(item.distribution) for name, item in assumptions.numbers.items()}
    return {part: hashlib.sha256(json.dumps(content[part], sort_keys=True).encode()).hexdigest()[:12] for part in PARTS}


def moves(then: Remembered, now: Remembered) -> tuple[Move, ...]:
    """Everything that has moved, in the order of the files."""
    index = [{str(year): cpi for year, cpi in item.price_index.items()} for item in (then, now)]
    return (
        *_of_numbers(then, now),
        *_of_rows(INDEX, *index),
        *_of_rows(PATH, then.price_paths, now.price_paths),
        *_of_towns(then, now),
        *(Move(part, PART, then.parts.get(part), now.parts[part]) for part in PARTS if then.parts.get(part) != now.parts[part]),
    )


def _of_numbers(then: Remembered, now: Remembered) -> Iterator[Move]:
    for name in dict.fromkeys((*then.numbers, *now.numbers)):
        if name in then.numbers and name in now.numbers:
            pairs = zip(FIELDS, then.numbers[name], now.numbers[name], strict=True)
            yield from (Move(name, field, before, after) for field, before, after in pairs if before != after)
        else:
            yield Move(name, ROW, *(item.numbers.get(name, (None,))[0] for item in (then, now)))


def _of_rows(start: str, then: Mapping[str, float], now: Mapping[str, float]) -> Iterator[Move]:
    for key in sorted(then.keys() | now.keys()):
        if then.get(key) != now.get(key):
            yield Move(f"{start}{key}", "value" if key in then and key in now else ROW, then.get(key), now.get(key))


def _of_towns(then: Remembered, now: Remembered) -> Iterator[Move]:
    for name in sorted(then.municipalities.keys() | now.municipalities.keys()):
        before, after = (_flat(item.municipalities.get(name)) for item in (then, now))
        for field in dict.fromkeys((*before, *after)):
            if before.get(field) != after.get(field):
                yield Move(f"{TOWN}{name}", field, before.get(field), after.get(field))


def _flat(town: RememberedTown | None) -> dict[str, str | float]:
    """The facts of a municipality with the inhabitants of each year as a fact of its own; none of one that is not there."""
    if town is None:
        return {}
    people = {f"population.{year}": float(count) for year, count in town.population.items()}
    return {"wave": town.wave, "go_live": town.go_live.isoformat(), "status": town.status, **people}
