"""What every page says about whoever looks at it: where they act, and that organisation's own line for urgent help."""

from __future__ import annotations

from flask import g, session
from sqlalchemy import select

from network.accounts.sign_in.sessions import OPENS_NOTES
from network.core.actor import Actor
from network.core.database import db
from network.core.request import current_visitor
from network.organisations.models import Organisation
from network.ui.layout import Contact, Layout, UrgentLine

COORDINATOR = "the network coordinator"


def set_layout(layout: Layout) -> None:
    """Gives the layout its answers. None takes a query where the sign-in said who acts."""
    layout.acting_in = acting_in
    layout.can_switch = can_switch
    layout.urgent_line = urgent_line
    layout.contact = contact
    layout.opens_content_notes = opens_content_notes
    layout.home_endpoint = "accounts.home"
    layout.switch_endpoint = "accounts.choose_organisation"
    layout.content_notes_endpoint = "accounts.choose_content_notes"


def acting_in() -> str | None:
    """The name of the organisation acted in; None for visitors and those who have not chosen."""
    organisation = _organisation()
    return organisation.name if organisation is not None else None


def can_switch() -> bool:
    """Whether there is another organisation to act in."""
    visitor = current_visitor()
    return isinstance(visitor, Actor) and visitor.can_switch


def urgent_line() -> UrgentLine | None:
    """The organisation's own line for urgent help (`U1`), where it has given one."""
    organisation = _organisation()
    if organisation is None or not organisation.urgent_line_telephone:
        return None
    return UrgentLine(organisation.urgent_line_name or organisation.name, organisation.urgent_line_telephone)


def opens_content_notes() -> bool:
    """Whether this sign-in chose to have content notes open (`U5`)."""
    return bool(session.get(OPENS_NOTES))


def contact() -> Contact:
    """Whom to turn to (`U37`): the host's contact, where it has given one. One query, on pages that say it."""
    known: Contact | None = g.get("layout_contact")
    if known is None:
        host = db.session.scalars(select(Organisation).where(Organisation.is_host).limit(1)).first()
        known = _contact_of(host)
        g.layout_contact = known
    return known


def _contact_of(host: Organisation | None) -> Contact:
    if host is None:
        return Contact(COORDINATOR)
    name = f"{host.contact_name}, {COORDINATOR}" if host.contact_name else f"{COORDINATOR} at {host.name}"
    return Contact(name, host.contact_email or None, host.contact_telephone or None)


def keep_organisation(organisation: Organisation | None) -> None:
    """Says where this request acts. The request holds it: the session alone would let it go, and ask for it again."""
    g.acting_in = organisation


def _organisation() -> Organisation | None:
    visitor = current_visitor()
    if not isinstance(visitor, Actor):
        return None
    if g.get("acting_in") is None:
        keep_organisation(db.session.get(Organisation, visitor.organisation_id))
    found: Organisation | None = g.acting_in
    return found
