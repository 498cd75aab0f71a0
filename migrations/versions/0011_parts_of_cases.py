"""parts of a case that several offices decide"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OF_PARTS = sa.text("parent_no IS NOT NULL")
TABLES = ("case_materials", "case_certificates", "case_steps", "decisions")


def upgrade() -> None:
    op.add_column("cases", sa.Column("parent_no", sa.String(length=24), nullable=True))
    op.add_column("cases", sa.Column("part", sa.Integer(), nullable=True))
    op.create_index(
        op.f("ix_cases_parent_no_part"), "cases", ["parent_no", "part"], unique=True, sqlite_where=OF_PARTS,
        postgresql_where=OF_PARTS,
    )  # fmt: skip


def downgrade() -> None:
    """The program of before knows no part: it would read one as a case that lacks materials."""
    cases = sa.table("cases", sa.column("case_no"), sa.column("parent_no"))
    parts = sa.select(cases.c.case_no).where(cases.c.parent_no.is_not(None))
    for name in TABLES:
        table = sa.table(name, sa.column("case_no"))
        op.execute(sa.delete(table).where(table.c.case_no.in_(parts)))
    op.execute(sa.delete(cases).where(cases.c.parent_no.is_not(None)))
    op.drop_index(op.f("ix_cases_parent_no_part"), table_name="cases", sqlite_where=OF_PARTS, postgresql_where=OF_PARTS)
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_column("part")
        batch_op.drop_column("parent_no")
