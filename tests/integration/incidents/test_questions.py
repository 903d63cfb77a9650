"""A few questions after the end: answered once, by nobody in particular, told in sums (LE-7, B17)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from network.core import tenancy
from network.core.actor import SystemActor
from network.core.audit import AuditEntry
from network.core.commit import SubmittedForm, commit
from network.core.database import db
from network.core.errors import Conflict, NotFound
from network.core.permissions import Role
from network.incidents import service as verbs
from network.incidents.models import QuestionnaireAnswer, QuestionnaireTurn
from network.incidents.queries.questions import list_told, list_words
from network.incidents.rules.questions import Question, Reply
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import State
from network.incidents.service import forget
from network.organisations.service.merging import merge
from tests.factories.incidents import CANARIES, acting
from tests.support.stored import rows

ANSWERED = {question.value: "yes" for question in Question}
WORDS = "It helped me to talk with somebody."


def told(app, service, person=None):
    with acting(app, person or service.lead) as actor:
        quarters = list_told(actor, service.clock.today())
        return quarters, list_words(actor, quarters)


def into_the_next_quarter(service):
    service.clock.move_to(service.clock.now() + timedelta(days=92))


@pytest.fixture
def ended(service):
    return service.bring_to(State.ENDED)


def test_it_is_asked_once_after_the_end(app, service, ended, client_of):
    person, path = client_of(service.staff_member), f"/support/mine/{ended}/questions"
    assert path in person.get(f"/support/mine/{ended}").answer.get_data(as_text=True)
    page = person.get(path)
    assert page.tree.xpath("//main//input[@checked]") == [], "nothing is chosen already (U18)"
    person.post(path, {**ANSWERED, "words": WORDS}, to=f"/support/mine/{ended}")
    assert path not in person.get(f"/support/mine/{ended}").answer.get_data(as_text=True)
    person.get(path, status=404)
    assert len(rows(app, QuestionnaireAnswer)) == 1


def test_nothing_is_asked_before_the_end(service, client_of):
    referral_id = service.bring_to(State.UNDER_WAY)
    client_of(service.staff_member).get(f"/support/mine/{referral_id}/questions", status=404)


def test_nobody_answers_twice(app, service, ended):
    service.answer_questions(ended)
    with pytest.raises(Conflict):
        service.answer_questions(ended)
    assert len(rows(app, QuestionnaireAnswer)) == 1


def test_an_answer_holds_nothing_of_whose_it_is(app, service, ended):
    """Its columns are these and no other; its key is random; the turn is gone with it."""
    service.answer_questions(ended, words=WORDS)
    (answer,) = rows(app, QuestionnaireAnswer)
    columns = {each.name for each in QuestionnaireAnswer.__table__.columns}
    assert columns == {"id", "organisation_id", "year", "quarter", *(each.value for each in Question), "words_sealed"}
    assert (answer.year, answer.quarter, answer.id.version) == (2026, 4, 4)
    assert WORDS.encode() not in answer.words_sealed
    assert rows(app, QuestionnaireTurn) == []


def test_to_answer_and_to_leave_it_are_noted_alike(app, service, client_of):
    """The audit tells that the questions are closed, and not how; and no form key keeps a hash of the answers."""
    noted = []
    for send in ("answer", "leave"):
        ended = service.bring_to(State.ENDED)
        before = {each.id for each in rows(app, AuditEntry)}
        person, path = client_of(service.staff_member), f"/support/mine/{ended}/questions"
        if send == "answer":
            person.post(path, ANSWERED)
        else:
            person.post(f"{path}/leave", form_at=path)
        new = [each for each in rows(app, AuditEntry) if each.id not in before]
        noted.append([(each.action, each.changes) for each in new if each.action != "incidents.referral.opened"])
    assert noted[0] == noted[1]
    assert noted[0][-1] == ("incidents.referral.questions-closed", {})
    assert [each for each in rows(app, SubmittedForm) if "questions" in each.endpoint] == []


def test_what_names_somebody_is_asked_again_and_nothing_is_spent(app, service, ended, client_of):
    person, path = client_of(service.staff_member), f"/support/mine/{ended}/questions"
    page = person.post(path, {**ANSWERED, "words": f"{CANARIES['manager_name']} was kind."}, status=422)
    assert page.errors
    assert rows(app, QuestionnaireAnswer) == []
    assert len(rows(app, QuestionnaireTurn)) == 1


def test_what_is_read_is_sums_of_quarters_that_have_ended(app, service, client_of):
    for number in range(8):
        service.answer_questions(service.bring_to(State.ENDED), words=WORDS if number < 2 else "")
    assert told(app, service) == ([], {})
    into_the_next_quarter(service)
    (quarter,), words = told(app, service)
    assert quarter.answered.value == 10
    assert quarter.sums[Question.HELPED][Reply.YES].value == 10
    assert words == {quarter.quarter: [WORDS, WORDS]}
    page = client_of(service.lead).get("/support/questions")
    assert WORDS in page.text
    shown = client_of.api(service.lead).get("/api/v1/incidents/questions").json["items"]
    assert (shown[0]["answered"], shown[0]["words"]) == (10, [WORDS, WORDS])


def test_of_fewer_than_eight_nothing_is_read(app, service, client_of):
    for _ in range(7):
        service.answer_questions(service.bring_to(State.ENDED), Reply.NO, words=WORDS)
    into_the_next_quarter(service)
    (quarter,), words = told(app, service)
    assert (quarter.answered.value, quarter.sums, words) == (None, {}, {})
    page = client_of(service.lead).get("/support/questions")
    assert WORDS not in page.text
    assert page.tree.xpath("//main//table") == []
    (shown,) = client_of.api(service.lead).get("/api/v1/incidents/questions").json["items"]
    assert (shown["answered"], shown["sums"], shown["words"]) == (None, [], [])


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ORGANISATION_LEAD, Role.STAFF_MEMBER, Role.BOARD_VIEWER])
def test_nobody_but_a_lead_reads_them(app, service, ended, world, client_of, role):
    service.answer_questions(ended)
    into_the_next_quarter(service)
    person = world.person(role)
    assert told(app, service, person) == ([], {})
    client_of(person).get("/support/questions", status=404)


def test_a_lead_elsewhere_reads_none(app, service, ended, world):
    service.answer_questions(ended)
    into_the_next_quarter(service)
    assert told(app, service, world.person(Role.INCIDENT_LEAD, "other")) == ([], {})


@pytest.mark.parametrize("way", ["decline", "close"])
def test_however_support_ended_it_is_asked(app, service, way):
    referral_id = service.bring_to(State.UNDER_WAY)
    if way == "decline":
        service.decline(referral_id)
    else:
        service.leave(referral_id, Capacity.THERAPIST, "close", StepReason.NOT_REACHED)
    assert [each.referral_id for each in rows(app, QuestionnaireTurn)] == [referral_id]


def test_who_ended_it_does_not_read_whether_it_was_answered(app, service, ended):
    with acting(app, service.therapist) as actor:
        turns = tenancy.scoped(select(QuestionnaireTurn), actor, QuestionnaireTurn)
        assert db.session.scalars(turns).all() == []


def test_it_is_forgotten(app, service, clock):
    service.bring_to(State.ENDED)
    service.answer_questions(service.bring_to(State.ENDED))
    begun = clock.now()
    for days, turns, answers in ((29, 1, 1), (30, 0, 1), (3 * 366, 0, 0)):
        clock.move_to(begun + timedelta(days=days))
        with app.app_context():
            tenancy.enter(db.session(), SystemActor("incidents.forget"))
            forget(clock)
            commit()
        assert (len(rows(app, QuestionnaireTurn)), len(rows(app, QuestionnaireAnswer))) == (turns, answers)


def test_what_was_written_is_read_where_the_organisation_has_gone(app, world, service, clock):
    for _ in range(8):
        service.answer_questions(service.bring_to(State.ENDED), words=WORDS)
    with acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        merge(actor, world.own, world.other, "Harrow Hill Council", clock, is_same=False)
    into_the_next_quarter(service)
    _, words = told(app, service, world.person(Role.INCIDENT_LEAD, "other"))
    assert list(words.values()) == [[WORDS] * 8]


def test_the_verbs_of_others_do_not_answer_for_them(app, service, ended):
    with acting(app, service.therapist) as actor, pytest.raises(NotFound):
        verbs.answer_questions(actor, ended, dict.fromkeys(Question, Reply.YES), "", service.clock)
