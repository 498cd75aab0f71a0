"""guardians, and what ends with a death"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None
LIVE = sa.text("ended_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("persons") as persons:
        persons.add_column(sa.Column("closed_at", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("source_records") as records:
        records.create_index(op.f("ix_source_records_type_number_record_key"), ["type_number", "record_key"])
    _guardianships()
    op.create_table(
        "phone_permits",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("permit_id", sa.Uuid(), nullable=False),
        sa.Column("guardian_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "permit_id", name=op.f("pk_phone_permits")),
    )
    _records()


def _guardianships() -> None:
    op.create_table(
        "guardianships",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("guardianship_id", sa.Uuid(), nullable=False),
        sa.Column("guardian_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.String(length=12), nullable=False),
        sa.Column("source_person_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("source_digest", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("frozen_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_why", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "guardianship_id", name=op.f("pk_guardianships")),
    )
    with op.batch_alter_table("guardianships") as guardianships:
        guardianships.create_index(op.f("ix_guardianships_guardian_id"), ["guardian_id"])
        guardianships.create_index(
            "uq_guardianships_live", ["person_id", "guardian_id"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
        )


def _records() -> None:
    op.create_table(
        "family_records",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("office", sa.String(length=4), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sealed_said", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("sealed_why", sa.LargeBinary(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_family_records")),
    )
    with op.batch_alter_table("family_records") as records:
        records.create_index(op.f("ix_family_records_office_asked_at_record_id"), ["office", "asked_at", "record_id"])
    op.create_table(
        "deaths",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("died_on", sa.String(length=10), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("settles_at", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("corrected_at", sa.BigInteger(), nullable=True),
        sa.Column("suspended", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "record_id", name=op.f("pk_deaths")),
    )
    with op.batch_alter_table("deaths") as deaths:
        deaths.create_index(op.f("ix_deaths_settles_at"), ["settles_at"])


def downgrade() -> None:
    for table in ("deaths", "family_records", "phone_permits", "guardianships"):
        op.drop_table(table)
    with op.batch_alter_table("source_records") as records:
        records.drop_index(op.f("ix_source_records_type_number_record_key"))
    with op.batch_alter_table("persons") as persons:
        persons.drop_column("closed_at")
