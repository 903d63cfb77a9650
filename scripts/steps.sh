# To be sourced. `step NAME COMMAND...` runs a command and notes its time and its end; the first fault does not
# hide the next. `finish` prints the notes and exits as the worst of them.
notes=$(mktemp)
worst=0
trap 'rm -f "$notes"' EXIT

note() { # name, seconds, exit status
    result=passed
    if [ "$3" -ne 0 ]; then
        result=FAILED
        worst=1
    fi
    printf '%-34s %5d s  %s\n' "$1" "$2" "$result" >>"$notes"
}

step() {
    name=$1
    shift
    printf '\n%s\n' "--- $name"
    began=$(date +%s)
    status=0
    "$@" || status=$?
    note "$name" $(($(date +%s) - began)) "$status"
}

static_checks() {
    step "ruff check" .venv/bin/ruff check --quiet .
    step "ruff format" .venv/bin/ruff format --quiet --check .
    step "mypy" .venv/bin/mypy
    step "import contracts" .venv/bin/lint-imports
    step "templates (djlint)" .venv/bin/djlint --lint --quiet network
    step "security (bandit)" .venv/bin/bandit --quiet --configfile pyproject.toml --recursive network
}

finish() { # files to print after the notes
    printf '\n'
    cat "$notes" "$@"
    exit "$worst"
}
