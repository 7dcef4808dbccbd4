"""Everything that can be wrong in a scenario file, and with values chosen anywhere else."""

import math

import pytest
from support import ROOT, shipped
from support.breaking import TODAY, Case, assert_reported, cases, faults, folder
from support.told import refused

from costmodel.assumptions.loading import load_assumptions, load_scenario_file, read_scenario
from costmodel.assumptions.rules import check_values, full_names, is_known, known_names, year_of_choice_faults
from costmodel.faults import AssumptionError
from costmodel.output.faults import fault_line, faults_text

__all__ = ["folder"]
FILE = "scenarios/exit-2029.yaml"
OLD = "  exit_year: 2029"


@cases(
    FILE,
    ("unknown parameter", "", OLD, "  ¦exit_yaer: 2028", "values.exit_yaer: fant det ukjente navnet «exit_yaer»", "Mente du «exit_year»?"),
    ("unknown benefit", "", OLD, "  ¦benefits.citizen.lag_years: 3", "det ukjente navnet «benefits.citizen.lag_years»"),
    ("unknown field", "", OLD, "  ¦benefits.*.lag: 3", "det ukjente navnet «benefits.*.lag»"),
    ("above maximum", "", OLD, "  gp_uptake: ¦1.5", "values.gp_uptake: fant 1.5", "et tall fra 0 til 1"),
    ("benefit above maximum", "", OLD, "  benefits.*.realisation: ¦2", "values.benefits.*.realisation: fant 2", "et tall fra 0 til 1"),
    ("not whole", "", OLD, "  participants: ¦19.5", "values.participants: fant 19.5", "et helt tall fra"),
    ("null", "", OLD, "  participants: ¦null", "values.participants: fant en tom verdi", "et helt tall fra"),
    ("text", "", OLD, "  participants: ¦1 000", "values.participants: fant «1 000» (tekst)", "uten mellomrom: 1000"),
    ("not finite", "", OLD, "  gp_uptake: ¦.nan", "values.gp_uptake", "ikke et endelig tall"),
    ("dependences", "", OLD, "  benefits.interaction.gp_dependence: ¦0.9", "0.9 + 0.2 = 1.1", "høyst 1"),
    ("dependences of all", "", OLD, "  benefits.*.coverage_dependence: ¦0.6", "for interaction", "høyst 1"),
    (
        "exit too early",
        "",
        OLD,
        "  exit_year: ¦2028",
        "values.exit_year: fant exit_year i 2028",
        "tidligst 2029",
        "2 år (exit_lead_years) fra 2027",
    ),
    (
        "decision too late",
        "",
        OLD,
        "  exit_year: ¦2029\n  decision_year: 2028",
        "tidligst 2030",
        "fra 2028 (decision_year)",
        "2030 eller senere",
    ),
    ("longer lead", "", OLD, "  exit_lead_years: ¦3", "values.exit_lead_years: fant alternative_year i 2029", "tidligst 2030"),
    (
        "alternative too early",
        "",
        OLD,
        "  alternative_year: ¦2027",
        "values.alternative_year: fant alternative_year i 2027",
        "tidligst 2029",
    ),
    (
        "before the alternative",
        "",
        f"market_system\nvalues:\n{OLD}",
        "national_record\nvalues:\n  exit_year: ¦2031",
        "values.exit_year: fant exit_year i 2031",
        "tidligst 2032, som er det første året for national_record",
        "velg et annet alternativ",
    ),
    ("later alternative", "", OLD, f"{OLD}\n  alternatives.market_system.earliest_year: 2031", "x"),
    (
        "unknown alternative",
        "",
        "market_system",
        "¦marked_system",
        "alternative: fant «marked_system»",
        "market_system, renewed_old_systems",
        "Mente du «market_system»?",
    ),
    ("alternative as list", "", "market_system", "¦[market_system]", "alternative: fant en liste"),
    ("unknown partner", "", "values:", "together: [Molde, ¦Moldee]\nvalues:", "together.1: fant «Moldee»", "Mente du «Molde»?"),
    ("partner twice", "", "values:", "together: [Molde, ¦molde]\nvalues:", "together.1: fant «molde» for andre gang"),
    ("partner as text", "", "values:", "together: ¦Molde\nvalues:", "together: fant «Molde»", "«- » foran"),
    (
        "unknown system",
        "",
        OLD,
        "  ¦legacy_systems.care_recor.weight: 0.7",
        "«legacy_systems.care_recor.weight»",
        "legacy_systems.care_record.weight",
    ),
    ("unknown field of a system", "", OLD, "  ¦legacy_systems.*.cost: 1", "det ukjente navnet «legacy_systems.*.cost»"),
    ("field that the row has not", "", OLD, "  ¦benefits.interaction.minutes: 5", "det ukjente navnet «benefits.interaction.minutes»"),
    (
        "reach of nothing",
        "",
        OLD,
        "  ¦alternatives.market_system.reach.logistics: 1",
        "det ukjente navnet «alternatives.market_system.reach.logistics»",
    ),
    ("reach above one", "", OLD, "  alternatives.*.reach.interaction: ¦1.2", "fant 1.2", "et tall fra 0 til 1"),
    ("half a system", "", OLD, "  legacy_systems.care_record.replaced: ¦0.5", "fant 0.5", "et helt tall fra 0 til 1"),
    (
        "weights",
        "",
        OLD,
        "  legacy_systems.care_record.weight: ¦0.6",
        "vekter som til sammen er 0.9",
        "care_record, health_station_record",
        "Rett vektene",
    ),
    ("weights of all", "", OLD, "  legacy_systems.*.weight: ¦0.3", "legacy_systems.*.weight: fant vekter som til sammen er 1.2"),
    (
        "empty cost",
        "",
        OLD,
        "  alternatives.*.operating_cost: ¦null",
        "alternatives.*.operating_cost: fant en tom verdi",
        "et tall fra 0 til",
    ),
    ("price year", "", OLD, "  price_year: ¦2035", "values.price_year: fant 2035, som prisindeksen ikke har"),
    ("twice", "", OLD, f"{OLD}\n  ¦exit_year: 2029", "for andre gang"),
    ("unknown municipality", "", "values:", "municipality: ¦Trondhjem\nvalues:", "municipality: fant «Trondhjem»", "Mente du «Trondheim»?"),
    ("unknown participant", "", "values:", "participant_set: [Molde, ¦Oslo]\nvalues:", "participant_set.1: fant «Oslo»"),
    ("participant twice", "", "values:", "participant_set: [Molde, ¦molde]\nvalues:", "participant_set.1: fant «molde» for andre gang"),
    ("no participants", "", "values:", "participant_set: ¦[]\nvalues:", "participant_set: fant en tom liste"),
    ("participants as text", "", "values:", "participant_set: ¦Molde\nvalues:", "participant_set: fant «Molde»", "«- » foran"),
    (
        "both set and number",
        "",
        "values:",
        "participant_set: [Molde]\nvalues:\n  participants: ¦19",
        "både participant_set og participants",
    ),
    ("values empty", "", "values:\n  exit_year: 2029", "¦values:", "values: fant en tom verdi", "{} når det ikke er noen"),
    ("values as list", "", "values:\n  exit_year: 2029", "values: ¦[]", "values: fant en liste"),
    ("unknown key", "", "values:", "¦verdier: 1\nvalues:", "det ukjente feltet «verdier»"),
    ("name missing", "", "name: Slutte i 2029\n", "¦", "name: fant ingenting"),
)
def test_a_broken_scenario(folder, case):
    if case.name == "later alternative":
        new = "  exit_year: ¦2029\n  alternatives.market_system.earliest_year: 2031"
        case = Case(case.name, FILE, "", OLD, new, ("tidligst 2031, som er det første året for market_system",))
    if case.name == "longer lead":
        new = "  exit_lead_years: 3\n  alternative_year: ¦2029"
        case = Case(case.name, FILE, "", OLD, new, ("values.alternative_year: fant alternative_year i 2029", "tidligst 2030", "3 år"))
    assert_reported(folder, case)


