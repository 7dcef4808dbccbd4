"""Everything that can be wrong in legacy_systems.yaml and alternatives.yaml, each with its place and its message."""

import pytest
from support.breaking import assert_reported, cases, edit, faults, folder

__all__ = ["folder"]
SYSTEMS, ALTERNATIVES = "base/legacy_systems.yaml", "base/alternatives.yaml"
CARE, STATION, DISPATCH = "  care_record:\n", "  health_station_record:\n", "  emergency_dispatch:\n"
MARKET, RENEWED, NATIONAL = "  market_system:\n", "  renewed_old_systems:\n", "  national_record:\n"
LIFE = "life_years: {value: 15, distribution: fixed}"
REACH = "interaction: {value: 0.25, low: 0, high: 0.5}"


@cases(
    SYSTEMS,
    (
        "weights over 1",
        CARE,
        "weight: {value: 0.7",
        "weight: {value: ¦0.75",
        "vekter som til sammen er 1.05",
        "til sammen er 1 for",
        "care_record",
    ),
    ("weights under 1", STATION, "weight: {value: 0.1,", "weight: {value: ¦0.05,", "vekter som til sammen er 0.95", "Rett vektene"),
    ("one fewer is replaced", CARE, "replaced: {value: 1", "replaced: {value: 0", "vekter som til sammen er 0.3"),
    (
        "weight above maximum",
        CARE,
        "weight: {value: 0.7",
        "weight: {value: ¦1.7",
        "care_record.weight.value: fant 1.7",
        "et tall fra 0 til 1",
    ),
    (
        "weight in words",
        CARE,
        "weight: {value: 0.7",
        "weight: {value: ¦mest",
        "care_record.weight.value: fant «mest»",
        "et tall fra 0 til 1",
    ),
    ("half replaced", DISPATCH, "replaced: {value: 0,", "replaced: {value: ¦0.5,", "replaced.value: fant 0.5", "Skriv et helt tall"),
    ("replaced twice over", DISPATCH, "replaced: {value: 0,", "replaced: {value: ¦2,", "replaced.value: fant 2", "fra 0 til 1"),
    (
        "truth value",
        DISPATCH,
        "replaced: {value: 0,",
        "replaced: {value: ¦false,",
        "replaced.value: fant false (sant eller usant)",
        "et helt tall fra 0 til 1",
    ),
    ("no life", CARE, LIFE, "life_years: {value: ¦0, distribution: fixed}", "care_record.life_years.value: fant 0"),
    (
        "life with decimals",
        CARE,
        LIFE,
        "life_years: {value: ¦12.5, distribution: fixed}",
        "life_years.value: fant 12.5",
        "Skriv et helt tall: 12",
    ),
    (
        "empty year",
        CARE,
        "renewal_year: {value: 2026",
        "renewal_year: {value: ¦null",
        "renewal_year.value: fant en tom verdi",
        "Bare exit_year, alt",
    ),
    (
        "no price year",
        CARE,
        "yearly_cost: {value: 8, low: 2, high: 20, price_year: 2024}",
        "¦yearly_cost: {value: 8, low: 2, high: 20}",
        "care_record.yearly_cost.price_year: fant ingenting",
    ),
    ("negative cost", CARE, "yearly_cost: {value: 8, low: 2", "yearly_cost: {value: 8, low: ¦-2", "yearly_cost.low: fant -2"),
    (
        "services missing",
        CARE,
        "    services: Hjemmetjeneste, sykehjem og tildeling av tjenester\n",
        "",
        "care_record.services: fant ingenting",
    ),
    (
        "municipalities as list",
        CARE,
        "municipalities: Trondheim (Gerica, i bruk fra 2003) og Indre Fosen (Profil)",
        "municipalities: ¦[Trondheim]",
        "fant en liste",
    ),
    ("field of another register", CARE, "    " + LIFE, "    ¦potential: {value: 1}\n    " + LIFE, "det ukjente feltet «potential»"),
    ("misspelt field", CARE, "    " + LIFE, "    ¦life_year: {value: 1}\n    " + LIFE, "«life_year»", "Mente du «life_years»?"),
    (
        "key with spaces",
        DISPATCH,
        "  emergency_dispatch:",
        "  ¦emergency dispatch:",
        "navnet «emergency dispatch»",
        "Gi raden et slikt navn",
    ),
    ("common unit", "  life_years:\n", "unit: hele år", "unit: ¦år", "fields.life_years.unit: fant «år»", "enheten «hele år»"),
    (
        "beyond the model",
        "  life_years:\n",
        "minimum: 1\n",
        "minimum: ¦0\n",
        "fields.life_years.minimum: fant 0",
        "tåler et tall fra 1 til 100",
    ),
    ("own source unknown", DISPATCH, "source: S0", "source: ¦S00", "replaced.source: fant den ukjente kilden «S00»"),
)
def test_a_broken_system(folder, case):
    if not case.name.startswith(("weights", "one fewer")):
        assert_reported(folder, case)
        return
    edit(folder / SYSTEMS, case.part, case.old, case.new)
    (fault,) = faults(folder)  # at the last of those that must sum to 1, for any of them may be the wrong one
    assert fault.place.startswith(f"{SYSTEMS}:") and fault.name == "legacy_systems.physiotherapy_record.weight.value"
    assert all(word in str(fault) for word in case.words)


