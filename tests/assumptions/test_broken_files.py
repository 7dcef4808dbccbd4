"""Everything that can be wrong in parameters.yaml, each with its place and its message; and many faults in one go."""

import pytest
from support.breaking import assert_reported, cases, edit, faults, folder

from costmodel.assumptions.loading import load_assumptions
from costmodel.faults import AssumptionError
from costmodel.output.faults import faults_text

__all__ = ["folder"]
PARAMETERS, BENEFITS, SOURCES = "base/parameters.yaml", "base/benefits.yaml", "base/sources.yaml"
COST = "      platform_cost:\n"
SHARE = "      capital_share:\n"
EXIT = "      exit_year:\n"
MESSAGES = "  message_monitoring:\n"
INTERACTION = "  interaction:\n"
NUMBER_WORDS = ("platform_cost.value: fant ", "Tillatt: et tall fra 0 til 300.")


@cases(
    PARAMETERS,
    ("space in number", COST, "value: 80", "value: ¦1 000", *NUMBER_WORDS, "«1 000» (tekst)", "Skriv tallet uten mellomrom: 1000"),
    ("no-break space", COST, "value: 80", "value: ¦1\u00a0000", *NUMBER_WORDS, "uten mellomrom: 1000"),
    ("narrow no-break space", COST, "value: 80", "value: ¦1\u202f000", *NUMBER_WORDS, "uten mellomrom: 1000"),
    ("decimal comma", COST, "value: 80", "value: ¦4,5", *NUMBER_WORDS, "«4,5» (tekst)", "Skriv tallet med punktum: 4.5"),
    ("space and comma", COST, "value: 80", "value: ¦1 000,5", *NUMBER_WORDS, "uten mellomrom og med punktum: 1000.5"),
    ("points and comma", COST, "value: 80", "value: ¦1.000,5", *NUMBER_WORDS, ": 1000.5"),
    ("underscore", COST, "value: 80", "value: ¦1_000", *NUMBER_WORDS, "uten understrek: 1000"),
    ("hexadecimal", COST, "value: 80", "value: ¦0x10", *NUMBER_WORDS, "i titallssystemet: 16"),
    ("leading zero", COST, "value: 80", "value: ¦010", *NUMBER_WORDS, "uten nuller foran: 10"),
    ("per cent", SHARE, "value: 0.36", "value: ¦36 %", "capital_share.value", "et tall fra 0 til 1", "som desimaltall: 0.36"),
    ("minus sign", COST, "low: 65", "low: ¦−5", "platform_cost.low", "med vanlig minustegn: -5"),
    ("unit", COST, "value: 80", "value: ¦80 MNOK", *NUMBER_WORDS, "uten enhet: 80"),
    ("quoted", COST, "value: 80", 'value: ¦"80"', *NUMBER_WORDS, "«80» (tekst)", "uten anførselstegn: 80"),
    ("word", COST, "value: 80", "value: ¦mye", *NUMBER_WORDS, "«mye» (tekst)", "Skriv et tall"),
    ("no is text", COST, "value: 80", "value: ¦no", *NUMBER_WORDS, "«no» (tekst)"),
    ("truth value", COST, "value: 80", "value: ¦true", *NUMBER_WORDS, "true (sant eller usant)"),
    ("list", COST, "value: 80", "value: ¦[80]", *NUMBER_WORDS, "en liste"),
    ("mapping", COST, "value: 80", "value: ¦{a: 80}", *NUMBER_WORDS, "felter med innrykk"),
    ("date as number", COST, "value: 80", "value: ¦2024-01-01", *NUMBER_WORDS, "2024-01-01 (dato)"),
    ("nan", COST, "value: 80", "value: ¦.nan", *NUMBER_WORDS, ".nan (ikke et endelig tall)"),
    ("infinity", COST, "high: 100", "high: ¦-.inf", "platform_cost.high", "-.inf (ikke et endelig tall)"),
    ("overflow", COST, "value: 80", "value: ¦1e999", *NUMBER_WORDS, "1e999 (ikke et endelig tall)"),
    ("nan in words", COST, "value: 80", "value: ¦NaN", *NUMBER_WORDS, "«NaN»", "Skriv et vanlig tall"),
    (
        "empty value",
        COST,
        "value: 80",
        "¦value:",
        *NUMBER_WORDS,
        "en tom verdi",
        "Bare exit_year, alternative_year, earliest_year kan stå tomme",
    ),
    ("above maximum", COST, "high: 100", "high: ¦301", "platform_cost.high: fant 301", "et tall fra 0 til 300"),
    ("below minimum", COST, "low: 65", "low: ¦-1", "platform_cost.low: fant -1", "et tall fra 0 til 300"),
    ("value above maximum", COST, "value: 80", "value: ¦1e3", "platform_cost.value: fant 1000", "et tall fra 0 til 300"),
    ("low above high", COST, "low: 65", "low: ¦101", "platform_cost.low: fant 101", "høyst high, 100"),
    ("low without high", COST, "        high: 100\n", "", "platform_cost.high: fant bare low", "både low og high"),
    ("minimum above maximum", COST, "minimum: 0", "minimum: ¦400", "platform_cost.minimum: fant 400", "høyst maximum, 300"),
    ("minimum beyond the model", COST, "minimum: 0", "minimum: ¦-1", "platform_cost.minimum: fant -1", "modellen tåler et tall fra 0 til"),
    ("maximum beyond the model", SHARE, "maximum: 1\n", "maximum: ¦2\n", "capital_share.maximum: fant 2", "tåler et tall fra 0 til 1."),
    ("decay of nothing", "      transition_decay:\n", "maximum: 0.95", "maximum: ¦1", "transition_decay.maximum: fant 1", "0 til 0.95"),
    ("no introduction", "      introduction_months:\n", "minimum: 1\n", "minimum: ¦0\n", "introduction_months.minimum", "fra 1 til 600"),
    ("negative network", "      network_exponent:\n", "minimum: 0.5", "minimum: ¦-1", "network_exponent.minimum", "fra 0 til 10"),
    ("no ramp", "      gp_ramp_years:\n", "minimum: 0.5", "minimum: ¦0", "gp_ramp_years.minimum: fant 0", "fra 0.1 til 100"),
    ("shrinking wage", "      real_wage_growth:\n", "minimum: -0.02", "minimum: ¦-2", "real_wage_growth.minimum", "fra -0.5 til 1"),
    ("negative rate", "      discount_rate:\n", "minimum: 0\n", "minimum: ¦-1\n", "discount_rate.minimum: fant -1", "fra -0.5 til 1"),
    ("no hospitals", "      hospital_share:\n", "minimum: 0.05", "minimum: ¦0", "hospital_share.minimum: fant 0", "fra 0.01 til 0.99"),
    ("lognormal from nothing", COST, "low: 65", "distribution: ¦lognormal\n        low: 0", "lognormal med spennet 0 til 100", "over 0"),
    ("beta without width", COST, "low: 65", "distribution: ¦beta\n        low: 100", "beta med spennet 100 til 100", "ulike"),
    ("fixed with a range", COST, "low: 65", "distribution: ¦fixed\n        low: 65", "platform_cost.distribution: fant fixed med spennet"),
    ("step of nothing", COST, "step: 1", "step: ¦0", "platform_cost.step: fant 0", "et tall over 0"),
    ("unit of another kind", COST, "unit: MNOK per år", "unit: ¦MNOK", "platform_cost.unit: fant «MNOK»", "enheten «MNOK per år»"),
    ("price year not in index", COST, "price_year: 2024", "price_year: ¦1998", "platform_cost.price_year", "1998", "2015 til 20"),
    ("price year with decimals", COST, "price_year: 2024", "price_year: ¦2024.0", "et helt tall", "Skriv et helt tall: 2024"),
    ("price year before calendars", COST, "price_year: 2024", "price_year: ¦24", "price_year: fant 24", "minst 1900"),
    ("price year of a share", SHARE, "value: 0.36\n", "value: 0.36\n        price_year: ¦2024\n", "ingen price_year for enheten «andel»"),
    ("run's price year", "      price_year:\n", "value: 2024", "value: ¦2016.5", "price_year.value", "et helt tall"),
    ("run's price year not in index", "      price_year:\n", "value: 2024", "value: ¦2039", "price_year.value: fant 2039", "prisindeksen"),
    ("whole", "      participants:\n", "value: 19", "value: ¦19.5", "participants.value: fant 19.5", "Skriv et helt tall: 20"),
    ("exit too early", EXIT, "value: null", "value: ¦2028", "exit_year.value: fant exit_year i 2028", "tidligst 2029"),
    ("alternative too early", "      alternative_year:\n", "value: null", "value: ¦2027", "alternative_year.value", "tidligst 2029"),
    ("unknown key", COST, "owner: T", "¦ownr: X\n        owner: T", "det ukjente feltet «ownr»", "Mente du «owner»?"),
    ("unknown source", COST, "source: S3", "source: ¦S33", "platform_cost.source: fant den ukjente kilden «S33»", "Mente du «S3»?"),
    ("page missing", COST, "        page: ikke oppgitt i kildeutdraget\n", "", "platform_cost.page: fant ingenting", "siden i kilden"),
    ("page as number", COST, "page: ikke oppgitt i kildeutdraget", "page: ¦12", "12 (tall)", 'Sett verdien i anførselstegn: "12"'),
    ("basis", COST, "basis: published", "basis: ¦guess", "platform_cost.basis: fant «guess»", "published, derived, measured, assumption"),
    ("role", COST, "role: decision", "role: ¦descision", "Mente du «decision»?"),
    ("empty text", COST, "owner: Trondheim kommune, økonomi", 'owner: ¦""', "platform_cost.owner: fant en tom tekst"),
    ("long text", COST, "owner: Trondheim", "owner: ¦" + 2000 * "x", "platform_cost.owner", "på høyst 2000 tegn"),
    ("impossible date", COST, "2026-11-28", "¦2026-02-30", "«2026-02-30» (en dato som ikke finnes)", "Rett måneden eller dagen"),
    ("Norwegian date", COST, "2026-11-28", "¦28.11.2026", "valid_from", "Skriv datoen slik: 2026-11-28"),
    ("date without zero", COST, "2026-11-28", "¦2026-1-2", "Skriv datoen slik: 2026-01-02"),
    ("year as date", COST, "2026-11-28", "¦2026", "valid_from: fant 2026 (tall)", "år-måned-dag"),
    ("review before start", COST, "2027-09-30", "¦2025-09-30", "review_by: fant 2025-09-30", "fra og med valid_from, 2026-11-28"),
    ("name as text", COST, "name: {nb: Plattformkostnad, en: Platform cost}", "name: ¦Pris", "platform_cost.name: fant «Pris»"),
    (
        "name without English",
        COST,
        "name: {nb: Plattformkostnad, en: Platform cost}",
        "¦name: {nb: Pris}",
        "platform_cost.name.en: fant ingenting",
    ),
    (
        "name with another key",
        COST,
        "en: Platform cost}",
        "en: Platform cost, ¦nn: Pris}",
        "platform_cost.name: fant det ukjente feltet «nn»",
    ),
)
def test_a_broken_parameter(folder, case):
    assert_reported(folder, case)


