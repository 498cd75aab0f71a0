"""proposals and the runs that made them"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposal_runs",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("cursor", sa.Uuid(), nullable=True),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.Column("offered", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_proposal_runs")),
    )
    op.create_index(
        op.f("ix_proposal_runs_programme_started_at"), "proposal_runs", ["programme", "started_at"], unique=False
    )
    op.create_table(
        "proposals",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("programme_key", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("certificate_id", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "proposal_id", name=op.f("pk_proposals")),
        sa.UniqueConstraint(
            "person_id", "programme_key", "version", name=op.f("uq_proposals_person_id_programme_key_version")
        ),
    )
    op.create_index(
        op.f("ix_proposals_programme_key_version_state"), "proposals", ["programme_key", "version", "state"],
        unique=False,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index(op.f("ix_proposals_programme_key_version_state"), table_name="proposals")
    op.drop_table("proposals")
    op.drop_index(op.f("ix_proposal_runs_programme_started_at"), table_name="proposal_runs")
    op.drop_table("proposal_runs")
