"""The blueprint that all of these pages stand on."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("joining", "network.joining", template_folder="templates")
Answer = Response | str | tuple[str, int]
