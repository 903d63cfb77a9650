"""Signing, from the list of what to do to the certificate (CH-2, CH-5)."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import uuid4

import pytest

from network.charter import public
from network.charter.public import CharterSigned
from network.charter.queries import pledges
from network.charter.rules import signing as rules
from network.charter.service import signing as service
from network.core import tenancy
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.organisations.models import Organisation, Standing
from tests.factories import charter as charters

LEAD = Role.ORGANISATION_LEAD
ACTIONS = {
    "text_1": "Rewrite our first letter",
    "owner_name_1": "Head of communications",
    "text_2": "Give every front desk a quiet place",
    "owner_name_2": "Facilities lead",
}
SIGNATORY = {
    "who": "me",
    "signatory_name": "Ash Okafor",
    "job_title": "Chief executive",
    "basis": "chief-officer",
    "deputy_name": "Sam Reyes",
    "deputy_title": "Deputy chief executive",
    "deputy_email": "sam@harrowhill.example",
}
STATEMENT = {"statement": "We begin with our front desk."}
SIGNATURE = {"typed_signature": "ash  okafor", "is_authorised": "y"}


def prepare_on_the_pages(client, **changes):
    client.post("/charter/sign/actions", ACTIONS, to="/charter/sign")
    client.post("/charter/sign/signatory", {**SIGNATORY, **changes}, to="/charter/sign")
    client.post("/charter/sign/statement", STATEMENT, to="/charter/sign")


def sign_on_the_pages(client):
    prepare_on_the_pages(client)
    sent = {**client._hidden_fields("/charter/sign/check"), **SIGNATURE}
    return client.raw.post("/charter/sign/check", data=sent), sent


def tasks(page):
    return {
        " ".join(item.xpath(".//*[contains(@class, 'name-and-hint')]")[0].xpath("string(*[1])").split()): " ".join(
            item.xpath("string(.//*[contains(@class, 'task-list__status')])").split()
        )
        for item in page.tree.xpath("//main//li[contains(@class, 'task-list__item')]")
    }


def test_a_lead_signs_step_by_step(charter, world, client_of, signatures, acting, clock):
    client = client_of(world.person(LEAD))
    assert client.get("/charter/ours").tree.xpath("//main//a[@href='/charter/sign']"), "the next step"
    assert tasks(client.get("/charter/sign"))["Check and sign"] == "When the rest is done"
    client.get("/charter/sign/check", status=303)

    form = client.get("/charter/sign/signatory")
    assert form.tree.xpath("//input[@name='signatory_name']/@value") == [world.person(LEAD).name], "U38"
    assert not form.tree.xpath("//input[@checked]"), "U18"
    prepare_on_the_pages(client)
    after = tasks(client.get("/charter/sign"))
    assert (after["Choose two actions"], after["Say who signs"], after["Check and sign"]) == ("Done", "Done", "Ready")

    check = client.get("/charter/sign/check")
    assert "What we mean by trauma" in check.text, "the exact text is shown"
    for said in ("Ash Okafor", "Sam Reyes", "Rewrite our first letter", "We begin with our front desk."):
        assert said in check.text
    with acting(world.person(LEAD)) as actor:
        text_hash = public.current_version(actor).text_hash
    assert text_hash in check.text
    assert signatures() == [], "nothing is signed yet"

    client.post("/charter/sign/check", SIGNATURE, to="/charter/signed")
    confirmation = client.get("/charter/signed")
    assert "Harrow Hill Council, version 1, 18 November 2026" in confirmation.text
    (signature,) = signatures()
    assert (signature.signatory_name, signature.job_title) == ("Ash Okafor", "Chief executive")
    assert (signature.statement, signature.says) == ("We begin with our front desk.",) * 2
    assert signature.actions == ("Rewrite our first letter", "Give every front desk a quiet place")
    assert signature.text_hash == text_hash
    assert signature.term.until == date(2027, 11, 18)
    charter_page = client.get("/charter")
    assert "Harrow Hill Council signed version 1 on 18 November 2026" in charter_page.text
    assert not charter_page.tree.xpath("//main//a[@href='/charter/sign']"), "there is nothing more to sign"
    entry = client_of(None).get(f"/charter/signatories/{world.own}")
    assert "We begin with our front desk." in entry.text
    assert "Sam Reyes" not in entry.text, "a deputy is not public"
    assert client_of(None).raw.get(f"/charter/signatures/{signature.id}/certificate.pdf").data.startswith(b"%PDF")


def test_signing_is_audited_and_thanked(charter, world, clock, acting, audited, messages):
    with acting(world.person(LEAD)) as actor:
        signature_id = charters.sign(world.person(LEAD), charter, clock)
        text_hash = public.current_version(actor).text_hash
    (entry,) = audited("charter.charter.sign")
    assert entry.entity_id == signature_id
    assert entry.chain_id == world.own
    assert entry.changes["text_hash"] == text_hash
    (message,) = messages()
    email = message.email("https://network.example.org")
    assert email.to == world.person(LEAD).email
    assert f"https://network.example.org/charter/signatures/{signature_id}/certificate.pdf" in email.text
    assert not re.search("trauma|incident|therapy", email.subject + email.text, re.IGNORECASE), "U31"


def test_signing_makes_a_partner_and_is_news(charter, app, world, clock, monkeypatch):
    heard = []
    monkeypatch.setattr(service, "announce", heard.append)
    with app.app_context():
        with system_scope(db.session(), "an invited organisation"):
            db.session.get(Organisation, world.own).standing = Standing.INVITED
        signature_id = charters.sign(world.person(LEAD), charter, clock)
        assert db.session.get(Organisation, world.own).standing is Standing.PARTNER
    assert heard == [CharterSigned(world.own, signature_id, 1, clock.now())]


@pytest.mark.parametrize(
    ("step", "answers", "changes", "error"),
    [
        ("actions", ACTIONS, {"text_1": " "}, "Say what your organisation will do first"),
        ("actions", ACTIONS, {"text_2": ""}, "Say what else your organisation will do"),
        ("actions", ACTIONS, {"owner_name_2": ""}, "Enter who sees to the second action: a name, or a role"),
        ("actions", ACTIONS, {"text_1": "A" * 10_000}, "Shorten this to 300 characters"),
        ("signatory", SIGNATORY, {"who": ""}, "Choose who signs"),
        ("signatory", SIGNATORY, {"who": "nobody"}, "Choose from the list"),
        ("signatory", SIGNATORY, {"signatory_name": " "}, "Enter the name of the person who signs"),
        ("signatory", SIGNATORY, {"job_title": ""}, "Enter their job title"),
        ("signatory", SIGNATORY, {"basis": ""}, "Choose what lets them sign for your organisation"),
        ("signatory", SIGNATORY, {"basis": "king"}, "Choose from the list"),
        (
            "signatory",
            SIGNATORY,
            {"basis": "other"},
            "Say in a few words what lets them sign for your organisation",
        ),
        ("signatory", SIGNATORY, {"signatory_name": "A" * 10_000}, rules.TOO_LONG),
        ("signatory", SIGNATORY, {"who": "somebody-else"}, "Enter an e-mail address, like name@example.org"),
        (
            "signatory",
            SIGNATORY,
            {"who": "somebody-else", "signatory_email": "ash at home"},
            "Enter an e-mail address, like name@example.org",
        ),
        (
            "signatory",
            SIGNATORY,
            {"deputy_name": ""},
            "Enter the deputy’s name, or clear what else you said of them",
        ),
        ("signatory", SIGNATORY, {"deputy_email": ""}, "Enter an e-mail address, like name@example.org"),
        ("statement", STATEMENT, {"statement": "word " * 151}, rules.STATEMENT_TOO_LONG),
        ("statement", STATEMENT, {"statement": "A" * 10_000}, rules.STATEMENT_TOO_LONG),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(charter, world, client_of, step, answers, changes, error):
    client = client_of(world.person(LEAD))
    page = client.post(f"/charter/sign/{step}", {**answers, **changes}, status=422)
    assert page.errors == [error]
    kept = (
        next(name for name in answers if name not in changes and name not in {"who", "basis"})
        if len(answers) > 1
        else None
    )
    if kept:
        assert page.tree.xpath(f"//input[@name='{kept}']/@value") == [answers[kept]]
    assert "Check and sign" in tasks(client.get("/charter/sign"))
    assert tasks(client.get("/charter/sign"))["Check and sign"] == "When the rest is done"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"typed_signature": ""}, "Type your name to sign"),
        ({"typed_signature": "A. Okafor"}, "To sign, type the name as it stands above: Ash Okafor"),
        ({"is_authorised": ""}, rules.NEEDS_AUTHORITY),
    ],
)
def test_a_signature_is_the_name_as_it_stands(charter, world, client_of, signatures, changes, error):
    client = client_of(world.person(LEAD))
    prepare_on_the_pages(client)
    answers = {name: value for name, value in {**SIGNATURE, **changes}.items() if value or name != "is_authorised"}
    assert client.post("/charter/sign/check", answers, status=422).errors == [error]
    assert signatures() == []


def test_nothing_is_signed_before_it_is_prepared(charter, world, client_of, signatures):
    client = client_of(world.person(LEAD))
    client.post("/charter/sign/actions", ACTIONS, to="/charter/sign")
    page = client.post("/charter/sign/check", {**SIGNATURE, "number": "1"}, status=422, form_at="/charter/sign/actions")
    assert "Something is still to be filled in" in page.text
    assert page.tree.xpath("//main//a[@href='/charter/sign']")
    assert signatures() == []


def test_what_was_prepared_waits_for_the_next_visit(charter, app, world, clock, client_of):
    """U16, U40; and for a colleague who is a lead too."""
    prepare_on_the_pages(client_of(world.person(LEAD)))
    with app.app_context(), system_scope(db.session(), "a second lead"):
        colleague = world.add_person("own", LEAD, clock)
        commit()
    form = client_of(colleague).get("/charter/sign/signatory")
    assert form.tree.xpath("//input[@name='job_title']/@value") == ["Chief executive"]
    assert form.tree.xpath("//input[@name='basis'][@checked]/@value") == ["chief-officer"]


def test_a_colleague_does_not_sign_under_anothers_name(charter, app, world, clock, client_of, signatures):
    prepare_on_the_pages(client_of(world.person(LEAD)))
    with app.app_context(), system_scope(db.session(), "a second lead"):
        colleague = world.add_person("own", LEAD, clock)
        commit()
    client_of(colleague).post("/charter/sign/check", SIGNATURE, status=404)
    assert signatures() == []


def test_the_same_form_twice_is_one_signature(charter, world, client_of, signatures, audited, messages):
    client = client_of(world.person(LEAD))
    first, sent = sign_on_the_pages(client)
    second = client.raw.post("/charter/sign/check", data=sent)
    assert (first.status_code, first.location) == (second.status_code, second.location) == (303, "/charter/signed")
    assert len(signatures()) == 1
    assert len(audited("charter.charter.sign")) == len(messages()) == 1


def test_signing_twice_is_answered_kindly(charter, world, client_of, signatures):
    first, second = client_of(world.person(LEAD)), client_of(world.person(LEAD))
    prepare_on_the_pages(second)
    late_form = {**second._hidden_fields("/charter/sign/check"), **SIGNATURE}
    sign_on_the_pages(first)
    (signature,) = signatures()
    late = second._checked(second.raw.post("/charter/sign/check", data=late_form), 409)
    for page in (first.get("/charter/sign", status=409), late):
        assert page.heading == "Your organisation has signed the charter"
        assert "Ash Okafor signed it on 18 November 2026" in page.text
        assert page.tree.xpath(f"//main//a[@href='/charter/signatures/{signature.id}/certificate.pdf']")
    assert signatures() == [signature]


def test_two_leads_who_sign_at_once_make_one_signature(charter, app, world, clock, client_of, signatures, audited):
    """Whoever named themselves last is the signatory, so the other's page is out of date."""
    client, colleague = client_of(world.person(LEAD)), client_of(world.person(LEAD))
    prepare_on_the_pages(client)
    forms = [{**each._hidden_fields("/charter/sign/check"), **SIGNATURE} for each in (client, colleague)]
    together = Barrier(2, timeout=20)

    def send(browser, sent):
        together.wait()
        return browser.raw.post("/charter/sign/check", data=sent)

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(send, (client, colleague), forms))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    (late,) = [answer for answer in answers if answer.status_code == 409]
    assert "Your organisation has signed the charter" in late.text
    assert len(signatures()) == len(audited("charter.charter.sign")) == 1


