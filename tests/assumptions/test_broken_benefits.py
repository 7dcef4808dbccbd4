"""Everything that can be wrong in benefits.yaml and sources.yaml, each with its place and its message."""

from support import ROOT
from support.breaking import assert_reported, cases, edit, faults, folder

__all__ = ["folder"]
BENEFITS, SOURCES = "base/benefits.yaml", "base/sources.yaml"
MESSAGES = "  message_monitoring:\n"
INTERACTION = "  interaction:\n"
POTENTIAL = "  potential:\n"
REALISATION = "realisation: {value: 0.5, low: 0, high: 1}"


def _line(field: str) -> str:
    """The shipped line of a field of the first benefit."""
    text = (ROOT / "assumptions" / BENEFITS).read_text("utf-8")
    start = text.index(f"    {field}: {{", text.index(MESSAGES))
    return text[start : text.index("\n", start) + 1]


QUANTITY, MINUTES = _line("quantity"), _line("minutes")


@cases(
    BENEFITS,
    (
        "dependences over 1",
        INTERACTION,
        "gp_dependence: {value: 0.6, low",
        "gp_dependence: {value: ¦0.81, low",
        "0.81 + 0.2 = 1.01",
        "høyst 1",
    ),
    ("word for number", MESSAGES, REALISATION, "realisation: {value: ¦halv}", "realisation.value: fant «halv»", "et tall fra 0 til 1"),
    ("comma within braces", MESSAGES, REALISATION, "realisation: {value: 0,¦5, low: 0, high: 1}", "det ukjente feltet «5»"),
    (
        "above maximum",
        MESSAGES,
        REALISATION,
        "realisation: {value: ¦1.5, low: 0, high: 1}",
        "benefits.message_monitoring.realisation.value: fant 1.5",
        "0 til 1",
    ),
    ("low above high", MESSAGES, REALISATION, "realisation: {value: 0.5, low: ¦1, high: 0}", "realisation.low: fant 1", "høyst high, 0"),
    (
        "unknown key",
        MESSAGES,
        REALISATION,
        "realisation: {value: 0.5, low: 0, high: 1, ¦hig: 1}",
        "det ukjente feltet «hig»",
        "Mente du «high»?",
    ),
    ("price year of a share", MESSAGES, REALISATION, "realisation: {value: 0.5, low: 0, high: 1, price_year: ¦2024}", "ingen price_year"),
    (
        "price year missing",
        INTERACTION,
        "potential: {value: 20, low: 13.33, high: 26.67, price_year: 2024,",
        "¦potential: {value: 20, low: 13.33, high: 26.67,",
        "potential.price_year: fant ingenting",
    ),
    (
        "empty value",
        MESSAGES,
        REALISATION,
        REALISATION.replace("0.5", "¦null"),
        "realisation.value: fant en tom verdi",
        "Bare exit_year, alternative_year, earliest_year kan stå tomme",
    ),
    ("no range", MESSAGES, REALISATION, "¦realisation: {value: 0.5}", "realisation.distribution: fant pert uten low og high", "fixed"),
    (
        "fixed with a range",
        MESSAGES,
        REALISATION,
        "realisation: {value: 0.5, low: 0, high: 1, distribution: ¦fixed}",
        "realisation.distribution: fant fixed med spennet 0 til 1",
    ),
    (
        "limits of the model",
        "  ramp_years:\n",
        "minimum: 0.25",
        "minimum: ¦0",
        "fields.ramp_years.minimum: fant 0",
        "modellen tåler et tall fra 0.1 til 100",
    ),
    ("own source unknown", MESSAGES, "published, source: S4", "published, source: ¦S44", "minutes.source", "den ukjente kilden «S44»"),
    (
        "own page missing",
        MESSAGES,
        "    minutes: {value: 40, low: 27, high: 53, basis: published, source: S4, page: ikke oppgitt i kildeutdraget,",
        "    ¦minutes: {value: 40, low: 27, high: 53, basis: published, source: S4,",
        "minutes.page: fant ingenting",
    ),
    ("field missing", MESSAGES, "    " + REALISATION + "\n", "", "benefits.message_monitoring.realisation: fant ingenting"),
    (
        "unknown field",
        MESSAGES,
        "    " + REALISATION,
        "    ¦realization: 1\n    " + REALISATION,
        "«realization»",
        "Mente du «realisation»?",
    ),
    (
        "unknown area",
        MESSAGES,
        "area: logistics",
        "area: ¦logistikk",
        "area: fant «logistikk»",
        "management_information",
        "Mente du «logistics»?",
    ),
    ("area missing", MESSAGES, "    area: logistics\n", "", "benefits.message_monitoring.area: fant ingenting"),
    (
        "potential and drivers",
        MESSAGES,
        "    " + REALISATION,
        "    potential: {value: 12, low: 8, high: 16, price_year: 2022}\n    " + REALISATION,
        "benefits.message_monitoring: fant potential, quantity, minutes sammen",
        "enten potential (et beløp), eller både quantity og minutes",
    ),
    (
        "quantity without minutes",
        MESSAGES,
        MINUTES,
        "",
        "message_monitoring: fant bare quantity",
        "Legg til minutes, eller erstatt quantity med potential",
    ),
    (
        "minutes without quantity",
        INTERACTION,
        "    potential: {value: 20, low: 13.33, high: 26.67, price_year: 2024, why: ",
        "    minutes: {value: 5, low: 1, high: 9, why: ",
        "interaction: fant bare minutes",
        "Legg til quantity",
    ),
    ("no full effect", MESSAGES, QUANTITY + MINUTES, "", "message_monitoring: fant verken potential eller quantity og minutes"),
    (
        "empty potential",
        INTERACTION,
        "potential: {value: 20,",
        "potential: {value: ¦null,",
        "potential.value: fant en tom verdi",
        "fra 0 til 300",
    ),
    ("minutes in words", MESSAGES, "minutes: {value: 40,", "minutes: {value: ¦mange,", "minutes.value: fant «mange»", "et tall fra 0 til"),
    (
        "field within",
        MESSAGES,
        "minutes: {value: 40,",
        "minutes: {¦verdi: 40, value: 40,",
        "message_monitoring.minutes: fant det ukjente feltet «verdi»",
        "feltene value",
    ),
    ("key with capitals", MESSAGES, "  message_monitoring", "  ¦Message-Monitoring", "navnet «Message-Monitoring»", "små bokstaver"),
    ("common unit", POTENTIAL, "unit: MNOK per år", "unit: ¦MNOK", "fields.potential.unit", "enheten «MNOK per år»"),
    ("common bounds", POTENTIAL, "minimum: 0\n", "minimum: ¦301\n", "fields.potential.minimum: fant 301", "høyst maximum, 300"),
    ("common key unknown", POTENTIAL, "step: 0.5", "step: 0.5\n    ¦steps: 1", "fields.potential: fant det ukjente feltet «steps»"),
    ("common date", POTENTIAL, "2027-04-30", "¦2027-04-31", "fields.potential.review_by", "en dato som ikke finnes"),
    ("common reason missing", "  realisation:\n", "    why: >-\n", "    how: >-\n", "fields.realisation.why: fant ingenting"),
    (
        "common source unknown",
        POTENTIAL,
        "    basis: assumption\n",
        "    source: ¦S9\n    basis: assumption\n",
        "fields.potential.source",
        "«S9»",
    ),
    ("top key unknown", "fields:\n", "fields:\n", "¦extra: 1\nfields:\n", "det ukjente feltet «extra»"),
)
def test_a_broken_benefit(folder, case):
    assert_reported(folder, case)


