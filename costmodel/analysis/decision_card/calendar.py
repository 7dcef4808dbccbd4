"""What must be decided by when, and what it gives to wait a year."""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from types import MappingProxyType

from costmodel.analysis.decision_card.facts import Calendar, OptionFacts, RenewalFacts, WaitingFacts
from costmodel.analysis.decision_card.outcomes import Check, Outcomes, amount_of, npv_of
from costmodel.model.decision import JOIN, TAKE, Decision, alternative_begins, is_live, options_of
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario
from costmodel.units import MONTHS_PER_YEAR

WITHDRAWAL_MONTHS = 13
"""One that has decided to join may withdraw until so many months before go-live (the introduction plan in source S2)."""
WITHDRAWAL_SOURCE = "S2"


def calendar_of(scenario: Scenario, decision: Decision, own: str) -> Calendar:
    """The dates of the scenario as it stands, the first draw of the decision."""
    row = next((item for item in scenario.assumptions.municipalities if item.name == scenario.municipality), None)
    appraisal, live = decision.all[own], is_live(scenario)
    go_live = None if live else float(appraisal.drivers.go_live[0, 0, 0])
    year, lead = scenario.setting("decision_year"), scenario.setting("exit_lead_years")
    years = {name: alternative_begins(name, item) for name, item in decision.all.items()}
    return Calendar(
        decision_year=int(year),
        is_live=live,
        plan=None if row is None else row.go_live,
        declined=None if row is None else row.declined,
        go_live=go_live,
        withdrawal=None if go_live is None else go_live - WITHDRAWAL_MONTHS / MONTHS_PER_YEAR,
        service_end=None if row is None else float(appraisal.drivers.service_end[0, 0, 0]),
        notice_years=lead,
        first_exit_year=ceil(year + lead),
        alternatives={name: first for name, first in years.items() if first is not None},
        renewals=() if row is None else tuple(_renewals(scenario, appraisal)),
    )


def is_after_service(appraisal: Appraisal, year: int | None) -> bool:
    """Whether a year is at or after the end of the service life of everyone under study, in the first draw."""
    return year is not None and bool(year >= appraisal.drivers.service_end[0].max())


def _renewals(scenario: Scenario, appraisal: Appraisal) -> Iterator[RenewalFacts]:
    """Renewals of the systems that are replaced, the first one first."""
    keys = scenario.assumptions.legacy_systems
    found = [RenewalFacts(key, int(when[0, 0, 0])) for key, when in zip(keys, appraisal.drivers.renewal_years, strict=True)]
    replaced = [item for item in found if scenario.values[f"legacy_systems.{item.system}.replaced"].flat[0] > 0]
    yield from sorted(replaced, key=lambda item: item.year)


def waiting_of(found: Outcomes, options: tuple[OptionFacts, ...], check: Check) -> Iterator[WaitingFacts]:
    """What it gives to join a year later, and to leave to, or take, the best of the alternatives a year later."""
    scenarios = options_of(found.scenario)
    own = [JOIN] if JOIN in scenarios else []
    best = next((item for item in options if item.from_year is not None and not item.is_benchmark), None)
    other = [] if best is None or best.is_after_service else [best.name]
    for name in own + other:
        less = npv_of(a_year_later(scenarios[name], name), found, check) - found.figures["npv"][name]
        yield WaitingFacts(name, amount_of(less, found.weights))


def a_year_later(option: Scenario, name: str) -> Scenario:
    """The option of this name with the year of its own moved: set without the bounds of what may be entered, as its years are."""
    moved = "rollout_delay" if name == JOIN else "alternative_year" if name.startswith(TAKE) else "exit_year"
    return replace(option, values=MappingProxyType({**option.values, moved: option.values[moved] + 1.0}))
