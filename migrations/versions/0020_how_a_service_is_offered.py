"""how a service is offered

Revision: 0020, after 0019
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


COUNTED = {'draft_days': (30, 7, 90), 'particulars_days': (90, 30, 180), 'summary_months': (12, 3, 24), 'skeleton_months': (24, 12, 36)}
REFERRERS = '["line-manager", "service-manager", "head-of-service"]'
ANSWERED_BEFORE = '["when", "who"]'


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table('incident_module', schema=None) as batch_op:
        batch_op.add_column(sa.Column('answered', sa.JSON(), nullable=False, server_default=ANSWERED_BEFORE))
        batch_op.add_column(sa.Column('is_small', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('agreed_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('agreement_kept_at', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('fallback_organisation_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('fallback_agreed_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('is_virtual_only', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('group_referrers', sa.JSON(), nullable=False, server_default=REFERRERS))
        batch_op.add_column(sa.Column('allows_late', sa.Boolean(), nullable=False, server_default=sa.false()))
        for name, (usual, _, _) in COUNTED.items():
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default=str(usual)))
        batch_op.create_foreign_key(batch_op.f('fk_incident_module_fallback_organisation_id'), 'organisation', ['fallback_organisation_id'], ['id'])

    with op.batch_alter_table('incident_module', schema=None) as batch_op:
        for name in ('answered', 'is_small', 'agreement_kept_at', 'is_virtual_only', 'group_referrers', 'allows_late', *COUNTED):
            batch_op.alter_column(name, server_default=None)
        for name, (_, least, most) in COUNTED.items():
            batch_op.create_check_constraint(op.f(f'ck_incident_module_{name}'), f'{name} BETWEEN {least} AND {most}')

    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kept_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_referral_kept_until'), ['kept_until'], unique=False)
    say_until_when()


def say_until_when() -> None:
    """As long as people were told until now: drafts 30 days, what closed 90 days."""
    referrals = sa.table(
        'referral',
        sa.column('id', sa.Uuid()),
        sa.column('state', sa.String()),
        sa.column('started_at', sa.DateTime(timezone=True)),
        sa.column('closed_at', sa.DateTime(timezone=True)),
        sa.column('kept_until', sa.DateTime(timezone=True)),
    )
    for state, since, days in (('draft', referrals.c.started_at, 30), (None, referrals.c.closed_at, 90)):
        wanted = sa.select(referrals.c.id, since).where(since.is_not(None))
        wanted = wanted.where(referrals.c.state == state) if state else wanted
        for key, begun in op.get_bind().execute(wanted).all():
            until = sa.update(referrals).where(referrals.c.id == key).values(kept_until=begun + timedelta(days=days))
            op.get_bind().execute(until)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_referral_kept_until'))
        batch_op.drop_column('kept_until')

    with op.batch_alter_table('incident_module', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_incident_module_fallback_organisation_id'), type_='foreignkey')
        for name in COUNTED:
            batch_op.drop_constraint(op.f(f'ck_incident_module_{name}'), type_='check')
        batch_op.drop_column('skeleton_months')
        batch_op.drop_column('summary_months')
        batch_op.drop_column('particulars_days')
        batch_op.drop_column('draft_days')
        batch_op.drop_column('allows_late')
        batch_op.drop_column('group_referrers')
        batch_op.drop_column('is_virtual_only')
        batch_op.drop_column('fallback_agreed_on')
        batch_op.drop_column('fallback_organisation_id')
        batch_op.drop_column('agreement_kept_at')
        batch_op.drop_column('agreed_on')
        batch_op.drop_column('is_small')
        batch_op.drop_column('answered')

