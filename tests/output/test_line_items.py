"""One declaration of each line item: an item added to it stands in every total, chart, plan, statement and check, with its sign."""

from dataclasses import dataclass, fields, make_dataclass, replace
from typing import Annotated, get_type_hints

import numpy as np
import pytest
from support import shipped

from costmodel import appraise, base_case, to_dict
from costmodel import units as u
from costmodel.analysis.budget import plan
from costmodel.analysis.cash_flow import cash_flow
from costmodel.analysis.participation.bills import bills
from costmodel.analysis.waterfall import gross_to_net, waterfall
from costmodel.explain import explain, model_graph
from costmodel.model import appraisal as appraising
from costmodel.model import line_items, results
from costmodel.model.costs import introduction_cost, local_operation
from costmodel.model.line_items import ALTERNATIVE, FORMER_SYSTEMS, OWN_USE, PLATFORM, TRANSITION, LineItem
from costmodel.output import labels
from costmodel.output.charts.budget import budget_columns
from costmodel.output.charts.comparison import group_columns
from costmodel.output.charts.yearly import chart_columns
from costmodel.output.workbook.addresses import COLUMN, RESULTS
from costmodel.output.workbook.assembly import assemble
from costmodel.output.workbook.sheets.differences import deviations
from costmodel.output.workbook.sheets.results import rows_of
from costmodel.texts.catalog import text

NAME = "security_cost"
SCENARIO = base_case(shipped()).with_values({"extra_minutes": 1.0, "exit_year": 2034})


@dataclass(frozen=True)
class Case:
    """An item as somebody would add it."""

    declared: LineItem
    record: str
    after: str
    """The field that it is written under."""

    @property
    def item(self) -> LineItem:
        return replace(self.declared, name=NAME, kind="cost" if self.record == "Costs" else "benefit")

    @property
    def sign(self) -> float:
        """Of its part of the total of its kind."""
        return -1.0 if self.declared.lowers else 1.0

    @property
    def gain(self) -> float:
        """Of its part of the net benefit."""
        return -1.0 if self.item.is_cash_out else 1.0


CASES = {
    "a yearly cost with a group of its own": Case(LineItem("security"), "Costs", "gp_contribution"),
    "a one-off cost in the midst of its group": Case(LineItem(TRANSITION, is_one_off=True), "Costs", "introduction_cost"),
    "a cost of which the budget feels a share": Case(LineItem(OWN_USE, in_budget="time_in_budget"), "Costs", "extra_time_cost"),
    "a deduction with a group of its own": Case(LineItem("security", lowers=True), "Costs", "alternative_time_cost"),
    "a charge": Case(LineItem(PLATFORM), "Costs", "operating_charge"),
    "a deduction from the charges": Case(LineItem(PLATFORM, lowers=True), "Costs", "operating_charge"),
    "a deduction of which the budget feels a share": Case(
        LineItem(OWN_USE, lowers=True, in_budget="time_in_budget"), "Costs", "alternative_time_cost"
    ),
    "a yearly cost of the alternative": Case(LineItem(ALTERNATIVE), "Costs", "alternative_introduction"),
    "something saved": Case(LineItem(FORMER_SYSTEMS), "Benefits", "avoided_legacy_operation"),
    "a benefit with a group of its own": Case(LineItem("security"), "Benefits", "avoided_legacy_renewal"),
}


@pytest.fixture(params=CASES)
def case(request) -> Case:
    return CASES[request.param]


@pytest.fixture
def added(monkeypatch):
    """Write the item into a copy of the declarations, and its line into the table of contents: nothing else."""

    def add(case: Case) -> None:
        record, maker = getattr(line_items, case.record), f"{case.record.lower()}_of"
        hints = get_type_hints(record, include_extras=True)
        names = [field.name for field in fields(record)]
        names.insert(names.index(case.after) + 1, NAME)
        hints[NAME] = Annotated[np.ndarray, u.MNOK_A_YEAR, case.declared]
        copy = make_dataclass(case.record, [(name, hints[name]) for name in names], frozen=True)
        formula = introduction_cost if case.declared.is_one_off else local_operation
        before = getattr(appraising, maker)
        monkeypatch.setattr(line_items, case.record, copy)
        monkeypatch.setattr(appraising, maker, lambda i, d, *rest: copy(**vars(before(i, d, *rest)), **{NAME: 0.25 * formula(i, d)}))

    return add


