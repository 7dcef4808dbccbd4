"""Share links read back: what a link may hold is decided here, whoever wrote it.

Pure: text and the assumption set come in, a scenario and what had to be dropped go out. Nothing in a link can raise.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from types import MappingProxyType
from urllib.parse import parse_qs

from costmodel.assumptions.parameters import empty_as, unit_of
from costmodel.assumptions.records import EVERYBODY, REFERENCE_MUNICIPALITY, AssumptionSet
from costmodel.assumptions.rules import MOST, allowed_number, check_values, full_names, is_known, value_faults
from costmodel.assumptions.scenario_rules import alternative_faults, check_participants
from costmodel.assumptions.tables.naming import spelled
from costmodel.assumptions.upgrading.values import is_of_version_1, upgraded_values
from costmodel.faults import Fact, Fault, Part, shown
from costmodel.scenarios.choices import Choices
from costmodel.scenarios.links import (
    ALTERNATIVE,
    FINGERPRINT,
    FINGERPRINT_LENGTH,
    MUNICIPALITY,
    NEVER_IN_LINK,
    PARTICIPANTS,
    TOGETHER,
    VERSION,
    essential,
    link_value,
)
from costmodel.version import MODEL_VERSION

FIRST_VERSION = "1"
"""What a link is of that has a fingerprint and no version, or names that only the first version had."""
LONGEST_LINK = 20_000
"""Characters. A link with every number of the model is under 12 000."""
LONGEST_NUMBER, LONGEST_TEXT = 40, 4_000
MOST_NOTICES = 20
"""Further faults are only counted, so that a link made of faults costs little to read and to show."""
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?")
_FINGERPRINT = re.compile(r"[0-9a-f]{12,64}")
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,2}")

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class LinkContent(Choices):
    """What a link says, as far as it can be used."""

    municipality: str | None
    """The municipality under study; None: all participants together."""
    notices: tuple[Fault, ...]
    """What was dropped and why: faults of values, and those that only a link can have, which have one text under ``notices.links``."""
    version: str
    """Version of the model that the link was made with; where it does not say, this one."""
    other_assumptions: bool
    """Whether the link was made with other assumption files than these, by this version of the model."""


def decode(query: Query | str, assumptions: AssumptionSet) -> LinkContent:
    """The scenario of a link; whatever in it is unknown, malformed, out of bounds or contradictory is dropped and named."""
    return _Reader(assumptions).read(_parts(query) if isinstance(query, str) else query)


def _parts(text: str) -> Query:
    if len(text) > LONGEST_LINK:
        return {"": [text[:LONGEST_LINK]]}
    return parse_qs(text.removeprefix("?"), keep_blank_values=True, errors="replace")


def _excess(query: Query) -> Fault | None:
    """What makes a query too large to read."""
    if len(query) > MOST:
        return Fault("", "", "link_of_many_parts", {"most": MOST})
    letters = sum(len(name) + (len(texts[0]) if len(texts) == 1 else len(texts)) for name, texts in query.items())
    return Fault("", "", "long_link", {"most": LONGEST_LINK}) if letters >= LONGEST_LINK else None


@dataclass
class _Reader:
    """Reads one link."""

    assumptions: AssumptionSet
    notices: list[Fault] = field(default_factory=list[Fault])
    unnamed: int = 0

    def read(self, query: Query) -> LinkContent:
        excess = _excess(query)
        if excess:
            self._note(excess)
            query = {}
        texts = {name: text for name, texts in sorted(query.items()) if (text := self._only(name, texts)) is not None}
        fingerprint, written = texts.pop(FINGERPRINT, None), texts.pop(VERSION, None)
        version = self._version(written, fingerprint is not None, texts)
        other = self._is_other(fingerprint) and version == MODEL_VERSION
        municipality = self._municipality(texts.pop(MUNICIPALITY, None))
        names = self._participants(texts.pop(PARTICIPANTS, None), "participants" in texts)
        together = self._names(TOGETHER, texts.pop(TOGETHER, None)) or ()
        alternative = self._alternative(texts.pop(ALTERNATIVE, None))
        changes = self._values(self._upgraded(texts) if version == FIRST_VERSION else texts, alternative)
        chosen = Choices(MappingProxyType(changes), names, alternative, together)
        return LinkContent(**vars(chosen), municipality=municipality, notices=self._all_notices(), version=version, other_assumptions=other)

    def _note(self, fault: Fault) -> None:
        if len(self.notices) < MOST_NOTICES:
            self.notices.append(fault)
        else:
            self.unnamed += 1

    def _drop(self, name: str, code: str, **facts: Fact) -> None:
        self._note(Fault("", name, code, facts))

    def _all_notices(self) -> tuple[Fault, ...]:
        rest = Fault("", "", "other_parts", {"count": self.unnamed})
        return (*self.notices, rest) if self.unnamed else tuple(self.notices)

    def _only(self, name: str, texts: Sequence[str]) -> str | None:
        """The text of a part that stands once in the link."""
        if len(texts) == 1:
            return texts[0]
        self._drop(name, "repeated_part", times=len(texts))
        return None

    def _is_other(self, text: str | None) -> bool:
        if text is None:
            return False
        if not _FINGERPRINT.fullmatch(text):
            self._drop(FINGERPRINT, "no_fingerprint", written=shown(text), length=FINGERPRINT_LENGTH)
            return False
        return not self.assumptions.hash.startswith(text)

    def _version(self, text: str | None, has_fingerprint: bool, texts: Mapping[str, str]) -> str:
        """The version of the model that the link was made with; another one than this is told first."""
        if text is not None and not _VERSION.fullmatch(text):
            self._drop(VERSION, "no_version", written=shown(text))
            text = MODEL_VERSION
        is_first = text is None and (has_fingerprint or is_of_version_1(dict.fromkeys(texts)))
        version = FIRST_VERSION if is_first else text or MODEL_VERSION
        if version.partition(".")[0] == FIRST_VERSION:
            self._drop("", "link_of_first_version", model=MODEL_VERSION)
            return FIRST_VERSION
        if version != MODEL_VERSION:
            self._drop("", "link_of_other_version", version=version, model=MODEL_VERSION)
        return version

    def _municipality(self, text: str | None) -> str | None:
        name = REFERENCE_MUNICIPALITY if text is None else unicodedata.normalize("NFC", text[:LONGEST_TEXT])
        if name.casefold() == EVERYBODY:
            return None
        found = spelled(name, self.assumptions)
        if found is None:
            count = len(self.assumptions.municipalities)
            self._drop(MUNICIPALITY, "no_municipality", written=shown(name), count=count, everybody=EVERYBODY)
        return found or spelled(REFERENCE_MUNICIPALITY, self.assumptions)

    def _participants(self, text: str | None, by_number: bool) -> tuple[str, ...] | None:
        if text is not None and by_number:
            self._drop(PARTICIPANTS, "participants_named_and_counted")
            return None
        return self._names(PARTICIPANTS, text)

    def _names(self, part: str, text: str | None) -> tuple[str, ...] | None:
        """All of the named municipalities or none: with some names left out it would be another scenario."""
        if text is None:
            return None
        names = unicodedata.normalize("NFC", text[:LONGEST_TEXT]).split(",")
        faults = check_participants(names, self.assumptions, part) if len(text) <= LONGEST_TEXT and len(names) <= MOST else None
        if faults is None:
            self._drop(part, "long_participant_set")
        elif faults:
            self._note(faults[0][1])
        else:
            return tuple(sorted(found for name in names if (found := spelled(name, self.assumptions))))
        return None

    def _alternative(self, text: str | None) -> str | None:
        """The key of an alternative of the register; the first one is no choice."""
        if text is None or text == next(iter(self.assumptions.alternatives), None):
            return None
        faults = list(alternative_faults(text[:LONGEST_TEXT], self.assumptions))
        for fault in faults:
            self._note(fault)
        return None if faults else text

    def _values(self, texts: Mapping[str, str], alternative: str | None) -> dict[str, float | None]:
        sound: dict[str, float | None] = {}
        for name, text in texts.items():
            if self._is_sound(name, text):
                sound[name] = None if text == NEVER_IN_LINK else float(text) + 0.0
        while faults := check_values(sound, self.assumptions, alternative):
            for fault in {fault.name: fault for fault in faults}.values():
                self._note(fault)
                sound.pop(fault.name, None)
        return essential(sound, self.assumptions)

    def _upgraded(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """Parts of a link of the first version by the names of this one; what is no number stays as it is."""
        never = {name: None for name, text in texts.items() if text == NEVER_IN_LINK}
        values = never | {name: float(text) for name, text in texts.items() if _is_number(text) and isfinite(float(text))}
        upgraded = upgraded_values(values, self.assumptions)
        for note in upgraded.notes:
            self._note(note)
        rest = {name: text for name, text in texts.items() if name not in values}
        return rest | {name: link_value(value) for name, value in upgraded.values.items()}

    def _is_sound(self, name: str, text: str) -> bool:
        """Whether the part is a value that may stand by itself; else it is named in a notice."""
        if not is_known(name, self.assumptions):
            self._drop(name, "unknown_part")
            return False
        if not _is_number(text) and not (text == NEVER_IN_LINK and empty_as(name) is not None):
            code = "no_number_nor_never" if empty_as(name) is not None else "no_number"
            self._drop(name, code, written=shown(text), allowed=self._allowed(name))
            return False
        fault = next(value_faults(name, None if text == NEVER_IN_LINK else float(text), self.assumptions), None)
        if fault:
            self._note(fault)
        return fault is None

    def _allowed(self, name: str) -> Part:
        items = [self.assumptions.quantities[full] for full in full_names(name, self.assumptions)]
        return allowed_number(unit_of(name), max(item.minimum for item in items), min(item.maximum for item in items))


def _is_number(text: str) -> bool:
    return len(text) <= LONGEST_NUMBER and _NUMBER.fullmatch(text) is not None
