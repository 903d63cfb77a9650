"""The training offer, whole: courses outside the tiers, what they count as, tiers as data, counted in one another or not.

Going back, what counts in no tier is put into the first one: an older version knows nothing outside the tiers.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table('training_offer_setting',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('is_cumulative', sa.Boolean(), nullable=False),
    sa.Column('switched_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('rounds_left', sa.Integer(), nullable=False),
    sa.Column('counted_to', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_training_offer_setting_one_row')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_offer_setting'))
    )
    op.create_table('training_course_equivalence',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('tier', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('decided_by_id', sa.Uuid(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('ended_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['course_id'], ['training_course.id'], name=op.f('fk_training_course_equivalence_course_id')),
    sa.ForeignKeyConstraint(['tier'], ['training_tier.number'], name=op.f('fk_training_course_equivalence_tier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_course_equivalence'))
    )
    with op.batch_alter_table('training_course_equivalence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_training_course_equivalence_course_id'), ['course_id'], unique=False)
        batch_op.create_index('uq_training_course_equivalence_one_at_a_time', ['course_id'], unique=True, sqlite_where=sa.text('ended_on IS NULL'), postgresql_where=sa.text('ended_on IS NULL'))

    with op.batch_alter_table('completion', schema=None) as batch_op:
        batch_op.alter_column('tier',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.create_index('ix_completion_outside_the_tiers', ['course_id', 'completed_on'], unique=False, sqlite_where=sa.text('tier IS NULL'), postgresql_where=sa.text('tier IS NULL'))

    with op.batch_alter_table('training_course', schema=None) as batch_op:
        batch_op.add_column(sa.Column('level', sa.Enum('trauma-informed', 'trauma-skilled', 'in-depth', name='workforcelevel_known', native_enum=False, create_constraint=True, length=40), nullable=True))
        batch_op.add_column(sa.Column('renewal_months', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('outline', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('deliverers', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('lived_experience', sa.Enum('none', 'co-produced', 'co-delivered', 'both', name='livedexperience_known', native_enum=False, create_constraint=True, length=40), nullable=False, server_default='none'))
        batch_op.add_column(sa.Column('content_note', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('carries_trauma_content', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('prerequisites', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.alter_column('tier',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.create_check_constraint(batch_op.f('ck_training_course_renewed_within_validity'), 'renewal_months > 0 AND renewal_months < validity_months')

    with op.batch_alter_table('training_tier', schema=None) as batch_op:
        batch_op.add_column(sa.Column('scottish', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('welsh', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))

    for level, scottish, welsh in LEVELS:
        op.execute(TIER.update().where(TIER.c.level == level).values(scottish=scottish, welsh=welsh))


LEVELS = (
    ('trauma-informed', ['informed'], ['trauma-aware']),
    ('trauma-skilled', ['skilled'], ['trauma-skilled']),
    ('in-depth', ['enhanced', 'specialist'], ['trauma-enhanced', 'specialist-trauma']),
)
TIER = sa.table('training_tier', sa.column('number', sa.Integer), sa.column('level', sa.String), sa.column('scottish', sa.JSON), sa.column('welsh', sa.JSON))
COURSE = sa.table('training_course', sa.column('tier', sa.Integer))
COMPLETION = sa.table('completion', sa.column('tier', sa.Integer))


def downgrade() -> None:
    """Back."""
    first = sa.select(sa.func.min(TIER.c.number)).scalar_subquery()
    for table in (COURSE, COMPLETION):
        op.execute(table.update().where(table.c.tier.is_(None)).values(tier=first))
    with op.batch_alter_table('training_tier', schema=None) as batch_op:
        batch_op.drop_column('version')
        batch_op.drop_column('welsh')
        batch_op.drop_column('scottish')

    with op.batch_alter_table('training_course', schema=None) as batch_op:
        batch_op.alter_column('tier',
               existing_type=sa.INTEGER(),
               nullable=False)
        for name in ('renewed_within_validity', 'workforcelevel_known', 'livedexperience_known'):
            batch_op.drop_constraint(batch_op.f(f'ck_training_course_{name}'), type_='check')
        batch_op.drop_column('prerequisites')
        batch_op.drop_column('carries_trauma_content')
        batch_op.drop_column('content_note')
        batch_op.drop_column('lived_experience')
        batch_op.drop_column('deliverers')
        batch_op.drop_column('outline')
        batch_op.drop_column('renewal_months')
        batch_op.drop_column('level')

    with op.batch_alter_table('completion', schema=None) as batch_op:
        batch_op.drop_index('ix_completion_outside_the_tiers', sqlite_where=sa.text('tier IS NULL'), postgresql_where=sa.text('tier IS NULL'))
        batch_op.alter_column('tier',
               existing_type=sa.INTEGER(),
               nullable=False)

    with op.batch_alter_table('training_course_equivalence', schema=None) as batch_op:
        batch_op.drop_index('uq_training_course_equivalence_one_at_a_time', sqlite_where=sa.text('ended_on IS NULL'), postgresql_where=sa.text('ended_on IS NULL'))
        batch_op.drop_index(batch_op.f('ix_training_course_equivalence_course_id'))

    op.drop_table('training_course_equivalence')
    op.drop_table('training_offer_setting')
