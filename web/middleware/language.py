"""Streamlit's page and scripts, which are in English, in the reader's language."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from costmodel.texts.catalog import Catalog
from costmodel.texts.language import LANGUAGES, in_language, language
from web.middleware import ASSETS, OWN_FILES
from web.streamlit_texts import LABELS, in_bokmaal, script_of

Change = Callable[[bytes], bytes]
"""A body as it is, to the body that is sent."""
FOLDER = Path(__file__).parents[1]
text = Catalog(FOLDER)


class ReadersLanguage:
    """Rewrites Streamlit's page and scripts, which are in English. Sits inside the compression, and keeps Streamlit's own off."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; what is rewritten is collected, changed and sent with its new length."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self.app(self.uncompressed(scope), receive, Rewriter(send, scope))

    @staticmethod
    def uncompressed(scope: Scope) -> Scope:
        """The request without the headers that would bring compressed HTML, or none because the browser has it."""
        unwanted = {b"accept-encoding"}
        if not scope["path"].startswith((ASSETS, OWN_FILES)):
            unwanted |= {b"if-none-match", b"if-modified-since"}
        return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in unwanted]}


class Rewriter:
    """The sending side of one response: what is rewritten waits until it is whole, all else goes straight on."""

    def __init__(self, send: Send, scope: Scope) -> None:
        self.send = send
        self.scope = scope
        self.has_body = scope["method"] != "HEAD"
        self.start: Message = {}
        self.change: Change | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        """Take one message of the response."""
        if message["type"] == "http.response.start":
            self.start, self.change = message, change_of(self.scope, message)
        if self.change is None:
            await self.send(message)
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self.finish(self.change(self.body))

    async def finish(self, body: bytes) -> None:
        """Send what has been changed, without what describes the file on disk."""
        headers = MutableHeaders(scope=self.start)
        del headers["Content-Length"], headers["ETag"], headers["Last-Modified"]
        if self.has_body:
            headers["Content-Length"] = str(len(body))
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": body})


def change_of(scope: Scope, start: Message) -> Change | None:
    """What rewrites a response: HTML, and the whole of a script with texts; None where it goes on as it is."""
    path = str(scope["path"])
    kind, script = Headers(raw=start["headers"]).get("content-type", ""), script_of(path)
    if kind.startswith("text/html"):
        return partial(translated, code=readers_language(scope))
    is_script = start["status"] == 200 and "javascript" in kind and path.startswith(ASSETS)
    return partial(in_bokmaal, script) if is_script and script in LABELS else None


def readers_language(scope: Scope) -> str:
    """The language that the address asks for; bokmål where it asks for none that is known."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    return asked if asked in LANGUAGES else LANGUAGES[0]


def translated(page: bytes, code: str) -> bytes:
    """Streamlit's page with the language, title and messages of this app.

    >>> translated(b'<html lang="en">', "nb")
    b'<html lang="nb">'
    """
    with in_language(code):
        for pattern, replacement in index_changes():
            page = re.sub(pattern, lambda _, new=replacement: new, page)
    return page


def index_changes() -> tuple[tuple[bytes, bytes], ...]:
    """Pattern and replacement, for the page that every address of the app answers with."""
    return (
        (rb'<html lang="en">', f'<html lang="{language()}">'.encode()),
        (rb"<title>Streamlit</title>", f"<title>{text('title')}</title>".encode()),
        # A flag for a service that renders pages ahead; the only inline script.
        (rb"(?s)<!-- initialize window\.prerenderReady.*?</script>", b""),
        # Preloaded by Streamlit whatever the theme's typeface is.
        (rb'(?<=href="\./)static/media/SourceSansVF-Upright[^"]*', b"app/static/inter-5.3.0-latin-400.woff2"),
        (rb"(?s)<noscript>.*?</noscript>", f"<noscript><p>{text('no_script')}</p></noscript>".encode()),
    )
