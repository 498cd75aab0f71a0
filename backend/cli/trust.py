"""trust publish|bundle."""

from pathlib import Path

import click

from backend.cli.office import clock, open_office
from backend.trust import lists, offline


@click.group()
def trust() -> None:
    """The signed trust list and the offline bundle."""


@trust.command()
def publish() -> None:
    """Publish the trust list if it changed; prints the signed list."""
    office = open_office()
    with office.step() as session:
        click.echo(lists.trust_list(session, box=office.box, now=clock()))


@trust.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default="bundle.json", show_default=True)
def bundle(out: Path) -> None:
    """Write the offline bundle to a file."""
    office = open_office()
    with office.step() as session:
        text = offline.bundle(session, office.catalogue, box=office.box, base_url=office.settings.base_url, now=clock())
    out.write_text(text)
    click.echo(f"{out}  {len(text):,} bytes")
