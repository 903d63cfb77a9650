# `make test`: everything, on both databases. The last lines are pytest's own closing lines.
. scripts/steps.sh

# One more than there are processors: browsers, mail servers and started processes are waited for.
workers=$(($(getconf _NPROCESSORS_ONLN) + 1))
closings=$(mktemp)
trap 'rm -f "$notes" "$closings"' EXIT

tests() { # database, what else pytest is told
    database=$1
    shift
    # The status of a pipe is its last command's: pytest's own goes round it.
    {
        TEST_DATABASE=$database .venv/bin/python -m pytest -n "$workers" --durations=25 --durations-min=5 --output="test-results/$database" --junitxml="test-results/$database.xml" "$@"
        echo $? >"$closings.status"
    } | tee "$closings.log"
    printf '\nTests on %s:\n%s\n' "$database" "$(tail -n 1 "$closings.log")" >>"$closings"
    status=$(cat "$closings.status")
    rm -f "$closings.status" "$closings.log"
    return "$status"
}

step "Chromium" sh scripts/browser.sh
static_checks
step "tests on SQLite" tests sqlite
# Unit tests meet no database; the journeys, but for one, say nothing new of it.
step "tests on PostgreSQL" tests postgresql -m "smoke or not journey" --ignore=tests/unit
finish "$closings"
