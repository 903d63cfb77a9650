"""The service of an organisation: whether it is on, since when, by whom, for whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.incidents.rules.setup import ASK_HOURS, KEPT, GroupReferrer


class IncidentModule(OwnedByOrganisation, Entity, Versioned, Base):
    """Whether and how an organisation offers critical incident support. One row an organisation, its own to see."""

    __tablename__ = "incident_module"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        UniqueConstraint("organisation_id"),
        UniqueConstraint("organisation_id", "id"),
        CheckConstraint(
            "NOT is_on OR (go_live_on IS NOT NULL AND provider_organisation_id IS NOT NULL)", name="on_means_ready"
        ),
        *(
            CheckConstraint(f"{name} BETWEEN {kept.least} AND {kept.most}", name=name)
            for name, kept in (*KEPT.items(), ("ask_hours", ASK_HOURS))
        ),
    )

    is_on: Mapped[bool] = mapped_column(default=False)
    answered: Mapped[list[str]] = mapped_column(default=list)
    """Which pages of questions a lead has answered (`rules.setup.Part`)."""
    go_live_on: Mapped[date | None]
    is_small: Mapped[bool] = mapped_column(default=False)
    provider_organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    agreed_on: Mapped[date | None]
    """When the agreement to share data with the provider was signed."""
    agreement_kept_at: Mapped[str] = mapped_column(default="")
    fallback_organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    fallback_agreed_on: Mapped[date | None]
    is_virtual_only: Mapped[bool] = mapped_column(default=False)
    group_referrers: Mapped[list[str]] = mapped_column(default=lambda: list(GroupReferrer))
    allows_self_request: Mapped[bool] = mapped_column(default=False)
    allows_late: Mapped[bool] = mapped_column(default=False)
    """Whether an incident lead may let a referral through whose window has closed (D6)."""
    ask_hours: Mapped[int] = mapped_column(default=ASK_HOURS.usual)
    """For how many working hours a therapist is asked before the next one is (CI-7)."""
    draft_days: Mapped[int] = mapped_column(default=KEPT["draft_days"].usual)
    particulars_days: Mapped[int] = mapped_column(default=KEPT["particulars_days"].usual)
    summary_months: Mapped[int] = mapped_column(default=KEPT["summary_months"].usual)
    skeleton_months: Mapped[int] = mapped_column(default=KEPT["skeleton_months"].usual)
    data_protection_email: Mapped[str] = mapped_column(default="")
    """Who is told when two people open a record in an emergency; empty where nobody is named."""
    switched_by_id: Mapped[UUID | None]
    switched_at: Mapped[datetime | None]


class EligibleDepartment(OwnedByOrganisation, Entity, Base):
    """A department whose staff can be referred (CI-1). None listed means all of them."""

    __tablename__ = "incident_department"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "department_id"),
        ForeignKeyConstraint(
            ["organisation_id", "module_id"], ["incident_module.organisation_id", "incident_module.id"]
        ),
        ForeignKeyConstraint(
            ["organisation_id", "department_id"],
            ["department.organisation_id", "department.id"],
            ondelete="CASCADE",
        ),
    )

    module_id: Mapped[UUID]
    department_id: Mapped[UUID]
