"""What the numbers of the graph are called: results and assumptions as everywhere, and what only the graph has."""

from functools import lru_cache

from costmodel.assumptions.records import AssumptionSet
from costmodel.explain.graph import Graph
from costmodel.explain.naming import (
    BY_YEAR,
    COMMON,
    DISTRIBUTION,
    IN_YEAR,
    IS_PAID,
    MODELLED,
    OPTION_SUFFIX,
    OWN_SUFFIX,
    PAID_BY_YEAR,
    PRICED,
    option_and_name,
)
from costmodel.explain.paid import PAID, PAID_KNOWN, PAID_LAST, PAID_YEAR
from costmodel.model.actuals.paid import PLATFORM_CHARGE
from costmodel.output.labels import (
    field_label,
    name_in_language,
    paid_line_label,
    party_label,
    result_label,
    row_label,
    short_option_label,
    unit_label,
)
from costmodel.texts.catalog import text
from costmodel.texts.language import language

OF_ROWS = {"potential_": "benefits", "null_ramp_": "benefits", "others.covered_": "benefits", "renewal_year_": "legacy_systems"}
"""Starts of names that end in the key of a row, and the register that has it."""
KEYS_OF_PAID = {
    PAID: "amount",
    PAID_KNOWN: "known",
    PAID_LAST: "last",
    PAID_YEAR: "year",
    IS_PAID: "is_paid",
    PAID_BY_YEAR: "by_year",
    MODELLED: "modelled",
}
"""Starts of names of what has been paid, and the key of their text."""
OF_CHOICES = ("alternative", "alternative_outside")
"""Rows of alternatives that a choice leads to: the rest of the name is the field."""


def labels_of(graph: Graph) -> dict[str, str]:
    """The label of everything that the graph names; an input that is called as a result gets its unit behind it."""
    return _labels(graph, language())


@lru_cache(maxsize=8)
def _labels(graph: Graph, language: str) -> dict[str, str]:
    """The same, kept for the last few graphs: one number after the other is explained."""
    del language
    labels = {node.name: _in_graph(node.name, graph) for node in graph.named.values()}
    results = {labels[node.name] for node in graph.named.values() if node.op != "input"}
    for node in graph.named.values():
        if node.op == "input" and labels[node.name] in results:
            labels[node.name] = f"{labels[node.name]}, {unit_label(node.symbol)}"
    return labels


def _in_graph(name: str, graph: Graph) -> str:
    """The label of a number; where two options are compared, with the option that it is of."""
    assumptions, price_year = graph.scenario.assumptions, int(graph.scenario.setting("price_year"))
    option, name = option_and_name(name, graph.options)
    label = graph_label(name, assumptions, price_year)
    return text("explanation.of_option", label=label, option=short_option_label(option, assumptions)) if option else label


def graph_label(name: str, assumptions: AssumptionSet, price_year: int) -> str:
    """What a named number is called; a name that has no label stands for itself."""
    for suffix, key in ((PRICED, "priced"), (OWN_SUFFIX, "of_municipality"), (OPTION_SUFFIX, "in_option")):
        if name.endswith(suffix):
            return text(f"explanation.{key}", label=graph_label(name.removesuffix(suffix), assumptions, price_year), year=price_year)
    if name.startswith(COMMON):
        return text("explanation.common", label=graph_label(name.removeprefix(COMMON), assumptions, price_year))
    paid = _paid(name, assumptions, price_year)
    if paid is not None:
        return paid
    if name.startswith("price_index_"):
        return text("explanation.price_index", year=name[-4:])
    if name in assumptions.quantities:
        return _quantity(name, assumptions)
    return _of_row(name, assumptions) or text.find(f"explanation.labels.{name.replace('.', '_')}") or result_label(name, assumptions)


def _paid(name: str, assumptions: AssumptionSet, price_year: int) -> str | None:
    """What has been paid, what the model says beside it, and the model in the year that levels later ones; None for all else."""
    if name.startswith(IN_YEAR):
        year, _, rest = name.removeprefix(IN_YEAR).partition(".")
        return text("explanation.paid.in_year", label=_of_line(rest, assumptions, price_year), year=year)
    prefix = next((prefix for prefix in KEYS_OF_PAID if name.startswith(prefix)), None)
    if prefix is None:
        return None
    line, _, year = name.removeprefix(prefix).partition(".")
    if prefix == PAID_YEAR:
        return text("explanation.paid.year", year=line)
    return text(f"explanation.paid.{KEYS_OF_PAID[prefix]}", label=_of_line(line, assumptions, price_year), year=year[:4])


def _of_line(name: str, assumptions: AssumptionSet, price_year: int) -> str:
    """A line of what has been paid, or another number of the model."""
    return paid_line_label(name) if name == PLATFORM_CHARGE else graph_label(name, assumptions, price_year)


def _quantity(name: str, assumptions: AssumptionSet) -> str:
    """A parameter's name; a field of a register with the row that it belongs to."""
    field = field_label(name, assumptions)
    return field if "." not in name else text("explanation.field", field=field, row=row_label(name, assumptions))


def _of_row(name: str, assumptions: AssumptionSet) -> str | None:
    """What is worked out for a row of a register, what is read of the chosen alternative, or a party's column; None for all else."""
    if name.startswith(DISTRIBUTION):
        key = "column_by_year" if name.endswith(BY_YEAR) else "column"
        return text(f"explanation.{key}", party=party_label(name.removeprefix(DISTRIBUTION).removesuffix(BY_YEAR)))
    choice, _, field = name.partition(".")
    if choice in OF_CHOICES and field:
        return text(f"explanation.{choice}", field=field_label(_example(field, assumptions), assumptions))
    found = _row_and_start(name, assumptions)
    return None if found is None else text("explanation.field", field=_field_of_row(found[1]), row=found[0])


def _example(field: str, assumptions: AssumptionSet) -> str:
    """The full name of the field in the first alternative that has it: some reach of one benefit is a field of one alone."""
    return next(name for key in assumptions.alternatives if (name := f"alternatives.{key}.{field}") in assumptions.quantities)


def _row_and_start(name: str, assumptions: AssumptionSet) -> tuple[str, str] | None:
    """The name of the row that a number is worked out for, and how its own name starts."""
    for start, register in OF_ROWS.items():
        key = name.removeprefix(start)
        if name.startswith(start) and key in assumptions.registers[register]:
            return name_in_language(assumptions.registers[register][key].name), start
    return None


def _field_of_row(start: str) -> str:
    return text(f"explanation.rows.{start.rstrip('_').replace('.', '_')}")


def short_labels(name: str, graph: Graph) -> dict[str, str]:
    """Of a benefit of the register: its own numbers without the benefit's name, as its formula calls them; else nothing."""
    assumptions, price_year = graph.scenario.assumptions, int(graph.scenario.setting("price_year"))
    option, name = option_and_name(name, graph.options)
    key = name.removeprefix("benefit_")
    benefit = assumptions.benefits.get(key) if name.startswith("benefit_") else None
    if benefit is None:
        return {}
    fields = {f"benefits.{key}.{field}": name_in_language(item.name) for field, item in benefit.fields.items()}
    priced = {f"{field}{PRICED}": text("explanation.priced", label=label, year=price_year) for field, label in fields.items()}
    worked_out = {f"{start}{key}": _field_of_row(start) for start, register in OF_ROWS.items() if register == "benefits"}
    return {**fields, **priced, **worked_out, **({f"{option}.{start}": label for start, label in worked_out.items()} if option else {})}