def test_two_leads_who_name_a_signatory_are_told(charter, world, client_of):
    first, second = client_of(world.person(LEAD)), client_of(world.person(LEAD))
    prepare_on_the_pages(first)
    stale = {**second._hidden_fields("/charter/sign/signatory"), **SIGNATORY}
    first.post("/charter/sign/signatory", {**SIGNATORY, "job_title": "Chair"}, to="/charter/sign")
    page = second._checked(second.raw.post("/charter/sign/signatory", data=stale), 409)
    assert "Somebody else is preparing the charter too" in page.text


def test_a_version_that_was_replaced_a_second_ago_is_not_signed(charter, app, world, clock, client_of, signatures):
    client = client_of(world.person(LEAD))
    prepare_on_the_pages(client)
    sent = {**client._hidden_fields("/charter/sign/check"), **SIGNATURE}
    with app.app_context():
        charters.publish_next_version(world, clock)
    page = client._checked(client.raw.post("/charter/sign/check", data=sent), 409)
    assert page.heading == "The charter has changed"
    assert "Version 2 of the charter has taken the place of version 1. Nothing was signed." in page.text
    assert page.tree.xpath("//main//a[@href='/charter/sign']")
    assert signatures() == []


def test_a_signatory_of_version_1_signs_version_2(charter, world, clock, client_of, acting, signatures):
    with acting(world.person(LEAD)) as actor:
        charters.sign(world.person(LEAD), charter, clock)
        charters.publish_next_version(world, clock)
        tenancy.enter(db.session(), actor)
        before = public.signature_of(actor, world.own, clock.today())
        assert (before.is_on_current, before.is_current) == (False, True)
    client = client_of(world.person(LEAD))
    ours = client.get("/charter/ours")
    assert ours.tree.xpath("//main//a[@href='/charter/versions/2/changes-since/1']"), "what has changed"
    form = client.get("/charter/sign/actions")
    assert form.tree.xpath("//input[@name='text_1']/@value") == [charters.ACTIONS[0]], "begins from what was pledged"
    sign_on_the_pages(client)
    assert [each.version for each in signatures()] == [2, 1]
    with acting(world.person(LEAD)) as actor:
        assert public.signature_of(actor, world.own, clock.today()).is_on_current is True
        assert public.list_current_signers(actor, clock.today()) == {world.own}
        _, past = pledges.list_all_pledges_of(actor, world.own)
        assert {each.text for each in past} == {charters.ACTIONS[1]}, "what is pledged no more is history"


