"""A completion for wallets: whose it is by a hash, for how long, and revoked when it is so no more."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from network.core.commit import commit
from network.core.credentials import IssuedCredential
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.passport import jobs
from network.passport.models import PassportCredential
from network.training import queries, same_person
from network.training.imports import taking_back
from network.training.imports.answers import Answers
from network.training.imports.service import take_file
from network.training.models import Completion, Learner
from network.training.models.imports import TrainingImport
from network.training.public import CourseDraft, add_course
from network.training.vocabulary import Mode, Topic
from tests.factories.passport import KIM, completion_ids, train
from tests.factories.training import acting, as_job, withdraw
from tests.support import offline

ORIGIN = "http://127.0.0.1:8000"
STATUS = "/credentials/status/1"


def path_of(completion):
    return f"/passport/completions/{completion}/credential"


@pytest.fixture
def made(app, world, clock, opened):
    """Somebody trained and made the credential of it: their browser, the completion and the session."""
    logged = train(app, world, clock)
    (completion,) = completion_ids(app)
    browser = opened()
    browser.post(path_of(completion), form_at="/passport/record", to="/passport/record")
    return browser, completion, logged


@pytest.fixture
def check(visitor, clock):
    """Somebody else checks a credential now, with what is published now."""

    def verify(token):
        lists = {ORIGIN + STATUS: visitor.get(STATUS).text}
        return offline.verify(token, visitor.get("/.well-known/jwks.json").text, clock.now(), lists)

    return verify


def test_anybody_checks_it_without_us(made, check, clock):
    browser, completion, _ = made
    answer = browser.get(path_of(completion)).answer
    assert answer.mimetype == "application/vc+jwt"
    assert answer.headers["Cache-Control"] == "no-store"
    claims = check(answer.get_data(as_text=True))
    assert claims["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert claims["name"] == "A first look: orientation for everybody"
    assert claims["awardedDate"] == "2026-11-18T00:00:00Z"
    assert claims["validUntil"] == "2029-12-01T00:00:00Z", "the first instant after its last day"
    assert claims["issuer"]["id"] == f"{ORIGIN}/charter/issuer"
    assert claims["issuer"]["name"] == "Wendmere County Council"


def test_it_is_known_by_a_hash_of_the_address_and_by_nothing_else(made, check, world):
    browser, completion, _ = made
    claims = check(browser.get(path_of(completion)).text)
    (identity,) = claims["credentialSubject"]["identifier"]
    assert (identity["identityType"], identity["hashed"]) == ("emailAddress", True)
    digest = hashlib.sha256((KIM + identity["salt"]).encode()).hexdigest()
    assert identity["identityHash"] == f"sha256${digest}"
    assert len(identity["salt"]) >= 22, "128 bits"
    said = json.dumps(claims)
    assert not [word for word in (KIM, "Kim", "Canary", "Harrow", str(world.own), str(completion)) if word in said]


def test_what_it_is_for_can_be_read(made, visitor):
    browser, completion, _ = made
    claims = json.loads(offline.octets(browser.get(path_of(completion)).text.split(".")[1]))
    achievement = claims["credentialSubject"]["achievement"]
    assert achievement["id"] == f"{ORIGIN}/passport/achievements/T1-ORIENT"
    answer = visitor.get("/passport/achievements/T1-ORIENT").answer
    told = answer.get_json()
    assert {**told, "@context": None} == {**achievement, "@context": None}
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    visitor.get("/passport/achievements/NO-SUCH", status=404)


def test_it_stays_the_same_and_is_made_once(made, app):
    browser, completion, _ = made
    first = browser.get(path_of(completion)).text
    browser.post(path_of(completion), form_at="/passport/record")
    assert browser.get(path_of(completion)).text == first
    assert count(app, PassportCredential) == count(app, IssuedCredential) == 1


def count(app, kind):
    with app.app_context(), system_scope(db.session(), "a test counts") as system:
        return db.session.scalar(scoped(select(func.count()).select_from(kind), system, kind))


def test_looking_makes_none(app, world, clock, opened):
    train(app, world, clock)
    (completion,) = completion_ids(app)
    browser = opened()
    browser.get(path_of(completion), status=404)
    assert count(app, IssuedCredential) == 0


def test_it_ends_when_the_completion_does(made, check, clock):
    browser, completion, _ = made
    token = browser.get(path_of(completion)).text
    clock.move_to(datetime(2029, 11, 30, 23, 59, 59, tzinfo=UTC))
    check(token)
    clock.advance(timedelta(seconds=1))
    with pytest.raises(offline.NotYetOrNoLonger):
        check(token)


def test_what_does_not_run_out_has_no_end(app, world, clock, opened, check):
    with app.app_context(), system_scope(db.session(), "a course for a test") as system:
        course = CourseDraft("T1-ALWAYS", "For good", 1, (Mode.IN_PERSON,), 30, None, (Topic.CULTURE,), "")
        add_course(system, course, clock)
        commit()
    train(app, world, clock, code="T1-ALWAYS")
    (completion,) = completion_ids(app)
    browser = opened()
    browser.post(path_of(completion), form_at="/passport/record")
    token = browser.get(path_of(completion)).text
    clock.move_to(clock.now().replace(year=2090))
    jwt = json.loads(offline.octets(token.split(".")[1]))
    assert "exp" not in jwt
    assert "validUntil" not in jwt
    check(token)


def test_a_session_that_is_taken_back_revokes_it(made, app, world, clock, check):
    browser, completion, logged = made
    token = browser.get(path_of(completion)).text
    check(token)
    with acting(app, world.person(Role.CHAMPION)) as actor:
        withdraw(actor, logged, clock)
    with pytest.raises(offline.Revoked):
        check(token)
    browser.get(path_of(completion), status=404)
    assert count(app, PassportCredential) == 0


def bring(app, world, clock):
    content = f"Name,E-mail,Course,Completion date\nKim Canary,{KIM},T1-ORIENT,2026-11-18\n".encode()
    with acting(app, world.person(Role.ORGANISATION_LEAD)) as actor:
        take_file(actor, actor.organisation_id, content, Answers(), clock)


def take_file_back(app, world, clock):
    with acting(app, world.person(Role.ORGANISATION_LEAD)) as actor:
        sent = db.session.scalars(scoped(select(TrainingImport.id), actor, TrainingImport)).one()
        taking_back.take_back(actor, sent, clock)


def test_an_import_that_is_taken_back_revokes_it(app, world, clock, opened, check):
    bring(app, world, clock)
    (completion,) = completion_ids(app)
    browser = opened()
    browser.post(path_of(completion), form_at="/passport/record")
    token = browser.get(path_of(completion)).text
    take_file_back(app, world, clock)
    with pytest.raises(offline.Revoked):
        check(token)


def test_what_another_source_says_too_stands(made, app, world, clock, check):
    """A file that said the same is taken back, and the session stands."""
    browser, completion, _ = made
    token = browser.get(path_of(completion)).text
    bring(app, world, clock)
    take_file_back(app, world, clock)
    check(token)
    assert browser.get(path_of(completion)).text == token


def test_records_told_apart_revoke_what_was_anothers(app, world, clock, opened, check):
    """The credential of one's own completion stands; that of the other person's is revoked."""
    train(app, world, clock)
    train(app, world, clock, "Kim C <other@mail.example>", code="T2-PRACTICE")
    with acting(app, world.person(Role.CHAMPION)) as actor:
        rows = {row.email: row for row in db.session.scalars(queries.visible_rows(actor))}
        same_person.stand_for(actor, kept=rows[KIM], other=rows["other@mail.example"], clock=clock)
        other_id = rows["other@mail.example"].id
    browser = opened()
    own, others = completion_ids(app)
    for each in (own, others):
        browser.post(path_of(each), form_at="/passport/record")
    tokens = {each: browser.get(path_of(each)).text for each in (own, others)}
    with acting(app, world.person(Role.CHAMPION)) as actor:
        same_person.tell_apart(actor, other_id, clock)
    check(tokens[own])
    with pytest.raises(offline.Revoked):
        check(tokens[others])
    theirs = opened("other@mail.example")
    theirs.post(path_of(others), form_at="/passport/record")
    check(theirs.get(path_of(others)).text)


def test_the_nights_work_finds_what_nobody_told(made, app, world, clock, check):
    """Whatever changes the records: an address that turned out to be wrong, say."""
    browser, completion, _ = made
    token = browser.get(path_of(completion)).text
    with app.app_context():
        as_job(jobs.keep_credentials, clock)
    check(token)
    with acting(app, world.person(Role.CHAMPION)) as actor:
        (row,) = db.session.scalars(scoped(select(Learner), actor, Learner))
        row.email = "right.one@mail.example"
    with app.app_context():
        as_job(jobs.keep_credentials, clock)
    with pytest.raises(offline.Revoked):
        check(token)


def test_the_nights_work_forgets_what_ended_by_itself(made, app, clock):
    """B30."""
    clock.move_to(datetime(2029, 12, 1, tzinfo=UTC))
    with app.app_context():
        as_job(jobs.keep_credentials, clock)
    assert count(app, PassportCredential) == 0


@pytest.mark.parametrize("why", ["another person's", "run out", "taken back", "missing"])
def test_none_is_made_of_what_is_not_theirs_to_show(app, world, clock, opened, why):
    logged = train(app, world, clock)
    names = "Somebody Else <else@mail.example>" if why == "another person's" else f"Kim Canary <{KIM}>"
    last = train(app, world, clock, names, code="T2-PRACTICE")
    *_, completion = completion_ids(app)
    if why == "run out":
        clock.move_to(clock.now().replace(year=2028, month=12))
    if why == "taken back":
        with acting(app, world.person(Role.CHAMPION)) as actor:
            withdraw(actor, last, clock)
    address = path_of(logged.session_id if why == "missing" else completion)
    opened().post(address, form_at="/passport/record", status=404)
    assert count(app, IssuedCredential) == 0


def test_a_completion_knows_nothing_of_its_credential(made, app, world):
    """What a person does with their record is not their organisation's to see."""
    with acting(app, world.person(Role.ORGANISATION_LEAD)) as actor:
        (row,) = db.session.scalars(scoped(select(Completion), actor, Completion))
        assert "credential" not in " ".join(column.key for column in row.__table__.columns)
