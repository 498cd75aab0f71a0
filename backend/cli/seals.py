"""seals propose|approve|stop|agree|list|chain|import-authority: what authorities seal papers with."""

import uuid
from pathlib import Path

import click

from backend import db, key_device
from backend.cli.office import ACTOR, Office, clock, open_office
from backend.seals import authority as authorities
from backend.seals import overview, register
from backend.seals.models import SealRow
from backend.seals.picture import OVAL, ROUND
from backend.web.strict import rfc3339


@click.group()
def seals() -> None:
    """Seals of authorities: propose, approve, stop, list, and who vouches for them."""


@seals.command()
@click.argument("issuer")
@click.option("--in-charge", required=True, help="Who answers for its use, by name.")
@click.option("--shape", type=click.Choice([ROUND, OVAL]), default=ROUND, show_default=True)
@click.option(
    "--picture", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A PNG of at most 100 kB, instead of a drawn one.",
)  # fmt: skip
def propose(issuer: str, in_charge: str, shape: str, picture: Path | None) -> None:
    """Propose a seal for ISSUER; somebody else has to approve it."""
    office = _office()
    png = None if picture is None else picture.read_bytes()
    with office.step() as session:
        row = register.propose(
            session, issuer, in_charge=in_charge, shape=shape, png=png, box=office.box, actor=ACTOR, now=clock()
        )
        _say(row)


@seals.command()
@click.argument("seal", type=click.UUID)
def approve(seal: uuid.UUID) -> None:
    """Bring a proposed SEAL into use: not for whoever proposed it. The authority's former seal is stopped."""
    office = _office()
    with office.step() as session:
        version = register.find_seal(session, seal).version
        _say(register.approve(session, seal, version=version, box=office.box, actor=ACTOR, now=clock()))


@seals.command()
@click.argument("seal", type=click.UUID)
@click.option("--reason", required=True)
def stop(seal: uuid.UUID, reason: str) -> None:
    """Ask that SEAL be stopped; somebody else has to agree. A proposal is withdrawn at once."""
    with _office().step() as session:
        waits = register.find_seal(session, seal).state == register.PROPOSED
        act = register.withdraw if waits else register.ask_stop
        _say(act(session, seal, reason=reason, actor=ACTOR, now=clock()))


@seals.command()
@click.argument("seal", type=click.UUID)
def agree(seal: uuid.UUID) -> None:
    """Stop SEAL for good, where somebody else asked for it."""
    with _office().step() as session:
        version = register.find_seal(session, seal).version
        _say(register.approve_stop(session, seal, version=version, actor=ACTOR, now=clock()))


@seals.command("list")
def list_seals() -> None:
    """List seals: authority, state, where the key lies, who is in charge, until when the certificate holds."""
    with db.open_session(_office().engine, reading=True) as session:
        for one in overview.seals(session, asker=ACTOR, now=clock())["items"]:
            ends = "" if one["not_after"] is None else rfc3339(one["not_after"])
            about = f"{one['issuer_code']:4} {one['state']:8} {one['key_place']:8} {one['in_charge']} {ends}"
            click.echo(f"{one['seal_id']} {about}".rstrip())


@seals.command()
def chain() -> None:
    """Print the certificates above all seals, in PEM."""
    with db.open_session(_office().engine, reading=True) as session:
        click.echo("".join(authorities.chains(session)), nl=False)


@seals.command("import-authority")
@click.option(
    "--key", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Its private key, PEM."
)
@click.option(
    "--chain", "chain_file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Its certificate, those above it, the root last; PEM.",
)  # fmt: skip
def import_authority(key: Path, chain_file: Path) -> None:
    """Let another certificate authority vouch for the seals that are approved from now on."""
    office = _office()
    pem = chain_file.read_text(encoding="utf-8")
    with office.step() as session:
        row = authorities.import_authority(
            session, key_pem=key.read_bytes(), chain_pem=pem, box=office.box, actor=ACTOR, now=clock()
        )
        shown = overview.authority_shown(row.kind, row.chain)
        click.echo(f"{shown['name']} {shown['thumbprint']}")


def _office() -> Office:
    """Also the device that keeps keys, where one is set up."""
    office = open_office()
    key_device.use(office.settings)
    return office


def _say(row: SealRow) -> None:
    click.echo(f"{row.seal_id} {row.issuer_code} {row.state}")
