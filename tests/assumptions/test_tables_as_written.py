"""Tables as spreadsheets and people leave them: one reader for the files of a folder and for batch files, one set of habits."""

import unicodedata

import pytest
from support import shipped
from support.hostile import shipped_files
from support.told import refused, told_all

from costmodel import AssumptionError, base_case, load_assumptions
from costmodel.assumptions.reading.written_values import number_advice
from costmodel.assumptions.tables.naming import Gazetteer, spelled
from costmodel.output.faults import fault_lines, part_text
from costmodel.scenarios.batch_reading import read_batch

INDEX, PEOPLE = "base/price_index.csv", "base/municipalities.csv"
NBSP = "\N{NO-BREAK SPACE}"


def text_of(place: str) -> str:
    return shipped_files()[place].decode("utf-8-sig")


def lines_changed(change):
    return lambda text: "".join(f"{change(line)}\n" for line in text.splitlines())


HABITS = {
    "empty columns at the end": lines_changed(lambda line: f"{line};;"),
    "empty columns of spaces": lines_changed(lambda line: f"{line}; ;{NBSP}"),
    "sep line": lambda text: f"sep=;\n{text}",
    "sep line as Excel pads it": lambda text: f"SEP=;;;;\r\n{text}",
    "CR line ends": lambda text: text.replace("\n", "\r"),
    "blank first line": lambda text: f"\n{text}",
    "blank first row": lambda text: f" ;{NBSP};\n{text}",
    "tabulators": lambda text: text.replace(";", "\t"),
    "rows of blanks": lambda text: text.replace("\n", f"\n ;; {NBSP};\n"),
    "sep line with another mark": lambda text: "sep=|\n" + text.replace(";", "|"),
}


@pytest.mark.parametrize("habit", HABITS)
def test_a_table_is_read_whatever_program_has_saved_it(habit):
    changed = {place: HABITS[habit](text_of(place)).encode() for place in (INDEX, PEOPLE)}
    assert load_assumptions({**shipped_files(), **changed}).hash == shipped().hash


TABLE = "name;participants\na;19\nb;66\n"


@pytest.mark.parametrize("habit", HABITS)
def test_a_batch_is_read_with_the_same_habits(habit, tmp_path):
    path = tmp_path / "b.csv"
    path.write_bytes(HABITS[habit](TABLE).encode())
    batch = read_batch(path, base_case(shipped()))
    assert (list(batch.names), batch.values["participants"].tolist()) == (["a", "b"], [19, 66])


@pytest.mark.parametrize(
    ("lead", "line"),
    [("", 3), ("\n", 4), ("sep=;\n", 4), ("sep=;\n\n ; \n", 6), ("\ufeffsep=;\r\n", 4)],
    ids=["", "blank", "sep", "all", "mark"],
)
def test_what_stands_before_the_names_counts_as_lines(lead, line, tmp_path):
    path = tmp_path / "b.csv"
    path.write_text(f"{lead}{TABLE.replace('66', 'x').replace('19', '2')}".replace("b;x", "b;66").replace("a;2", "a;19\nc;x"), "utf-8")
    with pytest.raises(AssumptionError) as caught:
        read_batch(path, base_case(shipped()))
    (fault,) = told_all(caught.value.faults)
    assert fault.place == f"b.csv:{line}"


def batch_faults(tmp_path, text: str, name: str = "b.csv") -> list[str]:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(AssumptionError) as caught:
        read_batch(tmp_path / name, base_case(shipped()))
    return fault_lines(caught.value.faults)