@pytest.mark.parametrize("number", ["", "0", "x", "99", "-1", "1" * 50, "١"])
def test_a_version_that_there_is_not(charter, world, client_of, signatures, number):
    client = client_of(world.person(LEAD))
    prepare_on_the_pages(client)
    client.post("/charter/sign/check", {**SIGNATURE, "number": number}, status=404)
    client.post("/charter/sign/send", {"number": number}, status=404, form_at="/charter/sign/check")
    assert signatures() == []


def test_before_there_is_a_charter(world, client_of):
    client = client_of(world.person(LEAD))
    page = client.get("/charter/sign", status=404)
    assert "The network has not published its charter yet." in page.text
    assert "once the network has a charter" in client.get("/charter/ours").text


def test_confirmation_without_a_signature_leads_to_the_charter(charter, world, client_of):
    client_of(world.person(LEAD)).get("/charter/signed", status=303)


def test_a_form_key_of_another_form_is_a_conflict(charter, world, client_of, signatures):
    client = client_of(world.person(LEAD))
    _, sent = sign_on_the_pages(client)
    client._checked(client.raw.post("/charter/sign/check", data={**sent, "typed_signature": "Somebody else"}), 409)
    client._checked(client.raw.post("/charter/sign/check", data={**sent, "form_key": "no key"}), 422)
    client._checked(client.raw.post("/charter/sign/check", data={**sent, "form_key": str(uuid4())}), 409)
    assert len(signatures()) == 1
