"""Edits of the files: only what is edited changes its bytes, every edit stands in the log, and a refused one changes nothing."""

import codecs
import csv
import io
import random
import unicodedata
from datetime import date

import pytest
from support import many, shipped
from support.edits import faults_of_refused
from support.hostile import shipped_files

from costmodel import AssumptionError, load_assumptions
from costmodel.assumptions.editing.edits import CHANGES, FILE, FileEdit, after_edits, edited_file
from costmodel.assumptions.editing.places import editable_fields, field_way
from costmodel.assumptions.editing.row_edits import row_names
from costmodel.assumptions.editing.yaml_fields import with_fields
from costmodel.assumptions.records import Basis, Confidence
from costmodel.assumptions.upgrading.editing import YamlText

FILES = shipped_files()
PARAMETERS, SYSTEMS, PLACES, PATHS = (
    f"base/{name}" for name in ("parameters.yaml", "legacy_systems.yaml", "municipalities.csv", "price_paths.csv")
)
ON = date(2026, 11, 30)
NUMBERS = ("value", "low", "high")


def edit(what: str, by: str = "Kari", because: str = "Ny faktura", **fields: str) -> FileEdit:
    return FileEdit(what, tuple(fields.items()), by, because, ON)


def changed_lines(before: bytes, after: bytes) -> list[tuple[bytes, bytes]]:
    """Lines that differ, where both files have as many."""
    pairs = list(zip(before.splitlines(True), after.splitlines(True), strict=True))
    return [pair for pair in pairs if pair[0] != pair[1]]


def changed(files: dict[str, bytes], *edits: FileEdit) -> dict[str, bytes]:
    """The files that differ after edits, without the logs; the folder is sound."""
    known = shipped() if files is FILES else load_assumptions(files)
    after = after_edits(files, known, edits).files
    assert after[FILE] != files[FILE] and after[CHANGES] != files[CHANGES]
    return {place: content for place, content in after.items() if content != files[place] and place not in (FILE, CHANGES)}


