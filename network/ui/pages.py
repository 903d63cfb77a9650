"""The pages that belong to no feature, and the assets."""

from flask import Blueprint, Response, current_app, render_template, request

from network.core.guard import public
from network.ui.layout import Layout
from network.ui.whats_new import CHANGES

blueprint = Blueprint("ui", __name__, template_folder="templates")


@blueprint.get("/assets/<version>/<name>", endpoint="static")
@public("the style sheet and scripts of every page, signed out ones too")
def asset(version: str, name: str) -> Response:
    """One built file, kept by browsers for a year (P7)."""
    layout: Layout = current_app.extensions["ui"]
    return layout.assets.respond(version, name, request.accept_encodings)


@blueprint.get("/accessibility")
@public("an accessibility statement is for everybody")
def accessibility() -> str:
    """The accessibility statement."""
    return render_template("ui/accessibility.html")


@blueprint.get("/privacy")
@public("people read this before they decide to sign in")
def privacy() -> str:
    """What is kept about people, why, and for how long."""
    return render_template("ui/privacy.html")


@blueprint.get("/whats-new")
@public("says nothing about anybody")
def whats_new() -> str:
    """What has changed in the product, newest first."""
    return render_template("ui/whats_new.html", changes=CHANGES)
