"""Any number leads to its source: in words, as JSON, and for a line item that somebody has just added."""

import json
import os
import shutil
import subprocess
import sys
from functools import partial

import jsonschema
import numpy as np
import pytest
from support import ROOT, shipped
from support.commands import said_by
from support.graphs import GRAPHS
from support.told import refused

from costmodel import appraise, base_case
from costmodel.analysis.waterfall import contributions
from costmodel.assumptions.records import Role
from costmodel.explain import explain, model_graph
from costmodel.explain.formula import FormulaReader
from costmodel.explain.origins import CHANGED
from costmodel.model import results
from costmodel.model.parties.distribution import distribution
from costmodel.output.answer_records.explanation import to_record
from costmodel.output.explanation.labels import labels_of
from costmodel.output.explanation.notation import Notation, plain
from costmodel.output.explanation.wording import explained

SCHEMA = json.loads((ROOT / "docs" / "schemas" / "explain.answer.schema.json").read_text("utf-8"))
VALID = jsonschema.Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def base():
    return model_graph(base_case(shipped()))


@pytest.mark.parametrize("kind", GRAPHS)
def test_every_number_is_explained_and_fits_the_schema(kind):
    result = GRAPHS[kind]()
    for item in result.named:
        record = to_record(result, explained(result, item))
        VALID.validate(json.loads(json.dumps(record, allow_nan=False)))
        assert record["item"]["label"]
        assert bool(record["formula"]) == bool(record["inputs"]) == (record["provenance"] is None)
        assert result.named[item].op == "input" or record["docstring"], item


def test_values_by_year_are_those_of_the_appraisal(base):
    for name, array in results.line_items(appraise(base_case(shipped()))).items():
        by_year = np.array(list(explain(base, name).by_year.values()))
        assert by_year == pytest.approx(np.broadcast_to(array.ravel(), by_year.shape), rel=1e-12)


def test_all_participants_add_up():
    scenario = base_case(shipped(), None)
    result, plain_run = model_graph(scenario), appraise(scenario)
    for name, array in results.line_items(plain_run).items():
        found = explain(result, name)
        assert np.allclose(list(found.by_year.values()), array.ravel(), rtol=1e-12, atol=1e-12)
        assert np.isclose(sum(found.by_municipality.values()), found.item.value, rtol=1e-12, atol=1e-12)


def test_parts_of_the_net_present_value_add_up_to_it(base):
    known = contributions(appraise(base_case(shipped())))
    parts = {name: explain(base, name).npv_part for name in known}
    assert parts == pytest.approx(known, abs=1e-9)
    assert sum(parts.values()) == pytest.approx(explain(base, "npv").item.value)
    assert explain(base, "net_benefit").npv_share == pytest.approx(1.0)
    assert explain(base, "sharing").npv_part is None


@pytest.mark.parametrize("kind", ["Trondheim", "leave or stay", "wind-down"])
def test_every_number_leads_to_inputs_and_is_used_by_what_it_is_an_input_of(kind):
    graph = GRAPHS[kind]()
    found = {name: explain(graph, name) for name in graph.named}
    made_of = {name: {part.name for part in item.inputs} for name, item in found.items()}
    leads_to = {name: {user.name for user in item.used_by} for name, item in found.items()}
    for name, item in found.items():
        assert all(name in leads_to[part] for part in made_of[name])
        assert all(name in made_of[user] for user in leads_to[name])
        assert item.item.name == name


REGION_ALONE = ("hospital_users", "wind_down_")
OTHERS_ALONE = (*REGION_ALONE, "gp_system", "gp_switch", "gps_per_office", "gp_minutes", "gp_hourly", "entry_transfer_share")


@pytest.mark.parametrize(
    ("kind", "ends", "left_out"),
    [
        (
            "Trondheim",
            ["npv", "budget_npv"],
            OTHERS_ALONE,
        ),
        ("leave or stay", ["distribution.society"], (*REGION_ALONE, "entry_transfer_share")),
        ("join or not", ["distribution.society"], REGION_ALONE),
    ],
)
def test_every_uncertain_number_leads_to_the_answers(kind, ends, left_out):
    graph, reached = GRAPHS[kind](), set[str]()
    while ends:
        name, *ends = ends
        ends += [] if name in reached else [part.name for part in explain(graph, name).inputs]
        reached.add(name)
    uncertain = {name for name, item in shipped().quantities.items() if item.role is Role.UNCERTAIN}
    assert {name for name in uncertain - reached if not name.startswith(left_out)} == set()


