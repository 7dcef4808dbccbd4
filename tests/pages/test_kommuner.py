"""Kommuner, run without a browser: what it shows is what the engine answers, and choosing changes the scenario."""

import json
import math
import re
from html import unescape
from itertools import combinations, cycle, product
from urllib.parse import parse_qs

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest
from support import many, shipped
from support.pages import EVERYBODY, ends, headings, opened, sound, table

from costmodel import appraise, base_case, decide
from costmodel.analysis.participation.bills import bills
from costmodel.analysis.participation.game import choice_options, effect_of, gains_of_everybody
from costmodel.analysis.participation.price_curve import by_number, smallest_number
from costmodel.explain import decision_graphs, explain, model_graph
from costmodel.model.decision import from_decision
from costmodel.model.parties.distribution import distribution
from costmodel.output.charts.map.bubbles import BY_CHOICE, COLOURS, STUDIED_RING, bubbles, colour_label, size_of, spot_of
from costmodel.output.charts.map.chart import describe_map, map_chart
from costmodel.output.charts.map.labels import LETTER, LINE, NARROW, PIXELS_PER_DEGREE, placed_labels
from costmodel.output.charts.map.places import COASTLINE, coastline
from costmodel.output.labels import everybody, party_label
from costmodel.scenarios.choices import Choices
from costmodel.scenarios.link_reading import decode
from costmodel.scenarios.links import encode
from costmodel.texts.numbers import number, signed
from pages.components.row_table import TickRow
from pages.kommuner import bill_rows, facts

PAGE = "kommuner"
BILLS, GAME, COALITION = "Alles regning", "Én inn eller ut", "Hvem tjener på det"
NAMES = [item.name for item in shipped().municipalities]
LIVE = [item.name for item in shipped().municipalities if item.status == "live"]
STUDIED = [None, "Malvik", "Hareid", *NAMES[: many(1, len(NAMES))]]


def shown_table(app: AppTest) -> dict:
    """What is sent to the table in the browser."""
    return json.loads(next(item.proto.json for item in app.get("bidi_component") if "rows" in json.loads(item.proto.json)))


def rows(app: AppTest) -> dict[str, list[str]]:
    return {row["name"]: [text for text, _ in row["cells"]] for row in shown_table(app)["rows"]}


def chosen(app: AppTest) -> set[str]:
    return set(shown_table(app)["chosen"])


def assert_bills_shown(app: AppTest, scenario, year: int = 2029) -> None:
    found = bills(appraise(scenario))
    gains = gains_of_everybody(scenario)
    shown = rows(app)
    assert chosen(app) == set(found.inside)
    for at, name in enumerate(found.names):
        amounts = [
            -found.charge_in(year),
            -found.one_off_cost,
            found.benefit,
            found.npv,
            found.npv_per_inhabitant,
            found.break_even_minutes,
        ]
        texts = [number(array[0, 0, at], decimals) for array, decimals in zip(amounts, (2, 1, 1, 1, 0, 1), strict=True)]
        assert shown[name][2:] == [*texts, number(gains[name]["municipality"], 1)], name
    total = [text for text, _ in shown_table(app)["sums"][-1]]
    indicators = appraise(scenario).indicators
    assert total[0] == "Alle deltakere samlet"
    assert total[5:8] == [
        number(indicators.npv.item(), 1),
        number(indicators.npv_per_inhabitant.item()),
        number(indicators.break_even_minutes.item(), 1),
    ]


@pytest.mark.parametrize("frame", [False, True], ids=["alone", "framed"])
@pytest.mark.parametrize("municipality", ["Averøy", EVERYBODY])
def test_everybodys_bill_is_the_engines(municipality, frame):
    app = opened(PAGE, frame=frame, municipality=municipality)
    scenario = base_case(shipped(), None)  # with one that is planned, all is told from the decision year
    assert_bills_shown(app, from_decision(scenario) if municipality == "Averøy" else scenario)
    assert "19 av 66 kommuner er med, med 60" in headings(app)


