"""How sure the shown answer is, as texts that follow every move of a slider."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from costmodel.analysis.uncertainty.live import Live, Range
from costmodel.analysis.uncertainty.paired import Difference
from costmodel.texts.numbers import number, percent
from pages.components import layout
from pages.components.layout import Tile
from pages.components.words import text
from pages.session.views import keep_valid

SHOWN, KEPT = "uncertainty_shown", "uncertainty_kept"
"""Session state: whether the spread is shown, and whether moved numbers stay uncertain."""
NO_BREAK = "\u00a0"


def choose_uncertainty() -> bool:
    """Whether the spread is shown, and whether a number that is moved stays uncertain."""
    keep_valid(SHOWN, (True, False), True)
    shown = st.toggle(text("spread.show"), key=SHOWN, persist_state="session")
    if shown:
        keeps_moved()
        st.toggle(text("spread.keep"), key=KEPT, help=text("spread.about_keeping"), persist_state="session")
    return shown


def keeps_moved() -> bool:
    """Whether a number that is moved stays uncertain."""
    keep_valid(KEPT, (False, True), False)
    return st.session_state[KEPT]


def with_spread(tiles: Sequence[Tile], live: Live) -> list[Tile]:
    """The three figures of the first page with P10–P90 and how likely they are above zero."""
    npv, annual, budget = live.ranges["npv"], live.ranges["annual_per_inhabitant"], live.budget_effect
    under = [(range_text(found, tile.decimals), chance_text(found)) for tile, found in zip(tiles, (npv, annual, budget), strict=True)]
    return [replace(tile, spread=told) for tile, told in zip(tiles, under, strict=True)]


def range_text(found: Range | None, decimals: int = 0) -> str:
    """From–to, without unit: it stands under the figure."""
    return "" if found is None else text("spread.range", low=number(found.low, decimals), high=number(found.high, decimals))


def chance_text(found: Range | None) -> str:
    """How likely a figure is above zero."""
    return "" if found is None else text("spread.above_zero", chance=chance(found.probability))


def chance(probability: float) -> str:
    r"""A probability as a percentage, no more certain than draws can make it.

    >>> chance(0.0), chance(0.4639), chance(0.9999)
    ('under 1\xa0%', '46\xa0%', 'over 99\xa0%')
    """
    if probability < 0.01:
        return text("spread.almost_never")
    return text("spread.almost_always") if probability > 0.99 else percent(probability)


def explanation(live: Live, base: Live, *, is_changed: bool) -> list[str]:
    """What the spread means, and whether the change from the base case is more than is known: paragraphs. The card says the choice."""
    about = text("spread.about", draws=live.plan.total, numbers=live.drawn, seed=live.plan.seed)
    return [layout.small(about), *([change_text(live.against(base))] if is_changed else [])]


def change_text(found: Difference) -> str:
    """The change of net present value from the base case, on the same draws; says so where it is smaller than what is known."""
    if found.low == found.high == 0:
        return text("spread.change.none")
    if not found.is_clear:
        return text("spread.change.unclear", low=found.low, high=found.high, chance=chance(found.probability))
    is_higher = found.probability > 0.5
    share = chance(found.probability if is_higher else 1.0 - found.probability)
    return text("spread.change.higher" if is_higher else "spread.change.lower", low=found.low, high=found.high, chance=share)
