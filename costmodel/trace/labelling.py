"""Bokmål names of everything that a trace names; those of results and assumptions come from where they stand already."""

from costmodel.labels import result_label
from costmodel.schema import AssumptionSet

PRICED = "_in_run_prices"
"""Ends the name of an amount that has been converted from its own price year to the run's."""
OWN = "_of_municipality"
"""Ends the name of a driver that has the name of an input: where all participants are studied, each has an exit year."""
DRIVERS = {
    "year": "år",
    "served": "innbyggere på plattformen",
    "served_ref": "innbyggere i referansekommunene",
    "gp_network": "nettverkseffekt fra fastlegene",
    "go_live": "oppstart (år med desimaler)",
    "started": "andel av året etter oppstart",
    "before_exit": "før uttreden (1 eller 0)",
    "remaining": "andel av året innenfor levetiden",
    "live": "andel av året i bruk",
    "began": "har tatt plattformen i bruk (1 eller 0)",
    "population": "innbyggere",
    "population_in_reference_year": "innbyggere i referanseåret",
    "share_of_region": "andel av regionens innbyggere",
    "scale": "størrelse mot Trondheim",
    "ref_scale": "størrelse mot Trondheim i referanseåret",
    "small": "tillegg for små kommuner",
    "in_use": "i bruk, målt mot Trondheim",
    "in_service": "innenfor levetiden, målt mot Trondheim",
    "time_value": "arbeidstid innenfor levetiden, målt mot Trondheim",
    "wage": "reallønnsvekst siden referanseåret",
    "costs": "realvekst i driftskostnader siden referanseåret",
}
TABLES = {
    "platform_cost_in_file": "plattformkostnad i forutsetningsfilen",
    "municipality": "kommunen det gjelder (rad i tabellen)",
    "municipality_row": "kommunens rad i tabellen",
    "municipality_live": "i bruk i dag (1 eller 0), kommunetabellen",
    "municipality_go_live": "oppstart, kommunetabellen",
    "municipality_rank": "plass i innføringsrekkefølgen",
    "municipality_population": "innbyggere, kommunetabellen",
    "municipality_population_years": "folketallsår i kommunetabellen",
    "participant_set": "avkrysset som deltaker (1 eller 0)",
    "participants_by_name": "deltakerne er avkrysset (1) eller gitt ved antall (0)",
    "difference_npv": "Forskjell i netto nåverdi (MNOK)",
}


def label_of(name: str, assumptions: AssumptionSet, price_year: int) -> str:
    """What a named node is called; a name that has no label yet stands for itself."""
    if name.endswith(PRICED):
        return f"{label_of(name.removesuffix(PRICED), assumptions, price_year)}, i {price_year}-priser"
    if name.endswith(OWN):
        return f"{label_of(name.removesuffix(OWN), assumptions, price_year)}, den enkelte kommune"
    if name.startswith("price_index_"):
        return f"konsumprisindeks {name[-4:]}"
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
