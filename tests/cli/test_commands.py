"""The other commands, in process for speed; what a terminal sees is tested in test_cli."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date

import jsonschema
import pandas as pd
import pytest
from support import ROOT, shipped
from support.commands import said_by, table_of

from costmodel import appraise, base_case, decide, named
from costmodel.assumptions.json_schemas import schema_texts
from costmodel.model.parties.distribution import distribution
from costmodel.output.answer_records.answers import ANSWERS, answer_schema_texts
from costmodel.output.files import OutputError, write_file
from costmodel.version import MODEL_VERSION

SCHEMAS = ROOT / "docs" / "schemas"


@pytest.fixture
def ask():
    """Runs a command; returns its exit code, standard output and standard error."""
    return said_by


@pytest.fixture
def answer(ask):
    """The JSON answer of a command, held to its published schema."""

    def run(command: str, *words: str):
        code, out, err = ask(command, *words, "--format", "json")
        assert code == 0, err
        record = json.loads(out)
        jsonschema.validate(record, json.loads((SCHEMAS / f"{command}.answer.schema.json").read_text("utf-8")))
        return record

    return run


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table_of(text)), delimiter=";"))


@pytest.mark.parametrize("command", ANSWERS)
def test_published_schemas_are_current(command):
    name = f"{command}.answer.schema.json"
    assert (SCHEMAS / name).read_text("utf-8") == answer_schema_texts()[name], "run `make schemas`"


def test_appraise_from_the_decision_year(answer):
    assert answer("appraise", "--decision")["indicators"]["npv"] == decide(base_case(shipped())).npv["stay"].item()


def test_appraise_as_csv_has_every_number(ask, answer):
    record, (_, out, _) = answer("appraise"), ask("appraise", "--format", "csv")
    read = {(row["name"], row["year"]): row["value"] for row in rows(out)}
    assert read["npv", ""] == repr(record["indicators"]["npv"]).replace(".", ",")
    assert read["irr", ""] == ""
    for name, values in record["line_items"].items():
        for year, value in zip(record["years"], values, strict=True):
            assert float(read[name, str(year)].replace(",", ".")) == value


LIVE = ["stay", "leave_market_system", "leave_renewed_old_systems"]
PLANNED = ["stay_out", "join", "take_market_system"]


def test_decide_has_every_option_their_ranking_and_the_leading_pair(answer):
    record = answer("decide", "--set", "participants=66")
    expected = decide(base_case(shipped()).with_values({"participants": 66}))
    found = {name: option["indicators"]["npv"] for name, option in {**record["options"], **record["benchmarks"]}.items()}
    assert found == {name: npv.item() for name, npv in expected.npv.items()}
    assert (list(record["options"]), list(record["benchmarks"])) == (LIVE, ["leave_national_record"])
    assert (record["model_version"], record["ranking"]) == (MODEL_VERSION, list(expected.ranking))
    pair = expected.leading_pair
    assert record["difference"]["npv"] == -expected.difference(*pair).item()
    assert (record["difference"]["first"], record["difference"]["second"]) == pair
    assert record["distribution"]["municipality"] == pytest.approx(record["difference"]["npv"])
    assert list(answer("decide", "--municipality", "Averøy")["options"]) == PLANNED


def test_decide_tells_the_difference_of_any_two_options(answer, ask):
    record = answer("decide", "--options", "leave_market_system,stay")
    assert record["difference"]["npv"] == pytest.approx(-111.59915815585994, rel=1e-9)
    assert record["difference"]["budget_npv"] == pytest.approx(-562.1549929698585 + 597.0485678044727, rel=1e-9)
    assert record["distribution"]["society"] == pytest.approx(-419.2172796948224, rel=1e-9)
    out = ask("decide", "--options", "leave_market_system,stay")[1]
    assert "sammenlignet med å fortsette: −111,6 MNOK i netto nåverdi" in out
    assert "De to peker hver sin vei." in out
    assert "Samfunnet" in out
    assert "De to peker hver sin vei." not in ask("decide", "--municipality", "Averøy")[1]
    assert answer("decide", "--all")["distribution"] is None


def test_decide_begins_with_the_card(answer, ask):
    card, record = answer("decide")["card"], answer("decide")
    assert {item["name"]: item["npv"]["base"] for item in card["options"]} == {
        name: option["indicators"]["npv"] for name, option in {**record["options"], **record["benchmarks"]}.items()
    }
    assert (card["pair"]["own"], card["toss_up"], card["two_ways"]) == ("stay", True, True)
    assert card["pair"]["parties"]["society"]["base"] == pytest.approx(record["distribution"]["society"], rel=1e-9)
    assert table_of(ask("decide")[1]).startswith("Trondheim: hva nå?\n")
    assert "omtrent kron og mynt" in ask("decide")[1]
    assert answer("decide", "--all")["card"]["pair"]["parties"] is None


def test_decide_as_csv_has_every_number_of_every_option(ask):
    read = rows(ask("decide", "--format", "csv")[1])
    assert {row["option"] for row in read} == {*LIVE, "leave_national_record"}
    assert {row["municipality"] for row in read} == {"Trondheim"}


def test_decide_together_shows_the_options_of_everyone_and_who_pays(answer, ask):
    words = ("--municipality", "Stjørdal", "--together", "steinkjer, Orkland,Malvik")
    record = answer("decide", *words)
    assert list(record["together"]) == ["Stjørdal", "Malvik", "Orkland", "Steinkjer"]
    own = record["together"]["Stjørdal"]
    assert own["options"]["take_market_system"]["npv"] == pytest.approx(-26.120637909216768, rel=1e-9)
    assert own["options"]["take_market_system"]["npv"] == record["options"]["take_market_system"]["indicators"]["npv"]
    for name, partner in record["together"].items():
        others = [other for other in record["together"] if other != name]
        scenario = base_case(shipped(), name).with_partners(others)
        assert partner["options"]["take_market_system"]["npv"] == decide(scenario).npv["take_market_system"].item()
        split = distribution(scenario, "stay_out", "take_market_system")
        assert partner["distribution"]["present"] == {party: column.item() for party, column in split.present.named().items()}
    assert "Anskaffer sammen: Stjørdal, Malvik, Orkland og Steinkjer" in ask("decide", *words)[1]
    read = rows(ask("decide", *words, "--format", "csv")[1])
    assert {row["municipality"] for row in read} == set(record["together"])
    assert {row["name"] for row in read if row["kind"] == "distribution"} >= {"municipality", "others", "society"}
    assert answer("decide", "--scenario", "stjordal-anskaffer-sammen")["together"]
    assert answer("decide")["together"] == {}


def test_distribution(answer, ask):
    record = answer("distribution", "stay", "leave_renewed_old_systems")
    expected = {"municipality": -39.995337841985375, "others": -37.43422318144421, "hospitals": -226.93737494777986}
    expected |= {"gps": 1.8475031400515978, "society": -329.04148977533356}
    assert {name: record["present"][name] for name in expected} == pytest.approx(expected, rel=1e-9)
    assert all(len(row) == len(record["years"]) for row in record["yearly"].values())
    split = distribution(base_case(shipped()), "stay", "leave_renewed_old_systems")
    assert record["yearly"]["hospitals"] == split.yearly.hospitals.ravel().tolist()
    assert "Sykehusene" in ask("distribution", "stay", "leave_market_system")[1]
    read = rows(ask("distribution", "stay", "leave_market_system", "--format", "csv")[1])
    assert {row["kind"] for row in read} == {"present", "yearly"}


def test_wind_down(answer, ask):
    record = answer("wind-down")
    assert record["npv"] == pytest.approx(-749.2302451206228, rel=1e-9)
    assert record["break_even_minutes"] == pytest.approx(3.694063764669766, rel=1e-9)
    assert sum(record["present"].values()) == pytest.approx(record["npv"], rel=1e-9)
    charge = record["regional_charge"]
    assert charge["total"][charge["years"].index(2030)] == pytest.approx(840.0451466574341, rel=1e-9)
    assert charge["total"][-1] is None
    out = ask("wind-down", "--set", "wind_down_year=2033")[1]
    assert "fra 2033" in out
    assert "om lag 800 MNOK per år" in out
    assert {row["kind"] for row in rows(ask("wind-down", "--format", "csv")[1])} == {"wind_down", "present", "yearly", "regional_charge"}


def test_an_alternative_is_chosen_with_its_years(answer, ask):
    said = answer("appraise", "--alternative", "national_record", "--set", "exit_year=2033")
    expected = appraise(base_case(shipped()).with_alternative("national_record").with_values({"exit_year": 2033}))
    assert (said["alternative"], said["indicators"]["npv"]) == ("national_record", expected.indicators.npv.item())
    assert "tidligst 2032" in ask("appraise", "--alternative", "national_record", "--scenario", "exit-2029")[2]
    again = answer("appraise", "--alternative", "national_record", "--scenario", "exit-2029", "--set", "exit_year=2033")
    assert again["indicators"] == said["indicators"]
    assert answer("appraise", "--municipality", "Molde", "--together", "Aukra")["together"] == ["Aukra"]
    assert "alle deltakere" in ask("appraise", "--all", "--together", "Aukra")[2]
    compared = answer("compare", "basis", "dyrere-markedssystem", "--alternative", "renewed_old_systems")
    assert "alternative" not in [item["name"] for item in compared["inputs"]]


def test_compare_names_what_differs_and_where_it_comes_from(answer, ask, tmp_path):
    record = answer("compare", "basis", "gevinster-uteblir")
    changed = [item["name"] for item in record["inputs"]]
    assert changed == ["extra_minutes", *(f"benefits.{key}.realisation" for key in shipped().benefits)]
    assert record["inputs"][0]["values"] == [0.5, 2]
    assert record["inputs"][0]["origins"][0].startswith("Antakelse")
    assert record["inputs"][0]["origins"][1] == "Endret i scenarioet"
    npvs = [appraise(base_case(shipped())), appraise(named(shipped(), "gevinster-uteblir"))]
    assert record["indicators"]["npv"] == [result.indicators.npv.item() for result in npvs]
    alike = tmp_path / "likt.yaml"
    alike.write_text("name: Likt\ndescription: Som utgangspunktet.\nvalues: {}\n", "utf-8")
    assert table_of(ask("compare", "basis", str(alike))[1]).startswith("Ingenting er ulikt.")


def test_compare_municipalities_and_all(answer):
    record = answer("compare", "Molde", "averøy", "alle")
    assert [item["municipality"] for item in record["items"]] == ["Molde", "Averøy", None]
    assert [item["name"] for item in record["inputs"]] == ["municipality"]
    assert record["present_values"]["net_benefit"] == pytest.approx(record["indicators"]["npv"])


def test_compare_folders(answer, tmp_path, monkeypatch):
    target = tmp_path / "mine"
    subprocess.run(["cp", "-r", ROOT / "assumptions", target], check=True)
    parameters = target / "base" / "parameters.yaml"
    text = parameters.read_text("utf-8")
    assert text.count("value: 17.8\n") == 1
    parameters.write_text(text.replace("value: 17.8\n", "value: 20\n"), "utf-8")
    record = answer("compare", "assumptions", str(target))
    assert [(item["name"], item["values"]) for item in record["inputs"]] == [("clinic_twelve_month_loss", [17.8, 20])]
    assert record["inputs"][0]["origins"][1].startswith("Utledet")
    assert record["items"][0]["assumptions_hash"] != record["items"][1]["assumptions_hash"]
    (folder,) = record["files"]
    assert folder["item"] == str(target)
    assert [list(item.values()) for item in folder["changes"]] == [
        [
            "changed",
            "base/parameters.yaml",
            "clinic_twelve_month_loss",
            "Legevaktens overgangstap de første tolv månedene",
            "value",
            17.8,
            20,
        ],
    ]
    told = table_of(said_by("compare", "assumptions", str(target))[1])
    assert "(clinic_twelve_month_loss), value: 17,8 → 20" in told
    rows = said_by("compare", "assumptions", str(target), "--format", "csv")[1]
    assert "file_changed;base/parameters.yaml: clinic_twelve_month_loss.value;" in rows
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", ROOT / "assumptions", copy], check=True)
    assert "Filene er like" in said_by("compare", "utgangspunktet", str(copy))[1]


def test_municipalities(answer, ask):
    record = answer("municipalities")["rows"]
    by_name = {row["name"]: row for row in record}
    assert len(record) == 66
    assert by_name["Averøy"]["npv"] == pytest.approx(-19.036983269618897, rel=1e-9)
    assert by_name["Averøy"]["status"] == "planned"
    assert 2.2 <= by_name["Averøy"]["yearly_charge"] <= 2.3
    assert by_name["Averøy"]["first_whole_year"] == 2029
    assert by_name["Trondheim"]["break_even_minutes"] == pytest.approx(7.482469406417641, rel=1e-9)
    assert len(rows(ask("municipalities", "--format", "csv")[1])) == 66
    assert "i bruk" in ask("municipalities")[1]


def test_levers_has_every_number(answer, ask):
    assert answer("levers")["model_version"] == MODEL_VERSION
    record = answer("levers")["rows"]
    assert [row["name"] for row in record] == list(shipped().quantities)
    assert {"legacy_systems.care_record.renewal_year", "alternatives.market_system.reach.interaction"} <= {row["name"] for row in record}
    assert all(row["origin"] for row in record)
    assert {row["role"] for row in answer("levers", "--role", "decision")["rows"]} == {"decision"}
    assert "platform_cost" in ask("levers")[1]


def test_published_shows_hits_and_misses(answer, ask):
    record = {row["key"]: row for row in answer("published")["rows"]}
    assert record["trondheim_charge"]["agrees"]
    assert not record["stjordal_above_old_systems"]["agrees"]
    assert record["stjordal_above_old_systems"]["model"] == pytest.approx(9.5, abs=0.1)
    assert record["averoy_entry"]["model"] < 18.6 < record["averoy_entry"]["model_up_to"]
    assert "avvik" in ask("published")[1]


def test_check(ask, tmp_path):
    code, out, _ = ask("check")
    assert (code, "I orden: 188 tall" in out, "Advarsel:" in out, "Står fra før: 83 tall" in out) == (0, True, False, True)
    assert out.rstrip().endswith(", utkast.")
    (tmp_path / "base").mkdir()
    code, out, err = ask("check", str(tmp_path))
    assert (code, out) == (2, "")
    assert err.startswith("10 feil i forutsetningene:")


def test_check_approves_a_folder_as_it_is(ask, tmp_path):
    folder = shutil.copytree(ROOT / "assumptions", tmp_path / "mine")
    code, out, _ = ask("check", str(folder), "--approve", "Kari  Nordmann")
    assert code == 0 and out.rstrip().endswith(f", godkjent av Kari Nordmann {date.today()}.")
    assert ask("check", str(folder))[1].rstrip().endswith(f", godkjent av Kari Nordmann {date.today()}.")
    (folder / "base/price_index.csv").write_bytes((folder / "base/price_index.csv").read_bytes().replace(b"2025;137,2", b"2025;137,3"))
    out = ask("check", str(folder))[1]
    assert out.startswith("Advarsel: approval.yaml:4:14: fingerprint: fant forutsetninger som er endret")
    assert f"utkast, endret etter godkjenningen {date.today()} av Kari Nordmann." in out
    code, _, err = ask("check", str(folder), "--approve", " ")
    assert code == 2 and "et tomt navn" in err


def test_check_counts_the_wide_ranges_and_names_the_first_or_each_where_asked(ask):
    (line,) = [line for line in ask("check")[1].splitlines() if "lav tillit" in line]
    assert "tall har lav tillit og et spenn som er bredere enn verdien: real_cost_growth, " in line
    assert len(line) < 300
    named, rest = line.count(",") + 1, re.search(r"og (\d+) til", line)
    every = [line for line in ask("check", "--all-warnings")[1].splitlines() if "lav tillit" in line]
    assert len(every) == int(line.removeprefix("Står fra før: ").split()[0]) == named + int(rest[1])
    assert any("base/benefits.yaml:" in line and "benefits.citizen_services.realisation" in line for line in every)


def test_schema(ask):
    code, out, _ = ask("schema")
    assert code == 0
    assert out.split() == [*schema_texts(), *answer_schema_texts()]
    for name in out.split():
        assert "$schema" in json.loads(ask("schema", name)[1])


def batch_file(tmp_path, text: str, name: str = "batch.csv"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return str(path)


def test_batch_equals_single_appraisals(ask, tmp_path):
    lines = "name,municipality,participants,benefits.*.realisation,exit_year\nA,,66,1,\nB,Averøy,,0.25,none\nC,,30,,2030\n"
    path = batch_file(tmp_path, lines)
    code, out, err = ask("batch", path, "--set", "gp_uptake=0.3")
    assert code == 0, err
    changes = [
        ("Trondheim", {"participants": 66, "benefits.*.realisation": 1}),
        ("Averøy", {"benefits.*.realisation": 0.25}),
        ("Trondheim", {"participants": 30, "exit_year": 2030}),
    ]
    for row, (town, values) in zip(rows(out), changes, strict=True):
        result = appraise(base_case(shipped(), town).with_values({"gp_uptake": 0.3, **values}))
        assert float(row["npv"].replace(",", ".")) == result.indicators.npv.item()
        assert row["municipality"] == town
        assert row["payback_year"] == ""


def test_batch_reads_excel_and_yaml_and_writes_parquet(ask, tmp_path):
    excel = batch_file(tmp_path, "\ufeffname;gp_uptake\nhøy;0,75\nlav;0\n")
    yaml = batch_file(
        tmp_path, "scenarios:\n  - name: høy\n    values: {gp_uptake: 0.75}\n  - name: lav\n    values: {gp_uptake: 0}\n", "b.yaml"
    )
    frames = []
    for path in (excel, yaml):
        target = tmp_path / "out.parquet"
        assert ask("batch", path, "--output", str(target))[0] == 0
        frames.append(pd.read_parquet(target))
    assert frames[0].equals(frames[1])
    assert frames[0]["name"].tolist() == ["høy", "lav"]
    expected = [appraise(base_case(shipped()).with_values({"gp_uptake": x})).indicators.npv.item() for x in (0.75, 0)]
    assert frames[0]["npv"].tolist() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("participant\n66\n", "batch.csv:1: participant: fant en ukjent kolonne"),
        ("participants,gp_uptake\n66\n", "batch.csv:2: fant 1 felt"),
        ("gp_uptake\n0.1\n\n2\n", "batch.csv:4: gp_uptake: fant 2."),
        ("gp_uptake\n0.1\n0,2\n", "batch.csv:3"),
        ("platform_cost\n1 00\n", "batch.csv:2: platform_cost: fant «1 00»"),
        ("participants\n19.5\n", "et helt tall"),
        ("exit_year\n2030\n2020\n", "batch.csv:3: exit_year: fant exit_year i 2020. Tillatt: tidligst 2029"),
        ("municipality\nTrondhjem\n", "Mente du «Trondheim»?"),
        ("decision_year\n2027\n2028\n", "flere verdier i én kjøring"),
        ("platform_cost\nnone\n", "en tom verdi"),
        ("platform_cost\nnan\n", "«nan»"),
        ("gp_uptake,gp_uptake\n1,1\n", "kolonnen for andre gang"),
        ("gp_uptake\n", "ingen scenarioer"),
        ("", "en tom fil"),
        ('gp_uptake\n"0.1\n', "batch.csv"),
    ],
)
def test_a_faulty_batch_names_its_line(ask, tmp_path, text, expected):
    code, out, err = ask("batch", batch_file(tmp_path, text))
    assert (code, out) == (2, "")
    assert expected in err


def test_a_faulty_yaml_batch_names_its_line(ask, tmp_path):
    path = batch_file(tmp_path, "scenarios:\n  - values:\n      gp_uptake: 2\n  - values: {typo: 1}\n", "b.yaml")
    code, _, err = ask("batch", path)
    assert code == 2
    assert "b.yaml:3:18: gp_uptake: fant 2." in err
    assert "typo" in err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("aprise",), "Kommandoen «aprise» finnes ikke. Mente du «appraise»?"),
        (("appraise", "--sett", "x"), "Valget --sett finnes ikke. Mente du «--set»?"),
        (("appraise", "--format", "xml"), "--format: fant «xml». Tillatt: table, json, csv."),
        (("levers", "--role", "all"), "Tillatt: setting, decision, uncertain, method."),
        (("compare", "basis"), "minst to"),
        (("compare", "basis", "exit-2028"), "Mente du «exit-2029»?"),
        (("appraise", "--alternative", "national"), "Mente du «national_record»?"),
        (("decide", "--together", "Oslo"), "«Oslo»"),
        (("decide", "--options", "stay,leave_market"), "Mente du «leave_market_system»?"),
        (("distribution", "stay", "take_market_system"), "take_market_system"),
        (("compare",), "mangler"),
        (("batch", "no.csv"), "no.csv: fant ingen fil. Tillatt: en fil som finnes"),
        (("batch", "no.csv", "--output", "x.txt"), ".csv, .parquet eller .xlsx"),
        (("schema", "scenario.schema"), "Mente du «scenario.schema.json»?"),
    ],
)
def test_a_wrong_word_is_named_and_the_nearest_suggested(ask, words, expected):
    code, _, err = ask(*words)
    assert code == 2
    assert expected in err
    assert "Traceback" not in err


def test_output_goes_to_a_file_and_replaces_it_whole(ask, tmp_path):
    target = tmp_path / "svar.json"
    target.write_text("old")
    assert ask("appraise", "--format", "json", "--output", str(target)) == (0, "", "")
    assert json.loads(target.read_text("utf-8"))["municipality"] == "Trondheim"
    assert [path.name for path in tmp_path.iterdir()] == ["svar.json"]


@pytest.mark.parametrize("place", ["missing/x.json", "folder", "file/x.json"])
def test_a_place_that_cannot_be_written_gives_one_sentence(ask, tmp_path, place):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    code, out, err = ask("appraise", "--output", str(tmp_path / place))
    assert (code, out) == (1, "")
    assert err.startswith("Kunne ikke skrive")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(("number", "reason"), [(28, "disken er full"), (30, "disken kan bare leses"), (122, "diskkvoten")])
def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch, number, reason):
    target = tmp_path / "svar.csv"
    target.write_text("old")

    def full(handle):
        raise OSError(number, "no room")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=reason):
        write_file(target, "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("svar.csv", "old")]


def test_a_read_only_file_is_left_alone(tmp_path, monkeypatch):
    target = tmp_path / "svar.csv"
    target.write_text("old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write anywhere
    with pytest.raises(OutputError, match="ikke lov"):
        write_file(target, "new")
    assert target.read_text() == "old"


def test_interrupted_while_writing_leaves_no_half_file(tmp_path):
    target = tmp_path / "svar.csv"
    target.write_text("old")

    def pieces():
        yield "half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_file(target, pieces())
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("svar.csv", "old")]


def test_an_unexpected_error_shows_no_traceback(ask, monkeypatch):
    monkeypatch.setattr("costmodel.cli.appraising.load_assumptions", lambda folder: 1 / 0)
    code, out, err = ask("appraise")
    assert (code, out) == (1, "")
    assert err.startswith("Uventet feil (ZeroDivisionError")
    assert "Traceback" not in err


def test_a_closed_pipe_is_not_an_error():
    command = f"{sys.executable} -m costmodel appraise --format json | head -1"
    result = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_cells_of_a_spreadsheet_never_start_a_formula(ask, tmp_path):
    path = batch_file(tmp_path, 'name,gp_uptake\n"=1+1",0\n"a;b ""c""",0\n')
    out = ask("batch", path)[1]
    assert [row["name"] for row in rows(out)] == ["'=1+1", 'a;b "c"']


