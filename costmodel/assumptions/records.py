"""The records that the assumption files are read into: frozen, every key known, every field explained.

The same docstrings serve the files' README, the JSON Schema for editors and the help texts of the app.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, InstanceOf

from costmodel.faults import Fault

Text = Annotated[str, Field(min_length=1, max_length=2000)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Year = Annotated[int, Field(ge=1900, le=2200)]
LAST_DAY = date(2100, 12, 31)
"""The latest go-live that the tables can hold."""
MOST_CORRELATED = 50
"""Numbers that one entry of correlations.yaml may name."""
Word = Field(strict=False)
"""Marks an enumeration that the files write as a word; only its own words are taken."""
Wave = Literal["PD1", "PD2", "PD3", "PD4", "PD5", "KI1", "KI2", "KI3", "KI4", "KI5"]
"""Waves of the rollout in their order: PD are carried out, KI are plans."""


EVERYBODY = "alle"
"""Stands for all participants together where else a municipality is named."""
REFERENCE_MUNICIPALITY = "Trondheim"
"""All money amounts are stated for this municipality and scaled to the others by population."""


class Record(BaseModel):
    """Base of all records: frozen, unknown keys are faults, no silent conversion of types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class Role(StrEnum):
    """What kind of input a number is, which decides how it may be varied."""

    SETTING = "setting"
    DECISION = "decision"
    UNCERTAIN = "uncertain"
    METHOD = "method"


class Distribution(StrEnum):
    """How an uncertain number is sampled between low and high."""

    PERT = "pert"
    TRIANGULAR = "triangular"
    NORMAL = "normal"
    LOGNORMAL = "lognormal"
    UNIFORM = "uniform"
    BETA = "beta"
    DISCRETE = "discrete"
    FIXED = "fixed"


class Basis(StrEnum):
    """Where a number comes from."""

    PUBLISHED = "published"
    DERIVED = "derived"
    MEASURED = "measured"
    ASSUMPTION = "assumption"


class Confidence(StrEnum):
    """How much the owner trusts a number."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Area(StrEnum):
    """Which of the eight areas of the published goals a benefit belongs to."""

    USABILITY = "usability"
    MEDICATION = "medication"
    CITIZEN_INVOLVEMENT = "citizen_involvement"
    LOGISTICS = "logistics"
    DIGITAL_HOME_FOLLOW_UP = "digital_home_follow_up"
    INTERACTION = "interaction"
    MANAGEMENT_INFORMATION = "management_information"
    RESEARCH = "research"


class OpenTo(StrEnum):
    """Which municipalities can choose an alternative."""

    ALL = "all"
    LEAVERS = "leavers"
    NONE = "none"


class Measure(StrEnum):
    """What of the model's results a published figure is held against."""

    PLATFORM_CHARGE = "platform_charge"
    PLATFORM_CHARGE_PER_INHABITANT = "platform_charge_per_inhabitant"
    INTRODUCTION_COST = "introduction_cost"
    CLINIC_TRANSITION_LOSS = "clinic_transition_loss"
    REGISTER_BENEFIT = "register_benefit"
    FULL_POTENTIAL = "full_potential"
    IMPLIED_INVESTMENT = "implied_investment"
    INTRODUCTION_YEAR_COST = "introduction_year_cost"
    REGIONAL_CHARGE = "regional_charge"
    CHARGE_ABOVE_OLD_SYSTEMS = "charge_above_old_systems"
    ENTRY_AND_FIRST_YEAR = "entry_and_first_year"
    ENTRY_INVESTMENT_RANGE = "entry_investment_range"
    HOSPITAL_INVESTMENT = "hospital_investment"
    LIVE_MUNICIPALITIES = "live_municipalities"
    SHARE_OF_PEOPLE_LIVE = "share_of_people_live"


class Name(Record):
    """A name in both languages."""

    nb: Text
    """Name in bokmål, as the app shows it."""
    en: Text
    """Name in English, with the field's standard term."""


