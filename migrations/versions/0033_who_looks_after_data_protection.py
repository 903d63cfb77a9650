"""Who looks after data protection, and is told of what is opened in an emergency

Revision: 0033, after 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("incident_module", schema=None) as batch_op:
        batch_op.add_column(sa.Column("data_protection_email", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("incident_module", schema=None) as batch_op:
        batch_op.alter_column("data_protection_email", server_default=None)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("incident_module", schema=None) as batch_op:
        batch_op.drop_column("data_protection_email")
