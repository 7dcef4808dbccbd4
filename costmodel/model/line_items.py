"""The one declaration of each line item; totals, charts, budget, statements, bills and the workbook's checks are derived from it.

The annotated fields of :class:`Costs` and :class:`Benefits` declare. A new item is a field here, its formula in
:mod:`costmodel.model.costs` or :mod:`costmodel.model.benefits`, and a line in :mod:`costmodel.model.appraisal`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from itertools import groupby
from typing import Annotated, Any, get_args, get_type_hints

from costmodel import units as u
from costmodel.assumptions.parameters import Inputs
from costmodel.axes import Array
from costmodel.model.discounting import add

PLATFORM, TRANSITION, OWN_USE, ALTERNATIVE = "platform", "transition", "own_use", "alternative"
SERVICES, FORMER_SYSTEMS = "services", "former_systems"
"""Groups: items of one are a bar of a chart and a block of a statement. What a group is called stands in the catalogs."""
ALL = "all"
"""The operating budget feels the whole item."""
CONSUMER, DEFLATOR, WAGE = "consumer_prices", "municipal_deflator", "wage"
PAYMENT, LOAN = "level_payment", "new_loan"
"""What moves an amount from year to year in current prices: a path of prices; or nothing, since it is the payment on a loan: the one
published, or one taken up in the decision year."""
COST, BENEFIT = "cost", "benefit"
REGISTER = "benefit_"
"""Begins the name of a benefit of the register."""
RULE = ("*",)
"""A register of the rule itself, for what does not hang on which benefits there are."""


@dataclass(frozen=True)
class LineItem:
    """What is declared of a line item, and with `name` and `kind` what follows from where it is declared."""

    group: str
    """What it is shown together with."""
    lowers: bool = False
    """Whether it is subtracted from the total of its kind."""
    is_one_off: bool = False
    """Whether it comes once and not every year."""
    in_budget: str = ALL
    """ALL, or the parameter whose share of it the operating budget feels; ``benefits.*.FIELD`` for one of the register."""
    moves_with: str = CONSUMER
    """What moves it in current prices; WAGE and DEFLATOR where the formula holds the real growth of wages or of operating costs."""
    name: str = ""
    kind: str = ""
    """COST or BENEFIT."""

    @property
    def is_cash_out(self) -> bool:
        """Whether a positive amount is an expense."""
        return (self.kind == COST) != self.lowers

    @property
    def in_register(self) -> bool:
        """Whether it is a benefit of the register, declared by rule."""
        return self.name.startswith(REGISTER)

    def share_in_budget(self, i: Inputs) -> Array:
        """Share of it that the operating budget feels, ``(draw, 1, 1)``; only where that is not ALL."""
        *rest, field = self.in_budget.split(".")
        return getattr(i.benefits[rest[1]] if rest else i, field)

    def felt(self, amount: Array, i: Inputs) -> Array:
        """What the operating budget feels of an amount of it."""
        return amount if self.in_budget == ALL else self.share_in_budget(i) * amount


@dataclass(frozen=True)
class Costs:
    """Cost line items, ``(draw, year, municipality)``, in the run's prices."""

    operating_charge: Annotated[Array, u.MNOK_A_YEAR, LineItem(PLATFORM, moves_with=DEFLATOR)]
    capital_charge: Annotated[Array, u.MNOK_A_YEAR, LineItem(PLATFORM, moves_with=PAYMENT)]
    new_capital_charge: Annotated[Array, u.MNOK_A_YEAR, LineItem(PLATFORM, moves_with=LOAN)]
    gp_contribution: Annotated[Array, u.MNOK_A_YEAR, LineItem(PLATFORM, lowers=True)]
    """Lowers the cost."""
    introduction_cost: Annotated[Array, u.MNOK_A_YEAR, LineItem(TRANSITION, is_one_off=True)]
    clinic_transition_loss: Annotated[Array, u.MNOK_A_YEAR, LineItem(TRANSITION, is_one_off=True)]
    transition_time_cost: Annotated[
        Array, u.MNOK_A_YEAR, LineItem(TRANSITION, is_one_off=True, in_budget="time_in_budget", moves_with=WAGE)
    ]
    extra_time_cost: Annotated[Array, u.MNOK_A_YEAR, LineItem(OWN_USE, in_budget="time_in_budget", moves_with=WAGE)]
    local_operation: Annotated[Array, u.MNOK_A_YEAR, LineItem(OWN_USE, moves_with=WAGE)]
    alternative_introduction: Annotated[Array, u.MNOK_A_YEAR, LineItem(ALTERNATIVE, is_one_off=True)]
    alternative_transition: Annotated[
        Array, u.MNOK_A_YEAR, LineItem(ALTERNATIVE, is_one_off=True, in_budget="time_in_budget", moves_with=WAGE)
    ]
    alternative_operation: Annotated[Array, u.MNOK_A_YEAR, LineItem(ALTERNATIVE, moves_with=DEFLATOR)]
    alternative_time_cost: Annotated[Array, u.MNOK_A_YEAR, LineItem(ALTERNATIVE, in_budget="time_in_budget", moves_with=WAGE)]