def logged(files) -> list[list[str]]:
    return list(csv.reader(io.StringIO(files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]


def test_a_value_changes_its_own_characters_and_the_log_says_so():
    after = after_edits(FILES, shipped(), [edit("introduction_outlay", value="70", high="140")])
    assert {place for place in after.files if after.files[place] != FILES[place]} == {PARAMETERS, FILE, CHANGES}
    lines = changed_lines(FILES[PARAMETERS], after.files[PARAMETERS])
    assert [(old.strip(), new.strip()) for old, new in lines] == [(b"value: 65", b"value: 70"), (b"high: 130", b"high: 140")]
    assert after.files[FILE].startswith(FILES[FILE])
    assert logged(after.files) == [["2026-11-30", "Kari", "introduction_outlay", "Ny faktura (value: 65 → 70; high: 130 → 140)"]]
    assert after.steps[0].parameters["introduction_outlay"].value == 70 and after.steps[0].edits[0].who == "Kari"


def test_carriage_returns_marks_and_letters_of_two_parts_stay():
    text = FILES[PARAMETERS].decode()
    mixed = "".join(line.replace("\n", "\r\n") if at % 3 else line for at, line in enumerate(text.splitlines(True)))
    written = codecs.BOM_UTF8 + unicodedata.normalize("NFD", mixed).encode()
    files = {**FILES, PARAMETERS: written}
    after = changed(files, edit("introduction_outlay", value="70"))[PARAMETERS]
    assert changed_lines(written, after) == [(old, old.replace(b"65", b"70")) for old, _ in changed_lines(written, after)]
    assert len(changed_lines(written, after)) == 1 and after.startswith(codecs.BOM_UTF8)


def test_letters_of_two_parts_stay_on_the_line_that_is_edited():
    written = unicodedata.normalize("NFD", "{a: på, b: 1, c: gå}  # få\r\n").encode()
    assert with_fields(written, "x.yaml", {("b",): "2"}, ("b",)) == written.replace(b"b: 1", b"b: 2")


def test_texts_keep_the_style_that_they_have():
    told = "Antakelse fordi e-posten: «sier» det."
    after = changed(FILES, edit("introduction_outlay", basis="assumption", why=told, source="S1"))[PARAMETERS]
    assert b"source: S1\n" in after and b"why: 'Antakelse fordi e-posten: \xc2\xabsier\xc2\xbb det.'\n" in after
    long = "Antakelse fordi " + "det er lang-varig " * 20
    after = changed(FILES, edit("extra_minutes", why=long))[PARAMETERS]
    assert load_assumptions({**FILES, PARAMETERS: after}).parameters["extra_minutes"].why == long.strip()
    assert b"why: >-\n          Antakelse fordi det er lang-varig" in after


def test_what_stands_in_braces_is_edited_there():
    what = "alternatives.market_system.operating_cost"
    place = "base/alternatives.yaml"
    after = changed(FILES, edit(what, value="31.5", basis="derived", how="31 + 0,5", source=""))[place]
    ((old, new),) = changed_lines(FILES[place], after)
    assert new.startswith(b"    operating_cost: {value: 31.5, low: 15, high: 60, price_year: 2024, basis: derived, how: '31 + 0,5', why: ")
    assert new.partition(b"why: ")[2] == old.partition(b"why: ")[2]


def test_the_review_of_a_row_is_that_of_its_field():
    after = changed(FILES, edit("benefits.interaction.realisation", review_by="2028-01-31"))["base/benefits.yaml"]
    ((_, new),) = changed_lines(FILES["base/benefits.yaml"], after)
    assert new == b"    review_by: 2028-01-31\n"


def test_bounds_and_open_questions_stand_where_the_files_have_them():
    told = {"question": "Hva er den?", "why_it_matters": "Alt følger den.", "who_knows": "Kommunen"}
    after = changed(FILES, edit("discount_rate", minimum="-0.005", maximum="0.1", **told))[PARAMETERS]
    item = load_assumptions({**FILES, PARAMETERS: after}).parameters["discount_rate"]
    assert (item.minimum, item.maximum, item.question) == (-0.005, 0.1, "Hva er den?")
    assert [line.strip() for line in after.splitlines() if line not in FILES[PARAMETERS].splitlines()][-3:] == [
        f"{field}: {text}".encode() for field, text in told.items()
    ]
    after = changed(FILES, edit("legacy_systems.care_record.yearly_cost", maximum="200"))[SYSTEMS]
    assert changed_lines(FILES[SYSTEMS], after) == [(b"    maximum: 100\n", b"    maximum: 200\n")]


def test_tables_keep_marks_line_ends_and_quotation_marks():
    after = changed(
        FILES, edit("municipalities.Molde", pop_2024="33000", latitude="62.75"), edit("price_paths.municipal_deflator.2025", growth="0.041")
    )
    ((old, new),) = changed_lines(FILES[PLACES], after[PLACES])
    assert new == old.replace(old.split(b";")[13], b"33000").replace(old.split(b";")[-2], b"62,75")
    ((old, new),) = changed_lines(FILES[PATHS], after[PATHS])
    assert new == old.replace(b"0,039", b"0,041") and new.endswith(b"\r\n")
    quoted = FILES[PATHS].replace(b";RNB;", b';"RNB";')
    after = changed({**FILES, PATHS: quoted}, edit("price_paths.municipal_deflator.2025", source="KS", note='=a; "b"'))[PATHS]
    assert b'forecast;"KS";2027-09-30;"\'=a; ""b"""\r\n' in after


def test_a_row_of_a_register_gets_another_name():
    after = changed(FILES, edit("benefits.interaction", **{"name.nb": "Samspill", "area": "medication"}))["base/benefits.yaml"]
    assert len(changed_lines(FILES["base/benefits.yaml"], after)) == 2 and b"name: {nb: Samspill, en: " in after


REFUSED = {
    "other_bounds": (edit("platform_cost", value="8000"), "outside_written_bounds"),
    "floor": (edit("platform_cost", minimum="81"), "outside_written_bounds"),
    "ceiling": (edit("legacy_systems.care_record.yearly_cost", maximum="1"), "outside_written_bounds"),
    "engine": (edit("discount_rate", minimum="-7"), "model_cannot_bear"),
    "unnamed_bound": (edit("platform_cost", maximum=""), "missing_field"),
    "half_a_question": (edit("discount_rate", question="Hva er den?"), "half_a_question"),
    "no_number": (edit("platform_cost", value="a: {b"), "not_a_number"),
    "unknown": (edit("platform_cist", value="90"), "unknown_edit"),
    "field": (edit("platform_cost", colour="90"), "unknown_edit_field"),
    "nothing": (edit("platform_cost", value="80"), "edit_changes_nothing"),
    "reason": (edit("platform_cost", because=" \n", value="90"), "edit_without_reason"),
    "name": (edit("platform_cost", by="", value="90"), "edit_without_name"),
    "source": (edit("platform_cost", source="S99"), "unknown_source"),
    "review": (edit("platform_cost", review_by="31.02.2027"), "not_a_date"),
    "basis": (edit("platform_cost", basis="derived"), "missing_how"),
    "control": (edit("platform_cost", how="\x00"), "null_character"),
    "people": (edit("municipalities.Molde", pop_2024="0"), "number_not_above"),
    "live": (edit("municipalities.Molde", go_live="2031-01-01"), "live_in_future"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_edit_changes_nothing_and_says_why(name):
    wrong, code = REFUSED[name]
    faults = faults_of_refused(wrong)
    assert code in {fault.code for fault in faults}, faults


def test_a_layout_that_cannot_be_edited_is_refused():
    with pytest.raises(AssumptionError, match="cannot_edit_layout"):
        with_fields(b"a:\n  {b: 1, c:\n  2}\nd: >-\n", "x.yaml", {("d",): "text"}, ("d",))


def every_field() -> list[tuple[str, str, str, str]]:
    """Each field that has a content in the files, with another one of its kind: name, field, as it is, and the other."""
    known = shipped()
    found = []
    for what in (*known.numbers, *row_names(known)):
        found += [(what, field, now, other(field, now)) for field, now in editable_fields(what, known).items() if now]
    return found


def other(field: str, now: str) -> str:
    if field == "basis" and now in (kind.value for kind in Basis):
        return next(kind.value for kind in Basis if kind.value != now)
    if field == "confidence":
        return next(kind.value for kind in Confidence if kind.value != now)
    if now[:4].isdecimal() and now[4:5] == "-":
        return "2031-07-07"
    return "77" if now.removeprefix("-").replace(".", "").isdecimal() else "Noe annet"


FOLDED = ("how", "why", "description", "services", "municipalities", "question", "why_it_matters", "who_knows", "note", "text")
"""Fields that may stand on several lines, which are laid out anew."""


def test_every_field_edited_and_edited_back_is_as_it_was():
    known, every = shipped(), every_field()
    assert len(every) > 2000
    for what, field, now, new in random.Random(7).sample(every, many(30, 800)):
        place, there = edited_file(FILES, edit(what), {field: new}, known)
        before, after = FILES[place].splitlines(), there.splitlines()
        assert there != FILES[place], (what, field)
        is_new = place.endswith(".yaml") and field_way(what, field, known) not in YamlText(FILES[place], place).located.values
        if field not in FOLDED or is_new:
            _, back = edited_file({**FILES, place: there}, edit(what), {field: "" if is_new else now}, known)
            assert back == FILES[place], (what, field)
        kept = {line for line in before if b"#" in line}
        assert kept <= set(after) and abs(len(before) - len(after)) <= 20
