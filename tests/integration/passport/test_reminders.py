"""Whoever trained says by themself whether they are written to before training runs out (`U34`)."""

from __future__ import annotations

from network.training.public import who_wants_none
from tests.factories.passport import KIM

PAGE = "/passport/record"


def test_they_choose_it_and_choose_again(train, opened, app):
    train()
    client = opened()
    assert "We write to you 60 and 30 days before" in client.get(PAGE).text
    client.post("/passport/reminders/off", form_at=PAGE, to=PAGE)
    assert "as you chose" in client.get(PAGE).text
    with app.app_context():
        assert who_wants_none([KIM, "eve@mail.example"]) == {KIM}
    client.post("/passport/reminders/off", form_at=PAGE, to=PAGE)
    client.post("/passport/reminders/on", form_at=PAGE, to=PAGE)
    assert "as you chose" not in client.get(PAGE).text
    with app.app_context():
        assert who_wants_none([KIM]) == set()


def test_another_persons_choice_is_not_touched(train, opened, app):
    train()
    train("Eve <eve@mail.example>")
    opened("eve@mail.example").post("/passport/reminders/off", form_at="/passport/sharing", to=PAGE)
    with app.app_context():
        assert who_wants_none([KIM, "eve@mail.example"]) == {"eve@mail.example"}
