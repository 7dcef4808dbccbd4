"""Decision: what now? Every option open to the municipality, relative to the same null, from `decision_year`."""

from dataclasses import dataclass

from reference.version_2.appraise import Appraisal, appraise_case
from reference.version_2.base_case import OPEN_TO
from reference.version_2.case import Case, Option, one_case
from reference.version_2.scenario import Inputs, Scenario, inputs, refuse, soonest


@dataclass(frozen=True)
class Decision:
    """The appraisal of each option and of each benchmark, by name."""

    options: dict[str, Appraisal]
    benchmarks: dict[str, Appraisal]

    @property
    def ranking(self) -> list[str]:
        """The options by npv, best first; benchmarks stand outside."""
        return sorted(self.options, key=lambda name: -self.options[name].npv)

    def difference(self, a: str, b: str) -> float:
        """Npv of b less that of a."""
        both = {**self.options, **self.benchmarks}
        return both[b].npv - both[a].npv


def leaving(scenario: Scenario, given: Inputs, key: str) -> Option:
    """Leave to an alternative, in the latest of the year asked for and the first one possible."""
    return Option(key, exit_year=max(scenario.exit_year or 0, soonest(given, key)))


def taking(scenario: Scenario, given: Inputs, key: str) -> Option:
    """Take an alternative, likewise, without having begun with Helseplattformen."""
    return Option(key, given.p["decision_year"], max(scenario.alternative_year or 0, soonest(given, key)))


def open_options(scenario: Scenario, given: Inputs) -> dict[str, Option]:
    """What is open to the municipality, benchmarks too."""
    run = scenario.alternative
    if given.municipalities[str(scenario.municipality)].is_live:
        return {"stay": Option(run)} | {f"leave_{key}": leaving(scenario, given, key) for key in OPEN_TO}
    keys = [key for key, to in OPEN_TO.items() if to != "leavers"]
    out = {"stay_out": Option(run, exit_year=given.p["decision_year"]), "join": Option(run)}
    return out | {f"take_{key}": taking(scenario, given, key) for key in keys}


def is_benchmark(name: str) -> bool:
    """Whether an option is shown beside the others alone."""
    return any(to == "none" and name.endswith(f"_{key}") for key, to in OPEN_TO.items())


def option_case(scenario: Scenario, given: Inputs, name: str) -> Case:
    """The case of an option."""
    options = open_options(scenario, given)
    if name not in options:
        refuse(f"{name} is not open; these are: {sorted(options)}")
    return one_case(scenario, given, options[name], int(given.p["decision_year"]))


def decide(scenario: Scenario) -> Decision:
    """Every option of the studied municipality, appraised."""
    given = inputs(scenario)
    results = {name: appraise_case(option_case(scenario, given, name)) for name in open_options(scenario, given)}
    return Decision(
        {name: result for name, result in results.items() if not is_benchmark(name)},
        {name: result for name, result in results.items() if is_benchmark(name)},
    )
