"""sealed copies and looks at them"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sealed_copies",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("type_number", sa.Integer(), nullable=False),
        sa.Column("issuer_code", sa.String(length=4), nullable=False),
        sa.Column("seal_id", sa.Uuid(), nullable=False),
        sa.Column("number_key", sa.LargeBinary(), nullable=False),
        sa.Column("token_key", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("layout", sa.String(length=8), nullable=False),
        sa.Column("until", sa.String(length=10), nullable=False),
        sa.Column("until_at", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("verifier_id", sa.String(length=40), nullable=True),
        sa.Column("case_no", sa.String(length=24), nullable=True),
        sa.Column("recalled_at", sa.BigInteger(), nullable=True),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("altered", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "copy_id", name=op.f("pk_sealed_copies")),
    )
    for columns in (
        ["number_key"], ["token_key"], ["digest"], ["until_at"], ["person_id", "certificate_id"],
        ["person_id", "made_at"],
    ):  # fmt: skip
        op.create_index(op.f(f"ix_sealed_copies_{'_'.join(columns)}"), "sealed_copies", columns)
    op.create_table(
        "sealed_copy_files",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_pdf", sa.LargeBinary(), nullable=False),
        sa.Column("until_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "copy_id", name=op.f("pk_sealed_copy_files")),
    )
    op.create_index(op.f("ix_sealed_copy_files_until_at"), "sealed_copy_files", ["until_at"])


def downgrade() -> None:
    op.drop_table("sealed_copy_files")
    op.drop_table("sealed_copies")
