"""What has been paid in place of what is modelled, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from costmodel.axes import Array
from costmodel.model.actuals.levels import modelled_charge
from costmodel.model.actuals.paid import OTHER_LINES, PLATFORM_CHARGE, Paid, known_of, of_line
from costmodel.model.drivers import Drivers
from costmodel.model.line_items import Costs, charges
from costmodel.model.studied import Studied


def with_actuals(all_paid: Sequence[Paid], studied: Studied, d: Drivers, modelled: Costs) -> Costs:
    """The costs with what has been paid in place of what is modelled, in every draw, to the year of an exit."""
    changed: dict[str, Array] = {}
    for line in (PLATFORM_CHARGE, *OTHER_LINES):
        known = known_of(of_line(all_paid, line), studied.rows, d.year)
        if known is None:
            continue
        is_known, amount = known[0] * d.before_exit, known[1]
        if line == PLATFORM_CHARGE:
            changed |= split({item.name: getattr(modelled, item.name) for item in charges()}, is_known, amount)
        else:
            changed[line] = np.where(is_known == 1.0, amount, getattr(modelled, line))
    return replace(modelled, **changed) if changed else modelled


def split(parts: Mapping[str, Array], is_known: Array, amount: Array) -> dict[str, Array]:
    """What was paid for the platform, parted as the model parts the year; all of it operation where the model charges nothing."""
    charged = modelled_charge(parts)
    counts = charged > 0
    share = amount / np.where(counts, charged, 1.0)
    first = next(iter(parts))
    whole = {name: amount if name == first else 0.0 for name in parts}
    return {name: np.where(is_known == 1.0, np.where(counts, part * share, whole[name]), part) for name, part in parts.items()}
