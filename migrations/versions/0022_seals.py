"""seals of authorities, and who vouches for them"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seal_authorities",
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("sealed_private", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("authority_id", name=op.f("pk_seal_authorities")),
    )
    op.create_table(
        "seals",
        sa.Column("seal_id", sa.Uuid(), nullable=False),
        sa.Column("issuer_code", sa.String(length=4), nullable=False),
        sa.Column("name_zh", sa.String(length=100), nullable=False),
        sa.Column("name_en", sa.String(length=100), nullable=False),
        sa.Column("in_charge", sa.String(length=80), nullable=False),
        sa.Column("shape", sa.String(length=8), nullable=False),
        sa.Column("picture", sa.Text(), nullable=False),
        sa.Column("key_place", sa.String(length=8), nullable=False),
        sa.Column("jwk", sa.JSON(), nullable=False),
        sa.Column("sealed_private", sa.LargeBinary(), nullable=True),
        sa.Column("authority_id", sa.Uuid(), nullable=True),
        sa.Column("certificate", sa.LargeBinary(), nullable=True),
        sa.Column("not_after", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("proposed_by", sa.String(length=80), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("approved_by", sa.String(length=80), nullable=True),
        sa.Column("approved_at", sa.BigInteger(), nullable=True),
        sa.Column("stop_asked_by", sa.String(length=80), nullable=True),
        sa.Column("stop_asked_at", sa.BigInteger(), nullable=True),
        sa.Column("stop_reason", sa.String(length=200), nullable=True),
        sa.Column("stopped_by", sa.String(length=80), nullable=True),
        sa.Column("stopped_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["issuer_code"], ["issuers.code"], name=op.f("fk_seals_issuer_code_issuers")),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["seal_authorities.authority_id"], name=op.f("fk_seals_authority_id_seal_authorities")
        ),
        sa.PrimaryKeyConstraint("seal_id", name=op.f("pk_seals")),
    )
    op.create_index(op.f("ix_seals_issuer_code_state"), "seals", ["issuer_code", "state"])


def downgrade() -> None:
    op.drop_table("seals")
    op.drop_table("seal_authorities")
