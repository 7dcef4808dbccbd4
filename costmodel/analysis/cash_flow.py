"""The appraisal year by year as a cash-flow statement: what comes in positive, what goes out negative, with subtotals."""

from collections.abc import Mapping
from dataclasses import dataclass

from costmodel.analysis.budget import in_years
from costmodel.analysis.municipal.prices import levels, to_current
from costmodel.axes import Array
from costmodel.model import results
from costmodel.model.discounting import add
from costmodel.model.line_items import BENEFIT, COST, PLATFORM, LineItem, items_to_read
from costmodel.model.results import Appraisal

DISCOUNTED, RUNNING = "discounted_net_benefit", "cumulated_net_benefit"


@dataclass(frozen=True)
class CashLine:
    """One line of the statement, MNOK, ``(draw, year, 1)``; negative goes out."""

    name: str
    """Name of the line item, total or subtotal."""
    amounts: Array
    is_sum: bool = False
    """Whether it adds lines above."""


def cash_flow(appraisal: Appraisal, *, current: bool = False) -> list[CashLine]:
    """The lines in the order of a statement; in the prices of each year, every line by what moves it, where that is asked for.

    Discounted amounts are in fixed prices by nature: the rate is real. They are left out of a statement in current prices.
    """
    flow = _signed(appraisal, current=current)
    items = items_to_read(appraisal.benefits.register)
    lines: list[CashLine] = []
    for kind, total in ((COST, "total_cost"), (BENEFIT, "total_benefit")):
        part = [item for item in items if item.kind == kind]
        for block in dict.fromkeys(map(_block, part)):
            names = [item.name for item in part if _block(item) == block]
            lines += [CashLine(name, flow[name]) for name in names]
            lines.append(CashLine(block, add([flow[name] for name in names]), is_sum=True))
        lines.append(CashLine(total, flow[total], is_sum=True))
    lines.append(CashLine("net_benefit", flow["net_benefit"], is_sum=True))
    if not current:
        lines += _discounted(appraisal)
    return [*lines, CashLine("net_budget_effect", flow["net_budget_effect"])]


def _block(item: LineItem) -> str:
    """The lines that a subtotal adds: costs are paid to the platform or are the municipality's own; benefits are gained or saved."""
    if item.kind == COST:
        return "platform" if item.group == PLATFORM else "own"
    return "register" if item.in_register else "avoided"


def _signed(appraisal: Appraisal, *, current: bool) -> Mapping[str, Array]:
    """Every line item and total with the sign of its cash, in the prices asked for."""
    amounts, years = results.line_items(appraisal), results.years_of(appraisal)
    items = items_to_read(appraisal.benefits.register)
    outward = {"total_cost", *(item.name for item in items if item.is_cash_out)}
    signed = {name: in_years(-amount if name in outward else amount, appraisal, years) + 0.0 for name, amount in amounts.items()}
    return _in_current_prices(signed, appraisal) if current else signed


def _in_current_prices(signed: Mapping[str, Array], appraisal: Appraisal) -> dict[str, Array]:
    """Every item in the prices of its year, and the totals that they add up to."""
    i, items = appraisal.scenario.inputs, items_to_read(appraisal.benefits.register)
    level = levels(appraisal, results.years_of(appraisal))
    flow = {item.name: signed[item.name] * to_current(item, appraisal, level) for item in items}
    felt = [item.felt(flow[item.name], i) for item in items]
    parts = {kind: add([flow[item.name] for item in items if item.kind == kind]) for kind in (COST, BENEFIT)}
    totals = {"total_cost": parts[COST], "total_benefit": parts[BENEFIT], "net_benefit": parts[COST] + parts[BENEFIT]}
    return {**flow, **totals, "net_budget_effect": add(felt)}


def _discounted(appraisal: Appraisal) -> list[CashLine]:
    net = results.line_items(appraisal)["net_benefit"]
    return [
        CashLine(DISCOUNTED, net * appraisal.drivers.discount_factor, is_sum=True),
        CashLine(RUNNING, results.cumulated_net_benefit(appraisal), is_sum=True),
    ]


def lines_by_year(lines: list[CashLine], draw: int = 0) -> dict[str, list[float]]:
    """One draw of each line as a list of numbers by year, under its name."""
    return {line.name: line.amounts[draw if line.amounts.shape[0] > 1 else 0, :, 0].tolist() for line in lines}
