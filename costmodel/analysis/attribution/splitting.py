"""The change of an indicator between two scenarios, split over what is changed; and what two parties must disagree on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from costmodel.analysis.attribution.changes import Between, Change, known_indicators
from costmodel.analysis.attribution.shapley import every_coalition, exact, sampled, summing_to
from costmodel.analysis.decision_card.making import no_check
from costmodel.analysis.waterfall import Waterfall
from costmodel.assumptions.records import AssumptionSet
from costmodel.faults import AssumptionError, Facts, Fault, nearest, shown
from costmodel.model.scenario import Scenario

MOST_EXACT = 12
"""Changes of which every coalition is appraised."""
ORDERS, SEED = 256, 2026
TABLES = "tables"
"""The theme of what is no number of the files: who, tables, prices."""
STEPS = 33
"""Places along the way from one party to the other that are looked at in each round."""


@dataclass(frozen=True)
class ChangePart:
    """What one change adds to the indicator."""

    change: Change
    amount: float
    """In the unit of the indicator."""
    error: float
    """Standard error; 0 where every coalition was appraised."""
    theme: str
    """Key of its group of parameters, name of its register, or TABLES."""


@dataclass(frozen=True)
class Disagreement:
    """The fewest changes that turn the sign of the indicator."""

    names: tuple[str, ...]
    share: float
    """How far along the way from the first party's values to the second's the indicator is 0, all others as the first has them."""
    values: dict[str, float]
    """The numbers there."""


@dataclass(frozen=True)
class Split:
    """The change of an indicator between two scenarios."""

    indicator: str
    before: float
    after: float
    parts: tuple[ChangePart, ...]
    """The largest first; together they are the change to the last digit."""
    orders: int
    """Random orders behind them; 0 where every coalition was appraised."""
    disagreement: Disagreement | None
    """Where the two have different signs and every coalition was appraised."""

    @property
    def by_theme(self) -> dict[str, float]:
        """The parts added by theme, the largest first."""
        found: dict[str, float] = {}
        for part in self.parts:
            found[part.theme] = found.get(part.theme, 0.0) + part.amount
        return dict(sorted(found.items(), key=lambda item: -abs(item[1])))

    @property
    def is_by_theme(self) -> bool:
        """Whether the changes are too many to look at one by one."""
        return len(self.parts) > MOST_EXACT

    @property
    def fall(self) -> Waterfall:
        """From the number before to the number after: the changes that move it by name, the largest first; where many, the themes."""
        amounts = self.by_theme if self.is_by_theme else {part.change.name: part.amount for part in self.parts}
        return Waterfall(self.before, {name: amount for name, amount in amounts.items() if amount}, self.after)


def split_change(
    first: Scenario, second: Scenario, indicator: str = "npv", orders: int = ORDERS, check: Callable[[], None] = no_check
) -> Split:
    """Split the change of an indicator from the first scenario to the second, each a batch of one; `check` may raise to stop the run.

    Raises AssumptionError for an unknown indicator, for folders whose registers have other rows, and where the indicator does not exist.
    """
    known = known_indicators(first)
    if indicator not in known:
        facts: Facts = {"name": shown(indicator), "known": tuple(known), "nearest": nearest(indicator, known)}
        raise AssumptionError([Fault("", "indicator", "unknown_number", facts)])
    between = Between(first, second, check)
    count = len(between.changes)
    is_exact = count <= MOST_EXACT
    disagreement = None
    if is_exact:
        values, ends = exact(count, lambda made: between.worth(indicator, made))
        errors = [0.0] * count
        disagreement = _disagreement(between, indicator, ends.tolist())
    else:
        ends = between.worth(indicator, np.array([[False] * count, [True] * count]))
        values, errors = sampled(count, lambda made: between.worth(indicator, made), orders, SEED)
    amounts = summing_to(float(ends[-1] - ends[0]), values)
    parts = [
        ChangePart(change, amount, error, theme_of(change.name, first.assumptions))
        for change, amount, error in zip(between.changes, amounts, errors, strict=True)
    ]
    ordered = tuple(sorted(parts, key=lambda part: -abs(part.amount)))
    return Split(indicator, float(ends[0]), float(ends[-1]), ordered, 0 if is_exact else orders, disagreement)


def theme_of(name: str, assumptions: AssumptionSet) -> str:
    """What a change is grouped with."""
    register = name.partition(".")[0]
    if register in assumptions.registers and "." in name:
        return register
    return next((key for key, group in assumptions.groups.items() if name in group.parameters), TABLES)


def _disagreement(between: Between, indicator: str, worths: Sequence[float]) -> Disagreement | None:
    """The smallest coalition that turns the sign, the one that turns it most among those, and where on the way it does."""
    start, end = worths[0], worths[-1]
    if start * end >= 0:
        return None
    made = every_coalition(len(between.changes))
    turning = [at for at, worth in enumerate(worths) if worth * start < 0]
    best = min(turning, key=lambda at: (int(made[at].sum()), -abs(worths[at] - start)))
    changes = [change for change, is_made in zip(between.changes, made[best], strict=True) if is_made]
    numbers = [change for change in changes if isinstance(change.before, float) and isinstance(change.after, float)]
    if len(numbers) < len(changes) or any(change.is_setting for change in changes):
        return Disagreement(tuple(change.name for change in changes), float("nan"), {})
    share = _share(between, indicator, changes)
    values = {change.name: _along(change, share) for change in changes}
    return Disagreement(tuple(change.name for change in changes), share, values)


def _share(between: Between, indicator: str, changes: Sequence[Change]) -> float:
    """How far along the way the indicator is 0: the first place, found by looking ever closer."""
    low, high = 0.0, 1.0
    for _ in range(8):
        places = np.linspace(low, high, STEPS)
        found = between.along(indicator, changes, places)
        turned = int(np.argmax(found * found[0] <= 0)) if (found * found[0] <= 0).any() else STEPS - 1
        low, high = float(places[max(turned - 1, 0)]), float(places[turned])
    return (low + high) / 2


def _along(change: Change, share: float) -> float:
    before, after = change.before, change.after
    assert isinstance(before, float) and isinstance(after, float)
    return before + share * (after - before)