def test_values_set_in_any_order_mean_the_same(ask, answer):
    one, all_of_them = "benefits.citizen_services.realisation=1", "benefits.*.realisation=0.2"
    code, _, err = ask("appraise", "--set", one, "--set", all_of_them, "--set", one)
    assert code == 2
    assert "satt to ganger" in err
    later = answer("appraise", "--set", all_of_them, "--set", one)["benefits"]["citizen_services"]["realisation"]
    earlier = answer("appraise", "--set", one, "--set", all_of_them)["benefits"]["citizen_services"]["realisation"]
    assert (later, earlier) == (1, 0.2)


def test_columns_of_a_batch_that_overlap_keep_what_a_row_gives(ask, tmp_path):
    wide, narrow = "benefits.*.realisation", "benefits.citizen_services.realisation"
    for header, row in ((f"{wide},{narrow}", "1,"), (f"{narrow},{wide}", ",1"), (f"{wide},{narrow}", "0.2,1"), (f"{narrow},{wide}", "1,")):
        changes = {name: float(cell) for name, cell in zip(header.split(","), row.split(","), strict=True) if cell}
        expected = appraise(base_case(shipped()).with_values(changes)).indicators.npv.item()
        (answered,) = rows(ask("batch", batch_file(tmp_path, f"{header},name\n{row},a\n"))[1])
        assert float(answered["npv"].replace(",", ".")) == expected, header


