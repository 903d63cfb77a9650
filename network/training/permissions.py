"""Who may see and keep the records of training."""

from __future__ import annotations

from uuid import UUID

from network.core.actor import Actor
from network.core.permissions import Permission, Role, policy


class TrainingPermission(Permission):
    """Rights over the catalogue, the sessions, the people who trained and the figures made of them."""

    SEE_COURSES = "training:course:see"
    KEEP_COURSES = "training:course:keep"
    SEE_SESSIONS = "training:session:see"
    LOG_SESSION = "training:session:log"
    WITHDRAW_SESSION = "training:session:withdraw"
    IMPORT = "training:file:import"
    TAKE_BACK_IMPORT = "training:file:take-back"
    EXTEND = "training:extension:keep"
    SEE_LEARNERS = "training:learner:see"
    KEEP_LEARNERS = "training:learner:keep"
    JOIN_LEARNERS = "training:learner:join"
    SEE_COVERAGE = "training:coverage:see"
    SEE_DEPARTMENT_COVERAGE = "training:coverage:see-departments"
    SEE_NETWORK_COVERAGE = "training:coverage:see-network"
    SEE_NEEDS = "training:need:see"
    ASSESS_NEEDS = "training:need:assess"
    SEE_PLANS = "training:plan:see"
    MAKE_PLANS = "training:plan:make"
    ANSWER_PLANS = "training:plan:answer"
    SEE_DECLARATIONS = "training:declaration:see"
    ANSWER_DECLARATIONS = "training:declaration:answer"


LABELS = {
    TrainingPermission.SEE_COURSES: "See the courses on offer",
    TrainingPermission.KEEP_COURSES: "Keep the tiers and courses, and decide which courses count",
    TrainingPermission.SEE_SESSIONS: "See the training sessions that were held",
    TrainingPermission.LOG_SESSION: "Log a training session",
    TrainingPermission.WITHDRAW_SESSION: "Take back a session that was logged by mistake",
    TrainingPermission.IMPORT: "Import who trained from a file of another system",
    TrainingPermission.TAKE_BACK_IMPORT: "Take back a file that was imported",
    TrainingPermission.EXTEND: "Let training that runs out stand longer",
    TrainingPermission.SEE_LEARNERS: "See who trained in the organisation",
    TrainingPermission.KEEP_LEARNERS: "Add e-mail addresses and leaving dates to training records",
    TrainingPermission.JOIN_LEARNERS: "Say that two training records are one person, or tell them apart again",
    TrainingPermission.SEE_COVERAGE: "See how much of the workforce has trained",
    TrainingPermission.SEE_DEPARTMENT_COVERAGE: "See how much of each department has trained",
    TrainingPermission.SEE_NETWORK_COVERAGE: "See how much of every partner’s workforce has trained",
    TrainingPermission.SEE_NEEDS: "See what training people’s work needs",
    TrainingPermission.ASSESS_NEEDS: "Assess the training needs of the organisation",
    TrainingPermission.SEE_PLANS: "See the plan of training for the organisation",
    TrainingPermission.MAKE_PLANS: "Plan training with partners",
    TrainingPermission.ANSWER_PLANS: "Answer the plan of training for the organisation",
    TrainingPermission.SEE_DECLARATIONS: "See what people say themselves that they completed",
    TrainingPermission.ANSWER_DECLARATIONS: "Confirm what people say themselves that they completed",
}

_TRAINERS = [Role.ORGANISATION_LEAD, Role.CHAMPION, Role.FACILITATOR]

POLICY = policy(
    {
        TrainingPermission.SEE_COURSES: list(Role),
        TrainingPermission.KEEP_COURSES: [Role.COORDINATOR],
        TrainingPermission.SEE_SESSIONS: [Role.COORDINATOR, *_TRAINERS],
        TrainingPermission.LOG_SESSION: _TRAINERS,
        TrainingPermission.WITHDRAW_SESSION: _TRAINERS,
        TrainingPermission.IMPORT: _TRAINERS,
        TrainingPermission.TAKE_BACK_IMPORT: _TRAINERS,
        TrainingPermission.EXTEND: [Role.ORGANISATION_LEAD],
        # A department lead, for the people of the department that they lead.
        TrainingPermission.SEE_LEARNERS: [*_TRAINERS, Role.DEPARTMENT_LEAD],
        TrainingPermission.KEEP_LEARNERS: _TRAINERS,
        TrainingPermission.JOIN_LEARNERS: _TRAINERS,
        TrainingPermission.SEE_COVERAGE: [Role.COORDINATOR, Role.BOARD_VIEWER, *_TRAINERS],
        TrainingPermission.SEE_DEPARTMENT_COVERAGE: [Role.BOARD_VIEWER, Role.DEPARTMENT_LEAD, *_TRAINERS],
        TrainingPermission.SEE_NETWORK_COVERAGE: [Role.COORDINATOR],
        # A department lead, of the department that they lead.
        TrainingPermission.SEE_NEEDS: [Role.COORDINATOR, Role.BOARD_VIEWER, Role.DEPARTMENT_LEAD, *_TRAINERS],
        TrainingPermission.ASSESS_NEEDS: [Role.COORDINATOR, Role.ORGANISATION_LEAD],
        TrainingPermission.SEE_PLANS: [Role.COORDINATOR, *_TRAINERS],
        TrainingPermission.MAKE_PLANS: [Role.COORDINATOR],
        TrainingPermission.ANSWER_PLANS: [Role.ORGANISATION_LEAD],
        TrainingPermission.SEE_DECLARATIONS: [Role.ORGANISATION_LEAD, Role.CHAMPION],
        TrainingPermission.ANSWER_DECLARATIONS: [Role.ORGANISATION_LEAD, Role.CHAMPION],
    }
)


def who_sees_learners() -> list[str]:
    """Who reads the names of people who trained, from the policy itself (U8)."""
    roles = POLICY[TrainingPermission.SEE_LEARNERS]
    *others, last = [f"{role.label.lower()}s" for role in Role if role in roles]
    return [*others, f"{last} of your organisation"]


def who_sees(permission: TrainingPermission) -> list[str]:
    """Who reads what is written under this permission, from the policy itself (U8)."""
    roles = POLICY[permission]
    own = [f"{role.label.lower()}s" for role in Role if role in roles and role is not Role.COORDINATOR]
    coordinator = ["the network’s coordinator"] if Role.COORDINATOR in roles else []
    return [*own[:-1], f"{own[-1]} of the organisation", *coordinator]


def departments_alone(actor: Actor) -> frozenset[UUID] | None:
    """The departments to which what the actor sees is narrowed; None where they see the whole organisation (ORG-4)."""
    sees_all = actor.roles & {Role.BOARD_VIEWER, *_TRAINERS}
    return None if sees_all or Role.DEPARTMENT_LEAD not in actor.roles else actor.departments
