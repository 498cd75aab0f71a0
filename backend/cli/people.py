"""staff, partner, people: who may sign in and who may verify, and taking it back."""

import json
from typing import Any

import click

from backend.cli.office import ACTOR, clock, open_office
from backend.partners.register import register_partner
from backend.partners.standing import close_partner
from backend.people import identity, one_time_codes
from backend.people.staff import create_staff, dismiss, staff_id_of
from backend.verification.policy import check_purposes
from backend.verification.verifiers import register_verifier, withdraw_window

STAFF_ROLES = ["window", "department", "officer", "operator", "security", "auditor"]
PURPOSES = 'JSON: {"purpose": {"type number": ["field"] or "*"}}'


@click.group()
def staff() -> None:
    """Employees."""


@staff.command("add")
@click.argument("login")
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice(STAFF_ROLES))
@click.option("--office", help="Verifier id of a window, code of a department or of an officer's office.")
@click.option("--employee", help="Their employee number, the same for all accounts of a person; default LOGIN.")
@click.password_option(help="Asked for when not given.")
def add_staff(
    login: str, name: str, role: str, office: str | None, employee: str | None, password: str
) -> None:  # fmt: skip
    """Add an employee and print the TOTP secret once."""
    here = open_office()
    with here.step() as session:
        new = create_staff(
            session,
            login,
            name=name,
            role=role,
            office=office,
            password=password,
            employee_number=employee,
            box=here.box,
            now=clock(),
            actor=ACTOR,
        )
    click.echo(new.totp_uri)


@staff.command("dismiss")
@click.argument("login")
def dismiss_staff(login: str) -> None:
    """End an employee's access: signed out everywhere within five seconds, and never in again."""
    with open_office().step() as session:
        dismiss(session, staff_id_of(session, login), now=clock(), actor=ACTOR)
    click.echo(login)


@click.group()
def partner() -> None:
    """Windows and third parties that verify."""


@partner.command("add-window")
@click.argument("verifier_id")
@click.option("--name-zh", required=True)
@click.option("--name-en", required=True)
@click.option("--hall")
@click.option("--purposes", required=True, help=PURPOSES)
def add_window(verifier_id: str, name_zh: str, name_en: str, hall: str | None, purposes: str) -> None:
    """Register a window, or replace its registration."""
    here = open_office()
    with here.step() as session:
        register_verifier(
            session, verifier_id, kind="window", name_zh=name_zh, name_en=name_en, hall=hall,
            purposes=_purposes(purposes), catalogue=here.catalogue, actor=ACTOR, now=clock(),
        )  # fmt: skip
    click.echo(verifier_id)


@partner.command("add")
@click.argument("client_id")
@click.option("--name-zh", required=True)
@click.option("--name-en", required=True)
@click.option("--purposes", required=True, help=PURPOSES)
@click.option("--jwks", type=click.File(), help="Public keys for private_key_jwt; without them a secret is made.")
def add_partner(client_id: str, name_zh: str, name_en: str, purposes: str, jwks: Any) -> None:
    """Register a third party; prints the client secret once when it has no keys of its own."""
    here = open_office()
    public = _object(jwks.read(), "--jwks") if jwks else None
    asked_for = _purposes(purposes)
    check_purposes(asked_for, here.catalogue)
    with here.step() as session:
        made = register_partner(
            session, client_id=client_id, name_zh=name_zh, name_en=name_en, purposes=asked_for, jwks=public,
            box=here.box, actor=ACTOR, now=clock(),
        )  # fmt: skip
    click.echo(json.dumps({"client_id": client_id, "client_secret": made.secret}))


@partner.command("close")
@click.argument("client_id")
def close(client_id: str) -> None:
    """End a third party's access: its tokens end and it verifies nothing, within five seconds."""
    with open_office().step() as session:
        close_partner(session, client_id, now=clock(), actor=ACTOR)
    click.echo(client_id)


@partner.command("withdraw-window")
@click.argument("verifier_id")
def withdraw(verifier_id: str) -> None:
    """Let a window verify nothing more, within five seconds; add-window registers it again."""
    with open_office().step() as session:
        withdraw_window(session, verifier_id, actor=ACTOR, now=clock())
    click.echo(verifier_id)


@click.group()
def people() -> None:
    """Citizens' accounts."""


@people.command("release")
@click.argument("phone")
def release(phone: str) -> None:
    """Take back the real-name match of the account that signs in with PHONE, and remove its phones."""
    here = open_office()
    with here.step() as session:
        account_id = one_time_codes.account_of(session, phone, box=here.box)
        identity.release(session, account_id, now=clock(), actor=ACTOR)
    click.echo(account_id)


def _purposes(text: str) -> dict[str, Any]:
    value = _object(text, "--purposes")
    if not all(isinstance(types, dict) for types in value.values()):
        raise click.BadParameter(PURPOSES, param_hint="--purposes")
    return value


def _object(text: str, option: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise click.BadParameter(f"not JSON: {error}", param_hint=option) from error
    if not isinstance(value, dict):
        raise click.BadParameter("a JSON object is expected", param_hint=option)
    return value
