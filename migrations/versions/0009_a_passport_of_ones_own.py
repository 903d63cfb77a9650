"""A passport of one's own: who looks, what they share, what was issued of what they completed.


Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table('passport_credential',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('email_mark', sa.LargeBinary(), nullable=False),
    sa.Column('completion_id', sa.Uuid(), nullable=False),
    sa.Column('salt', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('email_sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passport_credential')),
    sa.UniqueConstraint('completion_id', 'email_mark', name=op.f('uq_passport_credential_completion_id_email_mark'))
    )
    op.create_table('passport_share',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('email_mark', sa.LargeBinary(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('email_sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passport_share')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_passport_share_token_hash'))
    )
    with op.batch_alter_table('passport_share', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passport_share_email_mark'), ['email_mark'], unique=False)
        batch_op.create_index(batch_op.f('ix_passport_share_ends_at'), ['ends_at'], unique=False)

    op.create_table('passport_visit',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('link_hash', sa.String(), nullable=True),
    sa.Column('link_until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('visit_hash', sa.String(), nullable=True),
    sa.Column('visit_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('email_sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passport_visit')),
    sa.UniqueConstraint('link_hash', name=op.f('uq_passport_visit_link_hash')),
    sa.UniqueConstraint('visit_hash', name=op.f('uq_passport_visit_visit_hash'))
    )
    with op.batch_alter_table('learner', schema=None) as batch_op:
        batch_op.create_index('ix_learner_email', ['email'], unique=False)

    add_policies()


def downgrade() -> None:
    """Back."""
    remove_policies()
    with op.batch_alter_table('learner', schema=None) as batch_op:
        batch_op.drop_index('ix_learner_email')

    op.drop_table('passport_visit')
    with op.batch_alter_table('passport_share', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passport_share_ends_at'))
        batch_op.drop_index(batch_op.f('ix_passport_share_email_mark'))

    op.drop_table('passport_share')
    op.drop_table('passport_credential')


POLICIES = (
    'ALTER TABLE "passport_credential" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "passport_credential" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY passport_credential_read ON "passport_credential" FOR SELECT USING ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY passport_credential_add ON "passport_credential" FOR INSERT WITH CHECK ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY passport_credential_change ON "passport_credential" FOR UPDATE USING ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY passport_credential_remove ON "passport_credential" FOR DELETE USING ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'ALTER TABLE "passport_share" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "passport_share" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY passport_share_read ON "passport_share" FOR SELECT USING ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY passport_share_add ON "passport_share" FOR INSERT WITH CHECK ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY passport_share_change ON "passport_share" FOR UPDATE USING ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY passport_share_remove ON "passport_share" FOR DELETE USING ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'ALTER TABLE "passport_visit" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "passport_visit" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY passport_visit_read ON "passport_visit" FOR SELECT USING ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY passport_visit_add ON "passport_visit" FOR INSERT WITH CHECK ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY passport_visit_change ON "passport_visit" FOR UPDATE USING ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY passport_visit_remove ON "passport_visit" FOR DELETE USING ((SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
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
