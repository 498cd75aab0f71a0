"""ratings, their figures, and what follows a bad one"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ratings",
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("matter_code", sa.String(length=40), nullable=False),
        sa.Column("matter_version", sa.Integer(), nullable=False),
        sa.Column("hall", sa.String(length=100), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("rating_id", name=op.f("pk_ratings")),
    )
    op.create_table(
        "rating_figures",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("published", sa.JSON(), nullable=False),
        sa.Column("waiting", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "code", name=op.f("pk_rating_figures")),
    )
    op.create_index(op.f("ix_rating_figures_kind_count"), "rating_figures", ["kind", "count"], unique=False)
    op.create_table(
        "follow_ups",
        sa.Column("follow_up_id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("sealed_contact", sa.LargeBinary(), nullable=True),
        sa.Column("yellow_from", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("due_assumed", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.String(length=12), nullable=True),
        sa.PrimaryKeyConstraint("follow_up_id", name=op.f("pk_follow_ups")),
        sa.UniqueConstraint("rating_id", name=op.f("uq_follow_ups_rating_id")),
    )
    op.create_index(op.f("ix_follow_ups_state_due_at"), "follow_ups", ["state", "due_at"], unique=False)
    op.create_table(
        "follow_up_acts",
        sa.Column("follow_up_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("follow_up_id", "place", name=op.f("pk_follow_up_acts")),
    )


def downgrade() -> None:
    op.drop_table("follow_up_acts")
    op.drop_index(op.f("ix_follow_ups_state_due_at"), table_name="follow_ups")
    op.drop_table("follow_ups")
    op.drop_index(op.f("ix_rating_figures_kind_count"), table_name="rating_figures")
    op.drop_table("rating_figures")
    op.drop_table("ratings")
