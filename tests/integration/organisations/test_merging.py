"""Two organisations become one: what each of them holds goes on at one, and old addresses lead there."""

from __future__ import annotations

import base64
from datetime import date, timedelta

from network.accounts.models import Membership
from network.champions.models import Champion
from network.champions.vocabulary import ChampionState
from network.core import tenancy
from network.core.audit import AuditEntry, verify
from network.core.commit import commit
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.organisations.models import Department, Organisation, OrganisationStage, Standing
from network.organisations.public import Code, add_organisation, find_by_code
from network.organisations.rules.journey import DEFAULT_STAGES
from network.organisations.service.merging import preview
from network.organisations.service.stages import keep_default_stages
from network.organisations.vocabulary import Nation, Scheme, Sector
from network.training.coverage import recount, summarised
from network.training.models import Completion, Learner
from network.training.queries import list_completions_of, list_learners
from tests.factories import champions, training
from tests.factories.organisations import bring_in, schools
from tests.support.databases import digests


def test_people_keep_what_they_are_and_act_at_the_one_there_is(world, become_one, every, client_of):
    lead = world.person(Role.ORGANISATION_LEAD)
    browser = client_of(lead)
    assert browser.get("/organisations/own", status=303).location == f"/organisations/{world.own}"

    merged = become_one()

    assert "8 people with a role, and their keys for programs" in merged.follows
    assert every(Membership, organisation_id=world.own) == []
    assert browser.get("/organisations/own", status=303).location == f"/organisations/{world.other}"
    assert "Ottermouth NHS Foundation Trust" in browser.get(f"/organisations/{world.other}").heading


def test_a_role_held_in_both_is_held_once(app, world, become_one, every, clock):
    lead = world.person(Role.ORGANISATION_LEAD)
    with app.app_context(), system_scope(db.session(), "the same role in both"):
        until = clock.today() + timedelta(days=3)
        db.session.add(
            Membership(
                organisation_id=world.other,
                user_id=lead.user_id,
                role=Role.ORGANISATION_LEAD,
                starts_on=clock.today(),
                ends_on=until,
            )
        )
        commit()

    become_one()

    held = [
        each
        for each in every(Membership, organisation_id=world.other, user_id=lead.user_id)
        if each.ends_on is None or each.ends_on >= clock.today()
    ]
    assert [(each.role, each.ends_on) for each in held] == [(Role.ORGANISATION_LEAD, None)]


def test_old_addresses_lead_to_the_one_there_is(world, signed, become_one, client_of):
    signed("own")
    become_one()

    visitor, coordinator = client_of(None), client_of(world.person(Role.COORDINATOR, "host"))
    for path in ("/charter/signatories/{}", "/charter/signatories/{}/badge.svg", "/api/v1/charter/signatories/{}"):
        found = visitor.get(path.format(world.own), status=301)
        assert found.location == path.format(world.other)
    for path in ("/organisations/{}", "/organisations/{}/edit", "/organisations/{}/departments"):
        assert coordinator.get(path.format(world.own), status=301).location == path.format(world.other)
    narrowed = coordinator.raw.get(f"/organisations/{world.own}?page=2")
    assert narrowed.location.endswith(f"/organisations/{world.other}?page=2")
    coordinator.get(f"/organisations/{new_id()}", status=404)


def test_what_was_signed_says_who_signed_it(world, signed, become_one, client_of):
    signature_id = signed("own")

    merged = become_one()

    assert "its signature on the charter, current until 18 November 2027" in merged.follows
    entry = client_of(None).get(f"/charter/signatories/{world.other}")
    assert "Harrow Hill Council, which is part of Ottermouth NHS Foundation Trust now" in entry.text
    assert "Current until 18 November 2027" in entry.text
    assert "Rewrite our first letter" in entry.text
    credential = client_of(None).raw.get(f"/charter/signatures/{signature_id}/credential")
    payload = credential.get_data(as_text=True).split(".")[1]
    assert "Harrow Hill Council has signed" in base64.urlsafe_b64decode(payload + "==").decode()
    assert client_of(None).raw.get(f"/charter/signatures/{signature_id}/certificate.pdf").status_code == 200


