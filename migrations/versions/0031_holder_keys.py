"""holder keys"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "holder_keys",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("wrapping_id", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("wrapped_at", sa.BigInteger(), nullable=False),
        sa.Column("destroyed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_holder_keys")),
    )
    op.create_index(op.f("ix_holder_keys_wrapping_id_person_id"), "holder_keys", ["wrapping_id", "person_id"])
    op.create_table(
        "wrapping_keys",
        sa.Column("wrapping_id", sa.String(length=40), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.Column("first_used_at", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("wrapping_id", name=op.f("pk_wrapping_keys")),
    )
    op.create_table(
        "privacy_jobs",
        sa.Column("job", sa.String(length=80), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("at", sa.String(length=80), nullable=True),
        sa.Column("cursor", sa.JSON(), nullable=True),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_privacy_jobs")),
    )
    op.create_table(
        "erasures",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("sealed_reason", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=80), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("again_at", sa.BigInteger(), nullable=True),
        sa.Column("destroyed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_erasures")),
    )
    op.create_index(op.f("ix_erasures_again_at"), "erasures", ["again_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_erasures_again_at"), table_name="erasures")
    op.drop_table("erasures")
    op.drop_table("privacy_jobs")
    op.drop_table("wrapping_keys")
    op.drop_index(op.f("ix_holder_keys_wrapping_id_person_id"), table_name="holder_keys")
    op.drop_table("holder_keys")
