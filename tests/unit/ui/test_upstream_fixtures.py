"""govuk-frontend-jinja renders every one of upstream's own examples as upstream does, so neither moves alone."""

import json
from pathlib import Path

import pytest

from network.ui.govuk import components, govuk
from tests.unit.ui.markup import as_read

COMPONENTS = Path("node_modules/govuk-frontend/dist/govuk/components")
FIXTURES = sorted(COMPONENTS.glob("*/fixtures.json"))


def test_the_examples_are_there() -> None:
    """`npm ci` brings them; without them the comparison below would pass by comparing nothing."""
    assert {path.parent.name for path in FIXTURES} == components()
    version = json.loads(Path("node_modules/govuk-frontend/package.json").read_text())["version"]
    assert version == "6.3.0"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.parent.name)
def test_every_example_renders_as_upstream_does(path: Path) -> None:
    examples = json.loads(path.read_text())
    for example in examples["fixtures"]:
        drawn = govuk(examples["component"], **example["options"])
        assert as_read(drawn) == as_read(example["html"]), example["name"]
