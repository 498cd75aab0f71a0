"""The schema can be spread over many nodes: the rules hold, a breach of each is found, and the SQL is PostgreSQL's."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Column, Engine, ForeignKey, Identity, Index, Integer, MetaData, Sequence, Table, Uuid, text

from backend import app, db, scale

assert app.ROOMS  # the models of every room
ALL = db.Base.metadata


def planted(*more: Table) -> MetaData:
    """Our own schema with something added, which is taken away again by being a copy."""
    copy = MetaData()
    for table in ALL.sorted_tables:
        table.to_metadata(copy)
    for table in more:
        table.to_metadata(copy)
    return copy


def holder_table(*columns: Column[int], **options: object) -> Table:
    key = Column("person_id", Uuid, primary_key=True)
    return Table("planted", MetaData(), key, *columns, **options)  # type: ignore[arg-type]


def test_the_schema_can_be_spread() -> None:
    assert scale.broken_rules(ALL) == []


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (Table("planted", MetaData(), Column("id", Uuid, primary_key=True)), "belongs to no holder and has no place"),
        (holder_table(Column("number", Integer, unique=True)), "('number',) does not begin with person_id"),
        (holder_table(Column("number", Integer, index=True, unique=True)), "('number',) does not begin"),
        (Table("planted", MetaData(), Column("a", Integer, primary_key=True, autoincrement=False),
               Column("person_id", Uuid, primary_key=True)), "('a', 'person_id') does not begin with person_id"),
        (holder_table(Column("other", Uuid, ForeignKey("persons.person_id"))), "foreign key to persons"),
        (holder_table(Column("code", Integer, ForeignKey("issuers.code"))), "foreign key to issuers"),
        (holder_table(Column("number", Integer, Sequence("numbers"))), "number is numbered by a sequence"),
        (holder_table(Column("number", Integer, Identity())), "number is filled by the database"),
        (holder_table(Column("number", Integer, server_default=text("1"))), "number is filled by the database"),
        (Table("planted", MetaData(), Column("person_id", Integer, primary_key=True)), "person_id is numbered"),
    ],
    ids=lambda value: value if isinstance(value, str) else "planted",
)  # fmt: skip
def test_a_planted_breach_is_found(table: Table, said: str) -> None:
    found = [line for line in scale.broken_rules(planted(table)) if line.startswith("planted")]
    assert [said in line for line in found] == [True]


def test_a_breach_in_a_table_that_lies_elsewhere_is_found_too() -> None:
    metadata = planted()
    Index("spoiler", metadata.tables["used_codes"].c.verdict_id, unique=True)
    metadata.remove(metadata.tables["partners"])
    assert scale.broken_rules(metadata) == [
        "partners: has no place here; is in no table", "used_codes: unique key ('verdict_id',) is without once_id",
    ]  # fmt: skip


def test_every_place_has_its_reason_and_no_table_has_two() -> None:
    named = [*scale.SPREAD, *scale.REFERENCE, *scale.LOCAL]
    assert len(named) == len(set(named))
    reasons = [*(one.why for one in scale.SPREAD.values()), *scale.REFERENCE.values(), *scale.LOCAL.values()]
    assert min(len(reason) for reason in reasons) > 15


CITUS = """
CREATE TABLE placed (name regclass PRIMARY KEY, key text, beside text);
CREATE FUNCTION create_reference_table(t regclass) RETURNS void LANGUAGE sql
    AS $$ INSERT INTO placed VALUES (t, '', '') $$;
CREATE FUNCTION citus_add_local_table_to_metadata(t regclass) RETURNS void LANGUAGE sql
    AS $$ INSERT INTO placed VALUES (t, '', '') $$;
CREATE FUNCTION create_distributed_table(t regclass, key text, colocate_with text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO placed SELECT t, attname, colocate_with FROM pg_attribute WHERE attrelid = t AND attname = key;
    SELECT 1 / count(*) FROM placed WHERE colocate_with = 'none' OR name = colocate_with::regclass $$;
"""


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_understands_the_sql_which_places_each_table_once(engine: Engine) -> None:
    """Citus itself is not there: its functions are stood in for by some that check what they are given."""
    statements = list(scale.citus_sql(ALL))
    assert statements[0] == "CREATE EXTENSION IF NOT EXISTS citus"
    with engine.begin() as connection:
        connection.exec_driver_sql(CITUS)
        for statement in statements[1:]:
            connection.exec_driver_sql(statement)
        placed = set(connection.scalars(text("SELECT name::text FROM placed")))
    assert placed == set(ALL.tables)


def test_the_page_about_scale_shows_what_the_program_says() -> None:
    page = (Path(__file__).parents[2] / "docs/scale.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^\| `(\w+)` \| `(\w+)` \|", page, re.MULTILINE))
    assert shown == {name: spread.column for name, spread in scale.SPREAD.items()}
