# Ends with one line that says what to install, before anything has been made.
fail() {
    echo "$1" >&2
    exit 1
}

python=$(sh scripts/python.sh) || fail "Python 3.11 or later is needed: install it, or name it with PYTHON=/path/to/python3"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "Python has no venv module: on Debian, install it with apt-get install python3-venv"
command -v node >/dev/null || fail "Node 20.19 or later is needed: install it and try again"
command -v npm >/dev/null || fail "npm is needed, which usually comes with Node: install it and try again"
node -e 'const [major, minor] = process.versions.node.split(".").map(Number)
process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' ||
    fail "Node 20.19 or later is needed: this is $(node --version)"
