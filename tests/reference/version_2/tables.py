"""The two CSV files: municipalities in their rank, and the price index."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

WAVES = ("PD1", "PD2", "PD3", "PD4", "PD5", "KI1", "KI2", "KI3", "KI4", "KI5")


@dataclass(frozen=True, eq=False)
class Municipality:
    """A row of the table; `go_live` is the decimal year of its date, whether live or planned."""

    name: str
    wave: str
    go_live: float
    is_live: bool
    people: dict[int, float]


def decimal_year(day: date) -> float:
    """Year + (day of year − 1) / days in the year."""
    days = date(day.year + 1, 1, 1) - date(day.year, 1, 1)
    return day.year + (day - date(day.year, 1, 1)).days / days.days


def municipality(row: dict[str, str]) -> Municipality:
    """One row of the file."""
    people = {int(key[4:]): float(value) for key, value in row.items() if key.startswith("pop_")}
    return Municipality(row["name"], row["wave"], decimal_year(date.fromisoformat(row["go_live"])), row["status"] == "live", people)


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table as Norwegian Excel writes it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@cache
def municipalities(folder: Path) -> tuple[Municipality, ...]:
    """All municipalities as in the file."""
    return tuple(municipality(row) for row in rows_of(folder / "municipalities.csv"))


@cache
def price_index(folder: Path) -> dict[int, float]:
    """Consumer prices by year."""
    return {int(row["year"]): float(row["cpi"].replace(",", ".")) for row in rows_of(folder / "price_index.csv")}
