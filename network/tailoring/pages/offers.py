"""What I can give, and, for leads, whom other partners may ask."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.public import get_organisation
from network.tailoring.forms.offers import OfferForm, values_of
from network.tailoring.pages.blueprint import Answer, blueprint
from network.tailoring.permissions import TailoringPermission, who_reads_offers
from network.tailoring.queries import invitations
from network.tailoring.queries import offers as queries
from network.tailoring.service import offers as service
from network.training.public import titles_of


@blueprint.get("/mine")
@requires(TailoringPermission.KEEP_OFFER)
def show_own() -> str:
    """What somebody offers, and what they were asked."""
    actor = current_actor()
    offer = queries.find_own(actor)
    said = queries.draft_of(offer) if offer is not None else None
    return render_template(
        "tailoring/show_own.html",
        offer=offer,
        said=said,
        titles=titles_of(said.courses) if said is not None else {},
        organisation=get_organisation(actor.organisation_id),
        invitations=invitations.list_own(actor),
    )


def _form() -> OfferForm:
    actor = current_actor()
    offer = queries.find_own(actor)
    said = queries.draft_of(offer) if offer is not None else None
    form = OfferForm(data=values_of(said, offer.version)) if said and offer else OfferForm(data={"version": "0"})
    courses = queries.list_givable(actor)
    closed = set(said.courses if said else ()) - {each.id for each in courses}
    form.offer(courses, titles_of(closed).items() if closed else ())
    return form


def _page(form: OfferForm) -> Answer:
    organisation = get_organisation(current_actor().organisation_id)
    readers = who_reads_offers(organisation.name)
    return render_form("tailoring/edit_offer.html", form, organisation=organisation, readers=readers)


@blueprint.get("/mine/edit")
@requires(TailoringPermission.KEEP_OFFER)
def edit_offer() -> Answer:
    """The questions."""
    return _page(_form())


@blueprint.post("/mine/edit")
@requires(TailoringPermission.KEEP_OFFER)
@commits
def keep_offer() -> Answer:
    """Keeps the answers."""
    form = _form()
    if form.validate_on_submit():
        with form.rules():
            service.keep_offer(current_actor(), form.said, form.seen_version, current_clock())
            flash("Saved. You can change it or pause it at any time.", "success")
            return redirect(url_for("tailoring.show_own"), 303)
    return _page(form)


@blueprint.post("/mine/pause")
@requires(TailoringPermission.KEEP_OFFER)
@commits
def pause_offer() -> Response:
    """One press."""
    service.pause_offer(current_actor(), current_clock())
    flash("Paused. Nobody new is told that you can help. What you agreed to stays.", "success")
    return redirect(url_for("tailoring.show_own"), 303)


@blueprint.post("/mine/resume")
@requires(TailoringPermission.KEEP_OFFER)
@commits
def resume_offer() -> Response:
    """And back."""
    service.resume_offer(current_actor(), current_clock())
    flash("Your offer stands again.", "success")
    return redirect(url_for("tailoring.show_own"), 303)


@blueprint.get("/offers")
@requires(TailoringPermission.LEND)
def list_offers() -> str:
    """Who of the organisation can give what, and whom other partners may ask."""
    lines = queries.list_offers(current_actor())
    said = {line.offer.id: queries.draft_of(line.offer) for line in lines}
    titles = titles_of({course for each in said.values() for course in each.courses})
    return render_template("tailoring/list_offers.html", lines=lines, said=said, titles=titles)


@blueprint.post("/offers/<uuid:offer_id>/lend")
@requires(TailoringPermission.LEND)
@commits
def lend(offer_id: UUID) -> Response:
    """Other partners may ask for them."""
    service.lend(current_actor(), offer_id, current_clock())
    flash("Other partners can ask for them from now on. They say yes or no each time.", "success")
    return redirect(url_for("tailoring.list_offers"), 303)


@blueprint.post("/offers/<uuid:offer_id>/keep-at-home")
@requires(TailoringPermission.LEND)
@commits
def keep_at_home(offer_id: UUID) -> Response:
    """Other partners may not."""
    service.keep_at_home(current_actor(), offer_id, current_clock())
    flash("No other partner can ask for them now. What was agreed stays.", "success")
    return redirect(url_for("tailoring.list_offers"), 303)
