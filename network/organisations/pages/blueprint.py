"""The blueprint that all pages of the directory stand on."""

from flask import Blueprint

blueprint = Blueprint(
    "organisations",
    "network.organisations",
    url_prefix="/organisations",
    template_folder="templates",
)
