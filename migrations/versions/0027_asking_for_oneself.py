"""asking for oneself

Revision: 0027, after 0026
"""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

STEPS_NOW = (
    'submit', 'ask_for_oneself', 'send_back', 'send_again', 'redirect', 'go_ahead',
    'do_not_wait', 'let_through', 'pass_to_provider', 'hand_back', 'name_therapist',
    'book_first_meeting', 'miss_first_meeting', 'begin_support', 'end_support', 'close_early',
    'withdraw', 'mark_mistaken', 'decline', 'change_mind', 'reopen',
)
STEPS = tuple(each for each in STEPS_NOW if each != 'ask_for_oneself')
CLOCKS = (
    "state = 'draft' OR (submitted_at IS NOT NULL AND reference IS NOT NULL AND "
    "first_meeting_target_at IS NOT NULL AND first_meeting_limit_on IS NOT NULL AND "
)
HANGS_ON_IT = (
    'session_move', 'support_session', 'key_date', 'session_exception', 'session_allowance', 'session_review',
    'closing_summary', 'colleague_offer', 'questionnaire_turn', 'referral_step', 'referral_amendment',
    'referral_lateness',
)


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.alter_column('talk_id', existing_type=sa.Uuid(), nullable=True)
        batch_op.alter_column('referrer_user_id', existing_type=sa.Uuid(), nullable=True)
        say(batch_op, 'sent_means_clocks_run', f"{CLOCKS}(manager_contact_limit_on IS NOT NULL OR referrer_user_id IS NULL))")
        batch_op.create_check_constraint(op.f('ck_referral_referred_means_talked'), '(talk_id IS NULL) = (referrer_user_id IS NULL)')
    with op.batch_alter_table('referral_step', schema=None) as batch_op:
        know(batch_op, STEPS_NOW)


def downgrade() -> None:
    """Back. What people asked for themselves has no place before this, and goes."""
    referral = sa.table('referral', sa.column('id'), sa.column('referrer_user_id'))
    asked = sa.select(referral.c.id).where(referral.c.referrer_user_id.is_(None))
    for name in HANGS_ON_IT:
        hanging = sa.table(name, sa.column('referral_id'))
        op.execute(sa.delete(hanging).where(hanging.c.referral_id.in_(asked)))
    op.execute(sa.delete(referral).where(referral.c.referrer_user_id.is_(None)))
    with op.batch_alter_table('referral_step', schema=None) as batch_op:
        know(batch_op, STEPS)
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_referral_referred_means_talked'), type_='check')
        say(batch_op, 'sent_means_clocks_run', f"{CLOCKS}manager_contact_limit_on IS NOT NULL)")
        batch_op.alter_column('referrer_user_id', existing_type=sa.Uuid(), nullable=False)
        batch_op.alter_column('talk_id', existing_type=sa.Uuid(), nullable=False)


def say(batch_op, name: str, rule: str) -> None:
    """A rule of a row, said anew."""
    batch_op.drop_constraint(op.f(f'ck_referral_{name}'), type_='check')
    batch_op.create_check_constraint(op.f(f'ck_referral_{name}'), rule)


def know(batch_op, steps: tuple[str, ...]) -> None:
    """The steps that there are."""
    batch_op.drop_constraint(op.f('ck_referral_step_step_known'), type_='check')
    among = ', '.join(f"'{step}'" for step in steps)
    batch_op.create_check_constraint(op.f('ck_referral_step_step_known'), f'step IN ({among})')
