"""privacy: keys of holders, what is kept of whom, and taking it away."""

import json
import sys
from datetime import UTC, datetime

import click

from backend import key_device, retention
from backend.audit.record import make_entry, record
from backend.cases.forget import forget_cases
from backend.cli.bar import bar
from backend.cli.office import ACTOR, Office, clock, open_office
from backend.cli.two_people import both, one, one_person, two_people
from backend.privacy import decisions
from backend.privacy import retention as days
from backend.privacy.erase import erase as erase_person
from backend.privacy.export import export as export_person
from backend.privacy.export import person_named
from backend.privacy.rotate import left
from backend.privacy.rotate import rotate as rotate_keys
from backend.privacy.walk import walk
from backend.requests.forget import forget_requests
from backend.security.device import PREFIX, make_key

PERSON = "person"


@click.group()
def privacy() -> None:
    """Personal data: keys, export, erasure, days."""


@privacy.command()
def rotate() -> None:
    """Wrap every data key by the newest wrapping key, and seal what is the office's own under the newest key.

    The office may go on working. Stopped at any point it takes up where it was. At the end it says which older keys may
    be taken away, or that they may not.
    """
    office = open_office()
    with bar("privacy rotate") as shown:
        told = _Count(shown, left(office.engine, office.box))
        done = rotate_keys(office.engine, office.box, actor=ACTOR, clock=clock, progress=told)
    click.echo(f"data keys wrapped anew: {done.wrapped}; values sealed anew: {done.sealed}")
    click.echo(f"may be taken away: {', '.join(done.retired) or 'nothing; the newest key is the only one in use'}")


@privacy.command()
def reseal() -> None:
    """Seal under holders' own keys what was sealed before they had any. Takes up where it was stopped."""
    office = open_office()
    tables = [one for one in decisions.SEALED if one.whose != decisions.OFFICE]
    with bar("privacy reseal") as shown:
        done = walk(office.engine, office.box, "reseal", tables, now=clock(), progress=_Count(shown, 0))
    click.echo(f"values sealed anew: {done}")


@privacy.command("device-key")
@click.argument("name")
@one_person
def device_key(name: str, by: str | None) -> None:
    """Make a wrapping key that stays in the device (LIANGMA_PKCS11_) and print the label for the settings."""
    office = open_office()
    actor = one(office, by)
    key_device.use(office.settings)
    make_key(key_device.require_device(), PREFIX + name)
    with office.step() as session:
        record(session, make_entry(at=clock(), actor=actor, action="privacy.device_key", subject="privacy", key=name))
    click.echo(PREFIX + name)


@privacy.command()
@click.argument(PERSON)
@one_person
def export(person: str, by: str | None) -> None:
    """Print everything that is kept about PERSON (number or person_id) as JSON, and who read it; the log keeps that."""
    office = open_office()
    actor = one(office, by)
    with office.step() as session:
        person_id = person_named(session, person, box=office.box)
        said = export_person(session, person_id, box=office.box, now=clock())
        subject = f"person:{person_id}"
        entry = make_entry(at=clock(), actor=actor, action="privacy.exported", subject=subject, person_id=person_id)
        record(session, entry)
    json.dump(said, sys.stdout, ensure_ascii=False, indent=2, default=str)
    click.echo()


@privacy.command()
@click.argument(PERSON)
@click.option("--reason", required=True, help="Why; kept sealed.")
@two_people
def erase(person: str, reason: str, by: str | None, confirm: str | None) -> None:
    """Erase PERSON: two people, for good. What the law keeps is named with its day; the rest goes now."""
    office = open_office()
    two = both(office, by, confirm)
    with office.step() as session:
        person_id = person_named(session, person, box=office.box)
        row = erase_person(
            session, person_id, reason, by=two.first, confirmed=two.second, alone=two.alone, box=office.box,
            years=office.settings.case_years, now=clock(),
        )  # fmt: skip
        kept, destroyed = row.kept, row.destroyed_at is not None
    for one_kind in kept:
        click.echo(f"kept by law until {_day(one_kind['until'])}: {one_kind['kind']} ({one_kind['count']})")
    click.echo("erased; the data key is destroyed" if destroyed else "erased, but for what the law keeps")


@privacy.command("retention")
@click.option("--run", is_flag=True, help="Forget now what is past its day, instead of waiting for the worker.")
def show_retention(run: bool) -> None:
    """Show every kind of data with its rule, how many rows are past their day, and the oldest."""
    office = open_office()
    if run:
        _forget(office)
    for line in days.shown(office.engine, years=office.settings.case_years, now=clock()):
        oldest = "–" if line.oldest is None else _day(line.oldest)
        click.echo(f"{line.kind}\t{line.rule}\trows {line.rows}\tover {line.over}\toldest {oldest}")


def _forget(office: Office) -> None:
    years = office.settings.case_years
    with office.step() as session:
        retention.forget_expired(session, now=clock())
    with office.step() as session:
        forget_requests(session, now=clock())
        forget_cases(session, years=years, now=clock())
    with office.step() as session:
        days.forget_daily(session, box=office.box, years=years, now=clock())


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()


class _Count:
    """Counts what is done for the bar."""

    def __init__(self, shown: object, total: int) -> None:
        self._shown, self._total, self._done = shown, total, 0

    def __call__(self, more: int) -> None:
        self._done += more
        self._shown(self._done, max(self._total, self._done))  # type: ignore[operator]
