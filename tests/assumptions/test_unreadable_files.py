"""Files that are no files, no text or no YAML; and bytes of any kind whatever."""

import random
from pathlib import Path

import pytest
from support import many
from support.breaking import TODAY, assert_reported, cases, edit, faults, folder
from support.told import refused, told_all

from costmodel.assumptions.loading import load_assumptions, load_scenario_file, read_scenario
from costmodel.assumptions.records import AssumptionSet
from costmodel.faults import AssumptionError
from costmodel.output.faults import faults_text

__all__ = ["folder"]
PARAMETERS, SOURCES = "base/parameters.yaml", "base/sources.yaml"
FILES = (PARAMETERS, "base/benefits.yaml", SOURCES, "base/municipalities.csv", "base/price_index.csv", "scenarios/exit-2029.yaml")
COST = "      platform_cost:\n"
PAGE = "page: ikke oppgitt i kildeutdraget"


@cases(
    PARAMETERS,
    (
        "duplicate key",
        COST,
        "        low: 65\n",
        "        low: 65\n        ¦low: 66\n",
        "platform_cost.low: fant «low» for andre gang",
        "den første står på linje ",
    ),
    ("anchor", COST, "value: 80", "value: ¦&a 80", "platform_cost.value: fant ankeret «&a»", "Skriv verdien rett inn"),
    ("alias", COST, "low: 65", "low: ¦*a", "platform_cost.low: fant henvisningen «*a»"),
    ("tag", COST, "value: 80", "value: ¦!!float 80", "platform_cost.value: fant merket «tag:yaml.org,2002:float»"),
    ("python tag", COST, "value: 80", "value: ¦!!python/object/apply:os.system [ls]", "python/object", "Ta bort merket"),
    ("own tag", COST, PAGE, f"{PAGE.split(':', maxsplit=1)[0]}: ¦!foo x", "platform_cost.page: fant merket «!foo»"),
    ("merge key", COST, "        low: 65\n", "        ¦<<: {a: 1}\n        low: 65\n", "flettenøkkelen «<<»"),
    ("complex key", COST, "        low: 65\n", "        ? ¦[a, b]\n        : 1\n        low: 65\n", "et navn som ikke er enkel tekst"),
    ("control character in quotes", COST, PAGE, 'page: ¦"a\\0b"', "platform_cost.page: fant et styretegn"),
    ("lone surrogate", COST, PAGE, 'page: ¦"a\\ud800b"', "platform_cost.page: fant et styretegn"),
    ("several documents", "", "\ngroups:\n", "\n{}\n¦---\ngroups:\n", "et dokument til i samme fil"),
    ("tabulator", COST, "        low: 65\n", "¦\tlow: 65\n", "tabulator", "Bruk mellomrom"),
    ("colon in text", COST, PAGE, "page: side 1¦: x", "et kolon der det ikke kan stå", "anførselstegn"),
    ("at sign", COST, PAGE, "page: ¦@x", "et tegn som ikke kan stå først"),
    ("quote not closed", COST, PAGE, 'page: ¦"x', "et anførselstegn som ikke er avsluttet"),
    ("bracket not closed", COST, PAGE, "page: [x", "en parentes som ikke er avsluttet"),
    ("colon missing", COST, "low: 65\n", "¦low 65\n", "et navn uten kolon etter"),
    ("unknown escape", COST, PAGE, 'page: "C:\\¦q"', "en ukjent kode etter «\\»"),
    ("impossible letter", COST, PAGE, 'page: "\\UFFFFFFFF"', "ikke er gyldig YAML"),
    ("nesting", COST, PAGE, "page: " + 30 * "[" + 30 * "]", "mer enn 24 nivåer inni hverandre"),
    ("nesting without end", COST, PAGE, "page: " + 100_000 * "[", "mer enn 24 nivåer inni hverandre"),
    ("nesting of names without end", COST, PAGE, "page: " + 100_000 * "{", "mer enn 24 nivåer inni hverandre"),
    ("too many values", COST, PAGE, "page: [" + 60_000 * "a," + "]", "mer enn 50000 verdier"),
    ("null character", COST, PAGE, "page: x¦\0", "et nulltegn (U+0000)", "Slett tegnet"),
    ("long run of spaces", COST, "value: 80", "value: ¦1" + 200_000 * " " + "2", "et tall fra 0 til 300", "Skriv et tall"),
    ("bell", COST, PAGE, "page: x¦\a", "styretegnet U+0007"),
)
def test_broken_yaml(folder, case):
    if "¦" in case.new:
        assert_reported(folder, case)
    else:
        text = (folder / case.file).read_text("utf-8")
        line = text.count("\n", 0, text.index(case.old, text.index(case.part))) + 1
        edit(folder / case.file, case.part, case.old, case.new)
        fault = faults(folder)[-1]
        places = {f"{case.file}:{line}", f"{case.file}:{line + 1}"}  # what is not closed is missed on the line after it
        assert fault.place.rpartition(":")[0] in places and all(word in str(fault) for word in case.words), str(fault)


