"""An organisation's own charter: pledges that move, the yearly review, taking it back, and a successor."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from network.charter.messages import SignatureAsked, SuccessorAsked
from network.charter.queries import pledges
from network.charter.queries.signatures import find_signatory
from network.charter.service import reviews
from network.core import tenancy
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from tests.factories import charter as charters

LEAD = Role.ORGANISATION_LEAD
PLEDGE = {
    "text": "We say who will be there",
    "owner_name": "Reception",
    "due_on": "2027-05-01",
    "state": "planned",
}
NEW = "/charter/commitments/new?principle=1"


@pytest.fixture
def lead(charter, app, world, clock, client_of):
    """A lead whose organisation signed on 18 November 2026."""
    with app.app_context():
        charters.sign(world.person(LEAD), charter, clock)
    return client_of(world.person(LEAD))


@pytest.fixture
def own(acting, world):
    """The organisation's pledges of today, and those of before."""

    def look():
        with acting(world.person(LEAD)) as actor:
            return pledges.list_all_pledges_of(actor, world.own)

    return look


def commitment(own):
    return own()[0][2]


def test_a_commitment_for_a_principle_from_planned_to_in_place(lead, world, visitor, own, audited):
    assert "You have a commitment for 0 of 6 principles" in lead.get("/charter/ours").text
    lead.post(NEW, PLEDGE, to="/charter/ours")
    entry = f"/charter/signatories/{world.own}"
    assert "We say who will be there" in visitor.get(entry).text
    assert "Reception" not in visitor.get(entry).text, "who sees to it is not public"
    assert "Reception sees to it" in lead.get("/charter/ours").text
    edit = f"/charter/pledges/{commitment(own).id}/edit"
    lead.post(edit, {**PLEDGE, "state": "in-place"}, to="/charter/ours")
    assert "In place, by 1 May 2027" in visitor.get(entry).text
    assert [entry.changes for entry in audited("charter.pledge.edit")] == [{"state": ["planned", "in-place"]}]
    end = f"/charter/pledges/{commitment(own).id}/end"
    lead.post(end, to="/charter/ours")
    assert "We say who will be there" not in visitor.get(entry).text
    assert [each.text for each in own()[1]] == ["We say who will be there"]
    assert "until 18 November 2026" in lead.get("/charter/ours").text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"text": ""}, "Say what your organisation will do"),
        ({"text": "A" * 10_000}, "Shorten this to 300 characters"),
        ({"owner_name": ""}, "Enter who sees to it: a name, or a role"),
        ({"due_on": "2026-02-31"}, "Enter a real date, like 27 3 2026"),
        ({"due_on": "2026-11-17"}, "Enter a day that is still to come"),
        ({"due_on": "9999-11-17"}, "Enter a day that is still to come"),
        ({"state": ""}, "Choose how far it has come"),
        ({"state": "checked"}, "Choose from the list"),
    ],
)
def test_what_is_missing_is_said(lead, own, changes, error):
    page = lead.post(NEW, {**PLEDGE, **changes}, status=422)
    assert page.errors == [error]
    assert len(own()[0]) == 2


@pytest.mark.parametrize("place", ["0", "7", "x", "-1", ""])
def test_a_principle_that_there_is_not(lead, place):
    lead.get(f"/charter/commitments/new?principle={place}", status=404)


def test_two_who_change_a_pledge_see_both_texts(lead, own):
    lead.post(NEW, PLEDGE, to="/charter/ours")
    edit = f"/charter/pledges/{commitment(own).id}/edit"
    stale = {**lead._hidden_fields(edit), **PLEDGE, "text": "Mine"}
    lead.post(edit, {**PLEDGE, "text": "Theirs"}, to="/charter/ours")
    page = lead._checked(lead.raw.post(edit, data=stale), 409)
    assert "Mine" in page.texts("//main//td")
    assert "Theirs" in page.texts("//main//td")
    assert commitment(own).text == "Theirs"


