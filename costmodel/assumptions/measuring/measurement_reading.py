"""measurements.yaml: plain data → records, with all that is wrong in them. The file may be missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from costmodel.assumptions.located import Keys, Located, as_mapping
from costmodel.assumptions.measuring.measurement_rules import measurement_faults
from costmodel.assumptions.reading.drafts import Surroundings
from costmodel.assumptions.reading.record_reading import read_record
from costmodel.assumptions.records import AssumptionSet, Measurement, MeasurementFile
from costmodel.faults import Fault

FILE = "measurements.yaml"
_TOP = "measurements"


@dataclass(frozen=True)
class Measurements:
    """What the file holds, as far as it could be read."""

    source: Located
    records: Mapping[str, Measurement] = field(default_factory=dict[str, Measurement])
    reading_faults: tuple[Fault, ...] = ()

    @classmethod
    def none(cls) -> "Measurements":
        """Those of a folder without the file."""
        return cls(Located(FILE))

    def faults(self, known: AssumptionSet, around: Surroundings) -> Iterator[Fault]:
        """All that is wrong, when `known` is what could be read of the other files."""
        yield from self.reading_faults
        for key, item in self.records.items():
            for fault in measurement_faults(item, known, around.today):
                way: Keys = (_TOP, key, fault.name)
                yield replace(fault, place=self.source.place(way), name=self.source.title(way))


def read_measurements(source: Located) -> Measurements:
    """The sound records, and what is wrong with the others."""
    faults = [*source.faults, *read_record(MeasurementFile, source, (), emptied=(_TOP,)).faults]
    found: dict[str, Measurement] = {}
    for key in as_mapping(source.at((_TOP,))):
        reading = read_record(Measurement, source, (_TOP, key))
        faults.extend(reading.faults)
        if reading.record:
            found[key] = reading.record
    return Measurements(source, found, tuple(faults))
