"""keys: issuers, their signing keys and what each may sign. What two people decide takes two names (`two_people`)."""

import uuid
from datetime import UTC, datetime
from typing import Any

import click

from backend import db, key_device
from backend.cli.office import ACTOR, Office, clock, open_office
from backend.cli.two_people import Two, both, one, one_person, two_people
from backend.issuers import decide
from backend.issuers.decide import Wanted
from backend.issuers.models import KeyDecision
from backend.people.staff import who
from backend.trust import keys as issuer_keys
from backend.trust.models import Issuer, IssuerKey
from backend.web.strict import rfc3339
from certs.catalogue import Catalogue, FieldProblem
from certs.catalogue.numbers import credit_code

DAY = 24 * 3600
REASON = "命令行 / by command"
THUMBPRINT = {"ignore_unknown_options": True}  # one thumbprint in 64 begins with a dash
DEVICE = click.option("--device", is_flag=True, help="The key is made and kept in the device (LIANGMA_PKCS11_).")
SINCE = click.option("--since", type=click.DateTime(["%Y-%m-%dT%H:%M:%S"]), help="When it leaked (UTC); default now.")
WHY = click.option("--reason", default=REASON, show_default=True)


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
            click.echo(_line(key, now))


@keys.command("issuer")
@click.argument("code")
@click.option("--name-zh", required=True)
@click.option("--name-en", required=True)
@click.option("--authority-code", required=True, help="The authority's credit code, 18 characters.")
@click.option("--types", required=True, help="Type numbers it may sign, with commas.")
@DEVICE
@two_people
def add_issuer(
    code: str, name_zh: str, name_en: str, authority_code: str, types: str, device: bool, by: str | None,
    confirm: str | None,
) -> None:  # fmt: skip
    """Enter an issuer with its first active key."""
    office = _office()
    now = clock()
    known, authority = _numbers(types, office.catalogue), _credit_code(authority_code)
    two = both(office, by, confirm)
    with office.step() as session:
        issuer_keys.create_issuer(
            session, code=code, name_zh=name_zh, name_en=name_en, authority_code=authority, now=now, actor=two.first,
            types=known if two.alone else (),
        )  # fmt: skip
        if two.alone:
            made: dict[str, Any] = {"box": office.box, "now": now, "actor": ACTOR, "in_device": device}
            click.echo(issuer_keys.new_key(session, code, state="active", **made))
    if not two.alone:
        _decided(office, two, "allow", code, Wanted(types=known))
        click.echo(_decided(office, two, "rotate", code, Wanted(in_device=device)).thumbprint)


@keys.command("allow")
@click.argument("code")
@click.option("--types", required=True, help="Type numbers it may sign from now on too, with commas.")
@two_people
def allow_types(code: str, types: str, by: str | None, confirm: str | None) -> None:
    """Let an issuer sign further types; the trust list says so at once."""
    _change_types("allow", code, types, by, confirm)


@keys.command("withdraw")
@click.argument("code")
@click.option("--types", required=True, help="Type numbers it may sign no more, with commas.")
@two_people
def withdraw_types(code: str, types: str, by: str | None, confirm: str | None) -> None:
    """Let an issuer sign types no more: what it signed of them is refused too, with the next trust list."""
    _change_types("withdraw", code, types, by, confirm)


@keys.command("new")
@click.argument("issuer")
@DEVICE
def new_key(issuer: str, device: bool) -> None:
    """Make a pending key: it is announced in the trust list before it signs."""
    office = _office()
    with office.step() as session:
        made: dict[str, Any] = {"box": office.box, "now": clock(), "actor": ACTOR, "in_device": device}
        click.echo(issuer_keys.new_key(session, issuer, **made))


@keys.command()
@click.argument("issuer")
@click.option(
    "--overlap-days", default=15, show_default=True, type=click.IntRange(0, 400),
    help="How long the old key stays accepted.",
)  # fmt: skip
@DEVICE
@two_people
def rotate(issuer: str, overlap_days: int, device: bool, by: str | None, confirm: str | None) -> None:
    """Sign with another key from now on; the old one stays accepted for the overlap."""
    office = _office()
    wanted = Wanted(overlap=overlap_days * DAY, in_device=device)
    click.echo(_decided(office, both(office, by, confirm), "rotate", issuer, wanted).thumbprint)


