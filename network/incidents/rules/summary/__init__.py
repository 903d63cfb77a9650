"""The closing summary: general comments, the same text for the manager and the staff member (CI-19, D10, D11).

A therapist ticks general statements and may add a few words.
"""

from network.incidents.rules.summary.checking import LONGEST_SUMMARY, Finding, advice_of, check_summary
from network.incidents.rules.summary.kinds import FindingKind
from network.incidents.rules.summary.text import Statement, render_summary, summary_hash

__all__ = [
    "LONGEST_SUMMARY",
    "Finding",
    "FindingKind",
    "Statement",
    "advice_of",
    "check_summary",
    "render_summary",
    "summary_hash",
]
