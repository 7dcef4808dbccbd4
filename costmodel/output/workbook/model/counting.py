"""What a row is a number of, where no field of the model says so: followed from what it is made of."""

from costmodel.axes import YEAR
from costmodel.explain.dimensions import Powers
from costmodel.explain.nodes import Node
from costmodel.explain.operations import COMPARISONS
from costmodel.output.workbook.model.cells import Cells
from costmodel.texts.catalog import text
from costmodel.units import CALENDAR_YEAR, MNOK, MNOK_A_YEAR, RATIO, SHARE_A_YEAR, YES_OR_NO

IN_MILLIONS = {"kroner": 1, "million": 1}
"""Money as the model has it: of a year, or of all years."""


def unit_of_step(node: Node, cells: Cells) -> str:
    """Unit of a step on the way, or of what cells look up.

    A year is the model's step, so an amount that varies by year is one a year.
    """
    lookup = cells.lookups.get(node)
    if node in cells.rates or (lookup is not None and lookup.needs[0] in cells.rates and lookup.kind == "at"):
        return SHARE_A_YEAR.symbol
    if lookup is not None and f"workbook.units.lookups.{lookup.kind}" in text:
        return text(f"workbook.units.lookups.{lookup.kind}")
    if node.dimension.point:
        return CALENDAR_YEAR.symbol
    if _is_yes_or_no(node):
        return YES_OR_NO.symbol
    return _unit_of_powers(node.dimension.powers, varies_by_year=node.shape[YEAR : YEAR + 1] > (1,))


def _is_yes_or_no(node: Node) -> bool:
    """Whether it says if something is so, as 1 or 0."""
    if node.op == "where":
        return all(item.op == "constant" and bool(((item.value == 0.0) | (item.value == 1.0)).all()) for item in node.inputs[1:])
    return node.op in (*COMPARISONS, "bitwise_and")


def _unit_of_powers(powers: Powers, *, varies_by_year: bool) -> str:
    """Base units with their powers, in words: those above the line, then those below."""
    counted = {name.rstrip("0123456789"): power for name, power in powers}
    if counted == IN_MILLIONS:
        return (MNOK_A_YEAR if varies_by_year else MNOK).symbol
    is_in_millions = all(counted.get(name) == power for name, power in IN_MILLIONS.items())
    rest = {name: power for name, power in counted.items() if not is_in_millions or name not in IN_MILLIONS}
    above = [*([MNOK.symbol] if is_in_millions else []), *(text(f"workbook.units.several.{name}") for name in rest if rest[name] > 0)]
    below = [text(f"workbook.units.one.{name}") for name, power in rest.items() if power < 0]
    if not above and not below:
        return RATIO.symbol
    return text("workbook.units.per").join((text("workbook.units.times").join(above) or text("workbook.units.number"), *below))
