"""The same assumptions with other rows of what has been paid."""

from collections.abc import Iterable

from costmodel.assumptions.loading import fingerprint
from costmodel.assumptions.records import Actual, AssumptionSet


def having_paid(assumptions: AssumptionSet, rows: Iterable[Actual]) -> AssumptionSet:
    """The same assumptions with other rows of what has been paid; none: as modelled."""
    changed = assumptions.model_copy(update={"actuals": tuple(rows)})
    return changed.model_copy(update={"hash": fingerprint(changed)})
