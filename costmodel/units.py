"""The units of the model, as the assumption files write them (bokmål)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A unit of measure: what the files call it, and what follows from it."""

    symbol: str
    """As written in the assumption files and shown to users."""
    money: bool = False
    """Money carries a price year and is converted to the run's price year."""
    whole: bool = False
    """Only whole numbers are meaningful: sampled values are rounded to the nearest."""


CALENDAR_YEAR = Unit("årstall", whole=True)
WHOLE_YEARS = Unit("hele år", whole=True)
YEARS = Unit("år")
MONTHS = Unit("måneder", whole=True)
WORKDAYS = Unit("dager per år", whole=True)
MUNICIPALITIES = Unit("kommuner", whole=True)
OFFICES = Unit("kontor", whole=True)
PEOPLE = Unit("ansatte", whole=True)
INHABITANTS = Unit("innbyggere")
SHARE = Unit("andel")
SHARE_A_YEAR = Unit("andel per år")
EXPONENT = Unit("eksponent")
RATIO = Unit("forhold")
MINUTES = Unit("minutter per ansatt per dag")
MNOK = Unit("MNOK", money=True)
MNOK_A_YEAR = Unit("MNOK per år", money=True)
NOK_PER_HOUR = Unit("NOK per time", money=True)
NOK_PER_OFFICE = Unit("NOK per kontor per år", money=True)
NOK_PER_INHABITANT = Unit("NOK per innbygger", money=True)
NOK_PER_INHABITANT_YEAR = Unit("NOK per innbygger per år", money=True)

ALL = tuple(unit for unit in list(globals().values()) if isinstance(unit, Unit))
BY_SYMBOL = {unit.symbol: unit for unit in ALL}
