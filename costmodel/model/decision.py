"""The decision: what now? Every option of a municipality, appraised from the decision year against the same null."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from math import ceil
from types import MappingProxyType

import numpy as np

from costmodel.assumptions.parameters import Inputs
from costmodel.assumptions.records import OpenTo
from costmodel.axes import Array, per_draw
from costmodel.model.appraisal import appraise_studied, register_of
from costmodel.model.benefits import benefit_path
from costmodel.model.derivation import frame_of, served_of
from costmodel.model.drivers import Frame
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario
from costmodel.model.studied import Studied, studied_of

STAY, LEAVE, STAY_OUT, JOIN, TAKE = "stay", "leave", "stay_out", "join", "take"
"""Options: a live one can stay or leave to an alternative (``leave_KEY``); a planned one stay out, join, or take one (``take_KEY``)."""

NEVER = per_draw(np.inf)


@dataclass(frozen=True)
class Decision:
    """The options of a municipality, appraised from the decision year; what is spent before is common to all."""

    options: Mapping[str, Appraisal]
    """What can be chosen, by name: ``stay``, ``leave_KEY``, ``stay_out``, ``join``, ``take_KEY``."""
    benchmarks: Mapping[str, Appraisal]
    """What is shown beside the options and cannot be chosen; outside ranking, chances and regret."""

    @property
    def all(self) -> Mapping[str, Appraisal]:
        """Options and benchmarks by name."""
        return {**self.options, **self.benchmarks}

    @property
    def npv(self) -> Mapping[str, Array]:
        """Net present value of each option and benchmark, MNOK, ``(draw, 1, 1)``."""
        return {name: item.indicators.npv for name, item in self.all.items()}

    @property
    def ranking(self) -> tuple[str, ...]:
        """The options by net present value in the first draw, best first."""
        return tuple(sorted(self.options, key=lambda name: -float(self.npv[name].flat[0])))

    @property
    def leading_pair(self) -> tuple[str, str]:
        """The option of being on the platform (stay, or join), and the best of the others in the first draw."""
        own = next(name for name in self.options if name in (STAY, JOIN))
        return own, next(name for name in self.ranking if name != own)

    def difference(self, a: str, b: str) -> Array:
        """Net present value of option `b` less that of `a`, MNOK, ``(draw, 1, 1)``."""
        return self.npv[b] - self.npv[a]


def is_live(scenario: Scenario) -> bool:
    """Whether the municipality under study is in use today; all participants together count as live."""
    status = {item.name: item.status for item in scenario.assumptions.municipalities}
    return scenario.municipality is None or status[scenario.municipality] == "live"


def from_decision(scenario: Scenario) -> Scenario:
    """The same with the appraisal starting in the decision year."""
    return replace(scenario, values=MappingProxyType({**scenario.values, "start_year": scenario.values["decision_year"]}))


def from_value_year(scenario: Scenario) -> Scenario:
    """The scenario with its present values in the year that a reader has them in: one that is not live has nothing before the decision.

    Its introduction starts in the decision year at the earliest, so only the year of the values is another.
    """
    return scenario if is_live(scenario) else from_decision(scenario)


def option_of_run(scenario: Scenario) -> str:
    """The option of leaving to, or of taking, the run's alternative, in the first draw."""
    key = scenario.alternatives[int(scenario.alternative.flat[0])]
    return f"{LEAVE if is_live(scenario) else TAKE}_{key}"


def alternative_begins(option: str, appraisal: Appraisal) -> int | None:
    """The first calendar year with the alternative that an option leads to, in the first draw; None for one that leads to none."""
    found = {LEAVE: "exit_year", TAKE: "alternative_year"}.get(option.partition("_")[0])
    return None if found is None else ceil(float(appraisal.scenario.values[found].flat[0]))


def decide(scenario: Scenario, only: Collection[str] | None = None) -> Decision:
    """Appraise every option of :func:`options_of`, for every draw; what they have in common is worked out once.

    `only` names the options to appraise, all where None. Raises KeyError for a name that is none of the municipality's options.
    """
    options = options_of(scenario)
    options = options if only is None else {name: options[name] for name in only}
    results = appraise_options(options)
    shown_beside = benchmarks_of(scenario)
    return Decision(
        {name: item for name, item in results.items() if name not in shown_beside},
        {name: item for name, item in results.items() if name in shown_beside},
    )


