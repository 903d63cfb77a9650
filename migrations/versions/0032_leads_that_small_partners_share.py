"""leads that small partners share

Revision: 0032, after 0031
"""

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table('pooled_lead',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('offered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_pooled_lead_organisation_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_pooled_lead_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pooled_lead')),
    sa.UniqueConstraint('user_id', name=op.f('uq_pooled_lead_user_id'))
    )
    with op.batch_alter_table('pooled_lead', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pooled_lead_offered_at'), ['offered_at'], unique=False)

    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('hides_address', sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.alter_column('hides_address', server_default=None)

    add_policies()


def downgrade() -> None:
    """Back."""
    remove_policies()
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_column('hides_address')

    with op.batch_alter_table('pooled_lead', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pooled_lead_offered_at'))

    op.drop_table('pooled_lead')


POLICIES = (
    'ALTER TABLE "pooled_lead" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "pooled_lead" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY pooled_lead_read ON "pooled_lead" FOR SELECT USING (user_id = (SELECT nullif(current_setting(\'network.user_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY pooled_lead_add ON "pooled_lead" FOR INSERT WITH CHECK (user_id = (SELECT nullif(current_setting(\'network.user_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY pooled_lead_change ON "pooled_lead" FOR UPDATE USING (user_id = (SELECT nullif(current_setting(\'network.user_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (user_id = (SELECT nullif(current_setting(\'network.user_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY pooled_lead_remove ON "pooled_lead" FOR DELETE USING (user_id = (SELECT nullif(current_setting(\'network.user_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
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