def test_a_foreign_pledge_is_not_there(lead, own, client_of, world):
    """Though everybody can read it in the register (B12)."""
    foreign = client_of(world.person(LEAD, "other"))
    pledge = own()[0][0]
    for path in (f"/charter/pledges/{pledge.id}/edit", f"/charter/pledges/{pledge.id}/end"):
        foreign.get(path, status=404)
        foreign.post(path, {**PLEDGE, "version": str(pledge.version)}, status=404, form_at="/charter/ours")
    assert own()[0][0].text == charters.ACTIONS[0]


@pytest.fixture
def later(app, world, clock, client_of):
    """The same lead, so many days later."""

    def move(days):
        clock.move_to(clock.now() + timedelta(days=days))
        return client_of(world.person(LEAD))

    return move


def test_the_review_begins_from_last_years_answers(lead, later, own, audited, signatures):
    early = lead.get("/charter/review")
    assert "opens 60 days before 18 November 2027" in early.text
    assert not early.tree.xpath("//main//form")
    client = later(305)
    page = client.get("/charter/review")
    assert page.texts("//main//tbody/tr/td[1]") == ["First review", "First review"]
    first = own()[0][0]
    said = {"text": first.text, "owner_name": first.owner_name, "due_on": "2028-01-01", "state": "in-place"}
    client.post(f"/charter/pledges/{first.id}/edit", said, to="/charter/ours")
    client.post("/charter/review", to="/charter/ours")
    (signature,) = signatures()
    assert signature.term.until == date(2028, 11, 18), "an early review loses nothing"
    (entry,) = audited("charter.signature.renew")
    assert entry.changes == {"current_until": "2028-11-18"}
    again = later(366).get("/charter/review")
    assert again.texts("//main//tbody/tr/td[1]") == ["In place", "Planned"], "as they stood a year ago"


def test_nobody_renews_before_its_time_or_twice(lead, later, signatures):
    page = lead.post("/charter/review", {"version": "1"}, status=422, form_at="/charter/withdraw")
    assert "opens 60 days before" in page.text
    client = later(330)
    form = client._hidden_fields("/charter/review")
    assert client.raw.post("/charter/review", data=form).status_code == 303
    again = client.raw.post("/charter/review", data=form)
    assert again.status_code == 409
    assert signatures()[0].term.until == date(2028, 11, 18)


def test_lapsed_it_says_until_when_and_can_be_renewed(lead, later, visitor, world, signatures):
    client = later(366)
    entry = visitor.get(f"/charter/signatories/{world.own}")
    assert "Was current until 18 November 2027" in entry.text
    assert "nobody has signed yet" in visitor.get("/charter").text
    assert "was current until 18 November 2027. You can renew it at any time." in client.get("/charter/ours").text
    client.post("/charter/review", to="/charter/ours")
    assert signatures()[0].term.until == date(2028, 11, 19), "a late one counts from the day of the review"


def test_a_replaced_version_is_not_renewed_but_signed_anew(lead, app, world, clock, later):
    later(330)
    with app.app_context():
        charters.publish_next_version(world, clock)
    client = later(1)
    page = client.get("/charter/review")
    assert page.tree.xpath("//main//a[@href='/charter/sign']")
    answer = client.post("/charter/review", {"version": "1"}, status=422, form_at="/charter/withdraw")
    assert "has a new version" in answer.text


def test_taking_it_back_asks_no_reason_and_leaves_the_way_open(lead, world, visitor, signatures, client_of, app, clock):
    """U15, U26: two clicks, and it can be signed again."""
    page = lead.get("/charter/withdraw")
    assert not page.tree.xpath("//main//textarea | //main//input[not(@type='hidden')]")
    lead.post("/charter/withdraw", to="/charter/ours")
    entry = visitor.get(f"/charter/signatories/{world.own}")
    assert "Was current until 18 November 2026" in entry.text
    assert charters.ACTIONS[0] not in entry.text, "what is pledged no more is not shown as pledged"
    assert "You can sign again whenever you like" in lead.get("/charter/ours").text
    assert visitor.get("/charter/signatories?standing=current").texts("//tbody/tr") == []
    with app.app_context():
        charters.sign(world.person(LEAD), 1, clock)
    assert [each.term.standing.value for each in signatures()] == ["current", "withdrawn"]
    lead.post("/charter/withdraw", {"version": "99"}, status=409)


