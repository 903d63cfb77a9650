"""Tables that turn into labelled blocks on a narrow screen, without losing that they are tables (U28).

The style sheet lays a row out as a block, which takes the meaning of a table from some browsers. So each part
says what it is (`role`), and each cell says which column it stands in (`data-label`), which is shown beside it.
"""

import re
from collections.abc import Iterator
from itertools import count

from markupsafe import Markup

_PART = re.compile(r"<(table|thead|tbody|tfoot|tr|th|td)(?=[\s>])([^>]*)>")
_HEADINGS = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_HIDDEN = re.compile(r"<span[^>]*(?:visually-hidden|aria-hidden)[^>]*>.*?</span>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row", "td": "cell"}


def stacked(markup: str) -> Markup:
    """The markup of tables with roles on every part, and with each cell's column as its `data-label`.

    A heading that is hidden from sight labels nothing: what stands under it speaks for itself. A table has one
    row of headings, and no cell spans columns.
    """
    words = str(markup)
    start, parts = 0, []
    for end in [*(found.start() for found in re.finditer("<table", words)), len(words)]:
        parts.append(_one_table(words[start:end]))
        start = end
    return Markup("".join(parts))  # noqa: S704 # nosec B704 - markup comes in, from a template, and only gains attributes


def _one_table(words: str) -> str:
    headings = _HEADINGS.search(words)
    labels = [_words_of(heading) for heading in _HEADING.findall(headings[0])] if headings else []
    after_headings = headings.end() if headings else 0
    column: Iterator[int] = count()

    def annotated(found: re.Match[str]) -> str:
        nonlocal column
        name, attributes = found[1], found[2]
        if name == "tr":
            column = count()
        if name not in {"th", "td"}:
            return f'<{name} role="{_ROLES[name]}"{attributes}>'
        at = next(column)
        role = _ROLES.get(name) or ("rowheader" if 'scope="row"' in attributes else "columnheader")
        is_labelled = name == "td" and found.start() >= after_headings and at < len(labels) and labels[at]
        label = f' data-label="{labels[at]}"' if is_labelled else ""
        return f'<{name} role="{role}"{attributes}{label}>'

    return _PART.sub(annotated, words)


def _words_of(heading: str) -> str:
    return " ".join(_TAG.sub("", _HIDDEN.sub("", heading)).split()).replace('"', "&quot;")
