"""Who stands behind a command that takes two people: both are named, and each gives a one-time password.

1. An office in which nobody ever had the security role is being founded: whoever has the shell acts alone. 2. From then
on the shell is not enough; the log keeps both names and whose shell it was. 3. A guess is counted like a sign-in's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click
from sqlalchemy import select

from backend import db
from backend.audit.record import make_entry, record
from backend.cli.office import ACTOR, Office, clock
from backend.people import staff
from backend.people.limits import Visitor
from backend.people.models import Staff

ROLE = "security"
HERE = Visitor("127.0.0.1")


@dataclass(frozen=True)
class Two:
    """Actors as the log names them. `alone`: the office is being founded (rule 1)."""

    first: str
    second: str
    alone: bool = False


def one_person(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --by."""
    return click.option("--by", help="Login of the security administrator who does it; asks for their TOTP.")(command)


def two_people(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options --by and --confirm."""
    confirm = click.option("--confirm", help="Login of the other one, who agrees; asks for their TOTP.")
    return one_person(confirm(command))


def both(office: Office, by: str | None, confirm: str | None) -> Two:
    """Raises UsageError when a name is missing, SignInRefused, TooMany."""
    if _founding(office):
        return Two(ACTOR, ACTOR, alone=True)
    for login, option in ((by, "--by"), (confirm, "--confirm")):
        _named(login, option)
    return Two(one(office, by), one(office, confirm))


def one(office: Office, login: str | None) -> str:
    """One actor: whoever has this login of the security role, by their one-time password; the shell while founding."""
    if _founding(office):
        return ACTOR
    login = _named(login, "--by")
    totp = click.prompt(f"TOTP {login}", err=True)
    with office.step() as session:
        staff.count(session, login, visitor=HERE, box=office.box, now=clock())
    with office.step() as session:
        subject = staff.vouch(session, login, totp, role=ROLE, box=office.box, now=clock())
        record(session, make_entry(at=clock(), actor=ACTOR, action="staff_vouched", subject=subject))
        return subject


def _named(login: str | None, option: str) -> str:
    if login is None:
        raise click.UsageError(
            f"须指明安全管理员 {option} 工号 {option} LOGIN is needed: this takes people of the security role, by name "
            "（演示环境 in the demo: --by security --confirm security-2）"
        )
    return login


def _founding(office: Office) -> bool:
    with db.open_session(office.engine, reading=True) as session:
        return session.scalars(select(Staff.staff_id).where(Staff.role == ROLE).limit(1)).first() is None