@pytest.mark.parametrize("suffix", [".csv", ".yaml"])
def test_a_row_without_a_number_keeps_the_named_set(ask, tmp_path, suffix):
    text = "name,participants\nkeep,\nset,66\n" if suffix == ".csv" else "scenarios:\n  - name: keep\n  - values: {participants: 66}\n"
    path = batch_file(tmp_path, text, f"batch{suffix}")
    answered = rows(ask("batch", path, "--scenario", "averoy-blir-med", "--municipality", "Trondheim")[1])
    start = named(shipped(), "averoy-blir-med", "Trondheim")
    expected = [appraise(start), appraise(start.with_values({"participants": 66}))]
    assert [float(row["npv"].replace(",", ".")) for row in answered] == [result.indicators.npv.item() for result in expected]


def test_compare_never_says_that_different_folders_are_alike(answer, tmp_path):
    target = tmp_path / "mine"
    subprocess.run(["cp", "-r", ROOT / "assumptions", target], check=True)
    table = target / "base" / "municipalities.csv"
    text = table.read_text("utf-8-sig")
    assert text.count(";214565;") == 1
    table.write_text(text.replace(";214565;", ";200000;"), "utf-8-sig")
    record = answer("compare", "assumptions", str(target))
    assert [item["name"] for item in record["inputs"]] == ["municipalities"]
    assert record["indicators"]["npv"][0] != record["indicators"]["npv"][1]


