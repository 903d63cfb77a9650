"""Others who are affected: a colleague answers for themselves, a group is asked, and people say how it was."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from network.core.permissions import Role
from tests.journeys.walk.stage import Stage
from tests.journeys.walk.visit import Visit


def offer_to_a_colleague(therapist: Visit, referral_id: UUID, email: str) -> None:
    """When the therapist, who spoke with the manager, offers support to somebody else."""
    therapist.open(f"/support/work/{referral_id}")
    therapist.follow("Offer support to a colleague")
    therapist.fill("Their e-mail address", email)
    therapist.press("Offer them support")
    therapist.open(f"/support/work/{referral_id}/colleagues")
    therapist.reads("Support was offered to some colleagues.")


def answer_for_oneself(stage: Stage, colleague: Visit) -> None:
    """Then the letter says nothing of anybody, and its reader answers one question."""
    letter = stage.link_sent_to(stage.person(Role.STAFF_MEMBER).email, "/support/offer")
    colleague.open(letter)
    colleague.expects_heading("Support for you")
    colleague.choose("Yes, please get in touch with me")
    colleague.press("Answer")
    colleague.reads("Until then you can change your mind")


def take_it_up(stage: Stage, lead: Visit) -> None:
    """Then the incident lead, and nobody else, learns of the yes, and gets in touch."""
    lead.open("/")
    lead.menu("Referrals")
    lead.follow("People who would like to be contacted")
    lead.reads(stage.person(Role.STAFF_MEMBER).name)
    lead.press("I have got in touch")
    lead.reads("There is nothing for you to do now.")


def ask_a_group(stage: Stage, manager: Visit) -> str:
    """When a manager asked their group, which wishes it; returns the reference."""
    manager.open("/")
    manager.menu("Refer for support")
    manager.follow("Support for groups")
    manager.follow("Say that a group was asked")
    manager.choose("Service manager")
    manager.fill_day("When was the group asked?", stage.clock.today())
    manager.choose("The manager who asks for this")
    manager.choose("They wish it")
    manager.press("Save")
    manager.reads("They wish it. When you send it")
    manager.press("Send it")
    manager.reads("Waiting to be passed on")
    return manager.main.locator(".app-reference").inner_text()


def bring_it_to_a_session(stage: Stage, lead: Visit, allocator: Visit, therapist: Visit, reference: str) -> None:
    """Then it comes to a therapist, who arranges one session, on a day with other meetings."""
    lead.menu("Referrals")
    lead.follow("Support for groups")
    lead.follow(reference)
    lead.press("Pass it to the provider")
    allocator.open("/")
    allocator.menu("To allocate")
    allocator.follow("Support for groups")
    allocator.follow(reference)
    allocator.choose(stage.person(Role.THERAPIST, "provider").name)
    allocator.press("Give it to this therapist")
    therapist.menu("Caseload")
    therapist.follow("Support for groups")
    therapist.follow(reference)
    therapist.follow("Arrange the session")
    therapist.fill_day("Day", stage.clock.today() + timedelta(days=2))
    therapist.fill("Time", "2pm")
    therapist.choose("In person")
    therapist.choose("On the same visit I also meet people one by one")
    therapist.press("Save the session")
    therapist.reads("The session is arranged", "The same day")


def say_how_it_was(person: Visit, referral_id: UUID) -> None:
    """When support has ended, its person answers a few questions, once, and is not asked again."""
    person.open(f"/support/mine/{referral_id}")
    person.follow("Answer a few questions about this support")
    for question in ("Did the support come soon enough?", "Did it help?", "Did it feel safe?"):
        person.choose("Yes", question)
    person.choose("I would rather not say", "Would you tell a colleague of it?")
    person.press("Send my answers")
    person.reads("This support has ended")
    assert person.main.get_by_role("link", name="Answer a few questions").count() == 0


def log_a_focus_group(stage: Stage, lead: Visit) -> None:
    """When the incident lead held a focus group, they log it and what came of it."""
    lead.menu("Focus groups")
    lead.follow("Log a focus group")
    lead.choose("The first meeting")
    lead.fill("What was it about, in a few words?", "How long it took")
    lead.fill_day("When was it held?", stage.clock.today())
    lead.fill("How many people came?", "6")
    lead.fill("What was changed because of it?", "The first call comes sooner.")
    lead.press("Save")
    lead.reads("How long it took", "The first call comes sooner.")


def read_what_was_answered(lead: Visit) -> None:
    """Then the lead reads nothing of it, as long as the quarter lasts."""
    lead.menu("Referrals")
    lead.follow("What people answered after their support")
    lead.reads("There is nothing to read yet.")
