"""what a person reads before it goes on

Revision: 0021, after 0020
"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


STEPS_NOW = (
    'submit', 'send_back', 'send_again', 'redirect', 'go_ahead',
    'do_not_wait', 'let_through', 'pass_to_provider', 'hand_back', 'name_therapist',
    'book_first_meeting', 'miss_first_meeting', 'begin_support', 'end_support', 'close_early',
    'withdraw', 'mark_mistaken', 'decline', 'change_mind', 'reopen',
)
NEW_STEPS = ('go_ahead', 'do_not_wait', 'let_through')
STEPS = tuple(each for each in STEPS_NOW if each not in NEW_STEPS)
REASONS_NOW = (
    'they-asked', 'another-way', 'not-needed', 'no-way-to-reach', 'not-clear-what-happened',
    'wrong-department', 'names-somebody', 'to-supervision', 'to-wellbeing', 'to-gp',
    'to-occupational-health', 'to-staff-support', 'they-want-it-now', 'could-not-be-asked', 'came-to-light-later',
    'were-away', 'had-to-wait', 'wrong-person', 'sent-twice', 'tried-out',
    'nobody-free', 'knows-them', 'not-our-field', 'not-reached', 'left-the-organisation',
    'other-help-fits', 'came-back', 'ended-by-mistake', 'key-date-came',
)
NEW_REASONS = ('they-want-it-now', 'could-not-be-asked', 'came-to-light-later', 'were-away', 'had-to-wait')
REASONS = tuple(each for each in REASONS_NOW if each not in NEW_REASONS)


def upgrade() -> None:
    """Forward. What was sent before went on as it went: nobody waited for anybody."""
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reading', sa.Enum('waiting', 'read', 'at-once', 'not-waited', 'no-page', name='reading_known', native_enum=False, create_constraint=True, length=40), nullable=False, server_default='at-once'))
        batch_op.add_column(sa.Column('is_late', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('let_through_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('called_sealed', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('own_telephone_sealed', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('own_email_sealed', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('voicemail_sealed', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('interpreter_sealed', sa.LargeBinary(), nullable=True))

    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.alter_column('reading', server_default=None)
        batch_op.alter_column('is_late', server_default=None)

    with op.batch_alter_table('referral_step', schema=None) as batch_op:
        know(batch_op, 'step', 'step_known', STEPS_NOW)
        know(batch_op, 'reason', 'stepreason_known', REASONS_NOW)


def downgrade() -> None:
    """Back."""
    steps = sa.table('referral_step', sa.column('step', sa.String()))
    op.execute(sa.delete(steps).where(steps.c.step.in_(NEW_STEPS)))
    with op.batch_alter_table('referral_step', schema=None) as batch_op:
        know(batch_op, 'step', 'step_known', STEPS)
        know(batch_op, 'reason', 'stepreason_known', REASONS)

    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_referral_reading_known'), type_='check')
        batch_op.drop_column('interpreter_sealed')
        batch_op.drop_column('voicemail_sealed')
        batch_op.drop_column('own_email_sealed')
        batch_op.drop_column('own_telephone_sealed')
        batch_op.drop_column('called_sealed')
        batch_op.drop_column('let_through_at')
        batch_op.drop_column('is_late')
        batch_op.drop_column('reading')


def know(batch_op, column: str, name: str, known: tuple[str, ...]) -> None:
    """A list of words that has become longer, or is short again."""
    table = batch_op.impl.table_name
    among = ", ".join(f"'{word}'" for word in known)
    batch_op.drop_constraint(batch_op.f(f"ck_{table}_{name}"), type_="check")
    batch_op.create_check_constraint(batch_op.f(f"ck_{table}_{name}"), f"{column} IN ({among})")
