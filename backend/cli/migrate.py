"""migrate: bring a database up to this program, or down to an older one."""

import sys

import click

from backend import migrate as migrations
from backend import months
from backend.cli.office import Office, clock, open_office
from backend.trust.keys import ensure_platform
from backend.web.health import SCHEMA_HEAD


@click.command()
@click.option("--check", is_flag=True, help="Change nothing: say both schemas. Exit 1 where they differ.")
@click.option("--down-to", metavar="SCHEMA", help="Take migrations back, down to this one, for an older program.")
def migrate(check: bool, down_to: str | None) -> None:
    """Bring the database to this program's schema.

    Others may work meanwhile: each migration is short or gives way, and one that was stopped begins again where it was.
    The first time, the platform's own signing key is made too.
    """
    office = open_office()
    if check:
        sys.exit(_compare(office))
    if down_to is not None:
        click.confirm("旧表中新增的数据会丢失，确定？ What only the newer schema can hold is lost. Sure?", abort=True)
        migrations.downgrade(office.engine, down_to, told=_say)
        click.echo(f"schema {migrations.current(office.engine)}")
        return
    bring_up(office)
    click.echo("数据库已是最新 The schema is current")


def _compare(office: Office) -> int:
    found = migrations.current(office.engine)
    click.echo(f"database {found or 'empty'}, program {SCHEMA_HEAD}")
    return 0 if found == SCHEMA_HEAD else 1


def _say(what: str) -> None:
    click.echo(what, err=True)


def bring_up(office: Office) -> None:
    """The schema, the months ahead, and the platform's key where there is none yet."""
    migrations.upgrade(office.engine, told=_say)
    with office.step() as session:
        months.make_ahead(session, now=clock())
        ensure_platform(session, box=office.box, now=clock())
