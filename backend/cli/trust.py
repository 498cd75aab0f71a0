"""trust publish|bundle."""

from datetime import UTC, datetime
from pathlib import Path

import click

from backend.cli.office import clock, open_office
from backend.trust import lists, offline


@click.group()
def trust() -> None:
    """The signed trust list and the offline bundle."""


@trust.command()
@click.option("--token", is_flag=True, help="Print the signed list itself.")
def publish(token: bool) -> None:
    """Publish the trust list if it changed; prints its number, until when it holds, and where it is fetched."""
    office = open_office()
    with office.step() as session:
        signed = lists.trust_list(session, box=office.box, now=clock())
        newest = lists.newest_list(session)
        assert newest is not None
        number, until = newest.number, datetime.fromtimestamp(newest.next_update, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    click.echo(signed if token else f"{number}  {until}  {office.settings.base_url}/api/v1/trust-list")


@trust.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default="bundle.json", show_default=True)
def bundle(out: Path) -> None:
    """Write the offline bundle to a file."""
    office = open_office()
    with office.step() as session:
        text = offline.bundle(session, office.catalogue, box=office.box, base_url=office.settings.base_url, now=clock())
    out.write_text(text)
    click.echo(f"{out}  {len(text):,} bytes")
