"""The closing summary: general, read first by whom it is about, the same to both, byte for byte (CI-19, U20)."""

import hashlib
from datetime import timedelta

import pytest

from network.core import crypto
from network.core.errors import Conflict, NotFound, RuleBroken
from network.incidents import service as verbs
from network.incidents.models import ClosingSummary, Referral
from network.incidents.rules.states import State
from network.incidents.rules.summary import Statement
from tests.factories.incidents import CANARIES, acting
from tests.support.stored import rows, rows_by_id

SUMMARY = "//*[contains(@class, 'app-summary')]"


@pytest.fixture
def ended(service):
    return service.bring_to(State.ENDED)


def written(app):
    (summary,) = rows(app, ClosingSummary)
    return summary


def test_written_read_first_then_given_to_both(app, service, client_of, ended):
    case = f"/support/work/{ended}"
    therapist = client_of(service.therapist)
    therapist.post(f"{case}/summary", {"statements": ["ended", "gp-or-wellbeing"], "words": ""}, to=case)
    manager = client_of(service.manager)
    assert "closing summary" not in manager.get(f"/support/requests/{ended}").text.lower()
    refused = therapist.post(f"{case}/summary/release", {}, status=422)
    assert "The staff member reads it first" in refused.text

    own = client_of(service.staff_member)
    page = f"/support/mine/{ended}"
    assert "This support has now ended." in own.get(f"{page}/summary").text
    own.post(f"{page}/summary", {"comment": "Thank you. It is right."}, to=page)
    asked = client_of(service.therapist).get(f"{case}/summary/release")
    assert "Thank you. It is right." in asked.text
    client_of(service.therapist).post(f"{case}/summary/release", {}, to=case)

    theirs = client_of.api(service.manager).get(f"/api/v1/incidents/referrals/{ended}").json["summary"]
    ours = client_of.api(service.staff_member).get(f"/api/v1/incidents/mine/{ended}").json["summary"]["text"]
    assert theirs.encode() == ours.encode(), "byte for byte"
    assert written(app).text_hash == hashlib.sha256(theirs.encode()).hexdigest()
    seen = client_of(service.manager).get(f"/support/requests/{ended}")
    assert "This support has now ended." in seen.text
    assert "Thank you. It is right." not in seen.text, "a comment is for the therapist alone"
    assert "Thank you" not in str(client_of.api(service.manager).get(f"/api/v1/incidents/referrals/{ended}").json)


def test_both_read_the_same_until_its_last_day_and_nobody_after(app, service, client_of, ended, forget):
    """What was written goes long before; whom it was about has no less than their manager."""
    service.sum_up(ended)
    service.give_summary(ended)
    asks = {
        service.manager: (f"/support/requests/{ended}", f"/api/v1/incidents/referrals/{ended}"),
        service.staff_member: (f"/support/mine/{ended}", f"/api/v1/incidents/mine/{ended}"),
    }

    def says():
        shown = [client_of(person).get(page).texts(SUMMARY) for person, (page, _) in asks.items()]
        told = [client_of.api(person).get(path).json["summary"] for person, (_, path) in asks.items()]
        return shown, [told[0], told[1]["text"]]

    before = says()
    assert before[0][0] == before[0][1] != []
    last = rows_by_id(app, Referral)[ended].summary_until
    service.clock.advance(timedelta(days=91))
    forget()
    own = client_of(service.staff_member).get(f"/support/mine/{ended}")
    assert says() == before
    assert "were deleted on" in own.text
    assert [canary for canary in CANARIES.values() if canary in own.text] == []
    client_of(service.staff_member).get(f"/support/mine/{ended}/story")
    service.clock.move_to(last - timedelta(hours=1))
    forget()
    assert says() == before
    service.clock.move_to(last)
    forget()
    assert client_of(service.manager).get(asks[service.manager][0]).texts(SUMMARY) == []
    client_of(service.staff_member).get(asks[service.staff_member][0], status=404)
    assert rows_by_id(app, Referral)[ended].staff_user_id is None


@pytest.mark.parametrize(
    "words",
    [
        "She was diagnosed with PTSD.",
        "We met six times.",
        "He did not attend on Tuesday.",
        f"I wish {CANARIES['staff_name']} well.",
        "Marchbanks has been kind.",
    ],
)
def test_what_is_not_general_is_sent_back_with_what_to_say(service, client_of, ended, words):
    page = client_of(service.therapist).post(
        f"/support/work/{ended}/summary", {"statements": ["ended"], "words": words}, status=422
    )
    (error,) = page.errors
    assert words in page.text or words.replace("'", "&#39;") in page.text, "what was typed is kept"
    assert len(error) > 20


def test_it_is_changed_after_a_comment_and_read_again(app, service, ended):
    service.sum_up(ended)
    with acting(app, service.staff_member) as actor:
        verbs.comment_on_summary(actor, ended, "Leave supervision out.", service.clock)
    with acting(app, service.therapist) as actor:
        verbs.write_summary(actor, ended, verbs.GeneralWords(frozenset({Statement.ENDED})), service.clock)
    assert written(app).read_at is None
    with acting(app, service.therapist) as actor, pytest.raises(RuleBroken, match="reads it first"):
        verbs.release_summary(actor, ended, service.clock)


def test_three_working_days_are_enough_and_so_is_reading_it_together(app, service, ended):
    """Wednesday 18 November: the third working day is Monday 23."""
    service.sum_up(ended)
    shown = service.clock.now()
    service.clock.move_to(shown + timedelta(days=5))
    with acting(app, service.therapist) as actor, pytest.raises(RuleBroken):
        verbs.release_summary(actor, ended, service.clock)
    service.clock.move_to(shown + timedelta(days=6))
    with acting(app, service.therapist) as actor:
        verbs.release_summary(actor, ended, service.clock)
    with acting(app, service.therapist) as actor, pytest.raises(Conflict):
        verbs.write_summary(actor, ended, verbs.GeneralWords(frozenset({Statement.ENDED})), service.clock)
    second = service.bring_to(State.ENDED)
    service.sum_up(second)
    with acting(app, service.therapist) as actor:
        verbs.release_summary(actor, second, service.clock, read_together=True)


def test_nobody_else_writes_reads_or_gives_it(app, service, ended, client_of):
    service.sum_up(ended)
    for person, verb in (
        (service.lead, lambda actor: verbs.release_summary(actor, ended, service.clock)),
        (service.manager, lambda actor: verbs.comment_on_summary(actor, ended, "", service.clock)),
    ):
        with acting(app, person) as actor, pytest.raises(NotFound):
            verb(actor)
    desk = client_of(service.lead).get(f"/support/desk/{ended}").text
    assert "This support has now ended." not in desk


def test_before_the_end_there_is_none(app, service):
    referral_id = service.bring_to(State.UNDER_WAY)
    with acting(app, service.therapist) as actor, pytest.raises(Conflict):
        verbs.write_summary(actor, referral_id, verbs.GeneralWords(frozenset({Statement.ENDED})), service.clock)


def test_nothing_of_it_is_plain_in_the_database(app, service, ended):
    service.sum_up(ended)
    with acting(app, service.staff_member) as actor:
        verbs.comment_on_summary(actor, ended, "canarycomment: it is right", service.clock)
    summary = written(app)
    assert b"canarycomment" not in summary.comment_sealed
    assert b"ended" not in summary.text_sealed
    with app.app_context(), pytest.raises(crypto.Undecipherable):
        crypto.unseal(summary.comment_sealed, summary.place_of("text"))
