"""The answers of ``appraise``, ``decide``, ``distribution`` and ``wind-down`` in JSON: their shape."""

from costmodel.assumptions.records import Record
from costmodel.output.answer_records.card import CardRecord
from costmodel.output.answer_records.waiting import WaitingWorthRecord

Numbers = list[float | None]
Indicators = dict[str, float | None]
Rows = dict[str, dict[str, float | None]]
"""Values of a register: by row, then by field."""
Parties = dict[str, float | None]
"""MNOK of ``municipality``, ``others``, ``hospitals``, ``gps``, ``tax_cost``, and ``society``, which is their sum."""


class AppraisalAnswer(Record):
    """``appraise --format json``; full precision, None where a thing does not exist."""

    model_version: str
    """Changes when the same inputs give other numbers."""
    assumptions_hash: str
    """Fingerprint of the assumption files."""
    municipality: str | None
    """The municipality under study; None: all participants together."""
    participant_set: list[str] | None
    """Named participants; None where they are given by number."""
    alternative: str
    """The alternative of those who leave or never begin, by its key in the register."""
    together: list[str]
    """Names of those that procure the alternative with the municipality under study."""
    parameters: dict[str, float | None]
    """Value used of every parameter, in the unit and price year of the files."""
    benefits: Rows
    """Value used of every field of every benefit."""
    legacy_systems: Rows
    """The same of the systems that Helseplattformen replaces."""
    alternatives: Rows
    """The same of the alternatives; what one reaches of a single benefit as ``reach.BENEFIT``."""
    years: list[int]
    """Calendar years."""
    line_items: dict[str, Numbers]
    """Line items, totals and drivers by name, one number a year; money in MNOK of the run's price year."""
    capital: dict[str, dict[str, list[float]]]
    """Depreciation, interest, debt and transfer by year in municipal accounts, MNOK: of the platform, of the introduction."""
    indicators: Indicators
    """Indicators by name."""


class OptionsDifference(Record):
    """Indicators of the first of two options less those of the second."""

    first: str
    second: str
    npv: float | None
    """Net present value, MNOK."""
    npv_per_inhabitant: float | None
    """Net present value for each inhabitant, NOK."""
    budget_npv: float | None
    """Present value of what the operating budget feels, MNOK."""


class PartnerDistribution(Record):
    """Who gains and pays where a partner takes the alternative: the second option, and not the first."""

    first: str
    second: str
    present: Parties
    """Present values."""


class PartnerAnswer(Record):
    """One of those that procure together, the others being its partners."""

    ranking: list[str]
    """Its options, best first."""
    options: dict[str, Indicators]
    """Indicators of each option."""
    benchmarks: dict[str, Indicators]
    """Indicators of what cannot be chosen."""
    distribution: PartnerDistribution | None
    """None where the run's alternative is not among its options."""


class DecisionAnswer(Record):
    """``decide --format json``."""

    model_version: str
    """Changes when the same inputs give other numbers."""
    assumptions_hash: str
    """Fingerprint of the assumption files."""
    municipality: str | None
    """The municipality under study; None: all participants together."""
    decision_year: int
    """First year of the appraisal."""
    card: CardRecord
    """The decision card: what is expected over the draws, for whom, what turns it and by when."""
    options: dict[str, AppraisalAnswer]
    """What can be chosen, by name: stay, leave_KEY, stay_out, join, take_KEY."""
    benchmarks: dict[str, AppraisalAnswer]
    """What is shown beside them and cannot be chosen."""
    ranking: list[str]
    """The options by net present value, best first."""
    difference: OptionsDifference
    """The pair asked for; else being on the platform less the best of the others."""
    waiting: WaitingWorthRecord | None = None
    """What it is worth to decide a year later, where that was asked for."""
    distribution: Parties | None
    """What each party gains where the first of that pair is chosen and not the second, present values; None for all participants."""
    together: dict[str, PartnerAnswer]
    """Those that procure an alternative together, the one under study first; empty where it does it alone."""


class DistributionAnswer(Record):
    """``distribution --format json``: what each party gains where the second option is chosen and not the first."""

    model_version: str
    """Changes when the same inputs give other numbers."""
    assumptions_hash: str
    """Fingerprint of the assumption files."""
    municipality: str
    """The municipality under study."""
    decision_year: int
    """First year of the appraisal."""
    first: str
    second: str
    present: Parties
    """Present value in the decision year."""
    years: list[int]
    """Calendar years."""
    yearly: dict[str, Numbers]
    """MNOK a year of each party."""


class RegionalChargeRecord(Record):
    """What the region pays of the platform, MNOK a year."""

    years: list[int]
    """Calendar years."""
    hospitals: Numbers
    participants: Numbers
    """All participants together."""
    total: Numbers
    """Both; None where not all the reference participants are in service."""


class WindDownAnswer(Record):
    """``wind-down --format json``: an orderly wind-down of the whole platform, for all participants and the hospitals."""

    model_version: str
    """Changes when the same inputs give other numbers."""
    assumptions_hash: str
    """Fingerprint of the assumption files."""
    municipality: None
    """All participants together."""
    decision_year: int
    """The year that is discounted to."""
    wind_down_year: int
    """First year without the platform."""
    npv: float | None
    """Net present value, MNOK."""
    break_even_minutes: float | None
    """Minutes a full-time employee a day that must be gained for npv to be 0."""
    present: dict[str, float | None]
    """Present value of each part as it adds to npv, MNOK."""
    years: list[int]
    """Calendar years."""
    yearly: dict[str, Numbers]
    """Each part by year, MNOK, positive as named."""
    regional_charge: RegionalChargeRecord
    """From the start of the appraisal, without the wind-down."""
