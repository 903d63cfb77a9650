from dataclasses import dataclass

from network.ui.layout import Nobody
from network.ui.navigation import Navigation, NavigationItem


@dataclass
class Person:
    permissions: frozenset[str] = frozenset()
    is_signed_in: bool = True

    def can(self, permission: str, /) -> bool:
        return permission in self.permissions


def navigation() -> Navigation:
    items = Navigation()
    items.add(
        NavigationItem("Referrals", "incidents.list_referrals", "incidents:referral:list"),
        NavigationItem("Events", "events.list_events"),
    )
    items.add(
        NavigationItem("Charter", "charter.signatories", is_open=True, order=10),
        NavigationItem("My bookings", "events.bookings"),
    )
    return items


def shown(viewer: object, endpoint: str | None = None) -> list[tuple[str, str | None]]:
    return [(link.label, link.current) for link in navigation().links(viewer, endpoint)]  # type: ignore[arg-type]


def test_each_sees_what_they_may_open() -> None:
    assert [label for label, _ in shown(Nobody())] == ["Charter"]
    assert [label for label, _ in shown(Person())] == ["Charter", "Events", "My bookings"]
    lead = Person(frozenset({"incidents:referral:list"}))
    assert [label for label, _ in shown(lead)] == ["Charter", "Referrals", "Events", "My bookings"]


def test_the_page_one_is_at_is_marked_and_otherwise_its_feature() -> None:
    assert shown(Person(), "events.bookings") == [("Charter", None), ("Events", None), ("My bookings", "page")]
    assert shown(Person(), "events.announce") == [("Charter", None), ("Events", "true"), ("My bookings", None)]
    assert all(current is None for _, current in shown(Person(), None))
    assert all(current is None for _, current in shown(Person(), "home"))


def test_a_feature_of_several_blueprints_is_one_link() -> None:
    item = NavigationItem("Training", "training.home", blueprints=frozenset({"delivery"}))
    assert [item.leads_to(each) for each in ("training.home", "delivery.list_coming", "events.list_events", None)] == [
        True,
        True,
        False,
        False,
    ]


def test_what_stands_under_a_link_is_on_its_page_and_marks_it() -> None:
    items = Navigation()
    items.add(
        NavigationItem("Training", "training.home"),
        NavigationItem("Tailored training", "tailoring.list_requests", "tailoring:see", under="training.home"),
    )
    lead, staff = Person(frozenset({"tailoring:see"})), Person()
    for endpoint in ("tailoring.list_requests", "tailoring.ask"):
        assert [(link.label, link.current) for link in items.links(lead, endpoint)] == [("Training", "true")]
    assert [each.label for each in items.under("training.home", lead)] == ["Tailored training"]
    assert items.under("training.home", staff) == []
    assert items.under("events.list_events", lead) == []
