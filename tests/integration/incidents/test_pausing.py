"""A pause that the person takes, in two clicks and without a reason (U15, U33)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from network.core import outbox
from network.core.clock import LONDON, local_date
from network.core.database import db
from network.core.outbox import OutboxMessage
from network.incidents.rules.pausing import PauseLength, is_paused, last_day_of_pause
from network.incidents.rules.states import State
from tests.integration.incidents.test_flow import messages


@pytest.mark.parametrize(("weeks", "last"), [(1, "2026-11-24"), (2, "2026-12-01"), (4, "2026-12-15")])
def test_the_last_day_is_part_of_it(weeks, last):
    last_day = last_day_of_pause(date(2026, 11, 18), PauseLength(weeks))
    assert last_day == date.fromisoformat(last)
    assert is_paused(last_day, last_day)
    assert not is_paused(last_day, last_day + timedelta(days=1))
    assert not is_paused(None, last_day)


def test_nobody_writes_to_them_until_it_is_over_and_the_therapist_is_asked_to_wait(app, service, client_of):
    referral_id = service.bring_to(State.ALLOCATED)
    page, own = f"/support/mine/{referral_id}", client_of(service.staff_member)
    assert own.post(f"{page}/pause", {}, status=422).errors == ["Choose for how long"]
    before = len(messages(app))
    own.post(f"{page}/pause", {"weeks": "1"}, to=page)
    assert [each.to for each in messages(app)[before:]] == [service.therapist.email]
    assert "You have a pause until 24 November 2026" in own.get(page).text
    case = f"/support/work/{referral_id}"
    assert "They asked for a pause until 24 November 2026" in client_of(service.therapist).get(case).text
    assert "pause" not in client_of(service.manager).get(f"/support/requests/{referral_id}").text
    service.book(referral_id)
    with app.app_context():
        rows = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        written = [row for row in rows if outbox.open_message(row).to == service.staff_member.email][-1]
    assert local_date(written.next_try_at, LONDON) == date(2026, 11, 25)


def test_it_ends_in_one_click_and_by_itself(service, client_of):
    referral_id = service.bring_to(State.ALLOCATED)
    page, own = f"/support/mine/{referral_id}", client_of(service.staff_member)
    own.post(f"{page}/go-on", form_at=page, status=409)
    own.post(f"{page}/pause", {"weeks": "2"}, to=page)
    own.post(f"{page}/go-on", form_at=page, to=page)
    assert "Take a pause" in own.get(page).text
    own.post(f"{page}/pause", {"weeks": "1"}, to=page)
    service.clock.advance(timedelta(days=7))
    assert "Take a pause" in client_of(service.staff_member).get(page).text
    assert "asked for a pause" not in client_of(service.therapist).get(f"/support/work/{referral_id}").text


def test_there_is_none_after_the_end_and_a_program_takes_one_too(service, client_of):
    program = client_of.api(service.staff_member)
    open_one = service.bring_to(State.ALLOCATED)
    path = f"/api/v1/incidents/mine/{open_one}"
    assert program.post(f"{path}/pause", {"weeks": 4}, status=200).json["paused_until"] == "2026-12-15"
    program.post(f"{path}/pause", {"weeks": 3}, status=422)
    assert program.post(f"{path}/go-on", {}, status=200).json["paused_until"] is None
    service.decline(open_one)
    program.post(f"{path}/pause", {"weeks": 1}, status=422)
