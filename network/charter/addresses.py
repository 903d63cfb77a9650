"""Where things of the charter are, as paths: for e-mails, codes on paper and the ways on from a refusal."""

from __future__ import annotations

from uuid import UUID

CHARTER = "/charter"
SIGN = "/charter/sign"
SIGNATORIES = "/charter/signatories"
VERSIONS = "/charter/versions"
OURS = "/charter/ours"
REVIEW = "/charter/review"
CHECKS = "/charter/checks"
FOLLOW = "/charter/following"
ISSUER = "/charter/issuer"
"""The profile of whoever issues credentials. It stands in each of them for good, so it does not change."""


def version(number: int) -> str:
    """One version of the charter."""
    return f"{CHARTER}/versions/{number}"


def signatory(organisation_id: UUID | str) -> str:
    """An organisation's live entry in the public register: where the code on its certificate leads."""
    return f"{SIGNATORIES}/{organisation_id}"


def certificate(signature_id: UUID | str) -> str:
    """The certificate of one signature."""
    return f"{CHARTER}/signatures/{signature_id}/certificate.pdf"


def confirm(token: str) -> str:
    """Where a signatory reads what they are asked to sign: the link is theirs alone."""
    return f"{CHARTER}/confirm/{token}"


def peer_check(check_id: UUID | str) -> str:
    """One peer check, for both partners."""
    return f"{CHECKS}/{check_id}"


def evidence(pledge_id: UUID | str) -> str:
    """What shows a pledge."""
    return f"{CHARTER}/pledges/{pledge_id}/evidence"


def credential(signature_id: UUID | str) -> str:
    """The credential of one signature, for wallets; what is told apart by it, too."""
    return f"{CHARTER}/signatures/{signature_id}/credential"


def achievement(number: int) -> str:
    """What a credential is for: signing this version."""
    return f"{version(number)}/achievement"


def picture(number: int) -> str:
    """The picture of signing this version, whoever did."""
    return f"{version(number)}/badge.svg"


def text(number: int) -> str:
    """The exact text of one version, whose hash a signature keeps."""
    return f"{version(number)}/text"


def badge(organisation_id: UUID | str) -> str:
    """The picture that an organisation puts on its own site."""
    return f"{signatory(organisation_id)}/badge.svg"
