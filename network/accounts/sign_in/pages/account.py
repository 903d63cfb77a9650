"""*Your sign-in*: what somebody signs in with, and what they could add."""

from __future__ import annotations

from flask import render_template
from flask_login import current_user

from network.accounts.sign_in import passkeys
from network.accounts.sign_in.leading import has_second_step
from network.accounts.sign_in.pages.blueprint import blueprint
from network.core.guard import signed_in
from network.core.permissions import NEEDS_SECOND_FACTOR
from network.core.request import current_settings, current_visitor


@blueprint.get("/your-sign-in")
@signed_in("their own sign-in", enrolment=True)
def account() -> str:
    """The second steps that there are, and the password."""
    visitor = current_visitor()
    return render_template(
        "security/account.html",
        user=current_user,
        held=passkeys.list_passkeys(current_user),
        has_step=has_second_step(current_user),
        needs_step=bool(visitor.roles & NEEDS_SECOND_FACTOR),
        are_passkeys_possible=passkeys.are_possible(current_settings()),
    )