@cases(
    PARAMETERS,
    ("price year missing", COST, "        price_year: 2024\n", "", "platform_cost.price_year: fant ingenting", "beløp i MNOK per år"),
    ("value missing", COST, "        value: 80\n", "", "platform_cost.value: fant ingenting", "feltet value må være med"),
    ("reason missing", EXIT, "        why: >-\n", "        how: >-\n", "exit_year.why: fant ingenting", "hvorfor tallet er antatt"),
    ("calculation missing", SHARE, "        how: >-\n", "        why: >-\n", "capital_share.how: fant ingenting", "regnet ut"),
    ("source missing", COST, "        source: S3\n", "", "platform_cost.source: fant ingenting", "når basis er published"),
)
def test_what_is_missing_is_placed_at_its_owner(folder, case):
    assert_reported(folder, case)


def test_unknown_and_missing_parameters_are_named(folder):
    place = edit(folder / PARAMETERS, COST, "platform_cost:", "¦platform_costs:")
    unknown, missing = faults(folder)
    assert unknown.place == PARAMETERS + place
    assert "den ukjente parameteren «platform_costs»" in str(unknown) and "Mente du «platform_cost»?" in str(unknown)
    assert missing.name == "platform_cost" and "parameteren platform_cost må være med" in str(missing)


