"""The tables of the charter: its versions; signatures on them; what organisations pledge, and what shows it."""

from network.charter.models.pledges import Evidence, PeerCheck, Pledge
from network.charter.models.readiness import CharterSetting, ReadinessAnswer, ReadinessItem
from network.charter.models.signatures import Review, Signatory, Signature, Signing
from network.charter.models.versions import CharterChange, CharterComment, CharterVersion, Commitment, Principle

__all__ = [
    "CharterChange",
    "CharterComment",
    "CharterSetting",
    "CharterVersion",
    "Commitment",
    "Evidence",
    "PeerCheck",
    "Pledge",
    "Principle",
    "ReadinessAnswer",
    "ReadinessItem",
    "Review",
    "Signatory",
    "Signature",
    "Signing",
]
