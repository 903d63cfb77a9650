"""Text that programs send, taken as a form would take it."""

import pytest
from marshmallow import ValidationError

from network.core.api import BaseSchema, Words


class NoteSchema(BaseSchema):
    line = Words(load_default="")
    lines = Words(has_lines=True, load_default="")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"line": "  a \n b\t"}, {"line": "a b", "lines": ""}),
        ({"lines": " one\r\ntwo\rthree "}, {"line": "", "lines": "one\ntwo\nthree"}),
        ({"line": "👩‍👩‍👧 ز"}, {"line": "👩‍👩‍👧 ز", "lines": ""}),
    ],
)
def test_text_is_tidied(sent, kept):
    assert NoteSchema().load(sent) == kept


@pytest.mark.parametrize("sent", ["\ud800", "a\udfffb", "a\0b", 7, None, ["a"]])
def test_what_is_no_text_is_refused(sent):
    with pytest.raises(ValidationError, match="line"):
        NoteSchema().load({"line": sent})
