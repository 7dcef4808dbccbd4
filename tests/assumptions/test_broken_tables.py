"""Everything that can be wrong in municipalities.csv and price_index.csv, and the spellings that are right."""

import re
import unicodedata

import pytest
from support.breaking import TODAY, assert_reported, cases, edit, faults, folder

from costmodel.assumptions.loading import load_assumptions

__all__ = ["folder"]
MUNICIPALITIES, INDEX = "base/municipalities.csv", "base/price_index.csv"


@cases(
    MUNICIPALITIES,
    (
        "twice by name",
        "",
        "\n5027;Midtre Gauldal",
        "\n5027;¦Trondheim",
        "Trondheim.name: fant «Trondheim» for andre gang",
        "står på linje 2",
    ),
    ("twice by name in capitals", "", "\n5027;Midtre Gauldal", "\n5027;¦TRONDHEIM", "«TRONDHEIM» for andre gang"),
    ("twice by number", "", "\n5059;Orkland", "\n¦5001;Orkland", "Orkland.number: fant «5001» for andre gang"),
    ("unknown wave", "", "Åfjord;Trøndelag;PD2", "Åfjord;Trøndelag;¦PD9", "Åfjord.wave: fant «PD9»", "PD1, PD2, PD3"),
    ("unknown status", "", "2022-05-07;day;live", "2022-05-07;day;¦alive", "Trondheim.status", "Mente du «live»?"),
    ("impossible date", "", "PD1;2022-05-07", "PD1;¦2022-02-30", "Trondheim.go_live", "en dato som ikke finnes"),
    ("impossible Norwegian date", "", "PD1;2022-05-07", "PD1;¦30.02.2022", "Trondheim.go_live", "en dato som ikke finnes"),
    ("date beyond the calendar", "", "PD1;2022-05-07", "PD1;¦9999-12-31", "go_live: fant 9999-12-31", "en dato som er høyst 2100-12-31"),
    ("date before computers", "", "PD1;2022-05-07", "PD1;¦1999-12-31", "Trondheim.go_live", "en dato som er minst 2000-01-01"),
    ("live in the future", "", "2022-05-07;day;live", "2026-11-29;day;¦live", "Trondheim.status: fant «live» med oppstart 2026-11-29"),
    ("no date", "", "PD1;2022-05-07", "PD1;¦mai 2022", "Trondheim.go_live: fant «mai 2022»", "år-måned-dag"),
    (
        "unknown source",
        "",
        "day;live;S1;;;205163",
        "day;live;¦S11;;;205163",
        "Trondheim.source: fant den ukjente kilden «S11»",
        "Mente du «S1»?",
    ),
    ("space in number", "", ";205163;", ";¦205 163;", "Trondheim.pop_2020", "«205 163» (tekst)", "Skriv tallet uten mellomrom: 205163"),
    ("no-break space", "", ";205163;", ";¦205\u00a0163;", "Skriv tallet uten mellomrom: 205163"),
    ("people with decimals", "", ";205163;", ";¦205163,0;", "Trondheim.pop_2020", "Skriv tallet uten desimaler: 205163"),
    ("no people", "", ";205163;", ";¦0;", "Trondheim.pop_2020: fant 0", "et tall over 0"),
    ("empty people", "", ";205163;", ";¦;", "Trondheim.pop_2020: fant en tom verdi"),
    ("empty name", "", "\n5059;Orkland;", "\n5059;¦;", "linje 67.name: fant en tom verdi", "tekst"),
    ("number out of range", "", "\n5058;", "\n¦50580;", "Åfjord.number: fant 50580", "høyst 9999"),
    ("latitude in words", "", ";63,432;", ";¦nord;", "Trondheim.latitude: fant «nord»", "et tall"),
    ("latitude not finite", "", ";63,432;", ";¦NaN;", "Trondheim.latitude: fant «NaN»", "Skriv et vanlig tall"),
    ("latitude elsewhere", "", ";63,432;", ";¦6,3432;", "Trondheim.latitude: fant 6,3432 (tall)", "minst 57"),
    ("too many fields", "", "63,432;10,396\n", "63,432;10,396;¦7\n", "Trondheim: fant 19 felter"),
    ("year of a no in words", "", ";planned;S1;2023;", ";planned;S1;¦i fjor;", "Averøy.declined: fant «i fjor»", "et helt tall"),
    ("year of a no with decimals", "", ";planned;S1;2023;", ";planned;S1;¦2023,5;", "Averøy.declined", "Skriv et helt tall"),
    ("no before its time", "", ";planned;S1;2023;", ";planned;S1;¦1999;", "Averøy.declined: fant 1999", "minst 2000"),
    (
        "no without a source",
        "",
        ";2023;P-NRK-2023-10;",
        ";2023;¦;",
        "Averøy.declined_source: fant bare declined",
        "Fyll ut declined_source, eller tøm declined.",
    ),
    (
        "source of no no",
        "",
        ";2023;P-NRK-2023-10;",
        ";¦;P-NRK-2023-10;",
        "Averøy.declined: fant bare declined_source",
        "sammen, eller ingen av dem",
    ),
    (
        "unknown source of a no",
        "",
        ";2023;P-NRK-2023-10;",
        ";2023;¦P-NRK-2023-11;",
        "Averøy.declined_source: fant den ukjente kilden «P-NRK-2023-11»",
    ),
    ("column twice", "", ";pop_2022;", ";¦pop_2020;", "kolonnen for andre gang"),
)
def test_a_broken_municipality(folder, case):
    assert_reported(folder, case)