def test_compare_shows_a_benefit_that_only_one_folder_has(answer, tmp_path):
    target = tmp_path / "mine"
    subprocess.run(["cp", "-r", ROOT / "assumptions", target], check=True)
    register = target / "base" / "benefits.yaml"
    text = register.read_text("utf-8")
    register.write_text(text.replace("  citizen_services:", "  other_services:"), "utf-8")
    names = {item["name"] for item in answer("compare", "assumptions", str(target))["inputs"]}
    assert {"benefits.citizen_services.potential", "benefits.other_services.potential"} <= names


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("appraise", "--municipality", ""), "municipality: fant «»"),
        (("compare", "Molde", "basis", "--municipality", "Averøy"), "Slett --municipality."),
        (("appraise", "--decision", "--set", "start_year=2025"), "start_year sammen med --decision"),
        (("decide", "--set", "start_year=2025"), "start_year sammen med decide"),
        (("appraise", "x"), "«x» er for mye."),
        (("appraise", "--set"), "--set må ha en verdi etter seg."),
    ],
)
def test_what_would_be_ignored_is_refused(ask, words, expected):
    code, out, err = ask(*words)
    assert (code, out) == (2, "")
    assert expected in err
    assert "i forutsetningene" not in err


def test_help_is_in_bokmaal(ask):
    for words in ((), ("appraise",), ("batch",)):
        out = ask(*words, "--help")[1]
        assert "Bruk: python -m costmodel" in out
        assert "Vis denne hjelpen." in out
        assert not {"Usage", "Options", "Show this", "<bool>", "[OPTIONS]", "ARGS"} & set(out.replace(":", " ").split())