def appraise_options(options: Mapping[str, Scenario]) -> dict[str, Appraisal]:
    """Appraise the options of one municipality, or of all participants, with what they have in common worked out once."""
    results: dict[str, Appraisal] = {}
    frame: Frame | None = None
    for name, option in options.items():
        i = option.inputs
        studied = studied_of(option, i)
        if frame is None:
            frame = common_frame(option, i, studied)
        elif option.municipality is None:
            frame = replace(frame, served=served_of(i, studied, frame.census, frame.growth.year))
        results[name] = appraise_studied(option, i, studied, frame)
    return results


def common_frame(option: Scenario, i: Inputs, studied: Studied) -> Frame:
    """What the options have in common.

    The others do the same whatever one municipality chooses, so the effect of the benefits is common too; where all participants
    choose together, those outside the set follow their alternative.
    """
    frame = frame_of(i, studied)
    if option.municipality is None:
        return frame
    return replace(frame, benefit_paths=[benefit_path(row, frame) for row in register_of(i, studied.region, option.draws)])


def benchmarks_of(scenario: Scenario) -> frozenset[str]:
    """Names of options that nobody can choose."""
    rows = scenario.assumptions.alternatives.items()
    return frozenset(f"{verb}_{key}" for verb in (LEAVE, TAKE) for key, row in rows if row.open_to == OpenTo.NONE)


def options_of(scenario: Scenario) -> dict[str, Scenario]:
    """The scenario of each option and benchmark, from the decision year on.

    One that is live stays, or leaves in the latest of the scenario's ``exit_year``, the first exit year and the earliest year
    of the alternative. One that is not stays out, joins, or takes an alternative, in the latest of ``alternative_year`` and
    those. Options that do not begin with the platform exit in the decision year, which makes all flows of it 0.
    """
    return options_where(scenario, live=is_live(scenario))


def options_where(scenario: Scenario, *, live: bool) -> dict[str, Scenario]:
    """The same for one that is live or for one that is not, whichever it is today."""
    now, start = from_decision(scenario), scenario.values["decision_year"]
    rows = scenario.assumptions.alternatives
    if live:
        return {STAY: _option(now, NEVER, NEVER)} | {f"{LEAVE}_{key}": _with_alternative(now, key, leaves=True) for key in rows}
    open_to_it = [key for key, row in rows.items() if row.open_to != OpenTo.LEAVERS]
    own = {STAY_OUT: _option(now, start, NEVER), JOIN: _option(now, NEVER, NEVER)}
    return own | {f"{TAKE}_{key}": _with_alternative(now, key, leaves=False) for key in open_to_it}


def _with_alternative(now: Scenario, key: str, leaves: bool) -> Scenario:
    """The option of leaving to an alternative, or of taking it without having begun with the platform."""
    values, number = now.values, per_draw(float(now.alternatives.index(key)))
    first = np.maximum(values["decision_year"] + values["exit_lead_years"], values[f"alternatives.{key}.earliest_year"])
    asked = values["exit_year" if leaves else "alternative_year"]
    year = np.maximum(np.where(asked < np.inf, asked, 0.0), first)
    option = _option(now, year, NEVER) if leaves else _option(now, values["decision_year"], year)
    return replace(option, alternative=number)


def _option(now: Scenario, exit_year: Array, alternative_year: Array) -> Scenario:
    """What the municipality does, set without the rules for scenarios: an option may have begun with nothing at all.

    Live ones outside the set do what the run's alternative says, whatever the studied one chooses.
    """
    values = {**now.values, "exit_year": exit_year, "alternative_year": alternative_year}
    outside = now.alternative if now.alternative_outside is None else now.alternative_outside
    outside = None if now.municipality is None else outside
    return replace(now, values=MappingProxyType(values), alternative_outside=outside)
