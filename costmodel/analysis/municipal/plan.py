"""An økonomiplan by municipal rules: drift and investering apart, in the prices asked for, tied to the appraisal line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from costmodel.analysis.budget import PLAN_YEARS, BudgetPlan, PlanLine, in_years, plan_lines
from costmodel.analysis.municipal.investing import LoanAccount, loan_account
from costmodel.analysis.municipal.prices import Levels, PriceBasis, levels, nominal_rate, to_basis, to_current
from costmodel.assumptions.records import AssumptionSet
from costmodel.axes import Array
from costmodel.model import benefits, costs, results
from costmodel.model.discounting import add, ratio, total_over_municipalities
from costmodel.model.line_items import LOAN, PAYMENT, REGISTER, benefit_items
from costmodel.model.results import Appraisal
from costmodel.units import NOK_PER_MNOK

INVESTED = {
    "introduction_cost": "introduction_investment",
    "alternative_introduction": "replacement_investment",
    "avoided_legacy_renewal": "renewal_investment",
}
"""Lines of which a share is an investment, and what that share is called."""
FINANCE = ("interest", "instalment", "saved_interest", "saved_instalment")
OPERATING, GROSS, NET, INVESTMENTS = "operating", "gross_result", "net_result", "investments"
"""Sums: drift before depreciation, gross and net operating result, investments."""
PARTS_OF_BRIDGE = ("appraisal", "whole_amounts", "nominal_loans", "price_paths", "moved_to_investments", "loans")
"""What leads from the appraisal's effect on the operating budget to the net operating result; together they are it."""


@dataclass(frozen=True)
class Rules:
    """What finance decides for its accounts."""

    introduction: float
    """Share of the introduction that is an investment."""
    replacement: float
    renewal: float
    years: int
    """Years that investments are written off over."""

    def share(self, line: str) -> float:
        """The share of a line of the plan that is an investment."""
        return getattr(self, INVESTED[line].removesuffix("_investment")) if line in INVESTED else 0.0


RULES = {
    "introduction": "introduction_investment_share",
    "replacement": "replacement_investment_share",
    "renewal": "renewal_investment_share",
    "years": "investment_years",
}
"""What finance may decide, by the names of :class:`Rules`, and the number of the assumption files that says so where nobody does."""


def rules_of(assumptions: AssumptionSet, **changed: float) -> Rules:
    """The rules of the assumption files, some of them changed; by the names of :class:`Rules`."""
    found = {rule: assumptions.budget[name].value or 0.0 for rule, name in RULES.items()} | changed
    return Rules(found["introduction"], found["replacement"], found["renewal"], int(found["years"]))


@dataclass(frozen=True)
class MunicipalPlan:
    """The accounts of some years, MNOK, ``(draw, year, 1)``; negative is an expense or an outlay."""

    years: tuple[int, ...]
    covered: tuple[bool, ...]
    """Whether the appraisal has the year; every line is 0 where it has not."""
    basis: PriceBasis
    price_year: int
    """The year whose kroner the amounts are in; of current prices the plan's first, which says nothing."""
    operating: Mapping[str, Array]
    """Drift by line."""
    depreciation: Array
    finance: Mapping[str, Array]
    """Interest and instalments, and those saved."""
    investing: Mapping[str, Array]
    """Investments by line; saved ones are positive."""
    bridge: Mapping[str, Array]
    """From the appraisal's effect on the operating budget to the net operating result, in kroner of the run's price year."""
    population: Array

    @property
    def operating_sum(self) -> Array:
        """Drift before depreciation and finance."""
        return add(list(self.operating.values()))

    @property
    def net_result(self) -> Array:
        """Effect on netto driftsresultat: drift, interest and instalments; depreciation is reversed there."""
        return self.operating_sum + add(list(self.finance.values()))

    @property
    def drift(self) -> dict[str, Array]:
        """The operating account in its order, with sums."""
        return {
            **self.operating,
            OPERATING: self.operating_sum,
            "depreciation": self.depreciation,
            GROSS: self.operating_sum + self.depreciation,
            **self.finance,
            "depreciation_reversed": 0.0 - self.depreciation,
            NET: self.net_result,
        }

    def shown_as(self, plan: BudgetPlan) -> BudgetPlan:
        """A plan of the appraisal's lines with the amounts of these accounts, for a chart of them."""
        return replace(plan, lines=self.operating, finance=add(list(self.finance.values())))

    @property
    def per_inhabitant(self) -> dict[str, Array]:
        """The sums in NOK an inhabitant, 0 in a year outside the appraisal."""
        sums = {OPERATING: self.operating_sum, NET: self.net_result}
        return {name: np.nan_to_num(ratio(item * NOK_PER_MNOK, self.population)) for name, item in sums.items()}

    @property
    def investment(self) -> dict[str, Array]:
        """The investment account in its order, with its sum and the loans that pay it."""
        total = add(list(self.investing.values()))
        return {**self.investing, INVESTMENTS: total, "use_of_loans": 0.0 - total}


