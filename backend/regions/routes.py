"""Routes of the room regions, for administration. The other region is asked before this one's database is."""

from typing import Any

from backend.regions import overview, register, schemas
from backend.regions.ask import ask
from backend.regions.mapping import read_accepts
from backend.regions.models import Region
from backend.regions.take import take
from backend.web.access import allow
from backend.web.api import Room
from backend.web.request import actor, now, services, session

blueprint = Room("regions", description="Other regions whose certificates are recognised here")

READERS, DECIDERS = ("operator", "security", "auditor"), ("operator", "security")
ONE = "/regions/<string(maxlength=6):region_id>"
PROPOSAL, APPROVAL = schemas.ProposalBody(), schemas.ApprovalBody()
ANSWER, ANSWERS = schemas.RegionAnswer(), schemas.RegionList()


@blueprint.route("/regions")
@allow(*READERS)
@blueprint.response(200, ANSWERS)
def get_regions() -> dict[str, Any]:
    """All other regions that were ever proposed, by id."""
    return {"items": overview.regions(session(), catalogue=services().catalogue, now=now())}


@blueprint.route(ONE, methods=["PUT"])
@allow("operator")
@blueprint.arguments(PROPOSAL)
@blueprint.response(200, ANSWER)
def put_region(body: dict[str, Any], region_id: str) -> dict[str, Any]:
    """Propose a region, or propose it anew: out of effect until a second person approves. It is asked at once, and what
    it serves must be signed by the key of this thumbprint."""
    own = services()
    local, accepts = own.settings.outbound_local, read_accepts(body["accepts"])
    body |= {"base_url": register.check_address(body["base_url"], local=local), "accepts": accepts}
    served = ask(body["base_url"], local=local)
    given: dict[str, Any] = {"served": served, "catalogue": own.catalogue, "actor": actor().subject, "now": now()}
    return _told(register.propose(session(), region_id, **body, **given))


@blueprint.route(f"{ONE}/approval", methods=["POST"])
@allow(*DECIDERS)
@blueprint.arguments(APPROVAL)
@blueprint.response(200, ANSWER)
def post_approval(body: dict[str, Any], region_id: str) -> dict[str, Any]:
    """Bring a proposed or suspended region into effect, as somebody else than who brought it there."""
    return _told(register.approve(session(), region_id, **body, actor=actor().subject, now=now()))


@blueprint.route(f"{ONE}/suspension", methods=["POST"])
@allow(*DECIDERS)
@blueprint.response(200, ANSWER)
def post_suspension(region_id: str) -> dict[str, Any]:
    """Accept nothing of the region any more, from now on."""
    return _told(register.suspend(session(), region_id, actor=actor().subject, now=now()))


@blueprint.route(f"{ONE}/end", methods=["POST"])
@allow(*DECIDERS)
@blueprint.response(200, ANSWER)
def post_end(region_id: str) -> dict[str, Any]:
    """The same, until it is proposed anew."""
    return _told(register.end(session(), region_id, actor=actor().subject, now=now()))


@blueprint.route(f"{ONE}/fetch", methods=["POST"])
@allow(*DECIDERS)
@blueprint.response(200, ANSWER)
def post_fetch(region_id: str) -> dict[str, Any]:
    """Ask the region now for what it publishes; the worker does so every five minutes."""
    own = services()
    about: dict[str, Any] = {"catalogue": own.catalogue, "local": own.settings.outbound_local}
    return _told(take(own.engine, region_id, **about, actor=actor().subject, now=now()))


def _told(row: Region) -> dict[str, Any]:
    return overview.one_region(session(), row.region_id, catalogue=services().catalogue, now=now())
