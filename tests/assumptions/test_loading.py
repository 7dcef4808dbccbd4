"""The shipped assumptions: read, fingerprinted, sourced, explained; with schemas for editors."""

import json
import pickle
import re
from dataclasses import replace
from datetime import date

import jsonschema
import pytest
from support import ROOT
from support.breaking import TODAY, edit, folder
from support.hostile import shipped_files
from support.told import refused

from costmodel import base_case
from costmodel.assumptions import records as schema
from costmodel.assumptions.json_schemas import schema_texts, write_schemas
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.located import text_position
from costmodel.assumptions.parameters import PARAMETER_UNITS, REGISTER_UNITS, unit_of
from costmodel.assumptions.reading.record_reading import fields_at
from costmodel.assumptions.reading.yaml_reading import read_yaml, resolve
from costmodel.assumptions.records import Area, Basis, Municipality, OpenTo
from costmodel.assumptions.rollout import population, rank_order
from costmodel.faults import AssumptionError, Fault, Part, nearest, shown
from costmodel.output.faults import fault_line, fault_lines, faults_text, part_text

__all__ = ["folder"]
SHIPPED = ROOT / "assumptions"
PARAMETERS = "base/parameters.yaml"
COST = "      platform_cost:\n"
PUBLISHED = "      published_platform_cost:\n"
RECORDS = (
    schema.AlternativeRecord,
    schema.Assumption,
    schema.RowField,
    schema.BenefitRecord,
    schema.RowValue,
    schema.Correlation,
    schema.Effect,
    schema.Group,
    schema.LegacySystemRecord,
    schema.Measurement,
    schema.Municipality,
    schema.Name,
    schema.PriceIndexYear,
    schema.ScenarioFile,
    schema.PublishedFigure,
    schema.Source,
)


def load(path=SHIPPED, today=TODAY):
    return load_assumptions(path, today=today)


def warnings(read):
    return fault_lines(read.warnings)


def test_the_shipped_folder_is_whole():
    read = load()
    assert set(read.parameters) == set(PARAMETER_UNITS)
    for register, units in REGISTER_UNITS.items():
        assert {field.partition(".")[0] for row in read.registers[register].values() for field in row.fields} == set(units)
    assert all(item.unit == unit_of(name).symbol for name, item in read.quantities.items())
    assert len(read.municipalities) == 66
    assert {item.source for item in read.municipalities} <= set(read.sources)
    assert type(read.parameters["platform_cost"].value) is float
    assert read.parameters["exit_year"].value is None
    assert read.parameters["alternative_year"].value is None
    assert read.benefits["message_monitoring"].fields["minutes"].basis is Basis.PUBLISHED
    assert read.benefits["message_monitoring"].fields["realisation"].basis is Basis.ASSUMPTION


def test_rows_of_the_registers_are_whole():
    read = load_once()
    for row in read.benefits.values():
        assert ("potential" in row.fields) != ({"quantity", "minutes"} <= row.fields.keys()) and row.area in Area
    assert next(iter(read.alternatives)) == "market_system" and read.alternatives["market_system"].open_to is OpenTo.ALL
    assert read.alternatives["national_record"].fields["earliest_year"].value == 2032
    assert read.quantities["alternatives.market_system.reach.interaction"] is read.alternatives["market_system"].fields["reach.interaction"]
    assert "alternatives.market_system.reach.logistics" not in read.quantities
    assert (
        read.quantities["alternatives.national_record.reach.interaction"].name == read.quantities["alternatives.national_record.reach"].name
    )
    assert read.legacy_systems["care_record"].services and "Gerica" in read.legacy_systems["care_record"].municipalities
    weights = [row.fields["weight"].value for row in read.legacy_systems.values() if row.fields["replaced"].value]
    assert sum(weights) == pytest.approx(1)


def test_who_has_said_no_is_told_with_the_source():
    rows = {row.name: row for row in load_once().municipalities}
    assert (rows["Averøy"].declined, rows["Averøy"].declined_source) == (2023, "P-NRK-2023-10")
    assert (rows["Trondheim"].declined, rows["Trondheim"].declined_source) == (None, None)


@pytest.mark.parametrize("name", load().quantities)
def test_every_assumption_is_sourced(name):
    item = load_once().quantities[name]
    told = {Basis.PUBLISHED: (item.source, item.page), Basis.DERIVED: (item.how,), Basis.ASSUMPTION: (item.why,)}
    assert all(told[item.basis])
    assert item.source is None or item.source in load_once().sources
    assert item.owner and item.description


