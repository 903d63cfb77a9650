# Writes requirements/ from pyproject.toml, with hashes; plain pip installs them. uv lives apart from the project.
# Versions stay as they are where they may; UPGRADE=yes chooses them all anew. No index address is written.
set -eu

tool=.venv/lock-tool
if [ ! -x "$tool/bin/uv" ]; then
    .venv/bin/python -m venv "$tool"
    "$tool/bin/python" -m pip install --quiet uv
fi

compile() {
    "$tool/bin/uv" pip compile pyproject.toml --quiet ${UPGRADE:+--upgrade} --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-header "$@"
}

compile --output-file requirements/run.txt
compile --extra test --constraint requirements/run.txt --output-file requirements/test.txt
