"""Share links: a scenario as a query string; :mod:`costmodel.scenarios.link_reading` reads it back."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from costmodel.assumptions.records import EVERYBODY, AssumptionSet
from costmodel.assumptions.rules import EVERY_ROW, Values, full_names, over_rows
from costmodel.scenarios.choices import Choices
from costmodel.version import MODEL_VERSION

MUNICIPALITY, PARTICIPANTS, ALTERNATIVE, TOGETHER = "municipality", "participant_set", "alternative", "together"
FINGERPRINT, VERSION = "h", "v"
NEVER_IN_LINK = "none"
FINGERPRINT_LENGTH = 12


def essential(changes: Values, assumptions: AssumptionSet) -> dict[str, float | None]:
    """The changes that make a difference, sorted: ``REGISTER.*.FIELD`` stands before the rows that differ from it."""
    ordered = dict(sorted(changes.items()))
    base = {name: item.value for name, item in assumptions.quantities.items()}
    every = {name: value for name, value in ordered.items() if EVERY_ROW in name}

    def without(name: str) -> set[float | None]:
        """The values that hold where this change is left out."""
        if name not in every and over_rows(name) in every:
            return {every[over_rows(name)]}
        return {base.get(full) for full in full_names(name, assumptions)}

    return {name: value for name, value in ordered.items() if without(name) != {value}}


def in_order(record: Values, assumptions: AssumptionSet) -> dict[str, float | None]:
    """Values in which later ones override earlier ones, as :func:`essential` has them."""
    kept: dict[str, float | None] = {}
    for name, value in record.items():
        hidden = set(full_names(name, assumptions)) if EVERY_ROW in name else set[str]()
        kept = {other: known for other, known in kept.items() if other not in hidden} | {name: value}
    return essential(kept, assumptions)


def encode(municipality: str | None, choices: Choices, assumptions: AssumptionSet) -> str:
    """The query string of a scenario: sorted, only what differs from the base case, numbers exact.

    A number of participants replaces a named set, as in the engine.
    """
    parts = choice_parts(choices, assumptions)
    parts[MUNICIPALITY] = EVERYBODY if municipality is None else municipality
    parts |= {FINGERPRINT: assumptions.hash[:FINGERPRINT_LENGTH], VERSION: MODEL_VERSION}
    return _query(parts)


def encode_choices(choices: Choices, assumptions: AssumptionSet) -> str:
    """The choices alone, as part of a longer text that says for whom and with which assumptions."""
    return _query(choice_parts(choices, assumptions))


def choice_parts(choices: Choices, assumptions: AssumptionSet) -> dict[str, str]:
    """What differs from the base case, by its name in a link."""
    parts = {name: link_value(value) for name, value in essential(choices.changes, assumptions).items()}
    if choices.participant_set is not None and "participants" not in choices.changes:
        parts[PARTICIPANTS] = ",".join(sorted(choices.participant_set))
    if choices.alternative not in (None, next(iter(assumptions.alternatives), None)):
        parts[ALTERNATIVE] = str(choices.alternative)
    if choices.together:
        parts[TOGETHER] = ",".join(sorted(choices.together))
    return parts


def _query(parts: Mapping[str, str]) -> str:
    return urlencode(sorted(parts.items()), safe="*,", quote_via=quote)


def link_value(value: float | None) -> str:
    """A number so that it reads back to the same one, without an idle decimal; none means never.

    >>> link_value(66.0), link_value(0.1), link_value(None)
    ('66', '0.1', 'none')
    """
    return NEVER_IN_LINK if value is None else repr(float(value)).removesuffix(".0")
