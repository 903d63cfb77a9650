"""Keys for programs: made, shown once, ended."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.accounts.forms import KeyForm
from network.accounts.models import ApiToken
from network.accounts.pages.blueprint import blueprint
from network.accounts.permissions import AccountPermission
from network.accounts.queries import list_tokens, names_of
from network.accounts.tokens import end_token, make_token
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import needs_fresh_sign_in, requires
from network.core.pagination import page_number
from network.core.permissions import Policies
from network.core.request import current_actor, current_clock
from network.ui.fields import choice


@blueprint.get("/keys")
@requires(AccountPermission.MAKE_TOKENS)
def list_keys() -> str:
    """One's own keys for programs; all of the organisation's for those who look after them."""
    actor = current_actor()
    page = list_tokens(actor, page_number(request.args.get("page")))
    return render_template(
        "accounts/list_keys.html",
        page=page,
        makers=names_of(actor, (token.user_id for token in page.items)),
        rights_of=lambda token: _rights_shown(token, is_own=token.user_id == actor.user_id),
        now=current_clock().now(),
    )


@blueprint.route("/keys/new", methods=["GET", "POST"])
@requires(AccountPermission.MAKE_TOKENS)
@needs_fresh_sign_in
@commits
def make_key() -> tuple[str, int] | str:
    """A new key. The page that answers is the only one that ever shows it."""
    actor = current_actor()
    form = KeyForm()
    labels = sorted((_policies().label_of(permission), permission) for permission in actor.permissions)
    form.scopes.choices = [choice(permission, label) for label, permission in labels]
    if form.validate_on_submit():
        with form.rules():
            token, text = make_token(actor, form.label.data or "", form.scopes.data or [], current_clock())
            return render_template("accounts/new_key.html", token=token, text=text)
    return render_form("accounts/make_key.html", form)


@blueprint.post("/keys/<uuid:token_id>/end")
@requires(AccountPermission.MAKE_TOKENS)
@commits
def end_key(token_id: UUID) -> Response:
    """Ends a key: whatever uses it stops at once."""
    token = end_token(current_actor(), token_id, current_clock())
    flash(f"The key “{token.label}” no longer works.", "success")
    return redirect(url_for("accounts.list_keys"), 303)


def _rights_shown(token: ApiToken, *, is_own: bool) -> list[str]:
    """What a key may do, in words; to others without what only a role that nobody sees may bring."""
    policies = _policies()
    return [policies.label_of(scope) for scope in token.scopes if is_own or not policies.is_private(scope)]


def _policies() -> Policies:
    found: Policies = current_app.extensions["policies"]
    return found
