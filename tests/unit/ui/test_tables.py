"""A table stays a table when its rows are laid out as blocks (U28)."""

import pytest
from lxml import html

from network.ui.tables import stacked

TABLE = """<table class="t"><caption>People</caption>
<thead><tr><th scope="col">Name</th><th scope="col"><a href="?sort=n">People <span aria-hidden="true">↑</span></a></th>
<th scope="col"><span class="govuk-visually-hidden">Change</span></th></tr></thead>
<tbody><tr><th scope="row">A <td-like></th><td class="c">3</td><td><button>Close</button></td></tr>
<tr><td>B &amp; C</td><td>4</td><td></td></tr></tbody></table>"""


def cells(markup: str, path: str) -> list[str | None]:
    return [cell.get("data-label") for cell in html.fromstring(f"<div>{markup}</div>").xpath(path)]


def test_each_cell_says_its_column_and_each_part_its_role() -> None:
    found = stacked(TABLE)
    assert cells(found, "//tbody/tr[1]/td") == ["People", None], "a heading hidden from sight labels nothing"
    assert cells(found, "//tbody/tr[2]/td") == ["Name", "People", None]
    assert cells(found, "//th") == [None] * 4
    tree = html.fromstring(f"<div>{found}</div>")
    for path, role in (
        ("//table", "table"),
        ("//thead | //tbody", "rowgroup"),
        ("//tr", "row"),
        ("//th[@scope='col']", "columnheader"),
        ("//th[@scope='row']", "rowheader"),
        ("//td", "cell"),
    ):
        assert {part.get("role") for part in tree.xpath(path)} == {role}, path
    assert tree.xpath("//table/@class") == ["t"]


def test_two_tables_keep_their_own_headings() -> None:
    second = "<table><thead><tr><th>Day</th></tr></thead><tbody><tr><td>Monday</td></tr></tbody></table>"
    assert cells(stacked(TABLE + second), "//table[2]//td") == ["Day"]


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ('A "quoted" word', 'A "quoted" word'),
        ("Fish &amp; chips &lt;b&gt;", "Fish & chips <b>"),
        ("Two\n  <em>lines</em>", "Two lines"),
    ],
)
def test_a_label_is_the_words_of_its_heading(heading: str, label: str) -> None:
    found = stacked(f"<table><thead><tr><th>{heading}</th></tr></thead><tbody><tr><td>x</td></tr></tbody></table>")
    assert cells(found, "//td") == [label]


def test_what_is_no_table_stays_as_it_is() -> None:
    assert stacked("<p>Thin &amp; plain</p>") == "<p>Thin &amp; plain</p>"
