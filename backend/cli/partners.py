"""partners: a sandbox to try things with, and what is decided about registered third parties."""

import json
import uuid
from typing import Any

import click
from sqlalchemy import select

from backend.cli.demo import demo_office
from backend.cli.office import ACTOR, clock, open_office
from backend.partners import apply, standing
from backend.partners.models import Partner
from backend.partners.registration import state_of
from backend.partners.sandbox import make_sandbox

TRY = """
# 一、取令牌 a token
# TOKEN=$(curl -s -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials $BASE/oauth/token)
# 二、核验 verify（QR 为扫到的文字 the text that was scanned）
# curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' $BASE/api/v1/verifications \\
#   -d "{\\"code\\": \\"$QR\\", \\"purpose\\": \\"age\\"}"
# 三、我的登记与用量 what I am registered for, and what I asked
# curl -s -H "Authorization: Bearer $TOKEN" $BASE/api/v1/partners/current
# 全文 the whole way: docs/partners.md"""


@click.group()
def partners() -> None:
    """Third parties: a sandbox, approvals, standing."""


@partners.command()
def sandbox() -> None:
    """Make a partner to try things with, in the demo only: a secret, four purposes, every channel, thirty days.

    Prints shell variables and, behind #, what to send with them: eval "$(liangma partners sandbox)".
    """
    here = demo_office()
    with here.step() as session:
        made = make_sandbox(session, catalogue=here.catalogue, box=here.box, actor=ACTOR, now=clock())
    click.echo(f"BASE={here.settings.base_url}\nCLIENT_ID={made.client_id}\nCLIENT_SECRET={made.secret}{TRY}")


@partners.command("list")
def list_partners() -> None:
    """Every partner: its id, its state, when it ends."""
    with open_office().step() as session:
        for row in session.scalars(select(Partner).order_by(Partner.client_id)):
            click.echo(f"{row.client_id}\t{state_of(row, now=clock())}\t{row.expires_at or '-'}")


@partners.command()
@click.argument("application_id", type=click.UUID)
def approve(application_id: uuid.UUID) -> None:
    """Approve an application that somebody else filed; prints the client secret once when one was made."""
    with open_office().step() as session:
        made = apply.approve(session, application_id, actor=ACTOR, now=clock())
    click.echo(json.dumps({"client_id": made.client_id, "client_secret": made.secret}))


@partners.command()
@click.argument("application_id", type=click.UUID)
@click.option("--reason", required=True)
def reject(application_id: uuid.UUID, reason: str) -> None:
    """Reject an application that somebody else filed."""
    with open_office().step() as session:
        apply.reject(session, application_id, reason=reason, actor=ACTOR, now=clock())
    click.echo(application_id)


@partners.command()
@click.argument("client_id")
@click.option("--reason", required=True)
def suspend(client_id: str, reason: str) -> None:
    """Suspend a partner: its tokens end at once."""
    with open_office().step() as session:
        standing.suspend(session, client_id, reason=reason, actor=ACTOR, now=clock())
    click.echo(client_id)


@partners.command()
@click.argument("client_id")
def resume(client_id: str) -> None:
    """Resume a partner that somebody else suspended."""
    with open_office().step() as session:
        standing.resume(session, client_id, actor=ACTOR, now=clock())
    click.echo(client_id)


@partners.command()
@click.argument("client_id")
@click.option("--jwks", type=click.File(), help="Public keys in place of what stands; without them a secret is made.")
@click.option("--overlap-hours", default=24, show_default=True, type=click.IntRange(0, standing.MOST_OVERLAP))
def rotate(client_id: str, jwks: Any, overlap_hours: int) -> None:
    """Replace a partner's secret or keys; the old ones end when the overlap is over."""
    public = _object(jwks.read()) if jwks else None
    with open_office().step() as session:
        made = standing.rotate(session, client_id, jwks=public, overlap_hours=overlap_hours, actor=ACTOR, now=clock())
    click.echo(json.dumps({"client_id": client_id, "client_secret": made}))


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise click.BadParameter(f"not JSON: {error}", param_hint="--jwks") from error
    if not isinstance(value, dict):
        raise click.BadParameter("a JSON object is expected", param_hint="--jwks")
    return value