@cases(
    INDEX,
    ("year twice", "", "\n2016;", "\n¦2015;", "2015.year: fant «2015» for andre gang", "står på linje 2"),
    ("index in words", "", "\n2016;103,6", "\n2016;¦ca 103", "2016.cpi: fant «ca 103»", "et tall"),
    ("space in index", "", "\n2016;103,6", "\n2016;¦1 03,6", "2016.cpi", "uten mellomrom: 103,6"),
    ("infinite index", "", "\n2016;103,6", "\n2016;¦inf", "2016.cpi: fant «inf»", "Skriv et vanlig tall"),
    ("overflowing index", "", "\n2016;103,6", "\n2016;¦1e999", "2016.cpi: fant 1e999", "ikke et endelig tall"),
    ("no index", "", "\n2016;103,6", "\n2016;¦", "2016.cpi: fant en tom verdi"),
    ("negative index", "", "\n2016;103,6", "\n2016;¦-1", "2016.cpi: fant -1", "et tall over 0"),
    ("basis", "", "\n2016;103,6;published", "\n2016;103,6;¦publisert", "2016.basis", "Mente du «published»?"),
    ("year with decimals", "", "\n2016;", "\n¦2016,5;", "et helt tall"),
    ("year in words", "", "\n2016;", "\n¦to tusen;", "to tusen.year", "et helt tall"),
)
def test_a_broken_price_index(folder, case):
    assert_reported(folder, case)


def test_unknown_and_missing_columns(folder):
    place = edit(folder / MUNICIPALITIES, "", "county;", "¦countty;")
    unknown, missing = faults(folder)
    assert (unknown.place, unknown.found) == (MUNICIPALITIES + place, "den ukjente kolonnen «countty»")
    assert "Mente du «county»?" in unknown.action
    assert (missing.place, missing.name) == (f"{MUNICIPALITIES}:1:1", "county")


def test_a_row_with_fields_left_out(folder):
    edit(folder / MUNICIPALITIES, "", ";4340;63,965;10,211", ";4340")
    (fault,) = faults(folder)
    assert (fault.name, fault.found, fault.allowed) == ("Åfjord", "16 felter i raden", "18 felter, som i overskriften")


def test_a_quote_that_is_never_closed(folder):
    edit(folder / MUNICIPALITIES, "", "\n5058;Åfjord", '\n5058;"Åfjord')
    (fault,) = faults(folder)
    assert (fault.place, fault.found) == (f"{MUNICIPALITIES}:3:1", "anførselstegn som ikke går opp")


