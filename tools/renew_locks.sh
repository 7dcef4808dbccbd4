#!/bin/sh
# Writes the locks anew from the requirements files: every package with the hashes of all its files, for Linux, macOS and Windows
# and every Python from 3.11 on. What is locked stays as it is unless UPGRADE names it (a package, or "all").
# The runtime is locked to the versions that the tests run with.
set -eu
uv=${UV:?"the command uv: make locks sets it"}
case "${UPGRADE:-}" in
"") upgrade="" ;;
all) upgrade="--upgrade" ;;
*) upgrade="--upgrade-package $UPGRADE" ;;
esac
lock() {
    # shellcheck disable=SC2086
    "$uv" pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
        --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make locks" $upgrade "$@"
}
lock requirements-dev.txt --output-file locks/development.txt
lock requirements-tools.txt --output-file locks/tools.txt
upgrade=""
lock requirements-cluster.txt --constraints locks/development.txt --output-file locks/cluster.txt
lock requirements.txt --constraints locks/development.txt --output-file locks/runtime.txt