def test_a_value_of_the_wrong_type_hides_no_other(folder):
    lines = (
        "name: Mye galt",
        "description: Alt på en gang.",
        "municipality: Trondhjem",
        "participant_set: [12, Molde, Oslo]",
        "together: [Oslo, 13, Aure]",
        "alternative: marked_system",
        "values:",
        "  platform_cost: 1_000",
        "  participants: 500",
        "  gp_uptak: 0.3",
        "  exit_year: 2020",
    )
    (folder / FILE).write_text("\n".join(lines), "utf-8")
    expected = {
        "municipality": ":3:15",
        "participant_set.0": ":4:19",
        "participant_set.2": ":4:30",
        "together.0": ":5:12",
        "together.1": ":5:18",
        "alternative": ":6:14",
        "values.platform_cost": ":8:18",
        "values.participants": ":9:17",
        "values.gp_uptak": ":10:3",
        "values.exit_year": ":11:14",
    }
    assert {(fault.name, fault.place) for fault in faults(folder)} >= {(name, FILE + place) for name, place in expected.items()}


@pytest.mark.parametrize("line", ["participant_set: 12", "participant_set: {a: 1}", "values: 12", "municipality: [Molde]", "verdier: 1"])
def test_a_part_of_the_wrong_type_hides_no_other(folder, line):
    rest = [text for text in ("values: {gp_uptake: 3}", "participant_set: [Oslo]") if text.split(":")[0] != line.split(":")[0]]
    (folder / FILE).write_text("\n".join(["name: A", "description: B", line, *rest]), "utf-8")
    assert len(faults(folder)) == 1 + len(rest)


