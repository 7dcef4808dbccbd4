"""A lever: what a user may move, made from one assumption record, with its base value, plausible range and origin."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from statistics import median_low

from costmodel import AssumptionSet
from costmodel.analysis.decision_card.scaling import OF_THE_REGION
from costmodel.assumptions.records import Assumption, Basis, Confidence, Role, Source
from costmodel.assumptions.rules import full_names, value_faults
from costmodel.texts.language import language
from costmodel.texts.numbers import number, percent
from costmodel.units import BY_SYMBOL, CALENDAR_YEAR, SHARE, SHARE_A_YEAR
from pages.components.differences import title_of
from pages.components.words import plain, text

NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Lever:
    """One number, or one field of every row of a register, that a user may move."""

    name: str
    """Name of the parameter, ``REGISTER.KEY.FIELD``, or ``REGISTER.*.FIELD``."""
    records: tuple[Assumption, ...]
    """The record of the number, or that of each row."""
    title: str
    """What users call it."""
    refused: frozenset[float] = frozenset()
    """Positions that the engine does not take, such as price years without an index."""

    @property
    def record(self) -> Assumption:
        """The record behind texts and bounds; the same for every row."""
        return self.records[0]

    @property
    def key(self) -> str:
        """Key of the slider in the session state."""
        return f"lever:{self.name}"

    @property
    def label(self) -> str:
        """Name of the lever with the unit where it is money."""
        return text("levers.with_unit", label=self.title, unit=self.record.unit) if self.names_unit else self.title

    @property
    def names_unit(self) -> bool:
        """Whether the unit stands in the label, so that no number beside it needs one."""
        return BY_SYMBOL[self.record.unit].money or self.record.unit.startswith("minutter")

    @property
    def is_scaled(self) -> bool:
        """Whether the amount is that of the reference municipality, and another share of it for each of the others."""
        return self.record.unit.startswith("MNOK") and not self.name.startswith(OF_THE_REGION)

    @cached_property
    def bases(self) -> list[float]:
        """Base values without repetition, lowest first: several where the rows differ."""
        return sorted({record.value for record in self.records if record.value is not None})

    @cached_property
    def base(self) -> float:
        """Where the slider stands when nothing is changed: the middle one where the rows differ."""
        return median_low(self.bases)

    @cached_property
    def options(self) -> list[float]:
        """Every position of the slider: the steps within the visible range, the ends of the admissible one, the base value."""
        bottom, top = visible_range(self.record)
        start, end, step = (Decimal(str(known)) for known in (self.record.minimum, self.record.maximum, self.record.step))
        steps = (start + step * count for count in range(int((end - start) / step) + 1))
        positions = {float(value) for value in (*steps, end) if bottom <= value <= top}
        return sorted({self.base, *positions} - self.refused)

    @cached_property
    def labels(self) -> dict[float, str]:
        """Every position of the slider as users see it."""
        return {value: self.text(value) for value in self.options}

    @cached_property
    def decimals(self) -> int:
        """Decimals of a value as users see it, those of a percentage among them."""
        return max(decimals_of(known) for known in (self.record.step, self.record.maximum, *self.bases))

    def text(self, value: float) -> str:
        """A value as users see it, without unit unless it is a percentage."""
        if self.record.unit == CALENDAR_YEAR.symbol:
            return f"{value:.0f}"
        if is_share(self.record):
            return percent(value, max(self.decimals - 2, 0))
        return number(value, self.decimals)

    def with_unit(self, told: str) -> str:
        """A text of numbers followed by the unit; percentages carry theirs already."""
        bare = is_share(self.record) or self.record.unit == CALENDAR_YEAR.symbol
        return told if bare else f"{told}{NO_BREAK}{self.record.unit}"

    @property
    def base_text(self) -> str:
        """The base value with its unit where the label has none, or the range of the base values where the rows differ."""
        told = "–".join(self.text(value) for value in dict.fromkeys((self.bases[0], self.bases[-1])))
        return told if self.names_unit else self.with_unit(told)

    @property
    def caption(self) -> str:
        """Base value and plausible range in one line."""
        if self.record.low is None:
            return text("levers.base", base=self.base_text)
        return text("levers.base_and_range", base=self.base_text, range=span(self, self.record.low, self.record.high))

    @property
    def badge(self) -> str:
        """Where the base value comes from, in a word, with the source where there is one."""
        return badge_of(self.record)


def badge_of(record: Assumption) -> str:
    """Where a number comes from, in a word, with the source where there is one."""
    return f"{basis_name(record.basis)} {record.source or ''}".rstrip()


def basis_name(basis: Basis) -> str:
    """What the reader calls where a number comes from."""
    return text(f"basis.{basis.value}")


def confidence_name(confidence: Confidence) -> str:
    """What the reader calls how sure a number is."""
    return text(f"confidence.{confidence.value}")


def lever(name: str, assumptions: AssumptionSet) -> Lever:
    """The lever of a number, or of ``REGISTER.*.FIELD``; kept, since its labels take longer than an appraisal."""
    return _lever(name, assumptions, language())


@lru_cache(maxsize=256)
def _lever(name: str, assumptions: AssumptionSet, code: str) -> Lever:
    del code  # the language in force, part of what the lever is kept by
    item = Lever(name, tuple(assumptions.quantities[full] for full in full_names(name, assumptions)), title_of(name, assumptions))
    if item.record.unit != CALENDAR_YEAR.symbol or not item.bases:
        return item
    refused = (value for value in item.options if any(value_faults(name, value, assumptions)))
    return replace(item, refused=frozenset(refused))


def visible_range(record: Assumption) -> tuple[Decimal, Decimal]:
    """Ends of the slider: the plausible range and as much again on either side, within what may be entered at all."""
    minimum, maximum = Decimal(str(record.minimum)), Decimal(str(record.maximum))
    if record.low is None or record.high is None:
        return minimum, maximum
    low, high = Decimal(str(record.low)), Decimal(str(record.high))
    return max(minimum, low - (high - low)), min(maximum, high + (high - low))


def decimals_of(value: float) -> int:
    """Decimals needed to write a number: 0.05 → 2.

    >>> decimals_of(0.05), decimals_of(10.0)
    (2, 0)
    """
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def is_share(record: Assumption) -> bool:
    """Whether the value is shown as a percentage."""
    return record.unit in {SHARE.symbol, SHARE_A_YEAR.symbol}


def span(item: Lever, low: float | None, high: float | None) -> str:
    """From–to, the percent sign once."""
    ends = [item.text(value) for value in (low, high) if value is not None]
    first = ends[0].removesuffix(f"{NO_BREAK}%") if is_share(item.record) else ends[0]
    return "–".join([first, *ends[1:]])


def help_text(name: str, assumptions: AssumptionSet) -> str:
    """What the number means, what may be entered, and where the base value comes from."""
    return _help_text(name, assumptions, language())


@lru_cache(maxsize=256)
def _help_text(name: str, assumptions: AssumptionSet, code: str) -> str:
    del code  # the language in force, part of what the text is kept by
    item = lever(name, assumptions)
    record = item.record
    priced = text(f"levers.help.{'scaled' if item.is_scaled else 'priced'}", description=plain(record.description), year=record.price_year)
    bounds = item.with_unit(span(item, record.minimum, record.maximum))
    acts = text("levers.help.decision" if record.role is Role.DECISION else "levers.help.bounds", bounds=bounds)
    confidence = text("levers.help.confidence", confidence=confidence_name(record.confidence))
    return "\n\n".join([priced if record.price_year else plain(record.description), acts, origin(record, assumptions.sources), confidence])


def origin(record: Assumption, sources: Mapping[str, Source]) -> str:
    """Source and page, how it was derived, or why it was assumed, for Markdown."""
    source = sources.get(record.source or "")
    where = ""
    if source is not None:
        written = {"key": record.source, "title": source.title, "publisher": source.publisher, "date": source.date, "page": record.page}
        told = {name: plain(str(part)) for name, part in written.items()}
        where = text(f"levers.help.{'source' if record.page else 'source_without_page'}", **told)
    return " ".join([*([where] if where else []), *(plain(part) for part in (record.how, record.why) if part)])