def test_links_and_assumption_folders_are_not_overwritten(ask, tmp_path):
    link, real = tmp_path / "link.json", tmp_path / "real.json"
    real.write_text("old")
    link.symlink_to(real)
    assert ask("appraise", "--format", "json", "--output", str(link))[0] == 0
    assert link.is_symlink()
    assert json.loads(real.read_text("utf-8"))["municipality"] == "Trondheim"
    for place in ("base/municipalities.csv", "base/new.json", "scenarios/ny.txt"):
        code, _, err = ask("appraise", "--output", f"assumptions/{place}")
        assert (code, "mappe med forutsetninger" in err) == (1, True)


def test_output_is_utf_8_whatever_the_code_page():
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "costmodel", "appraise", "--municipality", "Averøy"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, env=environment, check=True)
    assert "Averøy" in result.stdout.decode("utf-8")
    assert "−" in result.stdout.decode("utf-8")


def test_headers_of_a_spreadsheet_never_start_a_formula(ask, tmp_path):
    (tmp_path / "=1+1").symlink_to(ROOT / "assumptions")
    words = ("compare", "=1+1", "basis", "--assumptions", "=1+1", "--format", "csv")
    assert table_of(ask(*words, folder=tmp_path)[1]).splitlines()[0] == "kind;name;label;'=1+1;basis"


