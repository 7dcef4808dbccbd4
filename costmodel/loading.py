"""A folder of assumptions → an AssumptionSet, or everything that is wrong with it. The only module that reads files."""

import hashlib
import json
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from costmodel.checking import joint_faults
from costmodel.faults import AssumptionError, Fault
from costmodel.reading.decoding import LARGEST_FILE, decode, too_large
from costmodel.reading.drafts import Draft, Surroundings
from costmodel.reading.located import REFUSED, Located
from costmodel.reading.published_checks import Known
from costmodel.reading.register_reading import Register, read_benefits, read_effects, read_parameters, read_published, read_sources
from costmodel.reading.scenario_reading import scenario_record
from costmodel.reading.table_reading import Rows, read_municipalities, read_price_index
from costmodel.reading.yaml_reading import read_yaml
from costmodel.region import rank_order
from costmodel.schema import AssumptionSet, Effect, Municipality, PriceIndexYear, PublishedFigure, Record, ScenarioFile, Source

R = TypeVar("R", bound=Record)


def load_assumptions(folder: str | Path, *, today: date | None = None) -> AssumptionSet:
    """The assumptions in a folder that holds ``base/`` and perhaps ``scenarios/``, or that is a base folder itself.

    Raises AssumptionError with every fault of every file at once. `today` decides what is past its review or still to come.
    """
    root = Path(folder)
    base, prefix = _base_folder(root)
    today = today or date.today()
    files = _BaseFiles.read(base, prefix, today)
    around = Surroundings(files.years, files.source_ids, today)
    known = files.assembled()
    scenarios, faults = _scenarios(root / "scenarios", known) if prefix else ({}, [])
    faults = [*files.faults(around), *faults]
    if faults:
        raise AssumptionError(dict.fromkeys(faults))
    warnings = dict.fromkeys(str(note) for draft in files.drafts for note in draft.warnings(around))
    return AssumptionSet(
        groups=known.groups,
        benefits=known.benefits,
        municipalities=known.municipalities,
        price_index=known.price_index,
        sources=known.sources,
        published=known.published,
        effects=known.effects,
        scenarios=scenarios,
        hash=fingerprint(known),
        warnings=tuple(warnings),
    )


def load_scenario_file(path: str | Path, assumptions: AssumptionSet) -> ScenarioFile:
    """The scenario in a file of its own. Raises AssumptionError with all that is wrong with it."""
    path = Path(path)
    refuse_missing(path)
    data = read_bytes(path, path.name)
    if isinstance(data, Fault):
        raise AssumptionError([data])
    return read_scenario(data, path.name, assumptions)


def read_scenario(text: bytes, place: str, assumptions: AssumptionSet) -> ScenarioFile:
    """The scenario in the bytes of a file or an upload; `place` is what messages call it."""
    scenario, faults = _scenario(text, place, assumptions)
    if scenario is None or faults:
        raise AssumptionError(faults)
    return scenario


def fingerprint(assumptions: AssumptionSet) -> str:
    """SHA-256 of every number and text of the base folder: comments, layout and line endings do not count."""
    content = assumptions.model_dump(mode="json", exclude={"scenarios", "warnings", "hash"})
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class _BaseFiles:
    """The seven files of a base folder as far as they could be read."""

    parameters: Register
    benefits: Register
    sources: dict[str, Source]
    source_ids: frozenset[str] | None
    other_faults: list[Fault]
    municipalities: Rows[Municipality]
    index: Rows[PriceIndexYear]
    published: dict[str, PublishedFigure]
    effects: dict[str, Effect]

    @classmethod
    def read(cls, base: Path, prefix: str, today: date) -> "_BaseFiles":
        sources, source_ids, faults = read_sources(_yaml(base / "sources.yaml", prefix))
        places = _rows(base / "municipalities.csv", prefix, lambda text, file: read_municipalities(text, file, source_ids, today))
        index = _rows(base / "price_index.csv", prefix, read_price_index)
        known = Known(frozenset(places.mentioned), _years(index), source_ids)
        published, published_faults = read_published(_yaml(base / "published.yaml", prefix), known)
        effects, effect_faults = read_effects(_yaml(base / "effects.yaml", prefix), source_ids)
        return cls(
            parameters=read_parameters(_yaml(base / "parameters.yaml", prefix)),
            benefits=read_benefits(_yaml(base / "benefits.yaml", prefix)),
            sources=sources,
            source_ids=source_ids,
            other_faults=[*faults, *published_faults, *effect_faults],
            published=published,
            effects=effects,
            municipalities=places,
            index=index,
        )

    @property
    def years(self) -> frozenset[int]:
        """Years of the price index, as far as they could be read."""
        return _years(self.index)

    @property
    def drafts(self) -> list[Draft]:
        """Every number: the parameters, then the benefits."""
        return [*self.parameters.drafts, *self.benefits.drafts]

    def faults(self, around: Surroundings) -> Iterable[Fault]:
        """All that is wrong, file by file."""
        for register in (self.parameters, self.benefits):
            yield from register.faults
            for draft in register.drafts:
                yield from draft.faults(around)
        yield from self._joint_faults()
        yield from self.other_faults
        yield from self.municipalities.faults
        yield from self.index.faults

    def _joint_faults(self) -> Iterable[Fault]:
        by_name = {draft.name: draft for draft in self.drafts}
        values = {name: draft.item.value for name, draft in by_name.items()}
        for fault in joint_faults(values, {name: name for name in values}):
            draft = by_name[fault.name]
            way = draft.way("value")
            yield replace(fault, place=draft.source.place(way), name=draft.source.title(way))

    def assembled(self) -> AssumptionSet:
        """What could be read, without scenarios. Not validated: complete only where there are no faults."""
        settings = {draft.name: draft.item.value for draft in self.parameters.drafts}
        rows = rank_order(self.municipalities.records, settings.get("reference_year") or 0) if self.municipalities.mentioned else []
        broken = self.municipalities.mentioned - {row.name for row in rows}
        return AssumptionSet.model_construct(
            groups=self.parameters.groups,
            benefits=self.benefits.benefits,
            municipalities=(*rows, *(Municipality.model_construct(name=name) for name in sorted(broken))),
            price_index={row.year: row for row in self.index.records},
            sources=self.sources,
            published=self.published,
            effects=self.effects,
        )


