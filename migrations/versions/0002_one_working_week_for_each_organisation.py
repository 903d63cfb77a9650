"""one working week for each organisation

The service after critical incidents kept a week of its own beside the organisation's. Deadlines were counted by the
service's, so that is the one that stays, in the organisation's profile.

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

DAYS = ('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')
MODULE = sa.table('incident_module', sa.column('organisation_id', sa.Uuid()), sa.column('working_week', sa.JSON()))
ORGANISATION = sa.table('organisation', sa.column('id', sa.Uuid()), sa.column('working_week', sa.String()))


def upgrade() -> None:
    """Forward."""
    _see_every_row()
    for organisation_id, days in _rows(sa.select(MODULE.c.organisation_id, MODULE.c.working_week)):
        week = ''.join(sorted(str(DAYS.index(day)) for day in days))
        if week:
            op.execute(ORGANISATION.update().where(ORGANISATION.c.id == organisation_id).values(working_week=week))
    # Not by a new table: what refers to the old one would go with it.
    op.drop_column('incident_module', 'working_week')


def downgrade() -> None:
    """Back."""
    _see_every_row()
    op.add_column('incident_module', sa.Column('working_week', sa.JSON(), nullable=False, server_default='[]'))
    weeks = sa.select(ORGANISATION.c.id, ORGANISATION.c.working_week).join(
        MODULE, MODULE.c.organisation_id == ORGANISATION.c.id
    )
    for organisation_id, week in _rows(weeks):
        days = [DAYS[int(digit)] for digit in week]
        op.execute(MODULE.update().where(MODULE.c.organisation_id == organisation_id).values(working_week=days))


def _see_every_row() -> None:
    """On PostgreSQL policies hold the owner too."""
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("SELECT set_config('network.job', 'migration 0002', true)")


def _rows(statement: sa.Select) -> list[sa.Row]:
    return list(op.get_bind().execute(statement))
