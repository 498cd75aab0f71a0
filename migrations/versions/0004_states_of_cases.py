"""states, limits and steps of cases; bars"""

import json
import uuid

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NO_OFFICE = "-"  # of a case whose matter's document cannot be read
LIMITS = ("accepted_at", "due_promised", "due_statutory", "yellow_from", "deferred_until", "closed_at")
CASES = sa.table(
    "cases", sa.column("case_no"), sa.column("matter_code"), sa.column("matter_version"), sa.column("office"),
    sa.column("state"), sa.column("due_assumed", sa.Boolean()), sa.column("marked"), sa.column("revision"),
    sa.column("opened_at"), sa.column("person_id", sa.Uuid()),
)  # fmt: skip
MATERIALS = sa.table("case_materials", sa.column("case_no"), sa.column("state"))
MATTERS = sa.table("matter_versions", sa.column("code"), sa.column("version"), sa.column("document", sa.JSON()))
STEPS = sa.table(
    "case_steps", sa.column("case_no"), sa.column("revision"), sa.column("step_id", sa.Uuid()),
    sa.column("person_id", sa.Uuid()), sa.column("act"), sa.column("state"), sa.column("changed", sa.JSON()),
    sa.column("at"),
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "bars",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("bar_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("reason_zh", sa.Text(), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.Column("case_no", sa.String(length=24), nullable=True),
        sa.Column("lifted_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "bar_id", name=op.f("pk_bars")),
    )
    op.create_table(
        "case_steps",
        sa.Column("case_no", sa.String(length=24), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_no", "revision", name=op.f("pk_case_steps")),
    )
    op.create_index(op.f("ix_case_steps_person_id_at"), "case_steps", ["person_id", "at"], unique=False)
    with op.batch_alter_table("case_materials", schema=None) as batch_op:
        batch_op.add_column(sa.Column("due_at", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("office", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("due_assumed", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("marked", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("officer_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("sealed_result", sa.LargeBinary(), nullable=True))
        for name in LIMITS:
            batch_op.add_column(sa.Column(name, sa.BigInteger(), nullable=True))
    _move_cases()
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.alter_column("office", existing_type=sa.String(length=8), nullable=False)
        batch_op.alter_column("due_assumed", existing_type=sa.Boolean(), nullable=False)
        batch_op.alter_column("marked", existing_type=sa.String(length=8), nullable=False)
        batch_op.create_index(batch_op.f("ix_cases_office_due_promised"), ["office", "due_promised"], unique=False)
        batch_op.create_index(batch_op.f("ix_cases_state_yellow_from"), ["state", "yellow_from"], unique=False)


def _move_cases() -> None:
    """Every case becomes a draft of its matter's office, with one step that stands for all before."""
    bind = op.get_bind()
    bind.execute(CASES.update().values(state="draft", due_assumed=False, marked="none", office=NO_OFFICE))
    for code, version, document in bind.execute(sa.select(MATTERS.c.code, MATTERS.c.version, MATTERS.c.document)):
        office = (json.loads(document) if isinstance(document, str) else document).get("office", {}).get("code")
        which = (CASES.c.matter_code == code, CASES.c.matter_version == version)
        bind.execute(CASES.update().where(*which).values(office=office or NO_OFFICE))
    found = sa.select(CASES.c.case_no, CASES.c.revision, CASES.c.person_id, CASES.c.opened_at).order_by(CASES.c.case_no)
    for rows in bind.execute(found).partitions(500):
        steps = [
            {"case_no": row.case_no, "revision": row.revision, "step_id": uuid.uuid4(), "person_id": row.person_id,
             "act": "open", "state": "draft", "changed": [], "at": row.opened_at}
            for row in rows
        ]  # fmt: skip
        bind.execute(STEPS.insert(), steps)


def downgrade() -> None:
    bind = op.get_bind()
    bind.execute(MATERIALS.update().where(MATERIALS.c.state == "deferred").values(state="missing"))
    lacks = sa.exists().where(MATERIALS.c.case_no == CASES.c.case_no, MATERIALS.c.state == "missing")
    bind.execute(CASES.update().values(state=sa.case((lacks, "open"), else_="complete")))
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cases_state_yellow_from"))
        batch_op.drop_index(batch_op.f("ix_cases_office_due_promised"))
        for name in (*LIMITS, "sealed_result", "officer_id", "marked", "due_assumed", "office"):
            batch_op.drop_column(name)
    with op.batch_alter_table("case_materials", schema=None) as batch_op:
        batch_op.drop_column("due_at")
    op.drop_index(op.f("ix_case_steps_person_id_at"), table_name="case_steps")
    op.drop_table("case_steps")
    op.drop_table("bars")
