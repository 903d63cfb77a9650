"""Who meets and decides: a partnership board with its year, a strategic group that has not met for months, and more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from network.core.permissions import Role
from network.demonstration.days import at
from network.demonstration.partners import CITY, HOST
from network.demonstration.stage import Member, Stage
from network.governance.queries import actions as queries
from network.governance.rules.drafts import ActionDraft, GroupDraft, WriteUp
from network.governance.service import actions, groups, meetings
from network.governance.vocabulary import GroupKind, Rhythm
from network.organisations.vocabulary import KeyArea


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting as the demonstration holds it."""

    ago: int
    """Days ago; below 0 for one that is planned."""
    areas: tuple[KeyArea, ...]
    attended: int | None = None
    note: str = ""
    decisions: tuple[str, ...] = ()
    agreed: tuple[tuple[str, int], ...] = ()
    """What is to be done, and in how many days from the meeting."""
    is_written_up: bool = True


@dataclass(frozen=True, slots=True)
class Body:
    """A group, and its meetings."""

    place: str
    keeper: Role
    since: int
    draft: GroupDraft
    sittings: tuple[Sitting, ...] = ()
    ended: int | None = None
    agreed: tuple[tuple[str, int], ...] = ()
    """Between meetings: what is to be done, and in how many days from today."""


_A = KeyArea
_YEAR: Final = (
    (_A.LEADERSHIP, _A.PARTNERSHIP),
    (_A.WORKFORCE_DEVELOPMENT,),
    (_A.LANGUAGE, _A.ENGAGEMENT),
    (_A.POLICIES,),
    (_A.STAFF_WELLBEING, _A.SUPERVISION),
    (_A.PARTNERSHIP, _A.PHYSICAL_ENVIRONMENT),
    (_A.RECRUITMENT,),
    (_A.WORKFORCE_DEVELOPMENT, _A.ASSESSMENT),
    (_A.LEADERSHIP, _A.COMMISSIONING),
    (_A.ENGAGEMENT,),
    (_A.SUPERVISION, _A.STAFF_WELLBEING),
    (_A.WORKFORCE_DEVELOPMENT, _A.PARTNERSHIP),
)
"""What the board looked at, the earliest first."""
_NOTES: Final = (
    "Where each partner stands, and what the coordinator needs from this board.",
    "Places on tier 2 courses, and how smaller partners can send people.",
    "What people who use services said about letters and waiting rooms.",
    "Which policies are read again first, and by whom.",
)
_DECISIONS: Final = (
    "Every partner names one person who answers for this work.",
    "Tier 2 places are shared out by size of workforce.",
    "Young people read the next charter before it is published.",
    "Policies on absence and on complaints are read again first.",
)
_WORK: Final = (
    "Bring the figures on training to the next meeting",
    "Ask the schools when their staff can train",
    "Write to partners about the next network event",
    "List the rooms that partners can lend for training",
)


def _board() -> Body:
    held = tuple(
        Sitting(
            ago=355 - 30 * number,
            areas=areas,
            attended=11 + number % 5,
            note=_NOTES[number % 4],
            decisions=(_DECISIONS[number % 4],) if number % 3 else _DECISIONS[:2],
            agreed=((_WORK[number % 4], 40),),
        )
        for number, areas in enumerate(_YEAR)
    )
    return Body(
        HOST,
        Role.COORDINATOR,
        400,
        GroupDraft(
            "Wendmere Trauma-Informed Partnership Board",
            GroupKind.STRATEGIC_BOARD,
            "Brings the partners together, agrees what comes next, and sees that it happens.",
            Rhythm.MONTHLY,
            "Philippa Garrow",
            "Assistant Director, Children and Family Services",
            "Marian Thistlewood, the network\nEleanor Whitcombe, NHS Wendmere Integrated Care Board\n"
            "Obi Ferreira, Wendmere Constabulary\nHester Lund, Harbour Light Wendmere",
        ),
        (*held, Sitting(-12, (_A.PHYSICAL_ENVIRONMENT, _A.POLICIES), is_written_up=False)),
        agreed=(("Agree the dates of next year’s meetings", 20),),
    )


