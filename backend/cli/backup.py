"""backup, backup key|check|drill|verify, restore."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from backend.audit.record import make_entry, record
from backend.backups import drill as drills
from backend.backups import examine as reading
from backend.backups import make as making
from backend.backups import restore as restoring
from backend.backups import verify as verifying
from backend.backups.sealed_file import make_key_file, read_key
from backend.cli.bar import bar
from backend.cli.office import ACTOR, Office, clock, open_office
from backend.config import Settings, from_env
from backend.security import Box
from backend.web.health import SCHEMA_HEAD

FAULTS = 3  # exit code: the city is there, and something in it does not hold
MAKE = "make"
A_FILE = click.Path(dir_okay=False, path_type=Path)


def locked(command: Callable[..., None]) -> Callable[..., None]:
    """The options that name the key."""
    for name, variable, says in (
        ("--passphrase-file", "LIANGMA_BACKUP_PASSPHRASE_FILE", "File with a passphrase instead of a key."),
        ("--key-file", "LIANGMA_BACKUP_KEY_FILE", "File with the backup key, as `backup key` makes it."),
    ):
        command = click.option(name, envvar=variable, type=A_FILE, help=says, show_envvar=True)(command)
    return command


class Backups(click.Group):
    """`backup PLACE` means `backup make PLACE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args.insert(0, MAKE)
        return super().parse_args(ctx, args)


@click.group(cls=Backups)
def backup() -> None:
    """Back up the whole city, and rehearse restoring it. `backup PLACE` is `backup make PLACE`."""


@backup.command(MAKE)
@click.argument("place", type=click.Path(path_type=Path))
@locked
def make(place: Path, key_file: Path | None, passphrase_file: Path | None) -> None:
    """Back up database and data folder to PLACE, a folder or a new file, encrypted.

    The office may go on working. The secrets (LIANGMA_DATA_KEY, LIANGMA_INDEX_KEY, LIANGMA_TOKEN_KEY) are not in it;
    only the demo's are. The log keeps who made it, its size and its digest. A PostgreSQL database that no dump is quick
    enough for: docs/operate.md.
    """
    key, office = read_key(key_file, passphrase_file), open_office()

    def noted(name: str, size: int, digest: str) -> None:
        made_of: dict[str, Any] = {"file": name, "size": size, "sha256": digest}
        with office.step() as session:
            record(session, make_entry(at=clock(), actor=ACTOR, action="backup.made", subject="backup", **made_of))

    with bar("backup") as progress:
        made = making.make(office.settings, place, key=key, now=clock(), progress=progress, noted=noted)
    click.echo(f"{made.path}  {made.size} bytes")
    _say(made.manifest)
    for name in made.skipped:
        click.echo(f"未包含 not in it: {name}", err=True)
    if office.settings.demo:
        click.echo("演示密钥已包含在内 The demo's secrets are in it", err=True)
    else:
        click.echo("密钥不在备份中，请另行保管 The secrets are not in it: keep them elsewhere", err=True)


@backup.command("key")
@click.argument("file", type=A_FILE)
def make_key(file: Path) -> None:
    """Write a new backup key to FILE. Keep copies of it away from the backups: without it none can be opened."""
    make_key_file(file)
    click.echo(file)


@backup.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@locked
def check(file: Path, key_file: Path | None, passphrase_file: Path | None) -> None:
    """Read FILE to its end: is all of it there and as it was written? Restores nothing."""
    key = read_key(key_file, passphrase_file)
    with bar("check") as progress:
        _say(reading.examine(file, key=key, progress=progress))


@backup.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--scratch", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with room for the restored city; else the system's.",
)  # fmt: skip
@locked
def drill(file: Path, scratch: Path | None, key_file: Path | None, passphrase_file: Path | None) -> None:
    """Restore FILE to a throw-away place, verify every signature and the log, take it away. Exit 3: faults found."""
    key = read_key(key_file, passphrase_file)
    settings = _settings(reading.peek(file, key=key))
    with bar("drill") as progress:
        manifest, report = drills.drill(
            file, settings, key=key, box_of=_box, now=clock(), progress=progress, scratch=scratch
        )
    _say(manifest)
    _tell(report)


@backup.command()
def verify() -> None:
    """Verify every signature, the status lists, the trust list and the log of this city. Exit 3: faults found."""
    office = open_office()
    with bar("verify") as progress:
        _tell(drills.look(office.settings, box=office.box, now=clock(), progress=progress))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--verify-later", is_flag=True, help="Do not verify signatures and log now; `backup verify` does.")
@locked
def restore(file: Path, verify_later: bool, key_file: Path | None, passphrase_file: Path | None) -> None:
    """Restore FILE into an empty database and data folder, then verify all of it. Exit 3: faults found.

    The settings and secrets must be those of the city that was backed up. Nothing is ever overwritten.
    """
    key = read_key(key_file, passphrase_file)
    settings = _settings(reading.peek(file, key=key))
    with bar("restore") as progress:
        manifest = restoring.restore(file, settings, key=key, progress=progress)
    _say(manifest)
    if manifest["schema"] != SCHEMA_HEAD:
        click.echo("接下来 Next: liangma migrate; liangma backup verify")
    elif not verify_later:
        with bar("verify") as progress:
            _tell(drills.look(settings, box=_box(settings), now=clock(), progress=progress))


def _settings(opening: reading.Opening) -> Settings:
    """Of the environment. The demo's secrets are those of the backup, or reading the settings would make others."""
    given: Mapping[str, str] = os.environ
    if opening.demo_secrets is not None and given.get("LIANGMA_DEMO") == "1":
        held = {f"LIANGMA_{name}": str(value) for name, value in opening.demo_secrets.items()}
        given = {**held, **given}
    return from_env(given)


def _box(settings: Settings) -> Box:
    return Office(replace(settings)).box


def _say(manifest: dict[str, Any]) -> None:
    at = datetime.fromtimestamp(manifest["made_at"], UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    click.echo(f"{at}  {manifest['engine']}  schema {manifest['schema']}  {json.dumps(manifest['counts'])}")


def _tell(report: verifying.Report) -> None:
    for line in verifying.lines(report):
        click.echo(line)
    sys.exit(FAULTS if report.faulty else 0)