def test_of_two_signatures_the_successors_counts(world, signed, become_one, client_of):
    signed("own", "other")

    become_one()

    entry = client_of(None).get("/api/v1/charter/signatories/" + str(world.other)).answer.json
    assert [(each["signed_as"], each["standing"]) for each in entry["signatures"]] == [
        ("", "current"),
        ("Harrow Hill Council", "withdrawn"),
    ]
    register = client_of(None).get("/api/v1/charter/signatures").answer.json
    assert [each["latest"]["organisation"] for each in register["items"]] == ["Ottermouth NHS Foundation Trust"]


def test_whoever_is_champion_of_both_is_one_champion(app, world, become_one, every, clock):
    person = world.person(Role.STAFF_MEMBER)
    with app.app_context(), system_scope(db.session(), "somebody who works for both"):
        db.session.add(
            Membership(
                organisation_id=world.other, user_id=person.user_id, role=Role.STAFF_MEMBER, starts_on=clock.today()
            )
        )
        commit()
    champions.make_champion(app, world, person, clock)
    champions.ask(app, world, person, clock, at="other")

    become_one()

    states = [each.state for each in every(Champion, organisation_id=world.other)]
    assert sorted(states) == [ChampionState.ACTIVE, ChampionState.ENDED]


def test_whoever_both_know_trained_once(app, world, become_one, every, clock):
    training.load_catalogue(app, clock)
    for at in ("own", "other"):
        with training.acting(app, world.person(Role.CHAMPION, at)) as actor:
            training.log_session(actor, clock, "Ada Lark <ada@example.org>\nBo Finch <bo@example.org>")
            training.log_session(actor, clock, "Cy Wren\nAda Lark <ada@example.org>", held_on=date(2026, 10, 5))
    before = len(every(Completion))

    merged = become_one()

    assert "2 people are known to both, and count once from now on" in merged.follows
    learners = every(Learner, organisation_id=world.other)
    assert sorted(each.email or "" for each in learners if each.email) == ["ada@example.org", "bo@example.org"]
    assert len(every(Completion)) == before  # what each recorded stays, should they be told apart again
    with app.app_context():
        actor = training.actor_of(world.person(Role.CHAMPION, "other"))
        assert summarised(actor) == recount(actor) != {}
        ada = next(each for each in list_learners(actor, 1).items if each.email == "ada@example.org")
        assert len(list_completions_of(actor, ada.id)) == 2  # both recorded both days


def test_a_staff_number_of_two_people_stays_of_two(app, world, become_one, every, clock):
    with app.app_context(), system_scope(db.session(), "one number in two organisations"):
        for at, name in ((world.own, "Ada Lark"), (world.other, "Bo Finch")):
            db.session.add(Learner(organisation_id=at, name=name, staff_number="1001", made_at=clock.now()))
        commit()

    become_one()

    numbers = {each.name: each.staff_number for each in every(Learner, organisation_id=world.other)}
    assert numbers == {"Ada Lark": "1001 (Harrow Hill Council)", "Bo Finch": "1001"}


def test_departments_of_one_name_are_named_apart(world, become_one, every):
    merged = become_one()

    assert "a department of a name that both have is called Housing (Harrow Hill Council)" in merged.follows
    names = {each.name for each in every(Department, organisation_id=world.other)}
    assert names == {"Housing", "Housing (Harrow Hill Council)"}


