"""The end, and where somebody goes from there (CI-16 to CI-18)."""

import pytest
from sqlalchemy import select

from network.core.database import db
from network.core.tenancy import system_scope, unscoped
from network.directory.vocabulary import SupportKind
from network.incidents.models import Referral
from network.incidents.rules.answers import ExitPathway
from network.incidents.rules.states import State
from tests.factories import directory


def test_where_they_go_from_here_is_kept_and_theirs_to_read(app, service, client_of):
    referral_id = service.bring_to(State.UNDER_WAY)
    case = f"/support/work/{referral_id}"
    therapist = client_of(service.therapist)
    assert therapist.post(f"{case}/end", {}, status=422).errors == ["Choose where they go from here"]
    therapist.post(f"{case}/end", {"exit_pathway": "nhs-mental-health", "is_gp_advised": "y"}, to=case)
    with app.app_context(), system_scope(db.session(), "a test looks"):
        referral = db.session.scalars(unscoped(select(Referral), "a test looks")).one()
    assert (referral.exit_pathway, referral.is_gp_advised) == (ExitPathway.NHS_MENTAL_HEALTH, True)
    own = client_of(service.staff_member).get(f"/support/mine/{referral_id}").text
    assert "nhs mental health services" in own.lower()
    assert "suggests that you see your GP about something that lies outside this" in own
    for who, path in ((service.manager, "requests"), (service.lead, "desk")):
        seen = client_of(who).get(f"/support/{path}/{referral_id}").texts("//main")
        assert "mental health" not in str(seen), "exit detail is not theirs"


def test_places_of_the_directory_are_named_to_whoever_ends_it_and_to_its_person(app, world, service, client_of, clock):
    """CI-17, U26: what they talked about first; and after a no there is what is there for everybody."""
    for at, title, kind in (
        ("own", "Minds of the county", SupportKind.MENTAL_HEALTH),
        ("own", "Council helpline", SupportKind.COUNCIL),
        ("own", "Wellbeing of ours", SupportKind.WELLBEING_SERVICE),
        ("other", "Minds elsewhere", SupportKind.MENTAL_HEALTH),
    ):
        directory.add_entry(app, world, clock, at, title=title, kind=kind)
    ended, declined = service.bring_to(State.UNDER_WAY), service.bring_to(State.DECLINED)
    therapist = client_of(service.therapist)
    named = " ".join(therapist.get(f"/support/work/{ended}/end").texts("//details//li"))
    assert [each in named for each in ("Minds of the county", "Council helpline", "elsewhere")] == [True, True, False]
    therapist.post(f"/support/work/{ended}/end", {"exit_pathway": "nhs-mental-health"}, to=f"/support/work/{ended}")

    def places(referral_id):
        own = client_of(service.staff_member).get(f"/support/mine/{referral_id}")
        return [each.split(",")[0] for each in own.texts("//h2[.='Where to go from here']/following-sibling::ul[1]/li")]

    assert places(ended)[0] == "Minds of the county"
    assert "Wellbeing of ours" in places(ended)
    assert "Wellbeing of ours" in places(declined)
    assert {"Council helpline", "Minds elsewhere"}.isdisjoint([*places(ended), *places(declined)])


@pytest.mark.parametrize("pathway", ExitPathway)
def test_longer_support_is_what_goes_on_after_this(pathway):
    """CI-16: through the council or health services, or in another way; not where nothing is needed or wanted."""
    assert pathway.is_longer_support == (pathway not in {ExitPathway.NONE_NEEDED, ExitPathway.DECLINED})
