"""What an answer says of itself, so that a reader knows what it is and a program can ask the same again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from costmodel.analysis.attribution.remembering import Remembered, remembered
from costmodel.analysis.attribution.replaying import net_present_value
from costmodel.assumptions.records import EVERYBODY, Record
from costmodel.model.scenario import Scenario
from costmodel.scenarios.choices import choices_in
from costmodel.version import MODEL_VERSION

LIFETIME, DECISION = "lifetime", "decision"
Asking = Literal["lifetime", "decision"]


class AboutChange(Record):
    """A value that the scenario has changed."""

    name: str
    """Full name of the number."""
    before: float | None
    """As the assumption files have it."""
    after: float | None
    """As the scenario has it."""


class AboutItem(Record):
    """One of several scenarios that an answer sets beside each other."""

    name: str
    """The word that it was asked for with."""
    changes: list[AboutChange]
    """What it changes."""
    municipality: str | None
    """The municipality under study; None: all participants together."""
    alternative: str
    """Key of the alternative."""
    assumptions_hash: str
    """Fingerprint of the assumption files that it rests on."""


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
    question: Asking
    """Over the whole service life, or from the decision year."""
    options: list[str]
    """The two options of a decision that it is about; empty where it is about none, or about all."""
    alternative: str
    """Key of the alternative."""
    together: list[str]
    """Who procures it together."""
    participant_set: list[str] | None
    """Named participants; None: by number."""
    items: list[AboutItem]
    """Several scenarios beside each other; empty for one."""
    price_basis: Literal["fixed", "price_year", "plan_year", "current"]
    """fixed (kroner of price_year), plan_year (fixed kroner of the plan's first year) or current (kroner of each year)."""
    price_year: int
    """The year of the prices; of current prices the run's price year."""
    draws: int | None
    """How many draws; None where nothing is drawn."""
    seed: int | None
    """The seed of the draws."""
    files: dict[str, str]
    """Fingerprints of the files that were asked about, such as a batch, by name."""
    model_version: str
    """Version of the model."""
    assumptions_hash: str
    """Fingerprint of the assumption files."""
    date: str
    """When it was made (year-month-day)."""
    npv: float
    """Net present value of the scenario, MNOK, over the whole life or from the decision year: what a replay splits the change of."""
    rests_on: Remembered
    """The numbers of the assumption files."""


@dataclass(frozen=True)
class Asked:
    """What was asked for beside the scenario."""

    name: str
    """What the scenario is called."""
    command: Sequence[str] = ()
    """The words of the command."""
    question: Asking | None = None
    """Where it is not plain from the scenario's first year."""
    options: Sequence[str] = ()
    """The two options that it is about."""
    prices: tuple[str, int] | None = None
    """Price basis and year, where they are not the run's."""
    municipalities: Sequence[str | None] = ()
    """Whose answers stand in it one by one; none: that of the scenario's municipality."""
    draws: tuple[int, int] | None = None
    """How many draws, and their seed."""
    items: Mapping[str, Scenario] = field(default_factory=dict[str, Scenario])
    """Several scenarios beside each other, by the words for them."""
    files: Mapping[str, str] = field(default_factory=dict[str, str])
    """Fingerprints of the files that were asked about."""


def identity_of(scenario: Scenario, asked: Asked, today: date | None = None) -> Identity:
    """What an answer on a scenario, a batch of one, says of itself."""
    assumptions, chosen = scenario.assumptions, choices_in(scenario)
    basis, price_year = asked.prices or ("fixed", int(scenario.setting("price_year")))
    question = asked.question or (DECISION if _starts_at_decision(scenario) else LIFETIME)
    draws, seed = asked.draws or (None, None)
    return Identity.model_validate(
        {
            "command": list(asked.command),
            "scenario": asked.name,
            "changes": _changes(scenario, question),
            "municipality": None if asked.municipalities else scenario.municipality,
            "municipalities": [name or EVERYBODY for name in asked.municipalities],
            "question": question,
            "options": list(asked.options),
            "alternative": str(chosen.alternative),
            "together": list(chosen.together),
            "participant_set": None if chosen.participant_set is None else list(chosen.participant_set),
            "items": [_item(name, item, question) for name, item in asked.items.items()],
            "price_basis": basis,
            "price_year": price_year,
            "draws": draws,
            "seed": seed,
            "files": dict(asked.files),
            "model_version": MODEL_VERSION,
            "assumptions_hash": assumptions.hash,
            "date": (today or date.today()).isoformat(),
            "npv": net_present_value(scenario, is_decision=question == DECISION),
            "rests_on": remembered(assumptions),
        }
    )


def _starts_at_decision(scenario: Scenario) -> bool:
    return scenario.setting("start_year") == scenario.setting("decision_year")


def _changes(scenario: Scenario, question: str) -> list[AboutChange]:
    """What a scenario changes; its first year follows from the question where that is about the decision."""
    in_files = {key: item.value for key, item in scenario.assumptions.quantities.items()}
    changes = choices_in(scenario).changes.items()
    is_told = {key: key != "start_year" or question != DECISION or not _starts_at_decision(scenario) for key, _ in changes}
    return [AboutChange(name=key, before=in_files[key], after=value) for key, value in changes if is_told[key]]


def _item(name: str, scenario: Scenario, question: str) -> AboutItem:
    return AboutItem(
        name=name,
        changes=_changes(scenario, question),
        municipality=scenario.municipality,
        alternative=str(choices_in(scenario).alternative),
        assumptions_hash=scenario.assumptions.hash,
    )
