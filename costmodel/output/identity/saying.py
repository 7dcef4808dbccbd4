"""What an answer is, in words: for the first lines of a table, the head of a CSV file, a sheet and a caption."""

from costmodel.assumptions.records import AssumptionSet
from costmodel.faults import number_text
from costmodel.output.identity.about import AboutChange, AboutItem, Identity
from costmodel.output.labels import alternative_label, everybody, input_label, option_in_sentence
from costmodel.texts.catalog import listed, text

MOST_NAMED = 5
"""Municipalities that are told by name."""


def head_of(item: Identity, assumptions: AssumptionSet) -> list[tuple[str, str]]:
    """What is said of an answer, each thing with its name."""
    return [(text(f"identity.names.{name}"), value) for name, value in _told(item, assumptions).items()]


def asked_question(item: Identity, assumptions: AssumptionSet) -> dict[str, str]:
    """What is asked about, and in which prices, by code."""
    told = _told(item, assumptions)
    return {name: told[name] for name in ("question", "alternative", "prices")}


def identity_lines(item: Identity, assumptions: AssumptionSet) -> list[str]:
    """The same in the first lines of a table."""
    said = _told(item, assumptions)
    return [text("identity.lines.what", **said), text("identity.lines.made", **said)]


def _told(item: Identity, assumptions: AssumptionSet) -> dict[str, str]:
    return {
        "scenario": item.scenario,
        "changes": changes_text(item, assumptions),
        "municipality": who_text(item),
        "question": text(f"identity.questions.{item.question}"),
        "alternative": _alternative(item, assumptions),
        "prices": prices_text(item),
        "model": item.model_version,
        "fingerprint": item.assumptions_hash[:12],
        "date": item.date,
    }


def changes_text(item: Identity, assumptions: AssumptionSet) -> str:
    """What the scenario changes, such as «plattformkostnad 80 → 100»."""
    if item.items:
        return listed([_item(each, assumptions) for each in item.items])
    told = [_change(change, assumptions) for change in item.changes]
    if item.participant_set is not None:
        told.append(text("identity.named", count=len(item.participant_set)))
    return "; ".join(told) or text("identity.nothing")


def prices_text(item: Identity) -> str:
    """The prices in a few words."""
    return text(f"identity.prices.{item.price_basis}", year=item.price_year)


def who_text(item: Identity) -> str:
    """Whose answer it is; of many how many."""
    several = item.municipalities or list(dict.fromkeys(each.municipality or everybody() for each in item.items))
    if len(several) > MOST_NAMED:
        return text("identity.several", count=len(several))
    return listed(several) if several else item.municipality or everybody()


def norwegian(value: float) -> str:
    """A number as exact as it is, with a decimal comma."""
    return number_text(value).replace(".", ",")


def _alternative(item: Identity, assumptions: AssumptionSet) -> str:
    name = alternative_label(item.alternative, assumptions)
    if item.options:
        first, *others = (option_in_sentence(option, assumptions) for option in item.options)
        name = text("identity.between", alternative=name, first=first, second=listed(others)) if others else name
    return text("identity.together", alternative=name, partners=listed(item.together)) if item.together else name


def _item(item: AboutItem, assumptions: AssumptionSet) -> str:
    told = "; ".join(_change(change, assumptions) for change in item.changes) or text("identity.nothing")
    return text("identity.item", name=item.name, changes=told)


def _change(change: AboutChange, assumptions: AssumptionSet) -> str:
    before, after = (text("identity.never") if value is None else norwegian(value) for value in (change.before, change.after))
    return text("identity.change", label=input_label(change.name, assumptions), before=before, after=after)
