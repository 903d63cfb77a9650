"""the ledger of sessions

Revision: 0018, after 0017
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

STATES = ('draft', 'submitted', 'with_provider', 'allocated', 'meeting_booked', 'under_way', 'ended', 'withdrawn', 'declined')
STATES_NOW = ('draft', 'submitted', 'sent_back', 'with_provider', 'allocated', 'meeting_booked', 'under_way', 'ended', 'withdrawn', 'declined', 'redirected', 'mistaken', 'closed')
STEPS = ('submit', 'pass_to_provider', 'name_therapist', 'book_first_meeting', 'begin_support', 'end_support', 'withdraw', 'decline', 'change_mind')
STEPS_NOW = ('submit', 'send_back', 'send_again', 'redirect', 'pass_to_provider', 'hand_back', 'name_therapist', 'book_first_meeting', 'miss_first_meeting', 'begin_support', 'end_support', 'close_early', 'withdraw', 'mark_mistaken', 'decline', 'change_mind', 'reopen')


def upgrade() -> None:
    """Forward."""
    op.create_table('closing_summary',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('provider_organisation_id', sa.Uuid(), nullable=True),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('written_by_id', sa.Uuid(), nullable=False),
    sa.Column('content_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('text_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('text_hash', sa.String(), nullable=True),
    sa.Column('comment_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('shown_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('released_at IS NULL OR text_hash IS NOT NULL', name=op.f('ck_closing_summary_released_means_hash')),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id'], ['referral.organisation_id', 'referral.id'], name=op.f('fk_closing_summary_organisation_id_referral_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_closing_summary_organisation_id')),
    sa.ForeignKeyConstraint(['provider_organisation_id'], ['organisation.id'], name=op.f('fk_closing_summary_provider_organisation_id')),
    sa.ForeignKeyConstraint(['written_by_id'], ['user.id'], name=op.f('fk_closing_summary_written_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closing_summary')),
    sa.UniqueConstraint('organisation_id', 'referral_id', name=op.f('uq_closing_summary_organisation_id_referral_id'))
    )
    with op.batch_alter_table('closing_summary', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_closing_summary_provider_organisation_id'), ['provider_organisation_id'], unique=False)

    op.create_table('key_date',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('provider_organisation_id', sa.Uuid(), nullable=True),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('funeral', 'inquest', 'media', 'police', 'management-review', 'practice-review', 'other', name='datekind_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('scope', sa.Enum('internal', 'external', name='datescope_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('on', sa.Date(), nullable=True),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('noted_by_id', sa.Uuid(), nullable=False),
    sa.Column('offered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dropped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['noted_by_id'], ['user.id'], name=op.f('fk_key_date_noted_by_id')),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id'], ['referral.organisation_id', 'referral.id'], name=op.f('fk_key_date_organisation_id_referral_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_key_date_organisation_id')),
    sa.ForeignKeyConstraint(['provider_organisation_id'], ['organisation.id'], name=op.f('fk_key_date_provider_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_key_date')),
    sa.UniqueConstraint('organisation_id', 'referral_id', 'id', name=op.f('uq_key_date_organisation_id_referral_id_id'))
    )
    with op.batch_alter_table('key_date', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_key_date_provider_organisation_id'), ['provider_organisation_id'], unique=False)

    op.create_table('referral_amendment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('provider_organisation_id', sa.Uuid(), nullable=True),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('part', sa.String(), nullable=False),
    sa.Column('was_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('amended_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('amended_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['amended_by_id'], ['user.id'], name=op.f('fk_referral_amendment_amended_by_id')),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id'], ['referral.organisation_id', 'referral.id'], name=op.f('fk_referral_amendment_organisation_id_referral_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_referral_amendment_organisation_id')),
    sa.ForeignKeyConstraint(['provider_organisation_id'], ['organisation.id'], name=op.f('fk_referral_amendment_provider_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral_amendment'))
    )
    with op.batch_alter_table('referral_amendment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referral_amendment_provider_organisation_id'), ['provider_organisation_id'], unique=False)
        batch_op.create_index('ix_referral_amendment_referral_id', ['referral_id'], unique=False)

    op.create_table('session_exception',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('provider_organisation_id', sa.Uuid(), nullable=True),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.Enum('key-date', 'waiting-for-other-help', 'something-new', name='exceptionreason_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_by_id', sa.Uuid(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Uuid(), nullable=True),
    sa.Column('is_granted', sa.Boolean(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(decided_at IS NULL AND decided_by_id IS NULL AND is_granted IS NULL) OR (decided_at IS NOT NULL AND decided_by_id IS NOT NULL AND is_granted IS NOT NULL)', name=op.f('ck_session_exception_decided_means_by_whom')),
    sa.CheckConstraint('decided_by_id <> asked_by_id', name=op.f('ck_session_exception_decided_by_another')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['user.id'], name=op.f('fk_session_exception_asked_by_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_session_exception_decided_by_id')),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id'], ['referral.organisation_id', 'referral.id'], name=op.f('fk_session_exception_organisation_id_referral_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_session_exception_organisation_id')),
    sa.ForeignKeyConstraint(['provider_organisation_id'], ['organisation.id'], name=op.f('fk_session_exception_provider_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_exception'))
    )
    with op.batch_alter_table('session_exception', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_exception_provider_organisation_id'), ['provider_organisation_id'], unique=False)
        batch_op.create_index('uq_session_exception_waiting', ['organisation_id', 'referral_id'], unique=True, sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))

    op.create_table('session_review',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('provider_organisation_id', sa.Uuid(), nullable=True),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('outcome', sa.Enum('enough', 'more', name='reviewoutcome_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reviewed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reviewed_by_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id'], ['referral.organisation_id', 'referral.id'], name=op.f('fk_session_review_organisation_id_referral_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_session_review_organisation_id')),
    sa.ForeignKeyConstraint(['provider_organisation_id'], ['organisation.id'], name=op.f('fk_session_review_provider_organisation_id')),
    sa.ForeignKeyConstraint(['reviewed_by_id'], ['user.id'], name=op.f('fk_session_review_reviewed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_review')),
    sa.UniqueConstraint('organisation_id', 'referral_id', 'id', name=op.f('uq_session_review_organisation_id_referral_id_id'))
    )
    with op.batch_alter_table('session_review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_review_provider_organisation_id'), ['provider_organisation_id'], unique=False)

    op.create_table('session_allowance',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('provider_organisation_id', sa.Uuid(), nullable=True),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('review_id', sa.Uuid(), nullable=True),
    sa.Column('approved_by_id', sa.Uuid(), nullable=True),
    sa.Column('approved_because', sa.Enum('key-date', 'waiting-for-other-help', 'something-new', name='exceptionreason_known', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.CheckConstraint('number < 7 OR (approved_by_id IS NOT NULL AND approved_because IS NOT NULL)', name=op.f('ck_session_allowance_the_last_has_an_approver')),
    sa.CheckConstraint('number <= 3 OR review_id IS NOT NULL', name=op.f('ck_session_allowance_more_after_a_review')),
    sa.CheckConstraint('number BETWEEN 1 AND 7', name=op.f('ck_session_allowance_never_an_eighth')),
    sa.ForeignKeyConstraint(['approved_by_id'], ['user.id'], name=op.f('fk_session_allowance_approved_by_id')),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id', 'review_id'], ['session_review.organisation_id', 'session_review.referral_id', 'session_review.id'], name=op.f('fk_session_allowance_organisation_id_referral_id_review_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id'], ['referral.organisation_id', 'referral.id'], name=op.f('fk_session_allowance_organisation_id_referral_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_session_allowance_organisation_id')),
    sa.ForeignKeyConstraint(['provider_organisation_id'], ['organisation.id'], name=op.f('fk_session_allowance_provider_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_allowance')),
    sa.UniqueConstraint('organisation_id', 'referral_id', 'number', name=op.f('uq_session_allowance_organisation_id_referral_id_number'))
    )
    with op.batch_alter_table('session_allowance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_allowance_provider_organisation_id'), ['provider_organisation_id'], unique=False)

    op.create_table('support_session',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('provider_organisation_id', sa.Uuid(), nullable=True),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('kept', 'booked', 'held', 'held-late', 'not-held', 'not-come', 'called-off', 'let-go', name='sessionstate_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('key_date_id', sa.Uuid(), nullable=True),
    sa.Column('therapist_user_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('mode', sa.Enum('video', 'phone', 'in-person', name='meetingmode_known', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('booked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state IN ('kept', 'booked', 'held', 'held-late')) = (number IS NOT NULL)", name=op.f('ck_support_session_what_counts_has_a_number')),
    sa.CheckConstraint("state <> 'kept' OR key_date_id IS NOT NULL", name=op.f('ck_support_session_kept_for_a_date')),
    sa.CheckConstraint("state IN ('kept', 'let-go') OR at IS NOT NULL", name=op.f('ck_support_session_booked_has_a_time')),
    sa.CheckConstraint('(at IS NULL) = (mode IS NULL)', name=op.f('ck_support_session_a_time_has_a_mode')),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id', 'key_date_id'], ['key_date.organisation_id', 'key_date.referral_id', 'key_date.id'], name=op.f('fk_support_session_organisation_id_referral_id_key_date_id')),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id', 'number'], ['session_allowance.organisation_id', 'session_allowance.referral_id', 'session_allowance.number'], name=op.f('fk_support_session_organisation_id_referral_id_number'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id'], ['referral.organisation_id', 'referral.id'], name=op.f('fk_support_session_organisation_id_referral_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_support_session_organisation_id')),
    sa.ForeignKeyConstraint(['provider_organisation_id'], ['organisation.id'], name=op.f('fk_support_session_provider_organisation_id')),
    sa.ForeignKeyConstraint(['therapist_user_id'], ['user.id'], name=op.f('fk_support_session_therapist_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_session')),
    sa.UniqueConstraint('organisation_id', 'id', name=op.f('uq_support_session_organisation_id_id')),
    sa.UniqueConstraint('organisation_id', 'referral_id', 'number', name=op.f('uq_support_session_organisation_id_referral_id_number'))
    )
    with op.batch_alter_table('support_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_support_session_provider_organisation_id'), ['provider_organisation_id'], unique=False)
        batch_op.create_index('ix_support_session_referral_id', ['referral_id'], unique=False)
        batch_op.create_index('ix_support_session_therapist_user_id_at', ['therapist_user_id', 'at'], unique=False)

    op.create_table('session_move',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('provider_organisation_id', sa.Uuid(), nullable=True),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('was_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('was_mode', sa.Enum('video', 'phone', 'in-person', name='meetingmode_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('moved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('moved_by_id', sa.Uuid(), nullable=False),
    sa.Column('asked_by', sa.Enum('staff-member', 'therapist', name='askedby_known', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('reason', sa.Enum('work', 'leave', 'not-well', 'no-quiet-place', 'connection', 'another-reason', name='movereason_known', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.ForeignKeyConstraint(['moved_by_id'], ['user.id'], name=op.f('fk_session_move_moved_by_id')),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id'], ['referral.organisation_id', 'referral.id'], name=op.f('fk_session_move_organisation_id_referral_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id', 'session_id'], ['support_session.organisation_id', 'support_session.id'], name=op.f('fk_session_move_organisation_id_session_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_session_move_organisation_id')),
    sa.ForeignKeyConstraint(['provider_organisation_id'], ['organisation.id'], name=op.f('fk_session_move_provider_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_move'))
    )
    with op.batch_alter_table('session_move', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_move_provider_organisation_id'), ['provider_organisation_id'], unique=False)
        batch_op.create_index('ix_session_move_referral_id', ['referral_id'], unique=False)

    with op.batch_alter_table('referral', schema=None) as batch_op:
        _know(batch_op, 'state', 'state_known', STATES_NOW)
        batch_op.add_column(sa.Column('are_others_affected', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('is_manager_affected', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('amended_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('sessions_granted', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('exit_pathway', sa.Enum('none-needed', 'wellbeing-service', 'gp', 'nhs-mental-health', 'council-services', 'declined', 'other', name='exitpathway_known', native_enum=False, create_constraint=True, length=40), nullable=True))
        batch_op.add_column(sa.Column('is_gp_advised', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('reopened_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.alter_column('is_gp_advised', server_default=None)
        batch_op.alter_column('sessions_granted', server_default=None)

    with op.batch_alter_table('referral_step', schema=None) as batch_op:
        _know(batch_op, 'step', 'step_known', STEPS_NOW)
        batch_op.add_column(sa.Column('reason', sa.Enum('they-asked', 'another-way', 'not-needed', 'no-way-to-reach', 'not-clear-what-happened', 'wrong-department', 'names-somebody', 'to-supervision', 'to-wellbeing', 'to-gp', 'to-occupational-health', 'to-staff-support', 'wrong-person', 'sent-twice', 'tried-out', 'nobody-free', 'knows-them', 'not-our-field', 'not-reached', 'left-the-organisation', 'other-help-fits', 'came-back', 'ended-by-mistake', 'key-date-came', name='stepreason_known', native_enum=False, create_constraint=True, length=40), nullable=True))

    move_first_meetings()
    with op.batch_alter_table('referral_meeting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_referral_meeting_provider_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_referral_meeting_referral_id'))

    op.drop_table('referral_meeting')
    add_policies()


def downgrade() -> None:
    """Back."""
    remove_policies()
    with op.batch_alter_table('referral_step', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_referral_step_stepreason_known'), type_='check')
        _know(batch_op, 'step', 'step_known', STEPS)
        batch_op.drop_column('reason')

    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_referral_exitpathway_known'), type_='check')
        _know(batch_op, 'state', 'state_known', STATES)
        batch_op.drop_column('reopened_at')
        batch_op.drop_column('is_gp_advised')
        batch_op.drop_column('exit_pathway')
        batch_op.drop_column('sessions_granted')
        batch_op.drop_column('amended_at')
        batch_op.drop_column('is_manager_affected')
        batch_op.drop_column('are_others_affected')

    op.create_table('referral_meeting',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('provider_organisation_id', sa.Uuid(), nullable=True),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('mode', sa.VARCHAR(length=40), nullable=False),
    sa.Column('booked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('booked_by_id', sa.Uuid(), nullable=False),
    sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("mode IN ('video', 'phone', 'in-person')", name=op.f('ck_referral_meeting_meetingmode_known')),
    sa.ForeignKeyConstraint(['booked_by_id'], ['user.id'], name=op.f('fk_referral_meeting_booked_by_id')),
    sa.ForeignKeyConstraint(['organisation_id', 'referral_id'], ['referral.organisation_id', 'referral.id'], name=op.f('fk_referral_meeting_organisation_id_referral_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_referral_meeting_organisation_id')),
    sa.ForeignKeyConstraint(['provider_organisation_id'], ['organisation.id'], name=op.f('fk_referral_meeting_provider_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral_meeting'))
    )
    with op.batch_alter_table('referral_meeting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referral_meeting_referral_id'), ['referral_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_referral_meeting_provider_organisation_id'), ['provider_organisation_id'], unique=False)

    bring_first_meetings_back()
    if op.get_bind().dialect.name == 'postgresql':
        for statement in FORMER_POLICIES:
            op.execute(sa.text(statement))

    with op.batch_alter_table('session_move', schema=None) as batch_op:
        batch_op.drop_index('ix_session_move_referral_id')
        batch_op.drop_index(batch_op.f('ix_session_move_provider_organisation_id'))

    op.drop_table('session_move')
    with op.batch_alter_table('support_session', schema=None) as batch_op:
        batch_op.drop_index('ix_support_session_therapist_user_id_at')
        batch_op.drop_index('ix_support_session_referral_id')
        batch_op.drop_index(batch_op.f('ix_support_session_provider_organisation_id'))

    op.drop_table('support_session')
    with op.batch_alter_table('session_allowance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_session_allowance_provider_organisation_id'))

    op.drop_table('session_allowance')
    with op.batch_alter_table('session_review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_session_review_provider_organisation_id'))

    op.drop_table('session_review')
    with op.batch_alter_table('session_exception', schema=None) as batch_op:
        batch_op.drop_index('uq_session_exception_waiting', sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_session_exception_provider_organisation_id'))

    op.drop_table('session_exception')
    with op.batch_alter_table('referral_amendment', schema=None) as batch_op:
        batch_op.drop_index('ix_referral_amendment_referral_id')
        batch_op.drop_index(batch_op.f('ix_referral_amendment_provider_organisation_id'))

    op.drop_table('referral_amendment')
    with op.batch_alter_table('key_date', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_key_date_provider_organisation_id'))

    op.drop_table('key_date')
    with op.batch_alter_table('closing_summary', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_closing_summary_provider_organisation_id'))

    op.drop_table('closing_summary')


FORMER_POLICIES = (
    'ALTER TABLE "referral_meeting" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "referral_meeting" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY referral_meeting_read ON "referral_meeting" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY referral_meeting_add ON "referral_meeting" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY referral_meeting_change ON "referral_meeting" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid)) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY referral_meeting_remove ON "referral_meeting" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
)

POLICIES = (
    'ALTER TABLE "closing_summary" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "closing_summary" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY closing_summary_read ON "closing_summary" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY closing_summary_add ON "closing_summary" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY closing_summary_change ON "closing_summary" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid)) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY closing_summary_remove ON "closing_summary" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'ALTER TABLE "key_date" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "key_date" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY key_date_read ON "key_date" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY key_date_add ON "key_date" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY key_date_change ON "key_date" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid)) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY key_date_remove ON "key_date" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'ALTER TABLE "referral_amendment" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "referral_amendment" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY referral_amendment_read ON "referral_amendment" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY referral_amendment_add ON "referral_amendment" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY referral_amendment_change ON "referral_amendment" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid)) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY referral_amendment_remove ON "referral_amendment" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'ALTER TABLE "session_allowance" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "session_allowance" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY session_allowance_read ON "session_allowance" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY session_allowance_add ON "session_allowance" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY session_allowance_change ON "session_allowance" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid)) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY session_allowance_remove ON "session_allowance" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'ALTER TABLE "session_exception" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "session_exception" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY session_exception_read ON "session_exception" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY session_exception_add ON "session_exception" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY session_exception_change ON "session_exception" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid)) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY session_exception_remove ON "session_exception" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'ALTER TABLE "session_move" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "session_move" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY session_move_read ON "session_move" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY session_move_add ON "session_move" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY session_move_change ON "session_move" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid)) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY session_move_remove ON "session_move" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'ALTER TABLE "session_review" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "session_review" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY session_review_read ON "session_review" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY session_review_add ON "session_review" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY session_review_change ON "session_review" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid)) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY session_review_remove ON "session_review" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'ALTER TABLE "support_session" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "support_session" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY support_session_read ON "support_session" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY support_session_add ON "support_session" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY support_session_change ON "support_session" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid)) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY support_session_remove ON "support_session" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR provider_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
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


def _know(batch_op, column: str, name: str, known: tuple[str, ...]) -> None:
    """A list of words that has become longer, or is short again."""
    table = batch_op.impl.table_name
    among = ", ".join(f"'{word}'" for word in known)
    batch_op.drop_constraint(batch_op.f(f"ck_{table}_{name}"), type_="check")
    batch_op.create_check_constraint(batch_op.f(f"ck_{table}_{name}"), f"{column} IN ({among})")


def _tables(*names: str) -> list[sa.Table]:
    metadata = sa.MetaData()
    return [sa.Table(name, metadata, *(sa.Column(column, kind) for column, kind in COLUMNS[name])) for name in names]


_KEYS = [(name, sa.Uuid()) for name in ("id", "organisation_id", "provider_organisation_id", "referral_id")]
_TIME = sa.DateTime(timezone=True)
COLUMNS = {
    "referral": [("id", sa.Uuid()), ("state", sa.String()), ("therapist_user_id", sa.Uuid()), ("sessions_granted", sa.Integer())],
    "referral_meeting": [
        *_KEYS, ("at", _TIME), ("mode", sa.String()), ("booked_at", _TIME), ("booked_by_id", sa.Uuid()), ("replaced_at", _TIME),
    ],
    "session_allowance": [*_KEYS, ("number", sa.Integer()), ("granted_at", _TIME)],
    "support_session": [
        *_KEYS, ("number", sa.Integer()), ("state", sa.String()), ("therapist_user_id", sa.Uuid()), ("at", _TIME),
        ("mode", sa.String()), ("booked_at", _TIME), ("noted_at", _TIME), ("version", sa.Integer()),
    ],
    "session_move": [
        *_KEYS, ("session_id", sa.Uuid()), ("was_at", _TIME), ("was_mode", sa.String()), ("moved_at", _TIME), ("moved_by_id", sa.Uuid()),
    ],
}  # fmt: skip
WAS = {"meeting_booked": "booked", "under_way": "held", "ended": "held"}
"""What the meeting of a referral in this state is as a session; in any other it was called off."""


def move_first_meetings() -> None:
    """First meetings become the first of the sessions, with what was moved as its history."""
    run = op.get_bind()
    referral, meeting, allowance, session, move = _tables(
        "referral", "referral_meeting", "session_allowance", "support_session", "session_move"
    )
    states = {row.id: row for row in run.execute(sa.select(referral))}
    by_referral: dict = {}
    for row in run.execute(sa.select(meeting).order_by(meeting.c.booked_at, meeting.c.id)):
        by_referral.setdefault(row.referral_id, []).append(row)
    for referral_id, rows in by_referral.items():
        last, now = rows[-1], states[referral_id]
        whose = {"organisation_id": last.organisation_id, "provider_organisation_id": last.provider_organisation_id, "referral_id": referral_id}
        state = WAS.get(now.state, "called-off")
        for number in (1, 2, 3):
            run.execute(sa.insert(allowance).values(id=uuid4(), **whose, number=number, granted_at=rows[0].booked_at))
        run.execute(sa.update(referral).where(referral.c.id == referral_id).values(sessions_granted=3))
        session_id = uuid4()
        run.execute(
            sa.insert(session).values(
                id=session_id, **whose, number=None if state == "called-off" else 1, state=state,
                therapist_user_id=now.therapist_user_id or last.booked_by_id, at=last.at, mode=last.mode,
                booked_at=last.booked_at, noted_at=None if state == "booked" else last.at, version=1,
            )
        )  # fmt: skip
        for earlier in rows[:-1]:
            run.execute(
                sa.insert(move).values(
                    id=uuid4(), **whose, session_id=session_id, was_at=earlier.at, was_mode=earlier.mode,
                    moved_at=earlier.replaced_at or earlier.booked_at, moved_by_id=earlier.booked_by_id,
                )
            )  # fmt: skip


def bring_first_meetings_back() -> None:
    """The first session that had a time is the first meeting again; further ones have no place before this."""
    run = op.get_bind()
    meeting, session = _tables("referral_meeting", "support_session")
    seen = set()
    booked = sa.select(session).where(session.c.at.is_not(None)).order_by(session.c.at, session.c.id)
    for row in run.execute(booked).all():
        if row.referral_id in seen:
            continue
        seen.add(row.referral_id)
        run.execute(
            sa.insert(meeting).values(
                id=row.id, organisation_id=row.organisation_id, provider_organisation_id=row.provider_organisation_id,
                referral_id=row.referral_id, at=row.at, mode=row.mode, booked_at=row.booked_at,
                booked_by_id=row.therapist_user_id, replaced_at=None,
            )
        )  # fmt: skip
