"""What the server takes on at most, so that one visitor holds nobody else up."""

import logging
from contextlib import suppress

CONNECTIONS = 2_000
"""Open connections of any kind."""
SESSIONS = 500
"""Open pages: websockets, of which each holds a session. Fewer where the system allows few files."""
FILES_OF_A_SESSION, OTHER_FILES = 5, 300
"""File descriptors, generously, of a session and of everything else."""
HEADER_SECONDS, BODY_SECONDS, ANSWER_SECONDS = 15, 120, 180
"""By the clock: until a request is told, until its body is there, until its answer has been taken."""
UPLOADS_AT_A_TIME, UPLOADED_OF_A_SESSION, UPLOADED_IN_ALL = 10, 20_000_000, 200_000_000
"""Uploads on their way, and bytes that are kept of one session and of all together."""
LARGEST_FRAME = 500_000
"""Bytes of a message from a page: what all widgets hold."""
SWEEP_SECONDS = 15
"""Between two looks for sessions whose visitors have left."""


def raise_file_limit() -> int:
    """Let the process have as many open files as the system allows it; how many that are."""
    try:
        import resource
    except ImportError:  # Windows bounds them otherwise
        return 10_000
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + FILES_OF_A_SESSION * SESSIONS + OTHER_FILES
    wanted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    if soft != resource.RLIM_INFINITY and soft < FILES_OF_A_SESSION * SESSIONS:
        logging.getLogger(__name__).warning("Only %s files may be open: fewer visitors are let in.", soft)
    return wanted if soft == resource.RLIM_INFINITY else soft


def sessions_for(files: int) -> int:
    """How many sessions so many open files are enough for.

    >>> sessions_for(65_536), sessions_for(1_024)
    (500, 144)
    """
    return max(1, min(SESSIONS, (files - OTHER_FILES) // FILES_OF_A_SESSION))
