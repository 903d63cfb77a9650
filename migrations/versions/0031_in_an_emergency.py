"""in an emergency

Revision: 0031, after 0030
"""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table('emergency_access',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('referral_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.Enum('danger-to-life', 'cannot-be-reached', 'court-order', name='emergencyreason_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_by_id', sa.Uuid(), nullable=False),
    sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('agreed_by_id', sa.Uuid(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(agreed_at IS NULL) = (agreed_by_id IS NULL)', name=op.f('ck_emergency_access_agreed_by_somebody')),
    sa.CheckConstraint('agreed_by_id <> asked_by_id', name=op.f('ck_emergency_access_agreed_by_another')),
    sa.CheckConstraint('opened_at IS NULL OR agreed_at IS NOT NULL', name=op.f('ck_emergency_access_opened_after_agreed')),
    sa.ForeignKeyConstraint(['agreed_by_id'], ['user.id'], name=op.f('fk_emergency_access_agreed_by_id')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['user.id'], name=op.f('fk_emergency_access_asked_by_id')),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id'], ['referral.organisation_id', 'referral.id'], name=op.f('fk_emergency_access_organisation_id_referral_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_emergency_access_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_emergency_access'))
    )
    with op.batch_alter_table('emergency_access', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_emergency_access_asked_at'), ['asked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_emergency_access_referral_id'), ['referral_id'], unique=False)

    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.add_column(sa.Column('has_emergencies', sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.alter_column('has_emergencies', server_default=None)

    add_policies()


def downgrade() -> None:
    """Back."""
    remove_policies()
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_column('has_emergencies')

    with op.batch_alter_table('emergency_access', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_emergency_access_referral_id'))
        batch_op.drop_index(batch_op.f('ix_emergency_access_asked_at'))

    op.drop_table('emergency_access')


POLICIES = (
    'ALTER TABLE "emergency_access" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "emergency_access" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY emergency_access_read ON "emergency_access" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY emergency_access_add ON "emergency_access" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY emergency_access_change ON "emergency_access" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY emergency_access_remove ON "emergency_access" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
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
