"""The closed lists that questions about a referral are answered from."""

from __future__ import annotations

from enum import StrEnum


class TalkOutcome(StrEnum):
    """What manager and staff member agreed when they talked; nothing else of the talk is kept (CI-4)."""

    REFER = "refer"
    ANOTHER_ROUTE = "another-route"
    NOT_NOW = "not-now"


class TeamInput(StrEnum):
    """Whether support is to be considered for others too: the last question of the source form (S0, appendix 1)."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not-sure"

    @property
    def label(self) -> str:
        """As it is shown."""
        return {"yes": "Yes", "no": "No", "not-sure": "Not sure yet"}[self.value]


class Reading(StrEnum):
    """Whether the person has read what goes to the provider about them, before it goes (U19)."""

    WAITING = "waiting"
    READ = "read"
    AT_ONCE = "at-once"
    """They asked that it goes at once, and read it later."""
    NOT_WAITED = "not-waited"
    """An incident lead did not wait, for a reason from a list."""
    NO_PAGE = "no-page"
    """No address was given for them, so the manager tells them."""


class MeetingMode(StrEnum):
    """How a meeting is held (CI-15)."""

    VIDEO = "video"
    PHONE = "phone"
    IN_PERSON = "in-person"

    @property
    def label(self) -> str:
        """As it is shown."""
        return {"video": "Video call", "phone": "Phone call", "in-person": "In person"}[self.value]


class ContactWay(StrEnum):
    """How the staff member wishes to be reached (U17)."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"

    @property
    def label(self) -> str:
        """As it is shown."""
        return {"phone": "Phone call", "text": "Text message", "email": "E-mail"}[self.value]


class Voicemail(StrEnum):
    """Whether a message may be left (U17)."""

    YES = "yes"
    NAME_ONLY = "name-only"
    NO = "no"

    @property
    def label(self) -> str:
        """As it is chosen and shown."""
        return {
            "yes": "Yes, a message is fine",
            "name-only": "Only a first name and a number, nothing more",
            "no": "No, please leave none",
        }[self.value]


class AskedBy(StrEnum):
    """Who asked for another time (RM)."""

    STAFF_MEMBER = "staff-member"
    THERAPIST = "therapist"

    @property
    def label(self) -> str:
        """As it is shown to both."""
        return {"staff-member": "The staff member", "therapist": "The therapist"}[self.value]


class MoveReason(StrEnum):
    """Why a session was moved or called off: a list, so that it holds nothing of anybody (RM, D11)."""

    WORK = "work"
    LEAVE = "leave"
    NOT_WELL = "not-well"
    NO_QUIET_PLACE = "no-quiet-place"
    CONNECTION = "connection"
    ANOTHER_REASON = "another-reason"

    @property
    def label(self) -> str:
        """As it is shown to both."""
        return {
            "work": "Something at work",
            "leave": "Leave or a day off",
            "not-well": "Not well on that day",
            "no-quiet-place": "No quiet place to talk",
            "connection": "The connection or the room",
            "another-reason": "Another reason, or none given",
        }[self.value]


class ReviewOutcome(StrEnum):
    """What they found when they looked back (CI-10, CI-11)."""

    ENOUGH = "enough"
    MORE = "more"

    @property
    def label(self) -> str:
        """As it is shown."""
        return {"enough": "This was enough", "more": "More would help: up to three more sessions"}[self.value]


class ExceptionReason(StrEnum):
    """Why a seventh session is asked for (CI-13)."""

    KEY_DATE = "key-date"
    WAITING_FOR_OTHER_HELP = "waiting-for-other-help"
    SOMETHING_NEW = "something-new"

    @property
    def label(self) -> str:
        """As it is shown to the therapist, the lead and the person."""
        return {
            "key-date": "A key date comes after the sixth session",
            "waiting-for-other-help": "Other support is arranged and has not begun yet",
            "something-new": "The same incident brought something new",
        }[self.value]


class DateKind(StrEnum):
    """What happens on a key date (CI-12)."""

    FUNERAL = "funeral"
    INQUEST = "inquest"
    MEDIA = "media"
    POLICE = "police"
    MANAGEMENT_REVIEW = "management-review"
    PRACTICE_REVIEW = "practice-review"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As it is shown. Serious case reviews are practice reviews since 2019."""
        return {
            "funeral": "A funeral",
            "inquest": "An inquest",
            "media": "A response of the media",
            "police": "A response of the police",
            "management-review": "An individual management review is completed",
            "practice-review": "A serious case review or a safeguarding practice review is published",
            "other": "Another key date",
        }[self.value]


class DateScope(StrEnum):
    """Whose process a key date belongs to (CI-12)."""

    INTERNAL = "internal"
    EXTERNAL = "external"

    @property
    def label(self) -> str:
        """As it is shown."""
        return {"internal": "Inside the organisation", "external": "Outside the organisation"}[self.value]


class Affected(StrEnum):
    """Whether somebody else is affected too (CI-9)."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not-sure"

    @property
    def label(self) -> str:
        """As it is shown."""
        return {"yes": "Yes", "no": "No", "not-sure": "Not sure yet"}[self.value]

    @property
    def as_known(self) -> bool | None:
        """As it is kept: None where it is not sure."""
        return {"yes": True, "no": False}.get(self.value)


class ExitPathway(StrEnum):
    """Where somebody goes when support ends (CI-16, CI-17, M8)."""

    NONE_NEEDED = "none-needed"
    WELLBEING_SERVICE = "wellbeing-service"
    GP = "gp"
    NHS_MENTAL_HEALTH = "nhs-mental-health"
    COUNCIL_SERVICES = "council-services"
    DECLINED = "declined"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As it is chosen, and as the person reads it."""
        return {
            "none-needed": "Nothing more is needed now",
            "wellbeing-service": "The wellbeing service",
            "gp": "Their GP",
            "nhs-mental-health": "NHS mental health services",
            "council-services": "Services of the council",
            "declined": "They would rather not say, or want nothing more",
            "other": "Something else",
        }[self.value]

    @property
    def is_longer_support(self) -> bool:
        """Whether support through the council or health services goes on after this (CI-16)."""
        return self not in {ExitPathway.NONE_NEEDED, ExitPathway.DECLINED}
