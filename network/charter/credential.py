"""What a signature's credential says: an Open Badge of the organisation's, and nothing that the register does not say.

No person is in it, neither who signed nor anybody's address. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from network.charter import addresses
from network.charter.queries.signatures import PublicSignature
from network.charter.queries.versions import Version
from network.core.credentials import Credential, Status
from network.core.credentials.badges import TYPE, Network, document, end_of, identity, profile
from network.core.credentials.credential import OPEN_BADGES_CONTEXT, written
from network.organisations.vocabulary import Scheme

_TEXT_HASH = "ext:sha256-of-text"


def make_credential(
    signature: PublicSignature,
    version: Version,
    codes: Sequence[tuple[Scheme, str]],
    status: Status,
    network: Network,
) -> Credential:
    """The credential of a signature, until the end of the last day on which it is current."""
    entry = network.origin + addresses.signatory(signature.organisation_id)
    return Credential(
        id=network.origin + addresses.credential(signature.id),
        types=(TYPE,),
        contexts=(OPEN_BADGES_CONTEXT,),
        issuer=_profile(network),
        valid_from=status.issued_at,
        valid_until=end_of(signature.term.until),
        subject={
            "id": entry,
            "type": ["AchievementSubject"],
            # Not hashed: a register publishes it, and whoever reads the credential is to recognise the organisation.
            "identifier": [identity("name", signature.signer)]
            + [identity(f"ext:{scheme.value}", code) for scheme, code in codes],
            "achievement": _achievement(version, network),
        },
        more={
            "name": f"{signature.signer} has signed the charter",
            "description": f"Version {version.number} of the charter of {network.name}.",
            "image": _image(
                network.origin + addresses.badge(signature.organisation_id), "How the signature stands today"
            ),
            "awardedDate": written(signature.signed_at),
            "evidence": [{"id": entry, "type": ["Evidence"], "name": "Entry in the public register"}],
            "credentialStatus": status.member(),
        },
    )


def achievement(version: Version, network: Network) -> dict[str, Any]:
    """What a credential is for, as a document of its own: signing this version, whose text is the criteria."""
    return document(_achievement(version, network))


def issuer(network: Network) -> dict[str, Any]:
    """Who issues, as a document of its own: the organisation that hosts the network."""
    return document(_profile(network))


def _achievement(version: Version, network: Network) -> dict[str, Any]:
    text = network.origin + addresses.text(version.number)
    return {
        "id": network.origin + addresses.achievement(version.number),
        "type": ["Achievement"],
        "name": f"{version.text.title}, version {version.number}",
        "description": f"An organisation has signed version {version.number} of the charter of {network.name}.",
        "criteria": {"id": text, "narrative": version.text.plain(version.number)},
        "image": _image(network.origin + addresses.picture(version.number), "Signing the charter"),
        "version": str(version.number),
        "otherIdentifier": [{"type": "IdentifierEntry", "identifier": version.text_hash, "identifierType": _TEXT_HASH}],
    }


def _profile(network: Network) -> dict[str, Any]:
    return profile(network, network.origin + addresses.ISSUER)


def _image(address: str, caption: str) -> dict[str, str]:
    return {"id": address, "type": "Image", "caption": caption}
