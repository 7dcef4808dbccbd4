"""``python -m costmodel``."""

import sys

if __name__ == "__main__":
    try:
        from costmodel.cli.main import run
    except KeyboardInterrupt:  # while the program was still being loaded
        print("Avbrutt. Ingen fil er skrevet.", file=sys.stderr)
        sys.exit(130)
    run()
