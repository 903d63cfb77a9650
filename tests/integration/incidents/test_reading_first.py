"""The person reads it before it goes on (U19), what came too late (D6), and how they would like to be reached (U17)."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from network.core.database import db
from network.core.tenancy import system_scope, unscoped
from network.incidents.models import Referral, ReferralStep
from network.incidents.rules.answers import Reading
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import State, Step
from tests.factories.incidents import CANARIES
from tests.integration.incidents.test_bad_input import day
from tests.integration.incidents.test_flow import TALK, messages, write


def stored(app, referral_id):
    with app.app_context(), system_scope(db.session(), "a test looks"):
        return db.session.scalars(unscoped(select(Referral).where(Referral.id == referral_id), "a test looks")).one()


def steps(app):
    with app.app_context(), system_scope(db.session(), "a test looks"):
        return list(db.session.execute(unscoped(select(ReferralStep.step, ReferralStep.reason), "a test looks")).all())


def pass_on(client, referral_id, status=302):
    desk = f"/support/desk/{referral_id}"
    return client.post(f"{desk}/pass-on", form_at=desk, status=status)


@pytest.fixture
def waiting(service):
    """A referral that its person has not read."""
    return service.refer(goes_at_once=False)


@pytest.mark.parametrize(
    ("pressed", "reading"), [("I have read it: it can go on", "read"), ("Send it now, I will read it later", "at-once")]
)
def test_it_stays_until_its_person_has_answered(app, service, client_of, waiting, pressed, reading):
    lead, own = client_of(service.lead), client_of(service.staff_member)
    desk, page = f"/support/desk/{waiting}", f"/support/mine/{waiting}"
    assert "The staff member reads it first" in lead.get(desk).text
    assert lead.get(desk).tree.xpath("//form[contains(@action, 'pass-on')]") == []
    assert "The staff member reads it first" in pass_on(lead, waiting, 422).text
    program = client_of.api(service.lead)
    assert program.send("POST", f"/api/v1/incidents/desk/{waiting}/pass-on", json={}, status=422)
    shown = own.get(page)
    assert CANARIES["narrative"] in shown.text
    (button,) = shown.tree.xpath(f"//button[normalize-space()='{pressed}']")
    before = len(messages(app))
    own.post(f"{page}/go-ahead", {button.get("name"): button.get("value")}, form_at=page, to=page)
    assert stored(app, waiting).reading == reading
    assert [each.kind for each in messages(app)[before:]] == ["incidents.desk-changed"], "the lead is told"
    assert "I have read it" not in own.get(page).text
    pass_on(lead, waiting)
    assert stored(app, waiting).state is State.WITH_PROVIDER
    own.post(f"{page}/go-ahead", form_at=page, status=409)


def test_the_manager_says_that_it_goes_at_once_or_has_given_no_address(app, service, client_of):
    manager, lead = client_of(service.manager), client_of(service.lead)
    for changes, typed, reading in (
        ({}, {"goes_at_once": "y"}, Reading.AT_ONCE),
        ({}, {}, Reading.WAITING),
        ({"staff_email": "", "staff_telephone": "01632 960 111"}, {}, Reading.NO_PAGE),
    ):
        draft = write(manager, service, **changes)
        box = manager.get(f"{draft}/check").tree.xpath("//input[@name='goes_at_once']")
        assert [each.get("checked") for each in box] == ([None] if not changes else []), "nothing is ticked (U18)"
        referral_id = UUID(manager.post(f"{draft}/check", typed).location.split("/")[3])
        assert stored(app, referral_id).reading is reading
        pass_on(lead, referral_id, 422 if reading is Reading.WAITING else 302)


def test_a_lead_who_does_not_wait_says_why_and_the_person_reads_it(app, service, client_of, waiting):
    lead = client_of(service.lead)
    path = f"/support/desk/{waiting}/not-wait"
    lead.post(path, {"reason": "were-away"}, status=422)
    lead.post(path, {"reason": "could-not-be-asked"}, to=f"/support/desk/{waiting}")
    assert stored(app, waiting).state is State.WITH_PROVIDER
    assert (Step.DO_NOT_WAIT, StepReason.COULD_NOT_BE_ASKED) in steps(app)
    own = client_of(service.staff_member).get(f"/support/mine/{waiting}").text
    assert "passed this on before you had read it. Their reason: they could not be asked, and need help soon" in own
    manager = client_of(service.manager).get(f"/support/requests/{waiting}").text
    assert "could not be asked" not in manager, "whether they read it is theirs (D10)"


def test_what_is_put_right_after_they_read_it_is_read_again(app, service, client_of, waiting):
    own, manager = client_of(service.staff_member), client_of(service.manager)
    page, mend = f"/support/mine/{waiting}", f"/support/requests/{waiting}/amend"
    own.post(f"{page}/go-ahead", {"has_read": "yes"}, form_at=page)
    said = {
        "staff_telephone": "01632 960 112",
        "staff_email": service.staff_member.email,
        "narrative": CANARIES["narrative"],
    }
    manager.post(mend, said)
    assert stored(app, waiting).reading is Reading.READ, "a telephone number alone is nothing to read again"
    manager.post(mend, {**said, "narrative": "It was the second street."})
    assert stored(app, waiting).reading is Reading.WAITING


def test_saying_no_is_as_near_as_saying_yes(service, client_of, waiting):
    own = client_of(service.staff_member)
    page = f"/support/mine/{waiting}"
    own.get(page)
    assert own.get(page).tree.xpath("//a[@href=$to]", to=f"{page}/no")
    own.post(f"{page}/no", to=page)
    assert "You said no" in own.get(page).text


def test_too_late_is_refused(service, client_of):
    manager = client_of(service.manager)
    draft = manager.post("/support/talk", {**TALK, "outcome": "refer"}).location
    long_ago = day(service.clock.today() - timedelta(days=120))
    page = manager.post(f"{draft}/when", long_ago, status=422)
    assert "This incident could be referred until" in page.text


def test_where_it_is_allowed_a_lead_lets_it_through_with_a_reason(app, service, client_of):
    service.change_setup(allows_late=True)
    manager, lead = client_of(service.manager), client_of(service.lead)
    draft = write(manager, service)
    manager.post(f"{draft}/when", day(service.clock.today() - timedelta(days=120)), to=draft)
    check = manager.get(f"{draft}/check")
    assert "more than three months ago" in check.text
    referral_id = UUID(manager.post(f"{draft}/check", {"goes_at_once": "y"}).location.split("/")[3])
    assert stored(app, referral_id).is_late
    assert "after three months" in pass_on(lead, referral_id, 422).text
    path = f"/support/desk/{referral_id}/let-through"
    lead.post(path, {"reason": "were-away"}, to=f"/support/desk/{referral_id}")
    assert (Step.LET_THROUGH, StepReason.WERE_AWAY) in steps(app)
    lead.post(path, {"reason": "were-away"}, status=409)
    pass_on(lead, referral_id)


def test_in_time_there_is_nothing_to_let_through(service, client_of):
    service.change_setup(allows_late=True)
    referral_id = service.refer()
    desk = f"/support/desk/{referral_id}"
    assert "three months" not in client_of(service.lead).get(desk).text
    client_of(service.lead).post(f"{desk}/let-through", {"reason": "were-away"}, status=409)


def test_what_was_before_the_service_began_is_refused_all_the_same(service, client_of):
    service.change_setup(allows_late=True, go_live_on=service.clock.today() - timedelta(days=100))
    manager = client_of(service.manager)
    draft = manager.post("/support/talk", {**TALK, "outcome": "refer"}).location
    page = manager.post(f"{draft}/when", day(service.clock.today() - timedelta(days=120)), status=422)
    assert "when it began in your organisation" in page.text


def test_a_new_number_is_one_change_and_the_managers_page_does_not_show_it(app, service, client_of):
    """Contact details are the person's (U17, RM)."""
    referral_id = service.bring_to(State.ALLOCATED)
    own, page = client_of(service.staff_member), f"/support/mine/{referral_id}"
    typed = {
        "called": "Jo, they",
        "own_telephone": "07700 900 555",
        "own_email": "jo.private@example.org",
        "contact_way": "text",
        "voicemail": "name-only",
        "interpreter": "BSL",
    }
    before = len(messages(app))
    own.post(f"{page}/contact", typed, to=page)
    assert [each.to for each in messages(app)[before:]] == [service.therapist.email]
    case = client_of(service.therapist).get(f"/support/work/{referral_id}")
    words = case.text
    for said in ("Jo, they", "07700 900 555", "jo.private@example.org", "Only a first name", "BSL"):
        assert said in words
    assert words.index("07700 900 555") < words.index(CANARIES["staff_telephone"]), "wishes before details (U17)"
    assert "900 555" not in client_of(service.manager).get(f"/support/requests/{referral_id}").text
    service.book(referral_id)
    assert messages(app)[-1].to == "jo.private@example.org", "from now on they are written to there"
    again = own.post(f"{page}/contact", {**typed, "own_telephone": "call me"}, status=422)
    assert again.errors == ["Enter a telephone number, like 01632 960 001 or 07700 900 982"]
    assert "@" in own.post(f"{page}/contact", {**typed, "own_email": "jo"}, status=422).errors[0]


def test_a_program_of_the_person_says_the_same(service, client_of, waiting):
    program = client_of.api(service.staff_member)
    path = f"/api/v1/incidents/mine/{waiting}"
    assert program.get(path).json["waits_for_person"] is True
    program.post(f"{path}/go-ahead", {}, status=422)
    assert program.post(f"{path}/go-ahead", {"has_read": True}, status=200).json["waits_for_person"] is False
    said = program.post(f"{path}/contact", {"voicemail": "no", "interpreter": "Polish"}, status=200).json["particulars"]
    assert (said["voicemail"], said["interpreter"]) == ("no", "Polish")
    service.leave(waiting, Capacity.LEAD, "redirect", StepReason.TO_GP)
    program.post(f"{path}/go-ahead", {"has_read": True}, status=409)