def test_the_old_code_finds_the_successor_and_stays_what_its_register_means(app, known, become_one, clock):
    hill, dale = known(("119903", "Hill School", "", "", ""), ("119904", "Dale Academy", "", "", ""))

    become_one(hill, dale)

    with app.app_context():
        assert find_by_code(Scheme.URN, "119903").id == dale
        again = schools(("119903", "Hill School (old)", "", "", ""), ("119904", "Dale Academy", "", "", ""))
        report = bring_in(again, clock).report()
        assert (report["added"], report["updated"], report["unchanged"], report["refused"]) == (0, 1, 1, [])
        assert find_by_code(Scheme.URN, "119903").name == "Dale Academy"


def test_whoever_looks_for_the_old_name_or_code_finds_the_successor(app, world, known, become_one, client_of):
    (hill,) = known(("119903", "Hill School", "", "", ""))
    become_one(hill, world.own)
    somebody = client_of(world.person(Role.STAFF_MEMBER, "other"))
    for words in ("119903", "hill school"):
        found = somebody.get(f"/organisations/?search={words}").texts("//tbody//th")
        assert found == ["Harrow Hill Council"], words


def test_nobody_adds_again_what_became_part_of_another(app, world, known, become_one, client_of):
    (hill,) = known(("119903", "Hill School", "Harrow", "", ""))
    become_one(hill, world.own)
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    again = {"name": "Hill School", "sector": "school", "nation": "england", "town": "Harrow"}

    page = coordinator.post("/organisations/new", again, status=422)

    assert page.errors == ["Harrow Hill Council in Wendmere is in the directory already. If this is another, say so"]
    page = coordinator.post("/organisations/new", {**again, "scheme": "urn", "code": "119903"}, status=422)
    assert page.errors == ["Harrow Hill Council has this code already. Search the directory for 119903"]


SOMERSET = (
    ("E10000027", "Somerset County Council"),
    ("E07000187", "Mendip District Council"),
    ("E07000188", "Sedgemoor District Council"),
    ("E07000189", "South Somerset District Council"),
    ("E07000246", "Somerset West and Taunton Council"),
)
"""The five that became one on 1 April 2023, by the codes that they had: the pattern, and nobody's signature."""


def test_five_councils_become_one(app, world, coordinator, become_one, client_of, clock):
    """A county and its four districts: whichever of their codes somebody has, it finds the one there is."""
    with app.app_context():
        tenancy.enter(db.session(), coordinator)
        profile = {"sector": Sector.COUNCIL, "nation": Nation.ENGLAND, "town": ""}
        added = [
            add_organisation(coordinator, {**profile, "name": name}, Code(Scheme.GSS, code), clock).id
            for code, name in (("E06000066", "Somerset Council"), *SOMERSET)
        ]
        commit()
    somerset, *former = added

    for each in former:
        become_one(each, somerset)

    with app.app_context():
        assert {find_by_code(Scheme.GSS, code).id for code, _ in SOMERSET} == {somerset}
    browser = client_of(world.person(Role.COORDINATOR, "host"))
    for each, (code, name) in zip(former, SOMERSET, strict=True):
        assert browser.get(f"/organisations/{each}", status=301).location == f"/organisations/{somerset}"
        assert "Somerset Council" in browser.get(f"/organisations/?search={code}").texts("//tbody//th")
        assert name in browser.get(f"/organisations/{somerset}").text


def test_whoever_took_in_another_takes_the_new_code_that_names_both(app, coordinator, known, become_one, clock):
    """An edition that lists what there is now, with all the codes that it had: one of them is of what ended."""
    headings = "gss-code,official-name,former-gss-codes"
    with app.app_context():
        bring_in(schools(*((code, name, "") for code, name in SOMERSET), headings=headings), clock)
        county, *districts = [find_by_code(Scheme.GSS, code).id for code, _ in SOMERSET]
    for each in districts:
        become_one(each, county)
    now = schools(("E06000066", "Somerset Council", ",".join(code for code, _ in SOMERSET)), headings=headings)

    with app.app_context():
        report = bring_in(now, clock).report()
        assert (report["added"], report["updated"], report["refused"]) == (0, 1, [])
        assert {find_by_code(Scheme.GSS, code).id for code, _ in (*SOMERSET, ("E06000066", ""))} == {county}
        assert find_by_code(Scheme.GSS, "E06000066").name == "Somerset Council"
        assert bring_in(now, clock).report()["unchanged"] == 1


