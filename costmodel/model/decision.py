"""The decision: what now? Stay or leave, join or stay out, appraised from the decision year in one batch."""

from dataclasses import dataclass

import numpy as np

from costmodel.axes import Array
from costmodel.model.appraisal import appraise
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario, stack


@dataclass(frozen=True)
class Decision:
    """The two options of a municipality, appraised from the decision year; what is spent before is common to both."""

    names: tuple[str, str]
    """``("stay", "leave")`` for one that is live and for all participants, else ``("join", "stay_out")``."""
    first: Appraisal
    """Stay, or join."""
    second: Appraisal
    """Leave, or stay out."""

    @property
    def difference(self) -> Array:
        """Net present value of the first option less that of the second, MNOK, ``(draw, 1, 1)``."""
        return self.first.indicators.npv - self.second.indicators.npv


def is_live(scenario: Scenario) -> bool:
    """Whether the municipality under study is in use today; all participants together count as live."""
    status = {item.name: item.status for item in scenario.assumptions.municipalities}
    return scenario.municipality is None or status[scenario.municipality] == "live"


def decide(scenario: Scenario) -> Decision:
    """Appraise both options of every draw from ``decision_year``, as :func:`options_of` describes them."""
    names, options = options_of(scenario)
    draws = options[0].draws
    both = appraise(stack(options))
    return Decision(names, both.rows(0, draws), both.rows(draws, 2 * draws))


def options_of(scenario: Scenario) -> tuple[tuple[str, str], tuple[Scenario, Scenario]]:
    """The names of the two options and their scenarios, which start at the decision year.

    One that is live stays (no exit) or leaves in the scenario's ``exit_year``, the year after the decision where it
    has none. One that is not joins as the scenario says, or stays out: exit in the decision year, which makes every
    flow 0.
    """
    decision_year = scenario.setting("decision_year")
    now = scenario.with_values({"start_year": decision_year})
    if is_live(scenario):
        given = now.values["exit_year"].ravel()
        leaving = np.broadcast_to(np.where(np.isfinite(given), given, decision_year + 1.0), now.draws)
        return ("stay", "leave"), (now.with_values({"exit_year": np.full(now.draws, np.inf)}), now.with_values({"exit_year": leaving}))
    return ("join", "stay_out"), (now, now.with_values({"exit_year": np.full(now.draws, decision_year)}))
