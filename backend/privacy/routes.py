"""Routes of the room privacy: a citizen takes what is kept about them, and about a young child they act for."""

import uuid
from typing import Any

import orjson
from flask import Response

from backend.audit.record import make_entry, record
from backend.guardians.looks import TOOK_DATA, look
from backend.people.persons import person_of
from backend.privacy.export import MOST, export
from backend.privacy.schemas import OwnData
from backend.web.access import allow, from_phone
from backend.web.api import Room
from backend.web.limit_classes import limited
from backend.web.request import actor, now, services, session

blueprint = Room("privacy", description="What is kept about a citizen, for that citizen")


@blueprint.route("/me/data", methods=["POST"])
@allow("citizen")
@from_phone
@limited("own-data")
@blueprint.response(200, OwnData)
def post_data() -> Response:
    """Everything that is kept about me, opened, and who read it: a file to keep. From a phone only; the log knows it.

    Of each table the newest 1,000 rows; `more` says how many are left out.
    """
    person_id = person_of(session(), actor())
    said = export(session(), person_id, box=services().box, now=now(), most=MOST)
    subject = f"person:{person_id}"
    taken = make_entry(at=now(), actor=actor().subject, action="privacy.taken", subject=subject, person_id=person_id)
    record(session(), taken)
    return _file(said, "liangma-my-data.json")


@blueprint.route("/me/wards/<uuid:guardianship_id>/data", methods=["POST"])
@allow("citizen")
@from_phone
@limited("own-data")
@blueprint.response(200, OwnData)
def post_ward_data(guardianship_id: uuid.UUID) -> Response:
    """The same about a child under 14, while I act for them; the child's other guardians are told."""
    asked: dict[str, Any] = {"actor": actor(), "box": services().box, "now": now()}
    ward_id = look(session(), guardianship_id, TOOK_DATA, **asked)
    return _file(export(session(), ward_id, box=services().box, now=now(), most=MOST), "liangma-ward-data.json")


def _file(said: dict[str, Any], name: str) -> Response:
    response = Response(orjson.dumps(said, option=orjson.OPT_INDENT_2), mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
