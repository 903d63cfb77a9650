"""The closed lists that describe an organisation: sector, nation, who issued its code, how it stands to us, how far."""

from enum import StrEnum

from network.core.working_days import Nation as Division


class Sector(StrEnum):
    """The kind of partner an organisation is (ORG-2, ORG-3)."""

    COUNCIL = "council"
    NHS = "nhs"
    POLICE = "police"
    SCHOOL = "school"
    CHARITY = "charity"
    PROVIDER = "provider"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The sector as people say it."""
        return _SECTOR_LABELS[self]


_SECTOR_LABELS = {
    Sector.COUNCIL: "Council",
    Sector.NHS: "NHS",
    Sector.POLICE: "Police",
    Sector.SCHOOL: "School",
    Sector.CHARITY: "Charity or community group",
    Sector.PROVIDER: "Provider of support",
    Sector.OTHER: "Other",
}


class Nation(StrEnum):
    """The nation whose bank holidays an organisation keeps (D1, D3)."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"

    @property
    def label(self) -> str:
        """The nation's name."""
        return self.value.replace("-", " ").title()

    @property
    def division(self) -> Division:
        """The bank-holiday division that working days are counted in (D1)."""
        is_joint = self in (Nation.ENGLAND, Nation.WALES)
        return Division.ENGLAND_AND_WALES if is_joint else Division(self.value)


class Scheme(StrEnum):
    """Who issued an organisation's code. Scheme and code together identify it; its name never does.

    `police` is the short word that a police register gives each force (`northern-ireland`). It is used only
    for a force to which the register gives no GSS code.
    """

    GSS = "gss"
    ODS = "ods"
    URN = "urn"
    POLICE = "police"
    CHARITY = "charity"
    """Of the Charity Commission for England and Wales, of OSCR (`SC012345`) or of CCNI (`NIC100123`)."""
    COMPANY = "company"
    """Of Companies House."""

    @property
    def label(self) -> str:
        """The code's name, as its users know it."""
        return {
            "gss": "GSS code (councils, police)",
            "ods": "ODS code (NHS)",
            "urn": "URN (schools)",
            "police": "Police force",
            "charity": "Charity number",
            "company": "Company number",
        }[self.value]


class Standing(StrEnum):
    """How an organisation stands to the network."""

    LISTED = "listed"
    """Known from a register; nobody has been asked."""
    INVITED = "invited"
    PARTNER = "partner"
    LEFT = "left"
    MERGED = "merged"
    """It became part of another; nobody meets it any more but by its old address, code or name."""

    @property
    def label(self) -> str:
        """The standing as the directory says it."""
        return {"left": "Former partner", "merged": "Part of another organisation"}.get(
            self.value, self.value.capitalize()
        )


class KeyArea(StrEnum):
    """The twelve key areas that a strategic meeting drives, in order (ORG-8). The twelve steps are others (D7)."""

    LEADERSHIP = "leadership"
    PHYSICAL_ENVIRONMENT = "physical-environment"
    WORKFORCE_DEVELOPMENT = "workforce-development"
    ENGAGEMENT = "engagement-and-participation"
    LANGUAGE = "language-and-communication"
    POLICIES = "policies-and-procedures"
    COMMISSIONING = "commissioning"
    STAFF_WELLBEING = "staff-wellbeing"
    SUPERVISION = "supervision"
    RECRUITMENT = "recruitment-and-retention"
    PARTNERSHIP = "partnership-working"
    ASSESSMENT = "assessment-and-interventions"

    @property
    def label(self) -> str:
        """The area as people say it."""
        return self.value.replace("-", " ").capitalize()


class Workstream(StrEnum):
    """The four key areas of work of the Somerset model (S4 3.2). The last rests on the other three (D13)."""

    PRINCIPLES = "principles"
    TRAINING = "training"
    ORGANISATIONAL_CHANGE = "organisational-change"
    SERVICE_DELIVERY = "service-delivery"

    @property
    def label(self) -> str:
        """The area as people say it: *Organisational change*."""
        return self.value.replace("-", " ").capitalize()

    @property
    def meaning(self) -> str:
        """What work it holds, in a line."""
        return {
            "principles": "Everybody knows the charter’s principles, and decisions rest on them",
            "training": "People have the training that their work needs",
            "organisational-change": "Policies, supervision, recruitment and buildings fit the principles",
            "service-delivery": "Services work with people in a trauma-informed way",
        }[self.value]


class Progress(StrEnum):
    """How far one of the four areas of work has come, as the organisation itself says."""

    NOT_STARTED = "not-started"
    UNDER_WAY = "under-way"
    IN_PLACE = "in-place"

    @property
    def label(self) -> str:
        """The progress as people say it: *Under way*."""
        return self.value.replace("-", " ").capitalize()


class TrainingTime(StrEnum):
    """A kind of time in which staff can train (ORG-9, S4 3.4)."""

    STAFF_MEETING = "staff-meeting"
    TWILIGHT = "twilight"
    INSET_DAY = "inset-day"
    HALF_DAY = "half-day"
    WHOLE_DAY = "whole-day"
    BETWEEN_SHIFTS = "between-shifts"
    EARLY_MORNING = "early-morning"
    WEEKEND = "weekend"

    @property
    def label(self) -> str:
        """The time as people say it: *20 minutes of a staff meeting*."""
        return {
            "staff-meeting": "20 minutes of a staff meeting",
            "twilight": "Twilight, after the working day",
            "inset-day": "INSET day",
        }.get(self.value, self.value.replace("-", " ").capitalize())


class TrainingWay(StrEnum):
    """Where staff can train."""

    OUR_ROOM = "our-room"
    OTHER_ROOM = "other-room"
    ONLINE = "online"

    @property
    def label(self) -> str:
        """The way as the organisation says it of itself."""
        return {"our-room": "In a room of ours", "other-room": "In somebody else’s room", "online": "Online"}[
            self.value
        ]


class WorkforceLevel(StrEnum):
    """What part of a workforce needs how much, and what a tier is meant for (TR-6, D15)."""

    INFORMED = "trauma-informed"
    """Everybody."""
    SKILLED = "trauma-skilled"
    """Who regularly meets people that may be affected."""
    IN_DEPTH = "in-depth"
    """Whose work is with people known to be affected."""

    @property
    def rank(self) -> int:
        """How much it is, from 0: whoever needs a level needs those below it too."""
        return list(WorkforceLevel).index(self)

    @property
    def label(self) -> str:
        """The level as people read it: *Trauma-informed*."""
        return self.value.capitalize()

    @property
    def meaning(self) -> str:
        """Who needs it, in a line."""
        return {
            "trauma-informed": "Everybody who works for the organisation",
            "trauma-skilled": "People who regularly meet others who may be affected by trauma",
            "in-depth": "People whose work is with others known to be affected by trauma",
        }[self.value]


class ContributionKind(StrEnum):
    """How a partner contributes to the coordinator (ORG-10)."""

    MONEY = "money"
    IN_KIND = "in-kind"

    @property
    def label(self) -> str:
        """The kind as people say it."""
        return {"money": "Money", "in-kind": "In kind"}[self.value]
