"""another manager

Revision: 0029, after 0028
"""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

STEPS = (
    'submit', 'ask_for_oneself', 'send_back', 'send_again', 'redirect', 'go_ahead',
    'do_not_wait', 'let_through', 'pass_to_provider', 'hand_back', 'name_therapist',
    'book_first_meeting', 'miss_first_meeting', 'begin_support', 'end_support', 'close_early',
    'withdraw', 'mark_mistaken', 'decline', 'change_mind', 'reopen',
)
NEW_STEPS = ('hand_over', 'name_manager', 'name_nobody')
CLOCKS = (
    "state = 'draft' OR (submitted_at IS NOT NULL AND reference IS NOT NULL AND "
    "first_meeting_target_at IS NOT NULL AND first_meeting_limit_on IS NOT NULL AND "
    "(manager_contact_limit_on IS NOT NULL OR referrer_user_id IS NULL"
)


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.add_column(sa.Column('handed_over_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('successor_user_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('successor_name_sealed', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('successor_telephone_sealed', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('successor_email_sealed', sa.LargeBinary(), nullable=True))
        batch_op.create_index(batch_op.f('ix_referral_successor_user_id'), ['successor_user_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_referral_successor_user_id'), 'user', ['successor_user_id'], ['id'])
    with op.batch_alter_table('referral', schema=None) as batch_op:
        say_when_clocks_run(batch_op, f"{CLOCKS} OR handed_over_at IS NOT NULL))")
        batch_op.create_check_constraint(
            op.f('ck_referral_followed_means_handed_over'), 'successor_user_id IS NULL OR handed_over_at IS NOT NULL'
        )
    with op.batch_alter_table('referral_step', schema=None) as batch_op:
        know(batch_op, (*STEPS, *NEW_STEPS))


def downgrade() -> None:
    """Back. Whoever wrote a referral sees it again, and speaks with the therapist by its first limit."""
    steps = sa.table('referral_step', sa.column('step', sa.String()))
    op.execute(sa.delete(steps).where(steps.c.step.in_(NEW_STEPS)))
    with op.batch_alter_table('referral_step', schema=None) as batch_op:
        know(batch_op, STEPS)
    names = ('manager_contact_limit_on', 'first_meeting_limit_on', 'referrer_user_id')
    referral = sa.table('referral', *map(sa.column, names))
    without = sa.and_(referral.c.manager_contact_limit_on.is_(None), referral.c.referrer_user_id.is_not(None))
    op.execute(sa.update(referral).where(without).values(manager_contact_limit_on=referral.c.first_meeting_limit_on))
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_referral_followed_means_handed_over'), type_='check')
        say_when_clocks_run(batch_op, f"{CLOCKS}))")
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_referral_successor_user_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_referral_successor_user_id'))
        batch_op.drop_column('successor_email_sealed')
        batch_op.drop_column('successor_telephone_sealed')
        batch_op.drop_column('successor_name_sealed')
        batch_op.drop_column('successor_user_id')
        batch_op.drop_column('handed_over_at')


def say_when_clocks_run(batch_op, rule: str) -> None:
    """The rule of the clocks, said anew."""
    batch_op.drop_constraint(op.f('ck_referral_sent_means_clocks_run'), type_='check')
    batch_op.create_check_constraint(op.f('ck_referral_sent_means_clocks_run'), rule)


def know(batch_op, steps: tuple[str, ...]) -> None:
    """The steps that there are."""
    batch_op.drop_constraint(op.f('ck_referral_step_step_known'), type_='check')
    among = ', '.join(f"'{step}'" for step in steps)
    batch_op.create_check_constraint(op.f('ck_referral_step_step_known'), f'step IN ({among})')
