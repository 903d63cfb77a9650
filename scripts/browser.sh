# Finds a Chromium, or installs one: from the system's packages where that is allowed, else Playwright's own.
works() {
    command -v "$1" >/dev/null && "$1" --version >/dev/null 2>&1
}

found() {
    for program in ${CHROMIUM:-chromium chromium-browser google-chrome google-chrome-stable}; do
        works "$program" && return
    done
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

found && exit
if [ -n "${CHROMIUM:-}" ]; then
    echo "CHROMIUM names a browser that does not start: $CHROMIUM" >&2
    exit 1
fi
if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
    echo "Installing Chromium with apt-get"
    as_root apt-get update -qq &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            chromium fonts-liberation >/dev/null
    found && exit
fi
echo "Installing Playwright's own Chromium"
.venv/bin/python -m playwright install chromium && exit
echo "The journeys need Chromium: install it, or name it with CHROMIUM=/path/to/chromium" >&2
exit 1