def test_a_register_needs_a_benefit(folder):
    text = (folder / BENEFITS).read_text("utf-8")
    (folder / BENEFITS).write_text(text[: text.index("\nbenefits:")] + "\nbenefits: {}\n", "utf-8")
    place = f"{BENEFITS}:{text[: text.index('benefits:' + chr(10))].count(chr(10)) + 1}:11"
    assert [(fault.place, fault.allowed) for fault in faults(folder) if "scenarios/" not in fault.place] == [(place, "minst én rad")]


def test_a_common_field_may_not_be_missing_or_unknown(folder):
    edit(folder / BENEFITS, POTENTIAL, "  potential:", "  ¦potensial:")
    messages = [str(fault) for fault in faults(folder)]
    assert any("det ukjente feltet «potensial»" in message and "Mente du «potential»?" in message for message in messages)
    assert any("fields.potential: fant ingenting" in message for message in messages)


@cases(
    SOURCES,
    (
        "kind",
        "  S0:\n",
        "kind: document",
        "kind: ¦dokument",
        "S0.kind: fant «dokument»",
        "document, press, rule, statistics",
        "Mente du «document»?",
    ),
    ("date unquoted", "  S0:\n", 'date: "13. oktober 2022"', "date: ¦2022-10-13", "2022-10-13 (dato)", 'i anførselstegn: "2022-10-13"'),
    ("unknown key", "  S0:\n", "kind: document", "kind: document\n    ¦url: x", "sources.S0: fant det ukjente feltet «url»"),
    ("publisher missing", "  S0:\n", "    publisher: Trondheim kommune\n", "", "sources.S0.publisher: fant ingenting"),
)
def test_a_broken_source(folder, case):
    assert_reported(folder, case)
