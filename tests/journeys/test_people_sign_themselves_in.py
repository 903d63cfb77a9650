"""A champion puts a code on the wall, people write themselves down on their phones, and the champion logs them."""

from __future__ import annotations

from network.core.permissions import Role
from tests.journeys.walk import learning, signing
from tests.journeys.walk.stage import Stage


def test_people_sign_themselves_in(stage: Stage) -> None:
    coordinator = stage.signed_in(Role.COORDINATOR, "host")
    coordinator.open("/")
    learning.offer_courses(coordinator)
    stage.add_colleagues(Role.CHAMPION)
    champion = stage.signed_in(Role.CHAMPION)
    champion.open("/")

    code = signing.put_a_code_on_the_wall(champion)
    phone = stage.newcomer()
    signing.type_the_code(phone, code)
    signing.sign(phone, "Ann Ash", "ann.ash@example.org")
    signing.hand_the_phone_on(phone)
    signing.sign(phone, "Bo Birch", "")
    assert "Ann Ash" not in phone.page.content()
    signing.log_those_two(champion)
