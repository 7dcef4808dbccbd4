"""Names of the results in the reader's language: what the app, the tables, the workbook and the command line call them."""

from costmodel.analysis.budget import plan_lines
from costmodel.analysis.uncertainty.simulation import ABOVE_ZERO, BETWEEN, MISSING
from costmodel.assumptions.records import AssumptionSet, Name
from costmodel.model.decision import LEAVE, TAKE
from costmodel.texts.catalog import fill, text
from costmodel.texts.language import language


def line_item_label(name: str, assumptions: AssumptionSet) -> str:
    """A line item, total or driver; its name in the code where it has no label. Benefits are named in the register."""
    if name.startswith("benefit_"):
        return name_in_language(assumptions.benefits[name.removeprefix("benefit_")].name)
    return yearly_label(name)


def yearly_label(name: str) -> str:
    """A line item outside the register, a total or a driver; its name in the code where it has no label."""
    return _first(name, "line_items", "totals", "drivers") or name


def yearly_names() -> tuple[str, ...]:
    """What has a name among totals and drivers."""
    return tuple(name for part in ("totals", "drivers") for name in text.part(f"labels.{part}"))


def item_group_label(group: str) -> str:
    """Line items that are shown as one."""
    return _first(group, "groups") or group


def budget_group_label(group: str) -> str:
    """The same where only what the operating budget feels is shown."""
    return _first(group, "budget_groups", "groups") or group


def result_label(name: str, assumptions: AssumptionSet) -> str:
    """An indicator or a line item; the name itself for a benefit that these assumptions do not have."""
    if f"labels.indicators.{name}" in text:
        return indicator_label(name)
    unknown = name.startswith("benefit_") and name.removeprefix("benefit_") not in assumptions.benefits
    return name if unknown else line_item_label(name, assumptions)


def indicator_label(name: str) -> str:
    """An indicator, with its unit where the name alone does not say it."""
    return text(f"labels.indicators.{name}")


def figure_label(name: str) -> str:
    """An indicator or what else a simulation measures, with its unit."""
    return _first(name, "indicators", "figures") or name


def unit_of_result(name: str) -> str:
    """Unit of an indicator, a driver or a line item; a line item or total is MNOK a year."""
    return _first(name, "unit_of") or text("labels.unit_of.money_a_year")


def unit_of_figure(name: str) -> str:
    """Unit of a figure of a simulation: one number for each draw."""
    return _first(name, "unit_of") or text("labels.unit_of.money")


def drawn_label(name: str) -> str:
    """A figure of a scenario, or what came of it in the draws: ``npv``, ``npv.p10``."""
    figure, _, statistic = name.partition(BETWEEN)
    label = figure_label(figure)
    return text("labels.drawn.label", figure=label, statistic=text(f"labels.drawn.{statistic}")) if statistic else label


def unit_of_drawn(name: str) -> str:
    """Its unit; a share of the draws has none."""
    figure, _, statistic = name.partition(BETWEEN)
    return text("labels.drawn.share_of_draws") if statistic in (ABOVE_ZERO, MISSING) else unit_of_figure(figure)


def basis_label(basis: str) -> str:
    """What a number of the assumption files rests on: ``published``, ``derived``, ``measured`` or ``assumption``."""
    return text(f"labels.basis.{basis}")


def unit_label(symbol: str) -> str:
    """A unit of the assumption files in the reader's language; as the files write it where it is none of theirs."""
    return _first(symbol, "units") or symbol


def answer_label(indicator: str) -> str:
    """The answer of a sensitivity analysis, its unit not told."""
    return text(f"labels.answers.{indicator}")


def answer_unit(indicator: str) -> str:
    """Its unit."""
    return text(f"labels.answer_units.{indicator}")


def option_label(name: str, assumptions: AssumptionSet) -> str:
    """An option of a municipality, such as ``stay`` or ``leave_market_system``, as a heading or a button has it."""
    return _option("options", name, assumptions)


