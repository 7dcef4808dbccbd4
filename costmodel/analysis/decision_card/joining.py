"""What joining comes to for one that is not in use: at once, and in an average year of use; plain sums of the line items."""

from dataclasses import dataclass

from costmodel.model import results
from costmodel.model.line_items import COST, LineItem, items_to_read
from costmodel.model.results import Appraisal


@dataclass(frozen=True)
class Joining:
    """Amounts in MNOK of the run's fixed prices, not discounted; costs and savings positive as named."""

    once: float
    """What introduction and transition cost, all years together."""
    yearly: float
    """What is paid to the platform and for one's own use of it, in an average year of use; time that is saved is a gain."""
    saved: float
    """What is no longer paid for the former systems, in an average year of use."""
    gained: float
    """What the benefits in the services are worth, in an average year of use."""


def joining(appraisal: Appraisal) -> Joining | None:
    """The sums of an appraisal of being on the platform, in its first draw; None where it is never in use."""
    years = float(appraisal.drivers.live[0].sum())
    if not years:
        return None
    items = items_to_read(appraisal.benefits.register)
    costs, benefits = [item for item in items if item.kind == COST], [item for item in items if item.kind != COST]
    time_saved = max(0.0, -float(appraisal.costs.extra_time_cost[0].sum()))
    return Joining(
        once=_sum(appraisal, [item for item in costs if item.is_one_off]),
        yearly=(_sum(appraisal, [item for item in costs if not item.is_one_off]) + time_saved) / years,
        saved=_sum(appraisal, [item for item in benefits if not item.in_register]) / years,
        gained=(_sum(appraisal, [item for item in benefits if item.in_register]) + time_saved) / years,
    )


def _sum(appraisal: Appraisal, items: list[LineItem]) -> float:
    """The items over all years, those that lower a cost subtracted."""
    flows = results.line_items(appraisal)
    return sum((-1.0 if item.lowers else 1.0) * float(flows[item.name][0].sum()) for item in items)
