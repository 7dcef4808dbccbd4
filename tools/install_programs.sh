#!/bin/sh
# The tests drive two of the system's programs, Chromium and LibreOffice: install what is missing where that is allowed, else say how.
missing=""
command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1 || missing="chromium-headless-shell"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc-nogui"
/usr/bin/python3 -c "import uno" >/dev/null 2>&1 || missing="$missing python3-uno"
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need Chromium (command 'chromium-headless-shell' or 'chromium') and LibreOffice Calc (command 'soffice') with its Python module uno:" >&2
    echo "install them with the system's package manager." >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo"; fi
echo "Installing for the tests: $missing ..."
$as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null || {
    echo "They could not be installed. Run: sudo apt-get install $missing" >&2
    exit 1
}
