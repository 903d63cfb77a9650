"""Another manager follows: who, and what the person says to it."""

from __future__ import annotations

from wtforms.validators import Optional

from network.core.forms import BaseForm
from network.ui.fields import EmailField, SubmitField, TelephoneField, TextField


class NewManagerForm(BaseForm):
    """Who manages the person now."""

    manager_name = TextField("Their name", autocomplete="off", spellcheck=False)
    manager_telephone = TelephoneField("Their telephone number", [Optional()], autocomplete="off")
    manager_email = EmailField("Their e-mail address at work", [Optional()], autocomplete="off")
    save = SubmitField("Save")
