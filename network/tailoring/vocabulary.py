"""The closed lists of tailored training."""

from __future__ import annotations

from enum import StrEnum


class RequestState(StrEnum):
    """How far a request for training has come."""

    ASKED = "asked"
    """Nobody is asked to give it right now."""
    INVITED = "invited"
    AGREED = "agreed"
    DELIVERED = "delivered"
    FED_BACK = "fed-back"
    WITHDRAWN = "withdrawn"
    """Taken back, or its last day passed while nobody was asked."""

    @property
    def label(self) -> str:
        """The state as both sides read it: *Looking for somebody*."""
        return {
            "asked": "Looking for somebody",
            "invited": "Waiting for an answer",
            "agreed": "Agreed",
            "delivered": "Held",
            "fed-back": "Held, with feedback",
            "withdrawn": "Closed",
        }[self.value]

    @property
    def colour(self) -> str:
        """The colour of its tag. None of them warns."""
        return {"asked": "yellow", "invited": "blue", "agreed": "green", "withdrawn": "grey"}.get(self.value, "purple")


WITH_GIVER = (RequestState.AGREED, RequestState.DELIVERED, RequestState.FED_BACK)
"""Somebody gives it, or gave it: this counts in their load."""
WAITING = (RequestState.ASKED, RequestState.INVITED)
"""Nobody has agreed yet."""


class InvitationState(StrEnum):
    """What became of asking one person to give a training."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    """They had not answered within the stated time."""
    RELEASED = "released"
    """Their role ended, or one of the two organisations left."""
    TAKEN_BACK = "taken-back"
    """Whoever asked them, or asked for the training, took it back."""

    @property
    def label(self) -> str:
        """What became of it, in words that blame nobody."""
        return {
            "open": "Asked",
            "accepted": "Said yes",
            "declined": "Said no",
            "lapsed": "No answer in time",
            "released": "Not with us any more",
            "taken-back": "Taken back",
        }[self.value]


class Step(StrEnum):
    """What can be done with a request."""

    CHANGE = "change"
    """What is asked for, until somebody agrees to it."""
    INVITE = "invite"
    TAKE_BACK = "take-back"
    """Who is asked, or has agreed: the request stays, for somebody else."""
    ANSWER = "answer"
    DECLINE = "decline"
    """Whoever is asked says no, or cannot give it after all."""
    WITHDRAW = "withdraw"
    DELIVER = "deliver"
    FEED_BACK = "feed-back"
