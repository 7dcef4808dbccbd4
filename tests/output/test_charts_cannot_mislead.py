"""What a chart claims by how it is drawn: units, sides, colours, spans and labels, read from the figures' data."""

import math
from functools import cache
from pathlib import Path

import pytest
from support import ROOT, shipped

from costmodel import Question, appraise, base_case, decide, lever_named, spider, to_dict, tornado
from costmodel.analysis.budget import plan
from costmodel.analysis.open_questions import Ends
from costmodel.analysis.participation.price_curve import by_number
from costmodel.analysis.sensitivity.turning_grid import turning_grid
from costmodel.analysis.spikes import Spike, spikes
from costmodel.analysis.uncertainty.choice import choice_among
from costmodel.analysis.uncertainty.measures import Period
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.analysis.uncertainty.simulation import simulate
from costmodel.analysis.waterfall import waterfall
from costmodel.output.charts import colours
from costmodel.output.charts.budget import budget_chart
from costmodel.output.charts.comparison import STYLES, groups_chart, net_chart, waterfall_chart
from costmodel.output.charts.distribution import distribution_chart
from costmodel.output.charts.map.chart import STATUS_COLOURS
from costmodel.output.charts.open_questions import QuestionBar, unknowns_chart
from costmodel.output.charts.price import price_chart
from costmodel.output.charts.provenance import provenance_chart
from costmodel.output.charts.room import LETTER, NARROWEST, Beside, pixels_of, room_for
from costmodel.output.charts.sensitivity.heat_map import grid_chart
from costmodel.output.charts.sensitivity.lines import line_chart, lowest_and_highest
from costmodel.output.charts.sensitivity.tornado import longest_first, tornado_chart
from costmodel.output.charts.spikes import net_notes, spikes_of
from costmodel.output.charts.uncertainty import choice_chart, curve_chart, fan_chart, histogram_chart, index_chart, marks_of
from costmodel.output.charts.yearly import yearly_chart

THEMED = ("yearly", "groups", "budget")
"""Charts in the colours of the theme: blues for benefits and browns for costs, in the order of the groups."""
CASES = [({}, None), ({}, ("stay", "leave_market_system")), ({"extra_minutes": 5}, None), ({"extra_minutes": -3.0}, None)]


@cache
def scenario(**changes):
    return base_case(shipped()).with_values(changes)


@cache
def grid():
    levers = (lever_named(scenario(), "extra_minutes"), lever_named(scenario(), "benefits.*.realisation"))
    return turning_grid(scenario(), levers, Question(), 9)


@cache
def figures():
    """Every chart with numbers, by name; as plotly's script gets it."""
    appraisal, dearer = appraise(scenario()), appraise(scenario(platform_cost=100.0, local_operating_cost=3.0))
    record, both = to_dict(appraisal), {"Utgangspunktet": appraisal, "Dyrere": dearer}
    drawn = simulate(scenario(), Plan(1_000), Period.BOTH)
    curve, fall = by_number(scenario(), "Trondheim", 2029), waterfall(appraisal, dearer)
    lines = spider(scenario(), Question(), [bar.lever for bar in longest_first(tornado(scenario(), Question()))][:2])
    made = {
        "yearly": yearly_chart(record),
        "budget": budget_chart(plan(appraisal, 2027, 4)),
        "net": net_chart(record["years"], {"Utgangspunktet": record["line_items"]["net_benefit"]}),
        "groups": groups_chart(both),
        "waterfall": waterfall_chart(fall, {name: name for name in fall.steps}, tuple(both)),
        "distribution": distribution_chart({"municipality": -40.0, "gps": 1.8, "society": -38.2}),
        "tornado": tornado_chart(tornado(scenario(), Question())),
        "line": line_chart(lines[0], Question(), lowest_and_highest(lines)),
        "heat map": grid_chart(grid(), None),
        "curve": curve_chart(drawn, "npv", marks_of("npv"), "netto nåverdi, MNOK"),
        "histogram": histogram_chart(drawn, "npv", "netto nåverdi, MNOK"),
        "fan": fan_chart(drawn, "net_benefit", "Netto nytte"),
        "index": index_chart(["a", "b"], [0.5, 0.1], [0.6, 0.2]),
        "choice": choice_chart(["a", "b", "c"], choice_among(scenario(), Plan(1_000))),
        "price": price_chart(curve, {0.5: curve.price}, (19, curve.price[18])),
        "provenance": provenance_chart({"total_cost": {"published": 30, "measured": 0, "derived": 20, "assumption": 50, "own": 0}}),
        "questions": unknowns_chart([QuestionBar("a", Ends(-9.0, 4.0), "1", "2")], -2.0),
    }
    return {name: figure.to_dict() for name, figure in made.items()}


