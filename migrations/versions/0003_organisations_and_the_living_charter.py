"""organisations and the living charter

Signatures that are there were made for good. They are current for a year from the day on which they were made, and
for three months from today at least, so that nobody lapses who could not know. Whoever signed answers for it.

Revision: 0003, after 0002
"""

from datetime import date, timedelta
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

STATE_KNOWN = 'ck_charter_version_versionstate_known'
HAS_ITS_DAY = 'ck_charter_version_published_has_its_day'
HAS_AN_END = 'ck_charter_version_consultation_has_an_end'
USER = sa.table('user', sa.column('id', sa.Uuid()), sa.column('email', sa.String()))
ORGANISATION = sa.table('organisation', sa.column('id', sa.Uuid()), sa.column('statement', sa.String()))
VERSION = sa.table('charter_version', sa.column('state', sa.String()))
REVIEW = sa.table('charter_review')
SIGNING = sa.table(
    'charter_signing', sa.column('id', sa.Uuid()), sa.column('organisation_id', sa.Uuid()),
    sa.column('prepared_by_id', sa.Uuid()),
)
SIGNATURE = sa.table(
    'charter_signature', sa.column('id', sa.Uuid()), sa.column('organisation_id', sa.Uuid()),
    sa.column('signatory_name', sa.String()), sa.column('job_title', sa.String()), sa.column('statement', sa.String()),
    sa.column('signed_at', sa.DateTime(timezone=True)), sa.column('signed_by_id', sa.Uuid()),
    sa.column('current_until', sa.Date()), sa.column('withdrawn_on', sa.Date()),
)
SIGNATORY = sa.table(
    'charter_signatory', sa.column('id', sa.Uuid()), sa.column('organisation_id', sa.Uuid()),
    sa.column('name', sa.String()), sa.column('job_title', sa.String()), sa.column('email', sa.String()),
    sa.column('user_id', sa.Uuid()), sa.column('since', sa.Date()), sa.column('deputy_name', sa.String()),
    sa.column('deputy_title', sa.String()), sa.column('deputy_email', sa.String()),
)


