"""Routes of wards and guardians: found children, confirming, giving up, a yes to a young person's phone."""

import uuid
from datetime import timedelta
from typing import Any

from backend.guardians import schemas, wards, young
from backend.guardians.kinship import Child
from backend.guardians.record_schemas import NamedPerson
from backend.guardians.wards import Ward
from backend.people import cookies
from backend.people.persons import person_of
from backend.people.profile import hide_number
from backend.registries.calendar import day_of
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.limit_classes import guesses
from backend.web.request import actor, now, services, session

blueprint = Room("guardians", description="A child's and a ward's certificates with those who act for them")

CONFIRM, CHILD = schemas.ConfirmBody(), NamedPerson()
ONE = "/me/wards/<uuid:guardianship_id>"


@blueprint.route("/me/wards")
@allow("citizen")
@blueprint.response(200, schemas.WardList)
def get_wards() -> dict[str, Any]:
    """For whom I act: children and wards. Their certificates are in my wallet."""
    rows = wards.guardianships_of(session(), person_of(session(), actor()), now=now())
    return {"items": [_ward(one) for one in wards.told(session(), rows, box=services().box)]}


@blueprint.route("/me/wards/found")
@allow("citizen")
@blueprint.response(200, schemas.FoundChildren)
def get_found() -> dict[str, Any]:
    """My children under 18 by the registries' records, whom I have not confirmed yet."""
    found = wards.found_children(session(), actor=actor(), services=services(), now=now())
    return {"items": [_found(one) for one in found]}


@blueprint.route("/me/wards/searches", methods=["POST"])
@allow("citizen")
@guesses("kinship")
@blueprint.arguments(CHILD)
@blueprint.response(200, schemas.FoundChild)
def post_search(body: dict[str, str]) -> dict[str, Any]:
    """My child of this name and number, if the records prove it; otherwise one answer for everybody. Limited."""
    told: dict[str, Any] = {"visitor": cookies.visitor(), "actor": actor(), "services": services(), "now": now()}
    return _found(wards.search(session(), body, **told))


@blueprint.route("/me/wards", methods=["POST"])
@allow("citizen")
@idempotent
@blueprint.arguments(CONFIRM)
@blueprint.response(201, schemas.WardAnswer)
def post_ward(body: dict[str, Any]) -> dict[str, Any]:
    """Confirm with this phone's key that I act for a child of mine. The child's certificates come into my wallet."""
    told: dict[str, Any] = {"visitor": cookies.visitor(), "actor": actor(), "services": services(), "now": now()}
    return _ward(wards.confirm(session(), **body, **told))


@blueprint.route(ONE, methods=["DELETE"])
@allow("citizen")
@blueprint.response(204)
def delete_ward(guardianship_id: uuid.UUID) -> None:
    """Act for them no more. A parent may confirm anew."""
    wards.give_up(session(), guardianship_id, actor=actor(), now=now())


@blueprint.route(f"{ONE}/phone-permits", methods=["POST"])
@allow("citizen")
@blueprint.response(201, schemas.PermitAnswer)
def post_permit(guardianship_id: uuid.UUID) -> dict[str, Any]:
    """Say yes to one phone of a child under 14, within a day."""
    return {"expires_at": young.permit(session(), guardianship_id, actor=actor(), now=now()).expires_at}


@blueprint.route("/me/guardians")
@allow("citizen")
@blueprint.response(200, schemas.GuardianList)
def get_guardians() -> dict[str, Any]:
    """Who acts for me as a parent or guardian."""
    rows = wards.guardians_of(session(), person_of(session(), actor()), now=now())
    return {"items": [_told(one) | {"name": one.guardian} for one in wards.told(session(), rows, box=services().box)]}


def _ward(one: Ward) -> dict[str, Any]:
    rest = [row for row in wards.guardians_of(session(), one.row.person_id, now=now()) if row is not one.row]
    others = [other.guardian for other in wards.told(session(), rest, box=services().box)]
    young_still = young.is_young(one.number, now=now())
    names = {"name": one.ward, "citizen_number": hide_number(one.number), "born": one.born}
    return _told(one) | names | {"young": young_still, "others": others}


def _told(one: Ward) -> dict[str, Any]:
    row = one.row
    return {
        "guardianship_id": row.guardianship_id, "ground": row.ground, "since": row.since, "until": row.until,
        "frozen": row.frozen_at is not None,
    }  # fmt: skip


def _found(child: Child) -> dict[str, Any]:
    return {
        "aud": services().settings.base_url, "found_id": child.proof.record_id, "name": child.name,
        "citizen_number": hide_number(child.number),
        "born": child.born, "ground": child.ground, "last_day": day_of(child.grown_up_at) - timedelta(days=1),
    }  # fmt: skip
