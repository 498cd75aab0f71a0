"""staff add, partner add."""

import json
from typing import Any

import click

from backend.cli.office import ACTOR, clock, open_office
from backend.partners.register import register_partner
from backend.people.staff import create_staff
from backend.verification.policy import check_purposes
from backend.verification.verifiers import register_verifier

PURPOSES = 'JSON: {"purpose": {"type number": ["field"] or "*"}}'


@click.group()
def staff() -> None:
    """Employees."""


@staff.command("add")
@click.argument("login")
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice(["window", "department", "operator", "security", "auditor"]))
@click.option("--office", help="Verifier id of a window, or issuer code of a department.")
@click.password_option(help="Asked for when not given.")
def add_staff(login: str, name: str, role: str, office: str | None, password: str) -> None:
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
            box=here.box,
            now=clock(),
            actor=ACTOR,
        )
    click.echo(new.totp_uri)


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
