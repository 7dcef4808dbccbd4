"""Addresses that lead nowhere, which Streamlit answers with its page all the same."""

from functools import cache

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import statements
from web.messages import not_found


@cache
def addresses() -> frozenset[str]:
    """Where there is a page."""
    from pages.components.menu import address_of, folders  # imports the pages, which the server does when it warms up

    return frozenset({"/", "/index.html", *(f"/{name}" for name in statements.PAGES), *(f"/{address_of(name)}" for name in folders())})


class UnknownAddresses:
    """Answers 404 where Streamlit's page would come for an address that none of the app's pages has."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; Streamlit's page at a wrong address is swallowed and 404 sent in its place."""
        if scope["type"] != "http" or scope["path"] in addresses():
            await self.app(scope, receive, send)
            return
        is_swallowed = False

        async def checked(message: Message) -> None:
            nonlocal is_swallowed
            if message["type"] == "http.response.start":
                is_swallowed = is_page(message)
            if not is_swallowed:
                await send(message)

        await self.app(scope, receive, checked)
        if is_swallowed:
            await (await not_found(Request(scope), None))(scope, receive, send)


def is_page(start: Message) -> bool:
    """Whether a response that begins so is a page."""
    return start["status"] == 200 and Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
