"""The one blueprint of these pages."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("training", "network.training", url_prefix="/training", template_folder="templates")
