"""What inviting shows, and to whom (`B4`)."""

from __future__ import annotations

from sqlalchemy import select

from network.accounts.models import Invitation
from network.accounts.service.invitations import NewInvitation, invite
from network.core import outbox
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from tests.factories.accounts import SYSTEM


def test_inviting_tells_nobody_who_has_an_account(app, world, client_of):
    """`B4`: an address known elsewhere and one known nowhere are answered, listed and written to alike."""
    lead = client_of(world.person(Role.ORGANISATION_LEAD))
    seen = []
    for email in (world.person(Role.CHAMPION, "other").email, "nobody.at.all@example.org"):
        answers = {"email": email, "name": "Noor Person", "role": "champion"}
        answer = lead.post(f"/organisations/{world.own}/people/invite", answers)
        listed = lead.get(f"/organisations/{world.own}/people/invitations").text
        with app.app_context():
            letter = next(each for each in outbox.waiting_messages() if each.to == email)
            text = letter.email("https://network.example.org").text.replace(letter.token, "")
            with system_scope(db.session(), "a test looks") as system:
                sent = scoped(select(Invitation), system, Invitation).where(Invitation.email == email)
                invitation = db.session.scalars(sent).one()
        seen.append((answer.status, answer.location, listed.count(email), text))
        lead.post(f"/people/invitations/{invitation.id}/withdraw", {}, form_at="/your-sign-in")
    assert seen[0] == seen[1]


def test_the_coordinator_sees_every_invitation_that_waits(app, world, client_of, clock):
    """Those sent to partners too, with the partner's name; a lead sees their own organisation's by the same address."""
    with app.app_context(), system_scope(db.session(), "two invitations"):
        for at, name in (("own", "Ada Own"), ("other", "Bea Other")):
            place = getattr(world, at)
            invite(SYSTEM, NewInvitation(f"{at}@example.org", name, Role.MANAGER, place), clock)
        commit()
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    assert "/people/invitations" in coordinator.get("/people").tree.xpath("//main//nav//a/@href")
    everywhere = coordinator.get("/people/invitations")
    for words in ("Ada Own", "Bea Other", "Harrow Hill Council", "Ottermouth NHS Foundation Trust"):
        assert words in everywhere.text
    lead = client_of(world.person(Role.ORGANISATION_LEAD)).get("/people/invitations")
    assert "Ada Own" in lead.text
    assert "Bea Other" not in lead.text
    people = client_of(world.person(Role.ORGANISATION_LEAD)).get("/people")
    assert "1 invitation waits to be accepted" in " ".join(people.texts("//main//p"))
