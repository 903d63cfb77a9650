"""The look and the words that every page shares. What there is to build with is listed in docs/ui.md."""

from flask import Flask
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined

from network.core.forms import marks_of_form
from network.ui.error_summary import error_list, what_is_kept
from network.ui.filters import FILTERS
from network.ui.govuk import govuk
from network.ui.layout import Layout
from network.ui.pages import blueprint
from network.ui.tables import stacked


def init_app(app: Flask) -> Layout:
    """Register the layout on the application; set the callables of the Layout that this returns."""
    layout = Layout()
    app.extensions["ui"] = layout
    app.register_blueprint(blueprint)
    app.context_processor(layout.context)

    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.filters.update(FILTERS, stacked=stacked)
    environment.globals.update(
        govuk=govuk,
        asset_url=layout.assets.url,
        error_list=error_list,
        what_is_kept=what_is_kept,
        content_notes=layout.content_notes,
    )
    environment.globals.update(csrf_token=generate_csrf, marks_of_form=marks_of_form)
    return layout