_ONCE = load()


def load_once():
    return _ONCE


def test_a_base_folder_by_itself_has_no_scenarios():
    assert load(SHIPPED / "base").scenarios == {}
    assert load(str(SHIPPED / "base")).hash == load_once().hash


def test_municipalities_stand_in_the_order_of_their_rank():
    rows = load_once().municipalities
    assert rows[0].name == "Trondheim"
    assert [row.wave for row in rows] == sorted((row.wave for row in rows), key=lambda wave: (wave[0] != "P", wave))
    second = [row.population[2024] for row in rows if row.wave == "PD2"]
    assert second == sorted(second, reverse=True)
    assert rank_order(list(reversed(rows)), 2024) == list(rows)


def test_equal_populations_are_ranked_by_name():
    rows = [row.model_copy(update={"population": {2024: 10}, "wave": "KI1"}) for row in load_once().municipalities]
    assert [row.name for row in rank_order(rows, 2024)] == sorted(row.name for row in rows)


def test_population_between_and_outside_the_years_of_the_table():
    row = Municipality.model_construct(population={2020: 100, 2022: 200})
    assert [population(row, year) for year in (2010, 2020, 2021, 2022, 2030)] == [100, 100, 150, 200, 200]


def test_the_fingerprint_ignores_layout(folder):
    for path in (folder / "base").iterdir():
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    text = (folder / PARAMETERS).read_bytes().decode()
    (folder / PARAMETERS).write_bytes(("# enda en kommentar\r\n" + text.replace("value: 80\r\n", "value:   80.0  # åtti\r\n")).encode())
    (folder / "scenarios" / "exit-2029.yaml").unlink()
    assert load(folder).hash == load_once().hash
    assert re.fullmatch("[0-9a-f]{64}", load_once().hash)


def test_the_fingerprint_sees_every_number_and_text(folder):
    seen = {load_once().hash}
    for file, part, old, new in (
        (PARAMETERS, "      capital_share:\n", "value: 0.36", "value: 0.37"),
        (PARAMETERS, COST, "owner: Trondheim", "owner: Malvik"),
        ("base/municipalities.csv", "", ";205163;", ";205164;"),
        ("base/price_index.csv", "", "103,6", "103,7"),
        ("base/sources.yaml", "  S0:\n", "13. oktober", "14. oktober"),
        ("base/benefits.yaml", "  message_monitoring:\n", "low: 27,", "low: 28,"),
        ("base/benefits.yaml", "  interaction:\n", "area: interaction", "area: logistics"),
        ("base/legacy_systems.yaml", "  care_record:\n", "value: 8,", "value: 8.5,"),
        ("base/legacy_systems.yaml", "  care_record:\n", "Gerica", "Profil"),
        ("base/alternatives.yaml", "  market_system:\n", "interaction: {value: 0.25,", "interaction: {value: 0.3,"),
        ("base/alternatives.yaml", "  national_record:\n", "open_to: none", "open_to: all"),
        ("base/municipalities.csv", "", ";2023;P-NRK", ";2022;P-NRK"),
    ):
        edit(folder / file, part, old, new)
        seen.add(load(folder).hash)
    assert len(seen) == 13


def test_a_review_that_is_overdue_is_a_warning():
    item = load_once().parameters["platform_cost"]
    late = date(item.review_by.year + 1, 1, 1)
    before, after = warnings(load()), warnings(load(today=late))
    (warning,) = (text for text in after if ": platform_cost.review_by: " in text)
    assert f"fant {item.review_by}. Ventet: en dato fra og med i dag, {late}." in warning
    assert re.match(r"base/parameters\.yaml:\d+:20: ", warning)
    assert not any(".review_by: " in text for text in before)


def test_a_number_that_does_not_hold_yet_is_a_warning():
    before = set(warnings(load()))
    item = load_once().parameters["platform_cost"]
    early = set(warnings(load(today=date(item.valid_from.year, 1, 1)))) - before
    (warning,) = (text for text in early if ": platform_cost.valid_from: " in text)
    assert f"fant {item.valid_from}. Ventet: en dato til og med i dag, {item.valid_from.year}-01-01." in warning


def test_a_value_outside_its_plausible_range_is_a_warning(folder):
    edit(folder / PARAMETERS, PUBLISHED, "value: 80", "value: 101")
    place = edit(folder / PARAMETERS, COST, "value: 80", "value: ¦101")
    new = set(warnings(load(folder))) - set(warnings(load_once()))
    (warning,) = (text for text in new if "med samme kilde" not in text)  # the published number is changed without a source, too
    assert warning.startswith(f"{PARAMETERS}{place}: platform_cost.value: fant 101. Ventet: et tall fra low 65 til high 100.")


