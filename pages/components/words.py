"""The words that pages share: ``nb.yaml`` beside this module, and the other languages."""

import re
from pathlib import Path

from costmodel.texts.catalog import Catalog

text = Catalog(Path(__file__).parent)
"""Words of the parts of pages, by key and values."""
MARKS = re.compile(r"[\\`*_\[\]<>$~&#|]|:(?=\S)")
"""What begins code, emphasis, links, pictures, HTML, formulas, signs by number, headings, tables, colours and small pictures."""
LISTS = re.compile(r"^(?:[0-9]+(?=[.)])|(?=[-+=]))")
"""Up to where a list or a heading begins, where a text begins like one."""
ALONE, JOINER = re.compile(r"https?:(?=//)|www(?=\.)|@(?=\w)|:(?=[a-z+-])|[-<>~](?=[-=>])", re.IGNORECASE), "\N{WORD JOINER}"
"""What makes a link, a small picture or an arrow also behind a backslash, and a character of no width that keeps it from doing so."""


def in_file_name(municipality: str | None) -> str:
    """The municipality under study, or all participants together, in the name of a file."""
    return municipality or text("files.everybody")


def plain(text: str) -> str:
    r"""A text that somebody else has written, so that Markdown shows it as it is: the one place where its marks lose their meaning.

    >>> print(plain("# Fra $5 *uten* [lenke](x): 2"), plain("1. - a"))
    \# Fra \$5 \*uten\* \[lenke\](x): 2 1\. - a
    """
    told = " ".join(ALONE.sub(rf"\g<0>{JOINER}", text).splitlines())
    return LISTS.sub(r"\g<0>\\", MARKS.sub(r"\\\g<0>", told).lstrip())
