"""A decision, its distribution and the wind-down as text for a terminal, of the first draw."""

from collections.abc import Mapping
from typing import Any

from costmodel.analysis.joint_procurement import Partner
from costmodel.analysis.pairs import Pair
from costmodel.assumptions.records import Measure
from costmodel.model import results
from costmodel.model.decision import Decision, alternative_begins
from costmodel.model.parties.distribution import ChoiceDistribution, distribution_of
from costmodel.model.parties.region import RegionalCharge, WindDown
from costmodel.output.decisions import LOWERING, PARTS, distribution_to_dict, option_differences, parties_of, wind_down_to_dict
from costmodel.output.labels import everybody, indicator_label, option_in_sentence, option_label, party_label, short_option_label
from costmodel.output.printing import columns, first_number, frame_text, indicator_text, wrapped_heads
from costmodel.texts.catalog import listed, text
from costmodel.texts.numbers import number, signed, year


def decision_lines(decision: Decision, pair: Pair, partners: Mapping[str, Partner]) -> list[str]:
    """Every option and benchmark from the decision year on, the first of the pair against the second, and partners where there are any."""
    first = next(iter(decision.options.values()))
    who = first.scenario.municipality or everybody()
    parties = [] if first.scenario.municipality is None else ["", *_party_lines(distribution_of(decision, pair[1], pair[0]))]
    return [
        text("terminal.decision.heading", who=who, frame=frame_text(first)),
        "",
        *_option_columns(decision),
        *([text("terminal.decision.benchmark")] if decision.benchmarks else []),
        "",
        difference_line(decision, pair),
        *parties,
        *(["", *partner_lines(partners)] if partners else []),
    ]


def _option_columns(decision: Decision) -> list[str]:
    """The indicators of each option, best first, then of the benchmarks."""
    names = [*decision.ranking, *decision.benchmarks]
    appraised = [decision.all[name] for name in names]
    heads = [_short(name, decision) for name in names]
    places = [number(place) for place in range(1, len(decision.ranking) + 1)] + ["–"] * len(decision.benchmarks)
    rows = [
        (text("terminal.decision.place"), *places),
        (text("terminal.decision.from_year"), *(year(alternative_begins(name, item)) for name, item in zip(names, appraised, strict=True))),
    ]
    found = [results.indicators(item) for item in appraised]
    rows += [(indicator_label(key), *(indicator_text(key, first_number(item[key])) for item in found)) for key in found[0]]
    return columns([*wrapped_heads(["", *heads]), *rows])


def _short(name: str, decision: Decision) -> str:
    mark = "*" if name in decision.benchmarks else ""
    return short_option_label(name, decision.all[name].scenario.assumptions) + mark


def difference_line(decision: Decision, pair: Pair) -> str:
    """The first of two options against the second: in net present value and in the operating budget, which may point two ways."""
    found, assumptions = option_differences(decision, pair), decision.all[pair[0]].scenario.assumptions
    first, second = option_label(pair[0], assumptions), option_in_sentence(pair[1], assumptions)
    sentence = text("terminal.decision.difference", first=first, second=second, **found)
    npv, budget = (found[name] or 0.0 for name in ("npv", "budget_npv"))
    return f"{sentence} {text('terminal.decision.two_ways')}" if npv * budget < 0 else sentence


def distribution_lines(split: ChoiceDistribution) -> list[str]:
    """Who gains and who pays where the second option is chosen and not the first: in all, and by year."""
    who = split.first.scenario.municipality or everybody()
    record = distribution_to_dict(split)
    yearly = record["yearly"]
    rows = [(year(when), *(number(row[at], 1) for row in yearly.values())) for at, when in enumerate(record["years"])]
    return [
        text("terminal.distribution.heading", who=who, frame=frame_text(split.first)),
        "",
        *_party_lines(split),
        "",
        *columns([(text("terminal.appraisal.by_year"), *map(party_label, yearly)), *rows]),
        "",
        text("terminal.distribution.note"),
    ]


def _party_lines(split: ChoiceDistribution) -> list[str]:
    assumptions = split.first.scenario.assumptions
    second, first = option_label(split.b, assumptions), option_in_sentence(split.a, assumptions)
    rows = [(party_label(name), signed(value, 1)) for name, value in parties_of(split).items()]
    return [text("terminal.distribution.choice", second=second, first=first), *columns(rows)]


def partner_lines(partners: Mapping[str, Partner]) -> list[str]:
    """What each of those that procure together can choose, and who gains and pays where it takes the alternative."""
    heads = ("", *text.part("terminal.together.heads").values())
    rows = [row for name, partner in partners.items() for row in _option_rows(name, partner.decision)]
    splits = [(name, partner.distribution) for name, partner in partners.items() if partner.distribution is not None]
    parties = [(name, *(signed(value, 1) for value in parties_of(split).values())) for name, split in splits]
    told = [text("terminal.together.heading", names=listed(list(partners))), *columns([heads, *rows])]
    if not splits:
        return told
    alternative = short_option_label(splits[0][1].b, splits[0][1].first.scenario.assumptions)
    names = splits[0][1].present.named()
    return [*told, "", text("terminal.together.taken", alternative=alternative), *columns([("", *map(party_label, names)), *parties])]


def _option_rows(who: str, decision: Decision) -> list[tuple[str, ...]]:
    kinds = ("npv", "npv_per_inhabitant", "budget_npv")
    found = {name: results.indicators(decision.all[name]) for name in (*decision.ranking, *decision.benchmarks)}
    return [
        (
            text("terminal.together.option", who=who, option=_short(name, decision)),
            *(indicator_text(key, first_number(item[key])) for key in kinds),
        )
        for name, item in found.items()
    ]


def wind_down_lines(found: WindDown, charge: RegionalCharge) -> list[str]:
    """The value of winding the whole platform down, with its parts by year, and what the region pays of it."""
    record = wind_down_to_dict(found, charge)
    part = {name: text(f"terminal.wind_down.parts.{name}") for name in PARTS}
    return [
        text("terminal.wind_down.heading", first=record["wind_down_year"], frame=frame_text(found.appraisal)),
        "",
        *columns(
            [*((part[name], signed(value, 1)) for name, value in record["present"].items()), (_label("npv"), signed(record["npv"], 1))]
        ),
        text("terminal.wind_down.minutes", minutes=record["break_even_minutes"]),
        "",
        *_part_years(record, part),
        "",
        *_charge_lines(record["regional_charge"], charge),
    ]


def _label(name: str) -> str:
    return text(f"terminal.wind_down.{name}")


def _part_years(record: Mapping[str, Any], part: Mapping[str, str]) -> list[str]:
    signs = {name: -1.0 if name in LOWERING else 1.0 for name in PARTS}
    rows = [
        (year(when), *(number(signs[name] * record["yearly"][name][at] + 0.0, 1) for name in PARTS))
        for at, when in enumerate(record["years"])
    ]
    return columns([*wrapped_heads([text("terminal.appraisal.by_year"), *part.values()]), *rows])


def _charge_lines(record: Mapping[str, Any], charge: RegionalCharge) -> list[str]:
    parts = ("hospitals", "participants", "total")
    rows = [(year(when), *(number(record[name][at], 1) for name in parts)) for at, when in enumerate(record["years"])]
    heads = (text("terminal.wind_down.charge"), *(text(f"terminal.wind_down.charges.{name}") for name in parts))
    figures = charge.appraisal.scenario.assumptions.published.values()
    told = [
        text("terminal.wind_down.published", text=item.text, source=item.source)
        for item in figures
        if item.measure == Measure.REGIONAL_CHARGE
    ]
    return [*columns([heads, *rows]), *told]
