"""Training from other systems: files, what they said, two records of one person

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table('completion', schema=None) as batch_op:
        batch_op.add_column(sa.Column('came_with_import', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_unique_constraint(batch_op.f('uq_completion_organisation_id_id'), ['organisation_id', 'id'])

    with op.batch_alter_table('learner', schema=None) as batch_op:
        batch_op.add_column(sa.Column('same_as_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('came_with_import', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_check_constraint(batch_op.f('ck_learner_stands_for_another'), 'same_as_id <> id')
        batch_op.create_index('ix_learner_organisation_id_same_as_id', ['organisation_id', 'same_as_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_learner_organisation_id_same_as_id'), 'learner', ['organisation_id', 'same_as_id'], ['organisation_id', 'id'])

    op.create_table('training_course_name',
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('course_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['course_id'], ['training_course.id'], name=op.f('fk_training_course_name_course_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_training_course_name_organisation_id')),
    sa.PrimaryKeyConstraint('organisation_id', 'name', name=op.f('pk_training_course_name'))
    )
    op.create_table('training_file_habit',
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('headings', sa.String(), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('dates', sa.Enum('day-first', 'month-first', name='dayorder_known', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_training_file_habit_organisation_id')),
    sa.PrimaryKeyConstraint('organisation_id', 'headings', name=op.f('pk_training_file_habit'))
    )
    op.create_table('training_import',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('filename', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('content_hash', sa.String(), nullable=False),
    sa.Column('system', sa.String(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('course_id', sa.Uuid(), nullable=True),
    sa.Column('dates', sa.Enum('day-first', 'month-first', name='dayorder_known', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('called', sa.String(), nullable=False),
    sa.Column('learner', sa.String(), nullable=False),
    sa.Column('takes_names_alone', sa.Boolean(), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('refused', sa.LargeBinary(), nullable=False),
    sa.Column('sent_by_id', sa.Uuid(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('taken_back_at IS NULL OR imported_at IS NOT NULL', name=op.f('ck_training_import_taken_back_after_importing')),
    sa.ForeignKeyConstraint(['course_id'], ['training_course.id'], name=op.f('fk_training_import_course_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_training_import_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_import')),
    sa.UniqueConstraint('organisation_id', 'id', name=op.f('uq_training_import_organisation_id_id'))
    )
    with op.batch_alter_table('training_import', schema=None) as batch_op:
        batch_op.create_index('ix_training_import_organisation_id_sent_at', ['organisation_id', 'sent_at'], unique=False)

    op.create_table('imported_completion',
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('import_id', sa.Uuid(), nullable=False),
    sa.Column('completion_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id', 'completion_id'], ['completion.organisation_id', 'completion.id'], name=op.f('fk_imported_completion_organisation_id_completion_id')),
    sa.ForeignKeyConstraint(['organisation_id', 'import_id'], ['training_import.organisation_id', 'training_import.id'], name=op.f('fk_imported_completion_organisation_id_import_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_imported_completion_organisation_id')),
    sa.PrimaryKeyConstraint('organisation_id', 'import_id', 'completion_id', name=op.f('pk_imported_completion'))
    )
    with op.batch_alter_table('imported_completion', schema=None) as batch_op:
        batch_op.create_index('ix_imported_completion_organisation_id_completion_id', ['organisation_id', 'completion_id'], unique=False)

    add_policies()


def downgrade() -> None:
    """Back."""
    remove_policies()
    with op.batch_alter_table('imported_completion', schema=None) as batch_op:
        batch_op.drop_index('ix_imported_completion_organisation_id_completion_id')

    op.drop_table('imported_completion')
    with op.batch_alter_table('training_import', schema=None) as batch_op:
        batch_op.drop_index('ix_training_import_organisation_id_sent_at')

    op.drop_table('training_import')
    op.drop_table('training_file_habit')
    op.drop_table('training_course_name')
    with op.batch_alter_table('learner', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_learner_organisation_id_same_as_id'), type_='foreignkey')
        batch_op.drop_index('ix_learner_organisation_id_same_as_id')
        batch_op.drop_constraint(batch_op.f('ck_learner_stands_for_another'), type_='check')
        batch_op.drop_column('came_with_import')
        batch_op.drop_column('same_as_id')

    with op.batch_alter_table('completion', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_completion_organisation_id_id'), type_='unique')
        batch_op.drop_column('came_with_import')


POLICIES = (
    'ALTER TABLE "imported_completion" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "imported_completion" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY imported_completion_read ON "imported_completion" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY imported_completion_add ON "imported_completion" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY imported_completion_change ON "imported_completion" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY imported_completion_remove ON "imported_completion" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'ALTER TABLE "training_course_name" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "training_course_name" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY training_course_name_read ON "training_course_name" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY training_course_name_add ON "training_course_name" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY training_course_name_change ON "training_course_name" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY training_course_name_remove ON "training_course_name" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'ALTER TABLE "training_file_habit" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "training_file_habit" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY training_file_habit_read ON "training_file_habit" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY training_file_habit_add ON "training_file_habit" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY training_file_habit_change ON "training_file_habit" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY training_file_habit_remove ON "training_file_habit" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'ALTER TABLE "training_import" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "training_import" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY training_import_read ON "training_import" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY training_import_add ON "training_import" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY training_import_change ON "training_import" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY training_import_remove ON "training_import" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
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
