"""What is written: neutral subjects, and for every no at least two other ways and a person (`U31`, `U37`)."""

import pytest

from network.joining.messages import (
    ConfirmAddress,
    InvitedThroughAnother,
    RequestDeclined,
    RequestReceived,
)
from network.joining.vocabulary import DeclineReason
from network.joining.words import DECLINED, ROUTES

ORIGIN = "https://network.example.org"
CONTACT = "Ana Reed, the network’s coordinator at Wendmere (01632 960 100)"


def test_the_link_is_sent_without_a_word_that_was_typed():
    email = ConfirmAddress("ash@example.org", "tokentokentoken", "2026-11-25").email(ORIGIN)
    assert f"{ORIGIN}/join/confirm/tokentokentoken" in email.text
    assert "until 25 November 2026" in email.text


@pytest.mark.parametrize("reason", DeclineReason)
def test_a_no_has_its_words_other_ways_and_a_person(reason):
    email = RequestDeclined("ash@example.org", "Newtown Kitchen", reason.value, CONTACT).email(ORIGIN)
    assert DECLINED[reason] in email.text
    assert len(ROUTES[reason]) >= 2
    assert all(route.text in email.text for route in ROUTES[reason])
    assert CONTACT in email.text
    assert email.subject == "About your request"


def test_by_when_it_is_answered_stands_in_the_e_mail():
    said = RequestReceived("ash@example.org", "Newtown Kitchen", "2026-12-02", CONTACT).email(ORIGIN).text
    assert "answers you by 2 December 2026" in said
    unknown = RequestReceived("ash@example.org", "Newtown Kitchen", "", CONTACT).email(ORIGIN).text
    assert "answers you as soon as we can" in unknown


def test_those_who_asked_too_learn_of_nobody():
    assert "Somebody else there asked too" in InvitedThroughAnother("a@example.org", "N", CONTACT).email(ORIGIN).text
