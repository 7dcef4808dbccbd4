"""Streamlit's own words in bokmål: it writes them into its scripts in English and has no setting for them.

Each text stands in ``nb.json`` as in the scripts of the pinned release, its quotes among it; a test finds every one there. What
is not replaced, such as under another release, stays English and works.
"""

import json
from pathlib import Path

LABELS: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "nb.json").read_text("utf-8"))
"""By script, its name without what follows the first dot: text and replacement."""


def script_of(path: str) -> str:
    """The script that a path names.

    >>> script_of("/static/js/Selectbox.AbC1.js")
    'Selectbox'
    """
    return path.rpartition("/")[2].partition(".")[0]


def in_bokmaal(script: str, code: bytes) -> bytes:
    """The code of a script with its texts replaced."""
    for english, ours in LABELS[script].items():
        code = code.replace(english.encode(), ours.encode())
    return code
