"""What the operator states: privacy, cookies, accessibility, and whom to tell of a weakness. Files of the operator's own, not of the app.

``deploy/statements`` has drafts. A place that still has to be filled in stands in «»; a file that has one is not served.
"""

import logging
import os
from functools import partial
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from web.messages import HOME, not_found, text

FOLDER_VARIABLE = "HELSEPLATTFORMEN_STATEMENTS"
"""Environment variable: the folder of the operator's statements."""
PAGES = ("personvern", "informasjonskapsler", "tilgjengelighet")
"""Addresses of pages, each from a Markdown file of that name."""
SECURITY = "/.well-known/security.txt"
TEMPLATE = (Path(__file__).parent / "statement.html").read_text("utf-8")
TO_FILL_IN = ("«", "»")
LOG = logging.getLogger(__name__)


def stated(name: str) -> str | None:
    """What a file of the operator's says; None where there is none, or where something in it has still to be filled in."""
    folder = os.environ.get(FOLDER_VARIABLE)
    try:
        found = (Path(folder) / name).read_text("utf-8") if folder else ""
    except (OSError, UnicodeDecodeError):
        LOG.warning("the statement %s could not be read", name)
        return None
    if any(mark in found for mark in TO_FILL_IN):
        LOG.warning("the statement %s is not served: something in «» has still to be filled in", name)
        return None
    return found or None


async def statement(name: str, request: Request) -> Response:
    """The page of one statement."""
    found = stated(f"{name}.md")
    if found is None:
        return await not_found(request, None)
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(found)
    home = escape(request.scope.get(HOME, "/"))
    return HTMLResponse(TEMPLATE.format(title=escape(found.partition("\n")[0].lstrip("# ")), body=body, address=home, home=text("home")))


async def security(request: Request) -> Response:
    """Whom to tell of a weakness (RFC 9116)."""
    found = stated("security.txt")
    return await not_found(request, None) if found is None else PlainTextResponse(found)


ROUTES = [*(Route(f"/{name}", partial(statement, name)) for name in PAGES), Route(SECURITY, security)]