def test_aliases_that_explode_are_never_expanded(folder):
    levels = "".join(f"  - &l{n} [{', '.join(9 * [f'*l{n - 1}'])}]\n" for n in range(1, 30))
    (folder / PARAMETERS).write_text(f"groups:\n  - &l0 [a, b]\n{levels}", "utf-8")
    found = faults(folder)  # would not come back before the end of time
    assert (f"{PARAMETERS}:2:5", "ankeret «&l0»") in {(fault.place, fault.found) for fault in found}
    assert (f"{PARAMETERS}:3:10", "henvisningen «*l0»") in {(fault.place, fault.found) for fault in found}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (b"", "", ("en tom fil",)),
        (b"\xef\xbb\xbf \r\n", "", ("en tom fil",)),
        (b"a" * 2_000_001, "", ("en fil på 2000001 byte", "høyst 2000000 byte (2 MB)")),
        ("navn: blåbær\n".encode("utf-16"), ":1:1", ("UTF-16", "UTF-8")),
        ("navn: blåbær\n".encode("utf-16-le"), ":1:1", ("UTF-16 uten merke",)),
        ("navn: blåbær\n".encode("utf-32"), ":1:1", ("UTF-32",)),
        ("navn;år\r\nBjørn;åtte".encode("cp1252"), ":1:6", ("0xE5, som er «å» i Windows-1252", "Windows-1252 (Latin-1)")),
        ("a\nå€".encode() + "€".encode("cp1252"), ":2:3", ("0x80, som er «€» i Windows-1252",)),
        (b"ab\x81", ":1:3", ("0x81", "noe annet enn tekst")),
        (b"PK\x03\x04rest", ":1:1", ("Excel-arbeidsbok eller zip-fil", "CSV UTF-8")),
        (b"a\x00b", ":1:2", ("et nulltegn",)),
    ],
)
def test_bytes_that_are_not_our_text(folder, file, data, place, words):
    (folder / file).write_bytes(data)
    (fault,) = (fault for fault in faults(folder) if fault.place.startswith(file))
    assert fault.place == file + place
    assert all(word in str(fault) for word in words), str(fault)


@pytest.mark.parametrize("file", FILES[:3])
def test_only_comments(folder, file):
    (folder / file).write_text("# alt er borte\n", "utf-8")
    assert (file, "en tom fil") in {(fault.place, fault.found) for fault in faults(folder)}


@pytest.mark.parametrize("file", FILES[:5])
def test_a_missing_file_and_a_folder_in_its_place(folder, file):
    (folder / file).unlink()
    assert [(fault.place, fault.found) for fault in faults(folder)] == [(file, "ingen fil")]
    (folder / file).mkdir()
    assert [(fault.place, fault.found) for fault in faults(folder)] == [(file, "en mappe")]


def test_all_files_missing_is_five_faults(folder):
    for file in FILES[:5]:
        (folder / file).unlink()
    assert [fault.found for fault in faults(folder)] == 5 * ["ingen fil"]


def test_files_that_may_not_be_read(folder, monkeypatch):
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "no", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    found = faults(folder)
    assert {fault.place for fault in found} >= set(FILES)
    assert {fault.found for fault in found} == {"en fil som ikke kan leses (tilgang nektet)"}


def test_folders_that_hold_no_assumptions(tmp_path):
    (tmp_path / "file").write_text("x")
    for path, words in ((tmp_path / "none", "ingen mappe"), (tmp_path / "file", "ikke en mappe"), (tmp_path, "ingen undermappe base/")):
        (fault,) = faults(path)
        assert fault.place == str(path) and words in fault.found


def test_scenario_files_by_other_names(folder):
    (folder / "scenarios" / "mitt.yml").write_text("name: x", "utf-8")
    (folder / "scenarios" / "._mitt.yaml").write_bytes(b"\0")
    (folder / "scenarios" / "notat.txt").write_bytes(b"\0")
    assert [fault.place for fault in faults(folder)] == ["scenarios/mitt.yml"]


def test_scenarios_must_be_a_folder(folder):
    for path in (folder / "scenarios").iterdir():
        path.unlink()
    (folder / "scenarios").rmdir()
    (folder / "scenarios").write_text("x")
    assert [fault.place for fault in faults(folder)] == ["scenarios"]


def _mutated(data: bytes, rng: random.Random) -> bytes:
    """The bytes with a few changed, cut, doubled or strewn in."""
    text = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(text) + 1)
        piece = rng.choice(
            (b"", rng.randbytes(3), b"\n", b":", b"[", b'"', b"&a ", b"- ", b"\xc3", b"1e999", b";", bytes(text[start : start + 40]))
        )
        text[start : start + rng.choice((0, 1, 30))] = piece
    return bytes(text)


@pytest.mark.parametrize("seed", range(many(40, 200)))
def test_no_bytes_give_a_traceback(folder, seed):
    rng = random.Random(seed)
    path = folder / FILES[seed % len(FILES)]
    path.write_bytes(_mutated(path.read_bytes(), rng))
    try:
        read = load_assumptions(folder, today=TODAY)
    except AssumptionError as error:
        assert error.faults
        assert all(len(str(fault).splitlines()) == 1 and fault.place for fault in told_all(error.faults))
        faults_text(error).encode()
    else:
        assert isinstance(read, AssumptionSet)


def test_an_upload_of_any_bytes_gives_a_scenario_or_faults(folder):
    assumptions = load_assumptions(folder, today=TODAY)
    shipped = (folder / FILES[5]).read_bytes()
    for seed in range(many(60, 300)):
        data = _mutated(shipped, random.Random(seed)) if seed % 3 else random.Random(seed).randbytes(seed)
        try:
            read_scenario(data, "opplasting.yaml", assumptions)
        except AssumptionError as error:
            assert all(fault.place.startswith("opplasting.yaml") for fault in error.faults)


def test_a_scenario_file_that_is_not_there(tmp_path, folder):
    with refused("ingen fil"):
        load_scenario_file(tmp_path / "x.yaml", load_assumptions(folder, today=TODAY))
