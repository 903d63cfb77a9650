"""A form sent twice, and two who write at once (`B35`)."""

from __future__ import annotations

import pytest

from network.governance.models import Action, Group, Meeting
from tests.factories.governance import GROUP_FORM, WRITE_UP_FORM, action_form, stored, stored_action


def test_the_same_form_sent_twice_makes_one(app, lead, group):
    """`B35`."""
    for path, filled, table, count in (
        ("/groups/new", GROUP_FORM, Group, 2),
        (f"/groups/{group}/meetings/new", {"held_on": "2026-12-01"}, Meeting, 1),
        (f"/groups/{group}/actions/new", action_form(owner_name="Dee"), Action, 1),
    ):
        form = {**lead._hidden_fields(path), **filled}
        first, second = (lead.raw.post(path, data=form) for _ in range(2))
        assert (first.status_code, first.location) == (303, second.location)
        assert len(stored(app, table)) == count


def test_two_editors_see_both_texts(app, lead, group, meeting):
    """`B35`: the second to save is told, and nothing is lost or doubled."""
    action_id = stored_action(app, lead, group)
    cases = [
        (
            f"/groups/{group}/edit",
            {**GROUP_FORM, "name": "First"},
            {**GROUP_FORM, "name": "Second"},
            ("First", "Second"),
        ),
        (
            f"/groups/meetings/{meeting}/write-up",
            WRITE_UP_FORM,
            {**WRITE_UP_FORM, "decisions-0": "We wait.", "areas": ["leadership"]},
            ("We begin in May.", "We wait.", "Supervision"),
        ),
        (
            f"/groups/actions/{action_id}/edit",
            action_form(what="First", owner_name="Dee"),
            action_form(what="Second", owner_name="Dee"),
            ("First", "Second"),
        ),
    ]
    for path, first, second, shown in cases:
        stale = lead._hidden_fields(path)
        lead.post(path, first)
        answer = lead.raw.post(path, data={**second, **stale})
        assert answer.status_code == 409, path
        assert all(words in answer.get_data(as_text=True) for words in shown), path
    assert len(stored(app, Action)) == 2, "the stale form agreed on nothing"


@pytest.mark.parametrize("verb", ["finish", "drop", "edit"])
def test_an_action_that_changed_meanwhile_is_not_closed_unseen(app, lead, group, verb):
    address = f"/groups/actions/{stored_action(app, lead, group)}"
    stale = lead._hidden_fields(f"{address}/{verb}")
    lead.post(f"{address}/edit", action_form(what="Another thing", owner_name="Dee"))
    filled = {"done_on": "2026-11-18", "reason": "Done", **action_form(owner_name="Dee")}
    assert lead.raw.post(f"{address}/{verb}", data={**filled, **stale}).status_code == 409


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 40])
def test_a_version_that_was_tampered_with_overwrites_nothing(lead, group, version):
    lead.post(f"/groups/{group}/edit", {**GROUP_FORM, "version": version}, status=409)
    assert "Housing working group" not in lead.get(f"/groups/{group}").text
