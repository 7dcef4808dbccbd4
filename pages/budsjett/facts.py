"""What Budsjett says about a plan and about who bears what: which sentence, with which numbers."""

from pathlib import Path

from costmodel.analysis.bearers import Bearers
from costmodel.analysis.budget import BudgetPlan, sums_of
from costmodel.assumptions.records import Assumption
from costmodel.output.labels import budget_label
from costmodel.texts.catalog import Catalog

text = Catalog(Path(__file__).parent)


def price_note(choice: str, deflator: Assumption) -> str:
    """What the choice of prices means."""
    return text(f"prices.notes.{choice}", description=deflator.description, reason=deflator.how or deflator.why or "")


def takeaway(plan: BudgetPlan) -> str:
    """The plan in one sentence."""
    sums, period = sums_of(plan.with_sums), {"first": plan.years[0], "last": plan.years[-1]}
    if not any(sums.values()):
        return text("plan.takeaway.nothing", **period)
    net, parts = sums["total"], sums_of(plan.spent_and_saved)
    amounts = {"net": abs(net), "spent": parts["spent"], "saved": -parts["saved"]}
    return text(f"plan.takeaway.{'more' if net >= 0 else 'less'}", **period, **amounts)


def years_outside(plan: BudgetPlan) -> str:
    """Which years the appraisal does not have; empty where it has them all."""
    missing = [str(year) for year, known in zip(plan.years, plan.covered, strict=True) if not known]
    return text("plan.years_outside", years=", ".join(missing)) if missing else ""


def about_lines() -> str:
    """What the lines of the plan mean."""
    return text("plan.about", total=budget_label("total"))


def outside_takeaway(plan: BudgetPlan) -> str:
    """What stands outside the budget in one sentence."""
    sums = sums_of(plan.outside)
    freed, extra = -sums["freed_time"], sums["extra_time_outside"]
    return text(f"outside.takeaway.{'freed_and_spent' if extra else 'freed'}", freed=freed, extra=extra)


def capital_takeaway(plan: BudgetPlan) -> str:
    """The accounts of capital in one sentence: the cost of the first year, and what is owed at the end of the last."""
    cost, debt = (plan.capital[name][0, :, 0] for name in ("platform_capital_cost", "platform_debt"))
    return text("capital.takeaway", cost=cost[0], first=plan.years[0], last=plan.years[-1], debt=debt[-1])


def bearers_takeaway(shares: Bearers, municipality: str | None) -> str:
    """Who bears what in the first year of the plan, in one sentence."""
    own, total, share = (item[0, 0, 0] for item in (shares.own, shares.municipalities, shares.own_share))
    case = "everybody" if municipality is None else "one"
    return text(f"bearers.takeaway.{case}", year=shares.years[0], municipality=municipality, own=own, total=total, share=share)


def bearers_columns(shares: Bearers, municipality: str | None) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Amounts, and shares, by year: what stands in the table of who bears what."""
    own, others, everybody, hospitals, part = (
        item[0, :, 0].tolist() for item in (shares.own, shares.others, shares.municipalities, shares.hospital_share, shares.own_share)
    )
    of_hospitals = {text("bearers.rows.hospital_share"): hospitals}
    if municipality is None:
        return {all_municipalities(): everybody}, of_hospitals
    money = {municipality: own, text("bearers.rows.others"): others, all_municipalities(): everybody}
    return money, {text("bearers.rows.own_share", municipality=municipality): part, **of_hospitals}


def all_municipalities() -> str:
    """The row of what all of them pay together."""
    return text("bearers.rows.municipalities")