BOTH = "Skriv 150000 når tegnet skiller tusener, eller 150 når det er et desimaltegn."


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("name;gp_fee;discount_rate\na;150.000;0,04\n", "b.csv:2: gp_fee", f"fant «150.000». Tillatt: desimalkomma|{BOTH}"),
        ("name\tgp_fee\na\t150.000\n", "b.csv:2: gp_fee", BOTH),
        ('name,gp_fee\na,"150,000"\n', "b.csv:2: gp_fee", f"fant «150,000»|{BOTH}"),
        ("name;gp_fee\na;1.500.000\n", "b.csv:2: gp_fee", "Skriv tallet uten skilletegn for tusen: 1500000"),
        ("name;discount_rate\na;0.035\n", "b.csv:2: discount_rate", "med komma: 0,035"),
        ("name;platform_cost\na;1 00,5\n", "b.csv:2: platform_cost", "uten mellomrom: 100,5"),
        ("name;platform_cost\na;17.835\n", "b.csv:2: platform_cost", "Skriv 17835 når|eller 17,835 når"),
    ],
)
def test_a_number_that_could_be_two_is_refused_with_both_readings(tmp_path, text, at, said):
    (line,) = batch_faults(tmp_path, text)
    assert line.startswith(at)
    assert all(words in line for words in said.split("|"))


@pytest.mark.parametrize(("cell", "value"), [("0.04", 0.04), ("0,035", 0.035), ("0.0355", 0.0355)])
def test_a_point_between_semicolons_is_read_where_three_digits_do_not_follow(tmp_path, cell, value):
    (tmp_path / "b.csv").write_text(f"name;discount_rate\na;{cell}\n", "utf-8")
    assert read_batch(tmp_path / "b.csv", base_case(shipped())).values["discount_rate"].tolist() == [value]


def test_points_of_a_whole_file_of_the_folder_are_one_fault():
    text = text_of(PEOPLE)
    with pytest.raises(AssumptionError) as caught:
        load_assumptions({**shipped_files(), PEOPLE: text.replace(",", ".").encode()})
    (fault,) = told_all(caught.value.faults)
    assert fault.place == f"{PEOPLE}:2:97"
    assert fault.found == "«63.432» og 121 slike til (først på linje 2, 3, 4, 5, 6)"
    assert "eller 63,432" in fault.action


@pytest.mark.parametrize(
    ("written", "comma", "said"),
    [
        ("150,000", False, "Skriv 150000 når tegnet skiller tusener, eller 150 når"),
        ("17,835", False, "eller 17.835 når"),
        ("1,500,000", False, "uten skilletegn for tusen: 1500000"),
        ("1,234.5", False, "uten skilletegn for tusen: 1234.5"),
        ("1.234,5", True, "uten skilletegn for tusen: 1234,5"),
        ("0,125", False, "med punktum: 0.125"),
        ("12 %", True, "0,12"),
    ],
)
def test_no_advice_leads_to_another_number(written, comma, said):
    assert said in part_text(number_advice(written, decimal_comma=comma))


def test_people_with_a_point_of_thousands_are_told_the_number():
    text = text_of(PEOPLE).replace(";205163;", ";205.163;")
    with pytest.raises(AssumptionError) as caught:
        load_assumptions({**shipped_files(), PEOPLE: text.encode()})
    (fault,) = told_all(caught.value.faults)
    assert fault.name == "Trondheim.pop_2020" and "uten skilletegn for tusen: 205163" in fault.action


NAMES = {
    "1554": "Averøy",
    "K-1554": "Averøy",
    "1554 – Averøy": "Averøy",
    "1554 Averøy": "Averøy",
    "Herøy (Møre og Romsdal)": "Herøy",
    "Herøy (Møre og R.)": "Herøy",
    "1515 Herøy (Møre og Romsdal)": "Herøy",
    "Trondheim - Tråante": "Trondheim",
    "Snåase – Snåsa": "Snåsa",
    "snåsa/snåase": "Snåsa",
    " INDRE  fosen ": "Indre Fosen",
    unicodedata.normalize("NFD", "Åfjord"): "Åfjord",
    "Herøy (Nordland)": None,
    "1554 – Aure": None,
    "Averøy - Aure": None,
    "9999": None,
    "": None,
    "Oslo": None,
}


@pytest.mark.parametrize("written", NAMES)
def test_a_municipality_is_found_as_public_statistics_write_it(written):
    assert spelled(written, shipped()) == NAMES[written]