def years_told(out: str) -> list[str]:
    return next(line.split()[-4:] for line in out.splitlines() if line.startswith("Alternativet fra og med"))


def test_decide_names_the_year_of_the_alternative(ask):
    assert years_told(ask("decide")[1]) == ["–", "2029", "2029", "2032"]
    assert years_told(ask("decide", "--set", "exit_year=2031")[1]) == ["–", "2031", "2031", "2032"]
    averoy = ("decide", "--municipality", "Averøy", "--set", "exit_year=2035", "--set", "alternative_year=2030")
    assert years_told(ask(*averoy)[1]) == ["–", "2030", "–", "2032"]


def test_tornado(answer, ask):
    record = answer("tornado", "--municipality", "Averøy", "--decision")
    assert record["options"] == ["join", "stay_out"]
    assert record["today"] == decide(base_case(shipped(), "Averøy")).difference("stay_out", "join").item()
    bar = record["uncertain"][0]
    moved = {name: ends[1] for name, ends in bar["values"].items()}
    assert bar["at_low"] == decide(base_case(shipped(), "Averøy").with_values(moved)).difference("stay_out", "join").item()
    market = answer("tornado", "budget_npv", "--options", "leave_market_system,stay")
    assert market["options"] == ["leave_market_system", "stay"]
    assert market["today"] == answer("switching", "budget_npv", "--options", "leave_market_system, stay")["today"]
    assert {bar["lever"]["role"] for bar in record["method"]} == {"method"}
    read = rows(ask("tornado", "--format", "csv")[1])
    assert {row["role"] for row in read} == {"uncertain", "decision", "method"}
    assert float(read[0]["today"].replace(",", ".")) == appraise(base_case(shipped())).indicators.npv.item()
    out = table_of(ask("tornado", "net_budget_effect:2028", "--all")[1])
    assert out.startswith("Alle deltakere samlet. Virkning på driftsbudsjettet i 2028, MNOK, hele levetiden: ")
    assert "Det noen velger. Mest betyr" in out


