"""What is written to people: neutral, whole, and safe in a mail header (`U31`, `B21`, `B33`)."""

import re

import pytest

from network.accounts.messages import ROLE_IN_MAIL, InvitationSent, RoleEndedNotice
from network.core.permissions import Role

ORIGIN = "https://network.example.org"
FORBIDDEN = re.compile(r"trauma|incident|therap|debrief|referr", re.IGNORECASE)


def invitation(role: Role) -> InvitationSent:
    return InvitationSent(
        to="noor@example.org",
        name="Noor",
        organisation="Harrow Hill Council",
        role=ROLE_IN_MAIL[role],
        invited_by="Ada",
        expires_on="2 December 2026",
        token="abc",
    )


@pytest.mark.parametrize("role", list(Role))
def test_an_invitation_says_who_what_where_and_until_when_in_neutral_words(role):
    email = invitation(role).email(ORIGIN)
    for word in ("Noor", "Ada", "Harrow Hill Council", ROLE_IN_MAIL[role], "2 December 2026"):
        assert word in email.text
    assert f"{ORIGIN}/invitations/abc\n" in email.text
    assert not FORBIDDEN.search(email.subject + email.text)
    assert "\n" not in email.subject
    assert email.to == "noor@example.org"


@pytest.mark.parametrize("role", list(Role))
def test_the_end_of_a_role_is_said_kindly(role):
    notice = RoleEndedNotice("noor@example.org", "Noor", "Harrow Hill Council", ROLE_IN_MAIL[role], "has ended")
    email = notice.email(ORIGIN)
    assert "has ended" in email.text
    assert "Thank you" in email.text
    assert not FORBIDDEN.search(email.subject + email.text)
