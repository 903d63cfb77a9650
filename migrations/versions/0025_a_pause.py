"""a pause

Revision: 0025, after 0024
"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.add_column(sa.Column('paused_until', sa.Date(), nullable=True))



def downgrade() -> None:
    """Back."""
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_column('paused_until')