def test_low_confidence_with_a_wide_range_is_a_warning(folder):
    edit(folder / PARAMETERS, COST, "confidence: medium", "confidence: low")
    assert not any(": platform_cost" in text for text in warnings(load(folder)))
    place = edit(folder / PARAMETERS, COST, "low: 65", "low: ¦15")
    (warning,) = (text for text in warnings(load(folder)) if ": platform_cost" in text)
    assert warning.startswith(f"{PARAMETERS}{place}: platform_cost.low: fant lav tillit og spennet 15 til 100 om verdien 80.")


def test_a_range_about_nothing_is_wide():
    item = load_once().parameters["unplanned_investment"]
    assert (item.value, item.confidence) == (0, "low")
    assert any("unplanned_investment.low" in text for text in warnings(load_once()))


@pytest.mark.parametrize("name", schema_texts())
def test_schemas_are_current(name):
    assert (SHIPPED / "schemas" / name).read_text("utf-8") == schema_texts()[name], "run python -m costmodel.assumptions.json_schemas"


def test_schemas_are_written_where_they_are_wanted(tmp_path):
    write_schemas(tmp_path / "new")
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "new").iterdir()} == schema_texts()


YAML_FILES = sorted([*SHIPPED.glob("*.yaml"), *SHIPPED.glob("base/*.yaml"), *SHIPPED.glob("scenarios/*.yaml")])


