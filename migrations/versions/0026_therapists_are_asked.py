"""therapists are asked

Revision: 0026, after 0025
"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


MEASURES = ('m1', 'm2', 'm3', 'm4', 'm5', 'd1', 'd3', 'm6', 'm7', 'm8', 'desks')


def know_measures(measures: tuple[str, ...]) -> None:
    """From now on these are the measures that there are."""
    words = ', '.join(f"'{each}'" for each in measures)
    name = op.f('ck_published_figure_measure_known')
    with op.batch_alter_table('published_figure', schema=None) as batch_op:
        batch_op.drop_constraint(name, type_='check')
        batch_op.create_check_constraint(name, f'measure IN ({words})')


def upgrade() -> None:
    """Forward."""
    op.create_table('therapist_connection',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('tied_to_id', sa.Uuid(), nullable=False),
    sa.Column('connection', sa.Enum('team', 'family', 'manager', name='connection_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_therapist_connection_organisation_id')),
    sa.ForeignKeyConstraint(['tied_to_id'], ['organisation.id'], name=op.f('fk_therapist_connection_tied_to_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_therapist_connection_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_therapist_connection'))
    )
    with op.batch_alter_table('therapist_connection', schema=None) as batch_op:
        batch_op.create_index('ix_therapist_connection_organisation_id_user_id', ['organisation_id', 'user_id'], unique=False)

    op.create_table('therapist_room',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('away_until', sa.Date(), nullable=True),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('places BETWEEN 0 AND 40', name=op.f('ck_therapist_room_places')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_therapist_room_organisation_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_therapist_room_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_therapist_room')),
    sa.UniqueConstraint('organisation_id', 'user_id', name=op.f('uq_therapist_room_organisation_id_user_id'))
    )
    op.create_table('therapist_ask',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('provider_organisation_id', sa.Uuid(), nullable=True),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('therapist_user_id', sa.Uuid(), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('in-turn', 'waiting', 'accepted', 'turned-down', 'lapsed', 'taken-back', name='askstate_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lapses_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.Enum('no-room', 'away', 'same-team', 'family', 'former-manager', 'known', name='turndownreason_known', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.CheckConstraint("(state = 'turned-down') = (reason IS NOT NULL)", name=op.f('ck_therapist_ask_turned_down_means_why')),
    sa.CheckConstraint("state <> 'waiting' OR lapses_at IS NOT NULL", name=op.f('ck_therapist_ask_waiting_means_until_when')),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id'], ['referral.organisation_id', 'referral.id'], name=op.f('fk_therapist_ask_organisation_id_referral_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_therapist_ask_organisation_id')),
    sa.ForeignKeyConstraint(['provider_organisation_id'], ['organisation.id'], name=op.f('fk_therapist_ask_provider_organisation_id')),
    sa.ForeignKeyConstraint(['therapist_user_id'], ['user.id'], name=op.f('fk_therapist_ask_therapist_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_therapist_ask')),
    sa.UniqueConstraint('organisation_id', 'referral_id', 'therapist_user_id', name=op.f('uq_therapist_ask_organisation_id_referral_id_therapist_user_id'))
    )
    with op.batch_alter_table('therapist_ask', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_therapist_ask_provider_organisation_id'), ['provider_organisation_id'], unique=False)
        batch_op.create_index('ix_therapist_ask_therapist_user_id_state', ['therapist_user_id', 'state'], unique=False)
        batch_op.create_index('uq_therapist_ask_waiting', ['organisation_id', 'referral_id'], unique=True, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))

    with op.batch_alter_table('incident_module', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ask_hours', sa.Integer(), nullable=False, server_default='4'))
    with op.batch_alter_table('incident_module', schema=None) as batch_op:
        batch_op.alter_column('ask_hours', server_default=None)
        batch_op.create_check_constraint(op.f('ck_incident_module_ask_hours'), 'ask_hours BETWEEN 1 AND 16')
    know_measures((*MEASURES, 'late', 'talks'))

    add_policies()


def downgrade() -> None:
    """Back."""
    remove_policies()
    know_measures(MEASURES)
    with op.batch_alter_table('incident_module', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_incident_module_ask_hours'), type_='check')
        batch_op.drop_column('ask_hours')

    with op.batch_alter_table('therapist_ask', schema=None) as batch_op:
        batch_op.drop_index('uq_therapist_ask_waiting', sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
        batch_op.drop_index('ix_therapist_ask_therapist_user_id_state')
        batch_op.drop_index(batch_op.f('ix_therapist_ask_provider_organisation_id'))

    op.drop_table('therapist_ask')
    op.drop_table('therapist_room')
    with op.batch_alter_table('therapist_connection', schema=None) as batch_op:
        batch_op.drop_index('ix_therapist_connection_organisation_id_user_id')

    op.drop_table('therapist_connection')


POLICIES = (
    'ALTER TABLE "therapist_ask" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "therapist_ask" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY therapist_ask_read ON "therapist_ask" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY therapist_ask_add ON "therapist_ask" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY therapist_ask_change ON "therapist_ask" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid)) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY therapist_ask_remove ON "therapist_ask" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'ALTER TABLE "therapist_connection" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "therapist_connection" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY therapist_connection_read ON "therapist_connection" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY therapist_connection_add ON "therapist_connection" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY therapist_connection_change ON "therapist_connection" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY therapist_connection_remove ON "therapist_connection" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'ALTER TABLE "therapist_room" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "therapist_room" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY therapist_room_read ON "therapist_room" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY therapist_room_add ON "therapist_room" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY therapist_room_change ON "therapist_room" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY therapist_room_remove ON "therapist_room" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
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
