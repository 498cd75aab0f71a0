"""audit verify, audit checkpoint."""

import sys

import click

from backend import db
from backend.audit.check import check
from backend.audit.checkpoint import make_checkpoint, read_checkpoints, write_checkpoint
from backend.cli.office import clock, open_office
from backend.trust import keys


@click.group()
def audit() -> None:
    """The audit log."""


@audit.command()
def verify() -> None:
    """Walk every chain and compare it with the signed checkpoints; exit 1 and name each break."""
    office = open_office()
    with db.open_session(office.engine, reading=True) as session:
        checkpoints = read_checkpoints(office.settings.checkpoints_dir, *keys.platform_publics(session))
        report = check(session, checkpoints.heads, checkpoints.unbelieved)
    for found in report.breaks:
        place = f"链 chain {found.chain} 序号 entry {found.seq}" if found.file is None else f"文件 file {found.file}"
        click.echo(f"{place}: {found.kind}")
    click.echo(f"{report.entries} 条 entries, {report.chains} 链 chains, {len(checkpoints.heads)} 检查点 checkpoints, "
               f"{len(report.breaks)} 处异常 breaks")  # fmt: skip
    sys.exit(1 if report.breaks else 0)


@audit.command()
def checkpoint() -> None:
    """Sign the heads of all chains and write them to DATA_DIR/checkpoints."""
    office = open_office()
    now = clock()
    with office.step() as session:
        token = make_checkpoint(session, keys.platform_signer(session, box=office.box, now=now), now=now)
    click.echo(write_checkpoint(office.settings.checkpoints_dir, token, now=now))
