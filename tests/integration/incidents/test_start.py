"""The page before a referral: what the service is for and what it is not, and two ways on (U2, CI-2, CI-3)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from network.incidents.rules.states import State


def test_what_it_is_for_and_what_it_is_not(service, client_of):
    page = client_of(service.manager).get("/support/start")
    words = " ".join(page.texts("//main"))
    assert "unusual, extreme, not part of everyday practice" in words
    assert len(page.texts("//main//ul/li")) == 4, "the four examples"
    for said in ("not for emergencies", "not a safeguarding report", "HR complaint"):
        assert said in words
    assert "beside supervision and the wellbeing service" in words


def test_one_main_action_one_alternative_and_no_question(service, client_of):
    page = client_of(service.manager).get("/support/start")
    assert page.texts("//main//a[contains(@class, 'govuk-button')]") == ["We have talked: go on"]
    assert page.texts("//main//a[not(contains(@class, 'govuk-button'))]") == [
        "How to talk about it",
        "See other kinds of support",
    ]
    assert page.tree.xpath("//main//form | //main//input") == []


LOUD = ("overdue", "late", "missed", "deadline", "breach")


@pytest.mark.parametrize("state", [State.SUBMITTED, State.WITH_PROVIDER, State.ALLOCATED])
def test_nothing_is_red_or_counts_down_before_the_person(service, client_of, clock, state):
    """U6, U23: long after every target and limit, their page says what comes, and blames no clock on them."""
    referral_id = service.bring_to(state)
    clock.advance(timedelta(days=60))
    page = client_of(service.staff_member).get(f"/support/mine/{referral_id}")
    words = " ".join(page.texts("//main")).lower()
    assert [word for word in LOUD if re.search(rf"\b{word}\b", words)] == []
    assert page.tree.xpath("//main//*[contains(@class, 'red') or contains(@class, 'warning')]") == []
    assert page.tree.xpath("//video | //audio | //progress | //meter | //*[@role='timer'] | //main//img") == []
