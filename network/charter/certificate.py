"""The certificate: a tagged PDF (PDF/UA-1) that says who signed what and when, and leads to the live entry.

A letter that no font can draw is marked in it: the register has the name as it is written.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from network.charter import addresses
from network.charter.queries.signatures import PublicSignature
from network.charter.queries.versions import Version
from network.core.papers import draw_code, typeset
from network.ui.filters import as_date

TEMPLATE: Final = Path(__file__).with_name("certificate.typ")


def make_certificate(signature: PublicSignature, version: Version, network: str, origin: str) -> bytes:
    """The certificate of a signature on this version. The same signature gives the same bytes."""
    address = f"{origin}{addresses.signatory(signature.organisation_id)}"
    said = {
        "title": f"Charter certificate: {signature.signer}",
        "description": f"{signature.signer} has signed version {signature.version} of the charter",
        "heading": "Certificate of signature",
        "network": network,
        "organisation": signature.signer,
        "charter": version.text.title,
        "version": str(signature.version),
        "signed_on": as_date(signature.signed_at),
        "signatory": signature.signatory_name,
        "job_title": signature.job_title,
        "principles": [principle.name for principle in version.text.principles],
        "address": address,
        "code": draw_code(address),
        "code_alternative": "A QR code that leads to the organisation’s entry in the public register",
        "text_hash": signature.text_hash,
    }
    return typeset(TEMPLATE, said, signature.signed_at)