def test_two_way(answer, ask):
    record = answer("two-way", "participants=19..66", "benefits.*.realisation", "annual_per_inhabitant")
    assert (len(record["rows"]), record["columns"][0], record["columns"][-1]) == (50, 19, 66)
    assert record["indicator"] == "annual_per_inhabitant"
    values = {"participants": record["columns"][3], "benefits.*.realisation": record["rows"][7]}
    expected = appraise(base_case(shipped()).with_values(values)).indicators.annual_per_inhabitant.item()
    assert record["answers"][7][3] == expected
    read = rows(ask("two-way", "participants", "gp_uptake", "--format", "csv")[1])
    assert (len(read), len(read[0])) == (50, 51)
    assert "66" in table_of(ask("two-way", "participants", "gp_uptake")[1]).splitlines()[2]


def test_switching(answer, ask):
    record = answer("switching")
    assert record["levers"][0]["lever"]["name"] == "extra_minutes"
    assert record["levers"][0]["crossings"][0]["value"] == pytest.approx(0.5 - 7.482469406417641, rel=1e-9)
    assert {row["kind"] for row in record["levers"]} == {"one", "none", "flat"}
    npv = appraise(base_case(shipped()).with_values(record["smallest_sets"][0]["values"])).indicators.npv.item()
    assert npv == pytest.approx(0, abs=1e-6)
    assert "Ekstra tid per dag må ned fra 0,5 til −6,98 minutter per årsverk per dag" in ask("switching")[1]
    read = rows(ask("switching", "--decision", "--format", "csv")[1])
    assert {row["plausible"] for row in read} == {"ja", "nei", ""}