class Definition(Record):
    """What a number means, in which unit, and what may be entered at all."""

    name: Name
    """Name in bokmål and English."""
    description: Text
    """What the number is, in bokmål, in words a council member understands."""
    unit: Text
    """Unit of the value; the engine expects one particular unit for each parameter."""
    minimum: Number
    """Lowest value that may be entered at all."""
    maximum: Number
    """Highest value that may be entered at all."""
    step: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    """Step of the slider and of the arrow keys."""
    role: Annotated[Role, Word]
    """setting (the run's frame), decision (someone chooses it), uncertain (nobody knows it) or method (a rule)."""


class Provenance(Record):
    """Where a number comes from and who answers for it."""

    basis: Annotated[Basis, Word]
    """published (source and page), derived (how), measured (how) or assumption (why)."""
    source: Text | None = None
    """Id in sources.yaml; required for published numbers."""
    page: Text | None = None
    """Page or slide in the source, or a plain statement that it is not known; required for published numbers."""
    how: Text | None = None
    """How the number was derived or measured; required for derived and for measured numbers."""
    why: Text | None = None
    """Why this number was assumed; required for assumptions."""
    confidence: Annotated[Confidence, Word]
    """high, medium or low: how much the owner trusts the number."""
    owner: Text
    """Who keeps the number up to date."""
    valid_from: date
    """The date from which the number holds (year-month-day)."""
    review_by: date
    """The date by which somebody must look at it again (year-month-day)."""


class OpenQuestion(Record):
    """What is not known about a number; all three fields or none."""

    question: Text | None = None
    """The question that nobody has answered in public, in bokmål; the page «Det vi ikke vet» is made from it."""
    why_it_matters: Text | None = None
    """Why the answer matters, in bokmål and in neutral words; required with a question."""
    who_knows: Text | None = None
    """Who could answer; required with a question."""


class Quantity(Record):
    """A number with its price year and plausible range."""

    value: Number | None
    """The base case. Empty (null) means that the thing does not happen; only exit_year, alternative_year and earliest_year may be empty."""
    price_year: Year | None = None
    """Year of the prices; required for money, forbidden otherwise."""
    low: Number | None = None
    """Low end of the plausible range, used in tornado charts and sampling."""
    high: Number | None = None
    """High end of the plausible range."""
    distribution: Annotated[Distribution, Word] = Distribution.PERT
    """How the number is sampled between low and high; pert unless said otherwise."""


class Assumption(Definition, Quantity, Provenance, OpenQuestion):
    """One parameter of the model with all that must be known about it."""


class Group(Record):
    """A heading in parameters.yaml with the parameters under it."""

    name: Name
    """Heading in bokmål and English."""
    parameters: dict[str, Assumption]
    """The parameters by name."""


class ParameterFile(Record):
    """parameters.yaml: the parameters under their headings."""

    groups: dict[str, Group]
    """The headings by key, in the order in which the app shows them."""
    budget: dict[str, Assumption]
    """Numbers that only the budget page reads; the appraisal does not."""


class RowValue(Quantity):
    """One number of a register's row; what is left out of its origin is taken from the field's common part."""

    basis: Annotated[Basis, Word] | None = None
    """Overrides the common basis."""
    source: Text | None = None
    """Overrides the common source."""
    page: Text | None = None
    """Overrides the common page."""
    how: Text | None = None
    """Overrides the common how."""
    why: Text | None = None
    """Overrides the common why."""
    confidence: Annotated[Confidence, Word] | None = None
    """Overrides the common confidence."""


class RowField(Definition, Provenance, OpenQuestion):
    """What one field of every row of a register means, and its common origin."""


class BenefitRecord(Record):
    """One row of the benefit register as the file has it: with potential, or with both quantity and minutes."""

    name: Name
    """Name in bokmål and English."""
    description: Text
    """What the benefit is and where it arises, in bokmål."""
    area: Annotated[Area, Word]
    """Which of the eight areas of the published goals it belongs to."""
    potential: RowValue | None = None
    """Full effect a year for the reference municipality, where it is stated as an amount."""
    quantity: RowValue | None = None
    """Events a year in the reference municipality, where the full effect is working time."""
    minutes: RowValue | None = None
    """Working time saved in each event; required with a quantity."""
    realisation: RowValue
    """Share of the full effect that is realised."""
    lag_years: RowValue
    """Years from go-live to the first effect."""
    ramp_years: RowValue
    """Years from the first effect to the full one."""
    budget_releasing: RowValue
    """Share of the benefit that the operating budget feels."""
    also_in_null: RowValue
    """Share that new systems would have given without Helseplattformen, from their renewal on."""
    gp_dependence: RowValue
    """Share that depends on the municipality's GP offices taking part."""
    coverage_dependence: RowValue
    """Share that depends on how much of the region's population is covered."""


