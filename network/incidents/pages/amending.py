"""The form with which a manager puts right what was sent, and what it is filled with."""

from __future__ import annotations

from network.core.request import current_actor
from network.incidents import service
from network.incidents.forms import AmendForm
from network.incidents.manager_cases import ManagerCase
from network.incidents.queries.module import get_service, list_departments
from network.ui.fields import choice


def amend_form() -> AmendForm:
    """With the departments of the organisation; without the question where there are none."""
    actor, form = current_actor(), AmendForm()
    departments = list_departments(actor)
    form.department_id.choices = [choice(each.id, each.name) for each in departments]
    if not departments:
        del form.department_id
    elif get_service(actor).department_ids:
        form.department_id.put(optional=False)
    return form


def open_amend_form(form: AmendForm, case: ManagerCase) -> None:
    """What it says now."""
    said = case.particulars
    form.open_with(version=case.version, staff_telephone=said.staff_telephone, staff_email=said.staff_email)
    form.open_with(narrative=said.narrative)
    if "department_id" in form:
        form.open_with(department_id=case.department_id)


def amended(form: AmendForm) -> service.Amended:
    """What it is to say."""
    return service.Amended(
        staff_telephone=form.staff_telephone.data or "",
        staff_email=form.staff_email.data or "",
        narrative=form.narrative.data or "",
        department_id=form.department_id.data if "department_id" in form else None,
    )
