"""Tier 1 by self-declaration: with a certificate, confirmed by somebody else, and never taken for more than it is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from network.core import outbox
from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db
from network.core.errors import NotFound, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.training.coverage import recount, summarised
from network.training.declarations import declaring, jobs, queries, service
from network.training.declarations.declaring import DeclaredCourse
from network.training.declarations.messages import DeclarationAnswered
from network.training.declarations.vocabulary import DeclarationState
from network.training.figures import organisation_coverage
from network.training.imports.answers import Answers
from network.training.imports.queries import list_imports
from network.training.imports.service import take_file
from network.training.imports.taking_back import take_back
from network.training.passport import passport_of
from network.training.vocabulary import CompletionStatus
from tests.factories import training
from tests.factories.declarations import completions, declarations, declared
from tests.factories.passport import KIM
from tests.support import documents, pictures
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

PAGE = "/training/declarations"
FILE = f"Name,E-mail,Course,Completion date\nKim Canary,{KIM},T1-ONLINE,2026-11-18\n".encode()


@pytest.fixture(autouse=True)
def _catalogue(app, world, clock):
    training.load_catalogue(app, clock)


@pytest.fixture
def champion(world):
    return world.person(Role.CHAMPION)


@pytest.fixture
def declaration(app, world, clock):
    return declared(app, clock, world.own)


def trained(actor, day):
    return organisation_coverage(actor, actor.organisation_id, day).tiers[0].trained


def test_it_counts_nowhere_until_somebody_confirms_it(app, champion, clock, declaration):
    with training.acting(app, champion) as actor:
        assert trained(actor, clock.today()) == 0
        assert training.learners_of(actor) == []
    with app.app_context():
        assert passport_of(KIM, clock) == []
    with training.acting(app, champion) as actor:
        service.confirm(actor, declaration, clock)
        assert trained(actor, clock.today()) == 1
        assert summarised(actor) == recount(actor)
    with app.app_context():
        (line,) = passport_of(KIM, clock)
        assert (line.course_code, line.completed_on, line.status) == (
            "T1-ONLINE",
            clock.today(),
            CompletionStatus.CONFIRMED,
        )


def test_confirming_twice_is_as_good_as_once_and_the_person_is_told_once(app, champion, clock, declaration):
    for _ in range(2):
        with training.acting(app, champion) as actor:
            service.confirm(actor, declaration, clock)
    assert len(completions(app)) == 1
    with app.app_context():
        told = [each for each in outbox.waiting_messages() if isinstance(each, DeclarationAnswered)]
    assert [each.to for each in told] == [KIM]
    email = told[0].email("https://network.example")
    assert "https://network.example/passport" in email.text
    assert not [word for word in ("trauma", "training", "confirmed", "kim") if word in email.subject.lower()]
    assert "T1-ONLINE" not in email.text


def test_what_is_missing_is_said_to_its_person_who_declares_again(app, world, champion, clock, declaration):
    with training.acting(app, champion) as actor:
        service.refuse(actor, declaration, "  The certificate names another course. ", clock)
    with app.app_context():
        (own,) = declaring.list_declared(KIM)
        assert own.why == "The certificate names another course."
    with training.acting(app, champion) as actor, pytest.raises(RuleBroken, match="in the meantime"):
        service.confirm(actor, declaration, clock)
    assert completions(app) == []
    again = declared(app, clock, world.own)
    with training.acting(app, champion) as actor:
        service.confirm(actor, again, clock)
    assert len(completions(app)) == 1


@pytest.mark.parametrize("why", ["", "  \n ", "x" * 501])
def test_a_no_says_why(app, champion, clock, declaration, why):
    with training.acting(app, champion) as actor, pytest.raises(RuleBroken) as broken:
        service.refuse(actor, declaration, why, clock)
    assert broken.value.field == "why"


def test_nobody_confirms_their_own(app, world, champion, clock):
    own = declared(app, clock, world.own, champion.email)
    with training.acting(app, champion) as actor, pytest.raises(RuleBroken, match="Somebody else"):
        service.confirm(actor, own, clock)
    with training.acting(app, world.person(Role.ORGANISATION_LEAD)) as actor:
        service.confirm(actor, own, clock)
    assert len(completions(app)) == 1


def test_a_confirmation_is_taken_back_and_given_again(app, champion, clock, declaration):
    for _ in range(2):
        with training.acting(app, champion) as actor:
            service.confirm(actor, declaration, clock)
            assert trained(actor, clock.today()) == 1
        with training.acting(app, champion) as actor:
            service.take_confirmation_back(actor, declaration, clock)
            service.take_confirmation_back(actor, declaration, clock)
            assert trained(actor, clock.today()) == 0
            assert summarised(actor) == recount(actor)
    assert [each.status for each in completions(app)] == [CompletionStatus.WITHDRAWN] * 2


def test_it_is_not_taken_back_over_a_new_one(app, world, champion, clock, declaration):
    with training.acting(app, champion) as actor:
        service.confirm(actor, declaration, clock)
    declared(app, clock, world.own)
    with training.acting(app, champion) as actor, pytest.raises(RuleBroken, match="again since"):
        service.take_confirmation_back(actor, declaration, clock)


def test_what_was_confirmed_twice_stands_until_both_are_taken_back(app, world, champion, clock, declaration):
    with training.acting(app, champion) as actor:
        service.confirm(actor, declaration, clock)
    again = declared(app, clock, world.own)
    with training.acting(app, champion) as actor:
        service.confirm(actor, again, clock)
    assert len(completions(app)) == 1
    for key, counted in ((again, 1), (declaration, 0)):
        with training.acting(app, champion) as actor:
            if key == declaration:
                service.refuse(actor, again, "It was declared before", clock)
            service.take_confirmation_back(actor, key, clock)
            assert trained(actor, clock.today()) == counted
            assert summarised(actor) == recount(actor)


@pytest.mark.parametrize("first", ["file", "declaration"])
@pytest.mark.parametrize("goes", ["file", "declaration"])
def test_what_a_file_says_too_stands_without_the_one_and_the_other(app, champion, clock, declaration, first, goes):
    def bring_file():
        with training.acting(app, champion) as actor:
            take_file(actor, actor.organisation_id, FILE, Answers(), clock)

    def confirm():
        with training.acting(app, champion) as actor:
            service.confirm(actor, declaration, clock)

    for said in (bring_file, confirm) if first == "file" else (confirm, bring_file):
        said()
    assert len(completions(app)) == 1
    with training.acting(app, champion) as actor:
        (kept,) = list_imports(actor, 1).items
        if goes == "file":
            take_back(actor, kept.id, clock)
            assert trained(actor, clock.today()) == 1, "somebody confirmed it"
            service.take_confirmation_back(actor, declaration, clock)
        else:
            service.take_confirmation_back(actor, declaration, clock)
            take_back(actor, kept.id, clock)
        assert trained(actor, clock.today()) == 0
        assert summarised(actor) == recount(actor)


def test_a_session_that_is_taken_back_leaves_what_was_confirmed(app, champion, clock, declaration):
    with training.acting(app, champion) as actor:
        service.confirm(actor, declaration, clock)
    with training.acting(app, champion) as actor:
        logged = training.log_session(actor, clock, f"Kim Canary <{KIM}>", code="T1-ORIENT")
        training.withdraw(actor, logged, clock)
        assert trained(actor, clock.today()) == 1
        assert summarised(actor) == recount(actor)


def test_of_one_course_one_waits_and_it_is_the_last_said(app, world, clock, declaration):
    again = declared(app, clock, world.own, completed_on=date(2026, 11, 2), content=documents.pdf())
    (row,) = declarations(app)
    assert again == declaration == row.id
    assert (row.completed_on, row.media_type) == (date(2026, 11, 2), "application/pdf")
    declared(app, clock, world.other)
    declared(app, clock, world.own, "eve@mail.example")
    assert len(declarations(app)) == 3


def test_six_presses_at_once_are_one_declaration(app, world, clock):
    """Without a script too: nobody is told that somebody else was quicker, for that was they."""
    barrier = Barrier(6)

    def press(_):
        barrier.wait()
        return declared(app, clock, world.own)

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(press, range(6)))) == 1
    assert len(declarations(app)) == 1


@pytest.mark.parametrize("answer", ["confirm", "refuse"])
def test_nobody_answers_what_they_have_not_read(app, world, clock, client_of, champion, declaration, answer):
    """Its person sends another certificate while a champion looks at the first."""
    client, at = client_of(champion), f"{PAGE}/{declaration}"
    (form,) = client.get(at).tree.xpath(f"//form[contains(@action, '/{answer}')]")
    said = {**dict(form.form_values()), "why": "It names another course"}
    clock.advance(timedelta(minutes=1))
    declared(app, clock, world.own, completed_on=date(2026, 11, 2), content=documents.pdf())
    assert "declared this anew" in client._checked(client.raw.post(form.get("action"), data=said), 409).text
    assert declarations(app)[0].state is DeclarationState.WAITING
    program = client_of.api(champion)
    seen = {"declared_at": clock.now().isoformat(), **({"why": "It is another one"} if answer == "refuse" else {})}
    stale = {**seen, "declared_at": (clock.now() - timedelta(minutes=1)).isoformat()}
    program.post(f"/api/v1{at}/{answer}", stale, status=409)
    assert program.post(f"/api/v1{at}/{answer}", seen, status=200).json["completed_on"] == "2026-11-02"


def test_the_certificate_is_written_anew_and_handed_out_for_keeping(app, client_of, champion, declaration):
    client = client_of(champion)
    answer = client.raw.get(f"{PAGE}/{declaration}/certificate")
    assert answer.mimetype == "image/png"
    assert "My certificate.png" in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"organisation_id": None}, "organisation"),
        ({"course_id": None}, "course"),
        ({"completed_on": date(2027, 1, 1)}, "completed_on"),
        ({"name": " "}, "name"),
    ],
)
def test_what_cannot_be_declared_is_said(app, world, clock, changes, field):
    with app.app_context():
        (course,) = declaring.list_declarable()
        said = {"organisation_id": world.own, "course_id": course.id, "completed_on": clock.today(), "name": "Kim"}
        with pytest.raises(RuleBroken) as broken:
            declaring.declare(KIM, DeclaredCourse(**{**said, **changes}), pictures.encoded(), "c.png", clock)
    assert broken.value.field == field


def test_a_file_that_is_none_is_refused(app, world, clock):
    with pytest.raises(RuleBroken) as broken:
        declared(app, clock, world.own, content=b"MZ a program")
    assert broken.value.field == "file"
    assert declarations(app) == []


def test_a_course_of_champions_cannot_be_declared(app, world, clock):
    with app.app_context():
        assert [course.code for course in declaring.list_declarable()] == ["T1-ONLINE"]


def test_whoever_declared_may_take_it_back_until_it_is_confirmed(app, world, champion, clock, declaration):
    with app.app_context():
        with pytest.raises(NotFound):
            declaring.take_declaration_back("eve@mail.example", declaration, clock)
        declaring.take_declaration_back(KIM, declaration, clock)
        commit()
    assert declarations(app) == []
    confirmed = declared(app, clock, world.own)
    with training.acting(app, champion) as actor:
        service.confirm(actor, confirmed, clock)
    with app.app_context(), pytest.raises(NotFound):
        declaring.take_declaration_back(KIM, confirmed, clock)


def test_another_organisation_sees_nothing_of_it(app, world, clock, declaration):
    with training.acting(app, world.person(Role.CHAMPION, "other")) as actor:
        assert queries.list_declarations(actor, None, 1).items == []
        for act in (service.confirm, service.take_confirmation_back):
            with pytest.raises(NotFound):
                act(actor, declaration, clock)
        with pytest.raises(NotFound):
            queries.get_certificate(actor, declaration)


def test_whoever_confirms_is_reminded_once_for_each_that_comes(app, world, clock, declaration):
    def said():
        with app.app_context(), system_scope(db.session(), "what a test asks"):
            return {(each.user_id, each.key): each.words for each in jobs.coming_up(clock)}

    first = said()
    assert {user_id for user_id, _ in first} == {
        world.person(role).user_id for role in (Role.ORGANISATION_LEAD, Role.CHAMPION)
    }
    assert set(first.values()) == {"1 training declaration waits for a lead or champion."}
    assert said() == first
    clock.advance(timedelta(hours=1))
    declared(app, clock, world.own, "eve@mail.example")
    assert not said().keys() & first.keys()
    assert set(said().values()) == {"2 training declarations wait for a lead or champion."}


@pytest.mark.parametrize(("is_answered", "kept_for"), [(True, 90), (False, 365)])
def test_it_is_forgotten_in_time_and_what_was_confirmed_stands(
    app, champion, clock, declaration, is_answered, kept_for
):
    """B30."""
    if is_answered:
        with training.acting(app, champion) as actor:
            service.confirm(actor, declaration, clock)
    for days, left in ((kept_for - 1, 1), (1, 0)):
        clock.advance(timedelta(days=days))
        with app.app_context():
            training.as_job(jobs.forget, clock)
        assert len(declarations(app)) == left
    assert len(completions(app)) == is_answered


def test_each_step_is_in_the_audit_without_a_name(app, champion, clock, declaration):
    with training.acting(app, champion) as actor:
        service.confirm(actor, declaration, clock)
        service.take_confirmation_back(actor, declaration, clock)
        service.refuse(actor, declaration, "Canary words", clock)
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        rows = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.entity == "training_declaration")
        entries = db.session.scalars(rows.order_by(AuditEntry.sequence)).all()
        assert [each.action.rpartition(".")[2] for each in entries] == [
            "declared",
            "confirmed",
            "confirmation_taken_back",
            "not_confirmed",
        ]
        assert not [each for each in entries if "anary" in str(each.changes)]


def test_the_pages_tell_declared_and_confirmed_apart(client_of, world, declaration):
    lead = client_of(world.person(Role.ORGANISATION_LEAD))
    assert "Declared training" in lead.get("/training/").text
    assert "1 waits for you to look at" in lead.get("/training/").text
    page = lead.get(f"{PAGE}/{declaration}")
    assert page.tree.xpath("//main//strong[contains(@class, 'govuk-tag')]/text()") == ["Declared, not yet confirmed"]
    lead.post(f"{PAGE}/{declaration}/refuse", {"why": ""}, form_at=f"{PAGE}/{declaration}", status=422)
    lead.post(f"{PAGE}/{declaration}/confirm", form_at=f"{PAGE}/{declaration}", to=PAGE)
    assert "Kim Canary" not in "".join(lead.get(PAGE).texts("//table"))
    shown = lead.get(f"{PAGE}?show=all")
    assert "Declared, and confirmed" in "".join(shown.texts("//table"))
    page = lead.get(f"{PAGE}/{declaration}")
    assert page.tree.xpath("//main//strong[contains(@class, 'govuk-tag')]/text()") == ["Declared, and confirmed"]
    lead.post(f"{PAGE}/{declaration}/take-back", form_at=f"{PAGE}/{declaration}", to=f"{PAGE}/{declaration}")
    lead.post(f"{PAGE}/{declaration}/refuse", {"why": "Unreadable."}, form_at=f"{PAGE}/{declaration}", to=PAGE)
    assert "Unreadable." in lead.get(f"{PAGE}/{declaration}").text


def test_the_list_asks_as_often_for_twice_as_many(app, world, client_of, clock, declaration):
    lead = client_of(world.person(Role.ORGANISATION_LEAD))
    lead.get(PAGE)
    counts = []
    for number in range(2):
        with counted_queries(app) as asked:
            lead.get(PAGE)
        counts.append(asked.count)
        declared(app, clock, world.own, f"person.{number}@mail.example")
    assert counts[0] == counts[1] <= MOST_ON_A_PAGE


def test_programs_read_and_answer(world, client_of, declaration):
    program = client_of.api(world.person(Role.CHAMPION))
    (line,) = program.get("/api/v1/training/declarations?state=waiting").json["items"]
    assert (line["id"], line["state"], line["has_certificate"]) == (str(declaration), "waiting", True)
    at = f"/api/v1/training/declarations/{declaration}"
    assert program.post(f"{at}/confirm", {}, status=200).json["state"] == "confirmed"
    assert program.post(f"{at}/take-back", {}, status=200).json["state"] == "waiting"
    refused = program.post(f"{at}/refuse", {"why": "Unreadable."}, status=200).json
    assert (refused["state"], refused["why"]) == ("not-confirmed", "Unreadable.")
    assert program.get("/api/v1/training/declarations?state=waiting").json["items"] == []
    assert program.get(at).json["state"] == DeclarationState.NOT_CONFIRMED.value