def test_every_row_says_fact_or_plan_with_its_date_and_source():
    app = opened(PAGE)
    shown = {row["name"]: row["cells"][1] for row in shown_table(app)["rows"]}
    assert shown["Trondheim"] == ["I bruk", "7. mai 2022 · S1"]
    assert shown["Oppdal"][0] == "Plan"
    assert shown["Stjørdal"] == ["Takket nei 2024", "omkring april 2026 · S1 · nei: P-AIDN"]
    assert shipped().sources["S1"].date in headings(app)


def test_the_choice_of_the_session_and_the_other_question():
    names = ("Averøy", "Molde", "Trondheim")
    app = opened(PAGE, participant_set=names, changes={"platform_cost": 90.0})
    scenario = base_case(shipped(), None).with_values({"platform_cost": 90.0}).with_participants(names)
    assert_bills_shown(app, scenario)
    assert "Går over til et nytt system i markedet i 2029: 17 kommuner" in headings(app)
    sound(app.segmented_control(key="view").set_value("now").run())
    assert_bills_shown(app, from_decision(scenario))


def test_a_whole_wave_is_chosen_and_dropped():
    app = opened(PAGE)
    assert app.pills(key="chosen_waves").value == ["PD1", "PD2", "PD3", "PD4", "PD5"]
    sound(app.pills(key="chosen_waves").set_value(["PD1", "PD2", "PD3", "PD4", "PD5", "KI2"]).run())
    wave = {item.name for item in shipped().municipalities if item.wave == "KI2"}
    assert chosen(app) == {*LIVE, *wave}
    assert set(app.session_state["participant_set"]) == {*LIVE, *wave}
    assert_bills_shown(app, base_case(shipped(), None).with_participants([*LIVE, *sorted(wave)]))
    sound(app.pills(key="chosen_waves").set_value(["PD2", "PD3", "PD4", "PD5", "KI2"]).run())
    assert chosen(app) == {*LIVE, *wave} - {"Trondheim"}


def test_a_number_is_chosen_in_the_order_of_the_plan():
    app = opened(PAGE, participant_set=("Averøy",))
    assert app.number_input(key="chosen_number").value == 1
    sound(app.number_input(key="chosen_number").set_value(34).run())
    assert app.session_state["changes"] == {"participants": 34.0}
    assert_bills_shown(app, base_case(shipped(), None).with_values({"participants": 34}))
    sound(app.button(key="choose_all").click().run())
    assert chosen(app) == set(NAMES)
    sound(app.button(key="choose_live").click().run())
    assert app.session_state["participant_set"] is None
    assert app.session_state["changes"] == {}


def test_the_last_one_cannot_be_dropped():
    app = opened(PAGE, participant_set=("Trondheim",))
    sound(app.pills(key="chosen_waves").set_value([]).run())
    assert facts.text("choosing.last_one") in headings(app)
    assert chosen(app) == {"Trondheim"}


@pytest.mark.parametrize("names", [("Averøy", "Trondheim"), tuple(NAMES), tuple(LIVE[:-1])])
def test_the_choice_travels_in_the_link(names):
    content = decode(parse_qs(encode("Averøy", Choices({}, tuple(names)), shipped())), shipped())
    assert not content.notices
    assert set(content.participant_set) == set(names)


@pytest.mark.parametrize(
    ("group", "label"),
    [
        ("county:Trøndelag", "Fylke: Trøndelag"),
        ("wave:KI2", "Bølge: KI2"),
        ("inside", "De som er med"),
        ("outside", "De som ikke er med"),
    ],
)
def test_the_sum_of_a_group_stands_beside_all_participants(group, label):
    app = opened(PAGE)
    sound(app.selectbox(key="bill_group").select(group).run())
    found = bills(appraise(base_case(shipped(), None)))
    names = bill_rows.groups_of(shipped().municipalities, found)[group]
    assert set(rows(app)) == set(names)
    sums = found.group(names)
    shown = next(cells for cells in table(app, "Summer") if cells[0] == "Netto nåverdi (MNOK)")
    assert shown[1:] == [number(found.everybody.total(found.npv).item(), 1), number(sums.total(found.npv).item(), 1)]
    first = [text for text, _ in shown_table(app)["sums"][0]]
    assert (first[0], first[5]) == (label, shown[2])


