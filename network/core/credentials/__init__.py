"""Verifiable credentials: what the network says of somebody, signed, so that anybody can check it without asking us.

Open Badges 3.0 as a signed JWT. A feature says what a credential holds (`Credential`) and has it signed; here are the
keys, the lists that say what was revoked, and their public addresses. It knows no feature.
"""

from network.core.credentials.credential import Credential
from network.core.credentials.keys import new_key, withdraw_key
from network.core.credentials.models import IssuedCredential, SigningKey
from network.core.credentials.office import init_app, issuer_address
from network.core.credentials.serving import open_answer
from network.core.credentials.signing import VC_JWT, sign
from network.core.credentials.statuses import Status, find_status, issue, revoke

__all__ = [
    "VC_JWT",
    "Credential",
    "IssuedCredential",
    "SigningKey",
    "Status",
    "find_status",
    "init_app",
    "issue",
    "issuer_address",
    "new_key",
    "open_answer",
    "revoke",
    "sign",
    "withdraw_key",
]
