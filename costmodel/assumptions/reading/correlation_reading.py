"""correlations.yaml: plain data → records, with all that is wrong in them and what is worth a look."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from costmodel.assumptions.correlation import copula, is_drawn, pairs_of
from costmodel.assumptions.located import Keys, Located, as_mapping
from costmodel.assumptions.reading.drafts import Surroundings
from costmodel.assumptions.reading.provenance_checks import date_faults, in_future, origin_faults, overdue, source_faults
from costmodel.assumptions.reading.record_reading import read_record
from costmodel.assumptions.records import AssumptionSet, Correlation, CorrelationFile
from costmodel.assumptions.rules import EVERY_ROW, full_names, is_known, known_names, unknown_name
from costmodel.faults import Fault, Note, shown

_TOP = "correlations"
NOTICEABLE = 0.001
"""A repair that changes every correlation by less is not worth a message."""


@dataclass(frozen=True)
class Correlations:
    """What the file holds, as far as it could be read."""

    source: Located
    records: Mapping[str, Correlation]
    reading_faults: tuple[Fault, ...]

    def faults(self, known: AssumptionSet, around: Surroundings) -> Iterator[Fault]:
        """All that is wrong, when `known` is what could be read of the other files."""
        yield from self.reading_faults
        taken: dict[frozenset[str], str] = {}
        for key, item in self.records.items():
            for fault in (*origin_faults(item), *source_faults(item, around.sources), *date_faults(item)):
                yield self._placed((_TOP, key, fault.name), fault)
            for way, fault in _between_faults(item, known, taken, key):
                yield self._placed((_TOP, key, *way), fault)

    def warnings(self, known: AssumptionSet, today: date) -> Iterator[Fault]:
        """What is allowed but worth a look: dates, and correlations that cannot all hold."""
        for key, item in self.records.items():
            yield from (self._placed((_TOP, key, note.name), note) for note in (*overdue(item, today), *in_future(item, today)))
        change = copula(pairs_of(self.records, known)).repair
        if change >= NOTICEABLE:
            yield self._placed((_TOP,), Note("", "", "impossible_correlations", {"change": round(change, 3)}))

    def _placed(self, way: Keys, fault: Fault) -> Fault:
        return replace(fault, place=self.source.place(way), name=self.source.title(way))


def read_correlations(source: Located) -> Correlations:
    """The sound records, and what is wrong with the others."""
    faults = [*source.faults, *read_record(CorrelationFile, source, (), emptied=(_TOP,)).faults]
    found: dict[str, Correlation] = {}
    for key in as_mapping(source.at((_TOP,))):
        reading = read_record(Correlation, source, (_TOP, key))
        faults.extend(reading.faults)
        if reading.record:
            found[key] = reading.record
    return Correlations(source, found, tuple(faults))


def _between_faults(item: Correlation, known: AssumptionSet, taken: dict[frozenset[str], str], key: str) -> Iterator[tuple[Keys, Fault]]:
    """What is wrong with the names, with the way to the one at fault; `taken` are the pairs of the entries before."""
    names = tuple(dict.fromkeys(item.between))
    wrong = [(at, fault) for at, name in enumerate(item.between) for fault in _name_faults(name, item.between[:at], known)]
    yield from ((("between", at), fault) for at, fault in wrong)
    pairs = [frozenset(pair) for pair in pairs_of({key: item}, known)]
    is_whole = all(full in known.quantities for name in names for full in full_names(name, known)) and all(known.registers.values())
    if not pairs and is_whole and not wrong:
        yield ("between",), Fault("", "", "fewer_than_two_drawn")
    again = next((taken[pair] for pair in pairs if pair in taken), None)
    if again is not None:
        yield ("between",), Fault("", "", "pair_twice", {"entry": shown(again)})
    taken.update(dict.fromkeys(pairs, key))


def _name_faults(name: str, before: tuple[str, ...], known: AssumptionSet) -> Iterator[Fault]:
    if not is_known(name, known):
        yield unknown_name("", name, known_names(known))
        return
    if name in before:
        yield Fault("", "", "name_twice", {"name": shown(name)})
    items = [known.quantities[full] for full in full_names(name, known) if full in known.quantities]
    accept: Callable[..., bool] = any if EVERY_ROW in name else all
    if items and not accept(is_drawn(quantity) for quantity in items):
        yield Fault("", "", "not_drawn", {"name": shown(name)})
