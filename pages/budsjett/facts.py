"""What Budsjett says about a plan and about who bears what: which sentence, with which numbers."""

from math import floor, isfinite
from pathlib import Path

from costmodel import Appraisal
from costmodel.analysis.bearers import Bearers
from costmodel.analysis.budget import BudgetPlan, PlanLine, plan_lines, sums_of
from costmodel.analysis.municipal.plan import NET, OPERATING, MunicipalPlan
from costmodel.model.protocols import AnyScenario
from costmodel.output.labels import alternative_label, budget_label
from costmodel.texts.catalog import Catalog, listed
from costmodel.texts.catalog import text as shared
from pages.components.prices import prices
from pages.components.words import plain

SMALLEST = 0.05
"""MNOK: an amount below this is shown as none."""
text = Catalog(Path(__file__).parent)


def accounts_takeaway(plan: MunicipalPlan) -> str:
    """What the plan does to the net operating result, in one sentence."""
    sums = sums_of({NET: plan.net_result, OPERATING: plan.operating_sum})
    net, operating = sums[NET], sums[OPERATING]
    period = {"first": plan.years[0], "last": plan.years[-1], "prices": prices(plan.basis, plan.price_year)}
    if not any(array.any() for array in (*plan.operating.values(), *plan.finance.values())):
        return text("plan.accounts.nothing", **period)
    return text(
        f"plan.accounts.{'weaker' if net <= 0 else 'stronger'}", net=abs(net), operating=operating, finance=net - operating, **period
    )


def takeaway(plan: BudgetPlan) -> str:
    """The plan in one sentence."""
    sums, period = sums_of(plan.with_sums), {"first": plan.years[0], "last": plan.years[-1]}
    if not any(sums.values()):
        return text("plan.takeaway.nothing", **period)
    net, parts = sums["total"], sums_of(plan.spent_and_saved)
    amounts = {"net": abs(net), "spent": -parts["spent"], "saved": parts["saved"]}
    return text(f"plan.takeaway.{'more' if net <= 0 else 'less'}", **period, **amounts)


def years_outside(plan: BudgetPlan) -> str:
    """Which years the appraisal does not have; empty where it has them all."""
    missing = [str(year) for year, known in zip(plan.years, plan.covered, strict=True) if not known]
    return text("plan.years_outside", years=", ".join(missing)) if missing else ""


def what_is_planned(appraisal: Appraisal) -> str:
    """Which choice of the scenario the plan is of: to stay or join, to leave or take an alternative, or neither."""
    scenario, d = appraisal.scenario, appraisal.drivers
    if scenario.municipality is None:
        return text("plan.of.everybody")
    case, year = "stays_out", None
    if d.on.any():
        case, year = "leaves" if d.has_begun.any() else "takes", d.alternative_start.item()
    elif d.live.any():
        is_new = d.go_live.item() >= scenario.inputs.decision_year.item()
        case, year = ("joins", floor(d.go_live.item())) if is_new else ("stays", None)
    return text(f"plan.of.{case}", municipality=scenario.municipality, year=year, alternative=alternative_of(scenario))


def alternative_of(scenario: AnyScenario) -> str:
    """The scenario's alternative, with those who procure it together."""
    keys = tuple(scenario.assumptions.alternatives)
    name = plain(alternative_label(keys[int(scenario.alternative.flat[0])], scenario.assumptions))
    partners = sorted(scenario.together - {scenario.municipality})
    return text("plan.of.together", alternative=name, partners=listed(partners)) if partners else name


def about_lines() -> str:
    """What the lines of the plan mean, one by one as the plan has them."""
    told = [text("plan.meanings.line", label=budget_label(line.name), meaning=_meaning(line)) for line in plan_lines()]
    return "\n".join([text("plan.meanings.signs"), "", *told, text("plan.meanings.total", label=budget_label("total"))])


def _meaning(line: PlanLine) -> str:
    """What a line is; of one that the budget feels a share of, that the rest stands outside."""
    if line.item.in_register:
        return text("plan.meanings.register")
    meaning = shared(f"meanings.{line.item.name}")
    return text("plan.meanings.part", meaning=meaning) if line.outside else meaning


def outside_takeaway(plan: BudgetPlan) -> str:
    """What stands outside the budget in one sentence."""
    net = sums_of(plan.outside_with_sum)["outside"]
    case = "as_before" if abs(net) < SMALLEST else "freed" if net > 0 else "spent"
    return text(f"outside.takeaway.{case}", amount=abs(net))


def capital_takeaway(plan: BudgetPlan) -> str:
    """The accounts of capital in one sentence: the cost of the first year, and what is owed at the end of the last."""
    cost, debt = (plan.capital[name][0, :, 0] for name in ("platform_capital_cost", "platform_debt"))
    return text("capital.takeaway", cost=-cost[0], first=plan.years[0], last=plan.years[-1], debt=-debt[-1])


def bearers_takeaway(shares: Bearers, municipality: str | None) -> str:
    """Who bears what in the first year of the plan, in one sentence; the hospitals' part where it is known."""
    own, total, share, hospitals = (item[0, 0, 0] for item in (shares.own, shares.municipalities, shares.own_share, shares.hospitals))
    case = "everybody" if municipality is None else "one" if total else "nobody"
    told = text(f"bearers.takeaway.{case}", year=shares.years[0], municipality=municipality, own=own, total=total, share=share)
    return f"{told} {text('bearers.takeaway.hospitals', hospitals=hospitals)}" if isfinite(hospitals) and hospitals else told


def bearers_columns(shares: Bearers, municipality: str | None) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Amounts, negative as every cost is, and shares, by year: what stands in the table of who bears what."""
    own, others, everybody, hospitals = (
        (0.0 - item)[0, :, 0].tolist() for item in (shares.own, shares.others, shares.municipalities, shares.hospitals)
    )
    of_hospitals, part = (item[0, :, 0].tolist() for item in (shares.hospital_share, shares.own_share))
    money, parts = {all_municipalities(): everybody}, {text("bearers.rows.hospital_share"): of_hospitals}
    if municipality is not None:
        money = {municipality: own, text("bearers.rows.others"): others, **money}
        parts = {text("bearers.rows.own_share", municipality=municipality): part, **parts}
    return {**money, text("bearers.rows.hospitals"): hospitals}, parts


def all_municipalities() -> str:
    """The row of what all of them pay together."""
    return text("bearers.rows.municipalities")
