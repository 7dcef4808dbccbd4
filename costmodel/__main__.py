"""``python -m costmodel``."""

import sys

from costmodel.stopping import Stopped, raise_on_signals

if __name__ == "__main__":
    try:
        raise_on_signals()
        from costmodel.cli.main import run
    except (KeyboardInterrupt, Stopped) as stop:  # while the program was still being loaded
        print("Avbrutt. Ingen fil er skrevet.", file=sys.stderr)
        sys.exit(getattr(stop, "exit_code", 130))
    run()