def _other_bodies() -> tuple[Body, ...]:
    return (
        Body(
            HOST,
            Role.COORDINATOR,
            390,
            GroupDraft(
                "Children and Families Scrutiny Committee",
                GroupKind.SCRUTINY_COMMITTEE,
                "Asks twice a year what the network has changed for children and families.",
                Rhythm.AS_NEEDED,
                "Councillor Ines Halloran",
                "Chair of the committee",
                "Ines Halloran, elected members",
            ),
            (
                Sitting(
                    140,
                    (_A.ENGAGEMENT, _A.COMMISSIONING),
                    9,
                    "The network’s first year.",
                    ("The committee notes the progress and asks for figures by place.",),
                ),
            ),
        ),
        Body(
            HOST,
            Role.COORDINATOR,
            500,
            GroupDraft(
                "Task and finish group on the launch",
                GroupKind.TASK_AND_FINISH,
                "Prepared the first event and the words of the charter.",
                Rhythm.WEEKLY,
                "Marian Thistlewood",
                "Coordinator",
                "Marian Thistlewood, the network\nHester Lund, charities",
            ),
            (Sitting(455, (_A.LANGUAGE,), 6, "The programme of the day.", ("The hall is booked.",)),),
            ended=430,
        ),
        Body(
            CITY,
            Role.ORGANISATION_LEAD,
            330,
            GroupDraft(
                "Trauma-informed strategic group",
                GroupKind.STRATEGIC_GROUP,
                "Drives the twelve areas across the council’s services.",
                Rhythm.MONTHLY,
                "Rosalind Achebe",
                "Assistant Director",
                "Geraint Osei, organisation lead\nRuth Adeyemi, Children and Family Services\nNell Sharpe, Housing",
            ),
            (
                Sitting(
                    180,
                    (_A.SUPERVISION, _A.STAFF_WELLBEING),
                    8,
                    "How teams use supervision.",
                    ("Supervision is offered every month in every team.",),
                    (("Collect what teams say of supervision", 60),),
                ),
                Sitting(
                    151,
                    (_A.WORKFORCE_DEVELOPMENT,),
                    7,
                    "Who has trained so far.",
                    ("New starters train in their first month.",),
                    (("Put tier 1 into induction", 80), ("Find a room for Thursdays", 30)),
                ),
                Sitting(
                    122,
                    (_A.PHYSICAL_ENVIRONMENT, _A.LANGUAGE),
                    9,
                    "The reception, and the first letter.",
                    ("The first letter is written again.",),
                    (("Write the first letter again", 100),),
                ),
            ),
            agreed=(
                ("Plan the next meeting of this group", 6),
                ("Walk through the reception with people who use it", 34),
            ),
        ),
        Body(
            CITY,
            Role.ORGANISATION_LEAD,
            60,
            GroupDraft(
                "Working group on recruitment",
                GroupKind.WORKING_GROUP,
                "Reads adverts and interviews again, with the six principles beside them.",
                Rhythm.TWO_MONTHLY,
                "Nell Sharpe",
                "Service Manager",
                "Nell Sharpe, Housing\nCallum Nowak, champions",
            ),
            (Sitting(3, (_A.RECRUITMENT,), is_written_up=False), Sitting(-30, (_A.RECRUITMENT,), is_written_up=False)),
        ),
    )


BODIES: Final = (_board(), *_other_bodies())
OWNERS: Final = ("Philippa Garrow", "Obi Ferreira", "Hester Lund", "Nell Sharpe")
LEFT_OPEN: Final = 70
"""Days: what was due longer ago is done, or dropped."""


def plan_governing(stage: Stage) -> None:
    """Plans each group, its meetings in the order of time, and what became of its actions."""
    for body in BODIES:
        stage.plan(at(stage.days.ago(body.since), 9, 30), _begin, stage, body)


def _begin(stage: Stage, body: Body) -> None:
    keeper = stage.members_of(body.place, body.keeper)[0]
    with stage.acting(keeper) as actor:
        group_id = groups.add_group(actor, body.draft, stage.clock).id
    for sitting in body.sittings:
        is_ahead = sitting.ago < 0
        day = stage.days.ahead(-sitting.ago) if is_ahead else stage.days.ago(sitting.ago)
        entered = at(stage.days.ago(2) if is_ahead else day, 16, 10)
        stage.plan(entered, _sit, stage, keeper, group_id, sitting, day)
    for what, in_days in body.agreed:
        due = stage.days.ahead(in_days)
        stage.plan(at(stage.days.ago(25), 11, 5), _agree, stage, keeper, group_id, (what, due))
    if body.ended is not None:
        stage.plan(at(stage.days.ago(body.ended), 17), _end, stage, keeper, group_id)


def _sit(stage: Stage, keeper: Member, group_id: UUID, sitting: Sitting, day: date) -> None:
    with stage.acting(keeper) as actor:
        meeting = meetings.plan_meeting(actor, group_id, day, sitting.areas, stage.clock)
        if not sitting.is_written_up:
            return
        said = WriteUp(day, frozenset(sitting.areas), sitting.attended, sitting.note, sitting.decisions)
        drafts = [_draft(keeper, what, day + timedelta(days=days)) for what, days in sitting.agreed]
        meetings.write_up(actor, meeting.id, said, meeting.version, stage.clock, drafts)
        agreed = queries.list_of_meeting(actor, meeting.id)
    for action in agreed:
        late = (stage.days.today - action.due_on).days
        if late >= LEFT_OPEN:
            stage.plan(at(stage.days.ago(late - 2), 15, 40), _close, stage, keeper, action.id)


def _draft(keeper: Member, what: str, due_on: date) -> ActionDraft:
    """Every other action is the keeper's own; the rest is done by people without an account."""
    if due_on.toordinal() % 2:
        return ActionDraft(what, "", keeper.person.id, due_on)
    return ActionDraft(what, OWNERS[due_on.toordinal() // 2 % len(OWNERS)], None, due_on)


def _close(stage: Stage, keeper: Member, action_id: UUID) -> None:
    """Done two days after its day; one in four was dropped."""
    with stage.acting(keeper) as actor:
        action = queries.get_action(actor, action_id)
        if action.due_on.toordinal() % 4:
            actions.finish_action(actor, action_id, stage.clock.today(), action.version, stage.clock)
        else:
            actions.drop_action(actor, action_id, "Another partner has done it already", action.version, stage.clock)


def _agree(stage: Stage, keeper: Member, group_id: UUID, agreed: tuple[str, date]) -> None:
    with stage.acting(keeper) as actor:
        actions.add_action(actor, group_id, ActionDraft(agreed[0], "", keeper.person.id, agreed[1]), stage.clock)


def _end(stage: Stage, keeper: Member, group_id: UUID) -> None:
    with stage.acting(keeper) as actor:
        groups.end_group(actor, group_id, stage.clock.today(), 1, stage.clock)
