"""The closed lists that describe an event."""

from enum import StrEnum


class EventKind(StrEnum):
    """Where an event is held."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    BOTH = "both"

    @property
    def has_place(self) -> bool:
        """Whether people come to a place."""
        return self is not EventKind.ONLINE

    @property
    def has_link(self) -> bool:
        """Whether people join by a link."""
        return self is not EventKind.IN_PERSON

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            EventKind.IN_PERSON: "In person",
            EventKind.ONLINE: "Online",
            EventKind.BOTH: "In person and online",
        }[self]


class EventState(StrEnum):
    """Whether an event will be held. What is past says the date."""

    ANNOUNCED = "announced"
    CANCELLED = "cancelled"
