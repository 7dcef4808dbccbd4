"""One number in every face: the engine, the game, the command line, the pages, the explanation and the recalculated workbook agree."""

import json
from functools import cache

import pytest
from support import many, shipped
from support.books import COVER, Case, assert_alike, book, card, edits, ranges
from support.commands import said_by
from support.pages import opened, row, table
from support.spreadsheets import Shown, recalculate

from costmodel import Scenario, base_case, decide
from costmodel.analysis.participation.game import choice_options, effect_of, gains_of_everybody
from costmodel.explain import explain, pair_graph
from costmodel.explain.naming import DISTRIBUTION
from costmodel.model.parties.distribution import distribution
from costmodel.output.labels import option_label, party_label
from costmodel.output.workbook.writing import book_bytes
from costmodel.texts.numbers import number, signed

ALL_STATES = [
    ("Trondheim", "market_system", {}),
    ("Trondheim", "renewed_old_systems", {"operating_fixed_share": 0.9, "stranded_share": 0.4, "participants": 40.0}),
    ("Levanger", "market_system", {"exit_year": 2031.0, "gp_uptake": 0.6}),
    ("Averøy", "market_system", {"entry_transfer_share": 0.0, "benefits.*.realisation": 1.0}),
]
STATES = many(ALL_STATES[1:2], ALL_STATES)
ROUNDING = 1e-11
GAME = "Én inn eller ut"
PARTIES = ("municipality", "others", "hospitals", "gps", "tax_cost", "society")


def scenario_of(name: str, alternative: str, changes: dict[str, float]) -> Scenario:
    return base_case(shipped(), name).with_alternative(alternative).with_values(changes)


@cache
def scenarios() -> list[Scenario]:
    return [scenario_of(*state) for state in STATES]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory) -> list[Shown]:
    path = tmp_path_factory.mktemp("workbook") / "model.xlsx"
    path.write_bytes(book_bytes(book(), COVER, card()))
    return recalculate(path, [edits(Case(scenario, choice_options(scenario))) for scenario in scenarios()], ranges())


def of_command(command: str, state: tuple) -> dict:
    """The answer of a command as JSON."""
    name, alternative, changes = state
    sets = [word for key, value in changes.items() for word in ("--set", f"{key}={value:g}")]
    code, out, err = said_by(*command.split(), "--municipality", name, "--alternative", alternative, *sets, "--format", "json")
    assert code == 0, err
    return json.loads(out)


@pytest.mark.parametrize("at", range(len(STATES)))
def test_every_face_says_the_same_of_who_gains_and_who_pays(workbook, at):
    scenario, state = scenarios()[at], STATES[at]
    name = state[0]
    other, own = choice_options(scenario)
    wanted = {party: array.item() for party, array in distribution(scenario, other, own).present.named().items()}
    assert tuple(wanted) == PARTIES

    decision = decide(scenario)
    budget = (decision.all[own].indicators.budget_npv - decision.all[other].indicators.budget_npv).item()
    assert decision.difference(other, own).item() == pytest.approx(wanted["municipality"], rel=ROUNDING)
    for game in (effect_of(scenario, name, 2030).gains, gains_of_everybody(scenario)[name]):
        assert dict(game) == pytest.approx({**wanted, "budget": budget}, rel=ROUNDING)
    graph = pair_graph(scenario, other, own)
    assert {party: explain(graph, DISTRIBUTION + party).item.value for party in PARTIES} == pytest.approx(wanted, rel=ROUNDING)

    assert of_command(f"distribution {other} {own}", state)["present"] == pytest.approx(wanted, rel=ROUNDING)
    options = of_command("decide", state)["options"]
    assert options[own]["indicators"]["npv"] - options[other]["indicators"]["npv"] == pytest.approx(wanted["municipality"], rel=ROUNDING)

    names, present = workbook[at].ranges[5:7]
    assert [cells[0] for cells in names] == [option_label(option, shipped()) for option in (other, own)]
    for cells, party in zip(present, PARTIES, strict=True):
        assert_alike(cells[0], wanted[party], party, max(map(abs, wanted.values())))


@pytest.mark.parametrize("at", range(len(STATES)))
def test_every_page_shows_that_number(at):
    scenario, (name, alternative, changes) = scenarios()[at], STATES[at]
    other, own = choice_options(scenario)
    wanted = {party: array.item() for party, array in distribution(scenario, other, own).present.named().items()}
    state = {"municipality": name, "changes": dict(changes), "alternative_chosen": alternative}

    payers = table(opened("hvem_betaler", **state, pays_a=other, pays_b=own), "Hvem vinner")
    found = {party: next(cells[1] for cells in payers[1:] if cells[0].startswith(party_label(party))) for party in PARTIES}
    assert found == {party: signed(amount, 1) for party, amount in wanted.items()}

    game = table(opened("kommuner", **state, kommuner_view=GAME), f"Hvem tjener og hvem betaler når {name}")
    assert {party: row(game, party_label(party)) for party in PARTIES} == {party: [signed(value, 1)] for party, value in wanted.items()}

    options = table(opened("utforsk", **state), "Valgene side om side")[1:]
    npv = [value.item() for value in decide(scenario).npv.values()]
    assert {cells[2] for cells in options} == {number(value, 0 if max(map(abs, npv)) >= 20 else 1) for value in npv}
