"""What shows a pledge, and another partner's look at it, on which both agree before anybody reads it."""

from __future__ import annotations

import io
from uuid import UUID, uuid4

import pytest

from network.charter.messages import CheckAnswered, CheckAsked
from network.charter.queries import evidence as queries
from network.charter.queries import pledges
from network.charter.rules import evidence as rules
from network.charter.vocabulary import PledgeState
from network.core.permissions import Role
from tests.factories import charter as charters
from tests.support import documents, pictures
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

LEAD = Role.ORGANISATION_LEAD
LINK = {"title": "Our new first letter", "kind": "link", "address": "https://www.example.org/letter"}


@pytest.fixture
def pledge(charter, app, world, clock):
    """An action of `own` that is in place: its key."""
    with app.app_context():
        charters.sign(world.person(LEAD), charter, clock)
        actor = charters.actor_of(world.person(LEAD))
        return charters.put_in_place(actor, pledges.list_actions_of(actor, world.own)[0], clock)


@pytest.fixture
def lead(pledge, world, client_of):
    """The lead of `own`."""
    return client_of(world.person(LEAD))


@pytest.fixture
def peer(world, client_of):
    """The lead of `other`, who is asked to look."""
    return client_of(world.person(LEAD, "other"))


@pytest.fixture
def state_of(acting, world):
    """How far the pledge has come."""

    def look():
        with acting(world.person(LEAD)) as actor:
            return pledges.list_actions_of(actor, world.own)[0]

    return look


def path_of(pledge):
    return f"/charter/pledges/{pledge}/evidence"


def send_file(client, pledge, content, filename, title="A file"):
    sent = {**client._hidden_fields(path_of(pledge)), "title": title, "kind": "file"}
    sent["file"] = (io.BytesIO(content), filename)
    return client.raw.post(path_of(pledge), data=sent, content_type="multipart/form-data")


def test_a_link_and_a_file_are_added_handed_out_and_removed(lead, pledge, audited, clock):
    lead.post(path_of(pledge), {**LINK, "review_on": "2027-11-01"}, to=path_of(pledge))
    assert send_file(lead, pledge, documents.pdf(), "../../Board minutes.PDF").status_code == 303
    page = lead.get(path_of(pledge))
    assert page.tree.xpath("//main//a[@href='https://www.example.org/letter']/@rel") == ["noopener noreferrer external"]
    assert "To be looked at again by 1 November 2027" in page.text
    (address,) = page.tree.xpath("//main//a[contains(@href, '/file')]/@href")
    answer = lead.raw.get(address)
    assert answer.mimetype == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "Board minutes.pdf" in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "(2)" in lead.get("/charter/ours").text
    remove = page.tree.xpath("//form[contains(@action, '/remove')]/@action")[1]
    lead.post(remove, form_at=path_of(pledge), to=path_of(pledge))
    assert lead.raw.get(address).status_code == 404
    assert [len(audited(f"charter.evidence.{verb}")) for verb in ("add", "remove")] == [2, 1]


def test_the_same_file_twice_is_one(lead, pledge):
    for _ in range(2):
        assert send_file(lead, pledge, pictures.encoded(), "photo.png").status_code == 303
    assert len(lead.get(path_of(pledge)).tree.xpath("//main//a[contains(@href, '/file')]")) == 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": " "}, "Say what this is"),
        ({"title": "A" * 10_000}, "Shorten this to 150 characters"),
        ({"kind": ""}, "Choose where it is"),
        ({"address": ""}, "Enter the address of a page, like https://www.example.org/policy"),
        ({"address": "javascript:alert(1)"}, "Enter the address of a page, like https://www.example.org/policy"),
        ({"address": "data:text/html,x"}, "Enter the address of a page, like https://www.example.org/policy"),
        ({"address": "https://user:word@e.org"}, "Enter the address of a page, like https://www.example.org/policy"),
        ({"address": "https://[::1"}, "Enter the address of a page, like https://www.example.org/policy"),
        ({"address": "https://:word@e.org"}, "Enter the address of a page, like https://www.example.org/policy"),
        ({"address": "https://@e.org"}, "Enter the address of a page, like https://www.example.org/policy"),
        ({"address": "https://e.org:99999"}, "Enter the address of a page, like https://www.example.org/policy"),
        ({"address": "https://./policy"}, "Enter the address of a page, like https://www.example.org/policy"),
        ({"address": "https://e.org/" + "a" * 1000}, "Keep the address to 1,000 characters"),
        ({"review_on": "2026-11-18"}, "Enter a day that is still to come, or leave it empty"),
        ({"review_on": "2026-02-31"}, "Enter a real date, like 27 3 2026"),
    ],
)
def test_what_is_wrong_with_a_link_is_said(lead, pledge, changes, error):
    assert lead.post(path_of(pledge), {**LINK, **changes}, status=422).errors == [error]


