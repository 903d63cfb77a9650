"""The closed lists of the charter: how far a version is, who signs by what authority, how far a pledge has come."""

from enum import StrEnum


class VersionState(StrEnum):
    """How far a version of the charter is."""

    DRAFT = "draft"
    CONSULTED = "consulted"
    """Everybody reads the draft and may say what they think of it (CH-6)."""
    PUBLISHED = "published"
    """The current one. There is one at most."""
    WITHDRAWN = "withdrawn"
    """No longer signed; the signatures made on it stand, until the day by which they are to be affirmed."""


class Source(StrEnum):
    """Whose voice a comment is, or a change came from (CH-6, LE-5)."""

    STAFF = "staff"
    PEOPLE_SERVED = "people-served"
    STAKEHOLDERS = "stakeholders"
    LIVED_EXPERIENCE = "lived-experience"
    RESEARCH = "research"

    @property
    def label(self) -> str:
        """Where a change came from."""
        return _SOURCE_LABELS[self]

    @property
    def speaker(self) -> str:
        """As whom somebody speaks who comments."""
        return _SPEAKERS[self]


_SOURCE_LABELS = {
    Source.STAFF: "Staff",
    Source.PEOPLE_SERVED: "People who use the services",
    Source.STAKEHOLDERS: "Other organisations",
    Source.LIVED_EXPERIENCE: "People with lived experience",
    Source.RESEARCH: "Research and good practice",
}
_SPEAKERS = {
    Source.STAFF: "I work or volunteer for one of the partners",
    Source.PEOPLE_SERVED: "I use, or have used, the services of one of them",
    Source.STAKEHOLDERS: "I speak for another organisation",
    Source.LIVED_EXPERIENCE: "I speak from lived experience of trauma",
    Source.RESEARCH: "I bring research or practice from elsewhere",
}


class Basis(StrEnum):
    """By what authority somebody signs for their organisation."""

    CHIEF_OFFICER = "chief-officer"
    DELEGATED = "delegated"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The basis as others say it of the signatory."""
        return _BASIS_LABELS[self]


_BASIS_LABELS = {
    Basis.CHIEF_OFFICER: "Chief officer, head or chair",
    Basis.DELEGATED: "Asked to sign by the board or governing body",
    Basis.OTHER: "Something else",
}


class SigningOutcome(StrEnum):
    """How a signing ended that was prepared."""

    SIGNED = "signed"
    DECLINED = "declined"
    """The signatory said that it should not have come to them."""
    WITHDRAWN = "withdrawn"
    """The organisation took it back before it was signed."""


class Purpose(StrEnum):
    """What a signatory is asked for."""

    SIGN = "sign"
    """To sign the charter, a new version of it too."""
    SUCCEED = "succeed"
    """To answer for a signature that somebody made who has left."""


class PledgeKind(StrEnum):
    """The two kinds of things that an organisation says it will do."""

    ACTION = "action"
    """One of the two for the next twelve months."""
    COMMITMENT = "commitment"
    """What it does for one of the principles."""


class PledgeState(StrEnum):
    """How far a pledge has come, as the organisation says it; the last, as another partner saw it."""

    PLANNED = "planned"
    STARTED = "started"
    IN_PLACE = "in-place"
    CHECKED = "checked"

    @property
    def label(self) -> str:
        """The state as the register says it."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    PledgeState.PLANNED: "Planned",
    PledgeState.STARTED: "Started",
    PledgeState.IN_PLACE: "In place",
    PledgeState.CHECKED: "In place, checked by another partner",
}
DECLARED = (PledgeState.PLANNED, PledgeState.STARTED, PledgeState.IN_PLACE)
"""The states that an organisation gives its own pledges."""


class EvidenceKind(StrEnum):
    """What shows that a pledge is kept."""

    FILE = "file"
    LINK = "link"


class CheckState(StrEnum):
    """How far a peer check is."""

    ASKED = "asked"
    ANSWERED = "answered"
    """The other partner said what it saw; nobody else reads it yet."""
    AGREED = "agreed"
    """Both agree, and it is shown."""
    CLOSED = "closed"
    """It ended without that: declined, taken back, or not agreed with."""


class Finding(StrEnum):
    """What a peer says of a commitment."""

    IN_PLACE = "in-place"
    NOT_YET = "not-yet"

    @property
    def label(self) -> str:
        """The finding in words."""
        return "We saw that it is in place" if self is Finding.IN_PLACE else "We did not see it in place yet"


class Readiness(StrEnum):
    """What the network makes of its readiness checklist."""

    OFF = "off"
    OFFERED = "offered"
    """Organisations may go through it before they sign."""
    NEEDED = "needed"
    """They answer every line of it before they sign, whatever they answer."""