def both(added, case, make):
    """What `make` gives before and after the item is added."""
    before = make()
    added(case)
    return before, make()


def appraised():
    return appraise(SCENARIO)


def moved(before: dict, after: dict, change) -> dict[str, list[float]]:
    """How much each column has changed, in units of the item; those that stay are left out."""
    size = np.asarray(change)
    at = np.abs(size).argmax()
    found = {}
    for name, column in after.items():
        old = np.asarray(before.get(name, np.zeros_like(size)))
        ratio = (np.asarray(column) - old)[at] / size[at]
        assert np.asarray(column) - old == pytest.approx(ratio * size, abs=1e-9), name
        if abs(ratio) > 1e-9:
            found[name] = round(float(ratio), 9)
    return found


def test_it_is_in_the_totals_with_its_sign(added, case):
    before, after = both(added, case, lambda: results.line_items(appraised()))
    flow = after[NAME][0, :, 0]
    assert flow.max() > 0
    share = share_of(case)
    columns = [{name: item[0, :, 0] for name, item in part.items()} for part in (before, after)]
    found = moved(*columns, flow)
    kind = case.item.kind
    assert found == pytest.approx(
        {
            NAME: 1.0,
            f"total_{kind}": case.sign,
            "net_benefit": case.gain,
            "net_budget_effect": case.gain * share,
        }
    )
    assert results.kind(NAME) == kind
    assert NAME in results.reading_order(after)[: results.reading_order(after).index(f"total_{kind}")]


def test_it_is_a_step_of_the_waterfall(added, case):
    added(case)
    first, second = appraised(), appraise(SCENARIO.with_values({"local_operating_cost": 9.0, "introduction_outlay": 90.0}))
    change = results.present_values(second)[NAME].item() - results.present_values(first)[NAME].item()
    fall = waterfall(first, second)
    assert fall.steps[NAME] == pytest.approx(case.gain * change)
    assert fall.levels[-1] == pytest.approx(fall.end)
    whole = gross_to_net(first)
    assert (NAME in whole.steps) is not case.item.is_cash_out
    assert whole.levels[-1] == pytest.approx(whole.end)


def test_it_is_drawn_in_the_bar_of_its_group(added, case):
    before, after = both(added, case, read_bars)
    bar = labels.item_group_label(case.declared.group)
    assert moved(before[0], after[0], plan_of(NAME, *FIRST_AND_YEARS)) == {bar: case.gain}
    present = results.present_values(appraised())[NAME].item()
    assert moved(before[1], after[1], [present]) == {bar: case.gain}


def read_bars() -> tuple[dict, dict]:
    """The bars of the yearly chart, and those of present values side by side, where costs are negative."""
    result = appraised()
    columns, names = (
        chart_columns(to_dict(result)),
        [*map(labels.item_group_label, (*line_items.groups("cost"), *line_items.groups("benefit")))],
    )
    years = slice(FIRST_AND_YEARS[0] - results.years_of(result)[0], None)
    bars = {name: np.pad(columns[name][years], (0, 24))[: FIRST_AND_YEARS[1]] for name in names if name in columns}
    return bars, group_columns({"": result})


def test_it_is_a_line_of_the_budget_plan_and_of_its_chart(added, case):
    before, after = both(added, case, read_plan)
    flow, felt = plan_of(NAME, *FIRST_AND_YEARS), case.gain * share_of(case)
    inside, outside = (NAME, "") if share_of(case) == 1 else (f"security{end}" for end in ("_in_budget", "_outside"))
    block = "saved" if case.item.kind == "benefit" else "platform" if case.declared.group == PLATFORM else "own"
    assert moved(before[0], after[0], flow) == pytest.approx(dict.fromkeys((inside, block, "total"), felt))
    assert list(after[0]).index(inside) < list(after[0]).index(block)
    rest = dict.fromkeys((outside, "outside"), case.gain - felt) if outside else {}
    assert moved(before[1], after[1], flow) == pytest.approx(rest)
    bars = (labels.budget_group_label(case.declared.group), labels.budget_label("total"))
    assert moved(before[2], after[2], flow) == pytest.approx(dict.fromkeys(bars, felt))
    assert labels.budget_label(inside).startswith(NAME)


FIRST_AND_YEARS = 2021, 24


