"""`B15` as a machine: 2,000 steps of people inviting, granting, accepting and ending; no step breaks an invariant.

The machine holds the services to a table of its own, and tries with actors as they were some steps ago as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from flask import Flask
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from network.accounts.actors import build_actor, list_memberships_today
from network.accounts.models import Invitation, Membership, User
from network.accounts.rules.holding import Span
from network.accounts.service.invitations import NewInvitation, invite, send_again, withdraw_invitation
from network.accounts.service.memberships import Grant, end_role, grant_role
from network.accounts.service.redeeming import accept_invitation, redeem
from network.core import tenancy
from network.core.actor import Actor, Anyone, SystemActor
from network.core.clock import FrozenClock
from network.core.commit import commit, rollback
from network.core.database import db, new_id
from network.core.errors import DomainError
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.organisations.models import Organisation, Standing
from network.organisations.vocabulary import Sector
from tests.conftest import NOW
from tests.support.databases import Database
from tests.support.world import PASSWORD

STEPS, EXAMPLES, ROUNDS = 50, 24, 8
COORDINATOR_ONLY = {Role.FACILITATOR}
PARTNER_ROLES = set(Role) - {Role.COORDINATOR, Role.PROVIDER_ALLOCATOR, Role.THERAPIST}
PROVIDER_ROLES = {Role.ORGANISATION_LEAD, Role.PROVIDER_ALLOCATOR, Role.THERAPIST, Role.STAFF_MEMBER}
PLACES = ("host", "partner", "other", "provider")

people = st.integers(0, 5)
addresses = st.integers(0, 11)
actors = st.integers(0, 40)
newest = st.integers(0, 5)
mostly = st.sampled_from([True, True, True, False])
places = st.one_of(st.none(), st.none(), st.sampled_from(PLACES))
"""None is the organisation that they act in, where most of what can go right goes right."""
days = st.one_of(st.none(), st.none(), st.integers(0, 12))
# Leads and coordinators are where it can go wrong.
roles = st.one_of(st.sampled_from([Role.ORGANISATION_LEAD, Role.COORDINATOR]), st.sampled_from(list(Role)))


class People(RuleBasedStateMachine):
    """Eight people and four organisations."""

    app: Flask
    clock: FrozenClock
    database: Database
    seen: ClassVar[Counter[str]] = Counter()

    @initialize()
    def begin(self) -> None:
        self.database.empty()
        self.clock.move_to(NOW)
        self.context = self.app.app_context()
        self.context.push()
        self.tokens: list[tuple[UUID, str]] = []
        self.lost: list[Actor] = []
        with system_scope(db.session(), "a small world"):
            self.places = {name: self._organisation(name) for name in PLACES}
            self.people = [self._person(number) for number in range(6)]
            for number, (place, role) in enumerate(
                [("host", Role.COORDINATOR), *((name, Role.ORGANISATION_LEAD) for name in PLACES)]
            ):
                db.session.add(
                    Membership(
                        organisation_id=self.places[place],
                        user_id=self.people[number],
                        role=role,
                        starts_on=self.clock.today(),
                    )
                )
            commit()

    def _organisation(self, name: str) -> UUID:
        sector = Sector.PROVIDER if name == "provider" else Sector.COUNCIL
        row = Organisation(
            id=new_id(), name=name, sector=sector, standing=Standing.PARTNER, made_at=NOW, is_host=name == "host"
        )
        db.session.add(row)
        db.session.flush()
        return row.id

    def _person(self, number: int) -> UUID:
        row = User(
            id=new_id(), name=f"P{number}", email=f"p{number}@example.org", fs_uniquifier=new_id().hex, made_at=NOW
        )
        db.session.add(row)
        db.session.flush()
        return row.id

    # What the machine knows by itself

    def _held(self, user_id: UUID) -> set[tuple[UUID, Role]]:
        return {(m.organisation_id, m.role) for m in list_memberships_today(user_id, self.clock)}

    def _may(self, user_id: UUID, role: Role, place_id: UUID, acting_in: UUID | None = None) -> bool:
        held = {(at, r) for at, r in self._held(user_id) if acting_in is None or at == acting_in}
        kind = next(name for name, key in self.places.items() if key == place_id)
        exists = role in PARTNER_ROLES or (kind, role) == ("host", Role.COORDINATOR)
        exists = exists or (kind == "provider" and role in PROVIDER_ROLES)
        if (self.places["host"], Role.COORDINATOR) in held:
            return exists
        by_lead = PROVIDER_ROLES if kind == "provider" else PARTNER_ROLES - COORDINATOR_ONLY
        return (place_id, Role.ORGANISATION_LEAD) in held and role in by_lead

    def _actor(self, number: int, is_stale: bool) -> Actor:
        """Somebody acting where they hold a role today, or as they were before they lost it."""
        if is_stale and self.lost:
            return self.lost[-1 - number % min(4, len(self.lost))]
        today = self.clock.today()
        held = [m for m in self._all(Membership) if Span(m.starts_on, m.ends_on).covers(today)]
        chosen = held[number % len(held)]
        actor = self._acting(chosen.user_id, chosen.organisation_id)
        assert actor is not None
        return actor

    def _acting(self, user_id: UUID, place_id: UUID) -> Actor | None:
        user = next(user for user in self._all(User) if user.id == user_id)
        actor = build_actor(
            user,
            [m for m in list_memberships_today(user_id, self.clock) if m.organisation_id == place_id],
            self.app.extensions["policies"],
            acting_in=place_id,
            has_second_factor=True,
            signed_in_at=self.clock.now(),
        )
        return actor if isinstance(actor, Actor) else None

    def _id_of(self, email: str) -> UUID | None:
        return next((user.id for user in self._all(User) if user.email == email), None)

    def _at(self, actor: Actor, place: str | None) -> UUID:
        return self.places[place] if place else actor.organisation_id

    def _invitation(self, number: int, fits: Callable[[Invitation], bool] | None) -> tuple[Invitation, str]:
        """One of the newest; of those that fit, where that is asked for and there is one."""
        by_id = {invitation.id: invitation for invitation in self._all(Invitation)}
        sent = [(by_id[invitation_id], token) for invitation_id, token in self.tokens]
        fitting = [each for each in sent if fits(each[0])] if fits else []
        among = fitting or sent
        return among[-1 - number % len(among)]

    def _try(self, name: str, actor: Anyone, act) -> object | None:
        tenancy.enter(db.session(), actor)
        try:
            done = act()
            commit()
        except DomainError as refused:
            rollback()
            self.seen[f"{name}: {type(refused).__name__}"] += 1
            return None
        finally:
            tenancy.enter(db.session(), SystemActor("the machine looks"))
        self.seen[f"{name}: done"] += 1
        return done

    def _all(self, model):
        with system_scope(db.session(), "the machine looks") as system:
            rows = scoped(select(model), system, model).order_by(model.id)
            return list(db.session.scalars(rows.execution_options(populate_existing=True)))

    # What people do

    @rule(by=actors, at=places, role=roles, to=addresses, stale=st.booleans(), ends=days)
    def invite_somebody(self, by, at, role, to, stale, ends) -> None:
        actor = self._actor(by, stale)
        place_id = self._at(actor, at)
        ends_on = None if ends is None else self.clock.today() + timedelta(days=ends)
        new = NewInvitation(f"p{to}@example.org", f"P{to}", role, place_id, ends_on=ends_on)
        may = self._may(actor.user_id, role, place_id, actor.organisation_id)
        sent = self._try("invite", actor, lambda: invite(actor, new, self.clock))
        if sent is not None:
            assert may, f"{actor.roles} invited {role} to {at}"
            assert self._id_of(f"p{to}@example.org") != actor.user_id
            self.tokens.append((sent.invitation.id, sent.token))

    @rule(by=actors, at=places, role=roles, to=people, stale=st.booleans(), starts=st.integers(0, 5))
    def grant_directly(self, by, at, role, to, stale, starts) -> None:
        actor = self._actor(by, stale)
        place_id = self._at(actor, at)
        span = Span(self.clock.today() + timedelta(days=starts))
        grant = Grant(self.people[to % len(self.people)], place_id, role, span)
        may = self._may(actor.user_id, role, place_id, actor.organisation_id)
        if self._try("grant", actor, lambda: grant_role(actor, grant, self.clock)) is not None:
            assert may, f"{actor.roles} granted {role} at {at}"

    @precondition(lambda self: self.tokens)
    @rule(number=newest, is_new=mostly)
    def redeem_a_link(self, number, is_new) -> None:
        invitation, token = self._invitation(
            number, (lambda i: self._is_usable(i) and self._id_of(i.email) is None) if is_new else None
        )
        usable = self._is_usable(invitation)
        nobody = SystemActor("a visitor")
        user = self._try("redeem", nobody, lambda: redeem(token, "Somebody New", PASSWORD, self.clock))
        if user is not None:
            assert usable
            self.people.append(user.id)

    @precondition(lambda self: self.tokens)
    @rule(number=newest, is_known=mostly, by=st.one_of(st.none(), st.none(), people))
    def accept_with_an_account(self, number, is_known, by) -> None:
        invitation, _ = self._invitation(
            number, (lambda i: self._is_usable(i) and self._id_of(i.email) is not None) if is_known else None
        )
        usable = self._is_usable(invitation)
        addressed = self._id_of(invitation.email)
        user_id = addressed if by is None and addressed else self.people[(by or 0) % len(self.people)]
        signed_in = SystemActor("somebody signed in")
        if self._try("accept", signed_in, lambda: accept_invitation(user_id, invitation.id, self.clock)) is not None:
            assert usable
            assert user_id == addressed
            assert invitation.invited_by_id != user_id

    def _is_usable(self, invitation: Invitation) -> bool:
        may = self._may(invitation.invited_by_id, invitation.role, invitation.organisation_id)
        is_open = invitation.accepted_at is None and invitation.withdrawn_at is None
        return may and is_open and self.clock.now() <= invitation.expires_at

    @precondition(lambda self: self.tokens)
    @rule(by=actors, number=newest, stale=st.booleans(), again=st.booleans(), is_sender=mostly)
    def change_an_invitation(self, by, number, stale, again, is_sender) -> None:
        invitation, _ = self._invitation(number, self._is_usable if is_sender else None)
        sender = self._acting(invitation.invited_by_id, invitation.organisation_id) if is_sender else None
        actor = sender or self._actor(by, stale)
        may = self._may(actor.user_id, invitation.role, invitation.organisation_id, actor.organisation_id)
        verb = send_again if again else withdraw_invitation
        done = self._try(verb.__name__, actor, lambda: verb(actor, invitation.id, self.clock))
        if done is not None:
            assert may
            if again:
                self.tokens.append((invitation.id, done.token))

    @rule(by=actors, number=st.integers(0, 60), stale=st.booleans(), when=days, is_here=st.booleans())
    def end_somebodys_role(self, by, number, stale, when, is_here) -> None:
        actor = self._actor(by, stale)
        memberships = self._all(Membership)
        here = [m for m in memberships if m.organisation_id == actor.organisation_id]
        membership = (here if is_here else memberships)[number % len(here if is_here else memberships)]
        may = self._may(actor.user_id, membership.role, membership.organisation_id, actor.organisation_id)
        before = self._acting(membership.user_id, membership.organisation_id)
        last_day = None if when is None else self.clock.today() + timedelta(days=when)
        ended = self._try("end", actor, lambda: end_role(actor, membership.id, self.clock, last_day=last_day))
        if ended is not None:
            assert may, f"{actor.roles} ended {membership.role}"
            assert membership.user_id != actor.user_id
            if when is None:
                self.lost += [before] if before else []
                gone = (membership.organisation_id, membership.role)
                assert gone not in self._held(membership.user_id), "a role that ends now is gone at once"

    @rule(by=st.integers(1, 4))
    def days_pass(self, by) -> None:
        self.clock.advance(timedelta(days=by))

    # What always holds

    @invariant()
    def nothing_is_broken(self) -> None:
        if not hasattr(self, "places"):
            return
        self.seen["steps"] += 1
        today = self.clock.today()
        memberships = self._all(Membership)
        kinds = {key: name for name, key in self.places.items()}
        for membership in memberships:
            assert membership.granted_by_id != membership.user_id
            assert membership.ended_by_id != membership.user_id
            kind = kinds[membership.organisation_id]
            assert membership.role is not Role.COORDINATOR or kind == "host"
            assert membership.role not in {Role.THERAPIST, Role.PROVIDER_ALLOCATOR} or kind == "provider"
        kept = [("host", Role.COORDINATOR), *((name, Role.ORGANISATION_LEAD) for name in PLACES)]
        for place, role in kept:
            alike = [m for m in memberships if (m.organisation_id, m.role) == (self.places[place], role)]
            for offset in (*range(20), 4000):
                day = today + timedelta(days=offset)
                assert any(Span(m.starts_on, m.ends_on).covers(day) for m in alike), f"no {role} of {place} on {day}"

    def teardown(self) -> None:
        if hasattr(self, "context"):
            rollback()
            self.context.pop()


def rarely_done(seen: Counter[str]) -> set[str]:
    """What succeeded so seldom that its invariants were hardly tried."""
    verbs = ("invite", "grant", "redeem", "accept", "end", "withdraw_invitation", "send_again")
    return {verb for verb in verbs if seen[f"{verb}: done"] < 5}


def test_two_thousand_steps_break_nothing(app, clock, database):
    """Hypothesis leaves some rules out of each example, so that what is tried how often is known only afterwards."""
    People.app, People.clock, People.database, People.seen = app, clock, database, Counter()
    how = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    for number in range(ROUNDS):
        run_state_machine_as_test(seed(number)(People), settings=how)
        if People.seen["steps"] >= 2000 and not rarely_done(People.seen):
            break
    assert People.seen["steps"] >= 2000, People.seen
    assert not rarely_done(People.seen), People.seen