HOSTILE = {
    "a script in a drawing": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "x.svg"),
    "a drawing under another name": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.png"),
    "a page under another name": (lambda: b"<!doctype html><script>alert(1)</script>", "x.pdf"),
    "a program": (lambda: b"MZ" + b"\0" * 200, "report.pdf"),
    "nothing": (lambda: b"", "x.pdf"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_in_words(lead, pledge, acting, world, what):
    """B23; what comes through in core's own tests comes out neutral."""
    content, name = HOSTILE[what]
    answer = send_file(lead, pledge, content(), name)
    assert answer.status_code == 422
    (error,) = lead._checked(answer, 422).errors
    assert not set(error.lower().split()) & {"invalid", "illegal", "must", "failed"}, "U24"
    with acting(world.person(LEAD)) as actor:
        assert queries.count_evidence(actor) == {}


def test_there_is_room_for_so_much(lead, pledge, monkeypatch):
    monkeypatch.setattr(rules, "MOST_FOR_A_PLEDGE", 2)
    monkeypatch.setattr(rules, "ROOM", 10)
    assert "no room for this one" in send_file(lead, pledge, documents.pdf(), "x.pdf").text
    for number in range(2):
        lead.post(path_of(pledge), {**LINK, "title": f"Link {number}"}, to=path_of(pledge))
    page = lead.post(path_of(pledge), LINK, status=422)
    assert page.errors == ["A pledge has at most 2 pieces of evidence. Remove one first"]


def test_evidence_is_the_organisations_own(lead, peer, pledge, world, client_of, visitor):
    send_file(lead, pledge, documents.pdf(), "x.pdf")
    (address,) = lead.get(path_of(pledge)).tree.xpath("//main//a[contains(@href, '/file')]/@href")
    assert client_of(world.person(Role.CHAMPION)).raw.get(address).status_code == 200
    peer.get(path_of(pledge), status=404)
    peer.get(address, status=404)
    client_of(world.person(Role.COORDINATOR, "host")).get(address, status=403)
    visitor.get(address, status=303)


@pytest.fixture
def check(lead, peer, pledge, world):
    """`other` was asked to look at a pledge with a link and a file: the address of the check."""
    lead.post(path_of(pledge), LINK, to=path_of(pledge))
    send_file(lead, pledge, documents.pdf(), "minutes.pdf")
    asked = lead.post(
        f"/charter/pledges/{pledge}/check", {"peer": str(world.other), "note": "The second paragraph"}, status=303
    )
    return asked.location


ANSWER = {"finding": "in-place", "seen": "We read the letter. It says who will be there."}


def test_both_agree_before_anybody_reads_it(check, lead, peer, world, visitor, state_of, messages, audited):
    (asked,) = [each for each in messages() if isinstance(each, CheckAsked)]
    assert asked.to == world.person(LEAD, "other").email
    assert check in asked.email("https://network.example.org").text
    page = peer.get(check)
    assert "The second paragraph" in page.text
    assert page.tree.xpath("//main//a[@href='https://www.example.org/letter']")
    (file,) = page.tree.xpath("//main//a[contains(@href, '/evidence/')]/@href")
    assert peer.raw.get(file).mimetype == "application/pdf"

    peer.post(check, ANSWER, to=check)
    (answered,) = [each for each in messages() if isinstance(each, CheckAnswered)]
    assert answered.to == world.person(LEAD).email
    entry = f"/charter/signatories/{world.own}"
    assert ANSWER["seen"] not in visitor.get(entry).text
    assert peer.raw.get(file).status_code == 404, "it has looked"
    lead.post(f"{check}/agree", form_at=check, to=check)
    shown = visitor.get(entry).text
    assert ANSWER["seen"] in shown
    assert "Ottermouth NHS Foundation Trust looked on 18 November 2026" in shown
    assert "Checked by a partner" in shown
    assert state_of().state is PledgeState.CHECKED
    assert [len(audited(f"charter.check.{verb}")) for verb in ("ask", "answer", "agree")] == [1, 1, 1]


def test_what_was_checked_is_so_no_longer_once_its_words_change(check, lead, peer, world, visitor, pledge):
    peer.post(check, ANSWER, to=check)
    lead.post(f"{check}/agree", form_at=check, to=check)
    edit = f"/charter/pledges/{pledge}/edit"
    assert "Another partner has checked this" in lead.get(edit).text
    changed = {"text": "Something else", "owner_name": "A", "due_on": "2027-05-01", "state": "in-place"}
    lead.post(edit, changed, to="/charter/ours")
    shown = visitor.get(f"/charter/signatories/{world.own}").text
    assert "Checked by a partner" not in shown
    assert ANSWER["seen"] not in shown


def test_words_changed_while_the_other_looks_are_not_agreed_on(check, lead, peer, pledge, state_of):
    peer.post(check, ANSWER, to=check)
    changed = {"text": "Something else", "owner_name": "A", "due_on": "2027-05-01", "state": "in-place"}
    lead.post(f"/charter/pledges/{pledge}/edit", changed, to="/charter/ours")
    page = lead.post(f"{check}/agree", form_at=check, status=422)
    assert "changed after the other partner looked" in page.text
    assert state_of().state is PledgeState.IN_PLACE


def test_what_was_not_seen_in_place_is_not_shown(check, lead, peer, world, visitor, state_of):
    peer.post(check, {**ANSWER, "finding": "not-yet"}, to=check)
    page = lead.get(check)
    assert not page.tree.xpath("//form[contains(@action, '/agree')]")
    lead.post(f"{check}/agree", form_at=check, status=422)
    lead.post(f"{check}/close", form_at=check, to=check)
    assert ANSWER["seen"] not in visitor.get(f"/charter/signatories/{world.own}").text
    assert state_of().state is PledgeState.IN_PLACE


@pytest.mark.parametrize("ended_by", ["decline", "close"])
def test_either_can_end_it_and_nothing_is_shown(check, lead, peer, pledge, world, ended_by):
    """U15."""
    client = peer if ended_by == "decline" else lead
    answer = client.raw.post(f"{check}/{ended_by}", data=client._hidden_fields(check))
    assert answer.status_code == 303
    late = peer.raw.post(check, data={**peer._hidden_fields(check), **ANSWER, "version": "1"})
    assert late.status_code == 409
    lead.post(f"/charter/pledges/{pledge}/check", {"peer": str(world.provider)}, status=303)


def test_a_check_is_there_for_two_partners_and_nobody_else(check, world, client_of, visitor):
    third = client_of(world.person(LEAD, "provider"))
    for path in (check, f"{check}/evidence/{uuid4()}"):
        third.get(path, status=404)
        client_of(world.person(Role.COORDINATOR, "host")).get(path, status=403)
        visitor.get(path, status=303)
    for verb in ("", "/decline", "/agree", "/close"):
        third.post(f"{check}{verb}", ANSWER, form_at="/charter/checks", status=404)
    assert "first letter" not in third.get("/charter/checks").text


def test_neither_does_the_others_part(check, lead, peer):
    lead.post(check, ANSWER, status=404)
    lead.post(f"{check}/decline", form_at=check, status=404)
    peer.post(f"{check}/close", form_at=check, status=404)
    peer.post(f"{check}/agree", form_at=check, status=404)
    lead.post(f"{check}/agree", form_at=check, status=409)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"finding": ""}, "Choose what you saw"),
        ({"seen": " "}, "Say what you saw, in a few words"),
        ({"seen": "A" * 1001}, "Shorten this to 1,000 characters"),
    ],
)
def test_an_answer_says_what_was_seen(check, peer, changes, error):
    assert peer.post(check, {**ANSWER, **changes}, status=422).errors == [error]