def short_option_label(name: str, assumptions: AssumptionSet) -> str:
    """The same in a few words: an option that leads to an alternative has the name of it."""
    return _option("short_options", name, assumptions)


def option_in_sentence(name: str, assumptions: AssumptionSet) -> str:
    """The same as :func:`option_label` within a sentence."""
    label = option_label(name, assumptions)
    return label[:1].lower() + label[1:]


def _option(part: str, name: str, assumptions: AssumptionSet) -> str:
    verb, key = next(((verb, name[len(verb) + 1 :]) for verb in (LEAVE, TAKE) if name.startswith(f"{verb}_")), (name, None))
    label = text.find(f"labels.{part}.{verb}") or text.find(f"labels.options.{verb}") or name
    return label if key is None else fill(label, {"alternative": alternative_label(key, assumptions)})


def alternative_label(key: str, assumptions: AssumptionSet) -> str:
    """An alternative of the register; its key where these assumptions do not have it."""
    row = assumptions.alternatives.get(key)
    return key if row is None else name_in_language(row.name)


def paid_line_label(line: str) -> str:
    """A line of what has been paid: the platform charge as a whole, or a line item."""
    return text.find(f"labels.paid_lines.{line}") or yearly_label(line)


def party_label(name: str) -> str:
    """One of those who pay and gain: ``municipality``, ``others``, ``hospitals``, ``gps``, ``tax_cost`` or ``society``."""
    return text(f"labels.parties.{name}")


def party_meaning(name: str) -> str:
    """What the column of one of them is, in a sentence."""
    return text(f"labels.party_meanings.{name}")


def everybody() -> str:
    """All participants together, where a municipality could stand."""
    return text("labels.everybody")


def budget_label(name: str) -> str:
    """A line of a budget plan, or one of its sums; a line item is called what it is called elsewhere where it has no other name."""
    own = _first(name, "budget")
    line = next((line for line in plan_lines() if own is None and name in (line.name, line.outside)), None)
    if line is None:
        return own or name
    item = yearly_label(line.item.name)
    return text(f"labels.budget_part.{'felt' if name == line.name else 'outside'}", item=item) if line.outside else item


def cash_flow_label(name: str, assumptions: AssumptionSet) -> str:
    """A line of the cash-flow statement: a line item, a total or a subtotal."""
    return _first(name, "cash_flow") or line_item_label(name, assumptions)


def name_in_language(name: Name) -> str:
    """A name of the assumption files in the reader's language; in bokmål where they have no other."""
    return name.en if language() == "en" else name.nb


def input_label(name: str, assumptions: AssumptionSet) -> str:
    """A parameter, or a field of a row of a register with the row before it."""
    field = field_label(name, assumptions)
    return field if "." not in name else text("labels.row_input", row=row_label(name, assumptions), field=field)


def field_label(name: str, assumptions: AssumptionSet) -> str:
    """What a number is called, without the row whose field it is; what an alternative reaches of one benefit names the benefit."""
    field, benefit = name_in_language(assumptions.quantities[name].name), name.partition(".reach.")[2]
    return text("labels.reach_of_benefit", field=field, benefit=_benefit(benefit, assumptions)) if benefit else field


def row_label(name: str, assumptions: AssumptionSet) -> str:
    """The row of a register that a number belongs to, by the number's full name, as ``legacy_systems.care_record.weight``."""
    register, key = name.split(".")[:2]
    return name_in_language(assumptions.registers[register][key].name)


def _benefit(key: str, assumptions: AssumptionSet) -> str:
    row = assumptions.benefits.get(key)
    return key if row is None else name_in_language(row.name)


def _first(name: str, *parts: str) -> str | None:
    """The label of a name in the first part of the catalog that has it."""
    return next((found for part in parts if (found := text.find(f"labels.{part}.{name}")) is not None), None)
