"""Serving below a path of the host, such as ``/kostnad``, whether the proxy before the server takes that path off or not."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.messages import HOME

VARIABLE, STREAMLITS_OWN = "HELSEPLATTFORMEN_BASE_PATH", "STREAMLIT_SERVER_BASE_URL_PATH"
"""Environment variables: the path below which the app is served. ``streamlit run`` knows the second one."""


def base_path(environment: Mapping[str, str]) -> str:
    """The path below which the app is served, without the last slash; empty for the host itself.

    >>> base_path({VARIABLE: "kostnad/"}), base_path({})
    ('/kostnad', '')
    """
    path = (environment.get(VARIABLE) or environment.get(STREAMLITS_OWN) or "").strip("/")
    return f"/{path}" if path else ""


class BasePath:
    """Takes the path off every request before anything else sees it, and puts it before every address that leads home.

    Requests that come without it, as from a proxy that has taken it off or from what watches the server, are answered too.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self.base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on from where it leads inside the app; the path alone leads to the first page."""
        if not self.base or scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == self.base:
            query = scope.get("query_string", b"").decode("latin-1")
            await RedirectResponse(f"{self.base}/{'?' if query else ''}{query}", 301)(scope, receive, send)
        else:
            await self.app(self.inside(scope), receive, self.homeward(send))

    def inside(self, scope: Scope) -> Scope:
        """The request as the app sees it."""
        path, raw, start = scope["path"], scope.get("raw_path") or b"", f"{self.base}/"
        if not path.startswith(start):
            return {**scope, HOME: start}
        return {**scope, "path": path[len(self.base) :], "raw_path": raw[len(self.base.encode()) :], HOME: start}

    def homeward(self, send: Send) -> Send:
        """Sends what the app answers, with addresses of its own as a browser needs them."""

        async def with_base(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                target = headers.get("Location", "")
                if target.startswith("/") and not target.startswith(("//", f"{self.base}/")):
                    headers["Location"] = self.base + target
            await send(message)

        return with_base
