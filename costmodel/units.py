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


class Conversion(float):
    """A fixed number that leads from one unit to another, such as 12 months in a year; counts as the number it is.

    >>> Conversion(12.0, "måneder per år") * 2
    24.0
    """

    symbol: str
    """What it is a number of, in bokmål."""

    def __new__(cls, value: float, symbol: str) -> "Conversion":
        """The number with the unit that it is a number of."""
        number = super().__new__(cls, value)
        number.symbol = symbol
        return number


NOK_PER_MNOK = Conversion(1e6, "NOK per MNOK")
MONTHS_PER_YEAR = Conversion(12.0, "måneder per år")
MINUTES_PER_HOUR = Conversion(60.0, "minutter per time")
HOURS_PER_DAY = Conversion(7.5, "timer per dag")

CALENDAR_YEAR = Unit("årstall", whole=True)
WHOLE_YEARS = Unit("hele år", whole=True)
YEARS = Unit("år")
MONTHS = Unit("måneder", whole=True)
WORKDAYS = Unit("dager per år", whole=True)
MUNICIPALITIES = Unit("kommuner", whole=True)
OFFICES = Unit("kontor", whole=True)
PEOPLE = Unit("ansatte", whole=True)
INHABITANTS = Unit("innbyggere")
EVENTS = Unit("hendelser per år")
FTE_PER_PERSON = Unit("årsverk per ansatt")
GPS_PER_OFFICE = Unit("leger per kontor")
YES_OR_NO = Unit("ja (1) eller nei (0)", whole=True)
SHARE = Unit("andel")
SHARE_A_YEAR = Unit("andel per år")
EXPONENT = Unit("eksponent")
RATIO = Unit("forhold")
MINUTES = Unit("minutter per årsverk per dag")
MINUTES_PER_GP = Unit("minutter per lege per dag")
MINUTES_PER_EVENT = Unit("minutter per hendelse")
MNOK = Unit("MNOK", money=True)
MNOK_A_YEAR = Unit("MNOK per år", money=True)
NOK_PER_HOUR = Unit("NOK per time", money=True)
NOK_PER_OFFICE = Unit("NOK per kontor", money=True)
NOK_PER_OFFICE_YEAR = Unit("NOK per kontor per år", money=True)
NOK_PER_INHABITANT = Unit("NOK per innbygger", money=True)
NOK_PER_INHABITANT_YEAR = Unit("NOK per innbygger per år", money=True)

ALL_UNITS = tuple(unit for unit in list(globals().values()) if isinstance(unit, Unit))
BY_SYMBOL = {unit.symbol: unit for unit in ALL_UNITS}
