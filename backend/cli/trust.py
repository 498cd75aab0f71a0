"""keys list|new|rotate|compromise, trust publish|bundle."""

from datetime import UTC, datetime
from pathlib import Path

import click

from backend import db
from backend.cli.office import ACTOR, clock, open_office
from backend.trust import keys as issuer_keys
from backend.trust import lists, offline, rights
from backend.web.strict import rfc3339
from certs.catalogue import Catalogue, FieldProblem
from certs.catalogue.numbers import credit_code

DAY = 24 * 3600


@click.group()
def keys() -> None:
    """Issuers' signing keys."""


@keys.command("list")
@click.option("--issuer", help="Only this issuer's keys.")
def list_keys(issuer: str | None) -> None:
    """List keys and their states."""
    office = open_office()
    now = clock()
    with db.open_session(office.engine, reading=True) as session:
        for key in issuer_keys.all_keys(session, issuer):
            state, since = issuer_keys.state_at(key, now), rfc3339(key.active_from)
            until = rfc3339(key.retired_at) if key.retired_at else ""
            click.echo(f"{key.issuer_code:4} {key.thumbprint} {state:12} {since} {until}".rstrip())


@keys.command("issuer")
@click.argument("code")
@click.option("--name-zh", required=True)
@click.option("--name-en", required=True)
@click.option("--authority-code", required=True, help="The authority's credit code, 18 characters.")
@click.option("--types", required=True, help="Type numbers it may sign, with commas.")
def add_issuer(code: str, name_zh: str, name_en: str, authority_code: str, types: str) -> None:
    """Enter an issuer with its first active key."""
    office = open_office()
    now = clock()
    known = [_number(text, office.catalogue) for text in types.split(",")]
    authority = _credit_code(authority_code)
    with office.step() as session:
        names = {"name_zh": name_zh, "name_en": name_en}
        issuer_keys.create_issuer(
            session, code=code, **names, authority_code=authority, types=known, now=now, actor=ACTOR
        )
        click.echo(issuer_keys.new_key(session, code, box=office.box, now=now, state="active", actor=ACTOR))


@keys.command("allow")
@click.argument("code")
@click.option("--types", required=True, help="Type numbers it may sign from now on too, with commas.")
def allow_types(code: str, types: str) -> None:
    """Let an issuer sign further types; the trust list says so at once."""
    office = open_office()
    now = clock()
    known = [_number(text, office.catalogue) for text in types.split(",")]
    with office.step() as session:
        allowed = rights.allow_types(session, code, known, now=now, actor=ACTOR)
        lists.trust_list(session, box=office.box, now=now)
    click.echo(",".join(str(number) for number in allowed))


def _number(text: str, catalogue: Catalogue) -> int:
    number = int(text) if text.strip().isascii() and text.strip().isdecimal() else 0
    if catalogue.by_number(number) is None:
        raise click.BadParameter(f"{text.strip()!r} is not the number of a known type", param_hint="--types")
    return number


def _credit_code(text: str) -> str:
    try:
        return credit_code(text)
    except FieldProblem as error:
        raise click.BadParameter(f"not a credit code ({error.code})", param_hint="--authority-code") from error


@keys.command("new")
@click.argument("issuer")
def new_key(issuer: str) -> None:
    """Make a pending key: it is announced in the trust list before it signs."""
    office = open_office()
    with office.step() as session:
        click.echo(issuer_keys.new_key(session, issuer, box=office.box, now=clock(), actor=ACTOR))


@keys.command()
@click.argument("issuer")
@click.option(
    "--overlap-days",
    default=15,
    show_default=True,
    type=click.IntRange(0, 400),
    help="How long the old key stays accepted.",
)
def rotate(issuer: str, overlap_days: int) -> None:
    """Sign with another key from now on; the old one stays accepted for the overlap."""
    office = open_office()
    now = clock()
    with office.step() as session:
        thumbprint = issuer_keys.rotate(
            session, issuer, box=office.box, now=now, overlap_seconds=overlap_days * DAY, actor=ACTOR
        )
        lists.trust_list(session, box=office.box, now=now)
    click.echo(thumbprint)


@keys.command(context_settings={"ignore_unknown_options": True})  # one thumbprint in 64 begins with a dash
@click.argument("thumbprint")
@click.option("--since", type=click.DateTime(["%Y-%m-%dT%H:%M:%S"]), help="When it leaked (UTC); default now.")
@click.confirmation_option(
    prompt="由此密钥签发的一切将被拒绝，确定？ Everything this key signed will be refused. Sure?"
)
def compromise(thumbprint: str, since: object) -> None:
    """Declare a key compromised: everything it signed is refused."""
    office = open_office()
    now = clock()
    leaked = int(since.replace(tzinfo=UTC).timestamp()) if isinstance(since, datetime) else now
    with office.step() as session:
        issuer_keys.mark_compromised(session, thumbprint, since=leaked, now=now, actor=ACTOR)
        lists.trust_list(session, box=office.box, now=now)
    click.echo(thumbprint)


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