def test_values_of_each_kind_that_are_allowed():
    allowed = {
        "exit_year": None,
        "participants": 66,
        "benefits.*.realisation": 1,
        "benefits.citizen_services.gp_dependence": 1.0,
        "price_year": 2020,
        "alternative_year": 2029,
        "alternatives.*.operating_cost": 40,
        "alternatives.national_record.earliest_year": None,
        "alternatives.market_system.reach.interaction": 0.5,
        "legacy_systems.*.yearly_cost": 3,
        "benefits.message_monitoring.minutes": 30,
        "benefits.*.potential": 5,
    }
    assert check_values(allowed, shipped()) == []
    assert check_values({}, shipped()) == []


def test_a_system_that_stays_leaves_the_weights_as_they_are():
    assert check_values({"legacy_systems.care_record.replaced": 0}, shipped()) == []
    assert check_values({"legacy_systems.care_record.weight": 0.6, "legacy_systems.physiotherapy_record.weight": 0.15}, shipped()) == []
    (fault,) = check_values({"legacy_systems.care_record.replaced": 0, "legacy_systems.care_record.weight": 0}, shipped())
    assert fault.code == "weights_not_one" and fault.facts["sum"] == pytest.approx(0.3)


def test_a_year_of_choice_is_judged_by_the_alternative_that_is_chosen():
    assert check_values({"exit_year": 2029}, shipped()) == check_values({"exit_year": 2032}, shipped(), "national_record") == []
    (fault,) = check_values({"exit_year": 2029}, shipped(), "national_record")
    assert (fault.name, fault.code, fault.facts["first"]) == ("exit_year", "year_before_alternative", 2032)
    (fault,) = check_values({"exit_year": 2029, "exit_lead_years": 2.5}, shipped())
    assert (fault.code, fault.facts["first"]) == ("year_before_first_exit", 2030)
    values = {"decision_year": 2027.0, "exit_lead_years": 2.0, "exit_year": 2029.0, "alternatives.national_record.earliest_year": 2032.0}
    assert list(year_of_choice_faults(values, {}, "national_record")) == []
    assert [fault.name for fault in year_of_choice_faults(values, {"alternative": "--alternative"}, "national_record")] == ["--alternative"]


