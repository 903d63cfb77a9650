"""What the credential of a completion says: an Open Badge of its person's, known by a hash of their address. Pure.

No name, no organisation and no staff number is in it. Whoever is shown it and knows the address can tell whose it is.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.credentials import Credential, Status
from network.core.credentials.badges import (
    TYPE,
    Network,
    begin_of,
    document,
    end_of,
    hashed_identity,
    profile,
)
from network.core.credentials.credential import OPEN_BADGES_CONTEXT, written
from network.passport import addresses
from network.training.public import CourseSummary, PassportLine


def write_credential(
    credential_id: UUID, salt: str, email: str, line: PassportLine, status: Status, network: Network, issuer: str
) -> Credential:
    """The credential of a completion, until the end of the last day on which it is current.

    `issuer` is the address of the profile of whoever issues. Its own address leads nowhere: only its person has it.
    """
    course = CourseSummary(line.course_code, line.course_title, "", line.tier, line.tier_name, 0)
    return Credential(
        id=f"urn:uuid:{credential_id}",
        types=(TYPE,),
        contexts=(OPEN_BADGES_CONTEXT,),
        issuer=profile(network, issuer),
        valid_from=status.issued_at,
        valid_until=end_of(line.last_day) if line.last_day is not None else None,
        subject={
            "id": f"urn:uuid:{credential_id}#person",
            "type": ["AchievementSubject"],
            "identifier": [hashed_identity("emailAddress", email, salt)],
            "achievement": _achievement(course, network),
        },
        more={
            "name": line.course_title,
            "description": f"Completed training of {network.name}.",
            "awardedDate": written(begin_of(line.completed_on)),
            "credentialStatus": status.member(),
        },
    )


def achievement(course: CourseSummary, network: Network) -> dict[str, Any]:
    """What a credential is for, as a document of its own: completing this course."""
    return document(_achievement(course, network))


def _achievement(course: CourseSummary, network: Network) -> dict[str, Any]:
    tier = "" if course.tier is None else f" in tier {course.tier}"
    told = f"Somebody has completed {course.title}, training of {network.name}{tier}."
    return {
        "id": network.origin + addresses.achievement(course.code),
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": course.title,
        "description": told,
        "criteria": {"narrative": f"{told} The organisation that held it, or whose system it was done in, says so."},
        "humanCode": course.code,
    }