class Benefit(Record):
    """One row of the benefit register, each field a complete assumption."""

    name: Name
    """Name in bokmål and English."""
    description: Text
    """What the benefit is and where it arises, in bokmål."""
    area: Area
    """Which of the eight areas of the published goals it belongs to."""
    fields: dict[str, Assumption]
    """The numbers of the benefit by field name; it has potential, or quantity and minutes."""


class LegacySystemRecord(Record):
    """One of the systems that Helseplattformen replaces, as the file has it."""

    name: Name
    """Name in bokmål and English."""
    description: Text
    """What the system is, in bokmål."""
    services: Text
    """Which services use it, in bokmål."""
    municipalities: Text
    """Where it is known from, in bokmål."""
    yearly_cost: RowValue
    """Cost a year in the reference municipality, own administration included."""
    renewal_cost: RowValue
    """What its renewal costs the reference municipality."""
    renewal_year: RowValue
    """Year in which it must be renewed."""
    life_years: RowValue
    """Years that a renewal lasts."""
    weight: RowValue
    """How much of what new systems would give hangs on this one; those of the replaced systems sum to 1."""
    replaced: RowValue
    """1 where Helseplattformen replaces it, 0 where it stays whatever is chosen."""


class LegacySystem(Record):
    """One of the systems that Helseplattformen replaces, each field a complete assumption."""

    name: Name
    """Name in bokmål and English."""
    description: Text
    """What the system is, in bokmål."""
    services: Text
    """Which services use it, in bokmål."""
    municipalities: Text
    """Where it is known from, in bokmål."""
    fields: dict[str, Assumption]
    """The numbers of the system by field name."""


class AlternativeRecord(Record):
    """One alternative to Helseplattformen, as the file has it."""

    name: Name
    """Name in bokmål and English."""
    description: Text
    """What the alternative is, in bokmål."""
    open_to: Annotated[OpenTo, Word]
    """all, leavers (the others have it already) or none (shown as a benchmark, not as a choice)."""
    earliest_year: RowValue
    """First year in which it can be in use; empty (null) where there is none."""
    per_inhabitant: RowValue
    """1 where the one-off cost is a price a head, 0 where it weighs more on small municipalities."""
    one_off_cost: RowValue
    """Procurement, introduction and moving of records, for the reference municipality."""
    transition_time_share: RowValue
    """Share of working time that is lost in the first twelve months."""
    operating_cost: RowValue
    """Cost a year in the reference municipality, own administration included."""
    extra_minutes: RowValue
    """Extra minutes a full-time employee a day, for good."""
    lag_years: RowValue
    """Years from its start to the first benefit."""
    ramp_years: RowValue
    """Years from the first benefit to the full one."""
    reach: RowValue
    """Share of Helseplattformen's full benefit that it gives."""
    reach_of: dict[str, RowValue] = {}
    """The same for single benefits of the register, by key, where it is another share."""


class Alternative(Record):
    """One alternative to Helseplattformen, each field a complete assumption."""

    name: Name
    """Name in bokmål and English."""
    description: Text
    """What the alternative is, in bokmål."""
    open_to: OpenTo
    """Which municipalities can choose it."""
    fields: dict[str, Assumption]
    """The numbers of the alternative by field name; what it reaches of single benefits as ``reach.BENEFIT``."""


Row = Benefit | LegacySystem | Alternative
"""A row of a register."""


class BenefitFile(Record):
    """benefits.yaml: what the fields mean, then one record a benefit."""

    fields: dict[str, RowField]
    """Common part of each field: meaning, unit, bounds, origin."""
    benefits: dict[str, BenefitRecord]
    """The register: one record a benefit."""


