"""How sure the shown answer is, as texts that follow every move of a slider."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from costmodel.analysis.uncertainty.live import Live, Range
from costmodel.analysis.uncertainty.measures import DIFFERENCE
from costmodel.analysis.uncertainty.paired import Difference
from costmodel.output.labels import OPTIONS
from costmodel.texts.numbers import number, percent, signed
from pages.components import layout
from pages.components.layout import Tile

SHOWN, KEPT = "uncertainty_shown", "uncertainty_kept"
"""Session state: whether the spread is shown, and whether moved numbers stay uncertain."""
NO_BREAK = "\u00a0"


def choose_uncertainty() -> bool:
    """Whether the spread is shown, and whether a number that is moved stays uncertain."""
    st.session_state.setdefault(SHOWN, True)
    shown = st.toggle("Vis usikkerhet (P10–P90)", key=SHOWN, persist_state="session")
    if shown:
        st.toggle("Behold usikkerhet i tall jeg flytter", key=KEPT, help=ABOUT_KEEPING, persist_state="session")
    return shown


ABOUT_KEEPING = (
    "Når du flytter et usikkert tall, regnes det som kjent, og spennet blir smalere. Slår du på dette, er det fortsatt usikkert, "
    "med det samme spennet rundt den nye verdien."
)


def keeps_moved() -> bool:
    """Whether a number that is moved stays uncertain."""
    return bool(st.session_state.get(KEPT))


def with_spread(tiles: Sequence[Tile], live: Live) -> list[Tile]:
    """The three figures of the first page with P10–P90 and how likely they are above zero."""
    npv, annual, budget = live.ranges["npv"], live.ranges["annual_per_inhabitant"], live.budget_effect
    texts = [(range_text(found, tile.decimals), chance_text(found)) for tile, found in zip(tiles, (npv, annual, budget), strict=True)]
    return [replace(tile, spread=text) for tile, text in zip(tiles, texts, strict=True)]


def range_text(found: Range | None, decimals: int = 0) -> str:
    """From–to, without unit: it stands under the figure."""
    return "" if found is None else f"{number(found.low, decimals)} til {number(found.high, decimals)}"


def chance_text(found: Range | None) -> str:
    """How likely a figure is above zero."""
    return "" if found is None else f"over null: {chance(found.probability)}"


def chance(probability: float) -> str:
    r"""A probability as a percentage, no more certain than draws can make it.

    >>> chance(0.0), chance(0.4639), chance(0.9999)
    ('under 1\xa0%', '46\xa0%', 'over 99\xa0%')
    """
    if probability < 0.01:
        return f"under 1{NO_BREAK}%"
    return f"over 99{NO_BREAK}%" if probability > 0.99 else percent(probability)


def explanation(live: Live, base: Live, names: tuple[str, str], *, is_changed: bool) -> list[str]:
    """What the spread means, how sure the choice is, and whether the change from the base case is more than is known: paragraphs."""
    draws = f"{number(live.plan.total)} trekninger av {live.drawn} usikre tall (frø {live.plan.seed})"
    parts = [f"Under tallene: spennet fra P10 til P90. {draws}; i åtte av ti havner svaret innenfor."]
    if DIFFERENCE in live.ranges:
        first, second = (OPTIONS[name].lower() for name in names)
        parts.append(f"Sannsynlighet for at det lønner seg mer å {first} enn å {second}: {chance(live.ranges[DIFFERENCE].probability)}.")
    return [layout.small(" ".join(parts)), *([change_text(live.against(base))] if is_changed else [])]


def change_text(found: Difference) -> str:
    """The change of net present value from the base case, on the same draws; says so where it is smaller than what is known."""
    if found.low == found.high == 0:
        return "Endringen påvirker ikke netto nåverdi."
    span = f"{signed(found.low)} til {signed(found.high)}{NO_BREAK}MNOK"
    if found.is_clear:
        word = "høyere" if found.probability > 0.5 else "lavere"
        share = chance(max(found.probability, 1.0 - found.probability))
        return f"Netto nåverdi er {word} enn i utgangspunktet i {share} av trekningene ({span})."
    return (
        f"**Forskjellen fra utgangspunktet er mindre enn det vi vet:** den går fra {span}, og netto nåverdi er høyere enn i "
        f"utgangspunktet i {chance(found.probability)} av trekningene."
    )
