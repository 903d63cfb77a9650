"""What is sent to a browser, and what the lock says about where it came from."""

import re
from pathlib import Path

import pytest

from network.ui.built import FOLDER, BuiltAssets

TEMPLATES = sorted(Path("network").rglob("templates/**/*.html"))


def test_the_lock_names_no_host() -> None:
    assert "://" not in Path("package-lock.json").read_text()


def test_a_first_visit_is_light() -> None:
    """P7: 60 kB in all, of which a page may take 30."""
    sizes = [(FOLDER / f"{name}.gz").stat().st_size for name in ("app.css", "app.mjs", "govuk-frontend.mjs")]
    assert 0 < sum(sizes) < 30_000


def test_the_style_asks_for_nothing_else() -> None:
    css = (FOLDER / "app.css").read_text()
    assert "url(" not in css
    assert "GDS Transport" not in css


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_no_template_holds_a_script_or_a_style(path: Path) -> None:
    """The policy of every page refuses them (B40)."""
    # What Jinja writes is held by the tests of the pages; `style='secondary'` in a call is a button's.
    text = re.sub(r"{([%#]).*?\1}|{{.*?}}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"<style|\sstyle\s*=\s*[\"']|\son[a-z]+\s*=\s*[\"']|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    (tmp_path / "app.css").write_text("a")
    before = BuiltAssets(tmp_path).version
    assert BuiltAssets(tmp_path).version == before
    (tmp_path / "app.css").write_text("b")
    assert BuiltAssets(tmp_path).version != before
    assert not BuiltAssets(tmp_path / "none").is_built
