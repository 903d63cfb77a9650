"""The badge as a file: well-formed, whatever it says."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from network.charter.badge import draw_signing


@pytest.mark.parametrize("name", ["A & B <c> \"d\" 'e'", "A\uffffB", "A\ufffeB", "A" * 300, "عربي 🏥", ""])
def test_it_is_well_formed_whatever_the_network_is_called(name):
    drawn = ElementTree.fromstring(draw_signing(2, name))
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert drawn[0].text.startswith("Signing version 2 of the charter of A") or "A" not in name
