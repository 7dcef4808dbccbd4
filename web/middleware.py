"""Middleware of the app: headers on every answer, files compressed once and kept, page and scripts in bokmål.

Plain ASGI, so that websockets pass untouched.
"""

import re
from collections.abc import Callable
from functools import partial

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.labels import LABELS, in_norwegian, script_of

ASSETS = "/static/"
"""Where Streamlit serves its own files; their names carry a hash of their content."""
OWN_FILES = "/app/static/"
"""Where the folder ``static`` is served; the names of its files carry their version."""
FOREVER = "public, max-age=31536000, immutable"
Change = Callable[[bytes], bytes]
"""A body as it is, to the body that is sent."""

POLICY = {
    "default-src": "'self'",
    # Streamlit's front end reads messages with WebAssembly. No inline script is allowed: the page's only one is taken out.
    "script-src": "'self' 'wasm-unsafe-eval'",
    # Streamlit, plotly and st.html write styles into the page.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    # Covers the websocket to the same host too.
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
SECURITY_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

INDEX_CHANGES = (
    (rb'<html lang="en">', b'<html lang="nb">'),
    (rb"<title>Streamlit</title>", b"<title>Helseplattformen: kostnad og nytte</title>"),
    # A flag for a service that renders pages ahead; the only inline script.
    (rb"(?s)<!-- initialize window\.prerenderReady.*?</script>", b""),
    # Preloaded by Streamlit whatever the theme's typeface is.
    (rb'(href="\./)static/media/SourceSansVF-Upright[^"]*', rb"\1app/static/inter-5.3.0-latin-400.woff2"),
    (
        rb"(?s)<noscript>.*?</noscript>",
        "<noscript><p>Siden trenger JavaScript. Slå det på i nettleseren og last siden på nytt.</p></noscript>".encode(),
    ),
)
"""Pattern and replacement, for the page that every address of the app answers with."""


class ResponseHeaders:
    """Gives every HTTP response the headers that tell a browser what this app never does, and what it may keep."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; only the start of a response is changed."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SECURITY_HEADERS)
                if message["status"] == 200 and scope["path"].startswith(OWN_FILES):
                    headers["Cache-Control"] = FOREVER
            await send(message)

        await self.app(scope, receive, with_headers)


class KeptAssets:
    """Keeps compressed assets in memory: compressing plotly anew takes half a second of the server for each new visitor."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory where possible; what comes from the app is kept where it may be."""
        if not self.is_plain_request(scope):
            await self.app(scope, receive, send)
            return
        messages = self.kept.get(scope["path"])
        if messages is None:
            messages = await self.whole_response(scope, receive)
            if self.may_be_kept(messages[0]):
                self.kept[scope["path"]] = messages
        for message in messages:
            await send(dict(message))

    @staticmethod
    def is_plain_request(scope: Scope) -> bool:
        """Whether an asset is wanted as it is by a browser that takes gzip; others are left to the app."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(ASSETS):
            return False
        headers = Headers(scope=scope)
        return "gzip" in headers.get("Accept-Encoding", "") and not {"range", "if-none-match", "if-modified-since"} & set(headers)

    @staticmethod
    def may_be_kept(start: Message) -> bool:
        """Whether it was compressed and is said never to change; there are no more of these than files."""
        headers = Headers(raw=start["headers"])
        return start["status"] == 200 and "content-encoding" in headers and "immutable" in headers.get("cache-control", "")

    async def whole_response(self, scope: Scope, receive: Receive) -> list[Message]:
        """The start of the response, with its length, and its body in one piece."""
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, collect)
        start, *rest = messages
        body = b"".join(message.get("body", b"") for message in rest)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["Content-Length"] = str(len(body))
        return [{**start, "headers": headers.raw}, {"type": "http.response.body", "body": body}]


class Norwegian:
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
        self.path = str(scope["path"])
        self.has_body = scope["method"] != "HEAD"
        self.start: Message = {}
        self.change: Change | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        """Take one message of the response."""
        if message["type"] == "http.response.start":
            self.start, self.change = message, change_of(self.path, message)
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


def change_of(path: str, start: Message) -> Change | None:
    """What rewrites a response: HTML, and the whole of a script with texts; None where it goes on as it is."""
    kind, script = Headers(raw=start["headers"]).get("content-type", ""), script_of(path)
    if kind.startswith("text/html"):
        return norwegian
    is_script = start["status"] == 200 and "javascript" in kind and path.startswith(ASSETS)
    return partial(in_norwegian, script) if is_script and script in LABELS else None


def norwegian(page: bytes) -> bytes:
    """Streamlit's page with the language, title and messages of this app.

    >>> norwegian(b'<html lang="en">')
    b'<html lang="nb">'
    """
    for pattern, replacement in INDEX_CHANGES:
        page = re.sub(pattern, replacement, page)
    return page