@keys.command(context_settings=THUMBPRINT)
@click.argument("thumbprint")
@SINCE
@click.confirmation_option(
    prompt="由此密钥签发的一切将被拒绝，确定？ Everything this key signed will be refused. Sure?"
)
@two_people
def compromise(thumbprint: str, since: object, by: str | None, confirm: str | None) -> None:
    """Declare a key compromised: everything it signed is refused."""
    office = _office()
    code = _issuer_of(office, thumbprint)
    _decided(office, both(office, by, confirm), "compromise", code, Wanted(thumbprint, since=_seconds(since)))
    click.echo(thumbprint)


@keys.command(context_settings=THUMBPRINT)
@click.argument("thumbprint")
@SINCE
@WHY
@one_person
def suspend(thumbprint: str, since: object, reason: str, by: str | None) -> None:
    """Stop a key at once, as one person: it signs nothing and is not believed, until another one decides."""
    office = _office()
    code, actor = _issuer_of(office, thumbprint), one(office, by)
    with office.step() as session:
        row = decide.ask(
            session, "compromise", code, Wanted(thumbprint, since=_seconds(since)), reason=reason,
            catalogue=office.catalogue, box=office.box, actor=actor, now=clock(),
        )  # fmt: skip
        click.echo(row.decision_id)


@keys.command()
def decisions() -> None:
    """List what was asked about keys and rights, the newest first: id, state, act, issuer, who asked, when."""
    office = _office()
    now = clock()
    with db.open_session(office.engine, reading=True) as session:
        for row in decide.decisions(session, limit=100, cursor=None):
            state, asked = decide.standing(row, now=now), f"{who(session, row.asked_by)} {rfc3339(row.asked_at)}"
            click.echo(f"{row.decision_id} {state:10} {row.act:10} {row.issuer_code:4} {asked}")


@keys.command()
@click.argument("decision", type=click.UUID)
@one_person
def agree(decision: uuid.UUID, by: str | None) -> None:
    """Agree to what somebody else asked for about a key: it is done at once."""
    office = _office()
    actor = one(office, by)
    with office.step() as session:
        row = decide.agree(session, decision, box=office.box, actor=actor, now=clock())
        click.echo(f"{row.decision_id} {row.state}")


@keys.command()
@click.argument("decision", type=click.UUID)
@WHY
@one_person
def refuse(decision: uuid.UUID, reason: str, by: str | None) -> None:
    """Refuse what somebody else asked for about a key; one that was suspended goes on."""
    office = _office()
    actor = one(office, by)
    with office.step() as session:
        row = decide.refuse(session, decision, reason, box=office.box, actor=actor, now=clock())
        click.echo(f"{row.decision_id} {row.state}")


def _decided(office: Office, two: Two, act: str, code: str, wanted: Wanted) -> KeyDecision:
    """Asked for and agreed to in one transaction."""
    given: dict[str, Any] = {"box": office.box, "now": clock()}
    with office.step() as session:
        asked: dict[str, Any] = {"catalogue": office.catalogue, "actor": two.first, **given}
        if two.alone:
            return decide.alone(session, act, code, wanted, **asked)
        row = decide.ask(session, act, code, wanted, reason=REASON, **asked)
        return decide.agree(session, row.decision_id, actor=two.second, **given)


def _change_types(act: str, code: str, types: str, by: str | None, confirm: str | None) -> None:
    office = _office()
    known = _numbers(types, office.catalogue)
    _decided(office, both(office, by, confirm), act, code, Wanted(types=known))
    with db.open_session(office.engine, reading=True) as session:
        click.echo(",".join(str(number) for number in session.get_one(Issuer, code).types))


def _office() -> Office:
    """Also the device that keeps keys, where one is set up."""
    office = open_office()
    key_device.use(office.settings)
    return office


def _issuer_of(office: Office, thumbprint: str) -> str:
    with db.open_session(office.engine, reading=True) as session:
        key = session.get(IssuerKey, thumbprint)
        if key is None:
            raise issuer_keys.KeyUnknown(thumbprint)
        return key.issuer_code


def _seconds(since: object) -> int | None:
    return int(since.replace(tzinfo=UTC).timestamp()) if isinstance(since, datetime) else None


def _line(key: IssuerKey, now: int) -> str:
    state = key.state if key.state == issuer_keys.SUSPENDED else issuer_keys.state_at(key, now)
    until = rfc3339(key.retired_at) if key.retired_at else ""
    place = "device" if key.device_label else ""
    return " ".join(
        part for part in (f"{key.issuer_code:4}", key.thumbprint, f"{state:12}", rfc3339(key.active_from), until, place)
        if part
    ).rstrip()  # fmt: skip


def _numbers(types: str, catalogue: Catalogue) -> list[int]:
    return [_number(text, catalogue) for text in types.split(",")]


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
