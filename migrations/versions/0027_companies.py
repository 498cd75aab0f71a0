"""who may act for an organisation"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _members()
    _steps()
    _freezes()


def downgrade() -> None:
    op.drop_index(op.f("ix_company_freezes_office_frozen_at"), table_name="company_freezes")
    op.drop_index(op.f("ix_company_freezes_person_id"), table_name="company_freezes")
    op.drop_table("company_freezes")
    op.drop_index(op.f("ix_company_steps_person_id_at"), table_name="company_steps")
    op.drop_table("company_steps")
    for column in ("link_key", "who_id"):
        op.drop_index(op.f(f"ix_company_members_{column}"), table_name="company_members")
    op.drop_table("company_members")


def _members() -> None:
    op.create_table(
        "company_members",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("who_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=13), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("link_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("matters", sa.JSON(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=True),
        sa.Column("invited_by", sa.Uuid(), nullable=False),
        sa.Column("invited_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_why", sa.String(length=12), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "member_id", name=op.f("pk_company_members")),
    )
    for column in ("who_id", "link_key"):
        op.create_index(op.f(f"ix_company_members_{column}"), "company_members", [column])


def _steps() -> None:
    op.create_table(
        "company_steps",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("step_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "step_id", name=op.f("pk_company_steps")),
    )
    op.create_index(op.f("ix_company_steps_person_id_at"), "company_steps", ["person_id", "at"])


def _freezes() -> None:
    op.create_table(
        "company_freezes",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("freeze_id", sa.Uuid(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("frozen_by", sa.String(length=80), nullable=False),
        sa.Column("frozen_at", sa.BigInteger(), nullable=False),
        sa.Column("lifted_by", sa.String(length=80), nullable=True),
        sa.Column("lifted_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "freeze_id", name=op.f("pk_company_freezes")),
    )
    op.create_index(
        op.f("ix_company_freezes_person_id"), "company_freezes", ["person_id"], unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"), postgresql_where=sa.text("lifted_at IS NULL"),
    )  # fmt: skip
    op.create_index(op.f("ix_company_freezes_office_frozen_at"), "company_freezes", ["office", "frozen_at"])