@dataclass(frozen=True)
class Benefits:
    """Benefit line items, ``(draw, year, municipality)``, in the run's prices."""

    avoided_legacy_operation: Annotated[Array, u.MNOK_A_YEAR, LineItem(FORMER_SYSTEMS, moves_with=DEFLATOR)]
    avoided_legacy_renewal: Annotated[Array, u.MNOK_A_YEAR, LineItem(FORMER_SYSTEMS)]
    register: Mapping[str, Annotated[Array, u.MNOK_A_YEAR, LineItem(SERVICES, in_budget="benefits.*.budget_releasing", moves_with=WAGE)]]
    """The benefits of the register by key; reported as ``benefit_KEY``."""


Flows = Mapping[str, Array]
"""Amounts of line items by name."""


def cost_items() -> tuple[LineItem, ...]:
    """The costs in the order in which they are declared and added."""
    return _declared(Costs, COST, ())


def benefit_items(register: Iterable[str]) -> tuple[LineItem, ...]:
    """The benefits in the order in which they are declared and added, those of the register by their keys."""
    return _declared(Benefits, BENEFIT, tuple(register))


def items_to_read(register: Iterable[str]) -> tuple[LineItem, ...]:
    """All line items in the order of reports: costs, then benefits with those of the register first."""
    return (*cost_items(), *sorted(benefit_items(register), key=lambda item: not item.in_register))


def charges() -> tuple[LineItem, ...]:
    """What is paid to the platform: its group without what is deducted."""
    return tuple(item for item in cost_items() if item.group == PLATFORM and not item.lowers)


def groups(kind: str) -> tuple[str, ...]:
    """The groups of the costs or of the benefits in the order of reports, also those whose register is empty."""
    return tuple(dict.fromkeys(item.group for item in items_to_read(RULE) if item.kind == kind))


def kind_of_item(name: str) -> str | None:
    """COST or BENEFIT; None for what is no line item."""
    if name.startswith(REGISTER):
        return BENEFIT
    return next((item.kind for item in (*cost_items(), *benefit_items(())) if item.name == name), None)


def as_read(name: str, value: float) -> float:
    """An amount of the line item or total with this name as a reader sees it in every table: a cost is negative."""
    outward = name == "total_cost" or any(item.name == name and item.is_cash_out for item in cost_items())
    return 0.0 - value if outward else value


def flows_of(costs: Costs, benefits: Benefits) -> dict[str, Array]:
    """Every line item by name in the order of reports, ``(draw, year, municipality)``, positive as named."""
    register = {REGISTER + key: item for key, item in benefits.register.items()}
    known = {**vars(costs), **vars(benefits), **register}
    return {item.name: known[item.name] for item in items_to_read(benefits.register)}


def subtotals(items: Iterable[LineItem]) -> list[tuple[LineItem, ...]]:
    """Items that follow each other in one group and that the budget feels alike: they are added to each other first."""
    return [tuple(part) for _, part in groupby(items, key=lambda item: (item.group, item.in_budget))]


def sum_of(items: Iterable[LineItem], flows: Flows) -> Array:
    """Sum of some items in their order; what lowers the total is subtracted."""
    first, *rest = items
    total = -flows[first.name] if first.lowers else flows[first.name]
    for item in rest:
        total = total - flows[item.name] if item.lowers else total + flows[item.name]
    return total


def total_of(items: Iterable[LineItem], flows: Flows) -> Array:
    """The total: the sum of each of :func:`subtotals`, then those together."""
    return add([sum_of(part, flows) for part in subtotals(items)])


@lru_cache(maxsize=32)
def _declared(record: type, kind: str, register: tuple[str, ...]) -> tuple[LineItem, ...]:
    """The annotations of a record's fields as line items; that of a mapping is the rule for each key."""
    found: list[LineItem] = []
    for field in fields(record):
        hint = get_type_hints(record, include_extras=True)[field.name]
        if hasattr(hint, "__metadata__"):
            found.append(replace(_declaration(hint), name=field.name, kind=kind))
        else:
            rule = _declaration(get_args(hint)[1])
            found += [replace(rule, name=REGISTER + key, kind=kind, in_budget=rule.in_budget.replace("*", key)) for key in register]
    return tuple(found)


def _declaration(hint: Any) -> LineItem:
    return next(note for note in hint.__metadata__ if isinstance(note, LineItem))