def test_the_file_holds_every_row_in_full_precision_and_adds_up():
    scenario = base_case(shipped(), None)
    found = bills(appraise(scenario))
    amounts = bill_rows.amounts(found, {name: {"municipality": 0.0} for name in NAMES}, 2029)
    data = bill_rows.csv_of(shipped(), amounts, set(found.inside), bill_rows.sums(found.everybody, 2029), 2029)
    head, *lines = [line.split(";") for line in data.decode("utf-8-sig").splitlines()]
    at = head.index("Netto nåverdi (MNOK)")
    values = {line[1]: float(line[at].replace(",", ".")) for line in lines}
    assert len(lines) == len(NAMES) + 1
    assert values["Alle deltakere samlet"] == appraise(scenario).indicators.npv.item()
    assert sum(values[name] for name in NAMES) == pytest.approx(values["Alle deltakere samlet"], rel=1e-12)
    assert "Kildens dato" in head
    declined = {line[1]: line[head.index("Takket nei")] for line in lines if line[head.index("Takket nei")]}
    assert declined["Averøy"] == "2023"
    assert set(declined) == {item.name for item in shipped().municipalities if item.declined}


@pytest.mark.parametrize("name", ["Trondheim", "Averøy"])
def test_the_game_is_the_engines(name):
    app = opened(PAGE, municipality=name, kommuner_view=GAME)
    scenario = base_case(shipped(), None)
    effect, curve = effect_of(scenario, name, 2029), by_number(scenario, name, 2029)
    shown = {cells[0]: cells[1:] for cells in table(app, f"Med og uten {name}")}
    sides = {
        f"{name}s netto nåverdi (MNOK)": (effect.own_npv, 1),
        f"{name}s betaling (MNOK i 2029)": (effect.own_charge.as_cost, 2),
        "Sykehusenes betaling (MNOK i 2029)": (effect.hospitals_charge.as_cost, 2),
    }
    for label, (side, decimals) in sides.items():
        assert shown[label] == [number(side.inside, decimals), number(side.outside, decimals), signed(side.change, decimals)]
    text = headings(app)
    assert (f"Hvis {name} velger å " + ("slutte og gå over til et nytt system i markedet i 2029" if effect.is_in else "bli med")) in text
    assert f"{number(effect.marginal_price)}\N{NO-BREAK SPACE}kr" in text
    number_now = smallest_number(curve.gain)
    kinds = {None: "finnes ikke", 1: "allerede som eneste deltaker er gevinsten"}
    assert kinds.get(number_now, f"**{number_now}** (når") in text


@pytest.mark.parametrize("name", ["Trondheim", "Averøy"])
@pytest.mark.parametrize("alternative", ["market_system", "renewed_old_systems"])
def test_the_game_says_what_the_decision_says(name, alternative):
    app = opened(PAGE, municipality=name, kommuner_view=GAME, alternative_chosen=alternative)
    scenario = base_case(shipped(), name).with_alternative(alternative)
    other, own = choice_options(scenario)
    decision, found = decide(scenario), distribution(scenario, other, own).present.named()
    text = next(item.proto.body for item in app.get("html") if f"Hvem tjener og hvem betaler når {name}" in item.proto.body)
    shown = re.findall(r'<th scope="row">([^<]+)</th><td><a [^>]*href="regnestykket\?([^"]+)"[^>]*>([^<]+)</a>', text)
    assert [(label, amount) for label, _, amount in shown] == [(party_label(party), signed(found[party].item(), 1)) for party in found]
    assert shown[0][2] == signed(decision.difference(other, own).item(), 1)
    query = parse_qs(unescape(shown[1][1]))
    assert (query["item"], query["question"]) == (["distribution.others"], [f"{other}..{own}"])
    assert ("alternative" in query) == (alternative != "market_system")


def test_the_choice_of_each_is_shown_for_all():
    app = opened(PAGE, municipality=EVERYBODY, kommuner_view=GAME, game_choices=True)
    shown = {cells[0]: cells[1:] for cells in table(app, "Nåverdi fra beslutningsåret i MNOK av at kommunen er med")[1:]}
    found = gains_of_everybody(base_case(shipped(), None))
    parties = ("municipality", "others", "hospitals", "gps", "tax_cost", "society")
    assert shown == {name: [signed(gains[party], 1) for party in parties] for name, gains in found.items()}