FEW = ("--draws", "1000", "--seed", "7")


def test_monte_carlo_of_a_pair_and_of_the_choice_among_all(answer, ask):
    usual = answer("monte-carlo", *FEW)
    assert usual["options"] == ["stay", "leave_renewed_old_systems"] and usual["choice"] is None
    words = ("monte-carlo", "--decision", "--options", "leave_market_system,stay", *FEW)
    record = answer(*words)
    assert record["options"] == ["leave_market_system", "stay"]
    assert set(record["choice"]["by_npv"]) == set(decide(base_case(shipped())).options) == set(record["choice"]["options"])
    (difference,) = record["choice"]["differences"]
    assert difference["mean"] == pytest.approx(record["figures"]["difference"]["mean"], rel=1e-6)
    assert sum(item["best"] for item in record["choice"]["by_budget"].values()) == pytest.approx(1)
    told = ask("monte-carlo", "--decision", *FEW)[1]
    assert "å fortsette minus å slutte og gå over til et nytt system i markedet" in told
    assert "Bak det beste: hvor mange MNOK mer" in told
    read = rows(ask(*words, "--format", "csv")[1])
    best = {
        row["name"]: float(row["value"].replace(",", ".")) for row in read if (row["kind"], row["statistic"]) == ("option_by_npv", "best")
    }
    assert best == {name: item["best"] for name, item in record["choice"]["by_npv"].items()}


def test_indices_of_a_pair(answer, ask):
    record = answer("indices", "--options", "stay,leave_market_system", "--draws", "64")
    assert (record["figure"], record["options"]) == ("difference", ["stay", "leave_market_system"])
    assert answer("indices", "--draws", "64")["options"] == []
    assert "å fortsette minus å slutte og gå over til de tidligere" in ask("indices", "--figure", "difference", "--draws", "64")[1]


def test_value_of_information_among_all_and_between_two(answer, ask):
    everything, pair = answer("value-of-information", *FEW), answer("value-of-information", "--options", "stay,leave_market_system", *FEW)
    assert everything["options"] == list(decide(base_case(shipped())).options)
    assert pair["options"] == ["stay", "leave_market_system"]
    assert pair["everything"] < everything["everything"]
    assert not any("renewed_old_systems" in item["name"] for item in pair["numbers"])
    assert "Valget: å fortsette, slutte og gå over til et nytt system i markedet eller slutte" in ask("value-of-information", *FEW)[1]
    read = rows(ask("value-of-information", "--format", "csv", *FEW)[1])
    assert {row["name"] for row in read if row["kind"] == "option"} == set(everything["options"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("tornado", "nvp"), "Mente du «npv»?"),
        (("tornado", "npv:2028"), "bare etter net_budget_effect"),
        (("two-way", "participants"), "to spaker"),
        (("two-way", "participants", "participants"), "to ulike spaker"),
        (("two-way", "participants", "start_year"), "innstilling for hele kjøringen"),
        (("two-way", "participants=66..19", "gp_uptake"), "det laveste først"),
        (("two-way", "participants=19-66", "gp_uptake"), "FRA..TIL"),
        (("two-way", "participants", "gp_uptake=0..2"), "et tall fra 0 til 1"),
        (("switching", "--decision", "--set", "start_year=2027"), "start_year sammen med --decision"),
        (("switching", "--all", "--municipality", "Molde"), "--all sammen med --municipality"),
        (("switching", "--options", "stay,leave_market_system", "--set", "start_year=2027"), "start_year sammen med --options"),
        (("tornado", "--options", "stay,leave_marked_system"), "Mente du «leave_market_system»?"),
        (("tornado", "--options", "stay,leave_market_system", "--municipality", "Averøy"), "stay_out, join, take_market_system"),
        (("two-way", "participants", "gp_uptake", "--options", "stay"), "to ulike valg"),
        (("monte-carlo", "--options", "join,stay"), "et valg som kommunen har: stay, leave_market_system"),
        (("value-of-information", "--options", "join,stay"), "et valg som kommunen har: stay, leave_market_system"),
        (("indices", "--options", "stay,stay"), "to ulike valg"),
    ],
)
def test_faults_of_sensitivity_commands_are_told(ask, words, message):
    code, out, err = ask(*words)
    assert (code, out) == (2, "")
    assert message in err
