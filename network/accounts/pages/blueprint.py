"""The one blueprint that the pages of `accounts` share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("accounts", "network.accounts", template_folder="templates")
