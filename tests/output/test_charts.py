"""Charts, files and levers without a page: every number of the engine is in them, once."""

import csv
import doctest
import io

import plotly.graph_objects as go
import pytest
from support import shipped

from costmodel import appraise, base_case, to_dict
from costmodel.analysis.participation.price_curve import by_number
from costmodel.model.line_items import BENEFIT, COST
from costmodel.output.charts.price import price_chart
from costmodel.output.charts.yearly import chart_columns, describe_yearly, groups_by_year, yearly_chart
from pages.components import wording
from pages.components.layout import csv_of
from pages.components.levers import lever as levers
from pages.components.levers.lever import lever
from pages.utforsk import facts


def test_the_groups_of_the_chart_add_up_to_the_totals():
    changes = {"extra_investment": 300, "extra_minutes": 0.5, "exit_year": 2031, "gp_uptake": 0.6}
    record = to_dict(appraise(base_case(shipped()).with_values(changes)))
    for kind, total, sign in ((BENEFIT, "total_benefit", 1), (COST, "total_cost", -1)):
        sums = [sum(year) for year in zip(*groups_by_year(record, kind).values(), strict=True)]
        assert sums == pytest.approx([sign * value for value in record["line_items"][total]], abs=1e-9)
    assert any(chart_columns(record)["Alternativet til plattformen"])


def test_a_cost_is_negative_and_down_in_the_chart_and_in_its_table():
    record = to_dict(appraise(base_case(shipped()).with_values({"gp_uptake": 0.6})))
    columns, bars = chart_columns(record), {bar.name: list(bar.y) for bar in yearly_chart(record).data if bar.type == "bar" and any(bar.y)}
    assert {name: columns[name] for name in bars} == bars
    assert columns["Sum kostnader"] == [-value for value in record["line_items"]["total_cost"]]
    net = [cost + benefit for cost, benefit in zip(columns["Sum kostnader"], columns["Sum nytte"], strict=True)]
    assert net == pytest.approx(columns["Netto nytte"])
    assert min(bars["Betaling til plattformen"]) < 0 == max(bars["Betaling til plattformen"])
    assert max(bars["Gevinster i tjenestene"]) > 0 == min(bars["Gevinster i tjenestene"])


def test_the_chart_marks_the_decision_and_describes_itself():
    record = to_dict(appraise(base_case(shipped())))
    figure = yearly_chart(record)
    assert figure.layout.annotations[0].text == "beslutning 2027"
    assert "I 2027 er kostnadene 95,3, nytten 37,6 og netto nytte −57,7 MNOK" in describe_yearly(record)
    later = to_dict(appraise(base_case(shipped()).with_values({"start_year": 2027})))
    assert not [note for note in yearly_chart(later).layout.annotations if note.text.startswith("beslutning")]


@pytest.mark.parametrize("changes", [{}, {"exit_year": 2031, "gp_uptake": 0.6}, {"start_year": 2027}])
def test_plotly_accepts_every_field_of_the_unchecked_chart(changes):
    figure = yearly_chart(to_dict(appraise(base_case(shipped()).with_values(changes)))).to_dict()
    assert len(go.Figure(figure).data) == len(figure["data"])
    figure["data"][0]["heigth"] = 1
    with pytest.raises(ValueError, match="heigth"):
        go.Figure(figure)


def test_plotly_accepts_every_field_of_the_chart_of_prices():
    curve = by_number(base_case(shipped()), "Trondheim", 2029)
    figure = price_chart(curve, {0.5: curve.price}, (19, curve.price[18])).to_dict()
    assert len(go.Figure(figure).data) == len(figure["data"]) == 4


@pytest.mark.parametrize("module", [facts, levers, wording])
def test_examples_in_the_pages_hold(module):
    assert doctest.testmod(module).failed == 0


def test_the_file_opens_in_norwegian_excel_with_every_number():
    record = to_dict(appraise(base_case(shipped())))
    columns, years = chart_columns(record), record["years"]
    data = csv_of(columns, years)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert [int(row["År"]) for row in rows] == years
    for label, values in columns.items():
        assert [float(row[label].replace(",", ".")) for row in rows] == values


@pytest.mark.parametrize("name", [name for name, item in shipped().quantities.items() if item.value is not None])
def test_every_assumption_can_become_a_lever(name):
    item = lever(name, shipped())
    assert item.base in item.options
    assert item.record.minimum <= item.options[0] < item.options[-1] <= item.record.maximum
    assert len(set(item.labels.values())) == len(item.options)
    assert item.caption.startswith("Utgangspunkt ")
