# Chooses versions and writes their hashes; plain pip installs them. uv lives apart from the project.
# No index address is written: whoever installs has their own.
set -eu

tool=.venv/lock-tool
if [ ! -x "$tool/bin/uv" ]; then
    .venv/bin/python -m venv "$tool"
    "$tool/bin/python" -m pip install --quiet uv
fi

compile() {
    "$tool/bin/uv" pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-header "$@"
}

compile --output-file requirements/run.txt
compile --extra test --constraint requirements/run.txt --output-file requirements/test.txt
