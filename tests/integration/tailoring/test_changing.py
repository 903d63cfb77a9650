"""What is asked for is changed until somebody has agreed to it, and whoever is asked is told once (CP-2)."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from network.core import outbox
from network.core.audit import AuditEntry
from network.core.database import db
from network.core.errors import Conflict, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.tailoring.messages import RequestChanged
from network.tailoring.models import TailoredInvitation, TailoredRequest
from network.tailoring.queries.requests import draft_of
from network.tailoring.service import asking, inviting
from network.tailoring.vocabulary import InvitationState, RequestState
from network.training.models import Course
from tests.factories import tailoring
from tests.factories.delivery import course_of
from tests.factories.training import acting
from tests.support.csrf import press
from tests.support.filled import filled_form


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def giver(world, client_of):
    """The champion of another partner."""
    return client_of(world.person(Role.CHAMPION, "other"))


def change(app, person, request_id, clock, version=None, **changes):
    before = tailoring.stored(app, TailoredRequest, request_id)
    with acting(app, person) as actor:
        said = replace(draft_of(before), **changes)
        return asking.change(actor, request_id, said, version or before.version, clock).version


def told(app):
    with app.app_context(), system_scope(db.session(), "a test reads the outbox"):
        return [each for each in outbox.waiting_messages() if isinstance(each, RequestChanged)]


def invited(app, world, clock):
    offer, request = tailoring.offer(app, world, clock), tailoring.ask(app, world, clock)
    return request, tailoring.invite(app, world, clock, request, offer)


def test_what_is_asked_for_is_changed_on_its_page(app, world, clock, lead):
    request_id = tailoring.ask(app, world, clock)
    path = f"/tailored/{request_id}"
    assert "Change what is asked for" in lead.get(path).text
    form = filled_form(lead, f"{path}/edit")
    assert (form["people"], form["tailor"][0].strip()) == (["14"], tailoring.WORDS)
    lead.post(f"{path}/edit", {**form, "people": "25", "weekdays": ["1"]}, to=path)
    page = lead.get(path)
    assert "About 25 people" in page.text
    assert "Tuesdays" in page.text
    assert told(app) == [], "nobody is asked yet"
    page = lead.post(f"{path}/edit", {**filled_form(lead, f"{path}/edit"), "tailor": ""}, status=422)
    assert page.errors == ["Say what it should fit"]


def test_whoever_is_asked_is_told_once_and_answers_what_it_is_now(app, world, clock, lead, giver):
    request_id, key = invited(app, world, clock)
    asked = f"/tailored/invitations/{key}"
    opened = filled_form_of_yes(giver, asked)
    assert "gets one e-mail" in lead.get(f"/tailored/{request_id}/edit").text
    change(app, world.person(Role.ORGANISATION_LEAD), request_id, clock, people=40, tailor="Canary: the night team")
    change(app, world.person(Role.ORGANISATION_LEAD), request_id, clock)  # nothing is another thing now
    (letter,) = told(app)
    assert letter.to == world.person(Role.CHAMPION, "other").email
    email = letter.email("https://network.example")
    link = f"https://network.example{asked}"
    assert link in email.text
    words_of_it = email.subject + email.text.replace(link, "")  # an identifier may spell anything, a number too
    for words in ("anary", "trauma", "training", "40", "Everyday"):
        assert words not in words_of_it
    said = {"day": "2026-11-30", "starts_at": "9:30am", "minutes": "90"}
    assert press(giver, asked, {**opened, **said}).status == 409, "they said yes to something else"
    assert "Canary: the night team" in giver.get(asked).text
    giver.post(asked, said, to=asked)
    assert tailoring.stored(app, TailoredRequest, request_id).state is RequestState.AGREED


def filled_form_of_yes(client, path):
    (form,) = client.get(path).tree.xpath("//main//form[.//input[@name='minutes']]")
    return dict(form.form_values())


@pytest.mark.parametrize("how", ["said no", "taken back"])
def test_whoever_is_asked_no_more_is_not_told(app, world, clock, how):
    request_id, key = invited(app, world, clock)
    if how == "said no":
        with acting(app, world.person(Role.CHAMPION, "other")) as actor:
            inviting.say_no(actor, key, clock)
    else:
        with acting(app, world.person(Role.ORGANISATION_LEAD)) as actor:
            inviting.take_back(actor, request_id, None, clock)
    change(app, world.person(Role.ORGANISATION_LEAD), request_id, clock, people=40)
    assert told(app) == []


def test_what_somebody_agreed_to_stays_as_it_is(app, world, clock, lead):
    request_id, _ = tailoring.agreed(app, world, clock)
    path = f"/tailored/{request_id}"
    assert "Change what is asked for" not in lead.get(path).text
    assert "You can take it back, and ask again" in lead.get(f"{path}/edit", status=409).text
    with pytest.raises(Conflict):
        change(app, world.person(Role.ORGANISATION_LEAD), request_id, clock, people=40)
    assert tailoring.stored(app, TailoredRequest, request_id).people == 14


def test_of_two_editors_the_second_sees_both_texts(app, world, clock):
    request_id = tailoring.ask(app, world, clock)
    change(app, world.person(Role.CHAMPION), request_id, clock, people=20)
    with pytest.raises(Conflict) as conflict:
        change(app, world.person(Role.ORGANISATION_LEAD), request_id, clock, version=1, people=30)
    assert (conflict.value.yours, conflict.value.theirs) == ({"People": "30"}, {"People": "20"})


def test_nobody_is_asked_for_what_they_may_not_give(app, world, clock):
    """TR-1: the request was one that a champion may give, and would be one for a psychologist."""
    request_id, key = invited(app, world, clock)
    person = world.person(Role.ORGANISATION_LEAD)
    in_depth = course_of(app, clock, "T3-INDEPTH")
    with pytest.raises(RuleBroken, match="may not give this") as broken:
        change(app, person, request_id, clock, course_id=in_depth)
    assert broken.value.field == "course_id"
    assert tailoring.stored(app, TailoredRequest, request_id).course_id != in_depth
    assert tailoring.stored(app, TailoredInvitation, key).state is InvitationState.OPEN
    with acting(app, person) as actor:
        inviting.take_back(actor, request_id, None, clock)
    change(app, person, request_id, clock, course_id=in_depth)
    assert told(app) == []


def test_a_course_that_closed_since_stays_unless_another_is_chosen(app, world, clock, lead):
    request_id, _ = invited(app, world, clock)
    with app.app_context():
        course = db.session.scalars(select(Course).where(Course.code == tailoring.CODE)).one()
        course.is_open = False
        db.session.commit()
    path = f"/tailored/{request_id}"
    form = filled_form(lead, f"{path}/edit")
    lead.post(f"{path}/edit", {**form, "people": "25"}, to=path)
    assert len(told(app)) == 1
    other = str(course_of(app, clock, "T2-WELLBEING"))
    page = lead.post(f"{path}/edit", {**filled_form(lead, f"{path}/edit"), "course_id": other}, status=422)
    assert page.errors == ["Whoever is asked may not give this. Ask somebody else first, then change it"]


def test_a_program_changes_it_too(app, world, clock, client_of):
    request_id = tailoring.ask(app, world, clock)
    program, path = client_of.api(world.person(Role.ORGANISATION_LEAD)), f"/api/v1/training-requests/{request_id}"
    seen = program.get(path)
    body = {
        "course_id": None,
        "topics": ["vicarious-trauma"],
        "people": 9,
        "tailor": "For the night team",
        "mode": "online",
        "from_on": "2026-11-25",
        "until_on": "2026-12-18",
    }
    tag = {"If-Match": seen.headers["ETag"]}
    changed = program.send("PUT", path, json=body, headers=tag).json
    assert (changed["people"], changed["about"], changed["mode"]) == (9, "Vicarious trauma", "online")
    program.send("PUT", path, json=body, headers=tag, status=412)
    wrong = {**body, "until_on": "2026-11-01"}
    tag = {"If-Match": program.get(path).headers["ETag"]}
    assert "until_on" in program.send("PUT", path, json=wrong, headers=tag, status=422).json["errors"]


def test_it_is_in_the_audit_without_a_word_of_what_was_said(app, world, clock):
    request_id = tailoring.ask(app, world, clock)
    change(
        app, world.person(Role.CHAMPION), request_id, clock, people=20, tailor="Canary: nights", access_needs="Canary"
    )
    with app.app_context(), system_scope(db.session(), "look") as system:
        rows = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.action == "tailoring.request.changed")
        (entry,) = db.session.scalars(rows)
        assert entry.changes == {"people": "20", "tailor": "changed", "access_needs": "changed"}
        assert entry.user_id == world.person(Role.CHAMPION).user_id


def test_a_yes_and_a_change_at_once_are_one_or_the_other(app, world, clock):
    """Nobody has agreed to what they did not read."""
    request_id, key = invited(app, world, clock)
    version = tailoring.stored(app, TailoredRequest, request_id).version
    barrier, refused = threading.Barrier(2), []

    def attempt(call):
        barrier.wait()
        try:
            call()
        except (Conflict, StaleDataError):  # of the second the wrapper of a view makes the first
            refused.append(call)

    def say_yes():
        with acting(app, world.person(Role.CHAMPION, "other")) as actor:
            said = inviting.Yes(clock.today().replace(day=30), clock.now().time(), 60)
            inviting.say_yes(actor, key, said, version, clock)

    def say_more():
        change(app, world.person(Role.ORGANISATION_LEAD), request_id, clock, version=version, people=99)

    threads = [threading.Thread(target=attempt, args=(call,)) for call in (say_yes, say_more)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = tailoring.stored(app, TailoredRequest, request_id)
    assert len(refused) == 1
    assert (found.state, found.people) in {(RequestState.AGREED, 14), (RequestState.INVITED, 99)}