def test_either_half_of_a_double_name_in_the_table_is_known():
    (place,) = (item for item in shipped().municipalities if item.name == "Snåsa")
    table = Gazetteer.of([place.model_copy(update={"name": "Snåase - Snåsa"})])
    assert {table.find(name) for name in ("Snåase", "snåsa", "Snåase - Snåsa", "5041", "5041 Snåsa")} == {"Snåase - Snåsa"}


@pytest.mark.parametrize("written", ["Snåase", "Raarvihke", "Tråante"])
def test_a_half_that_the_table_does_not_have_is_refused_with_a_way_that_always_works(written, tmp_path):
    (tmp_path / "b.csv").write_text(f"municipality;participants\n{written};19\n", "utf-8")
    with refused(f"b.csv:2: municipality: fant «{written}».*skriv kommunenummeret"):
        read_batch(tmp_path / "b.csv", base_case(shipped()))


def test_the_other_half_alone_is_found_where_the_folder_gives_the_double_name():
    table = text_of(PEOPLE).replace(";Røyrvik;", ";Raarvihke - Røyrvik;")
    assumptions = load_assumptions({**shipped_files(), PEOPLE: table.encode()})
    assert {spelled(name, assumptions) for name in ("Raarvihke", "RØYRVIK", "raarvihke/røyrvik", "5043")} == {"Raarvihke - Røyrvik"}


def test_names_are_found_in_batches_scenarios_and_what_has_been_paid(tmp_path):
    (tmp_path / "b.csv").write_text("municipality;participants\n1554 – Averøy;19\nSnåase - Snåsa;19\n5001;19\n", "utf-8")
    assert list(read_batch(tmp_path / "b.csv", base_case(shipped())).municipalities) == ["Averøy", "Snåsa", "Trondheim"]
    paid = "municipality;year;line;amount;price_year;source;note\n5001 – Trondheim;2024;platform_charge;90,5;2024;faktura;\n"
    head = text_of("base/actuals.csv").splitlines()[0]
    cells = dict(zip(paid.splitlines()[0].split(";"), paid.splitlines()[1].split(";"), strict=True))
    row = ";".join(cells.get(name, "") for name in head.split(";"))
    scenario = "name: x\ndescription: y\nmunicipality: 1554 – Averøy\nparticipant_set: ['5001', Trondheim - Tråante]\nvalues: {}\n"
    with pytest.raises(AssumptionError) as caught:
        load_assumptions({**shipped_files(), "base/actuals.csv": f"{head}\n{row}\n".encode(), "scenarios/x.yaml": scenario.encode()})
    (fault,) = told_all(caught.value.faults)
    assert fault.found == "«Trondheim - Tråante» for andre gang"


MANY = """name;participants;gp_uptake;tall;discount_rate
a;19;0,5;1;0,04
b;x;0,5;1;0,04
c;19;2;1;150.000
d;19;2;1;0,04;7
e;500;2;1;0,04
f;x;0,5;1;0,04
"""


def test_all_faults_of_all_rows_come_in_one_round_once_each(tmp_path):
    lines = batch_faults(tmp_path, MANY)
    assert [line.partition(": fant")[0] for line in lines] == [
        "b.csv:1: tall",
        "b.csv:5",
        "b.csv:3,7: participants",
        "b.csv:4: discount_rate",
        "b.csv:4,6: gp_uptake",
        "b.csv:6: participants",
    ]


def test_a_fault_of_every_row_is_one_with_the_first_lines(tmp_path):
    (line,) = batch_faults(tmp_path, "gp_uptake\n" + 40 * "2\n")
    assert line.startswith("b.csv:2,3,4,5,6,+35: gp_uptake: fant 2.")
    many = batch_faults(tmp_path, "gp_uptake\n" + "".join(f"{number}\n" for number in range(2, 102)))
    assert len(many) == 51 and many[-1].startswith("fant 50 feil til.")


def test_a_list_of_scenarios_tells_all_that_is_wrong_too(tmp_path):
    text = "scenarios:\n  - values: {gp_uptake: 2}\n  - values: {typo: 1}\n  - municipality: Trondhjem\n    values: {participants: 19}\n"
    lines = batch_faults(tmp_path, text, "b.YAML")
    assert len(lines) == 3 and "Mente du «Trondheim»?" in lines[2]