@cases(
    PARAMETERS,
    ("another amount", COST, "value: 80", "value: ¦81", "platform_cost.value: fant 81 i 2024-priser", "published_platform_cost, 80 i 2024"),
    (
        "in other prices",
        COST,
        "value: 80\n        price_year: 2024",
        "value: ¦80\n        price_year: 2023",
        "platform_cost.value: fant 80 i 2023-priser",
        "hører hjemme i et scenario",
    ),
)
def test_the_platform_cost_of_the_base_case_is_the_published_one(folder, case):
    assert_reported(folder, case)


def test_a_folder_from_before_the_published_platform_cost_is_told_what_it_lacks(folder):
    path = folder / PARAMETERS
    text = path.read_text("utf-8")
    path.write_text(text.replace(text[text.index("      published_platform_cost:\n") : text.index(COST)], ""), "utf-8")
    (missing,) = faults(folder)
    assert missing.name == "published_platform_cost" and "parameteren published_platform_cost må være med" in str(missing)


def test_a_parameter_in_two_groups_is_named_with_both_places(folder):
    text = (folder / PARAMETERS).read_text("utf-8")
    section = text[text.index(COST) : text.index(SHARE)]
    head, tail = text.split("\nbudget:\n")
    more = f"{head}\n  more:\n    name: {{nb: Mer, en: More}}\n    parameters:\n{section}"
    (folder / PARAMETERS).write_text(f"{more}\nbudget:\n{tail}", "utf-8")
    (fault,) = faults(folder)
    line = head.count("\n") + 5
    assert fault.place == f"{PARAMETERS}:{line}:7" and fault.name == "platform_cost"
    assert f"{PARAMETERS}:{text[: text.index(COST)].count(chr(10)) + 1}:7" in fault.found