def test_a_formula_with_numbers_is_right(base):
    found = explained(base, "net_benefit", 2030)
    total_benefit, total_cost = (explain(base, name, 2030).item.value for name in ("total_benefit", "total_cost"))
    assert found.formula == "Sum nytte − Sum kostnader"
    assert found.formula_with_numbers == f"{plain(total_benefit)} − {plain(total_cost)}"
    assert found.item.value == total_benefit - total_cost


def test_notation_puts_brackets_where_they_are_needed(base):
    notation = Notation(labels_of(base), base.municipalities)

    def written(node) -> str:
        return notation.formula(FormulaReader().formula(node))

    assert written(base.named["within_life"]) == "1 − begrens(År + 1 − Slutten av levetiden; 0; 1)"
    assert written(base.named["in_use"]) == "Størrelse mot Trondheim × Andel av året i bruk"
    assert written(base.named["carried"]).startswith("1 hvis År < År for uttreden, slik det regnes, ellers ")
    assert written(base.named["introduction_cost"]).endswith("; 0; Innføringstid ÷ 12)) ÷ (Innføringstid ÷ 12) × Før uttreden")
    assert written(base.named["small"]) == "Størrelse mot Trondheim i referanseåret ^ (−Skalaelastisitet for engangskostnader)"
    assert written(base.named["served"]).startswith("sum over puljer(")
    assert "annuitet(Real lånerente; Avskrivningstid)" in written(base.named["implied_investment"])
    pair = GRAPHS["leave or stay"]()
    assert "(−" in explained(pair, "distribution.society").formula_with_numbers
    assert (
        explained(pair, "stay.hospital_charge").formula.count("Pris for drift, for en kommune som Trondheim, for de andre (fortsette)") == 1
    )


def test_a_changed_input_says_so_and_an_unchanged_one_gives_its_source():
    result = model_graph(base_case(shipped()).with_values({"participants": 66, "exit_year": 2030}))
    unchanged = ("alternatives.market_system.earliest_year", "alternative_year", "legacy_systems.care_record.weight")
    assert {explain(result, name).origin.kind for name in unchanged} == {"file"}
    assert explain(result, "alternative").origin.kind == "chosen"
    for name in ("participants", "exit_year"):
        assert explain(result, name).origin.kind == CHANGED
        assert explained(result, name).origin == "Endret i scenarioet"
    record = to_record(result, explained(result, "discount_rate"))["provenance"]
    assert (record["basis"], record["source"], record["confidence"]) == ("published", "R-109-21", "high")
    assert to_record(result, explained(result, "participants"))["provenance"]["value_in_files"] == 19


def test_an_unknown_number_and_a_year_outside_are_refused(base):
    with refused("Mente du «net_benefit»"):
        explain(base, "netbenefit")
    with refused("2020–2037"):
        explain(base, "net_benefit", 2050)


@pytest.fixture
def ask():
    return partial(said_by, "explain")


def test_the_command_explains_in_words_as_json_and_as_csv(ask):
    code, out, _ = ask("operating_charge", "--year", "2027")
    assert code == 0
    assert "Driftsbetaling til plattformen (operating_charge)\nTrondheim, 2027: 52,93 MNOK per år" in out
    code, out, _ = ask("operating_price", "--year", "2027")
    assert "(1 − 0,7 + 0,7 × 1 × 0,98" in out
    code, out, _ = ask("npv", "--format", "json", "--municipality", "Molde")
    record = json.loads(out)
    VALID.validate(record)
    assert record["item"]["value"] == appraise(base_case(shipped(), "Molde")).indicators.npv.item()
    code, out, _ = ask("net_benefit", "--format", "csv")
    assert "total_cost" in out
    assert ask("discount_rate")[1].count("R-109") >= 2


def test_the_command_takes_all_participants_the_decision_and_a_wrong_name(ask):
    assert "Alle deltakere samlet" in ask("npv", "--municipality", "alle")[1]
    assert "2027: 0" not in ask("year", "--decision")[1]
    assert ask("operating_charge", "--decision", "--year", "2026")[0] == 2
    code, out, err = ask("opperating_charge")
    assert (code, out) == (2, "")
    assert "Mente du «operating_charge»?" in err