def test_nothing_is_replaced(folder):
    path = folder / SYSTEMS
    path.write_text(path.read_text("utf-8").replace("replaced: {value: 1,", "replaced: {value: 0,"), "utf-8")
    assert [fault.found for fault in faults(folder)] == ["vekter som til sammen er 0"]


@cases(
    ALTERNATIVES,
    (
        "open to whom",
        MARKET,
        "open_to: all",
        "open_to: ¦alle",
        "market_system.open_to: fant «alle»",
        "all, leavers, none",
        "Mente du «all»?",
    ),
    (
        "first for leavers",
        MARKET,
        "open_to: all",
        "open_to: ¦leavers",
        "market_system.open_to: fant leavers",
        "all for det første alternativet",
        "øverst",
    ),
    ("first a benchmark", MARKET, "open_to: all", "open_to: ¦none", "market_system.open_to: fant none"),
    ("open to missing", RENEWED, "    open_to: leavers\n", "", "renewed_old_systems.open_to: fant ingenting"),
    (
        "unknown benefit",
        MARKET,
        REACH,
        f"¦interactions: {REACH.split(': ', 1)[1]}",
        "market_system.reach_of: fant den ukjente gevinsten «interactions»",
        "Mente du «interaction»?",
    ),
    (
        "reach above one",
        MARKET,
        REACH,
        "interaction: {value: ¦1.25, low: 0, high: 0.5}",
        "reach_of.interaction.value: fant 1.25",
        "0 til 1",
    ),
    (
        "reach in words",
        MARKET,
        REACH,
        "interaction: {value: ¦litt, low: 0, high: 0.5}",
        "reach_of.interaction.value: fant «litt»",
        "et tall fra 0 til 1",
    ),
    (
        "reach low above high",
        MARKET,
        REACH,
        "interaction: {value: 0.25, low: ¦0.6, high: 0.5}",
        "reach_of.interaction.low: fant 0.6",
        "høyst high, 0.5",
    ),
    ("reach without value", MARKET, REACH, "¦interaction: {low: 0, high: 0.5}", "reach_of.interaction.value: fant ingenting"),
    ("reach with a price year", MARKET, REACH, "interaction: {value: 0.25, low: 0, high: 0.5, price_year: ¦2024}", "ingen price_year"),
    ("reach as number", MARKET, REACH, "interaction: ¦0.25", "reach_of.interaction: fant 0.25 (tall)", "med innrykk"),
    (
        "reach with unknown field",
        MARKET,
        REACH,
        "interaction: {value: 0.25, low: 0, high: 0.5, ¦hi: 1}",
        "reach_of.interaction: fant det ukjente feltet «hi»",
        "feltene value",
    ),
    (
        "reach_of as list",
        MARKET,
        f"\n      {REACH}\n      medication: {{value: 0.4, low: 0.1, high: 0.7}}",
        " ¦[]",
        "reach_of: fant en liste",
    ),
    ("exception of another number", MARKET, "    reach_of:", "    ¦lag_of: {}\n    reach_of:", "det ukjente feltet «lag_of»"),
    (
        "year with decimals",
        NATIONAL,
        "earliest_year: {value: 2032",
        "earliest_year: {value: ¦2032.5",
        "earliest_year.value: fant 2032.5",
        "et helt tall",
    ),
    ("year too late", NATIONAL, "earliest_year: {value: 2032", "earliest_year: {value: ¦2132", "earliest_year.value: fant 2132"),
    (
        "empty cost",
        NATIONAL,
        "operating_cost: {value: 25",
        "operating_cost: {value: ¦null",
        "operating_cost.value: fant en tom verdi",
        "kan stå tomme",
    ),
    (
        "price a head in words",
        NATIONAL,
        "per_inhabitant: {value: 1",
        "per_inhabitant: {value: ¦ja",
        "per_inhabitant.value: fant «ja»",
        "et helt tall fra 0 til 1",
    ),
    ("no ramp", RENEWED, "ramp_years: {value: 4, low: 2", "ramp_years: {value: 4, low: ¦0", "ramp_years.low: fant 0"),
    (
        "field missing",
        RENEWED,
        "    extra_minutes: {value: 0, low: -1, high: 2}\n",
        "",
        "renewed_old_systems.extra_minutes: fant ingenting",
    ),
    (
        "unknown field",
        RENEWED,
        "    open_to: leavers\n",
        "    open_to: leavers\n    ¦open: alle\n",
        "renewed_old_systems: fant det ukjente feltet «open»",
    ),
    (
        "common source unknown",
        "  reach:\n",
        "    basis: assumption\n",
        "    source: ¦S9\n    basis: assumption\n",
        "fields.reach.source",
        "«S9»",
    ),
    ("common key unknown", "  reach:\n", "step: 0.05\n", "step: 0.05\n    ¦steps: 1\n", "fields.reach: fant det ukjente feltet «steps»"),
    ("top key unknown", "fields:\n", "fields:\n", "¦benefits: {}\nfields:\n", "det ukjente feltet «benefits»"),
)
def test_a_broken_alternative(folder, case):
    assert_reported(folder, case)


