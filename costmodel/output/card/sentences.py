"""The decision card in sentences: which words each statement takes, with which numbers; the words stand in ``card.yaml``."""

from collections.abc import Callable, Mapping

from costmodel.analysis.decision_card.facts import Card, of_hundred
from costmodel.analysis.decision_card.statements import Claim, Result, Statement, Way, short_statements, statements_of
from costmodel.analysis.sensitivity.switching import MINUTES_LEVER
from costmodel.model.actuals.paid import entries_of
from costmodel.model.decision import LEAVE, TAKE
from costmodel.output.card.amounts import is_nothing_shown, month_text, often_text, one_amount, several_amounts, turning_texts
from costmodel.output.labels import alternative_label, everybody, option_in_sentence
from costmodel.output.sensitivity_sentences import EVERY_REALISATION, lever_name
from costmodel.texts.catalog import listed, text
from costmodel.texts.forms import write
from costmodel.texts.numbers import percent
from costmodel.units import CALENDAR_YEAR

SAID_OTHERWISE = {EVERY_REALISATION: "every_realisation", MINUTES_LEVER: "extra_minutes"}
"""Levers that have words of their own on the card."""
HALF = 50
"""Of 100 draws."""
EXAMPLES = 2
"""So many effects without a price are named."""


def card_heading(card: Card) -> str:
    """Whose card it is."""
    return text("card.heading", who=card.municipality or everybody())


def card_frame(card: Card) -> str:
    """From which year, in which kroner, against what."""
    rate = percent(card.discount_rate, 1).replace(",0", "")
    return text("card.frame", year=card.calendar.decision_year, price_year=card.price_year, rate=rate)


def card_sentences(card: Card) -> list[str]:
    """Everything that the card says, a sentence or two for each statement; last what a draw is."""
    return [*(_told(item, card) for item in statements_of(card)), *card_paid(card), card_note(card)]


def card_lead(card: Card) -> str:
    """The answer in one sentence."""
    return statement_text(statements_of(card)[0], card)


def short_card_sentences(card: Card) -> list[str]:
    """The answer, what turns it, where the budget's or society's is not the same, what was paid, and last what has no price."""
    found = short_statements(card)
    *said, last = [_in_short(item, card) if item.claim is Claim.UNPRICED else statement_text(item, card) for item in found]
    return [*said, *card_paid(card), last]


def card_paid(card: Card) -> list[str]:
    """From which years the card rests on what has been paid and not on the model; nothing where none of it is known."""
    rows = (row for entry in entries_of(card.assumptions) for row in entry.rows.values())
    years = sorted({row.year for row in rows if card.municipality in (None, row.municipality)})
    shown = listed([text("card.calendar.year", year=year) for year in years])
    return [text(f"card.paid.{'one' if card.municipality else 'all'}", years=shown, who=_who(card))] if years else []


def card_limits(card: Card) -> str:
    """What is in no number, in short."""
    return " ".join(_in_short(item, card) for item in short_statements(card) if item.claim is Claim.UNPRICED)


def card_turning(card: Card) -> str:
    """What turns the answer; empty where both options come to the same."""
    return " ".join(statement_text(item, card) for item in statements_of(card) if item.claim is Claim.TURNS)


def _in_short(item: Statement, card: Card) -> str:
    """What is in no number, no examples given."""
    return text(f"card.unpriced.short_{item.result}", effects=item.amounts["effects"])


def _told(item: Statement, card: Card) -> str:
    """A statement in words, with what it takes to understand it."""
    said = statement_text(item, card)
    is_explained = item.claim is Claim.BUDGET and item.way is not Way.SAME
    return f"{said} {text('card.budget.counts')}" if is_explained else said


def card_note(card: Card) -> str:
    """What a draw is."""
    return text("card.note.some" if card.drawn else "card.note.none", drawn=card.drawn, draws=card.draws)


def statement_text(item: Statement, card: Card) -> str:
    """A statement in words."""
    return WORDINGS[item.claim](item, card)


def _better(item: Statement, card: Card) -> str:
    return text(f"card.better.{_case(item)}", **_known(item, card), **_margin(item))


def _case(item: Statement) -> str:
    """The case that holds; a toss-up whose average and draws lean different ways says so."""
    return f"{item.result}_but" if item.result is Result.TOSS_UP and of_hundred(item.amounts["chance"]) < HALF else item.result


def _margin(item: Statement) -> dict[str, str]:
    """The difference, no more exact than its spread, and in how many draws."""
    found = item.amounts
    return {"amount": one_amount(found["difference"], (found["low"], found["high"])), "often": often_text(found["chance"])}


def _spread(item: Statement, card: Card) -> str:
    low, high, named = item.amounts["low"], item.amounts["high"], _short(item, card)
    read_low, read_high = (not is_nothing_shown(shown) for shown in several_amounts([low, high], is_bare=True))
    if item.result is Result.BOTH and read_low and read_high:
        against, amount = several_amounts([-low, high])
        return text("card.spread.both", **named, against=against, amount=amount)
    if not read_low and not read_high:
        return text("card.spread.hardly", **named, amount=one_amount(max(abs(low), abs(high))))
    ends, named = ((low, high), named) if read_high and high > 0 else ((-high, -low), _turned(named))
    shown = several_amounts([max(end, 0.0) for end in ends], is_list=True)
    return text("card.spread.first" if len(set(several_amounts(ends))) > 1 else "card.spread.alike", **named, low=shown[0], amount=shown[1])