def upgrade() -> None:
    """Forward."""
    op.create_table('charter_pledge',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('action', 'commitment', name='pledgekind_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('principle', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('owner_name', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('state', sa.Enum('planned', 'started', 'in-place', 'checked', name='pledgestate_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('state_since', sa.Date(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('checked_by', sa.Uuid(), nullable=True),
    sa.Column('seen', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(kind = 'action') = (principle = '')", name=op.f('ck_charter_pledge_commitment_has_its_principle')),
    sa.CheckConstraint("state <> 'checked' OR checked_on IS NOT NULL", name=op.f('ck_charter_pledge_checked_has_its_day')),
    sa.CheckConstraint("text <> ''", name=op.f('ck_charter_pledge_text_given')),
    sa.ForeignKeyConstraint(['checked_by'], ['organisation.id'], name=op.f('fk_charter_pledge_checked_by')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_charter_pledge_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charter_pledge')),
    sa.UniqueConstraint('organisation_id', 'id', name=op.f('uq_charter_pledge_organisation_id_id'))
    )
    with op.batch_alter_table('charter_pledge', schema=None) as batch_op:
        batch_op.create_index('ix_charter_pledge_organisation_id_ended_on', ['organisation_id', 'ended_on'], unique=False)

    op.create_table('charter_readiness_item',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('is_used', sa.Boolean(), nullable=False),
    sa.CheckConstraint("text <> ''", name=op.f('ck_charter_readiness_item_text_given')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_charter_readiness_item_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charter_readiness_item')),
    sa.UniqueConstraint('organisation_id', 'id', name=op.f('uq_charter_readiness_item_organisation_id_id'))
    )
    with op.batch_alter_table('charter_readiness_item', schema=None) as batch_op:
        batch_op.create_index('ix_charter_readiness_item_position', ['organisation_id', 'position'], unique=False)

    op.create_table('charter_setting',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('readiness', sa.Enum('off', 'offered', 'needed', name='readiness_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_charter_setting_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charter_setting')),
    sa.UniqueConstraint('organisation_id', name=op.f('uq_charter_setting_organisation_id'))
    )
    op.create_table('charter_signatory',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('job_title', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=True),
    sa.Column('deputy_name', sa.String(), nullable=False),
    sa.Column('deputy_title', sa.String(), nullable=False),
    sa.Column('deputy_email', sa.String(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_charter_signatory_organisation_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_charter_signatory_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charter_signatory')),
    sa.UniqueConstraint('organisation_id', 'id', name=op.f('uq_charter_signatory_organisation_id_id'))
    )
    with op.batch_alter_table('charter_signatory', schema=None) as batch_op:
        batch_op.create_index('uq_charter_signatory_one_in_post', ['organisation_id'], unique=True, sqlite_where=sa.text('left_on IS NULL'), postgresql_where=sa.text('left_on IS NULL'))

    op.create_table('governance_group',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('is_network', sa.Boolean(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.Enum('strategic-board', 'programme-board', 'scrutiny-committee', 'strategic-group', 'working-group', 'task-and-finish-group', 'staff-network', 'other', name='groupkind_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('rhythm', sa.Enum('every-week', 'every-month', 'every-two-months', 'every-three-months', 'as-needed', name='rhythm_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('chair_name', sa.String(), nullable=False),
    sa.Column('chair_title', sa.String(), nullable=False),
    sa.Column('members', sa.String(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('created_by_id', sa.Uuid(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("name <> ''", name=op.f('ck_governance_group_name_given')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_governance_group_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_governance_group')),
    sa.UniqueConstraint('organisation_id', 'id', 'is_network', name=op.f('uq_governance_group_organisation_id_id_is_network'))
    )
    with op.batch_alter_table('governance_group', schema=None) as batch_op:
        batch_op.create_index('ix_governance_group_is_network', ['is_network'], unique=False)

    op.create_table('organisation_logo',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('uploaded_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('width BETWEEN 1 AND 400 AND height BETWEEN 1 AND 400', name=op.f('ck_organisation_logo_fits_its_square')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_organisation_logo_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation_logo')),
    sa.UniqueConstraint('organisation_id', name=op.f('uq_organisation_logo_organisation_id'))
    )
    op.create_table('said_reminder',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('key_hash', sa.String(), nullable=False),
    sa.Column('said_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_said_reminder_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_said_reminder')),
    sa.UniqueConstraint('user_id', 'key_hash', name=op.f('uq_said_reminder_user_id_key_hash'))
    )
    with op.batch_alter_table('said_reminder', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_said_reminder_said_on'), ['said_on'], unique=False)

    op.create_table('charter_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('source', sa.Enum('staff', 'people-served', 'stakeholders', 'lived-experience', 'research', name='source_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id', 'version_id'], ['charter_version.organisation_id', 'charter_version.id'], name=op.f('fk_charter_change_organisation_id_version_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_charter_change_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charter_change')),
    sa.UniqueConstraint('organisation_id', 'version_id', 'position', name=op.f('uq_charter_change_organisation_id_version_id_position'))
    )
    op.create_table('charter_comment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.Enum('staff', 'people-served', 'stakeholders', 'lived-experience', 'research', name='source_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('words_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id', 'version_id'], ['charter_version.organisation_id', 'charter_version.id'], name=op.f('fk_charter_comment_organisation_id_version_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_charter_comment_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charter_comment'))
    )
    with op.batch_alter_table('charter_comment', schema=None) as batch_op:
        batch_op.create_index('ix_charter_comment_version_id', ['organisation_id', 'version_id'], unique=False)

    op.create_table('charter_evidence',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('pledge_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('file', 'link', name='evidencekind_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('file_kind', sa.Enum('picture', 'pdf', 'word', 'open-document', name='kind_known', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('filename', sa.String(), nullable=False),
    sa.Column('media_type', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('added_by_id', sa.Uuid(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(kind = 'file') = (content IS NOT NULL)", name=op.f('ck_charter_evidence_file_has_its_content')),
    sa.CheckConstraint("(kind = 'link') = (address <> '')", name=op.f('ck_charter_evidence_link_has_its_address')),
    sa.ForeignKeyConstraint(['added_by_id'], ['user.id'], name=op.f('fk_charter_evidence_added_by_id')),
    sa.ForeignKeyConstraint(['organisation_id', 'pledge_id'], ['charter_pledge.organisation_id', 'charter_pledge.id'], name=op.f('fk_charter_evidence_organisation_id_pledge_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_charter_evidence_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charter_evidence')),
    sa.UniqueConstraint('organisation_id', 'id', name=op.f('uq_charter_evidence_organisation_id_id'))
    )
    with op.batch_alter_table('charter_evidence', schema=None) as batch_op:
        batch_op.create_index('ix_charter_evidence_pledge_id', ['organisation_id', 'pledge_id'], unique=False)

    op.create_table('charter_peer_check',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('peer_organisation_id', sa.Uuid(), nullable=False),
    sa.Column('pledge_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('asked', 'answered', 'agreed', 'closed', name='checkstate_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('asked_by_id', sa.Uuid(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('finding', sa.Enum('in-place', 'not-yet', name='finding_known', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('seen', sa.String(), nullable=False),
    sa.Column('pledge_version', sa.Integer(), nullable=True),
    sa.Column('answered_by_id', sa.Uuid(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("state NOT IN ('answered', 'agreed') OR finding IS NOT NULL", name=op.f('ck_charter_peer_check_answer_says_what')),
    sa.CheckConstraint('organisation_id <> peer_organisation_id', name=op.f('ck_charter_peer_check_peer_is_another')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user.id'], name=op.f('fk_charter_peer_check_answered_by_id')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['user.id'], name=op.f('fk_charter_peer_check_asked_by_id')),
    sa.ForeignKeyConstraint(['organisation_id', 'pledge_id'], ['charter_pledge.organisation_id', 'charter_pledge.id'], name=op.f('fk_charter_peer_check_organisation_id_pledge_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_charter_peer_check_organisation_id')),
    sa.ForeignKeyConstraint(['peer_organisation_id'], ['organisation.id'], name=op.f('fk_charter_peer_check_peer_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charter_peer_check')),
    sa.UniqueConstraint('organisation_id', 'id', name=op.f('uq_charter_peer_check_organisation_id_id'))
    )
    with op.batch_alter_table('charter_peer_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_charter_peer_check_peer_organisation_id'), ['peer_organisation_id'], unique=False)
        batch_op.create_index('uq_charter_peer_check_one_open', ['organisation_id', 'pledge_id'], unique=True, sqlite_where=sa.text("state IN ('asked', 'answered')"), postgresql_where=sa.text("state IN ('asked', 'answered')"))

    op.create_table('charter_readiness_answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.Column('is_ready', sa.Boolean(), nullable=False),
    sa.Column('answered_by_id', sa.Uuid(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('checked_by_id', sa.Uuid(), nullable=True),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('checked_at IS NULL OR is_ready', name=op.f('ck_charter_readiness_answer_checked_is_ready')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user.id'], name=op.f('fk_charter_readiness_answer_answered_by_id')),
    sa.ForeignKeyConstraint(['checked_by_id'], ['user.id'], name=op.f('fk_charter_readiness_answer_checked_by_id')),
    sa.ForeignKeyConstraint(['item_id'], ['charter_readiness_item.id'], name=op.f('fk_charter_readiness_answer_item_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_charter_readiness_answer_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charter_readiness_answer')),
    sa.UniqueConstraint('organisation_id', 'item_id', name=op.f('uq_charter_readiness_answer_organisation_id_item_id'))
    )
    op.create_table('charter_signing',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('purpose', sa.Enum('sign', 'succeed', name='purpose_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('prepared_by_id', sa.Uuid(), nullable=False),
    sa.Column('prepared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signs_themselves', sa.Boolean(), nullable=True),
    sa.Column('signatory_name', sa.String(), nullable=False),
    sa.Column('job_title', sa.String(), nullable=False),
    sa.Column('signatory_email', sa.String(), nullable=False),
    sa.Column('basis', sa.Enum('chief-officer', 'delegated', 'other', name='basis_known', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('basis_words', sa.String(), nullable=False),
    sa.Column('deputy_name', sa.String(), nullable=False),
    sa.Column('deputy_title', sa.String(), nullable=False),
    sa.Column('deputy_email', sa.String(), nullable=False),
    sa.Column('statement', sa.String(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.Enum('signed', 'declined', 'withdrawn', name='signingoutcome_known', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(closed_at IS NULL) = (outcome IS NULL)', name=op.f('ck_charter_signing_closed_says_how')),
    sa.CheckConstraint('(sent_at IS NULL) = (expires_at IS NULL)', name=op.f('ck_charter_signing_sent_runs_out')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_charter_signing_organisation_id')),
    sa.ForeignKeyConstraint(['prepared_by_id'], ['user.id'], name=op.f('fk_charter_signing_prepared_by_id')),
    sa.ForeignKeyConstraint(['version_id'], ['charter_version.id'], name=op.f('fk_charter_signing_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charter_signing')),
    sa.UniqueConstraint('organisation_id', 'id', name=op.f('uq_charter_signing_organisation_id_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_charter_signing_token_hash'))
    )
    with op.batch_alter_table('charter_signing', schema=None) as batch_op:
        batch_op.create_index('uq_charter_signing_one_open', ['organisation_id'], unique=True, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.create_table('group_meeting',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('is_network', sa.Boolean(), nullable=False),
    sa.Column('group_id', sa.Uuid(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('attended', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('written_up_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('called_off_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('attended >= 0', name=op.f('ck_group_meeting_attended_counts_people')),
    sa.CheckConstraint('written_up_at IS NULL OR called_off_at IS NULL', name=op.f('ck_group_meeting_held_or_called_off')),
    sa.ForeignKeyConstraint(['organisation_id', 'group_id', 'is_network'], ['governance_group.organisation_id', 'governance_group.id', 'governance_group.is_network'], name=op.f('fk_group_meeting_organisation_id_group_id_is_network')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_group_meeting_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_meeting')),
    sa.UniqueConstraint('organisation_id', 'id', 'is_network', name=op.f('uq_group_meeting_organisation_id_id_is_network'))
    )
    with op.batch_alter_table('group_meeting', schema=None) as batch_op:
        batch_op.create_index('ix_group_meeting_group_id_held_on', ['group_id', 'held_on'], unique=False)

    op.create_table('charter_review',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('signature_id', sa.Uuid(), nullable=False),
    sa.Column('reviewed_on', sa.Date(), nullable=False),
    sa.Column('reviewed_by_id', sa.Uuid(), nullable=False),
    sa.Column('current_until', sa.Date(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id', 'signature_id'], ['charter_signature.organisation_id', 'charter_signature.id'], name=op.f('fk_charter_review_organisation_id_signature_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_charter_review_organisation_id')),
    sa.ForeignKeyConstraint(['reviewed_by_id'], ['user.id'], name=op.f('fk_charter_review_reviewed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charter_review')),
    sa.UniqueConstraint('organisation_id', 'id', name=op.f('uq_charter_review_organisation_id_id'))
    )
    with op.batch_alter_table('charter_review', schema=None) as batch_op:
        batch_op.create_index('ix_charter_review_signature_id', ['organisation_id', 'signature_id'], unique=False)

    op.create_table('group_action',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('is_network', sa.Boolean(), nullable=False),
    sa.Column('group_id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=True),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('owner_name', sa.String(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('open', 'done', 'dropped', name='actionstate_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('dropped_because', sa.String(), nullable=False),
    sa.Column('set_on', sa.Date(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name=op.f('ck_group_action_done_on_a_day')),
    sa.CheckConstraint("(state = 'dropped') = (dropped_because <> '')", name=op.f('ck_group_action_dropped_for_a_reason')),
    sa.ForeignKeyConstraint(['organisation_id', 'group_id', 'is_network'], ['governance_group.organisation_id', 'governance_group.id', 'governance_group.is_network'], name=op.f('fk_group_action_organisation_id_group_id_is_network')),
    sa.ForeignKeyConstraint(['organisation_id', 'meeting_id', 'is_network'], ['group_meeting.organisation_id', 'group_meeting.id', 'group_meeting.is_network'], name=op.f('fk_group_action_organisation_id_meeting_id_is_network')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_group_action_organisation_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['user.id'], name=op.f('fk_group_action_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_action'))
    )
    with op.batch_alter_table('group_action', schema=None) as batch_op:
        batch_op.create_index('ix_group_action_group_id', ['group_id'], unique=False)
        batch_op.create_index('ix_group_action_meeting_id', ['meeting_id'], unique=False)
        batch_op.create_index('ix_group_action_state_due_on', ['state', 'due_on'], unique=False)

    op.create_table('group_decision',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('is_network', sa.Boolean(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id', 'meeting_id', 'is_network'], ['group_meeting.organisation_id', 'group_meeting.id', 'group_meeting.is_network'], name=op.f('fk_group_decision_organisation_id_meeting_id_is_network')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_group_decision_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_decision')),
    sa.UniqueConstraint('organisation_id', 'meeting_id', 'position', name=op.f('uq_group_decision_organisation_id_meeting_id_position'))
    )
    op.create_table('group_meeting_area',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('is_network', sa.Boolean(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('area', sa.Enum('leadership', 'physical-environment', 'workforce-development', 'engagement-and-participation', 'language-and-communication', 'policies-and-procedures', 'commissioning', 'staff-wellbeing', 'supervision', 'recruitment-and-retention', 'partnership-working', 'assessment-and-interventions', name='keyarea_known', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id', 'meeting_id', 'is_network'], ['group_meeting.organisation_id', 'group_meeting.id', 'group_meeting.is_network'], name=op.f('fk_group_meeting_area_organisation_id_meeting_id_is_network')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_group_meeting_area_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_meeting_area')),
    sa.UniqueConstraint('organisation_id', 'meeting_id', 'area', name=op.f('uq_group_meeting_area_organisation_id_meeting_id_area'))
    )
    with op.batch_alter_table('group_meeting_area', schema=None) as batch_op:
        batch_op.create_index('ix_group_meeting_area_meeting_id', ['meeting_id'], unique=False)

    with op.batch_alter_table('charter_principle', schema=None) as batch_op:
        batch_op.add_column(sa.Column('formerly', sa.String(), server_default='', nullable=False))

    with op.batch_alter_table('charter_signature', schema=None) as batch_op:
        batch_op.add_column(sa.Column('typed_signature', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('actions', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('current_until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('withdrawn_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
        batch_op.alter_column('signed_by_id', existing_type=sa.Uuid(), nullable=True)
        batch_op.drop_constraint(batch_op.f('uq_charter_signature_organisation_id_version_id'), type_='unique')
        batch_op.create_index('uq_charter_signature_one_for_a_version', ['organisation_id', 'version_id'], unique=True, sqlite_where=sa.text('withdrawn_on IS NULL'), postgresql_where=sa.text('withdrawn_on IS NULL'))

    with op.batch_alter_table('charter_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('consulted_from', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('consult_until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('stands_until', sa.Date(), nullable=True))
        batch_op.drop_constraint(op.f(STATE_KNOWN), type_='check')
        batch_op.drop_constraint(op.f(HAS_ITS_DAY), type_='check')
        batch_op.create_check_constraint(op.f(STATE_KNOWN), "state IN ('draft', 'consulted', 'published', 'withdrawn')")
        batch_op.create_check_constraint(op.f(HAS_ITS_DAY), "state IN ('draft', 'consulted') OR published_on IS NOT NULL")
        batch_op.create_check_constraint(op.f(HAS_AN_END), "state <> 'consulted' OR consult_until IS NOT NULL")

    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('statement', sa.String(), server_default='', nullable=False))

    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.add_column(sa.Column('wants_digest', sa.Boolean(), server_default=sa.true(), nullable=False))

    _give_each_signature_its_year()
    with op.batch_alter_table('charter_signature', schema=None) as batch_op:
        batch_op.alter_column('current_until', existing_type=sa.Date(), nullable=False)
        batch_op.alter_column('version', existing_type=sa.Integer(), server_default=None)
    add_policies()


def downgrade() -> None:
    """Back."""
    _give_back_what_the_former_schema_holds()
    remove_policies()
    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.drop_column('wants_digest')

    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.drop_column('statement')

    with op.batch_alter_table('charter_version', schema=None) as batch_op:
        for name in (STATE_KNOWN, HAS_ITS_DAY, HAS_AN_END):
            batch_op.drop_constraint(op.f(name), type_='check')
        batch_op.create_check_constraint(op.f(STATE_KNOWN), "state IN ('draft', 'published', 'withdrawn')")
        batch_op.create_check_constraint(op.f(HAS_ITS_DAY), "state = 'draft' OR published_on IS NOT NULL")
        batch_op.drop_column('stands_until')
        batch_op.drop_column('consult_until')
        batch_op.drop_column('consulted_from')

    with op.batch_alter_table('charter_signature', schema=None) as batch_op:
        batch_op.drop_index('uq_charter_signature_one_for_a_version', sqlite_where=sa.text('withdrawn_on IS NULL'), postgresql_where=sa.text('withdrawn_on IS NULL'))
        batch_op.create_unique_constraint(batch_op.f('uq_charter_signature_organisation_id_version_id'), ['organisation_id', 'version_id'])
        batch_op.alter_column('signed_by_id', existing_type=sa.Uuid(), nullable=False)
        batch_op.drop_column('version')
        batch_op.drop_column('withdrawn_on')
        batch_op.drop_column('current_until')
        batch_op.drop_column('actions')
        batch_op.drop_column('typed_signature')

    with op.batch_alter_table('charter_principle', schema=None) as batch_op:
        batch_op.drop_column('formerly')

    with op.batch_alter_table('group_meeting_area', schema=None) as batch_op:
        batch_op.drop_index('ix_group_meeting_area_meeting_id')

    op.drop_table('group_meeting_area')
    op.drop_table('group_decision')
    with op.batch_alter_table('group_action', schema=None) as batch_op:
        batch_op.drop_index('ix_group_action_state_due_on')
        batch_op.drop_index('ix_group_action_meeting_id')
        batch_op.drop_index('ix_group_action_group_id')

    op.drop_table('group_action')
    with op.batch_alter_table('charter_review', schema=None) as batch_op:
        batch_op.drop_index('ix_charter_review_signature_id')

    op.drop_table('charter_review')
    with op.batch_alter_table('group_meeting', schema=None) as batch_op:
        batch_op.drop_index('ix_group_meeting_group_id_held_on')

    op.drop_table('group_meeting')
    with op.batch_alter_table('charter_signing', schema=None) as batch_op:
        batch_op.drop_index('uq_charter_signing_one_open', sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.drop_table('charter_signing')
    op.drop_table('charter_readiness_answer')
    with op.batch_alter_table('charter_peer_check', schema=None) as batch_op:
        batch_op.drop_index('uq_charter_peer_check_one_open', sqlite_where=sa.text("state IN ('asked', 'answered')"), postgresql_where=sa.text("state IN ('asked', 'answered')"))
        batch_op.drop_index(batch_op.f('ix_charter_peer_check_peer_organisation_id'))

    op.drop_table('charter_peer_check')
    with op.batch_alter_table('charter_evidence', schema=None) as batch_op:
        batch_op.drop_index('ix_charter_evidence_pledge_id')

    op.drop_table('charter_evidence')
    with op.batch_alter_table('charter_comment', schema=None) as batch_op:
        batch_op.drop_index('ix_charter_comment_version_id')

    op.drop_table('charter_comment')
    op.drop_table('charter_change')
    with op.batch_alter_table('said_reminder', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_said_reminder_said_on'))

    op.drop_table('said_reminder')
    op.drop_table('organisation_logo')
    with op.batch_alter_table('governance_group', schema=None) as batch_op:
        batch_op.drop_index('ix_governance_group_is_network')

    op.drop_table('governance_group')
    with op.batch_alter_table('charter_signatory', schema=None) as batch_op:
        batch_op.drop_index('uq_charter_signatory_one_in_post', sqlite_where=sa.text('left_on IS NULL'), postgresql_where=sa.text('left_on IS NULL'))

    op.drop_table('charter_signatory')
    op.drop_table('charter_setting')
    with op.batch_alter_table('charter_readiness_item', schema=None) as batch_op:
        batch_op.drop_index('ix_charter_readiness_item_position')

    op.drop_table('charter_readiness_item')
    with op.batch_alter_table('charter_pledge', schema=None) as batch_op:
        batch_op.drop_index('ix_charter_pledge_organisation_id_ended_on')

    op.drop_table('charter_pledge')


def _see_every_row() -> None:
    """On PostgreSQL policies hold the owner too."""
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("SELECT set_config('network.job', 'migration 0003', true)")


def _rows(statement: sa.Select) -> list[sa.Row]:
    return list(op.get_bind().execute(statement))


def _give_each_signature_its_year() -> None:
    """Every signature has a day by which it is reviewed; the last of an organisation has somebody who answers."""
    _see_every_row()
    today = date.fromisoformat(str(_rows(sa.select(sa.func.current_date()))[0][0])[:10])
    last: dict[object, sa.Row] = {}
    signed = sa.select(SIGNATURE, USER.c.email).join(USER, USER.c.id == SIGNATURE.c.signed_by_id)
    for row in _rows(signed.order_by(SIGNATURE.c.signed_at)):
        until = max(_a_year_after(row.signed_at.date()), today + timedelta(days=91))
        op.execute(SIGNATURE.update().where(SIGNATURE.c.id == row.id).values(current_until=until))
        last[row.organisation_id] = row
    for row in last.values():
        answers = {
            'id': uuid4(), 'organisation_id': row.organisation_id, 'name': row.signatory_name,
            'job_title': row.job_title, 'email': row.email, 'user_id': row.signed_by_id, 'since': row.signed_at.date(),
            'deputy_name': '', 'deputy_title': '', 'deputy_email': '',
        }
        op.execute(SIGNATORY.insert().values(answers))
        said = ORGANISATION.update().where(ORGANISATION.c.id == row.organisation_id)
        op.execute(said.values(statement=row.statement))


def _a_year_after(day: date) -> date:
    return date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def _give_back_what_the_former_schema_holds() -> None:
    """One signature for a version, each by an account, and drafts that nobody is asked about."""
    _see_every_row()
    op.execute(VERSION.update().where(VERSION.c.state == 'consulted').values(state='draft'))
    op.execute(REVIEW.delete())
    op.execute(SIGNATURE.delete().where(SIGNATURE.c.withdrawn_on.is_not(None)))
    without = sa.select(SIGNATURE.c.id, SIGNATURE.c.organisation_id).where(SIGNATURE.c.signed_by_id.is_(None))
    for row in _rows(without):
        prepared = sa.select(SIGNING.c.prepared_by_id).where(SIGNING.c.organisation_id == row.organisation_id)
        prepared_by = _rows(prepared.order_by(SIGNING.c.id.desc()).limit(1))[0][0]
        op.execute(SIGNATURE.update().where(SIGNATURE.c.id == row.id).values(signed_by_id=prepared_by))


POLICIES = (
    'ALTER TABLE "charter_change" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "charter_change" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY charter_change_read ON "charter_change" FOR SELECT USING (true)',
    'CREATE POLICY charter_change_add ON "charter_change" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_change_change ON "charter_change" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_change_remove ON "charter_change" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'ALTER TABLE "charter_comment" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "charter_comment" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY charter_comment_read ON "charter_comment" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY charter_comment_add ON "charter_comment" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY charter_comment_change ON "charter_comment" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY charter_comment_remove ON "charter_comment" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'ALTER TABLE "charter_evidence" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "charter_evidence" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY charter_evidence_read ON "charter_evidence" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY charter_evidence_add ON "charter_evidence" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY charter_evidence_change ON "charter_evidence" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY charter_evidence_remove ON "charter_evidence" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'ALTER TABLE "charter_peer_check" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "charter_peer_check" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY charter_peer_check_read ON "charter_peer_check" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR peer_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY charter_peer_check_add ON "charter_peer_check" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR peer_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY charter_peer_check_change ON "charter_peer_check" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR peer_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid)) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR peer_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'CREATE POLICY charter_peer_check_remove ON "charter_peer_check" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR peer_organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid))',
    'ALTER TABLE "charter_pledge" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "charter_pledge" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY charter_pledge_read ON "charter_pledge" FOR SELECT USING (true)',
    'CREATE POLICY charter_pledge_add ON "charter_pledge" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_pledge_change ON "charter_pledge" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_pledge_remove ON "charter_pledge" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'ALTER TABLE "charter_readiness_answer" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "charter_readiness_answer" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY charter_readiness_answer_read ON "charter_readiness_answer" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_readiness_answer_add ON "charter_readiness_answer" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_readiness_answer_change ON "charter_readiness_answer" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_readiness_answer_remove ON "charter_readiness_answer" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'ALTER TABLE "charter_readiness_item" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "charter_readiness_item" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY charter_readiness_item_read ON "charter_readiness_item" FOR SELECT USING (true)',
    'CREATE POLICY charter_readiness_item_add ON "charter_readiness_item" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_readiness_item_change ON "charter_readiness_item" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_readiness_item_remove ON "charter_readiness_item" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'ALTER TABLE "charter_review" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "charter_review" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY charter_review_read ON "charter_review" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_review_add ON "charter_review" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_review_change ON "charter_review" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_review_remove ON "charter_review" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'ALTER TABLE "charter_setting" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "charter_setting" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY charter_setting_read ON "charter_setting" FOR SELECT USING (true)',
    'CREATE POLICY charter_setting_add ON "charter_setting" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_setting_change ON "charter_setting" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_setting_remove ON "charter_setting" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'ALTER TABLE "charter_signatory" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "charter_signatory" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY charter_signatory_read ON "charter_signatory" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_signatory_add ON "charter_signatory" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_signatory_change ON "charter_signatory" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_signatory_remove ON "charter_signatory" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'ALTER TABLE "charter_signing" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "charter_signing" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY charter_signing_read ON "charter_signing" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_signing_add ON "charter_signing" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_signing_change ON "charter_signing" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY charter_signing_remove ON "charter_signing" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'ALTER TABLE "governance_group" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "governance_group" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY governance_group_read ON "governance_group" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\') OR (is_network AND (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) IS NOT NULL))',
    'CREATE POLICY governance_group_add ON "governance_group" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY governance_group_change ON "governance_group" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY governance_group_remove ON "governance_group" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'ALTER TABLE "group_action" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "group_action" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY group_action_read ON "group_action" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\') OR (is_network AND (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) IS NOT NULL))',
    'CREATE POLICY group_action_add ON "group_action" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY group_action_change ON "group_action" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY group_action_remove ON "group_action" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'ALTER TABLE "group_decision" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "group_decision" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY group_decision_read ON "group_decision" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\') OR (is_network AND (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) IS NOT NULL))',
    'CREATE POLICY group_decision_add ON "group_decision" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY group_decision_change ON "group_decision" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY group_decision_remove ON "group_decision" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'ALTER TABLE "group_meeting" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "group_meeting" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY group_meeting_read ON "group_meeting" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\') OR (is_network AND (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) IS NOT NULL))',
    'CREATE POLICY group_meeting_add ON "group_meeting" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY group_meeting_change ON "group_meeting" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY group_meeting_remove ON "group_meeting" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'ALTER TABLE "group_meeting_area" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "group_meeting_area" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY group_meeting_area_read ON "group_meeting_area" FOR SELECT USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\') OR (is_network AND (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) IS NOT NULL))',
    'CREATE POLICY group_meeting_area_add ON "group_meeting_area" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY group_meeting_area_change ON "group_meeting_area" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'CREATE POLICY group_meeting_area_remove ON "group_meeting_area" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\'))',
    'ALTER TABLE "organisation_logo" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "organisation_logo" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY organisation_logo_read ON "organisation_logo" FOR SELECT USING (true)',
    'CREATE POLICY organisation_logo_add ON "organisation_logo" FOR INSERT WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY organisation_logo_change ON "organisation_logo" FOR UPDATE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\')) WITH CHECK (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
    'CREATE POLICY organisation_logo_remove ON "organisation_logo" FOR DELETE USING (organisation_id = (SELECT nullif(current_setting(\'network.organisation_id\', true), \'\')::uuid) OR (SELECT coalesce(current_setting(\'network.job\', true), \'\') <> \'\') OR (SELECT coalesce(current_setting(\'network.is_wide\', true), \'\') = \'yes\'))',
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
