"""What Streamlit answers beside the app's pages, kept to what they need."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from web.messages import not_found

STREAMLITS = ("/_stcore/", "/auth/", "/oauth2callback", "/component/")
NEEDED = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream")
NEEDED_BELOW = ("/_stcore/upload_file/", "/_stcore/bidi-components/")
"""What pages ask for; others tell about the server, sign in, or run what nobody here uses."""


class Internals:
    """Answers 404 to what is no visitor's business: metrics, the health of the script, signing in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything else on."""
        is_internal = scope["type"] == "http" and scope["path"].startswith(STREAMLITS)
        if is_internal and scope["path"] not in NEEDED and not scope["path"].startswith(NEEDED_BELOW):
            await (await not_found(Request(scope), None))(scope, receive, send)
        else:
            await self.app(scope, receive, send)
