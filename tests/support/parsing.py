"""YAML that has been parsed to its end is not parsed again: tests read the same files over and over, and parsing is most of reading."""

from collections import OrderedDict
from collections.abc import Iterator

from costmodel.assumptions.reading import yaml_reading

MOST = 400
"""So many texts are remembered, the ones used last."""
_events = yaml_reading._events
_seen: OrderedDict[str, tuple[yaml_reading._Event, ...]] = OrderedDict()


def remember_events() -> None:
    """From now on, in this process; a text at which the parser or the reader gives up is parsed anew each time."""
    yaml_reading._events = _events_once


def _events_once(text: str) -> Iterator[yaml_reading._Event]:
    if text in _seen:
        _seen.move_to_end(text)
        yield from _seen[text]
        return
    found = []
    for event in _events(text):
        found.append(event)
        yield event
    _seen[text] = tuple(found)
    if len(_seen) > MOST:
        _seen.popitem(last=False)
