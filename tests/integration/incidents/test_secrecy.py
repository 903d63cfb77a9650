"""Nothing that says something of a person is stored, sent, audited or logged in plain (B24, B26, B28, B33, U31)."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from network.core import outbox, tenancy
from network.core.actor import SystemActor
from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.crypto import Undecipherable
from network.core.database import db
from network.core.outbox import kinds
from network.core.tenancy import scoped, system_scope, unscoped
from network.incidents.models import Referral
from network.incidents.rules.readers import SEALED, Capacity
from network.incidents.rules.states import State
from network.incidents.sealing import read_particulars
from network.incidents.service import answer_complaint, forget, nudge
from tests.factories.incidents import CANARIES, COMPLAINT, COMPLAINT_ANSWER, acting

COLLEAGUE = "canary.colleague@example.org"
OFFICER = "data.protection@example.org"
REVEALING = ("trauma", "incident", "therap", "referral", "referred", "case", "overdue", "crisis", "counsel")


@pytest.fixture
def full(service):
    """A referral with every part filled with what is found nowhere else, on its way to the end."""
    service.change_setup(data_protection_email=OFFICER)
    referral_id = service.bring_to(State.MEETING_BOOKED)
    service.open_in_emergency(referral_id)
    service.answer(referral_id)
    service.begin(referral_id)
    service.end(referral_id)
    # The address of its own, which the staff member's account is not.
    service.refer(staff_email=CANARIES["staff_email"])
    others = service.bring_to(State.UNDER_WAY)
    service.offer(others, COLLEAGUE)
    complaint_id = service.complain()
    with acting(service.app, service.lead) as actor:
        answer_complaint(actor, complaint_id, COMPLAINT_ANSWER, service.clock)
    service.clock.advance(timedelta(hours=25))
    with service.app.app_context():
        tenancy.enter(db.session(), SystemActor("incidents.nudge"))
        nudge(service.clock)
        commit()
    return referral_id


def test_no_byte_of_the_database_is_theirs(full, database):
    """The file, its write-ahead log and its shared memory; on PostgreSQL, every row of every table as text."""
    if database.is_postgresql:
        with database.owner.connect() as connection:
            tables = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").scalars()
            held = "".join(
                str(connection.exec_driver_sql(f"SELECT string_agg(t::text, '') FROM \"{table}\" t").scalar())
                for table in list(tables)
            ).encode()
    else:
        path = database.url.removeprefix("sqlite:///")
        files = [Path(f"{path}{ending}") for ending in ("", "-wal", "-shm")]
        held = b"".join(file.read_bytes() for file in files if file.exists())
    assert b"referral" in held, "the test reads what it means to read"
    others = {"colleague": COLLEAGUE, "complaint": COMPLAINT, "answer": COMPLAINT_ANSWER}
    sought = {part: canary.encode() for part, canary in {**CANARIES, **others}.items()}
    assert [part for part, canary in sought.items() if canary in held or canary.hex().encode() in held] == []
    assert b"2026-11-17" not in held, "the day of the incident"


def test_no_audit_entry_copies_it(full, app):
    with app.app_context(), system_scope(db.session(), "a test looks"):
        entries = db.session.scalars(unscoped(select(AuditEntry), "a test looks")).all()
        told = " ".join(f"{entry.action} {entry.entity} {entry.changes}" for entry in entries)
    assert "incidents.referral.corrected" in told
    assert [canary for canary in (*CANARIES.values(), COMPLAINT, COMPLAINT_ANSWER) if canary in told] == []


def test_no_log_line_says_it(service, client_of, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    referral_id = service.bring_to(State.ALLOCATED)
    client_of(service.lead).get(f"/support/desk/{referral_id}")
    client_of(service.manager).get(f"/support/desk/{referral_id}", status=404)
    said = caplog.text + "".join(capfd.readouterr())
    assert [canary for canary in CANARIES.values() if canary in said] == []


def test_messages_say_that_there_is_something_and_nothing_else(full, app, service):
    """Every message that the whole way sends, and every kind there is: no name, none of the words (U31, B33)."""
    with app.app_context():
        emails = [message.email("https://network.example.org") for message in outbox.waiting_messages()]
        sent_kinds = {message.kind for message in outbox.waiting_messages()}
    own_kinds = {kind for kind in kinds() if kind.startswith("incidents.")}
    assert sent_kinds == own_kinds, "every message of this feature was sent, so that every one was looked at"
    names = [service.staff_member.name, service.manager.name, *CANARIES.values(), COLLEAGUE, COMPLAINT]
    for email in emails:
        told = f"{email.subject}\n{email.text}".lower()
        assert [word for word in REVEALING if word in told] == []
        assert [name for name in names if name.lower() in told] == []
        assert "\n" not in email.subject


def test_the_person_is_not_written_to_at_night(service, app, clock):
    """U33: between 8pm and 7:30am the message waits; the leads' does not."""
    clock.move_to(clock.now().replace(hour=21, minute=15))
    service.refer()
    with app.app_context():
        rows = {row.kind: row for row in db.session.scalars(select(outbox.OutboxMessage))}
    assert rows["incidents.desk-changed"].next_try_at == clock.now()
    assert rows["incidents.page-made"].next_try_at.isoformat() == "2026-11-19T07:30:00+00:00"


