"""A folder of assumptions of version 1 → one of version 2, and a note of all that was carried over, left out or taken from the shipped one.

Pure: the files of both folders come in as bytes by their place, the files of the new one go out. What the user wrote and what has no
place in version 2 stays in the files as a comment.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from costmodel.assumptions.folders import BASE, BASE_FILES, SCENARIOS, opened
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.records import Assumption, AssumptionSet
from costmodel.assumptions.upgrading import registers
from costmodel.assumptions.upgrading.editing import YamlText
from costmodel.assumptions.upgrading.parameters import FILE, carried_parameters
from costmodel.assumptions.upgrading.phrases import Phrases
from costmodel.assumptions.upgrading.scenario_files import carried_scenario
from costmodel.assumptions.upgrading.tables import with_declined
from costmodel.assumptions.upgrading.values import over_register
from costmodel.assumptions.versions import is_version_1
from costmodel.faults import AssumptionError, Fault, Note

Files = Mapping[str, bytes]
_CITED = re.compile(r"(?:\bsource: *[\"']?|;)([A-Za-z0-9_.-]+)")
"""What a number, or a row of a table, names as its source."""
MEASURES = {"transition_loss": "clinic_transition_loss"}
"""What published figures are held against, by its name in version 1."""


@dataclass(frozen=True)
class UpgradedFolder:
    """The folder of version 2."""

    files: dict[str, bytes]
    """Content by place: ``base/…`` and ``scenarios/…``."""
    notes: tuple[Note, ...]
    """What became of what, in the order of the files."""
    faults: tuple[Fault, ...]
    """What is wrong with the result, where it cannot be loaded: what the user must mend."""


@dataclass
class _Upgrade:
    """The state of one upgrade: both folders, what is written, what is told."""

    old: Files
    shipped: Files
    assumptions: AssumptionSet
    phrases: Phrases
    files: dict[str, bytes]
    notes: list[Note] = field(default_factory=list[Note])

    def old_yaml(self, name: str) -> YamlText:
        return YamlText(self.old[BASE + name], BASE + name)

    def shipped_yaml(self, name: str) -> YamlText:
        return YamlText(self.shipped[BASE + name], BASE + name)

    def put(self, name: str, carried: tuple[bytes, list[Note]]) -> None:
        self.files[BASE + name] = carried[0]
        self.notes += carried[1]


def upgraded_folder(old: Files, shipped: Files, phrases: Phrases) -> UpgradedFolder:
    """The folder `old` in the form of version 2, with the numbers that it lacks from the folder `shipped`.

    Raises AssumptionError where `old` is not of version 1 or cannot be read.
    """
    if not is_version_1(old):
        raise AssumptionError([Fault("", "", "not_version_1")])
    lacking = [BASE + name for name in ("parameters.yaml", "benefits.yaml", "sources.yaml") if BASE + name not in old]
    if lacking:
        raise AssumptionError([Fault(place, "", "missing_file") for place in lacking])
    upgrade = _Upgrade(old, shipped, load_assumptions(shipped), phrases, dict(old))
    _upgrade_base(upgrade)
    result = {place: content for place, content in upgrade.files.items() if not place.startswith(SCENARIOS)}
    try:
        base = load_assumptions(result)
    except AssumptionError as error:
        return UpgradedFolder(upgrade.files, tuple(upgrade.notes), error.faults)
    _upgrade_scenarios(upgrade, base)
    _compare(upgrade, base)
    try:
        load_assumptions(upgrade.files)
    except AssumptionError as error:
        return UpgradedFolder(upgrade.files, tuple(upgrade.notes), error.faults)
    return UpgradedFolder(upgrade.files, tuple(upgrade.notes), ())


def _upgrade_base(u: _Upgrade) -> None:
    """The base files, and the shipped ones of those that version 1 has not."""
    parameters = carried_parameters(u.old_yaml("parameters.yaml"), u.shipped_yaml("parameters.yaml"), u.phrases)
    u.put("parameters.yaml", (parameters.content, list(parameters.notes)))
    u.notes.append(Note(FILE, "", "taken_numbers", {"names": parameters.added}))
    benefits = u.old_yaml("benefits.yaml")
    keys = benefits.keys(registers.BENEFITS)
    u.put("benefits.yaml", registers.carried_benefits(benefits, u.shipped_yaml("benefits.yaml")))
    moved = parameters.moved
    systems, alternatives = u.shipped_yaml("legacy_systems.yaml"), u.shipped_yaml("alternatives.yaml")
    u.put("legacy_systems.yaml", registers.carried_systems(systems, moved, u.assumptions, u.phrases))
    u.put("alternatives.yaml", registers.carried_alternatives(alternatives, moved, u.assumptions, keys, u.phrases))
    u.notes += [Note(BASE + name, "", "taken_file") for name in ("legacy_systems.yaml", "alternatives.yaml")]
    _upgrade_published(u)
    _upgrade_municipalities(u)
    _upgrade_correlations(u)
    for name in BASE_FILES:
        if BASE + name not in u.files:
            u.files[BASE + name] = u.shipped[BASE + name]
            u.notes.append(Note(BASE + name, "", "taken_file"))
    _add_sources(u)


def _upgrade_published(u: _Upgrade) -> None:
    if f"{BASE}published.yaml" not in u.old:
        return
    published = u.old_yaml("published.yaml")
    for key in published.keys("figures"):
        measure = published.at("figures", key, "measure")
        if measure in MEASURES:
            published.put(("figures", key, "measure"), MEASURES[str(measure)])
    u.put("published.yaml", (published.edited(), []))


def _upgrade_municipalities(u: _Upgrade) -> None:
    """The table with who has declined, from the shipped one."""
    place = f"{BASE}municipalities.csv"
    if place in u.old:
        u.files[place], names = with_declined(u.old[place], place, u.assumptions)
        u.notes.append(Note(place, "", "taken_declined", {"names": tuple(names)}))


def _upgrade_correlations(u: _Upgrade) -> None:
    """Correlations under the new names; one of a number that is gone is kept as a comment."""
    if f"{BASE}correlations.yaml" not in u.old:
        return
    file, notes = u.old_yaml("correlations.yaml"), list[Note]()
    place, kept = file.located.file, len(file.keys("correlations"))
    for key in file.keys("correlations"):
        written = file.at("correlations", key, "between")
        names = [str(name) for name in cast("list[object]", written)] if isinstance(written, list) else []
        places = {name: over_register(name) for name in names}
        if None in places.values():
            file.comment_out(("correlations", key), u.phrases.kept)
            notes.append(Note(place, key, "correlation_left_out"))
            kept -= 1
            continue
        for at, name in enumerate(names):
            if places[name] != name:
                file.put(("correlations", key, "between", at), str(places[name]))
                notes.append(Note(place, f"{key}: {name}", "key_renamed", {"new": str(places[name])}))
    if not kept and ("correlations",) in file.located.keys:
        file.make_empty(("correlations",))
    u.put("correlations.yaml", (file.edited(), notes))


def _add_sources(u: _Upgrade) -> None:
    """The shipped sources that something in the new files refers to and the user's list lacks."""
    sources, shipped = u.old_yaml("sources.yaml"), u.shipped_yaml("sources.yaml")
    known, last = set(sources.keys("sources")), sources.keys("sources")[-1]
    text = b"\n".join(content for place, content in u.files.items() if place != sources.located.file).decode(errors="replace")
    cited = set(_CITED.findall(text))
    wanted = [key for key in shipped.keys("sources") if key not in known and key in cited]
    for key in wanted:
        sources.insert_after(("sources", last), shipped.copied(("sources", key)))
    u.files[f"{BASE}sources.yaml"] = sources.edited()
    if wanted:
        u.notes.append(Note(f"{BASE}sources.yaml", "", "taken_sources", {"names": tuple(wanted)}))


def _upgrade_scenarios(u: _Upgrade, base: AssumptionSet) -> None:
    for place, content in opened(u.old).scenarios():
        if isinstance(content, bytes):
            u.files[place], notes = carried_scenario(YamlText(content, place), base, u.phrases)
            u.notes += notes


def _compare(u: _Upgrade, base: AssumptionSet) -> None:
    """Name the numbers that stand as the user had them and that the shipped files have otherwise."""
    ours = u.assumptions.quantities
    others = [name for name, item in base.quantities.items() if name in ours and _ends(item) != _ends(ours[name])]
    if others:
        u.notes.append(Note("", "", "differs_from_shipped", {"names": tuple(others)}))


def _ends(item: Assumption) -> tuple[float | None, ...]:
    return item.value, item.low, item.high, item.price_year
