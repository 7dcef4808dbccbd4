#!/bin/sh
# The tests drive programs of the system, Chromium, LibreOffice, nginx and bubblewrap: install what is missing where that is allowed, else say how.
missing=""
command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1 || missing="chromium-headless-shell"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc-nogui"
/usr/bin/python3 -c "import uno" >/dev/null 2>&1 || missing="$missing python3-uno"
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || missing="$missing nginx"
command -v bwrap >/dev/null 2>&1 || missing="$missing bubblewrap"
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need Chromium (command 'chromium-headless-shell' or 'chromium'), nginx, bubblewrap, and LibreOffice Calc (command 'soffice') with its" >&2
    echo "Python module uno: install them with the system's package manager." >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo"; fi
echo "Installing for the tests: $missing ..."
# Debian starts a server that it installs, and the tests want nginx's program only.
policy=/usr/sbin/policy-rc.d
case "$missing" in
*nginx*)
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' | $as_root tee $policy >/dev/null
        $as_root chmod +x $policy
        trap '$as_root rm -f $policy' EXIT
    fi
    ;;
esac
$as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null || {
    echo "They could not be installed. Run: sudo apt-get install $missing" >&2
    exit 1
}
# Nor is it to start with the machine, where a service manager would do that.
case "$missing" in
*nginx*) if [ -d /run/systemd/system ]; then $as_root systemctl disable --quiet nginx || true; fi ;;
esac