def numbers_on(figure, axis):
    """What the traces have on an axis, as plotly names it (x, y, y2)."""
    letter, found = axis[0], []
    for trace in figure["data"]:
        if trace.get(f"{letter}axis", letter) == axis:
            found += [value for value in trace.get(letter) or () if value is not None]
    return found


@pytest.mark.parametrize("name", figures())
def test_every_axis_of_numbers_has_its_unit(name):
    figure = figures()[name]
    for key, axis in figure["layout"].items():
        letter = key.replace("axis", "")
        values = numbers_on(figure, letter) if key.startswith(("xaxis", "yaxis")) else []
        is_years = all(isinstance(value, int) and 2000 < value < 2100 for value in values)
        if not values or axis.get("visible") is False or is_years or any(isinstance(value, str) for value in values):
            continue
        title = axis.get("title")
        assert title is None or isinstance(title, dict), f"plotly's script shows nothing of the title of {key}"
        told = [(title or {}).get("text"), axis.get("ticksuffix"), axis.get("tickformat", "").endswith("%")]
        assert any(told), key


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("background", ["#FFFFFF", "#17181A"])
def test_every_colour_with_a_meaning_stands_out_from_the_background(background):
    assert f'backgroundColor = "{background}"' in Path(ROOT, ".streamlit/config.toml").read_text("utf-8")
    named = [colours.GAIN, colours.LOSS, colours.NEUTRAL, colours.LOW_END, colours.HIGH_END, colours.BASE, colours.DRAWN]
    for colour in (*named, *(style[0] for style in STYLES), *STATUS_COLOURS.values()):
        assert contrast(colour, background) >= 3, colour


def colours_of(trace):
    marker, line = trace.get("marker") or {}, trace.get("line") or {}
    shown = [marker.get("color"), line.get("color"), trace.get("fillcolor")]
    return [one for colour in shown if colour is not None for one in (colour if isinstance(colour, list | tuple) else [colour])]


@pytest.mark.parametrize("name", [name for name in figures() if name not in (*THEMED, "heat map")])
def test_blue_is_over_zero_and_brown_under_it_and_nothing_else_is_either(name):
    for trace in figures()[name]["data"]:
        if (trace.get("line") or {}).get("width") == 0 and not trace.get("fill"):
            continue  # the edge of a field, which is not seen
        found = colours_of(trace)
        assert found, "a chart outside the theme's order has a colour of its own"
        judged = {colours.GAIN, colours.LOSS} & set(found)
        assert not judged or name in ("waterfall", "distribution")
        for colour, amount in zip(found, trace["x"], strict=True) if judged else ():
            assert colour == colours.NEUTRAL or (colour == colours.GAIN) == (amount >= 0)


def test_benefits_have_the_blues_of_the_theme_and_costs_the_others():
    for name in ("yearly", "groups"):
        letter = "y" if name == "yearly" else "x"
        bars = [trace for trace in figures()[name]["data"] if trace["type"] == "bar"]
        assert all(min(trace[letter]) >= 0 for trace in bars[:2]) and all(max(trace[letter]) <= 0 for trace in bars[2:])
        assert len(bars) > 3


@pytest.mark.parametrize(("changes", "options"), CASES)
def test_each_row_of_the_tornado_has_one_text_on_either_side(changes, options):
    found = tornado(scenario(**changes), Question(options=options))
    *_, low, high = tornado_chart(found).to_dict()["data"]
    for at, bar in enumerate(longest_first(found)):
        assert (low["x"][at], high["x"][at]) == (bar.at_low, bar.at_high)
        sides = {low["textposition"][at]: low["x"][at], high["textposition"][at]: high["x"][at]}
        assert sides["middle left"] < sides["middle right"]
    assert {low["marker"]["symbol"], high["marker"]["symbol"]} == {"circle", "diamond"}, "told apart without colour too"


