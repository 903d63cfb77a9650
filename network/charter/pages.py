"""The charter's pages: the text, its versions, the register of signatories, and signing."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from network.charter import rules, service
from network.charter.certificate import make_certificate
from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.forms import DraftForm, EditDraftForm, PublishForm, SectorForm, SignForm, filled_from
from network.charter.permissions import CharterPermission
from network.charter.queries import signatures, versions
from network.charter.queries.signatures import Signatory
from network.charter.rules import AlreadySigned, NotCurrent
from network.core.clock import local_date
from network.core.commit import commits
from network.core.exports import Cell, csv_answer
from network.core.forms import render_form
from network.core.guard import public, requires
from network.core.pagination import PAGE_SIZE, page_number
from network.core.request import current_actor, current_clock, current_settings, current_visitor

blueprint = Blueprint("charter", __name__, url_prefix="/charter", template_folder="templates")

OPEN = "the charter and who signed it are public commitments (CH-5)"
REGISTER_HEADINGS = ("Organisation", "Sector", "Town", "Signed since", "Latest version signed")
VERSION = "/versions/<int(min=1, max=32767):number>"
Answer = tuple[str, int] | WerkzeugResponse | str


@blueprint.errorhandler(AlreadySigned)
@blueprint.errorhandler(NotCurrent)
def refuse_signature(refused: AlreadySigned | NotCurrent) -> tuple[str, int]:
    """A kind no, with ways on (U37)."""
    return render_template("charter/refuse_signature.html", refused=refused), refused.status


@blueprint.get("")
@public(OPEN)
def read_charter() -> str:
    """The charter as it is signed today."""
    reader, version = current_visitor(), versions.find_current_version(current_visitor())
    return render_template(
        "charter/read_charter.html",
        version=version,
        signed=signatures.count_signatories(reader),
        own=signatures.find_own_signature(reader, version),
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
    version = versions.get_version(current_visitor(), number)
    return render_template("charter/read_version.html", version=version)


@blueprint.get(f"{VERSION}/text")
@public(OPEN)
def read_version_text(number: int) -> Response:
    """The exact text that was signed, byte by byte what the hash was made of."""
    version = versions.get_version(current_visitor(), number)
    return Response(
        version.text.plain(number).encode(), mimetype="text/plain", content_type="text/plain; charset=utf-8"
    )


@blueprint.get("/signatories")
@public(OPEN)
def list_signatories() -> str:
    """The public register."""
    form = SectorForm(request.args)
    sector = form.chosen()
    page = signatures.list_signatories(current_visitor(), sector, page_number(request.args.get("page")), PAGE_SIZE)
    return render_template("charter/list_signatories.html", filters=form, sector=sector, page=page)


@blueprint.get("/signatories.csv")
@public(OPEN)
def download_signatories() -> Response:
    """The public register as a table."""
    signatories = signatures.list_all_signatories(current_visitor(), SectorForm(request.args).chosen())
    return csv_answer("charter-signatories.csv", REGISTER_HEADINGS, [_register_row(each) for each in signatories])


def _register_row(signatory: Signatory) -> tuple[Cell, ...]:
    latest = signatory.latest
    return (latest.organisation, latest.sector.label, latest.town, local_date(signatory.since), latest.version)


@blueprint.get("/signatories/<uuid:organisation_id>")
@public(OPEN)
def read_signatory(organisation_id: UUID) -> str:
    """An organisation's live entry: where the code on its certificate leads."""
    reader = current_visitor()
    found = signatures.get_signatures_of(reader, organisation_id)
    return render_template(
        "charter/read_signatory.html",
        signatures=found,
        latest=found[0],
        authorities=signatures.list_authorities(reader, organisation_id),
    )


