#!/bin/sh
# The browser tests drive the system's Chromium: install it where it is missing and that is allowed, else say how.
command -v chromium >/dev/null 2>&1 && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "The browser tests need Chromium as the command 'chromium': install it with the system's package manager." >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo"; fi
echo "Installing Chromium for the browser tests ..."
$as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null || {
    echo "Chromium could not be installed. Run: sudo apt-get install chromium" >&2
    exit 1
}
