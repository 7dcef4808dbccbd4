"""Whether the server lives, and whether it can answer: for what watches it or shares out visitors, not for people."""

import asyncio
import logging

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from costmodel import AssumptionError

HEALTH, READY = "/health", "/ready"
NEVER_KEPT = {"Cache-Control": "no-store"}


async def health(_request: Request) -> PlainTextResponse:
    """200 as long as the process answers at all: else it should be started anew."""
    return PlainTextResponse("ok\n", headers=NEVER_KEPT)


async def ready(_request: Request) -> PlainTextResponse:
    """200 where a visitor would get numbers, 503 where the assumption files have faults: visitors should be sent elsewhere.

    What is wrong with them stands on the page and in the log, not here.
    """
    trouble = await asyncio.to_thread(what_is_wrong)
    return PlainTextResponse(f"{trouble or 'ready'}\n", status_code=503 if trouble else 200, headers=NEVER_KEPT)


def what_is_wrong() -> str:
    """What keeps the server from answering, in a few words; empty where nothing does."""
    from pages.session.state import shared_assumptions  # imports the pages, which the server does when it warms up

    try:
        shared_assumptions()
    except AssumptionError as error:
        return f"assumptions: {len(error.faults)} faults"
    except Exception:
        logging.getLogger(__name__).exception("the assumptions could not be read")
        return "assumptions: unreadable"
    return ""


ROUTES = [Route(HEALTH, health), Route(READY, ready)]
