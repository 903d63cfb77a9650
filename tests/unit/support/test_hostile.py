"""Joined texts lose none of the strings that they are made of."""

import pytest

from tests.support.hostile import OWN, hostile_strings, hostile_texts


@pytest.mark.parametrize("most", [100, 250])
def test_every_string_is_in_a_text(most):
    texts = hostile_texts(most)
    whole = "\n".join(texts)
    assert [text for text in hostile_strings() if text.strip(" ") not in whole] == []
    assert tuple(texts[: len(OWN)]) == OWN
    longest = max(map(len, hostile_strings()[len(OWN) :]), default=0)
    assert all(len(text) <= max(most, longest) for text in texts[len(OWN) :])
