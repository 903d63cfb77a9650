"""What is published so that anybody can check a credential: the public keys, and what was revoked."""

from __future__ import annotations

import json
from typing import Final

from flask import Blueprint
from werkzeug.wrappers import Response

from network.core.credentials import addresses, keys, statuses
from network.core.credentials.serving import open_answer
from network.core.credentials.signing import VC_JWT, sign
from network.core.guard import public
from network.core.request import current_clock

blueprint = Blueprint("credentials", __name__)

OPEN: Final = "whoever is shown a credential checks it with these, and asks nobody"
KEYS_KEPT: Final = 3600


@blueprint.get(addresses.KEYS)
@public(OPEN)
def publish_keys() -> Response:
    """Every public key, as a JWK set."""
    return open_answer(json.dumps({"keys": keys.list_public()}), "application/jwk-set+json", KEYS_KEPT)


@blueprint.get(addresses.key("<thumbprint>"))
@public(OPEN)
def publish_key(thumbprint: str) -> Response:
    """One public key, as a JWK: where the name of a key in a credential leads."""
    return open_answer(json.dumps(keys.get_public(thumbprint)), "application/jwk+json", KEYS_KEPT)


@blueprint.get("/credentials/status/<int(min=1, max=32767):number>")
@public(OPEN)
def publish_status(number: int) -> Response:
    """What was revoked of the credentials in one list, signed."""
    made = sign(statuses.read_list(number, current_clock().now()))
    return open_answer(made, VC_JWT, statuses.LIST_MADE_EVERY)
