"""The root fault first, its consequences folded: what many places refer to and one file lacks is one fault, in that file."""

from collections.abc import Iterable

from costmodel.faults import Fault, shown

FEW = 3
"""So many places are told one by one: each may be a slip of its own."""
_ROOTS = {
    "year_not_in_index": ("year", "price_index.csv"),
    "unknown_source": ("source", "sources.yaml"),
    "unlisted_source": ("source", "sources.yaml"),
    "unknown_municipality": ("name", "municipalities.csv"),
}
"""Codes of references that lead nowhere: the fact that they have in common, and the file that lacks it."""


def rooted(faults: Iterable[Fault], prefix: str) -> list[Fault]:
    """The faults with those of one root as one, at the file that lacks what they refer to, before all others; each once."""
    once = list({str(fault): fault for fault in faults}.values())
    alike: dict[tuple[str, str], list[Fault]] = {}
    for fault in once:
        if fault.code in _ROOTS:
            fact, file = _ROOTS[fault.code]
            alike.setdefault((file, str(fault.facts[fact])), []).append(fault)
    folded = {key: found for key, found in alike.items() if len(found) > FEW}
    gone = {id(fault) for found in folded.values() for fault in found}
    return [*(_root(prefix, *key, found) for key, found in folded.items()), *(fault for fault in once if id(fault) not in gone)]


def _root(prefix: str, file: str, lacking: str, found: list[Fault]) -> Fault:
    places = tuple(dict.fromkeys(shown(fault.name or fault.place) for fault in found))[:FEW]
    return Fault(prefix + file, "", "many_refer_to_it", {"lacking": lacking, "count": len(found), "places": places, "file": file})