@pytest.mark.parametrize("view", ["life", "now"])
@pytest.mark.parametrize("changes", [{}, {"platform_cost": 90.0, "extra_minutes": -1.0}])
def test_a_cell_leads_to_the_same_number(view, changes):
    table = shown_table(opened(PAGE, participant_set=(*LIVE, "Oppdal"), changes=changes, view=view))
    scenario, items = decode(parse_qs(table["link"].partition("?")[2]), shipped()), [parse_qs(text) for text in table["views"]]
    question = items[-2]["question"][0]
    linked = {row["name"]: row["cells"] for row in table["rows"] if row["is_linked"]}
    assert set(linked) == {*LIVE, "Oppdal"}
    for name in ("Trondheim", "Røros", "Oppdal"):
        base = base_case(shipped(), name).with_values(scenario.changes).with_participants(scenario.participant_set)
        result = model_graph(base) if question == "life" else decision_graphs(base).options[choice_options(base)[1]]
        for at, decimals in ((4, 1), (5, 1), (6, 0), (7, 1)):  # benefit, net present value, per inhabitant, minutes
            found = explain(result, items[at]["item"][0])
            value = found.npv_part if items[at]["item"] == ["total_benefit"] else found.item.value
            assert linked[name][at][0] == number(value, decimals), (name, at)


def test_no_cell_leads_anywhere_where_regnestykket_has_no_such_number():
    assert shown_table(opened(PAGE, changes={"exit_year": 2030.0}, view="now"))["link"] == ""


def test_without_a_municipality_the_game_asks_for_one():
    assert "Velg en kommune øverst" in headings(opened(PAGE, municipality=EVERYBODY, kommuner_view=GAME))


def test_the_coalition_rests_or_moves_and_its_outcome_can_be_chosen():
    app = opened(PAGE, kommuner_view=COALITION)
    assert "Ingen vil bytte side" in headings(app)
    sound(app.selectbox(key="coalition_start").select("nobody").run())
    sound(app.segmented_control(key="coalition_way").set_value("together").run())
    assert "Etter ett trinn vil ingen bytte side. Da er 19 av 66 kommuner med" in headings(app)
    sound(app.button(key="choose_all").click().run())
    sound(app.button(key="use_outcome").click().run())
    app.session_state["kommuner_view"] = BILLS
    sound(app.run())
    assert chosen(app) == set(LIVE)


def test_no_lever_at_its_end_breaks_the_page():
    app = opened(PAGE, municipality="Averøy")
    for change, view in zip(ends(0), cycle((GAME, COALITION, BILLS)), strict=False):
        app.session_state["changes"], app.session_state["kommuner_view"] = change, view
        assert not app.run().exception, change


@pytest.mark.parametrize("colour", COLOURS)
def test_the_map_shows_everybody_filled_or_as_a_ring(colour):
    found = bills(appraise(base_case(shipped(), None)))
    made = bubbles(shipped().municipalities, found, colour)
    figure = map_chart(made, colour)
    assert len(go.Figure(figure.to_dict()).data) == len(figure.data)  # plotly finds no fault with any field
    shown = {
        point[0]: symbol
        for trace in figure.data
        if trace.customdata is not None
        for point, symbol in zip(trace.customdata, trace.marker.symbol, strict=True)
    }
    assert {name for name, symbol in shown.items() if symbol == "circle"} == set(LIVE)
    assert set(shown) == set(NAMES)
    assert colour_label(colour).lower() in describe_map(made, colour)


def drawn(studied=None):
    found = bills(appraise(base_case(shipped(), None)))
    return bubbles(shipped().municipalities, found, BY_CHOICE, studied)


def on_phone(x, y):
    """Pixels of a place of the map on a phone, where it is smallest."""
    return x * NARROW * PIXELS_PER_DEGREE, y * PIXELS_PER_DEGREE


@pytest.mark.parametrize("studied", STUDIED)
def test_no_bubble_lies_under_another_and_each_stands_near_its_place(studied):
    made = drawn(studied)
    for one, other in combinations(made, 2):
        ring = STUDIED_RING / 2 * (studied in (one.row.name, other.row.name))
        apart = math.dist(on_phone(one.x, one.y), on_phone(other.x, other.y))
        assert apart >= (size_of(one) + size_of(other)) / 2 + ring, (one.row.name, other.row.name)
    moved = [math.dist(on_phone(one.x, one.y), on_phone(one.row.longitude, one.row.latitude)) for one in made]
    assert max(moved) < 40 and sum(moved) / len(moved) < 8


