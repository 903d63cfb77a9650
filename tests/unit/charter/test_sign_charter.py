"""What holds when somebody signs, without a database."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from network.charter import rules
from network.charter.rules import AlreadySigned, NotCurrent, Signing
from network.charter.vocabulary import Basis, VersionState
from network.core.errors import RuleBroken

SIGNING = Signing("Ash Okafor", "Chief executive", Basis.CHIEF_OFFICER, "", True, "")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"basis": Basis.OTHER, "basis_words": "Standing orders, section 4"},
        {"statement": "word " * 150},
        {"signatory_name": "A" * 200},
        {"statement": "two  spaces\nand a line"},
    ],
)
def test_may_sign(changes):
    rules.check_signing(replace(SIGNING, **changes))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"is_authorised": False}, "is_authorised"),
        ({"signatory_name": ""}, "signatory_name"),
        ({"job_title": ""}, "job_title"),
        ({"signatory_name": "A" * 201}, "signatory_name"),
        ({"job_title": "A" * 201}, "job_title"),
        ({"basis": Basis.OTHER}, "basis_words"),
        ({"basis_words": "A" * 201}, "basis_words"),
        ({"statement": "word " * 151}, "statement"),
        ({"statement": "A" * 2001}, "statement"),
    ],
)
def test_may_not_sign(changes, field):
    with pytest.raises(RuleBroken) as broken:
        rules.check_signing(replace(SIGNING, **changes))
    assert broken.value.field == field


@pytest.mark.parametrize(("text", "words"), [("", 0), ("  ", 0), ("one", 1), ("one\ntwo\tthree  four", 4)])
def test_words_are_counted_as_people_do(text, words):
    assert rules.count_words(text) == words


@pytest.mark.parametrize("current", [None, 3])
def test_a_replaced_version_is_refused_with_two_ways_on(current):
    refused = rules.not_current(2, current)
    assert isinstance(refused, NotCurrent)
    assert "Nothing was signed" in refused.message
    assert len(refused.routes) >= 2, "U37"
    assert (current is None) == ("Version 2 of the charter cannot" in refused.message)


def test_a_second_signature_is_told_who_signed_and_when():
    at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    refused = rules.already_signed("Harrow Hill Council", 2, UUID(int=7), "Ash Okafor", at)
    assert isinstance(refused, AlreadySigned)
    assert "Ash Okafor signed it on 2 July 2026" in refused.message, "the day is London's"
    assert [route.href for route in refused.routes] == [
        f"/charter/signatures/{UUID(int=7)}/certificate.pdf",
        "/charter/signatories",
    ]


@pytest.mark.parametrize("state", VersionState)
def test_only_a_draft_may_change(state):
    if state is VersionState.DRAFT:
        rules.check_is_draft(state)
        return
    with pytest.raises(RuleBroken, match="its words stay as they are"):
        rules.check_is_draft(state)
