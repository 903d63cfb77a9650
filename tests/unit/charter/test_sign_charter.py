"""What holds when somebody signs, without a database."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from network.charter.rules import signing as rules
from network.charter.rules import versions as version_rules
from network.charter.rules.signing import AlreadySigned, Details, NotCurrent, Step
from network.charter.vocabulary import Basis, Purpose, VersionState
from network.core.errors import RuleBroken
from network.core.text import count_words

DETAILS = Details(True, "Ash Okafor", "Chief executive", Basis.CHIEF_OFFICER)
DEPUTY = {"deputy_name": "Sam", "deputy_title": "Deputy", "deputy_email": "sam@example.org"}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"basis": Basis.OTHER, "basis_words": "Standing orders, section 4"},
        {"signatory_name": "A" * 200},
        {"signs_themselves": False, "signatory_email": "Ash@Example.org"},
        DEPUTY,
    ],
)
def test_may_be_named(changes):
    checked = rules.checked_details(replace(DETAILS, **changes))
    assert checked.signatory_email == changes.get("signatory_email", "").lower()


def test_what_does_not_belong_is_not_kept():
    """An address that one's own account has, and words for a basis that needs none."""
    checked = rules.checked_details(replace(DETAILS, signatory_email="other@example.org", basis_words="words"))
    assert (checked.signatory_email, checked.basis_words) == ("", "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"signatory_name": ""}, "signatory_name"),
        ({"signatory_name": "\u200b \x01"}, "signatory_name"),
        ({"job_title": ""}, "job_title"),
        ({"signatory_name": "A" * 201}, "signatory_name"),
        ({"job_title": "A" * 201}, "job_title"),
        ({"basis": Basis.OTHER}, "basis_words"),
        ({"basis": Basis.OTHER, "basis_words": "A" * 201}, "basis_words"),
        ({"signs_themselves": False}, "signatory_email"),
        ({"signs_themselves": False, "signatory_email": "ash@"}, "signatory_email"),
        ({**DEPUTY, "deputy_name": ""}, "deputy_name"),
        ({**DEPUTY, "deputy_email": ""}, "deputy_email"),
        ({**DEPUTY, "deputy_email": "sam@@example"}, "deputy_email"),
    ],
)
def test_may_not_be_named(changes, field):
    with pytest.raises(RuleBroken) as broken:
        rules.checked_details(replace(DETAILS, **changes))
    assert broken.value.field == field


@pytest.mark.parametrize("typed", ["Ash Okafor", " ash   OKAFOR ", "ASH OKAFOR"])
def test_a_typed_signature_is_the_name(typed):
    assert rules.check_signature(typed, "Ash Okafor", is_authorised=True).casefold() == "ash okafor"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Sinead O\u2019Brien", "Sinead O'Brien"),
        ("Sinead O'Brien", "Sinead O\u2019Brien"),
        ("Anne\u2013Marie Hall", "Anne-Marie Hall"),
        ("Sia\u0302n", "Si\u00e2n"),
        ("STRASSE", "Stra\u00dfe"),
    ],
)
def test_a_name_is_the_same_from_whatever_keyboard(typed, name):
    """Telephones turn an apostrophe, some machines write an accent as a letter of its own."""
    assert rules.check_signature(typed, name, is_authorised=True) == typed


@pytest.mark.parametrize(
    ("typed", "is_authorised", "field"),
    [("", True, "typed_signature"), ("A. Okafor", True, "typed_signature"), ("Ash Okafor", False, "is_authorised")],
)
def test_another_name_signs_nothing(typed, is_authorised, field):
    with pytest.raises(RuleBroken) as broken:
        rules.check_signature(typed, "Ash Okafor", is_authorised=is_authorised)
    assert broken.value.field == field


@pytest.mark.parametrize(
    ("purpose", "actions", "signatory", "needed", "steps"),
    [
        (Purpose.SIGN, 0, "", True, [Step.READINESS, Step.ACTIONS, Step.SIGNATORY]),
        (Purpose.SIGN, 1, "Ash", False, [Step.ACTIONS]),
        (Purpose.SIGN, 2, "Ash", False, []),
        (Purpose.SIGN, 2, "Ash", True, [Step.READINESS]),
        (Purpose.SUCCEED, 0, "", True, [Step.SIGNATORY]),
        (Purpose.SUCCEED, 0, "Ash", True, []),
    ],
)
def test_what_is_left_to_do(purpose, actions, signatory, needed, steps):
    assert rules.steps_to_do(purpose, actions, signatory, readiness_is_needed=needed) == steps


@pytest.mark.parametrize(("statement", "fits"), [("word " * 150, True), ("word " * 151, False), ("A" * 2001, False)])
def test_a_statement_has_150_words(statement, fits):
    if fits:
        assert rules.checked_statement(statement) == statement.strip()
        return
    with pytest.raises(RuleBroken) as broken:
        rules.checked_statement(statement)
    assert broken.value.field == "statement"


def test_150_long_words_are_told_what_is_too_long():
    """Not that they are more than 150."""
    with pytest.raises(RuleBroken) as broken:
        rules.checked_statement("trauma-informed " * 150)
    assert broken.value.message == "Keep the statement to 150 words and 2,000 characters"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  ", 0),
        ("one", 1),
        ("one\ntwo\tthree  four", 4),
        ("We listen – and act.", 4),
        ("• be kind\n• be safe & sound", 5),
        ("24/7, trauma-informed", 2),
        ("Rydym yn gwrando 😀", 3),
    ],
)
def test_words_are_counted_as_people_do(text, words):
    assert count_words(text) == words


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
        version_rules.check_is_draft(state)
        return
    words = "its words rest" if state is VersionState.CONSULTED else "its words stay as they are"
    with pytest.raises(RuleBroken, match=words) as broken:
        version_rules.check_is_draft(state)
    assert len(broken.value.routes) >= 2, "U37"
