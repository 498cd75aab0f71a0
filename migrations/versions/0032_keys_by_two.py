"""Issuers' keys: in the database or in a device, suspended at once, changed by two people; revocations by two."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("issuer_keys") as keys:
        keys.alter_column("sealed_private", existing_type=sa.LargeBinary(), nullable=True)
        keys.add_column(sa.Column("device_label", sa.String(length=80), nullable=True))
        keys.add_column(sa.Column("suspended_at", sa.BigInteger(), nullable=True))
    op.create_table(
        "key_decisions",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("issuer_code", sa.String(length=4), nullable=False),
        sa.Column("thumbprint", sa.String(length=43), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("why_refused", sa.String(length=200), nullable=True),
        sa.Column("reminded_at", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_key_decisions")),
    )
    with op.batch_alter_table("key_decisions") as decisions:
        decisions.create_index(op.f("ix_key_decisions_asked_at_decision_id"), ["asked_at", "decision_id"])
    op.create_table(
        "revocations",
        sa.Column("revocation_id", sa.Uuid(), nullable=False),
        sa.Column("issuer_code", sa.String(length=4), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("certificates", sa.JSON(), nullable=False),
        sa.Column("sealed_reason", sa.LargeBinary(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("revocation_id", name=op.f("pk_revocations")),
    )
    with op.batch_alter_table("revocations") as revocations:
        revocations.create_index(
            op.f("ix_revocations_issuer_code_asked_at_revocation_id"), ["issuer_code", "asked_at", "revocation_id"]
        )


def downgrade() -> None:
    """A key in a device still verifies and signs no more: its issuer rotates. A suspended one stays refused."""
    op.drop_table("revocations")
    op.drop_table("key_decisions")
    nothing = sa.text("UPDATE issuer_keys SET sealed_private = :none WHERE sealed_private IS NULL")
    op.execute(nothing.bindparams(sa.bindparam("none", b"", sa.LargeBinary())))
    op.execute(
        "UPDATE issuer_keys SET state = 'compromised', compromised_since = suspended_at WHERE state = 'suspended'"
    )
    with op.batch_alter_table("issuer_keys") as keys:
        keys.drop_column("suspended_at")
        keys.drop_column("device_label")
        keys.alter_column("sealed_private", existing_type=sa.LargeBinary(), nullable=False)
