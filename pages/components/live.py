"""How sure the shown answer is, found anew at every move of a slider; a run that a newer move has overtaken gives up."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock

import streamlit as st

from costmodel import AssumptionSet, base_case
from costmodel.analysis.uncertainty.live import Live, Range, spread
from costmodel.analysis.uncertainty.measures import DIFFERENCE, Question
from costmodel.analysis.uncertainty.paired import Difference
from costmodel.assumptions.rules import Values
from costmodel.output.labels import OPTIONS
from costmodel.texts.numbers import number, percent, signed
from pages.components import layout
from pages.components.layout import Tile
from pages.session.state import participant_set

SHOWN, KEPT = "uncertainty_shown", "uncertainty_kept"
"""Session state: whether the spread is shown, and whether moved numbers stay uncertain."""
NO_BREAK = "\u00a0"
TURN, WAIT_SECONDS = Lock(), 0.02
LOG = logging.getLogger("helseplattformen.live")
Key = tuple[tuple[str, float | None], ...]


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


def live_of(
    assumptions: AssumptionSet, municipality: str | None, values: Values, asked: tuple[bool, int], *, is_base: bool = False
) -> Live:
    """The spread of the shown answer; kept for the latest questions asked.

    `asked`: whether it is of what now, rather than the whole life, and the year of the effect on the budget.
    """
    keep = bool(st.session_state.get(KEPT)) and not is_base
    names = None if is_base else participant_set()
    changed = () if is_base else tuple(sorted(values.items()))
    return _live(assumptions, assumptions.hash, municipality, (changed, names), (*asked, keep))


@st.cache_resource(max_entries=128, show_spinner=False)
def _live(
    _assumptions: AssumptionSet,
    fingerprint: str,
    municipality: str | None,
    content: tuple[Key, tuple[str, ...] | None],
    how: tuple[bool, int, bool],
) -> Live:
    del fingerprint  # stands for the assumptions in the key of the cache
    (values, names), (is_now, year, keep) = content, how
    scenario = base_case(_assumptions, municipality).with_values(dict(values)).with_participants(names)
    with one_at_a_time():
        LOG.info("begun")
        found = spread(scenario, Question.DECISION if is_now else Question.LIFETIME, year, keep=keep, check=give_way)
        LOG.info("finished")
    return found


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait for the spreads of other sessions: side by side, each takes several times as long, since they share the interpreter."""
    while not TURN.acquire(timeout=WAIT_SECONDS):
        give_way()
    try:
        yield
    finally:
        TURN.release()


def give_way() -> None:
    """End this run of the page where a newer one has taken its place: Streamlit looks whenever the session's state is read."""
    st.session_state.get(SHOWN)


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