@pytest.mark.parametrize("studied", STUDIED)
def test_names_on_the_map_stand_on_nothing_and_the_studied_one_is_among_them(studied):
    made = drawn(studied)
    spots = tuple(spot_of(bubble, studied) for bubble in made)
    labels = placed_labels(spots, studied)
    names = {label.text for label in labels}
    assert len(names) == len(labels) > 15 and {"Trondheim", "Ålesund", studied or "Trondheim"} <= names
    assert not [1 for a in labels for b in labels if a is not b and a.covers(b.x, b.y, len(b.text) * LETTER, LINE)]
    for label, spot in product(labels, spots):
        size = spot.size / PIXELS_PER_DEGREE
        assert spot is label.spot or not label.covers(spot.x, spot.y, size / NARROW, size), (label.text, spot.name)
    figure = map_chart(made, BY_CHOICE, studied=studied)
    rings = [trace for trace in figure.data if trace.name and trace.name == studied]
    assert [list(ring.x) for ring in rings] == [[bubble.x] for bubble in made if bubble.row.name == studied]


def test_the_map_can_be_drawn_up_by_mouse_and_is_scrolled_past_by_finger():
    made = drawn()
    mouse, finger = (map_chart(made, BY_CHOICE, by_mouse=by_mouse).layout for by_mouse in (True, False))
    assert mouse.dragmode == "zoom" and not mouse.xaxis.fixedrange and not mouse.yaxis.fixedrange
    assert finger.dragmode is False and finger.xaxis.fixedrange and finger.yaxis.fixedrange


def test_the_coast_is_plain_lines_of_the_region_in_a_small_file():
    assert COASTLINE.stat().st_size < 60_000
    for x, y in coastline().values():
        known = [place for place in zip(x, y, strict=True) if place[0] is not None]
        assert all(1 < east < 19 and 59 < north < 68 for east, north in known)
    x, y = coastline()["coast"]
    for item in shipped().municipalities:  # all lie within 150 kilometres of the coast
        nearest = min(math.dist(on_phone(item.longitude, item.latitude), on_phone(*place)) for place in zip(x, y, strict=True) if place[0])
        assert nearest < 100, item.name


def test_sort_keys_fit_the_heads():
    table_ = shown_table(opened(PAGE))
    assert {len(row["keys"]) for row in table_["rows"]} == {len(table_["heads"])}
    assert {len(row["cells"]) + 1 for row in table_["rows"]} == {len(table_["heads"])}
    assert TickRow.__dataclass_fields__.keys() == table_["rows"][0].keys()
    assert all(re.fullmatch(r"[a-zæøå0-9 ø\-]+", row["search"]) for row in table_["rows"])


@pytest.mark.parametrize("view", ["life", "now"])
def test_the_sum_over_everybody_leads_to_the_same_number(view):
    app = opened(PAGE, view=view)
    sums = next(item.proto.body for item in app.get("html") if "Netto nåverdi per innbygger (kr)" in item.proto.body)
    links = re.findall(r'href="regnestykket\?([^"]+)"[^>]*>([^<]+)</a>', sums)
    assert len(links) == 6
    query, shown = next((parse_qs(unescape(link)), text) for link, text in links if "item=npv&" in unescape(link))
    assert query["municipality"] == ["alle"]
    everybody = base_case(shipped(), None)
    result = model_graph(everybody) if query["question"] == ["life"] else decision_graphs(everybody).options["stay"]
    assert shown == number(explain(result, "npv").item.value, 1)


def test_the_map_says_what_it_is_of_whoever_is_studied():
    app = opened(PAGE, municipality="Molde", changes={"price_year": 2022.0})
    said = [item.proto.body for item in app.get("html") if item.proto.body.startswith('<p class="chart-caption"')]
    wanted = f"Egne endringer, 1 endring · {everybody()} · faste 2022-kroner · forutsetninger {shipped().hash[:12]}"
    assert re.sub("<.*?>", "", said[0]) == wanted