class LegacySystemFile(Record):
    """legacy_systems.yaml: what the fields mean, then one record a system that Helseplattformen replaces."""

    fields: dict[str, RowField]
    """Common part of each field: meaning, unit, bounds, origin."""
    legacy_systems: dict[str, LegacySystemRecord]
    """The register: one record a system."""


class AlternativeFile(Record):
    """alternatives.yaml: what the fields mean, then one record an alternative."""

    fields: dict[str, RowField]
    """Common part of each field: meaning, unit, bounds, origin."""
    alternatives: dict[str, AlternativeRecord]
    """The register: one record an alternative; the first is the one of a run that names none."""


class Municipality(Record):
    """One row of municipalities.csv."""

    number: Annotated[int, Field(ge=101, le=9999)]
    """Official municipality number (SSB)."""
    name: Text
    """Name of the municipality."""
    county: Text
    """County."""
    wave: Wave
    """Wave of the rollout: PD1–PD5 carried out, KI1–KI5 planned."""
    go_live: Annotated[date, Field(ge=date(2000, 1, 1), le=LAST_DAY)]
    """Date of go-live: a fact where status is live, else the plan."""
    go_live_precision: Literal["day", "month", "month-range"]
    """How exact the date is."""
    status: Literal["live", "planned"]
    """live: in use at the source's date. planned: a plan as of the source's date."""
    source: Text
    """Id in sources.yaml of the document behind wave, date and status."""
    declined: Annotated[int, Field(ge=2000, le=2100)] | None = None
    """The year in which it said no to Helseplattformen; empty where nothing is known of that."""
    declined_source: Text | None = None
    """Id in sources.yaml of the document that says so; required with a year, forbidden without one."""
    population: dict[int, Annotated[int, Field(gt=0)]]
    """Inhabitants on 1 January by year; one column pop_YYYY for each year."""
    latitude: Annotated[float, Field(ge=57, le=72)]
    """Degrees north, for the map."""
    longitude: Annotated[float, Field(ge=4, le=32)]
    """Degrees east, for the map."""


class PriceIndexYear(Record):
    """One row of price_index.csv."""

    year: Year
    """Calendar year."""
    cpi: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    """Consumer price index, 2015 = 100."""
    basis: Literal["published", "derived", "forecast"]
    """published, derived from a published growth rate, or forecast."""
    note: str = ""
    """How the figure came about."""


PricePath = Literal["consumer_prices", "municipal_deflator", "wage"]
"""What prices or wages a row of price_paths.csv is about."""


class PricePathYear(Record):
    """One row of price_paths.csv: how much prices or wages grow in a year."""

    path: PricePath
    """Which prices: those of consumers, those of municipalities (wages and purchases together), or wages."""
    year: Year
    """Calendar year."""
    growth: Annotated[float, Field(ge=-0.2, le=0.5, allow_inf_nan=False)]
    """Growth from the year before as a share: 3.9 % is 0,039."""
    basis: Literal["published", "derived", "forecast", "assumption"]
    """published, derived from something published, forecast, or assumption."""
    source: Text
    """Id in sources.yaml."""
    review_by: date
    """The date by which somebody must look at it again (year-month-day)."""
    note: str = ""
    """How the figure came about."""


BudgetLine = Literal[
    "operating_charge",
    "capital_charge",
    "new_capital_charge",
    "gp_contribution",
    "introduction_cost",
    "clinic_transition_loss",
    "transition_time_in_budget",
    "extra_time_in_budget",
    "local_operation",
    "alternative_introduction",
    "alternative_transition_in_budget",
    "alternative_operation",
    "alternative_time_in_budget",
    "released_benefits",
    "avoided_legacy_operation",
    "avoided_legacy_renewal",
    "depreciation",
    "interest",
    "instalment",
    "saved_interest",
    "saved_instalment",
    "depreciation_reversed",
    "introduction_investment",
    "replacement_investment",
    "renewal_investment",
    "use_of_loans",
]
"""Lines of the budget by municipal rules, as kostra.csv names them."""


class BudgetAccount(Record):
    """One row of kostra.csv: where in the municipal accounts a line of the budget belongs."""

    line: BudgetLine
    """The line of the budget."""
    function: Annotated[int, Field(ge=100, le=899)]
    """KOSTRA function."""
    art: Annotated[int, Field(ge=10, le=999)]
    """KOSTRA art."""
    note: str = ""
    """Why it stands there."""