def test_the_reference_municipality_must_be_there(folder):
    edit(folder / MUNICIPALITIES, "", "\n5001;Trondheim;", "\n5001;Stiklestad;")
    assert any(fault.name == "Trondheim" and "Trondheim må være med" in fault.allowed for fault in faults(folder))


def test_a_table_without_population(folder):
    path = folder / MUNICIPALITIES
    lines = [line.split(";") for line in path.read_text("utf-8-sig").splitlines()]
    keep = [index for index, name in enumerate(lines[0]) if not name.startswith("pop_")]
    path.write_text("\n".join(";".join(line[index] for index in keep) for line in lines), "utf-8")
    messages = [str(fault) for fault in faults(folder)]
    assert any(message.startswith(f"{MUNICIPALITIES}:1:1: fant ingen kolonne med folketall") for message in messages)


@pytest.mark.parametrize("text", ["year;cpi\n" + 300_000 * "a;b\n", "a;" * 900_000, ";;\n;\n", '"";\n'])
def test_tables_beyond_all_measure_and_tables_of_nothing(folder, text):
    (folder / INDEX).write_text(text, "utf-8")
    assert {fault.place for fault in faults(folder)} == {INDEX}


def test_a_table_without_headings(folder):
    text = (folder / INDEX).read_text("utf-8-sig")
    (folder / INDEX).write_text(text.split("\n", 1)[1], "utf-8")
    assert [(fault.place, fault.found) for fault in faults(folder)] == [(f"{INDEX}:1:1", "en første linje uten kolonnenavn")]


def test_a_table_of_headings_alone(folder):
    (folder / INDEX).write_text("year;cpi;basis;note\n", "utf-8")
    assert [(fault.place, fault.found) for fault in faults(folder)] == [(INDEX, "bare overskriften")]


def _with_commas(text: str) -> str:
    """The table with comma between the fields, a decimal point, and texts in quotes."""
    rows = [line.split(";") for line in text.splitlines()]
    return "\n".join(",".join(_comma_field(field) for field in row) for row in rows) + "\n"


def _comma_field(field: str) -> str:
    return field.replace(",", ".") if field.replace(",", "").isdigit() else f'"{field}"'


SPELLINGS = {
    "commas": _with_commas,
    "decimal points": lambda text: re.sub(r"(?<=\d),(?=\d{1,2}(?:;|\n))", ".", text),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "lone CR": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: "\ufeff" + text,
    "letters in two parts": lambda text: unicodedata.normalize("NFD", text),
    "no last line end": lambda text: text.rstrip("\n"),
    "blank lines at the end": lambda text: text + "\n\n;;;\n",
    "spaces round fields": lambda text: text.replace(";", " ; "),
    "rows turned": lambda text: "\n".join([text.splitlines()[0], *reversed(text.splitlines()[1:])]),
    "Norwegian dates": lambda text: text.replace("2022-05-07", "7.5.2022").replace("2022-11-01", "01.11.2022"),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spellings_that_mean_the_same(folder, spelling):
    expected = load_assumptions(folder, today=TODAY)
    for file in (MUNICIPALITIES, INDEX):
        text = (folder / file).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        (folder / file).write_bytes(SPELLINGS[spelling](text).encode())
    read = load_assumptions(folder, today=TODAY)
    assert read.municipalities == expected.municipalities
    assert read.hash == expected.hash


def test_a_decimal_comma_between_commas_is_not_guessed_at(folder):
    text = _with_commas((folder / INDEX).read_bytes().decode("utf-8-sig"))
    (folder / INDEX).write_text(text.replace("103.6", '"103,6"'), "utf-8")
    (fault,) = faults(folder)
    assert fault.place == f"{INDEX}:3:6" and "Skriv tallet med punktum: 103.6" in fault.action


def test_a_field_on_two_lines_keeps_the_positions_right(folder):
    text = (folder / INDEX).read_bytes().decode("utf-8-sig").replace("2015;100,0;published;", '2015;100,0;published;"to\nlinjer"')
    (folder / INDEX).write_text(text.replace("2016;103,6", "2016;x"), "utf-8")
    (fault,) = faults(folder)
    assert fault.place == f"{INDEX}:4:6"
