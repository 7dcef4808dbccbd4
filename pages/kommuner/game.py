"""The parts of the page about what one choice does to the others, the price by number, and the coalition."""

import streamlit as st

from costmodel.analysis.participation.bills import Bills
from costmodel.analysis.participation.game import Effect, Sides
from costmodel.analysis.participation.price_curve import ByNumber
from costmodel.output.charts.price import SHARES, describe_prices, price_chart, price_columns
from costmodel.texts.numbers import number, percent, signed
from pages.components import layout, wording
from pages.components.levers import lever
from pages.components.tables import Row, csv_by_row, show_download, show_grid
from pages.kommuner import wording as words
from pages.kommuner.bill_answers import STARTS, Question, bend_of, curve_of, effect, path_of
from pages.kommuner.bill_rows import known
from pages.kommuner.choosing import choose
from pages.session.state import keep_valid

ONE, TOGETHER = "Én om gangen", "Alle samtidig"
COMMON = ("operating_fixed_share", "capital_fixed_share")


def show_game(question: Question, municipality: str | None, year: int) -> None:
    """What the chosen municipality's choice does, and its price by number of participants."""
    st.header("Hva betyr det at én er med?", anchor=False)
    if municipality is None:
        st.markdown("Velg en kommune øverst på siden for å se hva valget dens betyr for den selv og for de andre.")
        return
    found = effect(question, municipality, year)
    text, table = st.columns([2, 3], gap="large")
    with text:
        st.markdown(f"{words.effect_takeaway(found)}\n\n{words.prices(found)}")
        curve = curve_of(question.any_set, municipality, year)
        st.markdown(words.break_even(curve))
    with table:
        show_effect(found)
    show_curve(question, curve, found)


def show_effect(found: Effect) -> None:
    """With it in, with it out, and the difference."""
    mnok = f"MNOK i {found.year}"
    rows = [
        _sides(f"{found.name}s betaling ({mnok})", found.own_charge, 2),
        _sides(f"De andre kommunenes betaling ({mnok})", found.others_charge, 2),
        _shares("Sykehusenes andel av det som er felles", found.hospital_share),
        _sides(f"Snittpris (kr per innbygger i {found.year})", found.average_price, 0),
        _sides(f"{found.name}s netto nåverdi (MNOK)", found.own_npv, 1),
        _sides("De andre kommunenes netto nåverdi (MNOK)", found.others_npv, 1),
    ]
    title = f"Med og uten {found.name}, alle andre som valgt. Netto nåverdi regnes fra beslutningsåret."
    show_grid(title, ["", "Med", "Ikke med", "Forskjell"], rows)
    with st.expander("Slik regner spillet"):
        st.markdown(words.ABOUT_GAME)


def _sides(label: str, sides: Sides, decimals: int) -> Row:
    return Row(label, (number(sides.inside, decimals), number(sides.outside, decimals), signed(sides.change, decimals)))


def _shares(label: str, sides: Sides) -> Row:
    change = f"{signed(100 * sides.change, 1)} prosentpoeng" if known(sides.change) is not None else "–"
    return Row(label, (percent(sides.inside, 1), percent(sides.outside, 1), change))


def show_curve(question: Question, curve: ByNumber, found: Effect) -> None:
    """The price per inhabitant against the number of participants."""
    assumptions = question.assumptions
    bent = bend_of(question.any_set, curve.name, curve.year, SHARES)
    now = point_of(question, found)
    st.subheader(words.curve_takeaway(curve, now), anchor=False)
    layout.show_chart(price_chart(curve, bent, now), describe_prices(curve, now))
    used = question.scenario
    layout.note(words.about_bend(*(used.setting(name) for name in COMMON)))
    for name in COMMON:
        item = lever(name, assumptions)
        moved = [layout.OWN_CHANGE] if name in dict(question.values) else []
        layout.badged(f"{item.label}: {item.caption}", [item.badge, *moved])
    fold = st.expander("Tallene bak figuren", key="price_numbers", on_change="rerun")
    if fold.open:
        with fold:
            columns = price_columns(curve, bent)
            rows = {f"{at}: {name}": [line[at - 1] for line in columns.values()] for at, name in enumerate(curve.last_in, start=1)}
            shown = [Row(label, tuple(number(value) for value in row)) for label, row in rows.items()]
            show_grid(f"Kroner per innbygger i {curve.year}, og hvem som kommer til sist", ["Deltakere", *columns], shown)
            data = csv_by_row("Deltakere", list(columns), {label: [known(value) for value in row] for label, row in rows.items()})
            show_download("Last ned prisene (CSV for Excel)", data, wording.file_name("pris", curve.name, str(curve.year)))


def point_of(question: Question, found: Effect) -> tuple[int, float]:
    """The scenario's point in the chart: participants with the chosen one in, and its price per inhabitant."""
    inside = len(question.names) if question.names is not None else int(question.scenario.setting("participants"))
    return inside + (not found.is_in), found.own_price


def show_coalition(question: Question, bills: Bills) -> None:
    """Who gains by being in, given who else is, until nobody wants to move."""
    st.header("Hvem tjener på å være med, gitt hvem som ellers er det?", anchor=False)
    layout.note(words.ABOUT_COALITION)
    left, right = st.columns(2)
    keep_valid("coalition_start", list(STARTS), "chosen")
    keep_valid("coalition_way", [ONE, TOGETHER], ONE)
    start = left.selectbox("Start med", list(STARTS), format_func=STARTS.__getitem__, key="coalition_start", persist_state="session")
    way = right.segmented_control("De velger", [ONE, TOGETHER], key="coalition_way", required=True, persist_state="session")
    path = path_of(question, start, together=way == TOGETHER)
    first = {"chosen": int(bills.takes_part.sum()), "nobody": 0, "everybody": len(bills.names)}[start]
    st.markdown(words.coalition_takeaway(path, first, len(bills.names)))
    if not path.steps:
        return
    rows = [
        Row(str(at), (*words.step_names(step), number(sum(step.gains), 1), str(step.participants)))
        for at, step in enumerate(path.steps, start=1)
    ]
    with st.expander(f"Trinn for trinn ({len(rows)})", expanded=len(rows) <= 5):
        heads = ["Trinn", "Blir med", "Går ut", "Venter å tjene (MNOK)", "Med etterpå"]
        show_grid("Netto nåverdi fra beslutningsåret. Det de venter å tjene, regnes før de andre har svart.", heads, rows)
    if path.members:
        st.button("Bruk dette utfallet som valg", key="use_outcome", on_click=choose, args=(sorted(path.members), question.assumptions))
