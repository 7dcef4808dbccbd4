"""The words that pages share: ``nb.yaml`` beside this module, and the other languages."""

import re
from pathlib import Path

from costmodel.texts.catalog import Catalog

text = Catalog(Path(__file__).parent)
"""Words of the parts of pages, by key and values."""
MARKS = re.compile(r"[\\`*_\[\]<>$~&]|:(?=\S)")
"""What begins code, emphasis, links, pictures, HTML, formulas, signs by number, colours and small pictures."""
ADDRESSES, JOINER = re.compile(r"https?:(?=//)|www(?=\.)|@(?=\w)", re.IGNORECASE), "\N{WORD JOINER}"
"""What makes a link without any mark, and a character of no width that keeps it from doing so."""


def in_file_name(municipality: str | None) -> str:
    """The municipality under study, or all participants together, in the name of a file."""
    return municipality or text("files.everybody")


def plain(text: str) -> str:
    r"""A text that somebody else has written, so that Markdown shows it as it is: the one place where its marks lose their meaning.

    >>> print(plain("Fra $5 *uten* :red[x] [lenke](x): 2"))
    Fra \$5 \*uten\* \:red\[x\] \[lenke\](x): 2
    """
    unlinked = ADDRESSES.sub(rf"\g<0>{JOINER}", text)
    return " ".join(MARKS.sub(r"\\\g<0>", unlinked).split("\n"))