@pytest.mark.parametrize(("changes", "options"), CASES)
def test_a_row_of_the_tornado_spans_its_two_answers_and_leads_from_todays(changes, options):
    found = tornado(scenario(**changes), Question(options=options))
    leads, *halves = tornado_chart(found).to_dict()["data"][:3]
    led = [place for place in leads["x"] if place is not None]
    for at, bar in enumerate(longest_first(found)):
        drawn = [place for half in halves for place in (half["base"][at], half["base"][at] + half["x"][at])]
        assert (min(drawn), max(drawn)) == pytest.approx((min(bar.at_low, bar.at_high), max(bar.at_low, bar.at_high)))
        is_beside = not min(drawn) <= found.today <= max(drawn)
        assert is_beside == any(place in drawn for place in led if place != found.today) or not is_beside
    outside = [bar for bar in longest_first(found) if not min(bar.at_low, bar.at_high) <= found.today <= max(bar.at_low, bar.at_high)]
    assert led.count(found.today) >= len(outside) == (1 if changes.get("extra_minutes") else 0)


def texts_beside(figure):
    """The texts beside the bars and points of a chart, each as far as it reaches on a phone, as shares of the axis."""
    low, high = figure["layout"]["xaxis"]["range"]
    for trace in figure["data"]:
        texts, places = trace.get("text"), trace.get("textposition")
        for at, told in enumerate(texts or ()):
            value = trace["x"][at] + (trace.get("base") or [0.0] * len(texts))[at]
            side = places if isinstance(places, str) else places[at]
            is_left = side.endswith("left") or (side == "outside" and trace["x"][at] < 0)
            start = (value - low) / (high - low)
            yield start, start + (-1 if is_left else 1) * LETTER * len(told.strip()) / NARROWEST


@pytest.mark.parametrize("name", ["tornado", "waterfall", "distribution", "choice"])
def test_no_text_reaches_over_the_edge_of_the_plot_on_a_phone(name):
    found = list(texts_beside(figures()[name]))
    assert len(found) > 2
    for start, end in found:
        assert 0 <= start <= 1 and -0.001 <= end <= 1.001


def test_room_is_no_larger_than_the_texts_need_and_never_eats_the_plot():
    low, high = room_for([-5.0, 10.0], [Beside(10.0, "12 345", is_left=False), Beside(2.0, "i dag", is_left=True)])
    assert low == -5.0 and (high - 10.0) / (high - low) * NARROWEST == pytest.approx(pixels_of("12 345"), rel=1e-6)
    low, high = room_for([0.0, 1.0], [Beside(0.0, "x" * 90, is_left=True), Beside(1.0, "x" * 90, is_left=False)])
    assert math.isfinite(low) and math.isfinite(high) and 1 / (high - low) > 0.15
    assert room_for([3.0, 3.0], []) == [2.0, 4.0]


@pytest.mark.parametrize("minutes", [0.5, 5.0, -3.0])
def test_the_axis_of_a_line_is_the_number_with_its_span_and_its_value(minutes):
    changed = scenario(extra_minutes=minutes)
    lever = lever_named(changed, "extra_minutes")
    (line,) = spider(changed, Question(), [lever])
    figure = line_chart(line, Question(), lowest_and_highest([line])).to_dict()
    way, today = figure["data"]
    (span,), axis = figure["layout"]["shapes"], figure["layout"]["xaxis"]
    assert (span["x0"], span["x1"]) == (lever.low, lever.high)
    assert way["x"] == sorted(way["x"]) and way["x"][0] == min(lever.low, minutes) and way["x"][-1] == max(lever.high, minutes)
    assert (today["x"], today["y"]) == ([minutes], [appraise(changed).indicators.npv.item()])
    assert axis["range"][0] < way["x"][0] and way["x"][-1] < axis["range"][1]
    assert "minutter" in axis["title"]["text"]