ActualLine = Literal["platform_charge", "introduction_cost", "local_operation", "gp_contribution"]
"""What an invoice can be for; the platform charge is operation and both kinds of capital together."""
MONTHS = 12
"""Of a whole year."""


class Actual(Record):
    """One row of actuals.csv: what a municipality has paid in a year for one line."""

    municipality: Text
    """Name of the municipality, as in municipalities.csv."""
    year: Year
    """Calendar year that the amount is for."""
    line: ActualLine
    """What it was paid for."""
    amount: Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)]
    """MNOK without VAT, in the prices of price_year."""
    price_year: Year
    """Year of the prices; for an invoice as it was paid, the year itself."""
    source: Text
    """The invoice, the account or another document: an id in sources.yaml, or the document's own name."""
    note: str = ""
    """What else is to be said of it."""
    months: Annotated[int, Field(ge=1, le=MONTHS)] = MONTHS
    """How many months of the year the amount covers; fewer than 12: a part of a year, which replaces nothing."""
    vat: Literal["excluded", "included"] = "excluded"
    """Whether the amount has VAT in it; the model's amounts have not."""

    @property
    def is_whole(self) -> bool:
        """Whether it covers the whole year."""
        return self.months == MONTHS


class Source(Record):
    """One entry of the bibliography."""

    title: Text
    """Title of the document."""
    publisher: Text
    """Who published it."""
    date: Text
    """Date or period of publication, as exact as it is known."""
    kind: Literal["document", "press", "rule", "statistics"]
    """What kind of source it is."""
    note: Text
    """What it is used for and its weaknesses, in bokmål."""


class SourceFile(Record):
    """sources.yaml: the bibliography."""

    sources: dict[str, Source]
    """The sources by id, such as S3; other files refer to the id."""


class ScenarioFile(Record):
    """scenarios/NAME.yaml: a named scenario, only what differs from the base case."""

    name: Text
    """Name in bokmål."""
    description: Text
    """What the scenario means, in bokmål."""
    municipality: Text | None = None
    """The municipality under study when the user names none."""
    participant_set: Annotated[tuple[Text, ...], Field(strict=False)] | None = None
    """Names of the municipalities that take part; replaces participants."""
    alternative: Text | None = None
    """The alternative of those who leave or never begin, by its key in alternatives.yaml; without it, the first one there."""
    together: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    """Names of the municipalities that procure an alternative with the one under study."""
    values: dict[str, Number | None] = {}
    """Values that differ: a parameter, REGISTER.KEY.FIELD, or REGISTER.*.FIELD for all rows of a register."""


class BatchItem(Record):
    """One scenario of a batch file in YAML."""

    name: Text | None = None
    """Name of the scenario in the results."""
    municipality: Text | None = None
    """The municipality under study; without it, that of the run."""
    alternative: Text | None = None
    """The alternative by its key in alternatives.yaml; without it, that of the run."""
    values: dict[str, Number | None] = {}
    """Values that differ from where the run starts."""


class BatchFile(Record):
    """A batch file in YAML."""

    scenarios: Annotated[tuple[BatchItem, ...], Field(strict=False)]
    """The scenarios."""


class PublishedFigure(Record):
    """A published figure that the model's answer is shown beside."""

    text: Text
    """What was published, in bokmål."""
    measure: Annotated[Measure, Field(strict=False)]
    """How the model's counterpart is read off its results."""
    low: Number
    """The published figure, or the low end of what was published."""
    high: Number
    """The published figure, or the high end."""
    unit: Text
    """Unit of the figure."""
    price_year: Year | None = None
    """Year of the prices; for money."""
    municipality: Text
    """Whose figure it is."""
    year: Year | None = None
    """Which year it is for; without one, the whole appraisal."""
    source: Text
    """Id in sources.yaml."""
    page: Text
    """Page or slide in the source, or a plain statement that it is not known."""
    note: Text
    """Weaknesses of the figure, and why the model may differ, in bokmål."""


