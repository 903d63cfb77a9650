"""What is said in referrals for tests."""

from __future__ import annotations

CANARIES = {
    "staff_name": "Canary Quillfeather",
    "staff_telephone": "07700 900 817",
    "staff_email": "canary.own.address@example.org",
    "manager_name": "Canary Marchbanks",
    "manager_telephone": "07700 900 818",
    "manager_email": "canary.manager@example.org",
    "narrative": "canarynarrative: a door, a street, a voice",
    "correction": "canarycorrection: it was the second door",
    "called": "Canarycalled, they",
    "own_telephone": "07700 900 819",
    "own_email": "canary.private@example.org",
    "interpreter": "canaryinterpreter: Polish",
    "contact_times": "canarytimes: after five",
    "therapist_wish": "canarywish: nobody from the north team",
}
"""A text found nowhere else, for each part that is written freely."""
COMPLAINT = "canarycomplaint: nobody called back"
COMPLAINT_ANSWER = "canaryanswer: it is put right"