def test_everything_wrong_in_all_files_is_reported_in_one_go(folder):
    expected = {
        PARAMETERS: [
            (COST, "value: 80", "value: ¦1 000"),
            (COST, "        price_year: 2024\n", ""),
            (COST, "low: 65", "low: ¦400"),
            (SHARE, "basis: derived", "basis: ¦guess"),
        ],
        BENEFITS: [
            (INTERACTION, "gp_dependence: {value: 0.6", "gp_dependence: {value: ¦0.9"),
            (MESSAGES, "basis: published, source: S4", "basis: published, source: ¦S44"),
        ],
        SOURCES: [("  S0:\n", "kind: document", "kind: ¦dokument")],
        "base/municipalities.csv": [("", "\n5001;", "\n¦x;")],
        "base/price_index.csv": [("", "\n2016;", "\n¦2015;")],
        "scenarios/exit-2029.yaml": [("", "exit_year: 2029", "exit_year: ¦2026")],
        "scenarios/noen-trekker-seg.yaml": [("", "participants: 10", "¦participant: 10")],
    }
    places = {(file, edit(folder / file, *change)) for file, changes in expected.items() for change in changes}
    (folder / "scenarios" / "uten-fastleger.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(AssumptionError) as caught:
        load_assumptions(folder)
    found = [fault.place for fault in caught.value.faults]
    assert {file + place for file, place in places} <= set(found)
    assert "scenarios/uten-fastleger.yaml:1:1" in found
    assert faults_text(caught.value).startswith(f"{len(found)} feil i forutsetningene:\n")
    assert len(faults_text(caught.value).splitlines()) == len(found) + 1
