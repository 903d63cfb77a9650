"""A legal hold keeps what its day has come for; what will be deleted next month is a page (B30)."""

from datetime import timedelta

import pytest

from network.core.audit import AuditEntry
from network.incidents import service as verbs
from network.incidents.models import LegalHold, Referral
from network.incidents.rules.holding import HoldReason
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import State
from tests.factories.incidents import CANARIES, acting
from tests.integration.incidents.test_flow import messages
from tests.support.queries import counted_queries
from tests.support.stored import rows, rows_by_id


def days_of(day):
    return {"until_on-day": day.day, "until_on-month": day.month, "until_on-year": day.year}


def hold_by_page(service, client_of, referral_id, until, reason="inquest"):
    lead = client_of(service.lead)
    path = f"/support/desk/{referral_id}/hold"
    return lead.post(path, {"reason": reason, **days_of(until)}, to="/support/kept")


def test_nothing_goes_while_it_is_held_and_everything_that_is_overdue_after(app, service, client_of, forget):
    referral_id, other = service.bring_to(State.DECLINED), service.bring_to(State.DECLINED)
    today = service.clock.today()
    before = len(messages(app))
    hold_by_page(service, client_of, referral_id, today + timedelta(days=120))
    told = messages(app)[before:]
    assert [each.to for each in told] == [service.staff_member.email]
    page = client_of(service.staff_member).get(f"/support/mine/{referral_id}")
    assert "For now nothing is deleted, until 18 March 2027. The reason: an inquest." in page.text
    service.clock.advance(timedelta(days=119))
    forget()
    kept = rows_by_id(app, Referral)
    assert kept[other].narrative_sealed is None
    assert kept[referral_id].narrative_sealed is not None
    assert kept[referral_id].staff_user_id == service.staff_member.user_id
    service.clock.advance(timedelta(days=2))
    forget()
    assert rows_by_id(app, Referral)[referral_id].narrative_sealed is None
    assert rows_by_id(app, LegalHold) == {}


def test_it_is_renewed_and_lifted(app, service, client_of, forget):
    referral_id = service.bring_to(State.DECLINED)
    today = service.clock.today()
    hold_by_page(service, client_of, referral_id, today + timedelta(days=10))
    hold_by_page(service, client_of, referral_id, today + timedelta(days=300), "claim")
    (hold,) = rows_by_id(app, LegalHold).values()
    assert (hold.reason, hold.until_on) == (HoldReason.CLAIM, today + timedelta(days=300))
    service.clock.advance(timedelta(days=91))
    forget()
    client_of(service.lead).post(f"/support/desk/{referral_id}/hold/lift", to="/support/kept", form_at="/support/kept")
    forget()
    assert rows_by_id(app, Referral)[referral_id].narrative_sealed is None
    said = [each.action for each in rows(app, AuditEntry) if each.entity_id == referral_id]
    assert {"incidents.referral.hold-set", "incidents.referral.hold-renewed", "incidents.referral.hold-lifted"} <= set(
        said
    )


@pytest.mark.parametrize(("days", "says"), [(0, "Enter a day to come"), (366, "within the next 12 months")])
def test_a_day_that_cannot_be(service, client_of, days, says):
    referral_id = service.bring_to(State.DECLINED)
    until = service.clock.today() + timedelta(days=days)
    answer = client_of(service.lead).post(
        f"/support/desk/{referral_id}/hold", {"reason": "police", **days_of(until)}, status=422
    )
    assert says in answer.text


def test_what_was_forgotten_cannot_be_held(service, client_of, forget):
    referral_id = service.bring_to(State.DECLINED)
    service.clock.advance(timedelta(days=91))
    forget()
    until = (service.clock.today() + timedelta(days=9)).isoformat()
    program, path = client_of.api(service.lead), f"/api/v1/incidents/desk/{referral_id}/hold"
    program.post(path, {"reason": "police", "until_on": until}, status=409)
    program.post(f"{path}/lift", {}, status=409)


def test_next_month_by_day_with_references_and_nobodys_name(app, service, client_of):
    closed, ended = service.bring_to(State.DECLINED), service.bring_to(State.ENDED)
    service.sum_up(ended)
    held, _draft = service.bring_to(State.DECLINED), service.draft()
    with acting(app, service.lead) as actor:
        verbs.set_hold(actor, held, HoldReason.COMPLAINT, service.clock.today() + timedelta(days=200), service.clock)
    service.clock.advance(timedelta(days=1))
    seen = client_of.api(service.lead).get("/api/v1/incidents/kept").json
    assert (seen["days"], seen["drafts"], [each["referral_id"] for each in seen["held"]]) == ([], 1, [str(held)])
    service.clock.advance(timedelta(days=70))
    (day,) = client_of.api(service.lead).get("/api/v1/incidents/kept").json["days"]
    assert {each["what"] for each in day["going"]} == {"particulars"}
    assert {each["referral_id"] for each in day["going"]} == {str(closed), str(ended)}
    page = client_of(service.lead).get("/support/kept")
    assert "16 February 2027" in page.text
    assert [canary for canary in [*CANARIES.values(), service.staff_member.name] if canary in page.text] == []


def test_a_summary_goes_on_its_own_day(service, client_of, forget):
    ended = service.bring_to(State.ENDED)
    service.sum_up(ended)
    service.bring_to(State.ENDED)
    service.clock.advance(timedelta(days=345))
    forget()
    (day,) = client_of.api(service.lead).get("/api/v1/incidents/kept").json["days"]
    (going,) = day["going"]
    assert (day["on"], going["what"], going["referral_id"]) == ("2027-11-18", "summary", str(ended))
    assert going["reference"].startswith("P-")


def test_a_longer_list_takes_no_more_statements(app, service, client_of):
    def counted():
        client = client_of(service.lead)
        with counted_queries(app) as queries:
            client.get("/support/kept")
        return queries.count

    def add(count):
        for _ in range(count):
            service.bring_to(State.DECLINED)
            held = service.bring_to(State.DECLINED)
            with acting(app, service.lead) as actor:
                until = service.clock.today() + timedelta(days=200)
                verbs.set_hold(actor, held, HoldReason.CLAIM, until, service.clock)
        return count

    begun = service.clock.now()
    add(2)
    service.clock.advance(timedelta(days=70))
    first = counted()
    service.clock.move_to(begun)
    add(2)
    service.clock.advance(timedelta(days=70))
    assert counted() == first


def test_what_is_open_and_quiet_for_long_is_shown_until_it_is_closed(service, client_of):
    """What is open has no day to go, so somebody has to see it (B30); what waits for a session is not quiet."""
    asleep, waiting = service.bring_to(State.UNDER_WAY), service.bring_to(State.UNDER_WAY)
    service.bring_to(State.ENDED)
    service.keep(waiting, service.note_date(waiting))

    def quiet():
        listed = client_of.api(service.lead).get("/api/v1/incidents/kept").json["quiet"]
        shown = client_of(service.lead).get("/support/kept").texts("//table[contains(., 'quiet for long')]//tbody//th")
        assert shown == [each["reference"] for each in listed]
        return [each["referral_id"] for each in listed]

    service.clock.advance(timedelta(days=89))
    assert quiet() == []
    service.clock.advance(timedelta(days=2))
    assert quiet() == [str(asleep)]
    service.leave(asleep, Capacity.LEAD, "close", StepReason.OTHER_HELP_FITS)
    assert quiet() == []