def test_two_sealed_values_do_not_change_places(service, app):
    """B24: from one column to another, and from one referral to another."""
    first, second = service.refer(), service.refer()
    with acting(app, service.lead) as actor:
        rows = {row.id: row for row in db.session.scalars(scoped(select(Referral), actor, Referral))}
        one, other = rows[first], rows[second]
        assert read_particulars(one, Capacity.LEAD).narrative == CANARIES["narrative"]
        one.staff_name_sealed, one.narrative_sealed = one.narrative_sealed, one.staff_name_sealed
        with pytest.raises(Undecipherable):
            read_particulars(one, Capacity.LEAD)
        one.staff_name_sealed, one.narrative_sealed = one.narrative_sealed, one.staff_name_sealed
        one.narrative_sealed = other.narrative_sealed
        with pytest.raises(Undecipherable):
            read_particulars(one, Capacity.LEAD)
        db.session.rollback()


def test_every_part_of_a_person_has_a_sealed_column_and_no_other():
    columns = {column.name for column in Referral.__table__.columns}
    assert {f"{part}_sealed" for part in SEALED} == {name for name in columns if name.endswith("_sealed")}
    texts = {column.name for column in Referral.__table__.columns if column.type.python_type is str}
    assert texts == {"reference"}, "no other text is kept of a referral but words of closed lists"


def test_what_was_said_is_forgotten(service, app, clock):
    """Drafts after 30 days, people 90 days after the end; the way of a referral stays (B30)."""
    draft, closed, begun = service.draft(), service.bring_to(State.DECLINED), clock.now()
    still_open = service.refer()

    def after(**passed):
        clock.move_to(begun + timedelta(**passed))
        with app.app_context():
            tenancy.enter(db.session(), SystemActor("incidents.forget"))
            forget(clock)
            commit()
        with app.app_context(), system_scope(db.session(), "a test looks"):
            return {row.id: row for row in db.session.scalars(unscoped(select(Referral), "a test looks"))}

    assert draft in after(days=29, hours=23)
    kept = after(days=30)
    assert draft not in kept
    assert kept[closed].narrative_sealed is not None
    kept = after(days=90)
    assert [part for part in SEALED if getattr(kept[closed], f"{part}_sealed") is not None] == []
    assert (kept[closed].staff_user_id, kept[closed].staff_mark) == (None, None)
    assert (kept[closed].state, kept[closed].submitted_at) == (State.DECLINED, begun)
    assert kept[still_open].narrative_sealed is not None
