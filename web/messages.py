"""Pages of the server itself, where there is none of the app."""

from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import Scope

from costmodel.texts.catalog import Catalog
from costmodel.texts.language import in_language, language
from web.middleware.headers import SECURITY_HEADERS
from web.middleware.language import readers_language

HOME = "home"
"""Key of a request's scope: where the first page is, if it is not at the root of the host."""
FOLDER = Path(__file__).parent
PAGE = (FOLDER / "message.html").read_text("utf-8")
text = Catalog(FOLDER)


async def not_found(request: Request, _error: Exception | None) -> HTMLResponse:
    """The answer where there is nothing."""
    return HTMLResponse(message("not_found", request.scope), status_code=404)


async def failed(request: Request, _error: Exception) -> HTMLResponse:
    """The answer where the server itself fails: what went wrong goes to the log. It is sent outside all middleware."""
    return HTMLResponse(message("failed", request.scope), status_code=500, headers=SECURITY_HEADERS)


def message(key: str, scope: Scope) -> str:
    """A page with one message in the reader's language."""
    with in_language(readers_language(scope)):
        words = {"title": text(f"{key}.title"), "text": text(f"{key}.text"), "home": text("home")}
        return PAGE.format(language=language(), address=escape(scope.get(HOME, "/")), **words)
