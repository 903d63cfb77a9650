# `make test`: everything. The two databases are tried side by side where there are two processors.
. scripts/steps.sh

logs=$(mktemp -d)
other=
trap 'rm -rf "$notes" "$logs"' EXIT
trap 'kill $other 2>/dev/null; exit 130' INT TERM

on_sqlite() {
    printf '\n%s\n' "--- tests on SQLite"
    began=$(date +%s)
    {
        status=0
        TEST_DATABASE=sqlite .venv/bin/python -m pytest --output=test-results/sqlite || status=$?
        echo "$(($(date +%s) - began)) $status" >"$logs/sqlite.end"
    } | tee "$logs/sqlite"
}

on_postgresql() {
    began=$(date +%s)
    TEST_DATABASE=postgresql .venv/bin/python -m pytest --output=test-results/postgresql \
        -p no:cacheprovider -m "smoke or not journey" >"$logs/postgresql" 2>&1 &
    # What runs in the background does not hear Ctrl-C: it is passed on.
    trap 'kill $! 2>/dev/null' TERM
    status=0
    wait $! || status=$?
    echo "$(($(date +%s) - began)) $status" >"$logs/postgresql.end"
}

closing() { # name, database
    if read -r seconds status <"$logs/$2.end"; then
        note "$1" "$seconds" "$status"
    else
        note "$1" 0 1
    fi
    printf '\n%s\n' "$1:"
    tail -n 1 "$logs/$2"
}

step "Chromium" sh scripts/browser.sh
static_checks
if [ "$(getconf _NPROCESSORS_ONLN)" -ge 2 ]; then
    on_postgresql &
    other=$!
    on_sqlite
    wait "$other"
else
    on_sqlite
    (on_postgresql)
fi
printf '\n%s\n' "--- tests on PostgreSQL"
cat "$logs/postgresql"
closings=$(mktemp "$logs/closings.XXXXXX")
{
    closing "tests on SQLite" sqlite
    closing "tests on PostgreSQL" postgresql
} >"$closings"
printf '\n'
cat "$notes" "$closings"
exit "$worst"
