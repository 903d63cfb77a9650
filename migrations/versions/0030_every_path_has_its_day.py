"""every path has its day

Revision: 0030, after 0029
"""

from calendar import monthrange
from datetime import date, datetime

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table('erasure',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('of', sa.String(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('what', sa.Enum('deleted', 'emptied', name='erased_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('erased_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure'))
    )
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_erasure_written_at'), ['written_at'], unique=False)

    op.create_table('legal_hold',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.Enum('complaint', 'claim', 'inquest', 'inquiry', 'police', 'other-duty', name='holdreason_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('set_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id'], ['referral.organisation_id', 'referral.id'], name=op.f('fk_legal_hold_organisation_id_referral_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_legal_hold_organisation_id')),
    sa.ForeignKeyConstraint(['set_by_id'], ['user.id'], name=op.f('fk_legal_hold_set_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_hold')),
    sa.UniqueConstraint('organisation_id', 'referral_id', name=op.f('uq_legal_hold_organisation_id_referral_id'))
    )
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kept_from', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('summary_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('skeleton_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('held_until', sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f('ix_referral_skeleton_until'), ['skeleton_until'], unique=False)

    give_their_days_to_those_that_have_closed()

    add_policies()


def downgrade() -> None:
    """Back."""
    remove_policies()
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_referral_skeleton_until'))
        batch_op.drop_column('held_until')
        batch_op.drop_column('skeleton_until')
        batch_op.drop_column('summary_until')
        batch_op.drop_column('kept_from')

    op.drop_table('legal_hold')
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_erasure_written_at'))

    op.drop_table('erasure')


POLICIES = (
    'ALTER TABLE "erasure" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "erasure" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY erasure_read ON "erasure" FOR SELECT USING ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY erasure_add ON "erasure" FOR INSERT WITH CHECK ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY erasure_change ON "erasure" FOR UPDATE USING ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY erasure_remove ON "erasure" FOR DELETE USING ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'ALTER TABLE "legal_hold" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "legal_hold" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY legal_hold_read ON "legal_hold" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY legal_hold_add ON "legal_hold" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY legal_hold_change ON "legal_hold" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY legal_hold_remove ON "legal_hold" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
)


def add_policies() -> None:
    """Row-level security for the tables made above."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in POLICIES:
            op.execute(sa.text(statement))


def remove_policies() -> None:
    """A table goes only when no policy of another looks at it."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in POLICIES:
            if statement.startswith("CREATE POLICY"):
                name, table = statement.split()[2], statement.split()[4]
                op.execute(sa.text(f"DROP POLICY {name} ON {table}"))


def give_their_days_to_those_that_have_closed() -> None:
    """What closed before the days of summary and skeleton were counted gets them from its last closing on."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT set_config('network.job', 'migration', true)"))
    at = sa.DateTime(timezone=True)
    referral = sa.table(
        "referral",
        sa.column("id", sa.Uuid),
        sa.column("organisation_id", sa.Uuid),
        *(sa.column(name, at) for name in ("closed_at", "kept_from", "summary_until", "skeleton_until")),
    )
    module = sa.table(
        "incident_module",
        sa.column("organisation_id", sa.Uuid),
        sa.column("summary_months", sa.Integer),
        sa.column("skeleton_months", sa.Integer),
    )
    months = {each.organisation_id: each[1:] for each in connection.execute(sa.select(*module.c))}
    closed = sa.select(referral.c.id, referral.c.organisation_id, referral.c.closed_at)
    for row in connection.execute(closed.where(referral.c.closed_at.is_not(None))).all():
        for_summary, for_skeleton = months.get(row.organisation_id, (12, 24))
        skeleton = months_later(row.closed_at, for_skeleton)
        connection.execute(
            referral.update()
            .where(referral.c.id == row.id)
            .values(
                kept_from=row.closed_at,
                summary_until=min(months_later(row.closed_at, for_summary), skeleton),
                skeleton_until=skeleton,
            )
        )


def months_later(instant: datetime, months: int) -> datetime:
    """As many whole days later as there are to the same day of a later month."""
    day = instant.date()
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    later = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return instant + (later - day)