def _base_folder(root: Path) -> tuple[Path, str]:
    """The base folder and what messages put before its file names."""
    if not root.is_dir():
        found = "en fil, ikke en mappe" if root.exists() else "ingen mappe"
        message = (found, "en mappe med forutsetninger", "Oppgi en mappe som inneholder base/.")
        raise AssumptionError([Fault(str(root), "", *message)])
    if (root / "base").is_dir():
        return root / "base", "base/"
    if (root / "parameters.yaml").exists():
        return root, ""
    message = ("ingen undermappe base/", "en mappe som inneholder base/, eller som har parameters.yaml i seg", "Oppgi en slik mappe.")
    raise AssumptionError([Fault(str(root), "", *message)])


def _scenarios(folder: Path, known: AssumptionSet) -> tuple[dict[str, ScenarioFile], list[Fault]]:
    found: dict[str, ScenarioFile] = {}
    faults: list[Fault] = []
    try:
        paths = sorted(folder.iterdir()) if folder.exists() else []
    except OSError:
        message = ("noe som ikke kan leses som en mappe", "en mappe med scenariofiler", "Rett eller slett den.")
        return {}, [Fault("scenarios", "", *message)]
    for path in (path for path in paths if path.suffix in (".yaml", ".yml") and not path.name.startswith(".")):
        file = f"scenarios/{path.name}"
        if path.suffix == ".yml":
            faults.append(Fault(file, "", "et filnavn som ender på .yml", "filnavn som ender på .yaml", "Gi filen nytt navn."))
            continue
        data = read_bytes(path, file)
        scenario, wrong = (None, [data]) if isinstance(data, Fault) else _scenario(data, file, known)
        faults.extend(wrong)
        if scenario is not None:
            found[path.stem] = scenario
    return found, faults


def _scenario(data: bytes, file: str, known: AssumptionSet) -> tuple[ScenarioFile | None, list[Fault]]:
    text = decode(data, file)
    if isinstance(text, Fault):
        return None, [text]
    return scenario_record(read_yaml(text, file), known)


def _yaml(path: Path, prefix: str) -> Located:
    file = prefix + path.name
    text = _read_text(path, file)
    return Located(file, REFUSED, faults=[text]) if isinstance(text, Fault) else read_yaml(text, file)


def _rows(path: Path, prefix: str, read: Callable[[str, str], Rows[R]]) -> Rows[R]:
    text = _read_text(path, prefix + path.name)
    return Rows(faults=[text]) if isinstance(text, Fault) else read(text, prefix + path.name)


def _years(index: Rows[PriceIndexYear]) -> frozenset[int]:
    return frozenset(row.year for row in index.records)


def _read_text(path: Path, file: str) -> str | Fault:
    data = read_bytes(path, file)
    return data if isinstance(data, Fault) else decode(data, file)


def refuse_missing(path: Path) -> None:
    """Raise AssumptionError where a file that somebody named is not there."""
    if not path.exists():
        raise AssumptionError([Fault("", str(path), "ingen fil", "en fil som finnes", "Rett filnavnet.")])


def read_bytes(path: Path, file: str, largest: int = LARGEST_FILE) -> bytes | Fault:
    """The content of a file of at most `largest` bytes, or why it cannot be had; `file` is what messages call it."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Fault(file, "", "en mappe", "en fil", "Flytt mappen, og legg filen der.")
        if not stat.S_ISREG(status.st_mode):
            return Fault(file, "", "noe som ikke er en vanlig fil", "en fil", "Erstatt den med en vanlig fil.")
        if status.st_size > largest:
            return too_large(status.st_size, file, largest)
        return path.read_bytes()
    except FileNotFoundError:
        return Fault(file, "", "ingen fil", "filen må være med", "Hent filen tilbake fra forrige versjon.")
    except OSError as error:
        reason = "tilgang nektet" if isinstance(error, PermissionError) else type(error).__name__
        return Fault(file, "", f"en fil som ikke kan leses ({reason})", "en lesbar fil", "Gi programmet lesetilgang til filen.")
