"""audit verify, audit checkpoint."""

import sys
from pathlib import Path

import click

from backend import db
from backend.audit.breaks import BREAKS, next_lines
from backend.audit.check import Report, check
from backend.audit.checkpoint import (
    SignerOf,
    all_checkpoints,
    make_checkpoint,
    read_checkpoints,
    read_file,
    write_files,
)
from backend.cli.bar import bar
from backend.cli.office import Office, clock, open_office
from backend.trust import keys
from certs.checkpoint import Checkpoint
from certs.errors import MalformedError
from certs.keys import PublicKey


@click.group()
def audit() -> None:
    """The audit log."""


@audit.command()
@click.option("--checkpoints", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="Folder of checkpoints kept elsewhere; DATA_DIR/checkpoints unless given.")  # fmt: skip
@click.option("--since", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Begin where this checkpoint ends, which must still lie in the log.")  # fmt: skip
def verify(checkpoints: Path | None, since: Path | None) -> None:
    """Walk every chain and its tree, compare them with the signed checkpoints. Exit 1: breaks; each is named, with what
    to do next."""
    office = open_office()
    folder = checkpoints or office.settings.checkpoints_dir
    with db.open_session(office.engine, reading=True) as session, bar("日志 log") as told:
        publics = keys.platform_publics(session)
        found = read_checkpoints(folder, *publics)
        begun = None if since is None else _since(since, *publics)
        against = all_checkpoints(session, found)
        report = check(session, against, found.unbelieved, since=begun, told=told)
    _print(report, len(found.read))
    sys.exit(1 if report.breaks else 0)


def _since(path: Path, *publics: PublicKey) -> Checkpoint:
    try:
        read = read_file(path, *publics)
    except MalformedError as error:
        raise click.BadParameter(f"{path.name}: {error}", param_hint="--since") from error
    if read.roots is None:
        raise click.BadParameter(f"{path.name} is of before trees: verify the whole log", param_hint="--since")
    return read


def _print(report: Report, checkpoints: int) -> None:
    for found in report.breaks:
        click.echo(f"{found.where}: {found.kind}: {BREAKS[found.kind].zh} {BREAKS[found.kind].en}")
    for line in next_lines((found.kind for found in report.breaks), BREAKS):
        click.echo(line)
    click.echo(f"{report.entries} 条 entries, {report.chains} 链 chains, {checkpoints} 检查点 checkpoints, "
               f"{len(report.breaks)} 处异常 breaks")  # fmt: skip


@audit.command()
def checkpoint() -> None:
    """Grow the trees over all entries, sign them and write the checkpoint to DATA_DIR/checkpoints."""
    office = open_office()
    now = clock()
    with bar("日志树 log trees") as told:
        make_checkpoint(office.engine, _signer_of(office, now), now=now, told=told)
    click.echo(write_files(office.engine, office.settings.checkpoints_dir))


def _signer_of(office: Office, now: int) -> SignerOf:
    return lambda session: keys.platform_signer(session, box=office.box, now=now)
