"""The record on paper: a certificate of one completion, and all of them on one list, as tagged PDFs (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from network.core.clock import local_date
from network.core.papers import draw_code, typeset
from network.passport.words import NAMELESS, said_by, standing, tier_of
from network.training.public import PassportLine
from network.ui.filters import as_date

CERTIFICATE: Final = Path(__file__).with_name("certificate.typ")
RECORD: Final = Path(__file__).with_name("record.typ")


@dataclass(frozen=True, slots=True)
class Paper:
    """For whom a paper is made, and when."""

    network: str
    name: str
    """Of the person; empty where no record has one."""
    at: datetime
    address: str = ""
    """Of the shared page, for whoever is shown the paper; empty where there is none."""

    def said(self) -> dict[str, str]:
        """What every paper says."""
        return {
            "network": self.network,
            "name": self.name or NAMELESS,
            "made_on": as_date(local_date(self.at)),
            "address": self.address,
            "code": draw_code(self.address) if self.address else "",
            "code_alternative": "A QR code that leads to this record as it is today",
        }


def make_certificate(line: PassportLine, paper: Paper, *, names_organisation: bool) -> bytes:
    """The certificate of one completion. The same one, made at the same instant, is the same bytes."""
    said = {
        **paper.said(),
        "title": f"Certificate: {line.course_title}",
        "description": f"{line.course_title}, completed on {as_date(line.completed_on)}",
        "heading": "Certificate of training",
        "course": line.course_title,
        "tier": tier_of(line),
        "completed_on": as_date(line.completed_on),
        "standing": standing(line, local_date(paper.at)),
        "organisation": line.organisation if names_organisation else "",
    }
    return typeset(CERTIFICATE, said, paper.at)


def make_record(lines: Sequence[PassportLine], paper: Paper, *, names_organisation: bool) -> bytes:
    """The whole record on as many pages as it takes, the latest first."""
    today = local_date(paper.at)
    said = {
        **paper.said(),
        "title": "Training record",
        "description": f"Training record of {paper.name or NAMELESS}, as it stood on {as_date(today)}",
        "heading": "Training record",
        "headings": ["Course", "Completed on", "Counts", "Recorded by" if names_organisation else "Recorded as"],
        "lines": [
            [
                f"{line.course_title} ({tier_of(line)})",
                as_date(line.completed_on),
                standing(line, today),
                line.organisation if names_organisation else said_by(line),
            ]
            for line in lines
        ],
    }
    return typeset(RECORD, said, paper.at)
