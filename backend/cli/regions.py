"""regions propose|approve|fetch|suspend|end|list: whose certificates are recognised beside our own."""

from pathlib import Path

import click

from backend import db
from backend.cli.office import ACTOR, clock, open_office
from backend.regions import overview, register
from backend.regions.ask import ask
from backend.regions.mapping import read_accepts
from backend.regions.models import Region
from backend.regions.take import take
from backend.web.strict import rfc3339


@click.group()
def regions() -> None:
    """Other regions: propose, approve, fetch, suspend, end, list."""


@regions.command()
@click.argument("region_id")
@click.option("--name-zh", required=True)
@click.option("--name-en", required=True)
@click.option("--base-url", required=True, help="Its public address.")
@click.option("--thumbprint", required=True, help="Of its anchor, as the other side reads it out.")
@click.option(
    "--accepts", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="YAML: its type ids to what each is here.",
)  # fmt: skip
@click.option("--grace-hours", default=6, show_default=True, type=click.IntRange(0, 168))
def propose(
    region_id: str, name_zh: str, name_en: str, base_url: str, thumbprint: str, accepts: Path, grace_hours: int
) -> None:
    """Propose a region; somebody else has to approve it."""
    office = open_office()
    local = office.settings.outbound_local
    mapping = read_accepts(accepts.read_text(encoding="utf-8"))
    address = register.check_address(base_url, local=local)
    served = ask(address, local=local)
    with office.step() as session:
        row = register.propose(
            session, region_id, name={"zh": name_zh, "en": name_en}, base_url=address, thumbprint=thumbprint,
            grace=grace_hours * 3600, accepts=mapping, served=served, catalogue=office.catalogue, actor=ACTOR,
            now=clock(),
        )  # fmt: skip
        _say(row)


@regions.command()
@click.argument("region_id")
@click.option("--thumbprint", required=True, help="Of its anchor, compared once more.")
def approve(region_id: str, thumbprint: str) -> None:
    """Bring a proposed or suspended region into effect: not for whoever brought it there."""
    with open_office().step() as session:
        version = register.find_region(session, region_id)[1].version
        _say(register.approve(session, region_id, thumbprint=thumbprint, version=version, actor=ACTOR, now=clock()))


@regions.command()
@click.argument("region_id")
def fetch(region_id: str) -> None:
    """Take what the region publishes now."""
    office = open_office()
    local = office.settings.outbound_local
    _say(take(office.engine, region_id, catalogue=office.catalogue, local=local, actor=ACTOR, now=clock()))


@regions.command()
@click.argument("region_id")
def suspend(region_id: str) -> None:
    """Accept nothing of the region any more, from now on."""
    with open_office().step() as session:
        _say(register.suspend(session, region_id, actor=ACTOR, now=clock()))


@regions.command()
@click.argument("region_id")
def end(region_id: str) -> None:
    """The same, until it is proposed anew."""
    with open_office().step() as session:
        _say(register.end(session, region_id, actor=ACTOR, now=clock()))


@regions.command("list")
def list_regions() -> None:
    """List regions: state, number, until when each is believed, and what failed."""
    office = open_office()
    with db.open_session(office.engine, reading=True) as session:
        for one in overview.regions(session, catalogue=office.catalogue, now=clock()):
            until, failure = rfc3339(one["believed_until"]), one["failure"] or ""
            line = f"{one['region_id']:6} {one['state']:9} {one['number']:>8} {until} {one['base_url']} {failure}"
            click.echo(line.rstrip())


def _say(row: Region) -> None:
    click.echo(f"{row.region_id} {row.state} {row.thumbprint}")