def test_a_signatory_who_left_is_followed_by_another(lead, world, clock, visitor, client_of, messages, acting):
    entry = f"/charter/signatories/{world.own}"
    lead.post("/charter/signatory/left", form_at="/charter/ours", to="/charter/successor")
    assert "Please say who answers for it now" in lead.get("/charter/ours").text
    named = {
        "who": "somebody-else",
        "signatory_name": "Robin Vale",
        "job_title": "Interim chief executive",
        "signatory_email": "robin@harrowhill.example",
        "basis": "delegated",
    }
    lead.post("/charter/successor", named, to="/charter/successor/check")
    lead.post("/charter/sign/send", form_at="/charter/successor/check", status=303)
    (asked,) = [each for each in messages() if isinstance(each, SignatureAsked)]
    assert asked.is_successor
    assert "Robin Vale has it to sign" in lead.get("/charter/ours").text
    page = visitor.get(f"/charter/confirm/{asked.token}")
    assert page.heading.endswith("Take on the charter")
    visitor.post(f"/charter/confirm/{asked.token}", {"typed_signature": "Robin Vale", "is_authorised": "y"}, status=200)
    shown = visitor.get(entry).text
    assert "Robin Vale, Interim chief executive, answers for it since 18 November 2026" in shown
    assert "Ash Okafor" in shown, "who signed stays"
    with acting(world.person(LEAD)) as actor:
        assert find_signatory(actor, world.own).email == "robin@harrowhill.example"


def test_the_lead_answers_for_it_themselves(lead, world, acting):
    lead.post("/charter/signatory/left", form_at="/charter/ours", to="/charter/successor")
    named = {"who": "me", "signatory_name": "Kim Lead", "job_title": "Director", "basis": "delegated"}
    lead.post("/charter/successor", named, to="/charter/successor/check")
    wrong = lead.post("/charter/successor/check", {"typed_signature": "Kim", "is_authorised": "y"}, status=422)
    assert wrong.errors == ["To sign, type the name as it stands above: Kim Lead"]
    lead.post("/charter/successor/check", {"typed_signature": "Kim Lead", "is_authorised": "y"}, to="/charter/ours")
    with acting(world.person(LEAD)) as actor:
        assert find_signatory(actor, world.own).name == "Kim Lead"
        assert find_signatory(actor, world.own).user_id == world.person(LEAD).user_id


def test_a_role_that_runs_out_asks_for_a_successor_once(lead, app, world, clock, messages, acting):
    first = world.person(LEAD)

    def look():
        with app.app_context():
            tenancy.enter(db.session(), SystemActor("a test"))
            reviews.ask_for_successors(clock)
            commit()
        return [each for each in messages() if isinstance(each, SuccessorAsked)]

    assert look() == [], "nobody has left"
    with app.app_context():
        with tenancy.system_scope(db.session(), "a second lead"):
            colleague = world.add_person("own", LEAD, clock)
            charters.let_role_run_out(world.own, first.user_id, clock)
        commit()
    assert [each.to for each in look()] == [colleague.email]
    (asked,) = look()
    assert "Ash Okafor" in asked.email("https://network.example.org").text
    with acting(colleague) as actor:
        assert find_signatory(actor, world.own) is None


def test_without_a_signature_there_is_nobody_to_follow(charter, world, client_of):
    client = client_of(world.person(LEAD))
    client.get("/charter/successor", status=404)
    client.get("/charter/successor/check", status=404)


def test_the_badge_says_how_it_stands(lead, later, visitor, world):
    path = f"/charter/signatories/{world.own}/badge.svg"
    answer = visitor.raw.get(path)
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Current until 18 November 2027" in answer.text
    assert "<script" not in answer.text
    assert visitor.raw.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    later(400)
    assert "Was current until 18 November 2027" in visitor.raw.get(path).text
    visitor.get(f"/charter/signatories/{world.other}/badge.svg", status=404)
