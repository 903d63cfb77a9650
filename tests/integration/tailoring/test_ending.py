"""What ends by itself, what goes with a role or an organisation, who is told of it once, and what is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from network.accounts.digests import send_digests
from network.accounts.models import Membership
from network.champions.public import end_champion
from network.core import outbox
from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db
from network.core.errors import Conflict
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.organisations.service.leaving import leave_network
from network.organisations.service.merging import merge
from network.tailoring import jobs
from network.tailoring.models import GivingOffer, TailoredInvitation, TailoredRequest
from network.tailoring.public import read_waiting
from network.tailoring.queries.requests import show_request
from network.tailoring.service import afterwards, asking, inviting, offers
from network.tailoring.vocabulary import InvitationState, RequestState
from tests.factories import champions, tailoring
from tests.factories.training import acting, as_job


@pytest.fixture
def work(app, clock):
    """Runs a job as the worker does."""

    def run(job):
        with app.app_context():
            as_job(job, clock)
            db.session.remove()

    return run


def letters(app, kind):
    """To whom letters of this kind wait."""
    with app.app_context(), system_scope(db.session(), "a test reads the outbox"):
        return [each.to for each in outbox.waiting_messages() if each.kind == f"tailoring.{kind}"]


def invited(app, world, clock):
    offer, request = tailoring.offer(app, world, clock), tailoring.ask(app, world, clock)
    return offer, request, tailoring.invite(app, world, clock, request, offer)


def states(app, request, invitation):
    found = tailoring.stored(app, TailoredRequest, request)
    return found.state, found.partner_organisation_id, tailoring.stored(app, TailoredInvitation, invitation).state


def test_without_an_answer_in_7_days_the_next_can_be_asked(app, world, clock, work):
    _, request, key = invited(app, world, clock)
    clock.advance(timedelta(days=7))
    work(jobs.end_what_is_over)
    assert states(app, request, key)[2] is InvitationState.OPEN, "the seventh day counts"
    clock.advance(timedelta(days=1))
    for _ in range(2):
        work(jobs.end_what_is_over)
    assert states(app, request, key) == (RequestState.ASKED, None, InvitationState.LAPSED)
    assert letters(app, "open_again") == [world.person(Role.ORGANISATION_LEAD).email], "told once"


def test_a_request_whose_days_have_passed_is_closed(app, world, clock, work):
    request = tailoring.ask(app, world, clock)
    clock.advance(timedelta(days=35))
    work(jobs.end_what_is_over)
    assert tailoring.stored(app, TailoredRequest, request).state is RequestState.ASKED
    clock.advance(timedelta(days=1))
    work(jobs.end_what_is_over)
    assert tailoring.stored(app, TailoredRequest, request).state is RequestState.WITHDRAWN
    assert letters(app, "passed") == [world.person(Role.ORGANISATION_LEAD).email]


@pytest.mark.parametrize("has_agreed", [False, True])
def test_with_a_champions_role_what_they_were_asked_is_open_again(app, world, clock, has_agreed):
    """They are no longer suggested, and whoever asked is told; nothing keeps them from going (U15)."""
    with app.app_context():
        person = champions.add_colleague(world, "other", clock)
    champion = champions.make_champion(app, world, person, clock, at="other")
    giver = type(person)(person.user_id, person.email, person.name, person.organisation_id, Role.CHAMPION)
    offer = tailoring.offer(app, world, clock, person=giver)
    request = tailoring.ask(app, world, clock)
    key = tailoring.invite(app, world, clock, request, offer)
    if has_agreed:
        with acting(app, giver) as actor:
            said = inviting.Yes(clock.today() + timedelta(days=9), clock.now().time(), 60)
            inviting.say_yes(actor, key, said, None, clock)
    with acting(app, world.person(Role.ORGANISATION_LEAD, "other")) as lead:
        end_champion(lead, champion, "", clock)
    assert states(app, request, key) == (RequestState.ASKED, None, InvitationState.RELEASED)
    assert tailoring.all_of(app, GivingOffer) == []
    assert letters(app, "open_again") == [world.person(Role.ORGANISATION_LEAD).email]


@pytest.mark.parametrize("goes", ["role", "giving organisation", "asking organisation"])
def test_what_was_agreed_for_a_day_that_has_passed_can_still_be_said_to_be_held(app, world, clock, goes, work):
    """Nobody is told that it falls through: it was held, and only nobody had said so yet."""
    request, key = tailoring.agreed(app, world, clock)
    clock.advance(timedelta(days=11))
    giver = world.person(Role.CHAMPION, "other")
    with app.app_context(), system_scope(db.session(), "a role that is over") as system:
        if goes == "role":
            over = scoped(update(Membership), system, Membership).where(Membership.user_id == giver.user_id)
            db.session.execute(over.values(ends_on=clock.today() - timedelta(days=1)))
            commit()
    if goes == "role":
        work(jobs.end_what_is_over)
    else:
        at, name = (
            ("other", "Ottermouth NHS Foundation Trust")
            if goes.startswith("giving")
            else ("own", "Harrow Hill Council")
        )
        with acting(app, world.person(Role.COORDINATOR, "host")) as actor:
            leave_network(actor, getattr(world, at), name, clock)
    assert states(app, request, key) == (RequestState.AGREED, world.other, InvitationState.ACCEPTED)
    assert letters(app, "open_again") == letters(app, "called_off") == []
    if goes != "asking organisation":
        with acting(app, world.person(Role.ORGANISATION_LEAD)) as lead:
            afterwards.say_held(lead, request, clock.today() - timedelta(days=1), 12, None, clock)


def test_whoever_keeps_another_role_to_give_training_keeps_what_they_offer(app, world, clock, work):
    _, request, key = invited(app, world, clock)
    work(jobs.end_what_is_over)
    assert states(app, request, key)[2] is InvitationState.OPEN
    assert len(tailoring.all_of(app, GivingOffer)) == 1


def test_an_organisation_that_leaves_takes_its_requests_back_and_gives_up_what_it_was_asked(app, world, clock):
    _, request, key = invited(app, world, clock)
    tailoring.offer(app, world, clock, role=Role.FACILITATOR)
    theirs = tailoring.ask(app, world, clock, at="other")
    offer = tailoring.offer(app, world, clock, at="own")
    own = tailoring.invite(app, world, clock, theirs, offer, at="other")
    with acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        leave_network(actor, world.other, "Ottermouth NHS Foundation Trust", clock)
    assert states(app, request, key) == (RequestState.ASKED, None, InvitationState.RELEASED)
    assert states(app, theirs, own) == (RequestState.WITHDRAWN, None, InvitationState.TAKEN_BACK)
    assert letters(app, "called_off") == [world.person(Role.CHAMPION, "own").email]
    assert letters(app, "open_again") == [world.person(Role.ORGANISATION_LEAD).email]
    with acting(app, world.person(Role.ORGANISATION_LEAD)) as lead:
        suggested = show_request(lead, request, clock).suggestions
        assert [each.giver.organisation_id for each in suggested] == [world.own]


@pytest.mark.parametrize("gone", ["own", "other"])
def test_two_that_become_one_keep_requests_offers_and_invitations(app, world, clock, gone):
    offer, request, key = invited(app, world, clock)
    kept = "other" if gone == "own" else "own"
    with acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        names = {"own": "Harrow Hill Council", "other": "Ottermouth NHS Foundation Trust"}
        merged = merge(actor, getattr(world, gone), getattr(world, kept), names[gone], clock, is_same=False)
    stays = getattr(world, kept)
    found = tailoring.stored(app, TailoredRequest, request)
    assert (found.organisation_id, found.partner_organisation_id) == (stays, stays)
    assert tailoring.stored(app, TailoredInvitation, key).organisation_id == stays
    assert tailoring.stored(app, GivingOffer, offer).organisation_id == stays
    assert ("1 request for training" in merged.follows) is (gone == "own")


def test_somebody_who_offers_at_both_keeps_one_offer(app, world, clock):
    first = world.person(Role.CHAMPION, "own")
    twice = type(first)(first.user_id, first.email, first.name, world.other, Role.CHAMPION)
    tailoring.offer(app, world, clock, at="own", is_lent=False)
    stays = tailoring.offer(app, world, clock, person=twice, is_lent=False, most_a_quarter=9)
    with acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        merge(actor, world.own, world.other, "Harrow Hill Council", clock, is_same=False)
    assert [(each.id, each.most_a_quarter) for each in tailoring.all_of(app, GivingOffer)] == [(stays, 9)]


def test_words_are_forgotten_in_time_and_figures_stay(app, world, clock, work):
    """B30."""
    request, _ = tailoring.fed_back(app, world, clock)
    clock.advance(timedelta(days=29))
    work(jobs.forget)
    assert tailoring.stored(app, TailoredRequest, request).access_needs == tailoring.NEEDS
    clock.advance(timedelta(days=1))
    work(jobs.forget)
    found = tailoring.stored(app, TailoredRequest, request)
    assert (found.access_needs, found.tailor) == ("", tailoring.WORDS)
    clock.advance(timedelta(days=336))
    work(jobs.forget)
    found = tailoring.stored(app, TailoredRequest, request)
    assert (found.tailor, found.feedback, found.practice, found.fits) == ("", "", "", 5)


def test_words_go_too_where_nobody_ever_said_that_it_was_held(app, world, clock, work):
    """B30: a year after the day that was agreed."""
    request, _ = tailoring.agreed(app, world, clock)
    clock.advance(timedelta(days=10 + 365))
    work(jobs.forget)
    assert tailoring.stored(app, TailoredRequest, request).tailor == tailoring.WORDS
    clock.advance(timedelta(days=1))
    work(jobs.forget)
    assert tailoring.stored(app, TailoredRequest, request).tailor == ""


def test_everybody_concerned_is_reminded_once_in_their_digest(app, world, clock, work):
    """U31, U34."""
    invited(app, world, clock)
    tailoring.offer(app, world, clock, role=Role.FACILITATOR, is_lent=False)
    tailoring.ask(app, world, clock)
    clock.advance(timedelta(days=3))
    for _ in range(2):
        work(send_digests)
        clock.advance(timedelta(days=1))
    with app.app_context():
        digests = [each for each in outbox.waiting_messages() if each.kind == "accounts.digest"]
    told = {each.to: each.email("https://x.example").text for each in digests}
    assert len(digests) == len(told) == 3
    assert "hopes for an answer by 25 November 2026" in told[world.person(Role.CHAMPION, "other").email]
    assert "A colleague would help other partners too" in told[world.person(Role.ORGANISATION_LEAD, "other").email]
    assert "A partner has asked for something" in told[world.person(Role.COORDINATOR, "host").email]
    assert not any("anary" in text for text in told.values())


def test_nobody_is_written_to_at_night(app, world, clock):
    """U33."""
    clock.advance(timedelta(hours=12))
    invited(app, world, clock)
    with app.app_context():
        (row,) = db.session.scalars(
            select(outbox.OutboxMessage).where(outbox.OutboxMessage.kind == "tailoring.invited")
        ).all()
        assert row.next_try_at.isoformat() == "2026-11-19T07:30:00+00:00"


def test_every_change_is_in_the_audit_without_a_word_of_what_was_said(app, world, clock):
    tailoring.fed_back(app, world, clock)
    with app.app_context(), system_scope(db.session(), "look") as system:
        rows = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.action.startswith("tailoring."))
        entries = db.session.scalars(rows.order_by(AuditEntry.at, AuditEntry.id)).all()
        assert [each.action.removeprefix("tailoring.") for each in entries] == [
            "offer.kept",
            "offer.lent",
            "request.asked",
            "invitation.sent",
            "invitation.accepted",
            "request.agreed",
            "request.delivered",
            "request.fed_back",
        ]
        assert "anary" not in repr([each.changes for each in entries])


def test_load_counts_what_was_agreed_and_held_and_no_more(app, world, clock):
    """Three agreed in a quarter, and they are suggested no more; one given back, and they are again."""
    offer = tailoring.offer(app, world, clock, most_a_quarter=2)
    keys = []
    for _ in range(2):
        request = tailoring.ask(app, world, clock)
        keys.append(tailoring.invite(app, world, clock, request, offer))
        tailoring.say_yes(app, world, clock, keys[-1], days=10 + len(keys))
    third = tailoring.ask(app, world, clock)

    def suggested():
        with acting(app, world.person(Role.ORGANISATION_LEAD)) as lead:
            return [each.reasons[-1] for each in show_request(lead, third, clock).suggestions]

    assert suggested() == []
    with acting(app, world.person(Role.CHAMPION, "other")) as champion:
        inviting.say_no(champion, keys[0], clock)
    assert suggested() == ["1 of 2 sessions left this quarter"]


def test_what_other_features_may_ask(app, world, clock):
    tailoring.ask(app, world, clock)
    since = clock.now()
    clock.advance(timedelta(days=2))
    tailoring.ask(app, world, clock, at="other")
    with acting(app, world.person(Role.COORDINATOR, "host")) as coordinator:
        found = read_waiting(coordinator)
        assert (found.count, found.since) == (2, since)
    with acting(app, world.person(Role.ORGANISATION_LEAD)) as lead:
        assert read_waiting(lead).count == 0


def test_what_is_over_stays_as_it_is(app, world, clock):
    """Each step once: whoever comes too late is told so, and nothing changes."""
    request, key = tailoring.fed_back(app, world, clock)
    lead, champion = world.person(Role.ORGANISATION_LEAD), world.person(Role.CHAMPION, "other")
    how = afterwards.Feedback(1, 1, 1)
    day = clock.today()
    for person, call in (
        (lead, lambda actor: asking.withdraw(actor, request, None, clock)),
        (lead, lambda actor: inviting.take_back(actor, request, None, clock)),
        (lead, lambda actor: afterwards.say_held(actor, request, day, 1, None, clock)),
        (lead, lambda actor: afterwards.feed_back(actor, request, how, None, clock)),
        (champion, lambda actor: inviting.say_no(actor, key, clock)),
        (champion, lambda actor: afterwards.say_given(actor, key, day, 1, None, clock)),
    ):
        assert tailoring.refused(app, person, call, Conflict) is not None
    assert tailoring.stored(app, TailoredRequest, request).state is RequestState.FED_BACK


def test_an_offer_that_somebody_changed_meanwhile_is_a_conflict_with_both_texts(app, world, clock):
    tailoring.offer(app, world, clock)
    draft = tailoring.offer_draft(tailoring.course_of(app, clock, tailoring.CODE), most_a_quarter=8)
    person = world.person(Role.CHAMPION, "other")
    said = tailoring.refused(app, person, lambda actor: offers.keep_offer(actor, draft, 9, clock), Conflict)
    assert (said.yours, said.theirs) == ({"Sessions in three months": "8"}, {"Sessions in three months": "3"})
