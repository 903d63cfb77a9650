"""Who stands in for an organisation's contact. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from network.core.errors import RuleBroken
from network.organisations.rules import checked_email, checked_line, checked_telephone

MOST_DEPUTIES: Final = 5
LABELS: Final = {"name": "Name", "job_title": "Job title", "email": "E-mail address", "telephone": "Telephone number"}


@dataclass(frozen=True, slots=True)
class DeputySaid:
    """How to reach a deputy."""

    name: str
    job_title: str = ""
    email: str = ""
    telephone: str = ""


def checked_deputy(said: DeputySaid) -> DeputySaid:
    """What was said, tidied. Raises RuleBroken on the field to mend."""
    name = checked_line("name", said.name)
    if not any(character.isalpha() for character in name):
        raise RuleBroken("name", "Enter their name")
    email, telephone = checked_email("email", said.email), checked_telephone("telephone", said.telephone)
    if not email and not telephone:
        raise RuleBroken("email", "Enter an e-mail address or a telephone number")
    return DeputySaid(name, checked_line("job_title", said.job_title), email, telephone)


def check_room(count: int) -> None:
    """Whether there is room for one deputy more. Raises RuleBroken on `name`."""
    if count >= MOST_DEPUTIES:
        raise RuleBroken("name", f"There are {MOST_DEPUTIES} deputies already. Change or remove one first")
