"""The pages of the support directory. Nothing here notes who reads what."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.actor import Visitor
from network.core.commit import commits
from network.core.errors import NotFound
from network.core.forms import render_form
from network.core.guard import SignInNeeded, public, requires
from network.core.request import current_actor, current_clock, current_visitor
from network.directory import queries, rules, service
from network.directory.forms import AddEntryForm, EditEntryForm, RemoveEntryForm
from network.directory.models import SupportEntry
from network.directory.permissions import DirectoryPermission, keeps
from network.directory.vocabulary import SupportKind
from network.directory.words import by_kind, in_language, kinds_without, languages_of, readers_of

blueprint = Blueprint("directory", __name__, url_prefix="/directory", template_folder="templates")
Answer = str | tuple[str, int] | Response


@blueprint.get("")
@public("whoever needs support finds the network's public entries without an account (WB-2)")
def list_entries() -> str:
    """Where to find support, by kind, for a language where one is chosen (WB-2, U29)."""
    visitor, language = current_visitor(), request.args.get("language", "").strip()
    entries = queries.list_entries(visitor)
    return render_template(
        "directory/list_entries.html",
        by_kind=by_kind(in_language(entries, language)),
        languages=languages_of(entries),
        language=language,
        has_any=bool(entries),
        sees_own=visitor.can(DirectoryPermission.READ),
    )


@blueprint.get("/<uuid:entry_id>")
@public("a public entry is everybody's; any other, and one that is not there, asks for a sign-in alike (U32)")
def show_entry(entry_id: UUID) -> str:
    """One place to find support."""
    visitor = current_visitor()
    try:
        entry = queries.get_entry(visitor, entry_id)
    except NotFound:
        if isinstance(visitor, Visitor):
            raise SignInNeeded("Sign in to see this page.") from None
        raise
    return render_template("directory/show_entry.html", entry=entry, is_keeper=keeps(visitor, entry))


@blueprint.get("/looking-after-yourself")
@public("words that help are for everybody (WB-3)")
def look_after_yourself() -> str:
    """Self-care, and what the work can do to somebody (WB-3)."""
    return render_template("directory/look_after_yourself.html")


@blueprint.get("/hate-incidents")
@public("how to record and report hate is for everybody (WB-4)")
def report_hate() -> str:
    """How a hate incident is recorded and reported, and where there is support (WB-4)."""
    entries = queries.list_entries(current_visitor(), [SupportKind.HATE_SUPPORT])
    own = [each for each in entries if not each.is_network]
    return render_template("directory/report_hate.html", own=own, networks=[e for e in entries if e.is_network])


@blueprint.get("/kept")
@requires(DirectoryPermission.KEEP)
def list_kept() -> str:
    """What its keeper sees to: what is there, what is to be looked at again, what is missing."""
    actor, today = current_actor(), current_clock().today()
    entries = queries.list_kept(actor)
    stale = {each.id for each in entries if rules.is_stale(each.reviewed_on, today)}
    return render_template("directory/list_kept.html", entries=entries, stale=stale, missing=kinds_without(entries))


@blueprint.route("/new", methods=["GET", "POST"])
@requires(DirectoryPermission.KEEP)
@commits
def add_entry() -> Answer:
    """A new entry: the network's, where the coordinator adds it."""
    form, actor = AddEntryForm(), current_actor()
    form.ask_for(is_network=actor.is_network_wide)
    if form.validate_on_submit():
        with form.rules():
            entry = service.add_entry(actor, form.draft(), current_clock())
            flash("It is in the directory now.", "success")
            return redirect(url_for("directory.show_entry", entry_id=entry.id), 303)
    return render_form("directory/add_entry.html", form, said=readers_of(is_network=actor.is_network_wide))


@blueprint.route("/<uuid:entry_id>/edit", methods=["GET", "POST"])
@requires(DirectoryPermission.KEEP)
@commits
def edit_entry(entry_id: UUID) -> Answer:
    """An entry, changed."""
    entry = _kept(entry_id)
    form = EditEntryForm.of(entry)
    if form.validate_on_submit():
        with form.rules():
            service.edit_entry(current_actor(), entry_id, form.draft(), form.seen_version, current_clock())
            flash("The entry is changed.", "success")
            return redirect(url_for("directory.show_entry", entry_id=entry_id), 303)
    said = readers_of(is_network=entry.is_network)
    return render_form("directory/edit_entry.html", form, entry=entry, said=said)


@blueprint.route("/<uuid:entry_id>/remove", methods=["GET", "POST"])
@requires(DirectoryPermission.KEEP)
@commits
def remove_entry(entry_id: UUID) -> Answer:
    """An entry, taken out."""
    entry = _kept(entry_id)
    form = RemoveEntryForm(data={"version": str(entry.version)})
    if form.validate_on_submit():
        service.remove_entry(current_actor(), entry_id, form.seen_version, current_clock())
        flash("It is taken out of the directory.", "success")
        return redirect(url_for("directory.list_kept"), 303)
    return render_form("directory/remove_entry.html", form, entry=entry)


def _kept(entry_id: UUID) -> SupportEntry:
    """An entry that the actor keeps: whoever does not is told before they fill anything in."""
    entry = queries.get_entry(current_actor(), entry_id)
    service.check_keeps(current_actor(), entry)
    return entry
