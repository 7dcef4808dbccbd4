"""An økonomiplan for the base case in plain Python: floats and loops, written from the rules in docs/budget.md, independent of the engine.

The line items come from the plain model; the rules (growth of prices, shares, years of a loan) stand here as numbers.
"""

from pathlib import Path

from reference.version_2 import Scenario, appraise
from reference.version_2.tables import price_index

SHARES = {"introduction_cost": 0.5, "alternative_introduction": 0.5, "avoided_legacy_renewal": 1.0}
LOAN_YEARS, LOAN_RATE, LONG_RUN = 5, 0.02, 0.02
REAL = {"wage": 0.009, "deflator": 0.008, "consumer": 0.0}
KNOWN = {("deflator", 2024): 0.043, ("deflator", 2025): 0.039}
PRICE_YEAR = REFERENCE_YEAR = 2024
MOVED_BY = {
    "operating_charge": "deflator",
    "capital_charge": "payment",
    "gp_contribution": "consumer",
    "introduction_cost": "consumer",
    "clinic_transition_loss": "consumer",
    "transition_time_cost": "wage",
    "extra_time_cost": "wage",
    "local_operation": "wage",
    "alternative_introduction": "consumer",
    "alternative_transition": "wage",
    "alternative_operation": "deflator",
    "alternative_time_cost": "wage",
    "avoided_legacy_operation": "deflator",
    "avoided_legacy_renewal": "consumer",
}
BUDGET_SHARE = {"transition_time_cost": 0.3, "extra_time_cost": 0.3, "alternative_transition": 0.3, "alternative_time_cost": 0.3}
RELEASING = 0.3
INCOME = ("gp_contribution", "avoided_legacy_operation", "avoided_legacy_renewal")


def level(facts: Path, path: str, year: int, base: int) -> float:
    """The level of a path in a year against a base year."""
    index, found = price_index(facts), 1.0
    first, last = sorted((year, base))
    for y in range(first + 1, last + 1):
        prices = index[y] / index[y - 1] - 1 if y in index else LONG_RUN
        found *= 1 + (KNOWN[path, y] if (path, y) in KNOWN else (1 + prices) * (1 + REAL[path]) - 1)
    return found if year >= base else 1 / found


def current(facts: Path, path: str, amount: float, year: int) -> float:
    """An amount of the appraisal in kroner of its year."""
    if path == "payment":
        return amount
    real = (1 + REAL[path]) ** (year - REFERENCE_YEAR)
    return amount / real * level(facts, path, year, REFERENCE_YEAR)


def whole(items: dict[str, list[float]], year: int, at: int, whole_renewal: dict[int, float], life: float) -> dict[str, float]:
    """What is paid in the year of every line, positive as named."""
    found = {name: items[name][at] for name in MOVED_BY}
    found["avoided_legacy_renewal"] = whole_renewal.get(year, 0.0)
    for name in ("alternative_introduction", "alternative_transition"):
        found[name] = found[name] / life if life else 0.0
    return found


def net_results(
    scenario: Scenario, whole_renewal: dict[int, float], life: float = 0.0, years: range = range(2027, 2031)
) -> dict[str, dict[str, list[float]]]:
    """Every line of the operating and the investment account by price basis; negative is an expense."""
    facts, appraisal = scenario.folder, appraise(scenario)
    lines: dict[str, dict[int, float]] = {name: {} for name in (*MOVED_BY, "released_benefits")}
    for at, year in enumerate(appraisal.years):
        for name, amount in whole(appraisal.items, year, at, whole_renewal, life).items():
            signed = amount if name in INCOME else -amount
            lines[name][year] = current(facts, MOVED_BY[name], signed * BUDGET_SHARE.get(name, 1.0), year)
        register = sum(row[at] for name, row in appraisal.items.items() if name.startswith("benefit_"))
        lines["released_benefits"][year] = current(facts, "wage", RELEASING * register, year)
    invested = {name: {y: share * lines[name][y] for y in appraisal.years} for name, share in SHARES.items()}
    drift = {name: {y: (1 - SHARES.get(name, 0.0)) * row[y] for y in appraisal.years} for name, row in lines.items()}
    outlay = {y: -invested["introduction_cost"][y] - invested["alternative_introduction"][y] for y in appraisal.years}
    own, saved = loan(outlay), loan(invested["avoided_legacy_renewal"])
    drift |= {"interest": negative(own["interest"]), "instalment": negative(own["instalment"])}
    drift |= {"saved_interest": saved["interest"], "saved_instalment": saved["instalment"]}
    drift["net_result"] = {y: sum(row[y] for row in drift.values()) for y in appraisal.years}
    everything = {**drift, **{f"invested_{name}": row for name, row in invested.items()}}
    bases = {
        "current": lambda y: 1.0,
        "plan_year": lambda y: 1 / level(facts, "deflator", y, years[0]),
        "price_year": lambda y: 1 / level(facts, "consumer", y, PRICE_YEAR),
    }
    return {basis: {name: [row[y] * factor(y) for y in years] for name, row in everything.items()} for basis, factor in bases.items()}


def loan(outlay: dict[int, float]) -> dict[str, dict[int, float]]:
    """Equal instalments over so many years from the year after each outlay, interest on what is owed when the year begins."""
    rate = (1 + LOAN_RATE) * (1 + LONG_RUN) - 1
    found: dict[str, dict[int, float]] = {"interest": {}, "instalment": {}}
    for y in outlay:
        found["instalment"][y] = sum(outlay.get(v, 0.0) for v in range(y - LOAN_YEARS, y)) / LOAN_YEARS
        owed = sum(outlay.get(v, 0.0) * (LOAN_YEARS - (y - v - 1)) / LOAN_YEARS for v in range(y - LOAN_YEARS, y))
        found["interest"][y] = rate * owed
    return found


def negative(row: dict[int, float]) -> dict[int, float]:
    """The row as an expense."""
    return {y: -amount for y, amount in row.items()}