class PublishedFile(Record):
    """published.yaml: figures that the model is held against."""

    figures: dict[str, PublishedFigure]
    """The figures by key."""


class Direction(StrEnum):
    """Which way the sources say that an effect goes."""

    WORSE = "worse"
    BETTER = "better"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Effect(Record):
    """An effect without a price: shown beside the money, never turned into kroner."""

    name: Text
    """Name in bokmål."""
    what_sources_report: Text
    """What the sources report, in bokmål and in neutral words; also what they leave out."""
    direction_reported: Annotated[Direction, Word]
    """worse, better, mixed or unknown: the direction that the sources report or expect."""
    sources: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    """Ids in sources.yaml; several where the effect is named in a summary of them."""
    page: Text
    """Page or slide in the source, or a plain statement that it is not known."""


class EffectFile(Record):
    """effects.yaml: effects without a price."""

    effects: dict[str, Effect]
    """The effects by key, in the order in which the app shows them."""


class Correlation(Provenance):
    """Numbers that tend to vary together."""

    between: Annotated[tuple[Text, ...], Field(strict=False, min_length=1, max_length=MOST_CORRELATED)]
    """Full names of uncertain numbers, every pair of them correlated alike; REGISTER.*.FIELD stands for the field of every row."""
    rank_correlation: Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]
    """Spearman's rank correlation of each pair, from -1 to 1; 0 is independent."""


class CorrelationFile(Record):
    """correlations.yaml: which uncertain numbers vary together."""

    correlations: dict[str, Correlation]
    """The correlations by key; empty where all numbers are independent."""


class Measurement(Record):
    """What somebody has measured: an uncertain number of the files, or a result of the model."""

    quantity: Text
    """Full name of an uncertain number, or register_benefits.YEAR: the sum of the register's benefits in that year."""
    mean: Number
    """The mean of what was measured, in the unit of the quantity; of an offer, what is offered."""
    sd: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    """Standard deviation between those measured; 0 where there is one figure, as in an offer."""
    n: Annotated[int, Field(ge=1, le=10_000_000)]
    """How many were measured."""
    representativeness: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    """Standard deviation of the difference between what was measured and the whole municipality, in the same unit."""
    price_year: Year | None = None
    """Year of the prices; required for money, forbidden otherwise."""
    municipality: Text | None = None
    """Whose result was measured; the reference municipality without it, forbidden for a number of the files."""
    date: date
    """When it was measured (year-month-day)."""
    source: Text
    """Where the measurement is written down."""
    who: Text
    """Who measured."""
    written_back: bool = False
    """Whether it has been written back to the assumption files, and so counts there; it is then not weighed once more."""


class MeasurementFile(Record):
    """measurements.yaml: what has been measured. The file may be missing."""

    measurements: dict[str, Measurement]
    """The measurements by key."""


class PublishedThen(Record):
    """A published number as it was when the folder was approved."""

    values: Annotated[tuple[Number, ...], Field(strict=False, min_length=1, max_length=2)]
    """The number, or the ends of what was published."""
    source: Text
    """Where it stands."""
    page: Annotated[str, Field(max_length=2000)] = ""
    """Page or slide there; of the price index its note."""


class Approval(Record):
    """approval.yaml: who has approved the folder, and what it was then. The file may be missing."""

    approved_by: Text | None = None
    """Who has approved the folder; empty for a draft."""
    approved_on: date | None = None
    """The day of the approval (year-month-day); empty for a draft."""
    fingerprint: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    """Fingerprint of what was approved; empty for a draft."""
    known_warnings: Annotated[tuple[Text, ...], Field(strict=False, max_length=2000)] = ()
    """Warnings that stood then: code, file and name."""
    published: dict[str, PublishedThen] = {}
    """Numbers that stand in a source, by name, so that one that is changed without a new source is seen."""


class Edit(Record):
    """A row of edits.csv: a change of the folder."""

    date: date
    """When it was changed (year-month-day)."""
    who: Text
    """Who changed it."""
    what: Text
    """Full name of the number, a file, or a file and the row of it: price_index.2024; ``removed`` before a row that is taken away."""
    why: Text
    """Why, and what it was before."""


