"""What people say of sessions: asked by a link, read by those who held it, and by course by the coordinator."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from network.accounts.public import check_link
from network.core.commit import commits
from network.core.errors import NotFound
from network.core.forms import render_form
from network.core.guard import public, requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.training.delivery import feedback
from network.training.delivery.forms.answers import AfterForm, LaterForm, ThemesForm
from network.training.delivery.pages.blueprint import BY_LINK, Answer, blueprint
from network.training.delivery.permissions import DeliveryPermission
from network.training.delivery.queries import answers as reads
from network.training.delivery.queries.sessions import get_coming, get_to_run
from network.training.delivery.service import answers
from network.training.delivery.vocabulary import Occasion
from network.training.queries import get_course

READERS = [f"those who held the session and the network coordinator, once {feedback.ENOUGH} people have answered"]


@blueprint.route("/answer/<token>", methods=["GET", "POST"])
@public(BY_LINK)
@commits
def say_how_it_was(token: str) -> Answer:
    """Three questions after a session, or one three months on."""
    clock = current_clock()
    guess = check_link(request.remote_addr, clock)
    session, occasion = answers.read_question(token, clock)
    guess.was_right_at_once()
    form = AfterForm() if occasion is Occasion.AFTER else LaterForm()
    if form.validate_on_submit():
        with form.rules():
            answers.answer(token, form.said(), clock)
            return redirect(url_for("delivery.show_thanks"), 303)
    said = {"readers": READERS, "kept_for": feedback.WORDS_KEPT_IN_WORDS, "enough": feedback.ENOUGH}
    return render_form("delivery/say_how_it_was.html", form, session=session, occasion=occasion, **said)


@blueprint.get("/answer/thank-you")
@public(BY_LINK)
def show_thanks() -> str:
    """That it came, and what happens with it."""
    return render_template("delivery/show_thanks.html", enough=feedback.ENOUGH)


@blueprint.get("/coming/<uuid:session_id>/answers")
@requires(DeliveryPermission.RUN)
def show_answers(session_id: UUID) -> str:
    """What people say of a session, for those who held it."""
    actor = current_actor()
    summaries = reads.summaries_of(actor, get_to_run(actor, session_id))
    session = get_coming(actor, session_id)
    said = {"questions": feedback.QUESTIONS, "enough": feedback.ENOUGH}
    return render_template("delivery/show_answers.html", session=session, summaries=summaries, **said)


@blueprint.get("/answers")
@requires(DeliveryPermission.SEE_ANSWERS)
def list_answers() -> str:
    """What people of every partner say, by course."""
    courses = reads.list_by_course(current_actor())
    said = {"questions": feedback.QUESTIONS, "enough": feedback.ENOUGH}
    return render_template("delivery/list_answers.html", courses=courses, **said)


@blueprint.get("/answers/<uuid:course_id>/<occasion>")
@requires(DeliveryPermission.SEE_ANSWERS)
def list_lines(course_id: UUID, occasion: str) -> str:
    """What people wrote about a course, with its themes."""
    if occasion not in set(Occasion):
        raise NotFound
    actor, number = current_actor(), page_number(request.args.get("page"))
    page = reads.list_lines(actor, course_id, Occasion(occasion), number)
    course = get_course(actor, course_id)
    return render_template("delivery/list_lines.html", page=page, course=course, occasion=Occasion(occasion))


@blueprint.route("/answers/lines/<uuid:answer_id>", methods=["GET", "POST"])
@requires(DeliveryPermission.TAG_ANSWERS)
@commits
def tag_line(answer_id: UUID) -> Answer:
    """The themes of what somebody wrote."""
    line = reads.get_line(current_actor(), answer_id)
    row = line.answer
    form = ThemesForm(data={"themes": ", ".join(row.themes), "version": str(row.version)})
    if form.validate_on_submit():
        with form.rules():
            answers.tag_line(current_actor(), answer_id, form.themes.data or "", form.seen_version, current_clock())
            flash("The themes are saved, and counted with the others.", "success")
            return redirect(url_for("delivery.list_lines", course_id=row.course_id, occasion=row.occasion.value), 303)
    return render_form("delivery/tag_line.html", form, line=line)
