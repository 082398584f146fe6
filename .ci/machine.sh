#!/bin/sh
# Gets one thing a bare Debian machine lacks: sh .ci/machine.sh python PYTHON | chromium | npm | office
# As root it asks apt-get; anybody else is told what is missing, and the run stops there.
set -eu

have() { command -v "$1" >/dev/null 2>&1; }

get() { # get WHAT-FOR PACKAGE...
    what_for=$1
    shift
    if [ "$(id -u)" -ne 0 ] || ! have apt-get; then
        echo "Missing: $what_for. Install it (on Debian: sudo apt-get install $*) and try again." >&2
        exit 1
    fi
    echo "Installing $* for $what_for." >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

python_is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

case "$1" in
python)
    have "$2" || get "Python" python3 python3-venv
    if ! python_is_new_enough "$2"; then
        echo "$2 is older than Python 3.11. Name a newer one: make PYTHON=python3.12 ..." >&2
        exit 1
    fi
    "$2" -c 'import ensurepip, venv' 2>/dev/null || get "Python's venv" python3-venv
    ;;
chromium)
    [ -n "${CHROMIUM:-}" ] || have chromium || have chromium-browser || have google-chrome ||
        get "Chromium, for the browser tests" chromium fonts-liberation
    ;;
npm)
    have npm || get "npm, for axe-core, the accessibility check" nodejs npm
    ;;
office)
    # The fonts have the widths of Cambria and Calibri, in which the deck is set.
    have soffice && have pdftoppm && fc-list | grep -qi carlito && fc-list | grep -qi caladea ||
        get "LibreOffice, to draw the deck as a board sees it" libreoffice-impress poppler-utils \
            fonts-crosextra-carlito fonts-crosextra-caladea fontconfig
    ;;
*)
    echo "machine.sh knows python, chromium, npm and office, not $1." >&2
    exit 2
    ;;
esac