@pytest.mark.parametrize("path", YAML_FILES, ids=lambda path: path.stem)
def test_files_name_their_schema_and_fit_it(path):
    text = path.read_text("utf-8")
    first = text.splitlines()[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=((?:\.\./)?schemas/([a-z_]+)\.schema\.json)", first)
    assert match and match[2] == ("scenario" if path.parent.name == "scenarios" else path.stem)
    rules = json.loads((path.parent / match[1]).read_text("utf-8"))
    data = json.loads(json.dumps(read_yaml(text, path.name).data, default=str))
    jsonschema.Draft202012Validator(rules).validate(data)
    data["typo"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(rules).validate(data)


def test_schemas_explain_every_field():
    for text in schema_texts().values():
        rules = json.loads(text)
        for record in [rules, *rules.get("$defs", {}).values()]:
            assert record["description"]
            assert all(field["description"] for field in record.get("properties", {}).values())


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_the_readme_explains_every_field(record):
    text = (SHIPPED / "README.md").read_text("utf-8")
    section = re.search(rf"^### `{record.__name__}`\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    assert section, f"assumptions/README.md has no section {record.__name__}"
    assert sorted(re.findall(r"^\| `(\w+)` \|", section[1], re.MULTILINE)) == sorted(record.model_fields)


def test_a_fault_is_one_line():
    facts = {"found": Part("found_text", {"written": "1 000"}), "allowed": Part("number_from_to", {"minimum": 0.0, "maximum": 300.0})}
    advice = Part("write_number", {"slips": (Part("without_spaces"), Part("without_unit")), "number": "1000"})
    fault = Fault("base/parameters.yaml:12:16", "platform_cost.value", "not_a_number", {**facts, "advice": advice})
    assert fault_line(fault) == (
        "base/parameters.yaml:12:16: platform_cost.value: fant «1 000» (tekst). Tillatt: et tall fra 0 til 300. "
        "Skriv tallet uten mellomrom og uten enhet: 1000"
    )
    assert fault_line(Fault("", "", "empty_file")).startswith("fant en tom fil. Tillatt: en fil med innhold. Hent")
    assert faults_text(AssumptionError([fault])) == f"1 feil i forutsetningene:\n{fault_line(fault)}"
    assert AssumptionError([fault]).faults == (fault,)


def test_a_fault_is_readable_without_a_catalog():
    allowed = Part("number_from_to", {"minimum": 0.0, "maximum": 300.0})
    fault = Fault("parameters.yaml:12:5", "platform_cost", "out_of_bounds", {"value": 1e3, "allowed": allowed, "nearest": None})
    line = "parameters.yaml:12:5: platform_cost: out_of_bounds (value=1000, allowed=number_from_to (minimum=0, maximum=300))"
    assert str(fault) == line
    assert str(AssumptionError([fault])) == f"faults: 1\n{line}"
    assert pickle.loads(pickle.dumps(fault)) == fault
    assert len({fault, replace(fault), replace(fault, facts={})}) == 2


def test_a_row_without_a_readable_name_goes_by_its_line():
    assert fault_line(Fault("", "#5.pop_2024", "empty_file")).startswith("linje 5.pop_2024: ")


def test_the_nearest_name():
    assert part_text(nearest("Trondhjem", ["Trondheim", "Molde"])) == " Mente du «Trondheim»?"
    assert part_text(nearest("TRONDHEIM", ["Trondheim"])) == " Mente du «Trondheim»?"
    assert part_text(nearest("qqq", ["Trondheim"])) == ""
    assert part_text(nearest("x" * 100_000, ["Trondheim"])) == ""


def test_quotes_from_files_are_short_and_harmless():
    assert shown("a\x1b[31m\nb") == "a [31m b"
    assert len(shown("x" * 1000)) == 61


SCALARS = {
    "no": "no",
    "010": "010",
    "1e6": 1e6,
    "1_0": "1_0",
    "0x1": "0x1",
    "~": None,
    "true": True,
    "5.": 5.0,
    ".5": 0.5,
    "-3": -3,
    "2026-01-31": date(2026, 1, 31),
    "2026-02-30": "2026-02-30",
    "٣": "٣",
    "1" * 99: "1" * 99,
}


@pytest.mark.parametrize(("text", "value"), SCALARS.items())
def test_plain_scalars_follow_yaml_1_2(text, value):
    assert resolve(text) == value
    assert type(resolve(text)) is type(value)


def test_positions_count_every_kind_of_line_end():
    assert [text_position("a\nb\r\nc\rd", offset) for offset in (0, 2, 5, 7)] == [(1, 1), (2, 1), (3, 1), (4, 1)]


def test_fields_of_a_record_within_a_record():
    assert fields_at(schema.Assumption, ("name",)) == ["nb", "en"]
    assert fields_at(schema.Assumption, ("unit",)) == []
    assert fields_at(schema.BenefitRecord, ("potential",)) == fields_at(schema.AlternativeRecord, ("reach_of", "interaction"))
    assert "value" in fields_at(schema.BenefitRecord, ("potential",)) and fields_at(schema.BenefitRecord, ("potential", "value")) == []


def test_the_same_files_in_another_order_give_the_same_numbers_and_are_told_apart():
    files = {place: data.replace(b"\r\n", b"\n") for place, data in shipped_files().items()}
    text = files["base/effects.yaml"].decode()
    head, *entries = re.split(r"(?m)^(?=  \w+:\n)", text)
    other = load_assumptions({**files, "base/effects.yaml": (head + "".join([entries[-1].rstrip("\n") + "\n", *entries[:-1]])).encode()})
    ours = load_assumptions(files)
    assert list(other.effects) != list(ours.effects)
    assert other.hash == ours.hash
    assert other != ours
    assert base_case(other).key != base_case(ours).key
    assert base_case(load_assumptions(files)).key == base_case(ours).key


@pytest.mark.parametrize(
    "name", ["alle", "Alle", "Orkland,Malvik", "Or[k]land", "*Orkland*", "Orkland$", "<b>Orkland", "Orkland 2", "www.orkland.no"]
)
def test_a_municipality_has_a_name_that_a_link_can_carry(folder, name):
    edit(folder / "base/municipalities.csv", "", ";Orkland;", f";{name};")
    with refused("et stedsnavn"):
        load(folder)


@pytest.mark.parametrize("name", ["Herøy (Møre og Romsdal)", "Snåase – Snåsa", "Kåfjord/Gáivuotna", "Sør-Aurdal", "Nore og Uvdal"])
def test_names_as_public_statistics_have_them_are_taken(folder, name):
    edit(folder / "base/municipalities.csv", "", ";Hitra;", f";{name};")
    assert name in {item.name for item in load(folder).municipalities}


def test_a_copy_with_other_numbers_has_nothing_worked_out_from_the_first():
    first = load_once()
    kept = first.order, first.quantities, first.numbers, first.registers, first.parameters
    groups = {key: group.model_copy(update={"parameters": {}}) for key, group in first.groups.items()}
    copy = first.model_copy(update={"groups": groups, "hash": "other"})
    assert copy.parameters == {} and "platform_cost" not in copy.quantities and copy.order != first.order
    assert (first.order, first.quantities, first.numbers, first.registers, first.parameters) == kept