def test_one_partner_looks_at_a_time(check, lead, pledge, world):
    page = lead.post(f"/charter/pledges/{pledge}/check", {"peer": str(world.provider)}, status=409)
    assert "Another partner has this before them already" in page.text


@pytest.mark.parametrize("peer_id", ["own", str(UUID(int=1)), "x", ""])
def test_the_peer_is_another_partner(lead, pledge, world, peer_id):
    lead.post(path_of(pledge), LINK, to=path_of(pledge))
    sent = {"peer": str(world.own) if peer_id == "own" else peer_id}
    page = lead.post(f"/charter/pledges/{pledge}/check", sent, status=422)
    assert page.errors


def test_only_what_is_in_place_and_shown_is_checked(lead, pledge, world, acting):
    page = lead.post(f"/charter/pledges/{pledge}/check", {"peer": str(world.other)}, status=422)
    assert "Add something that shows it first" in page.text
    with acting(world.person(LEAD)) as actor:
        planned = pledges.list_actions_of(actor, world.own)[1].id
    page = lead.post(f"/charter/pledges/{planned}/check", {"peer": str(world.other)}, status=422)
    assert "checks what is in place" in page.text
    assert len(page.tree.xpath("//main//a")) >= 2, "U37"


def test_the_pages_take_few_queries(check, app, lead, peer, pledge):
    """P6."""
    for client, path in ((lead, path_of(pledge)), (lead, "/charter/checks"), (peer, check), (lead, check)):
        with counted_queries(app) as queries_made:
            client.get(path)
        assert queries_made.count <= MOST_ON_A_PAGE, path
