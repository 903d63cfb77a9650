"""The coordinator's answer: an invitation, or a no with other ways."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from network.accounts.messages import InvitationSent
from network.accounts.models import Invitation
from network.core import outbox
from network.core.audit import AuditEntry
from network.core.permissions import Role
from network.joining.vocabulary import DeclineReason
from network.joining.words import DECLINED
from network.organisations.models import Organisation, OrganisationIdentifier, Standing
from network.organisations.public import Code
from network.organisations.vocabulary import Scheme
from tests.factories.joining import ASKER, NEWTOWN, SCHOOL, URN, ask, bring_school
from tests.integration.joining.test_asking import standing
from tests.support.filled import filled_form
from tests.support.hostile import hostile_strings
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

SECOND = replace(ASKER, person="Second Asker", email="second@newtown.example")


def accept(client, request, which="new", status=None, **more):
    path = f"/joining/{request}/accept"
    return client.post(path, {"which": which, **more}, status=status)


def test_what_was_said_and_what_the_registers_know(app, world, clock, coordinator):
    school = bring_school(app, clock)
    near = bring_school(app, clock, "119904", "Newtown Primary Schools")
    request = ask(app, clock, SCHOOL)
    page = coordinator.get(f"/joining/{request}")
    for words in (ASKER.person, ASKER.job_title, ASKER.telephone, ASKER.words, "answer by 2 December 2026"):
        assert words in page.text
    listed = page.texts("//main//ul/li")
    assert listed == [
        "Newtown Primary SchoolThey say that it is this one. Newtown, School, Listed",
        "Newtown Primary SchoolsIts name is much like theirs. Newtown, School, Listed",
    ]
    assert page.tree.xpath(f"//a[@href='/organisations/{school}']")
    assert page.tree.xpath(f"//a[@href='/organisations/{near}']")
    assert "govuk-tag--red" not in page.text


def test_an_organisation_of_the_directory_is_invited(app, world, clock, coordinator, organisation, rows, actions):
    school = bring_school(app, clock)
    request = ask(app, clock, SCHOOL)
    listed = coordinator.post(f"/joining/{request}/accept", {"which": str(school)}, to="/joining")
    assert listed.location == "/joining"
    assert "Canary Asker is invited as the lead of Newtown Primary School." in coordinator.get("/joining").text
    (invitation,) = rows(Invitation)
    assert (invitation.email, invitation.role, invitation.organisation_id) == (
        ASKER.email,
        Role.ORGANISATION_LEAD,
        school,
    )
    assert organisation(school).standing is Standing.INVITED
    (kept,) = rows()
    assert (kept.state, kept.became_id, kept.waits_for) == ("accepted", school, None)
    assert actions()[-1] == "joining.request.accepted"
    assert "Newtown Primary School" in coordinator.get("/joining/answered").text
    assert "Invited on 18 November 2026" in coordinator.get(f"/joining/{request}").text


def test_a_new_one_is_added_with_the_code_that_they_gave(app, world, clock, coordinator, rows):
    request = ask(app, clock, replace(NEWTOWN, code=Code(Scheme.ODS, "rh5")))
    accept(coordinator, request)
    (added,) = rows(Organisation, Organisation.name == "Newtown Kitchen")
    assert (added.sector, added.town, added.postcode, added.standing) == ("charity", "Newtown", "LE3 8RA", "invited")
    (code,) = rows(OrganisationIdentifier, OrganisationIdentifier.organisation_id == added.id)
    assert (code.scheme, code.code) == ("ods", "RH5")


def test_a_code_that_a_register_brought_since_names_its_organisation(app, world, clock, coordinator):
    request = ask(app, clock, replace(NEWTOWN, code=Code(Scheme.URN, URN)))
    school = bring_school(app, clock)
    assert "It has the code that they gave" in coordinator.get(f"/joining/{request}").text
    page = accept(coordinator, request, status=422)
    assert page.errors == ["Newtown Primary School has the code that they gave. Choose it from the list"]
    accept(coordinator, request, str(school))


def test_one_of_the_same_name_is_added_only_as_another(app, world, clock, coordinator, rows):
    request = ask(app, clock)
    bring_school(app, clock, name="Newtown Kitchen")
    page = accept(coordinator, request, "new", status=422)
    assert page.errors == ["Choose from the list"]
    accept(coordinator, request, "another")
    assert len(rows(Organisation, Organisation.name == "Newtown Kitchen")) == 2


def test_one_that_became_a_partner_meanwhile_is_not_invited(app, world, clock, coordinator, client_of, rows):
    school = bring_school(app, clock)
    request = ask(app, clock, SCHOOL)
    form = coordinator._hidden_fields(f"/joining/{request}/accept")
    standing(app, school, Standing.PARTNER)
    sent = coordinator.raw.post(f"/joining/{request}/accept", data={**form, "which": str(school)})
    assert sent.status_code == 422
    assert b"Choose from the list" in sent.get_data(), "it is not offered any more"
    api = client_of.api(world.person(Role.COORDINATOR, "host"))
    answer = api.post(f"/api/v1/join-requests/{request}/acceptance", {"organisation_id": str(school)}, status=422)
    assert "is a partner already" in answer.json["errors"]["organisation_id"][0]
    assert rows(Invitation) == []
    coordinator.post(f"/joining/{request}/decline", {"reason": "already-partner"}, to="/joining")


def test_one_that_became_part_of_another_meanwhile(app, world, clock, coordinator, rows):
    """Who asked for the school that ended is the lead of the one that there is."""
    school = bring_school(app, clock)
    academy = bring_school(app, clock, "119904", "Newtown Academy")
    request = ask(app, clock, SCHOOL)
    path = f"/organisations/{school}/merge/{academy}?which=merged"
    coordinator.post(path, {**filled_form(coordinator, path), "typed": "Newtown Primary School"})

    assert "Newtown Academy" in coordinator.get(f"/joining/{request}").text
    accept(coordinator, request, str(academy))

    (invitation,) = rows(Invitation)
    assert invitation.organisation_id == academy


def test_answered_twice_is_a_conflict_and_one_invitation(app, world, clock, coordinator, rows):
    request = ask(app, clock)
    path = f"/joining/{request}/accept"
    first, second = (coordinator._hidden_fields(path) for _ in range(2))
    assert coordinator.raw.post(path, data={**first, "which": "new"}).status_code == 303
    assert coordinator.raw.post(path, data={**first, "which": "new"}).status_code == 303, "the same form is the same"
    assert coordinator.raw.post(path, data={**second, "which": "new"}).status_code == 409
    coordinator.get(path, status=409)
    decline = f"/joining/{request}/decline"
    assert coordinator.raw.post(decline, data={**second, "reason": "not-yet"}).status_code == 409
    assert len(rows(Invitation)) == 1


def test_of_two_coordinators_at_once_one_answers(app, world, clock, client_of, rows):
    request = ask(app, clock)
    browsers = [client_of(world.person(Role.COORDINATOR, "host")) for _ in range(2)]
    paths = [f"/joining/{request}/accept", f"/joining/{request}/decline"]
    forms = [each._hidden_fields(path) for each, path in zip(browsers, paths, strict=True)]
    answers = [{"which": "new"}, {"reason": "not-yet"}]
    together = Barrier(2, timeout=20)

    def send(browser, path, form, answer):
        together.wait()
        return browser.raw.post(path, data={**form, **answer}).status_code

    with ThreadPoolExecutor(2) as threads:
        statuses = list(threads.map(send, browsers, paths, forms, answers))
    assert sorted(statuses) == [303, 409], statuses
    assert len(rows(AuditEntry, AuditEntry.action.in_(["joining.request.accepted", "joining.request.declined"]))) == 1


def test_where_two_asked_one_leads_and_the_other_hears_of_it(app, world, clock, coordinator, rows, messages):
    first = ask(app, clock)
    second = ask(app, clock, NEWTOWN, SECOND)
    page = accept(coordinator, first, status=422)
    assert page.errors == ["Choose who is invited"]
    accept(coordinator, first, asker=str(second))
    (invitation,) = rows(Invitation)
    assert invitation.email == SECOND.email
    (told,) = messages("invited")
    assert told.to == ASKER.email
    assert SECOND.person not in told.email("https://x.example").text
    assert {each.state for each in rows()} == {"accepted"}


@pytest.mark.parametrize("reason", DeclineReason)
def test_a_no_goes_to_everybody_who_asked(app, world, clock, coordinator, rows, messages, visitor, reason):
    """U37: every other way in the e-mail is a page that is there."""
    request = ask(app, clock)
    ask(app, clock, NEWTOWN, SECOND)
    assert DECLINED[reason] in coordinator.get(f"/joining/{request}/decline").text
    coordinator.post(f"/joining/{request}/decline", {"reason": reason.value}, to="/joining")
    letters = [each.email("") for each in messages("declined")]
    assert {each.to for each in letters} == {ASKER.email, SECOND.email}
    for line in letters[0].text.splitlines():
        if line.startswith("- ") and ": /" in line:
            visitor.get(line.rpartition(": ")[2])
    assert {(each.state, each.reason) for each in rows()} == {("declined", reason)}
    again = ask(app, clock)
    assert coordinator.get(f"/joining/{again}").heading.endswith("Newtown Kitchen"), "they may ask again"


def test_ones_own_address_and_an_open_invitation_are_said_on_the_page(app, world, clock, coordinator, rows):
    school = bring_school(app, clock)
    accept(coordinator, ask(app, clock, replace(NEWTOWN)), "new")
    own = replace(ASKER, email=world.person(Role.COORDINATOR, "host").email)
    page = accept(coordinator, ask(app, clock, SCHOOL, own), str(school), status=422)
    assert "This is your own address" in page.errors[0]


def test_hostile_text_is_text_to_the_coordinator_too(app, world, clock, coordinator):
    """B18"""
    for number, text in enumerate(hostile_strings()[:60]):
        said = replace(NEWTOWN, name=f"A {text}"[:150], town="Newtown")
        asker = replace(ASKER, person=f"A {text}"[:150], words=text[:250])
        request = ask(app, clock, replace(said, town=f"Town {number}"), asker)
        for path in ("", "/accept", "/decline"):
            page = coordinator.get(f"/joining/{request}{path}")
            assert not page.tree.xpath("//main//script")
    assert not coordinator.get("/joining").tree.xpath("//main//script")


def test_lists_and_pages_ask_as_often_whatever_their_length(app, world, clock, coordinator):
    """P6"""
    counts = []
    for number in range(2):
        for each in range(3):
            request = ask(app, clock, replace(NEWTOWN, name=f"Newtown Kitchen {number} {each}"))
            ask(app, clock, replace(NEWTOWN, name=f"Newtown Kitchen {number} {each}"), SECOND)
        counted_here = []
        for path in ("/joining", f"/joining/{request}", f"/joining/{request}/accept", "/joining/answered"):
            with counted_queries(app) as counted:
                coordinator.get(path)
            counted_here.append(counted.count)
        counts.append(counted_here)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= MOST_ON_A_PAGE, counts


def test_the_whole_way_from_the_public_page_to_signed_in_as_lead(app, world, clock, visitor, coordinator, rows):
    """Without a script, by links and forms alone (U28)."""
    from_page = visitor.get("/").tree.xpath("//main//a[normalize-space()='Join the network']/@href")[0]
    start = visitor.get(from_page).tree.xpath("//main//a[normalize-space()='Start']/@href")[0]
    answers = {
        "scheme": "none",
        "name": "Newtown Kitchen",
        "sector": "charity",
        "nation": "england",
        "town": "Newtown",
        "person": "Ash Okafor",
        "job_title": "Manager",
        "email": "ash@newtown.example",
    }
    page = visitor.get(start)
    while page.status == 200 and page.location is None:
        (form,) = page.tree.xpath("//main//form")
        typed = {
            name: text for name, text in answers.items() if form.xpath(f".//*[@name='{name}' and not(@type='hidden')]")
        }
        hidden = {field.get("name"): field.get("value") for field in form.xpath(".//input[@type='hidden']")}
        keys = {each.get("name"): each.get("value") for each in form.xpath(".//button[@name='form_key']")}
        page = visitor._checked(
            visitor.raw.post(form.get("action"), data={**hidden, **typed, **keys}), 303 if keys else 200
        )
    visitor.get(page.location)
    with app.app_context():
        token = next(each.token for each in outbox.waiting_messages() if each.kind == "joining.confirm")
    visitor.post(f"/join/confirm/{token}", status=200)
    shown = coordinator.get("/joining").tree.xpath("//tbody//a/@href")[0]
    go_on = coordinator.get(shown).tree.xpath("//a[normalize-space()='Invite them']/@href")[0]
    coordinator.post(go_on, {"which": "new"}, to="/joining")
    with app.app_context():
        sent = next(each for each in outbox.waiting_messages() if isinstance(each, InvitationSent))
    assert sent.to == "ash@newtown.example"
    visitor.post(
        f"/invitations/{sent.token}",
        {"name": "Ash Okafor", "password": "a long walk by the river", "password_again": "a long walk by the river"},
        to="/",
    )
    me = visitor.raw.get("/", follow_redirects=True)
    assert b"Newtown Kitchen" in me.get_data()
    assert len(rows(AuditEntry, AuditEntry.action == "accounts.invitation.accepted")) == 1
