"""The people who trained, and which of their records are one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.api import Page, page_of
from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.core.text import LONGEST_SEARCH, one_line
from network.training import queries, same_person
from network.training.api.blueprint import blp
from network.training.models import Learner
from network.training.permissions import TrainingPermission
from network.training.schemas import LearnerQuerySchema, LearnerSchema, TrainedLearnerSchema


@blp.route("/training/learners")
@requires(TrainingPermission.SEE_LEARNERS)
@blp.arguments(LearnerQuerySchema, location="query")
@blp.response(200, page_of(TrainedLearnerSchema))
def list_learners(query: dict[str, Any]) -> Page[queries.LearnerLine]:
    """Who trained in one's own organisation, by name, with their tiers."""
    search = one_line(query["search"])[:LONGEST_SEARCH]
    return queries.list_learners(
        current_actor(), query["page"], query["page_size"], search=search, without_email=query["without_email"]
    )


@blp.route("/training/learners/<uuid:learner_id>")
@requires(TrainingPermission.SEE_LEARNERS)
@blp.etag
@blp.response(200, LearnerSchema)
def show_learner(learner_id: UUID) -> Learner:
    """One person; by any of their records."""
    return queries.get_learner(current_actor(), learner_id)


@blp.route("/training/learners/<uuid:learner_id>/same-as/<uuid:other_id>", methods=["POST"])
@requires(TrainingPermission.JOIN_LEARNERS)
@commits
@blp.response(200, LearnerSchema)
def join_records(learner_id: UUID, other_id: UUID) -> Learner:
    """Say that two records are one person; the one that stands for both."""
    actor = current_actor()
    kept, other = queries.get_learner(actor, learner_id), queries.get_learner(actor, other_id)
    return same_person.stand_for(actor, kept=kept, other=other, clock=current_clock())


@blp.route("/training/learners/<uuid:learner_id>/apart", methods=["POST"])
@requires(TrainingPermission.JOIN_LEARNERS)
@commits
@blp.response(200, LearnerSchema)
def tell_apart(learner_id: UUID) -> Learner:
    """Take back that a record is the same person as another."""
    return same_person.tell_apart(current_actor(), learner_id, current_clock())
