"""Where the pages of the sign-in are registered."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("security", "network.accounts", template_folder="templates")
