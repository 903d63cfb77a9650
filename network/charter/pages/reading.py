"""Reading the charter: today's, every version, two side by side, and saying what one thinks of one."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for

from network.accounts.public import check_flood
from network.charter.comparison import compare
from network.charter.forms.versions import CommentForm
from network.charter.pages.blueprint import OPEN, VERSION, Answer, blueprint
from network.charter.permissions import CharterPermission
from network.charter.queries import register, signatures, versions
from network.charter.rules import versions as rules
from network.charter.service import comments
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import public
from network.core.request import current_clock, current_visitor


@blueprint.get("")
@public(OPEN)
def read_charter() -> str:
    """The charter as it is signed today."""
    reader, today = current_visitor(), current_clock().today()
    version = versions.find_current_version(reader)
    own = signatures.list_signatures_of(reader, reader.organisation_id, today) if reader.organisation_id else []
    return render_template(
        "charter/read_charter.html",
        version=version,
        signed=register.count_signatories(reader, today),
        own=own[0] if own else None,
        before=versions.find_version_before(reader, version.number) if version else None,
        consulted=versions.find_consulted(reader, today),
    )


@blueprint.get("/versions")
@public(OPEN)
def list_versions() -> str:
    """Every version there was, and for the coordinator those to come."""
    return render_template("charter/list_versions.html", versions=versions.list_versions(current_visitor()))


@blueprint.get(VERSION)
@public(OPEN)
def read_version(number: int) -> str:
    """One version, whatever became of it: a signature on it still stands."""
    reader = current_visitor()
    version = versions.get_version(reader, number)
    return render_template(
        "charter/read_version.html",
        version=version,
        changes=versions.list_change_rows(reader, version.id),
        before=versions.find_version_before(reader, number),
        comments=versions.count_comments(reader, version.id) if reader.can(CharterPermission.DRAFT) else {},
    )


@blueprint.get(f"{VERSION}/text")
@public(OPEN)
def read_version_text(number: int) -> Response:
    """The exact text that was signed, byte by byte what the hash was made of."""
    version = versions.get_version(current_visitor(), number)
    return Response(
        version.text.plain(number).encode(), mimetype="text/plain", content_type="text/plain; charset=utf-8"
    )


@blueprint.get(f"{VERSION}/changes-since/<int(min=1, max=32767):former>")
@public(OPEN)
def compare_versions(number: int, former: int) -> str:
    """Two versions as one text, with what went and what came (CH-6)."""
    reader = current_visitor()
    before, after = versions.get_version(reader, former), versions.get_version(reader, number)
    return render_template(
        "charter/compare_versions.html",
        before=before,
        after=after,
        comparison=compare(before.text, after.text),
        changes=versions.list_change_rows(reader, after.id),
    )


@blueprint.route(f"{VERSION}/comment", methods=["GET", "POST"])
@public("whoever the charter concerns may say what they think of it (CH-6, LE-5)")
@commits
def comment(number: int) -> Answer:
    """What somebody thinks of a version, without their name."""
    reader, clock, form = current_visitor(), current_clock(), CommentForm()
    version = versions.get_version(reader, number)
    rules.check_takes_comments(version.state, version.consult_until, clock.today())
    if form.validate_on_submit():
        check_flood(request.remote_addr, clock)
        with form.rules():
            comments.comment(reader, number, form.source.data, form.words.data or "", clock)
            flash("Thank you. What you wrote has reached the coordinator.", "success")
            return redirect(url_for("charter.read_version", number=number), 303)
    return render_form("charter/comment.html", form, version=version)
