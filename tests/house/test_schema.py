"""The migrations make exactly what the models say, on both engines; and the house's rules about tables."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, Index, Integer, Table, UniqueConstraint, inspect, text

from backend import db, migrate, months
from backend.web.health import SCHEMA_HEAD

HOLDER_TABLES = (  # what belongs to one holder: every key begins with person_id, so that it can be kept together
    "persons", "devices", "source_records", "certificates", "state_changes", "signing_records", "verdicts",
    "guardianships", "phone_permits", "deaths",
    "sealed_copies", "sealed_copy_files", "showings", "showing_uses", "wallet_deferrals",
    "bars", "proposals", "proof_requests", "wallet_offers", "wallet_copies", "wallet_authorisations",
    "printed_codes",
    "holder_keys", "erasures",
    "company_members", "company_steps", "company_freezes", "delegations",
)  # fmt: skip
TABLES_THAT_NAME_A_HOLDER = frozenset(
    {
        "accounts",
        "audit_entries",
        "batch_rows",
        "case_agents",
        "case_steps",
        "cases",
        "duty_checks",
        "family_records",
        "holder_requests",
        "kiosk_visits",
        "routes",
        "seen_codes",
    }
)


def tables() -> dict[str, Table]:
    return dict(db.Base.metadata.tables)


def of_a_model(name: str | None, kind: str, _parents: Any) -> bool:
    return kind != "table" or not (months.is_part(name) or str(name).startswith("procrastinate_"))


def differences(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        opts = {"compare_type": True, "compare_server_default": True, "include_name": of_a_model}
        there = {"include_object": lambda item, *_: db.is_on(engine.dialect.name, item)}
        context = MigrationContext.configure(connection, opts=opts | there)
        found: list[Any] = compare_metadata(context, db.Base.metadata)
    return found


def test_the_migrations_make_exactly_the_models(engine: Engine) -> None:
    assert differences(engine) == []


def test_there_is_one_head_and_the_program_expects_it(engine: Engine) -> None:
    assert ScriptDirectory.from_config(migrate.configuration()).get_heads() == [SCHEMA_HEAD]
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == SCHEMA_HEAD


def test_down_to_nothing_and_up_again_makes_the_same(engine: Engine) -> None:
    migrate.downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    migrate.upgrade(engine)
    assert differences(engine) == []
    migrate.upgrade(engine)  # a second time changes nothing
    assert differences(engine) == []


def test_no_number_comes_from_a_sequence(engine: Engine) -> None:
    for table in tables().values():
        for column in table.primary_key.columns:
            if isinstance(column.type, Integer):
                assert column.autoincrement is False, f"{table.name}.{column.name}"
    with engine.connect() as connection:
        assert list(connection.execute(text(SEQUENCES[engine.dialect.name]))) == []


def test_nothing_happens_behind_the_program_s_back(engine: Engine) -> None:
    with engine.connect() as connection:
        assert list(connection.execute(text(TRIGGERS[engine.dialect.name]))) == []
    defaults = [
        f"{table.name}.{column.name}"
        for table in tables().values()
        for column in table.columns
        if column.server_default
    ]
    assert defaults == []


SEQUENCES = {  # what procrastinate brings is its own: tickets of batches, no holder and no certificate
    "postgresql": "SELECT sequence_name FROM information_schema.sequences "
    "WHERE sequence_name NOT LIKE 'procrastinate%'",
    "sqlite": "SELECT name FROM sqlite_master WHERE name = 'sqlite_sequence' OR sql LIKE '%AUTOINCREMENT%'",
}
TRIGGERS = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname NOT LIKE 'procrastinate%'",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}


def unique_keys(table: Table) -> Iterator[tuple[str, ...]]:
    yield tuple(column.name for column in table.primary_key.columns)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(column.name for column in constraint.columns)
    for index in table.indexes:
        if isinstance(index, Index) and index.unique:
            yield tuple(column.name for column in index.columns)


@pytest.mark.parametrize("name", HOLDER_TABLES)
def test_every_key_of_a_holder_s_table_begins_with_the_holder(name: str) -> None:
    assert {key[0] for key in unique_keys(tables()[name])} == {"person_id"}


@pytest.mark.parametrize("name", ["passkeys", "notice_marks"])
def test_every_key_of_an_account_s_table_begins_with_the_account(name: str) -> None:
    assert {key[0] for key in unique_keys(tables()[name])} == {"account_id"}


def test_every_table_with_a_holder_is_listed_here() -> None:
    named = {name for name, table in tables().items() if "person_id" in table.columns}
    assert named == {*HOLDER_TABLES, *TABLES_THAT_NAME_A_HOLDER}


def test_names_are_plural_snake_case_and_fit_both_engines() -> None:
    for name, table in tables().items():
        assert re.fullmatch(r"[a-z]+(?:_[a-z]+)*", name)
        for index in table.indexes:
            assert index.name is not None
            assert len(index.name) <= 63