def _turned(named: Mapping[str, str]) -> dict[str, str]:
    return {"first": named["second"], "second": named["first"]}


def _stands(item: Statement, card: Card) -> str:
    return text(
        f"card.stands.{item.result}", **_short(item, card), standing=standing_text(card), amount=one_amount(item.amounts["difference"])
    )


def standing_text(card: Card) -> str:
    """What it is called that every number is as the scenario has it."""
    return text("card.standing.base" if card.is_base_case else "card.standing.changed")


def _turns(item: Statement, card: Card) -> str:
    if item.lever is None:
        return text("card.turns.none")
    today, value = turning_texts(item.lever, item.amounts["today"], item.amounts["value"])
    known = {"today": today, "value": value, "standing": standing_text(card)}
    said = SAID_OTHERWISE.get(item.lever.name)
    if said is not None:
        return text(f"card.turns.said.{item.result}", lever=text(f"card.levers.{said}"), **known)
    is_year = item.lever.unit == CALENDAR_YEAR.symbol and item.result in (Result.FROM, Result.DOWN_TO)
    return text(f"card.turns.named.{item.result}{'_year' if is_year else ''}", lever=lever_name(item.lever), **known)


def _beside(item: Statement, card: Card) -> str:
    named = _short(item, card)
    answer = text(f"card.answer.{_case(item)}", **named, **_margin(item))
    is_budget = item.claim is Claim.BUDGET
    return text(f"card.budget.{item.way}" if is_budget else f"card.society.{item.way}", answer=answer, who=_who(card))


def _parties(item: Statement, card: Card) -> str:
    names, amounts = list(item.amounts), list(item.amounts.values())
    shown = dict(zip(names, several_amounts([abs(amount) for amount in amounts]), strict=True))
    bare = dict(zip(names, several_amounts([abs(amount) for amount in amounts], is_bare=True), strict=True))
    felt = {name: amount for name, amount in item.amounts.items() if not is_nothing_shown(bare[name])}
    parts: dict[str, str] = {}
    for key, is_gain in (("gains", True), ("losses", False)):
        who = [name for name, amount in felt.items() if name != "tax_cost" and (amount > 0) == is_gain]
        said = [text("card.parties.part", party=_party(name, card), amount=(shown if name == who[-1] else bare)[name]) for name in who]
        parts |= {key: listed(said)} if said else {}
    case = "both" if len(parts) > 1 else next(iter(parts), "neither")
    told = text(f"card.parties.{case}", **_short(item, card), **parts)
    if "tax_cost" not in felt:
        return told
    return f"{told} {text('card.parties.tax_lower' if felt['tax_cost'] > 0 else 'card.parties.tax_higher', amount=shown['tax_cost'])}"


def _party(name: str, card: Card) -> str:
    return _who(card) if name == "municipality" else text(f"card.parties.names.{name}")


def _regret(item: Statement, card: Card) -> str:
    return text(f"card.regret.{item.result}", **_known(item, card), amount=one_amount(item.amounts["difference"]))


def _waiting(item: Statement, card: Card) -> str:
    return text(f"card.waiting.{item.result}", **_known(item, card), amount=one_amount(item.amounts["difference"]))


def _no_effect(item: Statement, card: Card) -> str:
    end = item.amounts.get("end")
    known = {"year": item.amounts["year"], "end": "" if end is None else month_text(end)}
    return text(f"card.no_effect.{item.result}", **_known(item, card), **known)


def _unpriced(item: Statement, card: Card) -> str:
    names = [write(effect.name, "lower") for effect in card.assumptions.effects.values()]
    told = text(f"card.unpriced.{item.result}", effects=item.amounts["effects"], examples=listed(names[:EXAMPLES]))
    partners = text("card.unpriced.partners", names=listed(sorted(card.together)), who=_who(card)) if card.together else ""
    return f"{told} {partners}".rstrip()


def _who(card: Card) -> str:
    return card.municipality or text("card.everybody")


def _known(item: Statement, card: Card) -> dict[str, str]:
    """Who it is about and the options in full, the first also in short."""
    named = (option_in_sentence(name, card.assumptions) for name in item.options)
    found = dict(zip(("first", "second"), named, strict=False))
    return {"who": _who(card), **found, "short_first": short_option(item.options[0], card)}


def _short(item: Statement, card: Card) -> dict[str, str]:
    """The options in short."""
    return dict(zip(("first", "second"), (short_option(name, card) for name in item.options), strict=False))


def short_option(name: str, card: Card) -> str:
    """An option within a sentence, once it has been named in full."""
    verb = next((verb for verb in (LEAVE, TAKE) if name.startswith(f"{verb}_")), name)
    key = name[len(verb) + 1 :]
    return text(f"card.verbs.{verb}", alternative=alternative_label(key, card.assumptions))


WORDINGS: Mapping[Claim, Callable[[Statement, Card], str]] = {
    Claim.BETTER: _better,
    Claim.SPREAD: _spread,
    Claim.STANDS: _stands,
    Claim.TURNS: _turns,
    Claim.BUDGET: _beside,
    Claim.SOCIETY: _beside,
    Claim.PARTIES: _parties,
    Claim.REGRET: _regret,
    Claim.WAITING: _waiting,
    Claim.NO_EFFECT: _no_effect,
    Claim.UNPRICED: _unpriced,
}
"""Which words each claim takes."""
