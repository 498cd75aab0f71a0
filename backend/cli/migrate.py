"""migrate: bring a database up to this program."""

import click

from backend import migrate as migrations
from backend import months
from backend.cli.office import Office, clock, open_office
from backend.trust.keys import ensure_platform


@click.command()
def migrate() -> None:
    """Bring the database to this program's schema.

    The first time, the platform's own signing key is made too.
    """
    bring_up(open_office())
    click.echo("数据库已是最新 The schema is current")


def bring_up(office: Office) -> None:
    """The schema, the months ahead, and the platform's key where there is none yet."""
    migrations.upgrade(office.engine)
    with office.step() as session:
        months.make_ahead(session, now=clock())
        ensure_platform(session, box=office.box, now=clock())
