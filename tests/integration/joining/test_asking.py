"""Asking to join, by somebody without an account, one question a page."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import inspect

from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.joining.models import JoinRequest
from network.organisations.models import Organisation, Standing
from tests.factories.joining import ASKER, URN, bring_school, send
from tests.support.csrf import press
from tests.support.hostile import LONG, hostile_texts
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

ASK, SENT = "/join/ask", "/join/sent"
NO_CODE = {"step": "code", "scheme": "none"}
DESCRIBED = {
    "scheme": "none",
    "name": "Newtown Kitchen",
    "sector": "charity",
    "nation": "england",
    "town": "Newtown",
    "postcode": "le38ra",
}
YOU = {
    "step": "you",
    "person": ASKER.person,
    "job_title": ASKER.job_title,
    "email": ASKER.email,
    "telephone": ASKER.telephone,
    "words": ASKER.words,
}
WHOLE = {**DESCRIBED, **YOU}


def go(client, page, **answers):
    """Sends the form of a page as a browser would, with these answers besides what stands in it."""
    (form,) = page.tree.xpath("//main//form")
    values = {name: value for name, value in form.form_values() if value is not None}
    return client._checked(client.raw.post(form.get("action"), data={**values, **answers}), 200)


def finish(client, page, **answers):
    """Presses the last button."""
    (form,) = page.tree.xpath("//main//form")
    (key,) = form.xpath(".//button[@name='form_key']/@value")
    values = {name: value for name, value in form.form_values() if value is not None}
    return client.raw.post(form.get("action"), data={**values, "form_key": key, **answers})


def standing(app, key, value):
    with app.app_context():
        with system_scope(db.session(), "a test"):
            db.session.get(Organisation, key).standing = value
        commit()


def test_the_way_begins_on_the_public_pages(world, visitor):
    for path in ("/", "/charter/signatories"):
        assert visitor.get(path).tree.xpath("//main//a[@href='/join']"), path
    page = visitor.get("/join")
    assert "within 10 working days" in page.text
    assert page.tree.xpath("//main//a[@href='/join/ask']")
    first = visitor.get(ASK)
    assert not first.tree.xpath("//main//input[@checked]"), "nothing is chosen beforehand (U18)"


def test_a_code_that_a_register_brought_is_found_first(app, world, clock, visitor, rows):
    key = bring_school(app, clock)
    page = go(visitor, visitor.get(ASK), scheme="urn", code=" 119 903 ")
    assert page.heading == "Is this your organisation?"
    assert "Newtown Primary School" in page.text
    page = go(visitor, page, is_ours="yes")
    assert page.heading == "Who are you?"
    assert "Newtown Primary School" in page.text
    assert "the network’s coordinator at Wendmere County Council" in page.text, "who reads it (U8)"
    assert "12 months" in page.text
    assert rows() == [], "nothing is kept before the last step is sent"
    answer = finish(visitor, page, **{name: YOU[name] for name in ("person", "job_title", "email")})
    assert answer.location.endswith(SENT)
    (request,) = rows()
    assert (request.listed_id, request.name, request.state, request.scheme) == (
        key,
        "Newtown Primary School",
        "unverified",
        None,
    )


def test_another_with_that_code_is_described(app, world, clock, visitor, rows):
    bring_school(app, clock)
    page = go(visitor, visitor.get(ASK), scheme="urn", code=URN)
    page = go(visitor, page, is_ours="no")
    assert page.heading == "Tell us about your organisation"
    page = go(visitor, page, **DESCRIBED | {"scheme": "urn"})
    finish(visitor, page, **YOU)
    (request,) = rows()
    assert (request.listed_id, request.code, request.name) == (None, "", "Newtown Kitchen")


@pytest.mark.parametrize(
    ("scheme", "typed", "kept"),
    [("ods", "rh5", "RH5"), ("charity", "1 234 567", "1234567"), ("company", "1234567", "01234567")],
)
def test_a_code_that_no_register_brought_is_kept(world, visitor, rows, scheme, typed, kept):
    page = go(visitor, visitor.get(ASK), scheme=scheme, code=typed)
    assert f"No register that we hold has the code {typed}" in page.text
    page = go(visitor, page, **{name: DESCRIBED[name] for name in ("name", "sector", "nation", "town", "postcode")})
    finish(visitor, page, **YOU)
    (request,) = rows()
    assert (request.scheme, request.code, request.postcode) == (scheme, kept, "LE3 8RA")


def test_the_same_name_in_the_same_town_is_asked_about(app, world, clock, visitor, rows):
    key = bring_school(app, clock, name="Newtown Kitchen")
    bring_school(app, clock, "119904", "Newtown Kitchens")
    page = go(visitor, go(visitor, visitor.get(ASK), scheme="none"), **DESCRIBED)
    assert page.heading == "Is it one of these?"
    assert len(page.tree.xpath("//main//input[@type='radio']")) == 2, "the one, and none of these"
    chosen = go(visitor, page, one_of=str(key))
    assert chosen.heading == "Who are you?"
    finish(visitor, chosen, **YOU)
    neither = go(visitor, page, one_of="none")
    finish(visitor, neither, **YOU)
    assert {request.listed_id for request in rows()} == {key, None}
    elsewhere = go(visitor, go(visitor, visitor.get(ASK), scheme="none"), **DESCRIBED | {"town": "Oldtown"})
    assert elsewhere.heading == "Who are you?"


@pytest.mark.parametrize("value", [Standing.PARTNER, Standing.INVITED])
def test_one_that_is_here_already_is_answered_without_a_word_of_its_people(app, world, clock, visitor, rows, value):
    """U37: two other ways and a person, whichever it is."""
    key = bring_school(app, clock, name="Newtown Kitchen")
    standing(app, key, value)
    page = visitor.post(ASK, {"step": "code", "scheme": "urn", "code": URN}, status=422)
    assert "is part of the network already, or has been invited" in page.text
    assert len(page.tree.xpath("//main//li")) >= 2
    assert "coordinator" in page.text
    alike = visitor.post(ASK, {**DESCRIBED, "step": "alike", "one_of": str(key)}, status=422)
    assert "is part of the network already" in alike.text
    visitor.post(ASK, {**WHOLE, "one_of": str(key)}, status=422)
    assert rows() == []


def test_going_back_loses_nothing(world, visitor):
    """U40"""
    page = go(visitor, visitor.get(ASK), scheme="ods", code="RH5")
    page = go(visitor, page, **{name: DESCRIBED[name] for name in ("name", "sector", "nation", "town")})
    page = go(visitor, page, person="Ash Okafor", words="Because", go="back")
    assert page.heading == "Tell us about your organisation"
    assert page.tree.xpath("//input[@name='name']/@value") == ["Newtown Kitchen"]
    page = go(visitor, page, go="back")
    assert page.tree.xpath("//input[@name='code']/@value") == ["RH5"]
    page = go(visitor, go(visitor, page))
    assert page.tree.xpath("//input[@name='person']/@value") == ["Ash Okafor"]
    assert page.texts("//textarea[@name='words']") == ["Because"]


def test_yes_to_one_is_not_yes_to_another(app, world, clock, visitor):
    """U18"""
    bring_school(app, clock)
    bring_school(app, clock, "119904", "Oldtown School")
    page = go(visitor, go(visitor, visitor.get(ASK), scheme="urn", code=URN), is_ours="yes")
    page = go(visitor, go(visitor, page, go="back"), go="back")
    page = go(visitor, page, code="119904")
    assert "Oldtown School" in page.text
    assert not page.tree.xpath("//main//input[@checked]")


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"step": "code"}, "Choose the kind of code, or say that there is none"),
        ({"step": "code", "scheme": "police", "code": "x"}, "Choose from the list"),
        ({"step": "code", "scheme": "urn"}, "Enter the code, or choose the last answer"),
        (
            {"step": "code", "scheme": "urn", "code": LONG},
            "Enter the code as its register writes it: six digits, like 119903",
        ),
        (DESCRIBED | {"step": "describe", "name": ""}, "Enter the name of the organisation"),
        (DESCRIBED | {"step": "describe", "name": LONG}, "Use 200 characters or fewer; this has 10,000"),
        (DESCRIBED | {"step": "describe", "name": "!!!"}, "Enter a name"),
        (DESCRIBED | {"step": "describe", "town": ""}, "Enter the town or city that it works from"),
        (DESCRIBED | {"step": "describe", "town": LONG}, "Use 100 characters or fewer; this has 10,000"),
        (
            DESCRIBED | {"step": "describe", "postcode": "nowhere"},
            "Enter a full UK postcode, like LE3 8RA, or leave it empty",
        ),
        (DESCRIBED | {"step": "describe", "sector": "circus"}, "Choose from the list"),
        (WHOLE | {"person": " "}, "Enter your name"),
        (WHOLE | {"person": LONG}, "Shorten this to 200 characters"),
        (WHOLE | {"job_title": ""}, "Enter what you do there"),
        (WHOLE | {"email": "nobody"}, "Enter an e-mail address, like name@example.org"),
        (WHOLE | {"email": LONG + "@example.org"}, "Enter an e-mail address, like name@example.org"),
        (WHOLE | {"email": "a@example.org\r\nBcc: b@example.org"}, "Enter an e-mail address, like name@example.org"),
        (WHOLE | {"telephone": "ring me"}, "Enter a telephone number, like 0116 305 0000 or 111"),
        (WHOLE | {"words": LONG}, "Shorten this to 300 characters"),
    ],
)
def test_a_page_that_is_not_ready_comes_back_as_it_was(world, visitor, rows, sent, error):
    page = visitor.post(ASK, sent, status=422)
    assert page.errors == [error]
    assert rows() == []
    kept = {field.get("name"): field.get("value") for field in page.tree.xpath("//main//input[@type='hidden']")}
    assert "step" in kept


@pytest.mark.parametrize(
    "sent",
    [
        {"step": "you"} | YOU,
        {"step": "confirm", "is_ours": "yes"},
        {"step": "alike", "one_of": "none"},
        {"step": "nowhere"},
        {"step": "code", "go": "back"},
        {"step": "you", "go": "back"},
        {"step": "you", "scheme": "urn", "code": "x" * 500, "go": "back"},
        WHOLE | {"scheme": "circus", "code": "1", "sector": "circus"},
        WHOLE | {"one_of": "not a key", "is_ours": "yes", "form_key": "not a key"},
    ],
)
def test_steps_out_of_their_order_keep_nothing(world, visitor, rows, sent):
    page = visitor.raw.post(ASK, data={**visitor._hidden_fields(ASK), **sent})
    assert page.status_code in {200, 422}
    assert rows() == []


def test_what_was_typed_is_sealed(app, world, clock, rows):
    """B24"""
    send(app, clock)
    (request,) = rows()
    stored = {column.key: getattr(request, column.key) for column in inspect(JoinRequest).columns}
    assert "anary" not in repr(stored)


def test_sent_twice_is_one_request(world, visitor, rows, messages):
    """B35"""
    key = {"form_key": str(uuid4())}
    for _ in range(2):
        visitor.post(ASK, WHOLE | key, to=SENT)
    assert len(rows()) == len(messages("confirm")) == 1


def test_whatever_the_address_the_answer_is_the_same(app, world, clock, visitor, client_of, messages):
    """B4: of a lead here, of the coordinator, of nobody; and the e-mail is the same to each."""
    answers, pages = set(), set()
    addresses = [
        world.person(Role.ORGANISATION_LEAD).email,
        world.person(Role.COORDINATOR, "host").email,
        "nobody@example.org",
    ]
    for address in addresses:
        answer = visitor.post(ASK, WHOLE | {"email": address}, to=SENT).answer
        answers.add((answer.status_code, answer.get_data(), tuple(answer.headers.get_all("Location"))))
        pages.add(client_of(None).get(SENT).lasting)
    assert len(answers) == len(pages) == 1
    sent = messages("confirm")
    assert [each.to for each in sent] == addresses
    texts = {each.email("https://x.example").text.replace(each.token, "") for each in sent}
    assert len(texts) == 1
    assert "anary" not in texts.pop(), "no word that was typed reaches somebody else’s address"


def test_an_address_with_an_account_costs_as_many_queries(app, world, visitor):
    counts = []
    for address in (world.person(Role.ORGANISATION_LEAD).email, "nobody@example.org"):
        with counted_queries(app) as counted:
            visitor.post(ASK, WHOLE | {"email": address}, to=SENT)
        counts.append(counted.count)
    assert counts[0] in range(counts[1], counts[1] + 3), "the very first makes the keys that seal"


def test_a_flood_from_one_place_is_stopped_and_nothing_typed_is_lost(world, visitor, rows):
    """B22"""
    for number in range(20):
        visitor.post(ASK, WHOLE | {"email": f"ash{number}@example.org"}, to=SENT)
    page = visitor.post(ASK, WHOLE, status=429)
    assert "Wait" in page.errors[0]
    assert page.tree.xpath("//input[@name='person']/@value") == [ASKER.person]
    assert int(page.answer.headers["Retry-After"]) > 0
    visitor.post(ASK, NO_CODE, status=200)
    visitor.post(ASK, WHOLE, to=SENT, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert len(rows()) == 21


def test_nobody_is_flooded_with_links(world, visitor, rows, clock):
    """B22: five to one address in a quarter of an hour, wherever they are asked for."""
    for number in range(6):
        elsewhere = {"environ_overrides": {"REMOTE_ADDR": f"192.0.2.{number}"}}
        visitor.post(ASK, WHOLE | {"email": "Ash@example.org"}, status=429 if number == 5 else 303, **elsewhere)
    assert len(rows()) == 5
    clock.advance(timedelta(minutes=16))
    visitor.post(ASK, WHOLE | {"email": "ash@example.org"}, to=SENT)


def test_hostile_text_is_text(app, world, clock, visitor, rows):
    """B18: kept as it was typed, or answered with words; never a fault."""
    for number, text in enumerate(hostile_texts(140)):
        pages = (
            {"step": "code", "scheme": "urn", "code": text},
            DESCRIBED | {"step": "describe", "name": text, "town": text or "Newtown"},
            {**dict.fromkeys(WHOLE, text), "step": "you"},
        )
        answer = press(visitor, ASK, pages[number % 3])
        assert answer.status in {200, 303, 422}, text
        assert "<script>alert" not in answer.text
        typed = WHOLE | {"person": f"A {text}"[:150], "words": text[:250], "email": f"a{number}@example.org"}
        assert press(visitor, ASK, typed).location == SENT, text
        clock.advance(timedelta(minutes=2))


def test_without_its_token_nothing_is_kept(world, visitor, rows):
    """B9"""
    visitor.raw.post(ASK, data=WHOLE)
    assert rows() == []


def test_without_a_host_there_are_other_ways(app, visitor):
    visitor.get("/join")
    page = visitor.post(ASK, WHOLE, status=422)
    assert "nobody yet who could answer" in page.text
    assert len(page.tree.xpath("//main//li//a")) >= 2


def test_looking_for_a_name_costs_as_much_whatever_is_there(app, world, clock, visitor):
    counts = []
    for first in (100000, 100010):
        for number in range(first, first + 5):
            bring_school(app, clock, str(number), "Newtown Kitchen")
        with counted_queries(app) as counted:
            visitor.raw.post(ASK, data={**visitor._hidden_fields(ASK), **DESCRIBED, "step": "describe"})
        counts.append(counted.count)
    assert counts[0] == counts[1] <= MOST_ON_A_PAGE
