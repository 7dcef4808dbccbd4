"""What a scenario comes to: the whole appraisal, and the two answers of the first page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from costmodel import Appraisal, Decision, Scenario, appraise, decide, to_dict
from costmodel.analysis.pairs import Pair
from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.doubt import not_settled
from costmodel.analysis.sensitivity.levers import levers_of
from costmodel.analysis.sensitivity.one_way import Tornado, ends_of, tornado_of
from costmodel.assumptions.records import Role
from costmodel.model.results import present_values
from pages.answers.keeping import kept


@dataclass(frozen=True)
class Result:
    """An appraisal of one scenario as plain numbers."""

    record: Mapping[str, Any]
    """As :func:`costmodel.to_dict` gives it."""
    present_values: Mapping[str, float]
    """Present value of each line item and total, MNOK."""

    def indicator(self, name: str) -> float | None:
        """An indicator of the appraisal; None where it does not exist."""
        return self.record["indicators"][name]

    def in_year(self, name: str, year: int) -> float | None:
        """A line item, total or driver in one year; None in a year outside the appraisal."""
        years = self.record["years"]
        return self.record["line_items"][name][years.index(year)] if year in years else None

    def setting(self, name: str) -> int:
        """A setting in whole numbers, such as ``price_year``."""
        return int(self.record["parameters"][name])


@dataclass(frozen=True)
class Answers:
    """Both questions for one scenario."""

    life: Result
    """Over the service life."""
    of_life: Tornado
    """How far each uncertain number alone moves its net present value, MNOK."""
    pair: Pair
    """The option of being on the platform (``stay`` or ``join``), and the best of the others."""
    own: Result
    """The first of the pair, from the decision year on."""
    difference: Tornado
    """Net present value of the first of the pair less that of the second, MNOK, and how far each uncertain number alone moves it."""


@kept(64)
def appraisal_of(scenario: Scenario) -> Appraisal:
    """The appraisal over the service life."""
    return appraise(scenario)


@kept(128)
def decision_of(scenario: Scenario) -> Decision:
    """Every option of the municipality, from the decision year."""
    return decide(scenario)


@kept(512)
def answers_of(scenario: Scenario, *, keep: bool = False) -> Answers:
    """Both answers. The scenario is appraised by itself: in the batch that gives the spans, years last as long as the longest draw's.

    A number that the scenario has set is no longer doubted, and has no span; with `keep` it has.
    """
    levers = not_settled(scenario, (lever for lever in levers_of(scenario, Role.UNCERTAIN) if lever.has_range), keep=keep)
    draws, decision = ends_of(scenario, levers), decision_of(scenario)
    life, pair = appraise(draws), decision.leading_pair
    now = decide(draws, only=pair)
    return Answers(
        _result(appraisal_of(scenario)),
        tornado_of(Question(), levers, life.indicators.npv),
        pair,
        _result(decision.all[pair[0]]),
        tornado_of(Question(options=pair), levers, now.difference(pair[1], pair[0])),
    )


def _result(appraisal: Appraisal) -> Result:
    one = appraisal.rows(0, 1)
    return Result(to_dict(one), {name: array.item() for name, array in present_values(one).items()})