def municipal_plan(
    appraisal: Appraisal,
    first_year: int,
    years: int = PLAN_YEARS,
    basis: PriceBasis = PriceBasis.PLAN_YEAR,
    rules: Rules | None = None,
) -> MunicipalPlan:
    """The plan of `years` years from `first_year` on, summed over the studied municipalities."""
    scenario = appraisal.scenario
    wanted = tuple(range(first_year, first_year + years))
    rules = rules or rules_of(scenario.assumptions)
    level, price_year = levels(appraisal, wanted), int(scenario.setting("price_year"))
    lines = _lines(appraisal, level)
    known = {int(year) for year in appraisal.drivers.year.ravel()}
    invested = {name: rules.share(line) * lines[line].current for line, name in INVESTED.items()}
    loans = _loans(invested, appraisal, rules)
    factor = to_basis(basis, level, wanted, price_year)

    def window(item: Array, converted: Array = factor) -> Array:
        return in_years(item, appraisal, wanted) * converted + 0.0  # zero has one sign

    operating = {name: window((1.0 - rules.share(name)) * line.current) for name, line in lines.items()}
    own, saved = loans
    finance: dict[str, Array] = dict(zip(FINANCE, (-own.interest, -own.instalment, saved.interest, saved.instalment), strict=True))
    return MunicipalPlan(
        years=wanted,
        covered=tuple(year in known for year in wanted),
        basis=basis,
        price_year=price_year if basis is PriceBasis.PRICE_YEAR else first_year,
        operating=operating,
        depreciation=window(saved.depreciation - own.depreciation),
        finance={name: window(item) for name, item in finance.items()},
        investing={name: window(item) for name, item in invested.items()},
        bridge=_bridge(appraisal, lines, (invested, finance), wanted, to_basis(PriceBasis.PRICE_YEAR, level, wanted, price_year)),
        population=in_years(results.drivers(appraisal)["population"], appraisal, wanted),
    )


@dataclass(frozen=True)
class _Line:
    """One line over the years of the appraisal, ``(draw, year, 1)``, negative where it is an expense."""

    line: PlanLine
    appraised: Array
    """As the appraisal has it, in its prices."""
    whole: Array
    """The whole of what is paid in the year, in the same prices."""
    current: Array
    """The same in the prices of the year."""


def _lines(appraisal: Appraisal, level: Levels) -> dict[str, _Line]:
    found: dict[str, _Line] = {}
    for line in plan_lines():
        appraised, whole = (_felt(line, appraisal, is_whole=is_whole) for is_whole in (False, True))
        found[line.name] = _Line(line, appraised, whole, whole * to_current(line.item, appraisal, level))
    return found


def _felt(line: PlanLine, appraisal: Appraisal, *, is_whole: bool) -> Array:
    """What the operating budget feels of a line, in the appraisal's prices."""
    i, register = appraisal.scenario.inputs, appraisal.benefits.register
    if line.item.in_register:
        own = [item for item in benefit_items(register) if item.in_register]
        flows = [item.share_in_budget(i) * total_over_municipalities(register[item.name.removeprefix(REGISTER)]) for item in own]
        return add([np.zeros_like(appraisal.drivers.year), *flows])
    felt = line.item.felt(_amount(line.item.name, appraisal, is_whole=is_whole), i)
    return 0.0 - felt if line.item.is_cash_out else felt


def _amount(name: str, appraisal: Appraisal, *, is_whole: bool) -> Array:
    """A line item summed over the municipalities; the whole of it where the appraisal has a part by how long it lasts."""
    i, d = appraisal.scenario.inputs, appraisal.drivers
    flow = vars(appraisal.costs).get(name, vars(appraisal.benefits).get(name))
    assert flow is not None, name
    if is_whole and name == "avoided_legacy_renewal":
        flow = benefits.whole_renewal(i, d)
    elif is_whole and name in ("alternative_introduction", "alternative_transition"):
        flow = costs.whole_of_alternative(flow, d)
    return total_over_municipalities(flow * np.ones_like(d.year))


def _loans(invested: Mapping[str, Array], appraisal: Appraisal, rules: Rules) -> tuple[LoanAccount, LoanAccount]:
    """What is borrowed for own investments, and what need not be borrowed for renewals that are saved."""
    rate = nominal_rate(appraisal.scenario)
    outlays = 0.0 - add([item for name, item in invested.items() if name != "renewal_investment"])
    return loan_account(outlays, rate, rules.years), loan_account(invested["renewal_investment"], rate, rules.years)


def _bridge(
    appraisal: Appraisal,
    lines: Mapping[str, _Line],
    accounts: tuple[Mapping[str, Array], Mapping[str, Array]],
    years: Sequence[int],
    factor: Array,
) -> dict[str, Array]:
    """Each part of :data:`PARTS_OF_BRIDGE` by year, in kroner of the run's price year."""
    invested, finance = accounts

    def added(items: Sequence[Array]) -> Array:
        return in_years(add([np.zeros_like(appraisal.drivers.year), *items]), appraisal, years)

    def moved(*, is_loan: bool) -> Array:
        some = [line for line in lines.values() if (line.line.item.moves_with in (LOAN, PAYMENT)) == is_loan]
        return added([line.current for line in some]) * factor - added([line.whole for line in some])

    parts = (
        added([line.appraised for line in lines.values()]),
        added([line.whole - line.appraised for line in lines.values()]),
        moved(is_loan=True),
        moved(is_loan=False),
        0.0 - added(list(invested.values())) * factor,
        added(list(finance.values())) * factor,
    )
    return dict(zip(PARTS_OF_BRIDGE, parts, strict=True))
