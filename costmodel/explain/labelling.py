"""Bokmål names of everything that a trace names; those of results and assumptions come from where they stand already."""

from costmodel.assumptions.records import AssumptionSet
from costmodel.output.labels import result_label

PRICED = "_in_run_prices"
"""Ends the name of an amount that has been converted from its own price year to the run's."""
OWN = "_of_municipality"
"""Ends the name of a driver that has the name of an input: where all participants are studied, each has an exit year."""
DRIVERS = {
    "year": "År",
    "served": "Innbyggere på plattformen",
    "served_ref": "Innbyggere i referansekommunene",
    "gp_network": "Nettverkseffekt fra fastlegene",
    "go_live": "Oppstart",
    "started": "Andel av året etter oppstart",
    "before_exit": "Før uttreden",
    "remaining": "Andel av året innenfor levetiden",
    "live": "Andel av året i bruk",
    "began": "Har tatt plattformen i bruk",
    "population": "Innbyggere",
    "population_in_reference_year": "Innbyggere i referanseåret",
    "share_of_region": "Andel av regionens innbyggere",
    "scale": "Størrelse mot Trondheim",
    "ref_scale": "Størrelse mot Trondheim i referanseåret",
    "small": "Tillegg for små kommuner",
    "in_use": "I bruk, målt mot Trondheim",
    "in_service": "Innenfor levetiden, målt mot Trondheim",
    "time_value": "Arbeidstid innenfor levetiden, målt mot Trondheim",
    "wage": "Reallønnsvekst siden referanseåret",
    "costs": "Realvekst i driftskostnader siden referanseåret",
}
TABLES = {
    "municipality": "Valgt kommunes rad",
    "municipality_row": "Kommunens rad i tabellen",
    "municipality_live": "I bruk i dag",
    "municipality_go_live": "Oppstart i kommunetabellen",
    "municipality_rank": "Plass i innføringsrekkefølgen",
    "municipality_population": "Folketall i kommunetabellen",
    "municipality_population_years": "Folketallsår i kommunetabellen",
    "participant_set": "Avkrysset som deltaker",
    "participants_by_name": "Deltakerne er avkrysset",
    "difference_npv": "Forskjell i netto nåverdi (MNOK)",
}


def label_of(name: str, assumptions: AssumptionSet, price_year: int) -> str:
    """What a named node is called; a name that has no label yet stands for itself."""
    if name.endswith(PRICED):
        return f"{label_of(name.removesuffix(PRICED), assumptions, price_year)}, i {price_year}-priser"
    if name.endswith(OWN):
        return f"{label_of(name.removesuffix(OWN), assumptions, price_year)}, den enkelte kommune"
    if name.startswith("price_index_"):
        return f"Konsumprisindeks {name[-4:]}"
    if name in assumptions.quantities:
        return _quantity(name, assumptions)
    known = {**DRIVERS, **TABLES}
    return known[name] if name in known else result_label(name, assumptions)


def _quantity(name: str, assumptions: AssumptionSet) -> str:
    """A parameter's name; a field of a benefit with the benefit that it belongs to."""
    item = assumptions.quantities[name]
    if not name.startswith("benefits."):
        return item.name.nb
    return f"{item.name.nb} ({assumptions.benefits[name.split('.')[1]].name.nb})"