def test_a_name_over_a_whole_register_stands_for_the_rows_that_have_the_field():
    assert full_names("benefits.*.minutes", shipped()) == ["benefits.message_monitoring.minutes", "benefits.double_documentation.minutes"]
    reached = full_names("alternatives.*.reach.medication", shipped())
    assert reached == ["alternatives.market_system.reach.medication", "alternatives.renewed_old_systems.reach.medication"]
    assert full_names("legacy_systems.*.weight", shipped()) == [f"legacy_systems.{key}.weight" for key in shipped().legacy_systems]
    assert full_names("platform_cost", shipped()) == ["platform_cost"]


def test_every_known_name_is_known_and_its_full_names_are_numbers():
    for name in known_names(shipped()):
        assert is_known(name, shipped())
        assert set(full_names(name, shipped())) <= set(shipped().quantities)
    unknown = (
        "benefits.*.nothing",
        "others.*.weight",
        "benefits.interaction",
        "benefits.interaction.potential.x",
        "alternatives.*.reach.x",
        "",
    )
    assert not any(is_known(name, shipped()) for name in unknown)


def test_faults_of_chosen_values_have_their_name_and_no_place():
    values = {"participants": 67.0, "gp_uptake": math.nan, "discount_rate": math.inf, "none": 1.0, "users": None, "exit_year": 2020.0}
    faults = check_values(values, shipped())
    assert [fault.name for fault in faults] == list(values)
    assert {fault.place for fault in faults} == {""}
    assert fault_line(faults[0]).startswith("participants: fant 67. Tillatt: et helt tall fra ")


def test_later_values_override_earlier_ones():
    name = "benefits.interaction.coverage_dependence"
    assert check_values({"benefits.*.coverage_dependence": 0.5, name: 0.1}, shipped()) == []
    (fault,) = check_values({name: 0.1, "benefits.*.coverage_dependence": 0.5}, shipped())
    assert fault.name == "benefits.*.coverage_dependence"


def test_sums_that_are_1_but_for_rounding_are_allowed():
    key = "benefits.interaction"
    assert check_values({f"{key}.gp_dependence": 0.9, f"{key}.coverage_dependence": 0.1}, shipped()) == []
    assert check_values({f"{key}.gp_dependence": 1 - 0.2, f"{key}.coverage_dependence": 0.1 + 0.1}, shipped()) == []


def test_a_file_of_ones_own(tmp_path):
    path = tmp_path / "mitt.yaml"
    path.write_text("name: Mitt\ndescription: Min egen.\nmunicipality: averøy\nvalues: {gp_uptake: 0.3}\n", "utf-8")
    assert load_scenario_file(path, shipped()).values == {"gp_uptake": 0.3}
    path.write_text("name: Mitt\ndescription: Min egen.\nvalues: {gp_uptake: 3}\n", "utf-8")
    with pytest.raises(AssumptionError) as caught:
        load_scenario_file(path, shipped())
    assert faults_text(caught.value).splitlines()[1].startswith("mitt.yaml:3:21: values.gp_uptake: fant 3.")


def test_an_upload_of_thousands_of_names_is_refused():
    for lines in (
        b"values:\n" + b"".join(b"  nonsense%d: 1\n" % n for n in range(9000)),
        b"participant_set: [" + 9000 * b"Mode, " + b"]\n",
        b"together: [" + 9000 * b"Mode, " + b"]\n",
    ):
        with refused("mer enn 500 verdier"):
            read_scenario(b"name: a\ndescription: b\n" + lines, "opplasting.yaml", shipped())


def test_an_upload_over_the_limit():
    with refused("høyst 2000000 byte"):
        read_scenario(b"#" * 2_000_001, "opplasting.yaml", shipped())


def test_shipped_scenarios_are_read():
    found = load_assumptions(ROOT / "assumptions", today=TODAY).scenarios
    assert set(found) == {path.stem for path in (ROOT / "assumptions" / "scenarios").glob("*.yaml")}
