"""Bokmål names of the results: what the app, the tables and the command line call them."""

from costmodel.assumptions.records import AssumptionSet

LINE_ITEMS = {
    "operating_charge": "Driftsbetaling til plattformen",
    "capital_charge": "Kapitalbetaling til plattformen",
    "new_capital_charge": "Kapitalbetaling for ny investering",
    "gp_contribution": "Bidrag fra fastlegene (til fradrag)",
    "introduction_cost": "Innføring",
    "transition_loss": "Tapt arbeid i overgangen",
    "extra_time_cost": "Endret tidsbruk",
    "local_operation": "Egen drift og forvaltning",
    "exit_cost": "Erstatning ved uttreden",
    "avoided_legacy_operation": "Spart drift av tidligere systemer",
    "avoided_legacy_reinvestment": "Spart fornying av tidligere systemer",
}
TOTALS = {
    "total_cost": "Sum kostnader",
    "total_benefit": "Sum nytte",
    "net_benefit": "Netto nytte",
    "net_budget_effect": "Virkning på driftsbudsjettet",
    "tax_funding_cost": "Skattefinansieringskostnad",
}
DRIVERS = {
    "population": "Innbyggere",
    "live": "Andel i bruk",
    "coverage": "Dekning i regionen",
    "sharing": "Delingsfaktor for felles kostnader",
    "gp_share": "Andel fastlegekontor på plattformen",
    "discount_factor": "Diskonteringsfaktor",
    "platform_cost_per_inhabitant": "Betaling til plattformen per innbygger (kr)",
    "cumulated_net_benefit": "Samlet netto nåverdi hittil",
}
INDICATORS = {
    "npv": "Netto nåverdi (MNOK)",
    "npv_per_inhabitant": "Netto nåverdi per innbygger (kr)",
    "annual_per_inhabitant": "Kroner per innbygger per år i bruk",
    "benefit_cost_ratio": "Nytte per krone kostnad",
    "npv_with_tax_cost": "Netto nåverdi med skattekostnad (MNOK)",
    "break_even_minutes": "Minutter spart per ansatt per dag som gir null",
    "implied_investment": "Investering bak kapitalbetalingen, Trondheim (MNOK)",
    "irr": "Internrente",
    "payback_year": "År det går i null",
}


MONEY = "MNOK per år"
UNITS = {
    "population": "innbyggere",
    "live": "andel",
    "coverage": "andel",
    "sharing": "forhold",
    "gp_share": "andel",
    "discount_factor": "forhold",
    "platform_cost_per_inhabitant": "kr per innbygger",
    "cumulated_net_benefit": "MNOK",
    "npv": "MNOK",
    "npv_per_inhabitant": "kr per innbygger",
    "annual_per_inhabitant": "kr per innbygger per år",
    "benefit_cost_ratio": "forhold",
    "npv_with_tax_cost": "MNOK",
    "break_even_minutes": "minutter per ansatt per dag",
    "implied_investment": "MNOK",
    "irr": "andel per år",
    "payback_year": "årstall",
}
"""Units of indicators and drivers; line items and totals are MNOK a year."""
EVERYBODY = "Alle deltakere samlet"
OPTIONS = {"stay": "Fortsette", "leave": "Slutte", "join": "Bli med", "stay_out": "La være"}


def kind(name: str) -> str:
    """What a yearly figure is: cost, benefit, total or driver."""
    if name in TOTALS:
        return "total"
    if name in DRIVERS:
        return "driver"
    return "benefit" if name.startswith(("benefit_", "avoided_")) else "cost"


def result_label(name: str, assumptions: AssumptionSet) -> str:
    """Bokmål name of an indicator or a line item; the name itself for a benefit that these assumptions do not have."""
    if name in INDICATORS:
        return INDICATORS[name]
    unknown = name.startswith("benefit_") and name.removeprefix("benefit_") not in assumptions.benefits
    return name if unknown else line_item_label(name, assumptions)


def line_item_label(name: str, assumptions: AssumptionSet) -> str:
    """Bokmål name of a line item, total or driver, its own where it has none yet; benefits are named in the register."""
    if name.startswith("benefit_"):
        return assumptions.benefits[name.removeprefix("benefit_")].name.nb
    return {**LINE_ITEMS, **TOTALS, **DRIVERS}.get(name, name)
