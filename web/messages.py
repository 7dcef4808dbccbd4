"""Pages of the server itself, where there is none of the app."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse

from costmodel.texts.catalog import Catalog
from costmodel.texts.language import in_language, language
from web.middleware.headers import SECURITY_HEADERS
from web.middleware.language import readers_language

FOLDER = Path(__file__).parent
PAGE = (FOLDER / "message.html").read_text("utf-8")
text = Catalog(FOLDER)


async def not_found(request: Request, _error: Exception) -> HTMLResponse:
    """The answer where there is no such file."""
    return HTMLResponse(message("not_found", readers_language(request.scope)), status_code=404)


async def failed(request: Request, _error: Exception) -> HTMLResponse:
    """The answer where the server itself fails: what went wrong goes to the log. It is sent outside all middleware."""
    return HTMLResponse(message("failed", readers_language(request.scope)), status_code=500, headers=SECURITY_HEADERS)


def message(key: str, code: str) -> str:
    """A page with one message in a language."""
    with in_language(code):
        return PAGE.format(language=language(), title=text(f"{key}.title"), text=text(f"{key}.text"), home=text("home"))
