"""Referrals for tests, built through the services, as far along their way as a test needs."""

from tests.factories.incidents.said import CANARIES, COMPLAINT, COMPLAINT_ANSWER
from tests.factories.incidents.service import Service, make_service
from tests.factories.incidents.setting import SETUP, a_service_complete, acting

__all__ = [
    "CANARIES",
    "COMPLAINT",
    "COMPLAINT_ANSWER",
    "SETUP",
    "Service",
    "a_service_complete",
    "acting",
    "make_service",
]
