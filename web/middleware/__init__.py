"""What every request passes on its way in and every answer on its way out: one middleware a module.

Plain ASGI, so that websockets pass untouched.
"""

ASSETS = "/static/"
"""Where Streamlit serves its own files; their names carry a hash of their content."""
OWN_FILES = "/app/static/"
"""Where the folder ``static`` is served; the names of its files carry their version."""
