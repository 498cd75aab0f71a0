"""import, issue, revoke: what departments do from the command line."""

import uuid
from collections import Counter
from pathlib import Path

import click

from backend import db
from backend.batches.make import of_waiting
from backend.certificates import end_many, lifecycle, reading
from backend.certificates.pending import issuers_waiting
from backend.certificates.refusals import CertificateUnknown
from backend.certificates.states import FINAL_KINDS, STANDING
from backend.cli.bar import bar
from backend.cli.batches import open_of, run_now, say
from backend.cli.office import ACTOR, Office, clock, open_office
from backend.registries.import_records import import_file
from backend.registries.types import allowed_type, known_type
from backend.web.request import Actor

BY = Actor(subject=ACTOR, role="operator")


@click.command("import")
@click.argument("type_id", metavar="TYPE")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--issuer", required=True, help="Code of the issuing department.")
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="Where refused rows go; default beside FILE."
)
def import_records(type_id: str, file: Path, issuer: str, report: Path | None) -> None:
    """Import a department's records (CSV or XLSX) of one certificate TYPE."""
    office = open_office()
    with bar(type_id) as progress:
        done = import_file(
            office.engine, file, type=type_id, issuer_code=issuer, catalogue=office.catalogue, box=office.box,
            now=clock(), report_path=report or file.with_suffix(".refused.csv"), progress=progress, actor=ACTOR,
        )  # fmt: skip
    counts = {"新增 added": done.added, "变更 changed": done.changed, "未变 unchanged": done.unchanged}
    counts["拒收 refused"] = done.refused
    click.echo("  ".join(f"{word} {count}" for word, count in counts.items()))
    if done.stopped:
        click.echo(f"提前停止 stopped early: {done.stopped}")
    if done.report_path:
        click.echo(f"拒收明细 refused rows: {done.report_path}")
    if done.refused or done.stopped:
        raise SystemExit(1)


@click.command()
@click.argument("type_id", metavar="TYPE")
def issue(type_id: str) -> None:
    """Issue every waiting record of one certificate TYPE; takes up where it was stopped."""
    office = open_office()
    type_ = known_type(office.catalogue, type_id)
    sums = Counter[str]()
    for issuer in _issuers(office, type_.number):
        batch_id = open_of(office, type_.number, issuer) or _make(office, type_id, issuer)
        with bar(f"{type_id} {issuer}") as progress:
            run_now(office, batch_id, progress)
        one = say(office, batch_id)
        sums.update({name: one[name] for name in ("issued", "unchanged", "failed", "left")})
    click.echo(f"签发 issued {sums['issued']}  未变 unchanged {sums['unchanged']}  失败 failed {sums['failed']}")
    if sums["failed"] or sums["left"]:
        raise SystemExit(1)


def _issuers(office: Office, type_number: int) -> list[str]:
    with db.open_session(office.engine, reading=True) as session:
        return issuers_waiting(session, type_number)


def _make(office: Office, type_id: str, issuer: str) -> uuid.UUID:
    with office.step() as session:
        given = {"type": type_id, "issuer_code": issuer, "catalogue": office.catalogue}
        return of_waiting(session, **given, actor=ACTOR, now=clock()).batch_id  # type: ignore[arg-type]


@click.command()
@click.argument("type_id", metavar="TYPE")
@click.argument("number")
@click.option("--issuer", required=True, help="Code of the department that issued it.")
@click.option("--kind", type=click.Choice(FINAL_KINDS), default="revoked", show_default=True)
@click.option("--reason", required=True)
@click.confirmation_option(prompt="不可恢复，确定？ This is final. Sure?")
def revoke(type_id: str, number: str, issuer: str, kind: str, reason: str) -> None:
    """End for good the certificates of one TYPE under a printed NUMBER: one for each holder."""
    office = open_office()
    now = clock()
    with office.step() as session:
        type_ = allowed_type(session, office.catalogue, type_id, issuer_code=issuer)
        found = reading.look_up(session, number, type=type_, issuer_code=issuer, box=office.box, now=now, actor=BY)
        standing = [one.certificate_id for one in found if one.state in STANDING]
        for certificate_id in standing:
            end_many.count_alone(session, most=office.settings.revoke_alone, box=office.box, actor=BY, now=now)
            certificate = lifecycle.own_certificate(session, certificate_id, issuer_code=issuer)
            lifecycle.revoke(session, certificate, kind=kind, reason=reason, box=office.box, now=now, actor=BY)
            click.echo(f"{certificate.certificate_id}  {certificate.state}")
    if not standing:
        raise CertificateUnknown(f"no standing certificate among {len(found)} found")
