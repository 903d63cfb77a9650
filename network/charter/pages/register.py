"""The public register of signatories: as a page, a table, an entry, a badge and a certificate."""

from __future__ import annotations

from uuid import UUID

from flask import Response, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from network.charter.badge import draw_badge
from network.charter.certificate import make_certificate
from network.charter.forms.register import RegisterFilter
from network.charter.pages.blueprint import OPEN, blueprint
from network.charter.queries import pledges, register, signatures, versions
from network.charter.queries.pledges import PublicPledge
from network.charter.queries.register import Signatory
from network.charter.queries.signatures import PublicSignature
from network.charter.vocabulary import PledgeKind
from network.core.actor import Anyone
from network.core.clock import local_date
from network.core.exports import Cell, csv_answer
from network.core.guard import public
from network.core.pagination import PAGE_SIZE, page_number
from network.core.request import current_clock, current_settings, current_visitor
from network.organisations.public import find_logo

REGISTER_HEADINGS = (
    "Organisation",
    "Sector",
    "Town",
    "Signed since",
    "Latest version signed",
    "Now",
    "Current until",
    "First action",
    "First action is",
    "Second action",
    "Second action is",
    "Statement",
)


@blueprint.get("/signatories")
@public(OPEN)
def list_signatories() -> str:
    """The public register."""
    reader, today, form = current_visitor(), current_clock().today(), RegisterFilter(request.args)
    narrowed = form.narrowed()
    page = register.list_signatories(reader, narrowed, today, page_number(request.args.get("page")), PAGE_SIZE)
    return render_template(
        "charter/list_signatories.html", filters=form, narrowed=narrowed, address=form.address(), page=page
    )


@blueprint.get("/signatories.csv")
@public(OPEN)
def download_signatories() -> Response:
    """The public register as a table: the same organisations as the page shows."""
    reader, today = current_visitor(), current_clock().today()
    found = register.list_all_signatories(reader, RegisterFilter(request.args).narrowed(), today)
    pledged = pledges.list_actions_of_signatories(reader)
    rows = [_register_row(each, pledged.get(each.latest.organisation_id, [])) for each in found]
    return csv_answer("charter-signatories.csv", REGISTER_HEADINGS, rows)


def _register_row(signatory: Signatory, actions: list[PublicPledge]) -> tuple[Cell, ...]:
    latest = signatory.latest
    shown = [cell for action in actions[:2] for cell in (action.text, action.state.label)]
    return (
        latest.organisation,
        latest.sector.label,
        latest.town,
        local_date(signatory.since),
        latest.version,
        latest.term.standing.value,
        latest.term.until,
        *shown,
        *("" for _ in range(4 - len(shown))),
        latest.says,
    )


@blueprint.get("/signatories/<uuid:organisation_id>")
@public(OPEN)
def read_signatory(organisation_id: UUID) -> str:
    """An organisation's live entry: where the code on its certificate leads."""
    reader = current_visitor()
    found = signatures.get_signatures_of(reader, organisation_id, current_clock().today())
    pledged = pledges.list_public_pledges(reader, organisation_id)
    return render_template(
        "charter/read_signatory.html",
        signatures=found,
        latest=found[0],
        authorities=signatures.list_authorities(reader, organisation_id),
        actions=[each for each in pledged if each.kind is PledgeKind.ACTION],
        commitments=_by_principle(reader, found[0], pledged),
        logo=find_logo(reader, organisation_id),
        answers_now=signatures.find_public_signatory(organisation_id),
    )


def _by_principle(
    reader: Anyone, latest: PublicSignature, pledged: list[PublicPledge]
) -> list[tuple[str, list[PublicPledge]]]:
    """Commitments under the principles of the version that was signed, in its order; then those of earlier ones."""
    commitments = [each for each in pledged if each.kind is PledgeKind.COMMITMENT]
    names = versions.list_principle_names(reader, latest.version)
    order = [*names, *sorted({each.principle for each in commitments} - set(names))]
    return [(name, [each for each in commitments if each.principle == name]) for name in order]


@blueprint.get("/signatories/<uuid:organisation_id>/badge.svg")
@public(OPEN)
def show_badge(organisation_id: UUID) -> WerkzeugResponse:
    """A small picture for the organisation's own site, which says how its signature stands today."""
    latest = signatures.get_signatures_of(current_visitor(), organisation_id, current_clock().today())[0]
    answer = Response(draw_badge(latest, current_settings().network_name), mimetype="image/svg+xml")
    # Made to be shown on other sites, which every other answer of ours refuses.
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Cache-Control"] = "public, max-age=3600"
    answer.add_etag()
    return answer.make_conditional(request)


@blueprint.get("/signatures/<uuid:signature_id>/certificate.pdf")
@public(OPEN)
def download_certificate(signature_id: UUID) -> WerkzeugResponse:
    """The certificate of a signature."""
    signature = signatures.get_signature(current_visitor(), signature_id, current_clock().today())
    version = versions.get_version(current_visitor(), signature.version)
    settings = current_settings()
    made = make_certificate(signature, version, settings.network_name, settings.origin)
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="charter-certificate-{signature.version}.pdf"'
    answer.add_etag()
    return answer.make_conditional(request)
