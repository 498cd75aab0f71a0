"""scale citus|check|prepare|months|drop: a database that grows."""

from datetime import datetime

import click
from sqlalchemy import MetaData, text

from backend import app, db, months, scale
from backend.audit.record import make_entry, record
from backend.cli.office import ACTOR, clock, open_office
from backend.errors import ConfigError


@click.group("scale")
def scale_group() -> None:
    """A database that grows: months of verdicts, and the SQL that spreads the tables over nodes."""


@scale_group.command()
def citus() -> None:
    """Print the SQL that spreads the tables over the nodes of Citus; psql runs it once."""
    for statement in scale.citus_sql(_metadata()):
        click.echo(f"{statement};")


@scale_group.command()
def check() -> None:
    """Say where the schema breaks the rules of spreading; exit code 1 when it does."""
    broken = scale.broken_rules(_metadata())
    for line in broken:
        click.echo(line)
    if broken:
        raise click.exceptions.Exit(1)
    click.echo(f"{len(_metadata().tables)} 张表均可分布 tables, each with its place")


@scale_group.command()
def prepare() -> None:
    """Before the migration to months, while everything runs: check and index large tables without stopping a writer."""
    office = open_office()
    if office.engine.dialect.name != "postgresql":
        raise ConfigError("LIANGMA_DATABASE_URL: months are PostgreSQL's")
    with office.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))
        for table in months.TABLES:
            for statement in months.prepare(table, now=clock()):
                click.echo(statement)
                connection.execute(text(statement))
        connection.execute(text("RESET statement_timeout"))


@scale_group.command("months")
def list_months() -> None:
    """Make the months that are missing, and list all with their rows as the database estimates them."""
    office = open_office()
    with office.step() as session:
        months.make_ahead(session, now=clock())
    with db.open_session(office.engine, reading=True) as session:
        for table in months.TABLES:
            for part in months.parts(session, table):
                click.echo(f"{part.name:24} {part.rows:>14}")


@scale_group.command()
@click.option("--before", required=True, type=click.DateTime(["%Y-%m"]), help="The first month that stays.")
def drop(before: datetime) -> None:
    """Drop whole months of verdicts, where the city's rules say for how long they are kept. The log keeps its months:
    its chains would end in nothing."""
    office = open_office()
    with office.step() as session:
        gone = months.drop_before(session, "verdicts", before=months.begins(before.year, before.month))
        if gone:
            record(
                session,
                make_entry(at=clock(), actor=ACTOR, action="months.dropped", subject="verdicts", parts=gone),
            )
    click.echo(" ".join(gone) or "无可删除的月份 No month to drop")


def _metadata() -> MetaData:
    """The models of every room, which the program as a whole imports."""
    assert app.ROOMS
    return db.Base.metadata
