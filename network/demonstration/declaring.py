"""People who took the free online course by themselves, and say so: three wait, one was confirmed, one was not."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final
from uuid import UUID

from PIL import Image, ImageDraw

from network.core.permissions import Role
from network.demonstration.days import at
from network.demonstration.names import address_of
from network.demonstration.partners import CITY, PARTNERS, Partner
from network.demonstration.stage import Stage
from network.training.declarations import service
from network.training.declarations.declaring import DeclaredCourse, declare, list_declarable
from network.ui.filters import as_date

DECLARED: Final = 1
"""Completions that came of a declaration."""
MISSING: Final = "The picture stops above the date. Could you send one that shows the day?"


def plan_declaring(stage: Stage) -> None:
    """Four of the city's, one of another partner's, each on their day."""
    city = next(partner for partner in PARTNERS if partner.key == CITY)
    other = next(partner for partner in PARTNERS if partner.key != CITY and partner.ambition)
    stage.plan(at(stage.days.ago(16), 19, 40), _declare, stage, city, 3, _confirm)
    stage.plan(at(stage.days.ago(9), 20, 15), _declare, stage, city, 1, _refuse)
    stage.plan(at(stage.days.ago(4), 12, 30), _declare, stage, city, 2, None)
    stage.plan(at(stage.days.ago(3), 12, 50), _declare, stage, city, 0, None)
    stage.plan(at(stage.days.ago(2), 18, 5), _declare, stage, other, 1, None)


Answering = Callable[[Stage, Partner, UUID], None]


def _declare(stage: Stage, partner: Partner, days_before: int, answer: Answering | None) -> None:
    name, day = next(stage.names), stage.clock.today()
    course = list_declarable()[0]
    completed_on = stage.days.ago((stage.days.today - day).days + days_before)
    said = DeclaredCourse(stage.organisations[partner.key], course.id, completed_on, name)
    picture = drawn(name, course.title, as_date(completed_on))
    declaration = declare(address_of(name, partner.domain), said, picture, "certificate.png", stage.clock)
    if answer is not None:
        stage.plan(at(day, 21), answer, stage, partner, declaration.id)


def _confirm(stage: Stage, partner: Partner, declaration_id: UUID) -> None:
    with stage.acting(stage.members_of(partner.key, Role.CHAMPION)[0]) as actor:
        service.confirm(actor, declaration_id, stage.clock)


def _refuse(stage: Stage, partner: Partner, declaration_id: UUID) -> None:
    with stage.acting(stage.members_of(partner.key, Role.ORGANISATION_LEAD)[0]) as actor:
        service.refuse(actor, declaration_id, MISSING, stage.clock)


def drawn(*lines: str) -> bytes:
    """A certificate as somebody's screenshot shows it, as a PNG."""
    picture = Image.new("RGB", (720, 460), (250, 250, 245))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, 700, 440), outline=(20, 89, 92), width=4)
    for number, line in enumerate(("Certificate of completion", *lines)):
        pen.text((60, 70 + 90 * number), line, fill=(30, 30, 30), font_size=26)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
