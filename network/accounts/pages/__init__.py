"""The pages of `accounts`: people and their roles, invitations, keys, the first page."""

from __future__ import annotations

from network.accounts.pages import choosing, home, invitations, keys, people, roles, shown
from network.accounts.pages.blueprint import blueprint

__all__ = ["blueprint", "choosing", "home", "invitations", "keys", "people", "roles", "shown"]
