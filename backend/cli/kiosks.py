"""kiosks add|setup-code|stop|list: the public screens in halls."""

import click

from backend.cli.office import ACTOR, clock, open_office
from backend.kiosks import register
from backend.web.request import Actor
from backend.web.strict import rfc3339

BY = Actor(subject=ACTOR, role="operator")


@click.group()
def kiosks() -> None:
    """Public screens in halls: add, set up anew, stop, list."""


@kiosks.command()
@click.argument("name")
@click.option("--english", required=True, help="Its name in English.")
@click.option("--hall", required=True, help="Where it stands.")
def add(name: str, english: str, hall: str) -> None:
    """Register a kiosk called NAME; prints its id and the code that sets its machine up at /kiosk/set-up."""
    office = open_office()
    with office.step() as session:
        named = register.Named(name, english, hall)
        kiosk, code = register.register(
            session, named, catalogue=office.catalogue, box=office.box, actor=BY, now=clock()
        )  # fmt: skip
        click.echo(f"{kiosk.kiosk_id}\t{code}")


@kiosks.command("setup-code")
@click.argument("kiosk_id")
def setup_code(kiosk_id: str) -> None:
    """Print a new set-up code for KIOSK_ID, good once within an hour; the machine before is out at once."""
    office = open_office()
    with office.step() as session:
        click.echo(register.ask_setup(session, kiosk_id, box=office.box, actor=BY, now=clock())[1])


@kiosks.command()
@click.argument("kiosk_id")
def stop(kiosk_id: str) -> None:
    """Stop KIOSK_ID for good, at once."""
    with open_office().step() as session:
        register.stop(session, kiosk_id, actor=BY, now=clock())


@kiosks.command("list")
def list_kiosks() -> None:
    """Every kiosk: its id, name, hall, since when it is set up, and whether it is stopped."""
    with open_office().step() as session:
        for one in register.kiosks(session):
            since = rfc3339(one.set_up_at) if one.set_up_at else "-"
            state = "stopped" if one.stopped_at else "active"
            click.echo(f"{one.kiosk_id}\t{one.name_zh}\t{one.hall}\t{since}\t{state}")