def read_plan() -> tuple[dict, dict, dict]:
    """The lines and sums of a plan, those outside the budget, and the bars of its chart."""
    found = plan(appraised(), *FIRST_AND_YEARS)
    rows = ({name: item[0, :, 0] for name, item in part.items()} for part in (found.with_sums, found.outside_with_sum))
    return (*rows, budget_columns(found))


def plan_of(name: str, first: int, years: int) -> np.ndarray:
    """A line item in some calendar years."""
    result = appraised()
    by_year = dict(zip(results.years_of(result), results.line_items(result)[name][0, :, 0], strict=True))
    return np.array([by_year.get(year, 0.0) for year in range(first, first + years)])


def test_it_is_in_everybodys_bill(added, case):
    def make():
        return bills(appraise(SCENARIO.for_municipality(None)))

    before, after = both(added, case, make)
    flow = results.flows(appraise(SCENARIO.for_municipality(None)))[NAME]
    is_charge = case.declared.group == PLATFORM and not case.declared.lowers
    assert after.charges - before.charges == pytest.approx(flow if is_charge else np.zeros_like(flow), abs=1e-9)
    once = flow.sum(axis=1, keepdims=True) if case.declared.is_one_off else np.zeros_like(before.one_off_cost)
    assert after.one_off_cost - before.one_off_cost == pytest.approx(once, abs=1e-9)
    assert np.sign(np.round(after.npv - before.npv, 9)).sum() * case.gain > 10


def test_it_is_a_line_of_the_statement(added, case):
    before, after = both(added, case, lambda: {line.name: line.amounts[0, :, 0] for line in cash_flow(appraised())})
    present = [part.pop(name) for part in (before, after) for name in ("discounted_net_benefit", "cumulated_net_benefit")]
    assert (present[3][-1] - present[1][-1]) * case.gain > 0
    kind, share = case.item.kind, share_of(case)
    block = "avoided" if kind == "benefit" else "platform" if case.declared.group == PLATFORM else "own"
    expected = dict.fromkeys((NAME, block, f"total_{kind}", "net_benefit"), case.gain) | {"net_budget_effect": case.gain * share}
    assert moved(before, after, plan_of(NAME, 2020, len(after[NAME]))) == pytest.approx(expected)
    assert list(after).index(NAME) < list(after).index(block)


def share_of(case: Case) -> float:
    """What the operating budget feels of it."""
    return SCENARIO.setting("time_in_budget") if case.declared.in_budget == "time_in_budget" else 1.0


def test_it_is_explained(added, case):
    added(case)
    graph = model_graph(SCENARIO)
    assert graph.faults == ()
    found = explain(graph, NAME, 2027)
    assert (found.item.kind, found.item.unit) == (case.item.kind, "MNOK per år")
    assert found.npv_part == pytest.approx(case.gain * results.present_values(appraised())[NAME].item())
    assert f"total_{case.item.kind}" in {user.name for user in found.used_by}


def test_it_is_in_the_workbook_and_in_its_checks(added, case):
    added(case)
    book = assemble(SCENARIO)
    row = rows_of(book)[NAME]
    values = results.line_items(appraised())[NAME].ravel()
    assert book.life.line_items[NAME].value.ravel()[: values.size] == pytest.approx(values)
    found = deviations(book)[RESULTS]
    with_it, without = (found[name] for name in (("costs", "gains") if case.item.kind == "cost" else ("gains", "costs")))
    place = f"'{RESULTS}'!{COLUMN}{row}"
    assert place not in without.formula
    before = with_it.formula.partition(place)[0][-1:]
    assert before == "-" if case.declared.lowers else before in ("", "+")


def test_every_line_item_and_group_has_a_text_of_its_own():
    items = [item.name for item in line_items.items_to_read(()) if not item.in_register]
    assert text.part("labels.line_items").keys() == set(items)
    groups = {group for kind in ("cost", "benefit") for group in line_items.groups(kind)}
    assert text.part("labels.groups").keys() == groups
    assert len(set(text.part("labels.groups").values())) == len(groups)


def test_what_is_declared_names_parameters_that_there_are():
    i = SCENARIO.inputs
    shares = [item.share_in_budget(i) for item in line_items.items_to_read(i.benefits) if item.in_budget != line_items.ALL]
    assert len(shares) == 4 + len(i.benefits)
    assert all(0 <= share.item() <= 1 for share in shares)