@pytest.mark.parametrize(("file", "register"), [(SYSTEMS, "legacy_systems"), (ALTERNATIVES, "alternatives")])
def test_a_register_needs_a_row(folder, file, register):
    text = (folder / file).read_text("utf-8")
    start = text.index(f"\n{register}:\n") + 1
    (folder / file).write_text(f"{text[:start]}{register}: {{}}\n", "utf-8")
    own = [fault for fault in faults(folder) if fault.place.startswith(file)]
    place = f"{file}:{text[:start].count(chr(10)) + 1}:{len(register) + 3}"
    assert [(fault.place, fault.name, fault.allowed) for fault in own] == [(place, register, "minst én rad")]


@pytest.mark.parametrize(("file", "field"), [(SYSTEMS, "life_years"), (ALTERNATIVES, "reach")])
def test_a_common_field_may_not_be_missing_or_unknown(folder, file, field):
    edit(folder / file, f"  {field}:\n", f"  {field}:", f"  ¦{field}s:")
    messages = [str(fault) for fault in faults(folder)]
    assert any(f"det ukjente feltet «{field}s»" in message and f"Mente du «{field}»?" in message for message in messages)
    assert any(f"fields.{field}: fant ingenting" in message for message in messages)


def test_benefits_that_could_not_be_read_bring_no_false_faults(folder):
    (folder / "base/benefits.yaml").write_text("benefits: nei\n", "utf-8")
    assert not any(fault.place.startswith(ALTERNATIVES) for fault in faults(folder))


def test_the_years_of_the_files_fit_the_first_alternative(folder):
    edit(folder / ALTERNATIVES, MARKET, "earliest_year: {value: null", "earliest_year: {value: 2033")
    assert {fault.place.split(":")[0] for fault in faults(folder)} == {
        "scenarios/exit-2029.yaml",
        "scenarios/dyrere-markedssystem.yaml",
    }
