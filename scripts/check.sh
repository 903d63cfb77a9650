# `make check`: what an author runs before every commit, within a minute.
. scripts/steps.sh

static_checks
step "unit and architecture tests" env TEST_DATABASE=sqlite .venv/bin/python -m pytest -q -n auto tests/unit tests/architecture
finish