def test_a_new_code_for_what_ended_leads_on_and_gives_it_no_other_name(app, world, known, become_one, clock):
    headings = "gss-code,official-name,former-gss-codes"
    with app.app_context():
        bring_in(schools(("E07000187", "Mendip District Council", ""), headings=headings), clock)
        mendip = find_by_code(Scheme.GSS, "E07000187").id
    become_one(mendip, world.own)

    with app.app_context():
        bring_in(schools(("E06000066", "Somerset Council", "E07000187"), headings=headings), clock)
        assert {find_by_code(Scheme.GSS, code).id for code in ("E07000187", "E06000066")} == {world.own}
        assert db.session.get_one(Organisation, mendip).name == "Mendip District Council"


def test_an_entry_made_twice_gives_its_code_and_what_the_other_does_not_say(app, world, known, become_one):
    (listed,) = known(("119903", "Harrow Hill Council", "Harrow", "LE3 8RA", ""))

    merged = become_one(listed, world.own, is_same=True)

    assert merged.follows == ("the URN (schools) 119903",)
    with app.app_context():
        found = find_by_code(Scheme.URN, "119903")
    assert (found.id, found.town, found.postcode) == (world.own, "Wendmere", "LE3 8RA")
    assert found.standing is Standing.PARTNER


def test_what_became_part_of_the_former_is_part_of_the_successor(app, world, known, become_one):
    (hill,) = known(("119903", "Hill School", "", "", ""))
    become_one(hill, world.own)
    become_one()

    with app.app_context():
        assert db.session.get_one(Organisation, hill).merged_into_id == world.other
        assert find_by_code(Scheme.URN, "119903").id == world.other


def test_however_many_become_one_its_stages_are_counted_on(app, world, known, become_one, every, clock):
    """A number that doubles each time is larger than PostgreSQL's integers after thirty schools."""
    schools_of_one_trust = known(*((str(119903 + number), f"School {number}", "", "", "") for number in range(4)))
    with app.app_context(), system_scope(db.session(), "each has said its stage, the last one twice"):
        keep_default_stages()
        for at in (*schools_of_one_trust, world.other):
            for number in (1, 2) if at == world.other else (1,):
                said = {"stage": DEFAULT_STAGES[number].key, "since": clock.today(), "said_at": clock.now()}
                db.session.add(OrganisationStage(organisation_id=at, number=number, **said))
        commit()

    for each in schools_of_one_trust:
        become_one(each, world.other)

    kept = sorted((each.number, each.stage) for each in every(OrganisationStage, organisation_id=world.other))
    assert [number for number, _ in kept] == [1, 2, 3, 4, 5, 6]
    assert [stage for _, stage in kept][-2:] == [DEFAULT_STAGES[1].key, DEFAULT_STAGES[2].key]


def test_looking_at_what_would_follow_changes_nothing(app, world, signed, coordinator, clock, database):
    signed("own")
    before = digests(database)

    with app.app_context():
        tenancy.enter(db.session(), coordinator)
        shown = preview(coordinator, world.own, world.other, clock, is_same=False)
        commit()

    assert "its signature on the charter, current until 18 November 2027" in shown.follows
    assert digests(database) == before


def test_both_chains_say_what_was_done(app, world, become_one, every):
    become_one()

    entries = every(AuditEntry, action="organisations.organisation.merged")
    assert {each.chain_id for each in entries} == {world.own, world.other}
    assert all(each.changes["into"] == str(world.other) for each in entries)
    with app.app_context():
        assert list(verify()) == []