class AssumptionSet(Record):
    """All that a folder of assumptions says, validated."""

    groups: dict[str, Group]
    """Parameters under their headings."""
    budget: dict[str, Assumption]
    """Numbers that only the budget page reads, by name."""
    benefits: dict[str, Benefit]
    """The benefit register."""
    legacy_systems: dict[str, LegacySystem]
    """The systems that Helseplattformen replaces."""
    alternatives: dict[str, Alternative]
    """What else can be chosen; the first is the one of a run that names none."""
    municipalities: tuple[Municipality, ...]
    """The municipalities in the order of their rank: wave, then population, then name."""
    price_index: dict[int, PriceIndexYear]
    """The price index by year."""
    sources: dict[str, Source]
    """The bibliography by id."""
    published: dict[str, PublishedFigure]
    """Published figures that the model is held against, by key."""
    effects: dict[str, Effect]
    """Effects without a price, by key."""
    correlations: dict[str, Correlation]
    """Uncertain numbers that vary together, by key."""
    actuals: tuple[Actual, ...] = ()
    """What has been paid, in the order of the file; empty where there is no such file."""
    price_paths: tuple[PricePathYear, ...] = ()
    """How prices and wages grow, by path and year; they change no answer but that of the budget by municipal rules."""
    kostra: tuple[BudgetAccount, ...] = ()
    """Where in the accounts the lines of the budget belong, by line."""
    measurements: dict[str, Measurement] = {}
    """What has been measured, by key; they change no answer but that of what is learnt from them."""
    scenarios: dict[str, ScenarioFile]
    """The named scenarios by file name."""
    approval: Approval | None = None
    """Who has approved the folder; None where nothing is said of it."""
    edits: tuple[Edit, ...] = ()
    """What has been edited, in the order of the file."""
    hash: Text
    """Fingerprint of every number and text of the base folder (comments and layout do not count)."""
    warnings: tuple[InstanceOf[Fault], ...] = ()
    """What is allowed but worth a look."""

    @property
    def is_approved(self) -> bool:
        """Whether somebody has approved these very numbers and texts."""
        return self.approval is not None and self.approval.fingerprint == self.hash

    def __hash__(self) -> int:
        """By the fingerprint, so that results can be cached on the set."""
        return hash(self.hash)

    def __eq__(self, other: object) -> bool:
        """The same numbers and texts in the same order; compared by fingerprints, since caches ask at every call."""
        if self is other or not isinstance(other, AssumptionSet):
            return self is other
        return self.hash == other.hash and self.order == other.order

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values, which works out its own of what this one has worked out and kept."""
        copy = super().model_copy(update=update, deep=deep)
        for kept in vars(copy).keys() - type(self).model_fields.keys():
            del vars(copy)[kept]
        return copy

    @cached_property
    def order(self) -> str:
        """Fingerprint of the same in the order in which it stands, scenarios and warnings too.

        Files with one :attr:`hash` give the same numbers; those with one order also give the same lists, draws and words.
        """
        content = self.model_dump_json(exclude={"hash", "warnings"}).encode()
        return hashlib.sha256(content + "\n".join(map(str, self.warnings)).encode()).hexdigest()

    @cached_property
    def parameters(self) -> dict[str, Assumption]:
        """Every parameter by name, across the groups."""
        return {name: item for group in self.groups.values() for name, item in group.parameters.items()}

    @cached_property
    def numbers(self) -> dict[str, Assumption]:
        """Every number with a record by name: the quantities, then those of the budget as ``budget.NAME``."""
        return {**self.quantities, **{f"budget.{name}": item for name, item in self.budget.items()}}

    @cached_property
    def quantities(self) -> dict[str, Assumption]:
        """Every number that the appraisal reads by name: the parameters, then the registers as ``REGISTER.KEY.FIELD``."""
        rows = ((f"{register}.{key}", row) for register, found in self.registers.items() for key, row in found.items())
        return {**self.parameters, **{f"{start}.{field}": item for start, row in rows for field, item in row.fields.items()}}

    @cached_property
    def registers(self) -> dict[str, Mapping[str, Row]]:
        """The registers by name, each with its rows by key."""
        return {"benefits": self.benefits, "legacy_systems": self.legacy_systems, "alternatives": self.alternatives}
