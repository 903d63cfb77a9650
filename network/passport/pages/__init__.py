"""The pages: opening one's record, reading it, taking it away, sharing it, and what others see of it."""

from network.passport.pages import credential, declaring, opening, record, reminders, shared, sharing
from network.passport.pages.blueprint import blueprint

__all__ = ["blueprint", "credential", "declaring", "opening", "record", "reminders", "shared", "sharing"]
