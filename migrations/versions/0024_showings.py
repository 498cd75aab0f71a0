"""certificates that somebody else shows for their holder"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _showings()
    op.create_table(
        "showing_uses",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("verdict_id", sa.Uuid(), nullable=False),
        sa.Column("showing_id", sa.Uuid(), nullable=False),
        sa.Column("presenter_id", sa.Uuid(), nullable=False),
        sa.Column("kept_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "at", "verdict_id", "showing_id", name=op.f("pk_showing_uses")),
    )
    op.create_index(op.f("ix_showing_uses_presenter_id_at"), "showing_uses", ["presenter_id", "at"])


def _showings() -> None:
    op.create_table(
        "showings",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("showing_id", sa.Uuid(), nullable=False),
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("handle", sa.String(length=8), nullable=False),
        sa.Column("presenter_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=False),
        sa.Column("purposes", sa.JSON(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("times_left", sa.Integer(), nullable=True),
        sa.Column("list_no", sa.Integer(), nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_why", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "showing_id", name=op.f("pk_showings")),
    )
    op.create_index(op.f("ix_showings_handle"), "showings", ["handle"])
    op.create_index(op.f("ix_showings_presenter_id"), "showings", ["presenter_id"])
    op.create_index(op.f("ix_showings_person_id_source_id"), "showings", ["person_id", "source_id"])
    columns = ["person_id", "certificate_id", "source_id", "presenter_id"]
    standing = sa.text("ended_at IS NULL")
    op.create_index(
        op.f("ix_showings_person_id_certificate_id_source_id_presenter_id"), "showings", columns, unique=True,
        sqlite_where=standing, postgresql_where=standing,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("showing_uses")
    op.drop_table("showings")