@blueprint.get("/signatures/<uuid:signature_id>/certificate.pdf")
@public(OPEN)
def download_certificate(signature_id: UUID) -> WerkzeugResponse:
    """The certificate of a signature."""
    signature = signatures.get_signature(current_visitor(), signature_id)
    version = versions.get_version(current_visitor(), signature.version)
    settings = current_settings()
    made = make_certificate(signature, version, settings.network_name, settings.origin)
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="charter-certificate-{signature.version}.pdf"'
    answer.add_etag()
    return answer.make_conditional(request)


@blueprint.get("/sign")
@requires(CharterPermission.SIGN)
def begin_signing() -> Answer:
    """The charter to read, and the form to sign it."""
    version = service.check_may_sign(current_actor())
    form = SignForm(number=str(version.number), signatory_name=signatures.find_own_name(current_actor()))
    return render_form("charter/sign_charter.html", form, version=version)


@blueprint.post("/sign")
@requires(CharterPermission.SIGN)
@commits
def sign_charter() -> Answer:
    """Checks what was said, shows it once more, and signs."""
    form = SignForm()
    version = service.check_may_sign(current_actor(), form.seen_number)
    if form.validate_on_submit() and not form.change.data:
        with form.rules():
            if form.sign.data:
                service.sign_charter(current_actor(), version.number, form.signing(), current_clock())
                return redirect(url_for("charter.confirm_signature"), 303)
            rules.check_signing(form.signing())
            return render_template("charter/check_signing.html", sent=form, version=version, form_key=uuid4())
    return render_form("charter/sign_charter.html", form, version=version)


@blueprint.get("/signed")
@requires(CharterPermission.SIGN)
def confirm_signature() -> Answer:
    """What was done, and what happens next (U9)."""
    found = signatures.list_signatures_of(current_actor(), current_actor().organisation_id)
    if not found:
        return redirect(url_for("charter.read_charter"), 303)
    return render_template("charter/confirm_signature.html", signature=found[0])


@blueprint.get("/versions/new")
@requires(CharterPermission.DRAFT)
def begin_version() -> Answer:
    """A new version, which begins as today's."""
    current = versions.find_current_version(current_visitor())
    form = DraftForm(data=filled_from(current.text if current else DEFAULT_CHARTER))
    return render_form("charter/draft_version.html", form)


@blueprint.post("/versions/new")
@requires(CharterPermission.DRAFT)
@commits
def draft_version() -> Answer:
    """Saves a new draft."""
    form = DraftForm()
    if form.validate_on_submit():
        with form.rules():
            row = service.draft_version(current_actor(), form.text(), current_clock())
            flash(f"Draft saved as version {row.number}. Nobody else sees it until you publish it.", "success")
            return redirect(url_for("charter.read_version", number=row.number), 303)
    return render_form("charter/draft_version.html", form)


@blueprint.get(f"{VERSION}/edit")
@requires(CharterPermission.DRAFT)
def open_version(number: int) -> Answer:
    """A draft, to be changed."""
    version = versions.get_version(current_actor(), number)
    rules.check_is_draft(version.state)
    form = EditDraftForm(data={**filled_from(version.text), "version": str(version.seen_version)})
    return render_form("charter/edit_version.html", form, number=number)


@blueprint.post(f"{VERSION}/edit")
@requires(CharterPermission.DRAFT)
@commits
def edit_version(number: int) -> Answer:
    """Saves a draft's words."""
    form = EditDraftForm()
    if form.validate_on_submit():
        with form.rules():
            service.edit_version(current_actor(), number, form.text(), form.seen_version, current_clock())
            flash("Draft saved. Read it through, then publish it when the partners are ready.", "success")
            return redirect(url_for("charter.read_version", number=number), 303)
    return render_form("charter/edit_version.html", form, number=number)


@blueprint.post(f"{VERSION}/publish")
@requires(CharterPermission.PUBLISH)
@commits
def publish_version(number: int) -> Answer:
    """Makes a draft today's charter."""
    service.publish_version(current_actor(), number, PublishForm().seen_version, current_clock())
    flash(f"Version {number} is published. Organisations sign this version from now on.", "success")
    return redirect(url_for("charter.read_charter"), 303)
