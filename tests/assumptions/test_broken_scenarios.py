"""Everything that can be wrong in a scenario file, and with values chosen anywhere else."""

import math

import pytest
from support import ROOT, shipped
from support.breaking import TODAY, Case, assert_reported, cases, faults, folder
from support.told import refused

from costmodel.assumptions.loading import load_assumptions, load_scenario_file, read_scenario
from costmodel.assumptions.rules import check_values
from costmodel.faults import AssumptionError
from costmodel.output.faults import fault_line, faults_text

__all__ = ["folder"]
FILE = "scenarios/exit-2028.yaml"
OLD = "  exit_year: 2028"


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
    ("dependences", "", OLD, "  benefits.interaction_and_medication.gp_dependence: ¦0.9", "0.9 + 0.2 = 1.1", "høyst 1"),
    ("dependences of all", "", OLD, "  benefits.*.coverage_dependence: ¦0.5", "for interaction_and_medication", "høyst 1"),
    ("exit before decision", "", OLD, "  exit_year: ¦2026", "før beslutningsåret 2027"),
    ("decision after exit", "", OLD, f"{OLD}\n  decision_year: 2030", "x"),
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
    ("values empty", "", "values:\n  exit_year: 2028", "¦values:", "values: fant en tom verdi", "{} når det ikke er noen"),
    ("values as list", "", "values:\n  exit_year: 2028", "values: ¦[]", "values: fant en liste"),
    ("unknown key", "", "values:", "¦verdier: 1\nvalues:", "det ukjente feltet «verdier»"),
    ("name missing", "", "name: Uttreden i 2028\n", "¦", "name: fant ingenting"),
)
def test_a_broken_scenario(folder, case):
    if case.name == "decision after exit":
        case = Case(case.name, FILE, "", OLD, "  exit_year: ¦2028\n  decision_year: 2030", ("før beslutningsåret 2030",))
    assert_reported(folder, case)


def test_a_value_of_the_wrong_type_hides_no_other(folder):
    lines = (
        "name: Mye galt",
        "description: Alt på en gang.",
        "municipality: Trondhjem",
        "participant_set: [12, Molde, Oslo]",
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
        "values.platform_cost": ":6:18",
        "values.participants": ":7:17",
        "values.gp_uptak": ":8:3",
        "values.exit_year": ":9:14",
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
    }
    assert check_values(allowed, shipped()) == []
    assert check_values({}, shipped()) == []


def test_faults_of_chosen_values_have_their_name_and_no_place():
    values = {"participants": 67.0, "gp_uptake": math.nan, "discount_rate": math.inf, "none": 1.0, "users": None, "exit_year": 2020.0}
    faults = check_values(values, shipped())
    assert [fault.name for fault in faults] == list(values)
    assert {fault.place for fault in faults} == {""}
    assert fault_line(faults[0]).startswith("participants: fant 67. Tillatt: et helt tall fra ")


def test_later_values_override_earlier_ones():
    name = "benefits.interaction_and_medication.coverage_dependence"
    assert check_values({"benefits.*.coverage_dependence": 0.5, name: 0.1}, shipped()) == []
    (fault,) = check_values({name: 0.1, "benefits.*.coverage_dependence": 0.5}, shipped())
    assert fault.name == "benefits.*.coverage_dependence"


def test_sums_that_are_1_but_for_rounding_are_allowed():
    key = "benefits.interaction_and_medication"
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
    ):
        with refused("mer enn 500 verdier"):
            read_scenario(b"name: a\ndescription: b\n" + lines, "opplasting.yaml", shipped())


def test_an_upload_over_the_limit():
    with refused("høyst 2000000 byte"):
        read_scenario(b"#" * 2_000_001, "opplasting.yaml", shipped())


def test_shipped_scenarios_are_read():
    found = load_assumptions(ROOT / "assumptions", today=TODAY).scenarios
    assert set(found) == {path.stem for path in (ROOT / "assumptions" / "scenarios").glob("*.yaml")}