def test_the_command_explains_an_option_a_pair_and_the_region(ask):
    code, out, _ = ask("distribution.hospitals", "--options", "stay,leave_market_system")
    assert code == 0
    assert "Valgene: slutte og gå over til et nytt system i markedet minus fortsette\n" in out
    assert "Trondheim: −226,94 MNOK" in out
    assert "Det sykehusene vinner eller taper" in out
    for party in ("municipality", "others", "hospitals", "gps", "tax_cost", "society"):
        code, out, _ = ask(f"distribution.{party}", "--municipality", "Averøy", "--options", "stay_out,join", "--format", "json")
        record = json.loads(out)
        VALID.validate(record)
        assert record["options"] == ["stay_out", "join"]
        plain = distribution(base_case(shipped(), "Averøy"), "stay_out", "join").present.named()[party]
        assert record["item"]["value"] == pytest.approx(plain.item(), rel=1e-9)
    assert "Valget: slutte og gå over til et nytt system i markedet" in ask("npv", "--options", "leave_market_system")[1]
    assert "Bidrag til forskjellen mellom valgene" in ask("stay.operating_charge", "--options", "stay,leave_market_system")[1]
    together = ("--municipality", "Stjørdal", "--together", "Steinkjer,Orkland,Malvik", "--options", "take_market_system")
    assert "Stjørdal: −26,12 MNOK" in ask("npv", *together)[1]
    leaving = ("--set", "exit_year=2029", "--alternative", "renewed_old_systems")
    assert "Trondheim: 20 MNOK per år" in ask("alternative.operating_cost", *leaving)[1]
    assert "Alle deltakere samlet, 2030: 840,05 MNOK per år" in ask("regional_charge", "--year", "2030")[1]
    assert "Alle deltakere samlet: −749,23 MNOK" in ask("wind_down_npv")[1]
    assert "Bidrag til netto nåverdi av en avvikling" in ask("wind_down_lost_benefits", "--year", "2031")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("npv", "--options", "stai"), "stay"),
        (("npv", "--options", "stay,stay"), "to ulike valg"),
        (("npv", "--options", "stay,join"), "join"),
        (("distribution.gps", "--municipality", "alle"), "én kommune"),
        (("npv", "--options", "stay", "--set", "start_year=2021"), "start_year"),
        (("distribution.gps", "--set", "start_year=2021"), "start_year"),
    ],
)
def test_the_command_refuses_options_that_are_not_there(ask, words, said):
    code, out, err = ask(*words)
    assert (code, out) == (2, "")
    assert said in err


PARKING = '''

def parking(i: Inputs, d: Drivers) -> Array:
    """Parking of the project's cars, which nobody has thought of yet."""
    return i.local_operating_cost * 0.1 * d.in_use
'''


def test_a_line_item_added_to_the_model_appears_everywhere(tmp_path):
    """As a contributor would: a function, a field that declares it, a line in the appraisal; nothing else."""
    for folder in ("costmodel", "assumptions", "tools", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    model = tmp_path / "costmodel" / "model"
    change(model / "costs.py", "", PARKING)
    before = "    local_operation: Annotated[Array, u.MNOK_A_YEAR, LineItem(OWN_USE, moves_with=WAGE)]\n"
    change(model / "line_items.py", before, before.replace("local_operation", "parking"))
    change(model / "appraisal.py", "        local_operation=costs.local_operation(i, d),\n", "        parking=costs.parking(i, d),\n")
    text = run(tmp_path, "-m", "costmodel", "explain", "parking", "--year", "2027")
    assert "= Egen forvaltning × 0,1 × I bruk, målt mot Trondheim" in text
    assert "Sum kostnader (total_cost)" in text
    record = json.loads(run(tmp_path, "-m", "costmodel", "appraise", "--format", "json"))
    assert record["line_items"]["parking"][7] == pytest.approx(0.6 * 1.0232, rel=1e-3)
    assert "parking" in run(tmp_path, "-m", "costmodel", "appraise")
    run(tmp_path, "tools/write_model_docs.py")
    assert "which nobody has thought of yet" in (tmp_path / "docs" / "model.md").read_text("utf-8")


def change(path, after: str, added: str) -> None:
    text = path.read_text("utf-8")
    assert after in text
    path.write_text(text.replace(after, after + added, 1) if after else text + added, "utf-8")


def run(folder, *words: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
