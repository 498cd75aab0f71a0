"""proposals run: who can have what without applying."""

from datetime import datetime

import click

from backend.cli.bar import bar
from backend.cli.office import ACTOR, Office, clock, open_office
from backend.errors import ConfigError
from backend.proposals.folder import Programmes, load_programmes, programme_of
from backend.proposals.numbers import FEWEST, in_fives
from backend.proposals.run import Runner, run
from backend.registries.strict_yaml import DocumentError


@click.group()
def proposals() -> None:
    """What offices give without an application."""


@proposals.command("run")
@click.option("--programme", "code", help="Code of one programme; all that are not paused, if not given.")
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Reckon ages for this day, not after today."
)
def run_programmes(code: str | None, day: datetime | None) -> None:
    """Look through the registers and offer what people can have; takes up where it was stopped.

    Nobody is offered the same twice. Numbers are printed in fives: below five, none.
    """
    office = open_office()
    known = programmes(office)
    chosen = [programme_of(known, code)] if code else [one for one in known.values() if not one.paused]
    for programme in chosen:
        with bar(programme.code) as progress:
            done = run(runner(office), programme, day=day.date() if day else None, progress=progress)
        told = f"查看 looked at {_told(done.looked_at)}  提示 offered {_told(done.offered)}"
        click.echo(f"{programme.code}  {done.day}  {told}")


def runner(office: Office) -> Runner:
    return Runner(office.engine, office.catalogue, office.box, clock, ACTOR)


def programmes(office: Office) -> Programmes:
    """Raises ConfigError naming file, line and reason of a broken programme."""
    try:
        return load_programmes(office.settings.programmes_dir, office.catalogue)
    except DocumentError as error:
        raise ConfigError(str(error)) from error


def _told(count: int) -> str:
    fives = in_fives(count)
    return f"< {FEWEST}" if fives is None else str(fives)
