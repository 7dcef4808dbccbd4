"""What an answer says of itself, so that a reader knows what it is and a program can ask the same again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from costmodel.assumptions.parameters import empty_as
from costmodel.assumptions.records import EVERYBODY, AssumptionSet, Record
from costmodel.model.scenario import Scenario
from costmodel.output.workbook.describing import choices_in
from costmodel.version import MODEL_VERSION

PARTS = ("municipalities", "actuals", "measurements", "correlations")
"""Parts of the assumption files that an answer knows by a fingerprint alone."""
LIFETIME, DECISION = "lifetime", "decision"


class AboutChange(Record):
    """A value that the scenario has changed."""

    name: str
    """Full name of the number."""
    before: float | None
    """As the assumption files have it."""
    after: float | None
    """As the scenario has it."""


class Identity(Record):
    """What an answer is."""

    command: list[str]
    """The words that the program was asked with, without the place of the answer; empty where it was not asked from a command line."""
    scenario: str
    """Name of the scenario, or the file it came from."""
    changes: list[AboutChange]
    """What it changes."""
    municipality: str | None
    """The municipality under study; None: all participants together, or several one by one."""
    municipalities: list[str]
    """Several one by one; empty for one answer."""
    question: Literal["lifetime", "decision"]
    """Over the whole service life, or from the decision year."""
    alternative: str
    """Key of the alternative."""
    together: list[str]
    """Who procures it together."""
    participant_set: list[str] | None
    """Named participants; None: by number."""
    price_basis: str
    """fixed (kroner of price_year), plan_year (fixed kroner of the plan's first year) or current (kroner of each year)."""
    price_year: int
    """The year of the prices; of current prices the run's price year."""
    model_version: str
    """Version of the model."""
    assumptions_hash: str
    """Fingerprint of the assumption files."""
    date: str
    """When it was made (year-month-day)."""
    values: dict[str, float | None]
    """Every number as the scenario has it, those of the budget as ``budget.NAME``."""
    price_index: dict[str, float]
    """The consumer price index by year."""
    price_paths: dict[str, float]
    """Growth by ``PATH YEAR`` where the files give it."""
    parts: dict[str, str]
    """Fingerprints of what is not a single number: the municipality table and the like."""


@dataclass(frozen=True)
class Asked:
    """What was asked for beside the scenario."""

    name: str
    """What the scenario is called."""
    command: Sequence[str] = ()
    """The words of the command."""
    prices: tuple[str, int] | None = None
    """Price basis and year, where they are not the run's."""
    municipalities: Sequence[str | None] = ()
    """Whose answers stand in it one by one; none: that of the scenario's municipality."""


def identity_of(scenario: Scenario, asked: Asked, today: date | None = None) -> Identity:
    """What an answer on a scenario, a batch of one, says of itself."""
    assumptions, chosen = scenario.assumptions, choices_in(scenario)
    in_files = {key: item.value for key, item in assumptions.quantities.items()}
    basis, price_year = asked.prices or ("fixed", int(scenario.setting("price_year")))
    is_decision = scenario.setting("start_year") == scenario.setting("decision_year")
    return Identity(
        command=list(asked.command),
        scenario=asked.name,
        changes=[AboutChange(name=key, before=in_files[key], after=value) for key, value in chosen.changes.items() if key != "start_year"],
        municipality=None if asked.municipalities else scenario.municipality,
        municipalities=[name or EVERYBODY for name in asked.municipalities],
        question=DECISION if is_decision else LIFETIME,
        alternative=str(chosen.alternative),
        together=list(chosen.together),
        participant_set=None if chosen.participant_set is None else list(chosen.participant_set),
        price_basis=basis,
        price_year=price_year,
        model_version=MODEL_VERSION,
        assumptions_hash=assumptions.hash,
        date=(today or date.today()).isoformat(),
        values=values_of_answer(scenario),
        price_index={str(year): item.cpi for year, item in sorted(assumptions.price_index.items())},
        price_paths={f"{row.path} {row.year}": row.growth for row in assumptions.price_paths},
        parts=fingerprints(assumptions),
    )


def values_of_answer(scenario: Scenario) -> dict[str, float | None]:
    """Every number of a batch of one by name, and those that only the budget reads."""
    found = {name: float(array.flat[0]) for name, array in scenario.values.items()}
    plain = {name: None if value == empty_as(name) else value for name, value in found.items()}
    return {**plain, **{f"budget.{name}": item.value for name, item in scenario.assumptions.budget.items()}}


def fingerprints(assumptions: AssumptionSet) -> dict[str, str]:
    """A fingerprint of each of :data:`PARTS`."""
    content = assumptions.model_dump(mode="json", include=set(PARTS))
    return {part: hashlib.sha256(json.dumps(content[part], sort_keys=True).encode()).hexdigest()[:12] for part in PARTS}
