"""A credential as a compact JWS: what somebody takes away, and anybody can check."""

from __future__ import annotations

import json
from typing import Final

from joserfc import jws

from network.core.credentials.credential import Credential
from network.core.credentials.keys import ALGORITHM, current_key

VC_JWT: Final = "application/vc+jwt"


def sign(credential: Credential) -> str:
    """The credential, signed with the newest key; the same one is always the same text.

    Raises NotFound before a key was made, which is when the first credential is issued.
    """
    name, key = current_key()
    payload = json.dumps(credential.claims(), ensure_ascii=False, separators=(",", ":"))
    # These three and no others: Open Badges allows no further header, and no other type.
    header = {"alg": ALGORITHM, "kid": name, "typ": "JWT"}
    return jws.serialize_compact(header, payload.encode(), key, algorithms=[ALGORITHM])
