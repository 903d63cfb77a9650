"""The people at a session: a trainer books colleagues, and gives places back for them."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.training.delivery.forms.places import AddPeopleForm
from network.training.delivery.pages.blueprint import Answer, blueprint
from network.training.delivery.permissions import DeliveryPermission, who_sees_places
from network.training.delivery.queries import places as reads
from network.training.delivery.queries.sessions import get_coming, parts_of
from network.training.delivery.rules import KEPT_IN_WORDS
from network.training.delivery.service import places
from network.training.delivery.service.places import Added
from network.ui.filters import plural


@blueprint.route("/coming/<uuid:session_id>/people", methods=["GET", "POST"])
@requires(DeliveryPermission.BOOK_OTHERS)
@commits
def book_people(session_id: UUID) -> Answer:
    """Colleagues with a place, and more of them."""
    form, actor = AddPeopleForm(), current_actor()
    if form.validate_on_submit():
        with form.rules():
            flash(_what_came(places.book_people(actor, session_id, form.roster(), current_clock())), "success")
            return redirect(url_for("delivery.book_people", session_id=session_id), 303)
    return _people_page(session_id, form)


def _people_page(session_id: UUID, form: AddPeopleForm) -> Answer:
    actor, session = current_actor(), get_coming(current_actor(), session_id)
    return render_form(
        "delivery/book_people.html",
        form,
        session=session,
        parts=parts_of([session_id])[session_id],
        people=reads.list_own_people(actor, session_id),
        has_begun=session.starts_at <= current_clock().now(),
        readers=who_sees_places(),
        kept_for=KEPT_IN_WORDS,
    )


def _what_came(added: Added) -> str:
    said = []
    if added.booked:
        said.append(f"{plural(added.booked, 'person has', 'people have')} a place now.")
    if added.waiting:
        said.append(f"{plural(added.waiting, 'person is', 'people are')} on the waiting list.")
    if added.already:
        said.append(f"{plural(added.already, 'person was', 'people were')} on the list before.")
    return " ".join([*said, "Those whose e-mail address you gave are written to."])


@blueprint.post("/coming/<uuid:session_id>/people/<uuid:place_id>/give-back")
@requires(DeliveryPermission.BOOK_OTHERS)
@commits
def give_back_for(session_id: UUID, place_id: UUID) -> Answer:
    """A colleague's place, given back."""
    actor = current_actor()
    places.give_back(actor, reads.get_of_own_people(actor, session_id, place_id), current_clock())
    flash("The place is given back. Whoever waits longest has it now.", "success")
    return redirect(url_for("delivery.book_people", session_id=session_id), 303)
