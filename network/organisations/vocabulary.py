"""The closed lists that describe an organisation: sector, nation, and who issued its code."""

from enum import StrEnum


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
        """The sector as people read it: *Council*, *NHS*."""
        return "NHS" if self is Sector.NHS else self.value.capitalize()


class Division(StrEnum):
    """A bank-holiday division, spelled as GOV.UK's list of bank holidays spells it."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


class Nation(StrEnum):
    """The nation whose bank holidays an organisation keeps (D1, D3)."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"

    @property
    def division(self) -> Division:
        """The bank-holiday division that working days are counted in (D1)."""
        if self in (Nation.ENGLAND, Nation.WALES):
            return Division.ENGLAND_AND_WALES
        return Division(self.value)


class Scheme(StrEnum):
    """Who issued an organisation's code. Scheme and code together identify it; its name never does.

    `police` is the short word that a police register gives each force (`northern-ireland`). It is used only
    for a force to which the register gives no GSS code.
    """

    GSS = "gss"
    ODS = "ods"
    URN = "urn"
    POLICE = "police"
