"""What the log says: when, how bad, from where, and what; nothing of who the visitor is or what he has written.

No line a request and none a connection, which would name the visitor's address and, in the query, his scenario. An error is told by its
kind and the places in the code that led to it: its message may quote a file or a link.
"""

import logging
import os
import traceback
from types import TracebackType
from typing import Any

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
"""As in ``.streamlit/config.toml``, which holds for the loggers of Streamlit."""
DETAILS_VARIABLE = "HELSEPLATTFORMEN_LOG_DETAILS"
"""Environment variable: when set, errors are told with their messages, to find a fault; they may then hold what visitors have written."""
LOGGERS: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": FORMAT}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"uvicorn": {"handlers": ["stderr"], "level": "INFO", "propagate": False}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
"""For uvicorn, which sets them up before it starts anything."""
OF_A_CONNECTION = ("connection ", "WebSocket", "%s - ")
"""How the lines of uvicorn begin, or what they hold, that come with every websocket."""

Raised = tuple[type[BaseException], BaseException, TracebackType | None]


def set_up() -> None:
    """Keep visitors out of the log: call it when the loggers are there, as the server starts."""
    logging.getLogger("uvicorn.access").disabled = True  # Streamlit turns it on again
    logging.getLogger("uvicorn.error").addFilter(is_of_the_server)
    if not os.environ.get(DETAILS_VARIABLE):
        logging.setLogRecordFactory(record_without_messages)


def is_of_the_server(record: logging.LogRecord) -> bool:
    """Whether a line is about the server, not about one connection."""
    return record.levelno >= logging.WARNING or not str(record.msg).startswith(OF_A_CONNECTION)


def record_without_messages(*args: Any, **kwargs: Any) -> logging.LogRecord:
    """A line of the log whose error is told without its message."""
    record = logging.LogRecord(*args, **kwargs)
    if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
        record.exc_text = without_message(record.exc_info[1])
    return record


def without_message(error: BaseException) -> str:
    """The places that led to an error and its kind, and the same of the errors behind it."""
    chain, told = error, list[str]()
    while chain is not None and len(told) < 5:
        places = "".join(traceback.format_tb(chain.__traceback__))
        told.insert(0, f"{places}{type(chain).__module__}.{type(chain).__qualname__}")
        chain = chain.__cause__ or (None if chain.__suppress_context__ else chain.__context__)
    return "\nled to:\n".join(told)