def test_shares_are_per_cent_on_the_axis_and_lines_have_one_axis_of_answers():
    lines = spider(scenario(), Question(), [lever_named(scenario(), name) for name in ("benefits.*.realisation", "extra_minutes")])
    charts = [line_chart(line, Question(), lowest_and_highest(lines)).to_dict() for line in lines]
    assert charts[0]["data"][0]["x"][-1] == 100 and charts[0]["layout"]["xaxis"]["ticksuffix"].strip() == "%"
    assert charts[0]["layout"]["yaxis"]["range"] == charts[1]["layout"]["yaxis"]["range"]


def test_the_heat_map_says_by_signs_what_it_says_by_colour_and_frames_what_is_likely():
    figure, found = figures()["heat map"], grid()
    heat, contour, signs = figure["data"]
    assert heat["zmid"] == 0 and (contour["contours"]["start"], contour["contours"]["end"]) == (0, 0)
    assert {"+", "\u2212"} == set(signs["text"])
    for x, y, sign in zip(signs["x"], signs["y"], signs["text"], strict=True):
        answer = found.answers[heat["y"].index(y), heat["x"].index(x)]
        assert (sign == "+") == (answer > 0)
    (frame,) = figure["layout"]["shapes"]
    assert (frame["x0"], frame["x1"], frame["y0"], frame["y1"]) == (-1.5, 4.0, 0.0, 100.0)


def test_the_year_that_a_number_makes_stand_out_is_labelled_with_it_at_the_end_of_its_bar():
    record = to_dict(appraise(scenario()))
    (found,) = spikes_of(record)
    years, items = record["years"], record["line_items"]
    assert (found.year, found.name) == (2026, "avoided_legacy_renewal")
    assert found.amount == items["avoided_legacy_renewal"][years.index(2026)]
    *_, note = figures()["yearly"]["layout"]["annotations"]
    assert note["name"] == found.name and note["y"] == items["total_benefit"][years.index(2026)]
    assert 2025.5 < note["x"] < 2026.5 and "2026" in note["text"]
    (line,) = net_notes(record, years, [items["net_benefit"], [0.0] * len(years)])
    assert line["y"] == 0.0


def test_the_budget_labels_the_year_of_the_saved_renewal_at_the_end_of_its_bars():
    found = plan(appraise(base_case(shipped(), "Averøy")), 2027, 4)
    figure = budget_chart(found).to_dict()
    (note,) = [note for note in figure["layout"]["annotations"] if note["name"] == "avoided_legacy_renewal"]
    (bars,) = [trace["y"] for trace in figure["data"] if trace["name"] == "Spart på tidligere systemer"]
    at = list(found.years).index(2029)
    assert abs(bars[at]) == max(map(abs, bars)) and "2029" in note["text"]
    assert at - 0.5 < note["x"] < at and note["y"] == pytest.approx(bars[at], rel=0.2)
    assert note["yanchor"] == ("bottom" if bars[at] > 0 else "top")


def test_what_an_exit_costs_at_once_is_labelled_downward():
    found = spikes_of(to_dict(appraise(scenario(exit_year=2031))))
    assert [(spike.year, spike.name, spike.amount > 0) for spike in found] == [
        (2026, "avoided_legacy_renewal", True),
        (2030, "alternative_introduction", False),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ({"even": [5.0, 5.0, 5.0, 5.0]}, []),
        ({"rising": [1.0, 2.0, 3.0, 4.0], "low": [0.0, 0.0, 0.0, 0.0]}, [Spike(2030, "rising", 4.0)]),
        ({"even": [5.0] * 4, "once": [0.0, 3.0, 0.0, 0.0]}, [Spike(2028, "once", 3.0)]),
        ({"even": [5.0] * 4, "once": [0.0, 0.4, 0.0, 0.0]}, []),
        ({"even": [-5.0] * 4, "once": [0.0, 0.0, -3.0, 0.0]}, [Spike(2029, "once", -3.0)]),
        ({}, []),
    ],
)
def test_a_year_stands_out_by_the_years_beside_it(lines, expected):
    assert spikes(lines, [2027, 2028, 2029, 2030]) == expected


def test_the_shares_of_the_choice_are_drawn_as_they_are():
    found = choice_among(scenario(), Plan(1_000))
    own, budget = figures()["choice"]["data"]
    assert own["x"] == list(found.by_npv.best.values()) and budget["x"] == list(found.by_budget.best.values())
    assert set(found.by_npv.best) <= set(decide(scenario()).options)
