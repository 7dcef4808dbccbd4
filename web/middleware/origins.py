"""Websockets from pages of others, refused before Streamlit sees them: it would ask an outside service for its own address."""

import logging
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from web.messages import message

PORTS = {"http": ":80", "https": ":443"}
LOG = logging.getLogger(__name__)


class OwnOrigin:
    """Lets websockets in that come from a page of the same host, as the browser or the proxy before the server names it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.has_told = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything else on; Streamlit has no use for the origin of what is let in."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
        elif is_own(Headers(scope=scope)):
            kept = [(name, value) for name, value in scope["headers"] if name != b"origin"]
            await self.app({**scope, "headers": kept}, receive, send)
        else:
            self.tell()
            await receive()
            await HTMLResponse(message("foreign_origin", scope), status_code=403)(scope, receive, send)

    def tell(self) -> None:
        """Say once what an operator has to do if it was no stranger."""
        if not self.has_told:
            self.has_told = True
            LOG.warning(
                "A page of another host was refused. If no visitor gets past the first lines of a page, "
                "the proxy before the server does not pass the header Host on: see deploy/README.md."
            )


def is_own(headers: Headers) -> bool:
    """Whether the origin, where there is one, is the host that was asked; browsers always name it.

    >>> is_own(Headers({"Origin": "https://kost.example.no", "Host": "kost.example.no:443"}))
    True
    >>> is_own(Headers({"Origin": "https://example.no", "Host": "kost.example.no"}))
    False
    """
    origins, hosts = headers.getlist("origin"), headers.getlist("host")
    if not origins:
        return True
    try:
        origin = urlsplit(origins[0])
    except ValueError:
        return False
    port = PORTS.get(origin.scheme)
    named = len(origins) == len(hosts) == 1 and port is not None and origin.netloc
    return bool(named) and origin.netloc.lower().removesuffix(port or "") == hosts[0].lower().removesuffix(port or "")
